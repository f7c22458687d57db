"""Steps in worker processes: results and errors come back, a bad step costs its worker and nothing else."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing import active_children, forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from clusterwatch.errors import StepLost, WorkersGone
from clusterwatch.models import LostReason
from clusterwatch.pipeline.workers import ExecutorWorkers, InlineWorkers, ProcessWorkers
from tests.pipeline import hard_steps as steps

P = ParamSpec("P")
T = TypeVar("T")
CPU, PLENTY = 0.3, 60.0  # seconds


def test_results_and_errors_are_those_of_the_step() -> None:
    async def check() -> None:
        with ThreadPoolExecutor(1) as threads:
            async with ProcessWorkers(2, PLENTY) as processes:
                for workers in (InlineWorkers(), ExecutorWorkers(threads), processes):
                    assert await workers.run(steps.square, 7) == 49
                    with pytest.raises(ValueError, match="no title"):
                        await workers.run(steps.fail, "no title")

    asyncio.run(check())


def test_an_error_of_a_step_tells_where_it_was_raised() -> None:
    """An error that is raised when a connection ends is not mistaken for the end of the worker."""

    async def check() -> None:
        async with ProcessWorkers(1, PLENTY) as workers:
            process = await workers.run(steps.process_id)
            with pytest.raises(EOFError, match="no more bytes") as caught:
                await workers.run(steps.end_of_file, "no more bytes")
            assert "in end_of_file" in caught.value.__notes__[0]
            with pytest.raises(RuntimeError, match="Unpicklable"):
                await workers.run(steps.fail_unpicklably)
            with pytest.raises(RuntimeError, match=r"ReadOnce\('news:7'\)") as own:
                await workers.run(steps.fail_with_a_constructor_of_its_own)
            assert "in fail_with_a_constructor_of_its_own" in own.value.__notes__[0]
            assert await workers.run(steps.process_id) == process

    asyncio.run(check())


class Cancelling(Executor):
    """An executor that cancels what it gets, as Dask does when the scheduler is lost."""

    def submit(self, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


class Silent(Executor):
    """An executor that never answers."""

    def submit(self, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return Future()


def test_an_executor_that_is_gone_is_named() -> None:
    async def check() -> None:
        with pytest.raises(WorkersGone, match="the scheduler at x has cancelled a step"):
            await ExecutorWorkers(Cancelling(), "the scheduler at x").run(steps.square, 7)
        closed = ThreadPoolExecutor(1)
        closed.shutdown()
        with pytest.raises(WorkersGone, match="the executor takes no more steps: cannot schedule"):
            await ExecutorWorkers(closed).run(steps.square, 7)

    asyncio.run(check())


def test_a_caller_of_an_executor_can_be_cancelled() -> None:
    async def check() -> None:
        task = asyncio.create_task(ExecutorWorkers(Silent()).run(steps.square, 7))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(check())


def test_large_values_go_both_ways() -> None:
    async def check() -> None:
        async with ProcessWorkers(1, PLENTY) as workers:
            body = bytes(range(256)) * 20_000
            assert await workers.run(steps.same, body) == body

    asyncio.run(check())


@pytest.mark.parametrize(
    ("step", "args", "reason"),
    [
        (steps.spin, (60.0,), LostReason.CPU),
        (steps.spin_in_c, (), LostReason.CPU),
        (steps.crash, (), LostReason.CRASH),
    ],
    ids=["in Python", "in C", "segmentation fault"],
)
def test_a_bad_step_costs_its_worker_and_no_other(
    step: Callable[..., None], args: tuple[float, ...], reason: LostReason
) -> None:
    async def check() -> None:
        async with ProcessWorkers(2, cpu=CPU) as workers:
            bad = asyncio.create_task(workers.run(step, *args))
            good = [asyncio.create_task(workers.run(steps.square, n)) for n in range(20)]
            assert await asyncio.gather(*good) == [n * n for n in range(20)]
            with pytest.raises(StepLost) as lost:
                await bad
            assert lost.value.reason == reason
            assert await asyncio.gather(*(workers.run(steps.square, n) for n in range(6))) == [
                0,
                1,
                4,
                9,
                16,
                25,
            ]

    asyncio.run(check())


def test_a_worker_that_is_killed_from_outside_costs_its_step(tmp_path: Path) -> None:
    async def check() -> None:
        async with ProcessWorkers(1, PLENTY) as workers:
            os.mkfifo(tmp_path / "pid")
            waiting = asyncio.create_task(workers.run(steps.wait, str(tmp_path / "pid")))
            os.kill(await _written(tmp_path / "pid"), signal.SIGKILL)
            with pytest.raises(StepLost) as lost:
                await waiting
            assert lost.value.reason is LostReason.CRASH
            assert await workers.run(steps.square, 3) == 9

    asyncio.run(check())


def test_closing_ends_a_step_at_once(tmp_path: Path) -> None:
    async def check() -> int:
        async with ProcessWorkers(1, PLENTY) as workers:
            os.mkfifo(tmp_path / "pid")
            waiting = asyncio.create_task(workers.run(steps.wait, str(tmp_path / "pid")))
            pid = await _written(tmp_path / "pid")
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        return pid

    pid = asyncio.run(check())
    for child in active_children():
        child.join(10)
    assert not _is_running(pid)


def test_processes_start_on_demand_up_to_the_requested_number() -> None:
    async def check() -> None:
        async with ProcessWorkers(2, PLENTY) as workers:
            one = {await workers.run(steps.process_id) for _ in range(5)}
            assert len(one) == 1
            many = await asyncio.gather(*(workers.run(steps.process_id) for _ in range(12)))
            assert len(set(many)) <= 2
            assert os.getpid() not in many

    asyncio.run(check())


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[Exception | None]:
    """What the next starts of a process raise; None is one that succeeds. Further ones succeed."""
    plan: list[Exception | None] = []
    start = ForkServerProcess.start

    def planned(process: ForkServerProcess) -> None:
        if plan and (error := plan.pop(0)) is not None:
            raise error
        start(process)

    monkeypatch.setattr(ForkServerProcess, "start", planned)
    return plan


TOO_MANY = OSError(errno.EMFILE, "Too many open files")


def test_a_process_that_cannot_be_started_costs_its_step_only(starts: list[Exception | None]) -> None:
    async def check() -> None:
        async with ProcessWorkers(1, PLENTY) as workers, asyncio.timeout(PLENTY):
            starts[:] = [TOO_MANY]
            results = await asyncio.gather(
                *(workers.run(steps.square, n) for n in range(3)), return_exceptions=True
            )
            assert results == [TOO_MANY, 1, 4]

    asyncio.run(check())


def test_a_lost_worker_that_cannot_be_replaced_costs_its_step_only(starts: list[Exception | None]) -> None:
    async def check() -> None:
        async with ProcessWorkers(1, PLENTY) as workers, asyncio.timeout(PLENTY):
            starts[:] = [None, TOO_MANY]
            with pytest.raises(StepLost):
                await workers.run(steps.crash)
            with pytest.raises(OSError, match="Too many open files"):
                await workers.run(steps.square, 2)
            assert await workers.run(steps.square, 3) == 9

    asyncio.run(check())


def test_no_process_is_started_for_a_cancelled_step(tmp_path: Path, starts: list[Exception | None]) -> None:
    async def check() -> None:
        async with ProcessWorkers(1, PLENTY) as workers:
            starts[:] = [None, None]
            os.mkfifo(tmp_path / "pid")
            waiting = asyncio.create_task(workers.run(steps.wait, str(tmp_path / "pid")))
            await _written(tmp_path / "pid")
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        assert starts == [None]

    asyncio.run(check())


def test_the_loop_goes_on_while_a_process_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process starts only after the loop has done something else."""
    start, gone_on = ForkServerProcess.start, threading.Event()

    def waits(process: ForkServerProcess) -> None:
        assert gone_on.wait(PLENTY)
        start(process)

    async def check() -> None:
        async with ProcessWorkers(1, PLENTY) as workers:
            step = asyncio.create_task(workers.run(steps.square, 3))
            await asyncio.sleep(0)
            gone_on.set()
            assert await step == 9

    monkeypatch.setattr(ForkServerProcess, "start", waits)
    asyncio.run(check())


