"""Tests of when a source gets a second look, and of what shows that its index is frozen."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from clusterwatch.pipeline.frozen import Looked, Newer, Post, compare, is_due
from tests.tables import each

START = datetime(2026, 3, 2, 3, tzinfo=UTC)
TODAY = date(2026, 3, 20)
NEWEST = "2026-03-01"
OLD = [Post(known=True, day=f"2026-02-{day}") for day in range(28, 10, -1)]
FRESH, TODAYS = Post(known=False, day="2026-03-10"), Post(known=False, day="2026-03-20")
OTHER = Post(known=False, day="2026-02-11")
UNDATED, KNOWN = Post(known=False, day=None), Post(known=True, day=None)
PINNED = Post(known=False, day="2025-06-01")
COMING = Post(known=False, day="2026-04-01")


def nights(source: str, count: int, newest: int = 0) -> list[int]:
    """Return the nights on which a source gets a second look, whose last new post was seen on the night `newest`."""
    last, due = Looked(), []
    for night in range(count):
        now = START + timedelta(days=night)
        posted = START + timedelta(days=min(night, newest))
        if is_due(source, now, START.isoformat(), posted.isoformat(), last):
            due.append(night)
            last = Looked(now)
    return due


def test_a_source_gets_a_look_each_week_after_its_first() -> None:
    looks = nights("netz", 56)
    assert 7 <= looks[0] < 14
    assert {b - a for a, b in pairwise(looks)} == {7}


def test_the_looks_of_many_sources_are_spread_over_the_week() -> None:
    firsts = Counter(nights(f"source-{number}", 14)[0] % 7 for number in range(140))
    assert len(firsts) == 7
    assert max(firsts.values()) <= 40


def test_a_source_with_new_posts_gets_no_look() -> None:
    assert nights("netz", 28, newest=28) == []
    assert all(night >= 17 for night in nights("netz", 28, newest=10))


def test_a_look_is_made_up_for_and_a_suspicion_is_looked_at_on_the_next_night() -> None:
    (turn, *_) = nights("netz", 14)
    later = START + timedelta(days=turn + 2)
    born = START.isoformat()
    assert is_due("netz", later, born, born, Looked())
    looked = Looked(later, "https://a.example/")
    assert not is_due("netz", later, born, born, looked)
    assert is_due("netz", later + timedelta(days=1), born, born, looked)
    assert not is_due("netz", later + timedelta(days=1), born, born, Looked(later))
    assert not is_due("netz", later, None, None, Looked())


@each(
    ("posts", "expected"),
    [
        ([], Newer.NO),
        (OLD, Newer.NO),
        ([FRESH, *OLD], Newer.YES),
        ([TODAYS, *OLD], Newer.PERHAPS),
        ([TODAYS, FRESH, *OLD], Newer.YES),
        ([PINNED, *OLD], Newer.NO),
        ([COMING, *OLD], Newer.NO),
        ([FRESH, OLD[0]], Newer.NO),  # too little in common
        ([FRESH, OLD[0], OTHER, OLD[1], OTHER, OLD[2]], Newer.NO),  # other things
        ([FRESH, *OLD[:8], OTHER], Newer.NO),  # it may be another one of the other things
        ([FRESH, FRESH, *OLD[:8], OTHER], Newer.YES),
        ([FRESH, FRESH], Newer.NO),
        ([UNDATED, KNOWN, KNOWN, KNOWN], Newer.NO),
        ([UNDATED, UNDATED, KNOWN, KNOWN, KNOWN], Newer.PERHAPS),
        ([UNDATED, UNDATED, KNOWN, UNDATED, UNDATED, KNOWN], Newer.NO),
        ([UNDATED, UNDATED, UNDATED], Newer.NO),
    ],
)
def test_another_index_has_newer_posts(posts: list[Post], expected: Newer) -> None:
    assert compare(posts, NEWEST, TODAY, named=False, suspected=False) is expected


def test_a_suspicion_is_confirmed_on_another_night() -> None:
    for posts in ([TODAYS, *OLD], [UNDATED, UNDATED, KNOWN, KNOWN]):
        assert compare(posts, NEWEST, TODAY, named=False, suspected=True) is Newer.YES
    assert compare(OLD, NEWEST, TODAY, named=False, suspected=True) is Newer.NO


def test_a_news_page_may_begin_anew() -> None:
    assert compare([FRESH, FRESH], NEWEST, TODAY, named=True, suspected=False) is Newer.YES
    assert compare([FRESH], NEWEST, TODAY, named=True, suspected=False) is Newer.NO
    assert compare([FRESH, FRESH, OTHER], NEWEST, TODAY, named=True, suspected=False) is Newer.NO


def test_an_archive_without_dates_is_compared_by_order() -> None:
    posts = [FRESH, FRESH, KNOWN, KNOWN, KNOWN]
    assert compare(posts, None, TODAY, named=False, suspected=True) is Newer.YES
