"""Pages that no worker can read, when an archive is read again: each costs its own post and is reported."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest

from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.errors import StepLost
from clusterwatch.maintain import reextract
from clusterwatch.models import Draft, LostReason, Observation, Page, ProblemCode
from clusterwatch.pipeline.workers import InlineWorkers

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
    assert (result.posts, result.changed) == (10, 9)
    (problem,) = result.problems
    assert (problem.code, problem.url) == (code, BAD)
    assert shown == [("alpha", 3), ("alpha", 4), ("alpha", 2), ("alpha", 1)]


def test_facts_are_read_from_texts_without_pages_and_from_earlier_versions(archive: Archive) -> None:
    url = "https://alpha.example.org/news/0"
    text = "Send your application to the office of the cluster. Deadline for applications: {}."
    with archive.transaction():
        for night, day in enumerate(("12 May 2027", "26 May 2027")):
            draft = Draft(
                url, title="Call for ships", body=text.format(day), language="en", published="2026-11-29"
            )
            archive.posts.record(Observation("alpha", url, draft), NOW + timedelta(days=night))
    archive.derive()
    archive.db.execute("DELETE FROM pages")
    archive.db.execute("UPDATE posts SET facts_revision = NULL, kind = NULL")
    for table in ("days", "mentions", "moved_days"):
        archive.db.execute(f"DELETE FROM {table}")
    with archive:
        read = reextract.reextract([SOURCE], archive, lambda: NOW, lambda *_: None, InlineWorkers())
        (result,) = asyncio.run(read)
        again = reextract.reextract([SOURCE], archive, lambda: NOW, lambda *_: None, InlineWorkers())
        (unchanged,) = asyncio.run(again)
        moved = archive.facts.moved(1)
        states = [row[0] for row in archive.db.execute("SELECT facts_revision = revision FROM posts")]
    assert (result.posts, result.changed, result.fields) == (10, 1, {"kind": 1, "days": 1})
    assert [(e.field, e.was, e.now) for e in result.examples] == [
        ("kind", None, "call"),
        ("days", None, "deadline 2027-05-26"),
    ]
    assert [(m.before, m.after, m.seen[:10], m.stated) for m in moved] == [
        ("2027-05-12", "2027-05-26", "2026-11-30", False)
    ]
    assert states == [1] * 10
    assert (unchanged.posts, unchanged.changed) == (10, 0)
