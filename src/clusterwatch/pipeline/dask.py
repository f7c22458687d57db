"""Run steps on a Dask cluster (https://distributed.dask.org), whose workers may be on many machines."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import ParamSpec, TypeVar

from clusterwatch.errors import StepLost, UsageError
from clusterwatch.models import LostReason
from clusterwatch.pipeline.workers import ExecutorWorkers, Workers

_ADDRESS = re.compile(r"[a-z]+://[^/\s]+:\d{1,5}")
CONNECT = 10  # seconds to wait for the scheduler
CLOSE = 1  # seconds to wait for it at the end

P = ParamSpec("P")
T = TypeVar("T")


class DaskWorkers:
    """Steps that run on a Dask cluster.

    If a worker of the cluster dies, its steps run again on another one. A step with which several workers died one
    after the other is lost.
    """

    def __init__(self, executor: ExecutorWorkers, killed: type[Exception]) -> None:
        self._executor = executor
        self._killed = killed

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await self._executor.run(step, *args, **kwargs)
        except self._killed as error:
            raise StepLost(LostReason.CRASH) from error


@asynccontextmanager
async def dask_workers(address: str) -> AsyncIterator[tuple[int, Workers]]:
    """Connect to the scheduler at `address`, such as `tcp://host:8786`. Yield its number of threads, and the workers.

    Raises UsageError if Dask is not installed, the scheduler does not answer, or it has no workers.
    """
    try:
        from distributed import Client, KilledWorker, Security
        from distributed.comm.core import connect
    except ImportError as error:
        raise UsageError("--dask needs distributed: pip install 'clusterwatch[dask]'") from error
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"--dask {address}: expected an address such as tcp://HOST:8786")
    try:
        # A thread cannot be interrupted, so it only connects to a scheduler that has answered.
        async with asyncio.timeout(CONNECT):
            trial = await connect(address, **Security().get_connection_args("client"))
            await trial.close()
        client = await asyncio.to_thread(Client, address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"--dask {address}: the scheduler does not answer: {error}") from error
    executor = client.get_executor()
    try:
        threads = sum((await asyncio.to_thread(client.nthreads)).values())
        if not threads:
            raise UsageError(f"--dask {address}: the scheduler has no workers")
        yield (
            threads,
            DaskWorkers(ExecutorWorkers(executor, f"the Dask scheduler at {address}"), KilledWorker),
        )
    finally:
        executor.shutdown(wait=False)
        await asyncio.shield(asyncio.to_thread(client.close, CLOSE))
