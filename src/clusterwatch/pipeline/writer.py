"""Write what a run has read: observations are queued, and one transaction writes the queue.

    PostFetcher ─► add(write, done, failed) ─► queue ─► one transaction ─► done, in the order of adding

A transaction costs as much as several posts. The queue is written when it is long, soon after its first write was
added, before the run waits for the network with nothing else to do, and whenever somebody needs the result. No
transaction is open while the queue waits. While another program has locked the archive, the event loop goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context, copy_context
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from clusterwatch.archive import POLL, Archive
from clusterwatch.errors import ArchiveError

MOST = 50  # writes in one transaction
LATEST = 0.5  # seconds that a write may wait, and that a killed run loses

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Write(Generic[T]):
    """One write: `write` runs in the transaction, and `done` or `failed` after it, in the context of the caller."""

    write: Callable[[], T]
    done: Callable[[T], None]
    failed: Callable[[Exception], None]
    context: Context


class Writer:
    """The queue of writes of one run. All its methods are called on the event loop."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._queue: list[_Write[Any]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._error: Exception | None = None
        self._reading = 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Mark that a page is being read in this block: it will be written soon, with what is waiting."""
        self._reading += 1
        try:
            yield
        finally:
            self._reading -= 1

    async def before_waiting(self) -> None:
        """Write the queue if no page is being read, so that a slow host does not hold up what was read before."""
        if not self._reading:
            await self.flush()

    async def add(
        self, write: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Queue a write to the archive. `done` is called with its result, or `failed` with its error.

        An error affects only this write. Raises ArchiveError if the archive can no longer be written.
        """
        self._queue.append(_Write(write, done, failed, copy_context()))
        if len(self._queue) >= MOST:
            await self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(LATEST, self._due)

    async def flush(self) -> None:
        """Write the queue, when the archive is not locked. Raises ArchiveError if it can no longer be written."""
        if self._queue:
            await self._archive.unlocked()
        self.flush_now()

    def flush_now(self) -> None:
        """Write the queue now. Raises ArchiveError if the archive can no longer be written."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._error is not None:
            raise self._error
        batch, self._queue = self._queue, []
        if not batch:
            return
        try:
            with self._archive.transaction():
                results = [one.context.run(one.write) for one in batch]
        except ArchiveError:
            self._write_one_by_one(batch)  # a full disk may have room for some of them
            raise
        except Exception:
            self._write_one_by_one(batch)
            return
        for one, result in zip(batch, results, strict=True):
            one.context.run(one.done, result)

    def _write_one_by_one(self, batch: list[_Write[Any]]) -> None:
        """Write a batch that failed, each write in a transaction of its own, so that only the bad one fails."""
        for one in batch:
            try:
                with self._archive.transaction():
                    result = one.context.run(one.write)
            except ArchiveError:
                raise
            except Exception as error:
                self._archive.raise_if_broken(error)
                one.context.run(one.failed, error)
            else:
                one.context.run(one.done, result)

    def _due(self) -> None:
        self._timer = None
        try:
            if self._archive.locked():
                self._timer = asyncio.get_running_loop().call_later(POLL, self._due)
                return
            self.flush_now()
        except ArchiveError as error:  # nobody waits for this call; the next one raises
            self._error = error
