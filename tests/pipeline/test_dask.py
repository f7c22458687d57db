"""Backfill on a Dask cluster: the archive is the same as without it, also if a worker dies."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.errors import UsageError
from clusterwatch.pipeline.backfill import BackfillOptions, FileResult, backfill
from clusterwatch.pipeline.dask import dask_workers
from clusterwatch.warc import files_of
from tests.pipeline.test_backfill import NOW, SITE, SOURCES, captured, run, state, written
from tests.tables import each


@pytest.mark.dask
def test_a_dead_worker_changes_nothing(tmp_path: Path) -> None:
    """A worker is killed after the first of many sections was written."""
    records = [
        captured(f"subject {n % 20}", 1 + n % 3, f"Line {n % 2} of the report.", url=f"{SITE}/{n % 20}")
        for n in range(60)
    ]
    files = [
        written(tmp_path / f"{n}.warc.gz", *records[start : start + 20])
        for n, start in enumerate((0, 20, 40))
    ]
    with Archive(tmp_path / "without.db") as archive:
        run(archive, *files)
        expected = state(archive)
    killed: list[int] = []

    def kill_one(result: FileResult, position: int) -> None:
        if not killed:
            killed.append(pids[0])
            os.kill(pids[0], signal.SIGKILL)

    async def on_dask(archive: Archive, address: str) -> list[FileResult]:
        async with dask_workers(address) as (threads, workers):
            assert threads == 2
            pids.extend({await workers.run(os.getpid) for _ in range(4)})
            options = BackfillOptions(cpu=1e9, section=1000, at_once=4)
            return await backfill(files_of(files), SOURCES, archive, lambda: NOW, options, kill_one, workers)

    pids: list[int] = []
    script = [sys.executable, str(Path(__file__).with_name("dask_cluster.py"))]
    with subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as cluster:
        assert cluster.stdout is not None
        address = cluster.stdout.readline().strip()
        with Archive(tmp_path / "with.db") as archive:
            results = asyncio.run(on_dask(archive, address))
            assert state(archive) == expected
        cluster.communicate()
    assert killed
    assert [p for r in results for p in r.problems] == []


def test_a_scheduler_that_does_not_answer_can_be_given_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread waits for it, since the end of the program would wait for that thread."""
    distributed = pytest.importorskip("distributed")
    threads: list[object] = []
    monkeypatch.setattr(distributed, "Client", lambda *args, **kwargs: threads.append(args))

    async def connect(address: str) -> None:
        async with dask_workers(address):
            pass

    async def check() -> None:
        asked = asyncio.Event()

        async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            asked.set()
            await reader.read()
            writer.close()

        async with await asyncio.start_server(never_answer, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            task = asyncio.create_task(connect(f"tcp://127.0.0.1:{port}"))
            await asked.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(check())
    assert threads == []


@each("address", ["host", "host:8786", "tcp://host", "tcp://host:8786/x"])
def test_an_address_that_is_none_is_an_error(address: str) -> None:
    async def connect() -> None:
        async with dask_workers(address):
            pass

    with pytest.raises(UsageError, match="expected an address such as tcp://HOST:8786"):
        asyncio.run(connect())


def test_without_dask_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    async def connect() -> None:
        async with dask_workers("tcp://127.0.0.1:8786"):
            pass

    with pytest.raises(UsageError, match=r"pip install 'clusterwatch\[dask\]'"):
        asyncio.run(connect())
