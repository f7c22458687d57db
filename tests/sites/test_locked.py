"""Another program locks the archive again and again: a run waits each time while its event loop goes on."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from clusterwatch.archive import Archive
from clusterwatch.config import load_sources
from clusterwatch.http import Client, Settings
from clusterwatch.models import Outcome, Page, Request
from clusterwatch.pipeline.run import run
from clusterwatch.pipeline.source_run import Options
from clusterwatch.pipeline.workers import InlineWorkers
from tests.sites.serving import Clock, posts, served, silent
from tests.sites.test_faults import page, write, yaml

P = ParamSpec("P")
T = TypeVar("T")


class Other:
    """Another program. It locks the archive whenever it can, and unlocks it when somebody waits for that."""

    def __init__(self, path: Path) -> None:
        self.conn = sqlite3.connect(path, isolation_level=None, timeout=0)
        self.waits = 0

    def lock(self) -> None:
        if not self.conn.in_transaction:
            with suppress(sqlite3.OperationalError):  # the run writes
                self.conn.execute("BEGIN IMMEDIATE")

    async def unlock(self, seconds: float) -> None:
        self.waits += 1
        self.conn.rollback()


class BusyWorkers(InlineWorkers):
    """Workers that take so long that the archive is locked in the meantime."""

    def __init__(self, other: Other) -> None:
        self.other = other

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self.other.lock()
        return await super().run(step, *args, **kwargs)


class BusyWeb:
    """A network that takes so long."""

    def __init__(self, client: Client, other: Other) -> None:
        self.client = client
        self.other = other

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page:
        self.other.lock()
        return await self.client.get(request, delay=delay, spent=spent)


def test_a_run_waits_for_a_locked_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A transaction for which the event loop does not wait fails at once.
    monkeypatch.setattr("clusterwatch.archive.store.BUSY_TIMEOUT", 0)
    monkeypatch.setattr("clusterwatch.archive.schema.BUSY_TIMEOUT", 0)
    write(tmp_path / "site", list(range(1, 9)))
    path = tmp_path / "archive.db"
    Archive(path).close()
    with served(tmp_path / "site") as site:
        (tmp_path / "sources.yaml").write_text("network: {allow_private: true}\n" + yaml(site))
        sources = load_sources(tmp_path / "sources.yaml")
        other, clock = Other(path), Clock()

        async def night(options: Options) -> Outcome:
            other.lock()
            settings = Settings(allow_private=True, delay=0)
            with Archive(path, sleep=other.unlock) as archive:
                async with Client(settings, archive.hosts, clock=clock, sleep=clock.sleep) as client:
                    web, workers = BusyWeb(client, other), BusyWorkers(other)
                    (outcome,) = await run(sources, archive, web, clock, options, silent, workers)
                    return outcome

        with closing(other.conn):
            first = asyncio.run(night(Options()))
            assert (first.new, first.state, first.problems) == (8, "ok", ())
            assert other.waits >= 8
            (tmp_path / "site" / "news" / "meldung-3.html").unlink()
            (tmp_path / "site" / "news" / "meldung-4.html").write_text(
                page(4, "Etwas anderes ist geschehen.")
            )
            clock.forward(days=3)
            other.waits = 0
            second = asyncio.run(night(Options(recheck=True)))
    assert (second.same, second.changed, second.gone, second.failed) == (6, 1, 1, 0)
    assert other.waits >= 8
    assert len(posts(tmp_path)) == 8
