"""Announcements of a range of days: each story counts once, on the day of its first post."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from clusterwatch.archive import Announcement, Archive
from tests.archive.made import draft, observed, record

WEEK = (date(2026, 2, 23), date(2026, 3, 1))


def post(archive: Archive, source: str, name: str, now: datetime, **values: Any) -> None:
    url = f"https://{source}.example.org/{name}"
    values = {"title": name, "body": f"{name.rstrip('+')} " * 25} | values
    record(archive, observed(url, source, draft(url, **values)), now)


def announced(archive: Archive) -> list[Announcement]:
    return archive.announcements(*WEEK)


def test_both_ends_are_included_and_the_newest_comes_first(archive: Archive, now: datetime) -> None:
    for day in ("2026-02-22", "2026-02-23", "2026-02-26T23:59", "2026-03-01T23:59:59+01:00", "2026-03-02"):
        post(archive, "alpha", day, now, published=day, precision="day")
    assert [a.day for a in announced(archive)] == ["2026-03-01", "2026-02-26", "2026-02-23"]
    assert all(a.dated for a in announced(archive))


def test_a_story_is_listed_once_with_its_first_source(archive: Archive, now: datetime) -> None:
    post(archive, "beta", "same+", now, published="2026-02-26")
    post(archive, "alpha", "same", now, published="2026-02-24")
    (only,) = announced(archive)
    assert (only.day, only.title, only.sources) == (
        "2026-02-24",
        "same",
        ("alpha.example.org", "beta.example.org"),
    )


def test_a_relay_does_not_bring_a_story_back(archive: Archive, now: datetime) -> None:
    post(archive, "alpha", "same", now, published="2026-02-01")
    post(archive, "beta", "same+", now, published="2026-02-26")
    assert announced(archive) == []
    assert len(archive.announcements(date(2026, 2, 1), date(2026, 2, 1))) == 1


def test_posts_without_a_day_count_on_the_day_they_were_first_seen(archive: Archive, now: datetime) -> None:
    post(archive, "alpha", "first-night", now, published=None, precision=None)
    post(archive, "alpha", "month-first-night", now, published="2026-03", precision="month")
    later = now + timedelta(days=1)
    post(archive, "alpha", "new", later, published=None, precision=None)
    post(archive, "alpha", "month", later, published="2026-02", precision="month")
    found = archive.announcements(WEEK[0], later.date())
    assert [(a.title, a.day, a.dated) for a in found] == [
        ("new", "2026-03-02", False),
        ("month", "2026-03-02", False),
    ]
    assert archive.announcements(later.date() + timedelta(days=1), later.date() + timedelta(days=9)) == []


def test_a_post_whose_date_lies_in_the_future_counts_on_the_day_it_was_first_seen(
    archive: Archive, now: datetime
) -> None:
    post(archive, "alpha", "call", now, published="2026-04-15T17:00", precision="minute")
    post(archive, "alpha", "tomorrow", now, published="2026-03-02", precision="day")  # today in the east
    assert [(a.title, a.day, a.dated) for a in announced(archive)] == [("call", "2026-03-01", False)]
    assert archive.announcements(date(2026, 4, 1), date(2026, 4, 30)) == []


def test_withdrawn_posts_are_not_listed(archive: Archive, now: datetime) -> None:
    post(archive, "alpha", "gone", now, published="2026-02-24")
    archive.db.execute("UPDATE posts SET withdrawn = '2026-03-01T02:00:00.000Z'")
    assert announced(archive) == []
