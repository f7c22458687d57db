"""Run pure steps in worker processes, so that no page holds up the event loop.

    loop ─► run(step, *values) ─► a free worker ─► result, or StepLost for a step that took too long or crashed

A step is a module-level function of picklable values. Each worker is one process. If it dies, only its step is lost,
and the worker is replaced.
"""

from __future__ import annotations

import asyncio
import functools
import os
import pickle
import signal
import socket
import struct
import threading
import traceback
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Any, ParamSpec, Protocol, Self, TypeVar

from clusterwatch.errors import StepLost, WorkersGone
from clusterwatch.models import Compute, LostReason

_WAITING = 4  # steps per worker that may wait before the pages of further ones are fetched
_EXIT = 1.0  # seconds for which the exit of a worker whose connection has ended is awaited
_BUDGET = -signal.SIGVTALRM  # the exit code of a worker that the timer of its CPU time has ended
_HARD = 1.5  # times the budget, after which a step in C code, which cannot be interrupted, is killed
# Imported once, before the workers are forked.
_PRELOAD = [
    "clusterwatch.pipeline.steps",
    "clusterwatch.pipeline.change_filter",
    # The steps import these with the first page.
    "clusterwatch.extraction.pipeline",
    "clusterwatch.facts.read",
    "clusterwatch.discovery.autodetect.survey",
    "feedparser",
]
_WARM_UP = "clusterwatch.pipeline.warm_up"
_LENGTH = struct.Struct("!i")  # before each message, as in multiprocessing.Connection
_LARGE = 1 << 19  # bytes of an answer that is unpickled in a thread
_READ_AHEAD = 1 << 20  # bytes of an answer that are buffered before it is complete
_pickled = functools.partial(pickle.dumps, protocol=pickle.HIGHEST_PROTOCOL)

P = ParamSpec("P")
T = TypeVar("T")


class Workers(Protocol):
    """Something that runs steps: this process, a pool of processes, or an executor that a caller provides."""

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `step` returns, or raise what it raises. Raises StepLost if the step did not end."""
        ...


async def run_steps(
    steps: Generator[Compute | None, Any, T], workers: Workers, ready: Callable[[], Awaitable[None]]
) -> T:
    """Run a generator that yields computations, and return what it returns. The workers do the computations.

    Where it yields None, `ready` is awaited.
    """
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
            result = await (workers.run(step.function, *step.arguments) if step is not None else ready())
        except Exception as caught:  # the generator decides
            error = caught


class InlineWorkers:
    """Run every step in this process, for tests and small jobs. There is no CPU budget."""

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return step(*args, **kwargs)

    async def ready(self) -> None:
        """Return at once."""


class ExecutorWorkers:
    """Run steps on an executor that the caller provides and closes, such as that of a Dask client.

    There is no CPU budget. `name` is what errors call the executor.
    """

    def __init__(self, executor: Executor, name: str = "the executor") -> None:
        self._executor = executor
        self._name = name

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `step` returns, or raise what it raises. Raises WorkersGone if the executor does not run it."""
        try:
            future = self._executor.submit(step, *args, **kwargs)
        except BrokenExecutor as error:
            raise StepLost(LostReason.CRASH) from error
        except Exception as error:  # it was closed, by whom ever
            raise WorkersGone(f"{self._name} takes no more steps: {error}") from error
        try:
            return await asyncio.wrap_future(future)
        except BrokenExecutor as error:
            raise StepLost(LostReason.CRASH) from error
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            raise WorkersGone(f"{self._name} has cancelled a step, or is gone") from None


