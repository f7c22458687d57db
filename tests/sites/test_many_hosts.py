"""Tests of runs over many hosts: a source that waits for its host does not keep others waiting."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.config import load_sources
from clusterwatch.models import Outcome, Page, Request
from clusterwatch.pipeline.run import run
from clusterwatch.pipeline.source_run import Options
from clusterwatch.pipeline.workers import InlineWorkers
from tests.sites.serving import Clock

HOSTS = 100
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>A bench opens</title>'
    b"<link>https://a.example/1</link><pubDate>Mon, 20 Jul 2026 08:00:00 GMT</pubDate></item></channel></rss>"
)


class Hosts:
    """A web in which every host answers only when `expected` requests wait at the same time."""

    def __init__(self, expected: int) -> None:
        self.expected = expected
        self.waiting = self.most = 0
        self.all_wait = asyncio.Event()

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        if self.waiting == self.expected:
            self.all_wait.set()
        try:
            await asyncio.wait_for(self.all_wait.wait(), 60)
        finally:
            self.waiting -= 1
        headers = {"content-type": "application/rss+xml"}
        return Page(request.url, request.url, 200, headers, FEED, Clock()())


def silent(source: str, counts: Counter[str], *, done: Outcome | None = None) -> None:
    pass


@pytest.mark.parametrize(
    ("discover", "at_once", "most"),
    [("    discover: {kind: feed}\n", 1000, HOSTS), ("    discover: {kind: feed}\n", 10, 10), ("", 1000, 64)],
    ids=["all wait at the same time", "no more than there are connections", "choosing takes memory"],
)
def test_sources_that_wait_at_the_same_time(tmp_path: Path, discover: str, at_once: int, most: int) -> None:
    path = tmp_path / "sources.yaml"
    sources = "".join(f"  s{n}:\n    url: https://s{n}.example/feed\n{discover}" for n in range(HOSTS))
    path.write_text(f"sources:\n{sources}", "utf-8")

    async def go() -> int:
        web = Hosts(most)
        with Archive(tmp_path / "archive.db") as archive:
            await run(
                load_sources(path),
                archive,
                web,
                Clock(),
                Options(limit=1),
                silent,
                InlineWorkers(),
                at_once=at_once,
            )
        return web.most

    assert asyncio.run(go()) == most
