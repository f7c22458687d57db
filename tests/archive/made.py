"""Helpers of the tests of the archive: drafts, pages, entries and observations, and short queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.models import Draft, Entry, Method, Observation, Page, Problem, ProblemCode, Verdict

SITE = "https://alpha.example.org"
NEWS = f"{SITE}/news"
WORDS = (
    "The cluster has chosen twelve young companies for its programme on clean shipping. They will work with the\n"
    "harbours of the region for a year and show what they have learnt at a public meeting in the autumn."
)


def register(archive: Archive, now: datetime) -> None:
    """Register the sources alpha and beta."""
    with archive.transaction():
        sources = [Source(id=i, url=f"https://{i}.example.org/news") for i in ("alpha", "beta")]
        archive.sources.register(sources, now)


def draft(url: str = f"{SITE}/a", **values: Any) -> Draft:
    """Return a draft with a title, a day and a body of more than twenty words."""
    made = Draft(
        url, title="Twelve chosen", published="2026-02-20", precision="day", language="en", body=WORDS
    )
    return replace(made, **values)


def page(
    url: str = f"{SITE}/a", body: bytes = b"<p>a</p>", fetched: datetime | None = None, **headers: str
) -> Page:
    """Return a page that was fetched at a given time."""
    assert fetched is not None
    return Page(url, url, 200, headers, body, fetched)


def entry(url: str = f"{SITE}/a", **values: Any) -> Entry:
    """Return the entry of a post in a feed."""
    return replace(
        Entry(url, Method.FEED, NEWS, title="Twelve chosen", published="Fri, 20 Feb 2026"), **values
    )


def observed(
    url: str = f"{SITE}/a", source: str = "alpha", read: Draft | None = None, **values: Any
) -> Observation:
    """Return an observation of a page with the given draft."""
    return Observation(source, url, read or draft(url), **values)


def record(archive: Archive, seen: Observation, now: datetime) -> Verdict:
    """Record an observation and find the story of its post, as the pipeline does."""
    with archive.transaction():
        verdict = archive.posts.record(seen, now)
    archive.sort_stories()
    return verdict


def record_texts(archive: Archive, texts: Mapping[Any, tuple[str, str]], now: datetime) -> list[Verdict]:
    """Record a post with a title and body for each language, each a day newer than the one before."""
    verdicts = []
    for day, (language, (title, body)) in enumerate(texts.items(), 1):
        url = f"{SITE}/{language}"
        read = draft(url, title=title, body=body, language=language, published=f"2026-02-{day:02}")
        verdicts.append(record(archive, observed(url, read=read), now))
    return verdicts


def rows(archive: Archive, sql: str, *values: object) -> list[dict[str, Any]]:
    """Return the rows of a query."""
    return list(archive.db.query(sql, list(values)))


def row(archive: Archive, sql: str, *values: object) -> dict[str, Any]:
    """Return the only row of a query."""
    (only,) = rows(archive, sql, *values)
    return only


def http(status: int) -> Problem:
    """Return the problem of a URL that answered with an HTTP status."""
    return Problem(ProblemCode.HTTP_STATUS, url=f"{SITE}/a", detail={"status": status})