class ProcessWorkers:
    """Run steps in `count` processes, each limited to `cpu` seconds per step. An async context manager.

    Processes are started when they are first needed, forked from one server process that has imported the steps. With
    `many`, which is worth it for hundreds of pages, the server process starts at once, and loads all that reading a
    page needs while the first pages are fetched.
    """

    def __init__(self, count: int, cpu: float, *, many: bool = False) -> None:
        self._cpu = cpu
        self._many = many
        self._count = count
        self._slots = asyncio.Semaphore(count)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False
        self._context: BaseContext | None = None
        self._waiting = 0
        self._room = asyncio.Event()
        self._room.set()

    async def __aenter__(self) -> Self:
        if self._many:  # the server process is ready when the first page was fetched
            self._forkserver()
            threading.Thread(target=_start_server, daemon=True).start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._closed = True
        for worker in self._all:
            worker.kill()
        self._all.clear()

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        await self._take_slot()
        try:
            return await self._run(step, args, kwargs)
        finally:
            self._slots.release()

    async def _take_slot(self) -> None:
        """Wait until fewer than `count` steps run."""
        self._waiting += 1
        self._show_room()
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
            self._show_room()

    async def _run(self, step: Callable[..., T], args: Any, kwargs: Any) -> T:
        worker = self._idle.pop() if self._idle else await self._start()
        done = False
        try:
            result = await worker.run(self._cpu, step, args, kwargs)
            done = True
            return result
        except _OverBudget:
            raise StepLost(LostReason.CPU) from None
        except _Died as error:
            code = await worker.exit_code()
            if code == -signal.SIGTERM:  # sent to all processes, it is about to cancel this step
                await asyncio.sleep(_EXIT)
            raise StepLost(LostReason.CPU if code == _BUDGET else LostReason.CRASH) from error
        except Exception:
            done = True  # the step itself raised an error, so the worker can be used again
            raise
        finally:
            self._give_back(worker, reusable=done)

    async def ready(self) -> None:
        """Return when few steps wait for a worker, so that pages are fetched no faster than they are read."""
        await self._room.wait()

    def _show_room(self) -> None:
        if self._waiting < _WAITING * self._count:
            self._room.set()
        else:
            self._room.clear()

    async def _start(self) -> _Worker:
        """Start a process. A thread does it: the first process waits until the server process has imported the steps.

        The thread is none of the loop's executor, which waits for its threads when a run is interrupted.
        """
        context = self._forkserver()
        loop = asyncio.get_running_loop()
        started: asyncio.Future[_Worker] = loop.create_future()
        threading.Thread(target=self._start_in_thread, args=(loop, started, context), daemon=True).start()
        return await started

    def _forkserver(self) -> BaseContext:
        if self._context is None:
            self._context = get_context("forkserver")
            self._context.set_forkserver_preload([*_PRELOAD, _WARM_UP] if self._many else _PRELOAD)
        return self._context

    def _start_in_thread(
        self, loop: asyncio.AbstractEventLoop, started: asyncio.Future[_Worker], context: BaseContext
    ) -> None:
        worker: _Worker | None = None
        try:
            worker = _Worker(context)
            deliver = functools.partial(self._deliver, started, worker)
        except Exception as error:
            deliver = functools.partial(_fail, started, error)
        try:
            loop.call_soon_threadsafe(deliver)
        except RuntimeError:  # the loop was closed in the meantime
            if worker is not None:
                worker.kill()

    def _deliver(self, started: asyncio.Future[_Worker], worker: _Worker) -> None:
        """Hand over a process, or end it if nobody waits for it any more."""
        if self._closed or started.done():
            worker.kill()
            started.cancel()
        else:
            self._all.add(worker)
            started.set_result(worker)

    def _give_back(self, worker: _Worker, *, reusable: bool) -> None:
        """Keep a worker for the next step, or end it. The next step that needs another one starts it."""
        if worker not in self._all:  # the pool was closed in the meantime
            return
        if reusable:
            self._idle.append(worker)
        else:
            worker.kill()
            self._all.discard(worker)


def _start_server() -> None:
    """Start the server process if it is not running. It imports the steps while this process does something else."""
    from multiprocessing import forkserver  # most nights need no process

    _block_signals()
    with suppress(OSError):  # the start of the first worker reports it
        forkserver.ensure_running()


def _fail(started: asyncio.Future[_Worker], error: Exception) -> None:
    if not started.done():
        started.set_exception(error)