@pytest.mark.parametrize("loop_ends", [False, True])
def test_a_process_whose_step_was_cancelled_while_it_started_is_ended(
    monkeypatch: pytest.MonkeyPatch, loop_ends: bool
) -> None:
    begin, started = threading.Event(), threading.Event()
    start, processes = ForkServerProcess.start, list[ForkServerProcess]()

    def waits(process: ForkServerProcess) -> None:
        assert begin.wait(PLENTY)
        start(process)
        processes.append(process)
        started.set()

    async def check() -> None:
        async with ProcessWorkers(1, PLENTY) as workers:
            step = asyncio.create_task(workers.run(steps.square, 3))
            await asyncio.sleep(0)
            step.cancel()
            with pytest.raises(asyncio.CancelledError):
                await step
            if not loop_ends:
                begin.set()
                assert await workers.run(steps.square, 4) == 16

    monkeypatch.setattr(ForkServerProcess, "start", waits)
    asyncio.run(check())
    begin.set()
    assert started.wait(PLENTY)
    for process in processes:
        process.join(PLENTY)
        assert process.exitcode == -signal.SIGKILL


SCRIPT = """
import asyncio, time
from clusterwatch.pipeline.workers import ProcessWorkers
from tests.pipeline import hard_steps as steps

async def main():
    async with ProcessWorkers(1, 60.0) as workers:
        print(await workers.run(steps.process_id), flush=True)
        time.sleep(600)

asyncio.run(main())
"""


