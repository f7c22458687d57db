"""Nightly runs over the demo sites."""

from __future__ import annotations

import asyncio
import re
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

_TIME = re.compile(r"T[\d:]{8}\.\d{3}Z")
# What an analyst reads, without the numbers of posts, stories and runs.
VIEWS = {
    "sources": "SELECT * FROM sources",
    "posts": "SELECT source, url, title, published, precision, language, body, first_seen, last_seen, last_changed, "
    "revision, withdrawn, flags, fingerprint, story_by, similarity FROM posts",
    "stories": "SELECT group_concat(source || ' ' || url, ' ') AS posts, s.sources, first_published, last_published "
    "FROM (SELECT * FROM posts ORDER BY source, url) p JOIN stories s ON s.id = p.story GROUP BY s.id",
    "relays": "SELECT first_source, source, title, url, published, days_later FROM relays",
    "evidence": "SELECT p.source, p.url, e.field, method, raw, value, location, reason, rejected "
    "FROM evidence e JOIN posts p ON p.id = e.post",
    "sightings": "SELECT s.source, s.url, key, status, mark, listed_on, s.last_seen, next_check, p.url AS post "
    "FROM sightings s LEFT JOIN posts p ON p.id = s.post",
    "pages": "SELECT source, url, fetched, status, json_remove(headers, '$.date'), body, kind, digest FROM pages",
    "outcomes": "SELECT r.started, r.ended, r.status, r.version, o.source, state, found, new FROM outcomes o "
    "JOIN runs r ON r.id = o.run",
    "notes": "SELECT source, code, field, selector, url, count, detail FROM notes",
    **{name: f"SELECT * FROM {name}" for name in ("learnt", "furniture", "validators", "hosts", "revisions")},
    "search": "SELECT p.url FROM posts_fts f JOIN posts p ON p.id = f.rowid WHERE posts_fts MATCH 'cluster'",
}


class Nights:
    """Nightly runs with a clock that only `sleep` advances."""

    def __init__(self, folder: Path, yaml: str) -> None:
        self.time = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
        folder.mkdir(exist_ok=True)
        self.path, self.archive = folder / "sources.yaml", folder / "archive.db"
        self.path.write_text(yaml, "utf-8")

    async def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    def run(self, workers: int = 0, ids: tuple[str, ...] = (), *, recheck: bool = False) -> list[Outcome]:
        """Run all sources, or those with the given ids."""
        return asyncio.run(self._run(workers, Options(ids=ids, recheck=recheck)))

    async def _run(self, count: int, options: Options) -> list[Outcome]:
        sources = load_sources(self.path)
        settings = Settings(allow_private=True, delay=0)
        with Archive(self.archive) as archive:
            pool = ProcessWorkers(count, cpu=60, many=True) if count else nullcontext(InlineWorkers())
            client = Client(settings, archive.hosts, clock=lambda: self.time, sleep=self.sleep)
            async with client, pool as workers:
                return await run(sources, archive, client, lambda: self.time, options, _silent, workers)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with Archive(self.archive, readonly=True) as archive:
            return list(archive.db.query(sql))


def _silent(source: str, counts: Counter[str], *, done: Outcome | None = None) -> None:
    pass


def view(nights: Nights) -> dict[str, list[str]]:
    """Return the rows of each view, sorted, without times of day: these depend on the waits between requests."""
    return {name: sorted(_TIME.sub("", repr(row)) for row in nights.rows(sql)) for name, sql in VIEWS.items()}