class _Worker:
    """A process that runs one step at a time, so that it is known which step crashed.

    Steps and answers are pickled messages on a socket, framed as `multiprocessing.Connection` does. An executor would
    pass them through two threads of the main process, which costs as much as sending a request.
    """

    def __init__(self, context: BaseContext) -> None:
        _block_signals()
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True)  # type: ignore[attr-defined]
        try:
            self._process.start()
        except BaseException:
            self._here.close()
            raise
        finally:
            there.close()
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def run(self, cpu: float, step: Callable[..., T], args: Any, kwargs: Any) -> T:
        """Return what the step returns, or raise its error. Raises _Died if the process died."""
        message = _pickled((cpu, step, args, kwargs))
        if self._streams is None:
            sock = socket.socket(fileno=os.dup(self._here.fileno()))
            self._streams = await asyncio.open_connection(sock=sock, limit=_READ_AHEAD)
        reader, writer = self._streams
        try:
            writer.write(_LENGTH.pack(len(message)) + message)
            (size,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
            answer = await reader.readexactly(size)
        except (EOFError, ConnectionError) as error:
            raise _Died from error
        succeeded, value = await _loaded(answer)
        if not succeeded:
            raise value
        result: T = value
        return result

    async def exit_code(self) -> int | None:
        """Return the exit code of the process, which has closed its connection; None if it does not end."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_EXIT):
                await _readable(self._process.sentinel)
        code: int | None = self._process.exitcode
        return code

    def kill(self) -> None:
        """End the process immediately."""
        self._process.kill()
        self._here.close()
        if self._streams is not None:
            self._streams[1].transport.abort()


async def _loaded(answer: bytes) -> Any:
    """Unpickle a message. A large one, such as an index of 50,000 addresses, would hold the loop."""
    if len(answer) < _LARGE:
        return pickle.loads(answer)  # noqa: S301 - from our own process
    return await asyncio.to_thread(pickle.loads, answer)


async def _readable(handle: int) -> None:
    """Wait until a file descriptor can be read."""
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(handle, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(handle)


def _block_signals() -> None:
    """Block SIGINT and SIGTERM in this thread, and so in the server process, which is about to be started.

    Ctrl-C in a terminal and a service manager that stops a run send them to all processes. The server process would
    print a traceback, or the run would record that no worker can be started. It ends with the main process.
    """
    # Its start unblocks both signals, so it comes first.
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})


class _Died(Exception):
    """The process of a worker ended before it answered."""


class _OverBudget(BaseException):
    """The step used up its CPU budget. Not an Exception, so that no step handles it by mistake."""


def _prepare() -> None:
    """Set up a worker process. It ignores Ctrl-C, which the main process handles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, _stop)
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    threading.Thread(target=_end_with_the_main_process, daemon=True).start()


def _end_with_the_main_process() -> None:
    """End this process when the main process has died: an idle worker would wait for its next step forever."""
    main = parent_process()
    if main is not None:
        wait([main.sentinel])
        os._exit(1)


def _stop(*_: object) -> None:
    raise _OverBudget


def _serve(connection: Connection) -> None:
    """Run the steps that arrive, until the main process closes the connection."""
    _prepare()
    while True:
        try:
            message = connection.recv_bytes()
        except EOFError:
            return
        connection.send_bytes(_answer(message))


def _answer(message: bytes) -> bytes:
    """Run a pickled step. Return (True, result) or (False, error), pickled."""
    try:
        return _pickled((True, _limited(*pickle.loads(message))))  # noqa: S301 - from the main process
    except (_OverBudget, Exception) as error:
        note = "".join(traceback.format_exception(error)).rstrip()
        error.add_note(note)
        try:
            answer = _pickled((False, error))
            # An error with a constructor of its own may be pickled, but not read again.
            pickle.loads(answer)  # noqa: S301 - from this process
        except Exception:
            plain = RuntimeError(repr(error))
            plain.add_note(note)
            return _pickled((False, plain))
        return answer


def _limited(cpu: float, step: Callable[..., T], args: Any, kwargs: Any) -> T:
    """Run a step within its CPU budget. The second timer kills a step that cannot be interrupted."""
    signal.setitimer(signal.ITIMER_PROF, cpu)
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu * _HARD)
    try:
        return step(*args, **kwargs)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
