"""Run pure steps in worker processes, so that no page holds up the event loop.

    loop ─► run(step, *values) ─► a free worker ─► result, or StepLost for a step that took too long or crashed

A step is a module-level function of picklable values. Each worker is a process pool with one process. If the process
dies, only its step is lost, and the worker is replaced.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Generator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, Protocol, Self, TypeVar

from clusterwatch.errors import StepLost
from clusterwatch.models import Compute, LostReason

_WAITING = 4  # steps per worker that may wait before the pages of further ones are fetched
_HARD = 1.5  # times the budget, after which a step in C code, which cannot be interrupted, is killed
# Imported once, before the workers are forked.
_PRELOAD = ["clusterwatch.pipeline.steps", "clusterwatch.pipeline.change_filter"]

P = ParamSpec("P")
T = TypeVar("T")


class Workers(Protocol):
    """Something that runs steps: this process, a pool of processes, or an executor that a caller provides."""

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `step` returns, or raise what it raises. Raises StepLost if the step did not end."""
        ...


async def run_steps(steps: Generator[Compute, Any, T], workers: Workers) -> T:
    """Run a generator that yields computations, and return what it returns. The workers do the computations."""
    result: object = None
    error: Exception | None = None
    while True:
        try:
            step = steps.throw(error) if error is not None else steps.send(result)
        except StopIteration as end:
            value: T = end.value
            return value
        result = error = None
        try:
            result = await workers.run(step.function, *step.arguments)
        except Exception as caught:  # the generator decides
            error = caught


class InlineWorkers:
    """Run every step in this process, for tests and small jobs. There is no CPU budget."""

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return step(*args, **kwargs)

    async def ready(self) -> None:
        """Return at once."""


class ExecutorWorkers:
    """Run steps on an executor that the caller provides and closes, such as that of a Dask client."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await asyncio.wrap_future(self._executor.submit(step, *args, **kwargs))
        except BrokenExecutor as error:
            raise StepLost(LostReason.CRASH) from error


class ProcessWorkers:
    """Run steps in `count` processes, each limited to `cpu` seconds per step. An async context manager.

    Processes are started when they are first needed, forked from one server process that has imported the steps.
    """

    def __init__(self, count: int, cpu: float) -> None:
        self._cpu = cpu
        self._count = count
        self._started = 0
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._all: set[_Worker] = set()
        self._context: BaseContext | None = None
        self._waiting = 0
        self._room = asyncio.Event()
        self._room.set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        for worker in self._all:
            worker.kill()
        self._all.clear()

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        worker = await self._take()
        done = False
        try:
            result = await worker.run(self._cpu, step, args, kwargs)
            done = True
            return result
        except _OverBudget:
            raise StepLost(LostReason.CPU) from None
        except BrokenExecutor as error:
            raise StepLost(LostReason.CPU if worker.used_up_its_budget() else LostReason.CRASH) from error
        except Exception:
            done = True  # the step itself raised an error, so the worker can be used again
            raise
        finally:
            self._give_back(worker, reusable=done)

    async def _take(self) -> _Worker:
        """Return an idle worker; start another one if there are fewer than `count`."""
        if self._idle.empty() and self._started < self._count:
            self._started += 1
            return self._start()
        self._waiting += 1
        self._show_room()
        try:
            return await self._idle.get()
        finally:
            self._waiting -= 1
            self._show_room()

    async def ready(self) -> None:
        """Return when few steps wait for a worker, so that pages are fetched no faster than they are read."""
        await self._room.wait()

    def _show_room(self) -> None:
        if self._waiting < _WAITING * self._count:
            self._room.set()
        else:
            self._room.clear()

    def _start(self) -> _Worker:
        if self._context is None:
            self._context = get_context("forkserver")
            self._context.set_forkserver_preload(_PRELOAD)
        worker = _Worker(self._context)
        self._all.add(worker)
        return worker

    def _give_back(self, worker: _Worker, *, reusable: bool) -> None:
        if worker not in self._all:  # the pool was closed in the meantime
            return
        if not reusable:
            worker.kill()
            self._all.discard(worker)
            worker = self._start()
        self._idle.put_nowait(worker)


class _Worker:
    """A process pool with one process, so that it is known which step crashed."""

    def __init__(self, context: BaseContext) -> None:
        self._executor = ProcessPoolExecutor(1, mp_context=context, initializer=_prepare)
        self._process: BaseProcess | None = None

    async def run(self, cpu: float, step: Callable[..., T], args: Any, kwargs: Any) -> T:
        if self._process is None:
            pid = await asyncio.wrap_future(self._executor.submit(os.getpid))
            self._process = next((child for child in active_children() if child.pid == pid), None)
        return await asyncio.wrap_future(self._executor.submit(_limited, cpu, step, args, kwargs))

    def used_up_its_budget(self) -> bool:
        """Return True if the process was ended by the timer that limits its CPU time."""
        if self._process is None:
            return False
        self._process.join(1)
        return self._process.exitcode == -signal.SIGVTALRM

    def kill(self) -> None:
        """End the process immediately."""
        if self._process is not None:
            self._process.kill()
        self._executor.shutdown(wait=False, cancel_futures=True)


class _OverBudget(BaseException):
    """The step used up its CPU budget. Not an Exception, so that no step handles it by mistake."""


def _prepare() -> None:
    """Set up a worker process. It ignores Ctrl-C, which the main process handles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, _stop)
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    threading.Thread(target=_end_with_the_main_process, daemon=True).start()


def _end_with_the_main_process() -> None:
    """End this process when the main process has died: an idle worker would wait for its next step forever."""
    main = parent_process()
    if main is not None:
        wait([main.sentinel])
        os._exit(1)


def _stop(*_: object) -> None:
    raise _OverBudget


def _limited(cpu: float, step: Callable[..., T], args: Any, kwargs: Any) -> T:
    """Run a step within its CPU budget. The second timer kills a step that cannot be interrupted."""
    signal.setitimer(signal.ITIMER_PROF, cpu)
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu * _HARD)
    try:
        return step(*args, **kwargs)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