def test_workers_end_when_the_main_process_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) != process.pid
        process.kill()
        # All processes share the pipe, so it ends when the last of them has ended.
        assert process.communicate(timeout=60)[0] == ""


WARM = """
import asyncio
from clusterwatch.pipeline.workers import ProcessWorkers
from tests.pipeline import hard_steps as steps

async def main():
    async with ProcessWorkers(1, 60.0, many=True) as workers:
        print(await workers.run(steps.has_loaded, "clusterwatch.pipeline.warm_up"))

asyncio.run(main())
"""


def test_workers_for_many_pages_share_what_reading_needs() -> None:
    """The server process of this test process may be running already, so that another one is needed."""
    done = subprocess.run([sys.executable, "-c", WARM], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("True\n", "")


async def _written(path: Path) -> int:
    """Return the number that a step writes to the pipe `path` when it begins."""
    return int(await asyncio.to_thread(path.read_text, "ascii"))


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("many", [True, False])
def test_the_server_process_is_started_at_once_only_for_many_pages(
    monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    started = threading.Event()
    monkeypatch.setattr(forkserver, "ensure_running", started.set)

    async def check() -> None:
        async with ProcessWorkers(1, PLENTY, many=many):
            assert await asyncio.to_thread(started.wait, PLENTY if many else 0.0) == many

    asyncio.run(check())


def test_ready_waits_while_many_steps_wait() -> None:
    async def check() -> None:
        async with ProcessWorkers(1, PLENTY) as workers:
            await asyncio.wait_for(workers.ready(), PLENTY)
            queue = [asyncio.create_task(workers.run(steps.square, n)) for n in range(6)]
            await asyncio.sleep(0)
            turn = asyncio.create_task(workers.ready())
            await asyncio.sleep(0)
            assert not turn.done()  # one step runs, and five wait
            assert await asyncio.gather(*queue) == [n * n for n in range(6)]
            await asyncio.wait_for(turn, PLENTY)

    asyncio.run(check())


def test_a_worker_starts_with_all_that_reads_pages() -> None:
    modules = (
        "clusterwatch.extraction.pipeline",
        "clusterwatch.dates.parse",
        "clusterwatch.discovery.listing.detection",
        "clusterwatch.pipeline.change_filter",
        "feedparser",
    )

    async def check() -> None:
        async with ProcessWorkers(1, PLENTY) as workers:
            assert await workers.run(steps.imported, modules) == list(modules)

    asyncio.run(check())
