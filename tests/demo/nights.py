"""Nightly runs over the demo sites."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from clusterwatch.archive import Archive
from clusterwatch.config import load_sources
from clusterwatch.http import Client, Settings
from clusterwatch.models import Outcome
from clusterwatch.pipeline.run import run
from clusterwatch.pipeline.source_run import Options
from clusterwatch.pipeline.workers import InlineWorkers, ProcessWorkers


class Nights:
    """Nightly runs with a clock that only `sleep` advances."""

    def __init__(self, folder: Path, yaml: str) -> None:
        self.time = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
        folder.mkdir(exist_ok=True)
        self.path, self.archive = folder / "sources.yaml", folder / "archive.db"
        self.path.write_text(yaml, "utf-8")

    async def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    def run(self, workers: int = 0, ids: tuple[str, ...] = ()) -> list[Outcome]:
        """Run all sources, or those with the given ids."""
        return asyncio.run(self._run(workers, ids))

    async def _run(self, count: int, ids: tuple[str, ...]) -> list[Outcome]:
        sources = load_sources(self.path)
        settings = Settings(allow_private=True, delay=0)
        with Archive(self.archive) as archive:
            pool = ProcessWorkers(count, cpu=60) if count else nullcontext(InlineWorkers())
            client = Client(settings, archive.hosts, clock=lambda: self.time, sleep=self.sleep)
            async with client, pool as workers:
                options = Options(ids=ids)
                return await run(sources, archive, client, lambda: self.time, options, _silent, workers)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with Archive(self.archive, readonly=True) as archive:
            return list(archive.db.query(sql))


def _silent(source: str, counts: Counter[str], *, done: Outcome | None = None) -> None:
    pass
