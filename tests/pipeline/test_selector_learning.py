"""Tests of when selectors are learned: not again within ninety days, unless the clock was wrong."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.config.models import Source
from clusterwatch.errors import Unreachable
from clusterwatch.models import Entry, Method, Page, Request
from clusterwatch.pipeline.selector_learning import ENOUGH, SelectorLearning
from clusterwatch.pipeline.workers import InlineWorkers

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
SITE = "https://a.example"


@pytest.mark.parametrize(
    ("days", "again"),
    [(None, True), (0, False), (89, False), (90, True), (-1, True)],
)
def test_when_learning_is_tried_again(days: int | None, again: bool, tmp_path: Path) -> None:
    asked: list[str] = []

    async def get(request: Request) -> Page:
        asked.append(request.url)
        raise Unreachable(request.url)

    source = Source.model_validate({"id": "alpha", "url": SITE})
    entries = [
        Entry(f"{SITE}/{n}", method=Method.FEED, index=f"{SITE}/feed", title=f"Post {n}")
        for n in range(ENOUGH)
    ]
    with Archive(tmp_path / "archive.db") as archive:
        with archive.transaction():
            archive.sources.register([source], NOW)
            if days is not None:
                archive.learned.keep("alpha", {}, ("title", "date", "body"), NOW - timedelta(days=days))
        learning = SelectorLearning(source, archive, lambda: NOW, get, InlineWorkers())
        learning.load()
        learning.add_entries(entries)
        assert asyncio.run(learning.learn(ENOUGH, None)) == []
    assert bool(asked) is again


def test_nothing_is_learned_from_one_page_at_several_addresses(tmp_path: Path) -> None:
    """A site that shows a wall is no site whose selectors cannot be learned: it is tried again on the next night."""
    asked: list[str] = []

    async def get(request: Request) -> Page:
        asked.append(request.url)
        return Page(request.url, request.url, 200, {}, b"<h1>We use cookies</h1>", NOW)

    source = Source.model_validate({"id": "alpha", "url": SITE})
    entries = [
        Entry(f"{SITE}/{n}", method=Method.FEED, index=f"{SITE}/feed", title=f"Post {n}")
        for n in range(ENOUGH)
    ]
    with Archive(tmp_path / "archive.db") as archive:
        with archive.transaction():
            archive.sources.register([source], NOW)
        for night in (1, 2):
            learning = SelectorLearning(source, archive, lambda: NOW, get, InlineWorkers())
            learning.load()
            learning.add_entries(entries)
            assert asyncio.run(learning.learn(ENOUGH, None)) == []
            assert len(asked) == night * ENOUGH
