"""Pages that no worker can read, when an archive is read again: each costs its own post and is reported."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest

from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.errors import StepLost
from clusterwatch.maintain import reextract
from clusterwatch.models import Draft, LostReason, Observation, Page, ProblemCode

NOW = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
SOURCE = Source(id="alpha", url="https://alpha.example.org/news")
BAD = "https://alpha.example.org/news/3"
P = ParamSpec("P")
T = TypeVar("T")


class Fragile:
    """Workers that raise `error` for every batch that contains the bad page."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        batch: Any = args[0]
        if step is reextract.read_again and any(raw.url == BAD for raw in batch):
            raise self.error
        return step(*args, **kwargs)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Yield an archive of ten posts whose titles differ from those on their pages."""
    with Archive(tmp_path / "archive.db") as archive:
        with archive.transaction():
            archive.sources.register([SOURCE], NOW)
            for number in range(10):
                url = f"https://alpha.example.org/news/{number}"
                html = f"<h1>Call number {number}</h1><p>The harbour opens its new quay for ships of all sizes.</p>"
                page = Page(url, url, 200, {"content-type": "text/html"}, html.encode(), NOW)
                draft = Draft(url, title=f"Title {number}", body=f"Text {number}")
                archive.posts.record(Observation("alpha", url, draft, page=page), NOW)
        yield archive


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StepLost(LostReason.CPU), ProblemCode.WORKER_LOST),
        (ValueError("a fault"), ProblemCode.INTERNAL),
    ],
)
def test_a_bad_page_costs_its_post_and_is_reported(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, error: Exception, code: ProblemCode
) -> None:
    monkeypatch.setattr(reextract, "BATCH", 4)
    shown: list[tuple[str, int]] = []
    again = reextract.reextract(
        [SOURCE], archive, lambda: NOW, lambda source, n: shown.append((source, n)), Fragile(error)
    )
    with archive:
        (result,) = asyncio.run(again)
        titles = [row[0] for row in archive.db.execute("SELECT title FROM posts ORDER BY id")]
    assert titles == [f"Call number {n}" if n != 3 else "Title 3" for n in range(10)]
    assert (result.posts, result.changed) == (9, 9)
    (problem,) = result.problems
    assert (problem.code, problem.url) == (code, BAD)
    assert shown == [("alpha", 4), ("alpha", 4), ("alpha", 2)]
