"""Hostile indexes and pages never hold the event loop, and a healthy source beside them ends as if it were alone."""

from __future__ import annotations

import asyncio
import gc
import time
from asyncio.events import Handle
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest

from clusterwatch.models import Outcome
from clusterwatch.pipeline.post_fetcher import PostFetcher
from clusterwatch.pipeline.source_run import Options
from clusterwatch.pipeline.workers import InlineWorkers, ProcessWorkers
from tests.sites.serving import Clock, Site, posts, served, watch, watching
from tests.sites.test_faults import HTML, write

P = ParamSpec("P")
T = TypeVar("T")
LONGEST = 0.1  # seconds of CPU time between two turns of the loop
PLENTY = 60.0
XML = {"Content-Type": "application/xml; charset=utf-8"}
TEXT = "Die Mitglieder des Netzwerks haben die gemeinsame Werkstatt eröffnet. " * 8
FULL = f"<p>{TEXT}</p>" * 3
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
DAY = "Tue, 03 Mar 2026 10:00:00 GMT"


def links(count: int) -> str:
    return "".join(
        f"<p><a href='news/post-{n}'>Announcement number {n} of the network</a>" for n in range(count)
    )


def unclosed(count: int) -> str:
    return "".join(f"<div><a href='news/post-{n}'>Announcement number {n}</a> text" for n in range(count))


def feed(count: int, date: str, text: str = "") -> str:
    items = "".join(
        f"<item><title>Announcement {n}</title><link>news/{n}</link><pubDate>{date}</pubDate>"
        f"<content:encoded>{escape(text)}</content:encoded></item>"
        for n in range(count)
    )
    return f'<?xml version="1.0"?><rss version="2.0" {CONTENT}><channel><title>News</title>{items}</channel></rss>'


def sitemap(count: int) -> str:
    found = "".join(
        f"<url><loc>news/announcement-number-{n}-of-the-network</loc></url>" for n in range(count)
    )
    return (
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{found}</urlset>'
    )


INDEXES: dict[str, Callable[[], str]] = {
    "listing": lambda: f"<h1>News</h1>{links(1_000)}",
    "unclosed": lambda: f"<h1>News</h1>{unclosed(200)}",
    "feed": lambda: feed(400, DAY, FULL),
    "dates": lambda: feed(100, "7. Marz 2026 um " * 100),
    "sitemap": lambda: sitemap(8_000),
}
KINDS = {"feed": "feed", "dates": "feed", "sitemap": "sitemap"}
PAGES = [
    lambda: f"<h1>A post</h1>{unclosed(200)}",
    lambda: f"<h1>A post</h1><time datetime={'2026-03-04' * 500}>{'4.3.2026 ' * 500}</time>",
    lambda: f"<h1>A post</h1><p>{TEXT * 20}",
]


READ = 8  # posts of each source; the healthy one has as many


def publish(site: Site) -> str:
    """Publish the hostile indexes below `/bad/`, each with hostile pages. Return their sources as YAML."""
    sources = ""
    for name, make in INDEXES.items():
        path = f"/bad/{name}/index.xml" if name in KINDS else f"/bad/{name}/"
        site.answers[path] = (200, XML if name in KINDS else HTML, make().encode())
        kind = f"\n    discover: {{kind: {KINDS[name]}, url: {site.base}{path}}}" if name in KINDS else ""
        sources += f"  {name}:\n    url: {site.base}/bad/{name}/{kind}\n"
    for number, make in enumerate(PAGES):
        site.answers[f"/bad/listing/news/post-{number}"] = (200, HTML, make().encode())
    return sources


@pytest.fixture
def holds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The CPU seconds of the loop's thread in each turn of the loop."""
    measured: list[float] = []
    original = Handle._run

    def timed(handle: Handle) -> None:
        before = time.thread_time()
        original(handle)
        measured.append(time.thread_time() - before)

    monkeypatch.setattr(Handle, "_run", timed)
    # What other tests have left in memory is not searched for garbage meanwhile.
    gc.collect()
    gc.freeze()
    yield measured
    gc.unfreeze()


def run_all(folder: Path, yaml: str) -> dict[str, Outcome]:
    """Run the sources of `yaml` with two worker processes. Return the outcomes by source."""

    async def go() -> dict[str, Outcome]:
        async with ProcessWorkers(2, PLENTY) as workers:
            return await watching(folder, f"sources:\n{yaml}", Clock(), Options(limit=READ), workers)

    return asyncio.run(go())


def values(folder: Path) -> list[dict[str, Any]]:
    """Return the posts of the healthy source, without the numbers that depend on what else is in the archive."""
    return [{k: v for k, v in row.items() if k not in ("id", "story")} for row in posts(folder, "netz")]


def test_hostile_pages_never_hold_the_loop(tmp_path: Path, holds: list[float]) -> None:
    root = tmp_path / "site"
    write(root, list(range(1, READ + 1)))
    (tmp_path / "alone").mkdir()
    with served(root) as site:
        healthy = f"  netz:\n    url: {site.base}/news/\n    languages: [de]\n"
        alone = run_all(tmp_path / "alone", healthy)["netz"]  # and everything is imported
        holds.clear()
        outcomes = run_all(tmp_path, publish(site) + healthy)
    assert max(holds) < LONGEST
    assert replace(outcomes["netz"], requests=0) == replace(alone, requests=0)  # robots.txt is fetched once
    assert alone.new == READ
    assert values(tmp_path) == values(tmp_path / "alone")
    assert {name: outcomes[name].found for name in INDEXES if name != "unclosed"} == {
        "listing": 1_000,
        "feed": 400,
        "dates": 100,
        "sitemap": 8_000,
    }


def test_known_entries_do_not_hold_the_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A known entry is passed without waiting for anything; others have a turn between some of them."""
    turns, skipped = 0, Counter[int]()
    skip = PostFetcher.skip

    async def counted(self: PostFetcher, *args: Any) -> None:
        skipped[turns] += 1
        await skip(self, *args)

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    class Workers(InlineWorkers):
        """Workers that start the count with the first step."""

        task: asyncio.Task[None] | None = None

        async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
            if self.task is None:
                self.task = asyncio.create_task(others())
            return step(*args, **kwargs)

    monkeypatch.setattr(PostFetcher, "skip", counted)
    clock = Clock()
    with served(tmp_path) as site:
        yaml = f"sources:\n  netz:\n    url: {site.base}/feed.xml\n    discover: {{kind: feed}}\n"
        for count in (60, 61):
            site.answers["/feed.xml"] = (
                200,
                XML,
                feed(count, DAY, FULL).encode(),
            )
            outcome = watch(tmp_path, yaml, clock, workers=Workers())["netz"]
            clock.forward(days=1)
    assert outcome.new == 1
    assert sum(skipped.values()) == 60
    assert max(skipped.values()) <= 50
