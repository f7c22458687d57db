"""The queue of writes: one transaction for many, in order, and an error affects one write only."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from contextvars import ContextVar
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.errors import ArchiveError
from clusterwatch.pipeline.writer import MOST, Writer

SOURCE: ContextVar[str] = ContextVar("source")


class Log:
    """An archive with a table of numbers, and what happened to the writes."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.events: list[str] = []
        self.transactions = 0
        archive.db.execute("CREATE TABLE numbers (n INTEGER UNIQUE)")
        archive.db.conn.set_trace_callback(self._count)

    def _count(self, sql: str) -> None:
        self.transactions += sql.startswith("COMMIT")

    def insert(self, n: int) -> Callable[[], str]:
        def write() -> str:
            assert self.archive.db.conn.in_transaction
            self.archive.db.execute("INSERT INTO numbers VALUES (?)", [n])
            return str(n)

        return write

    def failed(self, error: Exception) -> None:
        self.events.append(f"{type(error).__name__} in {SOURCE.get('none')}")

    @property
    def written(self) -> list[int]:
        return [row[0] for row in self.archive.db.execute("SELECT n FROM numbers ORDER BY rowid")]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with Archive(tmp_path / "archive.db") as archive:
        yield Log(archive)


def test_writes_share_a_transaction_and_are_reported_in_order(log: Log) -> None:
    async def check() -> None:
        writer = Writer(log.archive)
        for n in (3, 1, 2):
            await writer.add(log.insert(n), log.events.append, log.failed)
        assert (log.written, log.events) == ([], [])
        await writer.flush()
        assert (log.written, log.events, log.transactions) == ([3, 1, 2], ["3", "1", "2"], 1)
        await writer.flush()
        assert log.transactions == 1

    asyncio.run(check())


def test_a_long_queue_is_written_at_once(log: Log) -> None:
    async def check() -> None:
        writer = Writer(log.archive)
        for n in range(MOST + 1):
            await writer.add(log.insert(n), log.events.append, log.failed)
        assert log.written == list(range(MOST))
        await writer.flush()

    asyncio.run(check())


def test_a_short_queue_is_written_soon(log: Log) -> None:
    async def check() -> None:
        done = asyncio.get_running_loop().create_future()
        writer = Writer(log.archive)
        await writer.add(log.insert(7), done.set_result, log.failed)
        assert await done == "7"
        assert log.written == [7]

    asyncio.run(check())


def test_an_error_affects_one_write_and_is_reported_in_its_context(log: Log) -> None:
    async def check() -> None:
        writer = Writer(log.archive)
        for n in (1, 2, 1, 3):
            SOURCE.set(f"source {n}")
            await writer.add(log.insert(n), log.events.append, log.failed)
        SOURCE.set("another")
        await writer.flush()
        assert log.written == [1, 2, 3]
        assert log.events == ["1", "2", "IntegrityError in source 1", "3"]

    asyncio.run(check())


def test_an_error_of_the_caller_writes_nothing_a_second_time(log: Log) -> None:
    def fails(_: str) -> None:
        raise ZeroDivisionError

    async def check() -> None:
        log.archive.db.execute("CREATE TABLE written (n INTEGER)")

        def write() -> str:
            log.archive.db.execute("INSERT INTO written VALUES (1)")
            return "1"

        writer = Writer(log.archive)
        for done in (log.events.append, fails):
            await writer.add(write, done, log.failed)
        with pytest.raises(ZeroDivisionError):
            await writer.flush()
        assert log.archive.db.execute("SELECT count(*) FROM written").fetchone() == (2,)
        assert log.events == ["1"]

    asyncio.run(check())


def test_an_archive_that_fails_keeps_what_it_can_and_ends_the_run(log: Log) -> None:
    async def check() -> None:
        def full() -> str:
            raise ArchiveError("the disk is full")

        writer = Writer(log.archive)
        await writer.add(log.insert(1), log.events.append, log.failed)
        await writer.add(full, log.events.append, log.failed)
        await writer.add(log.insert(2), log.events.append, log.failed)
        with pytest.raises(ArchiveError):
            await writer.flush()
        assert log.written == [1]

    asyncio.run(check())


def test_the_queue_waits_for_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clusterwatch.pipeline.writer.LATEST", 0.0)
    monkeypatch.setattr("clusterwatch.pipeline.writer.POLL", 0.0)
    looks: list[bool] = []

    async def check() -> None:
        other = sqlite3.connect(tmp_path / "archive.db", isolation_level=None)

        async def unlock(seconds: float) -> None:
            other.rollback()

        def locked() -> bool:
            looks.append(other.in_transaction)
            other.rollback()
            return looks[-1]

        with closing(other), Archive(tmp_path / "archive.db", sleep=unlock) as archive:
            log = Log(archive)
            writer = Writer(archive)
            other.execute("BEGIN IMMEDIATE")
            await writer.add(log.insert(1), log.events.append, log.failed)
            await writer.flush()
            assert log.written == [1]
            done = asyncio.get_running_loop().create_future()
            await writer.add(log.insert(2), done.set_result, log.failed)
            other.execute("BEGIN IMMEDIATE")
            assert archive.locked()
            monkeypatch.setattr(archive, "locked", locked)
            assert await done == "2"
            assert looks == [True, False]  # the timer found the archive locked, and tried again

    Archive(tmp_path / "archive.db").close()
    asyncio.run(check())
