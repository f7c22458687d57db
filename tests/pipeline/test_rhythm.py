"""Tests of the day from which a silence of a source is improbable; all 91 histories: `python -m tests.soak.silence`."""

from __future__ import annotations

from datetime import date, timedelta

from clusterwatch.pipeline.rhythm import Rhythm, rhythm
from tests.soak.histories import DAY, history
from tests.soak.silence import Result, result
from tests.tables import each

START = date(2024, 1, 8)  # a Monday
END = date(2026, 5, 30)


def every(step: int, until: date = END, first: date = START) -> list[date]:
    """Return every so many days from a Monday on."""
    return [first + DAY * n for n in range(0, (until - first).days + 1, step)]


def gap(days: list[date], today: date = END) -> int:
    """Return the number of days between the newest post and the limit."""
    known = rhythm(days, today)
    assert known.newest is not None
    assert known.limit is not None
    return (known.limit - known.newest).days


def test_a_weekly_source_is_silent_after_one_issue_that_was_left_out() -> None:
    days = every(7)
    known = rhythm(days, END)
    assert (known.newest, known.usual) == (days[-1], 7)
    assert known.limit is not None
    assert 7 < (known.limit - days[-1]).days < 21
    assert not known.is_silent(known.limit)
    assert known.is_silent(known.limit + DAY)


@each(
    "days",
    [
        [],
        every(7)[:7],  # a few posts
        every(1)[:50],  # a few weeks
        [START] * 20,
    ],
)
def test_a_short_history_gives_no_alarm(days: list[date]) -> None:
    known = rhythm(days, END)
    assert known == Rhythm(max(days, default=None))
    assert not known.is_silent(END + DAY * 5000)


def test_a_silence_that_began_before_the_source_was_watched_counts_from_then() -> None:
    known = rhythm(every(7), END)
    assert known.newest is not None
    assert known.limit is not None
    began, allowed = known.newest + 90 * DAY, known.limit - known.newest
    assert not known.is_silent(began, began)
    assert not known.is_silent(began + allowed, began)
    assert known.is_silent(began + allowed + DAY, began)


def test_posts_of_one_day_and_days_in_the_future_count_for_nothing() -> None:
    days = every(7)
    assert rhythm([*days, *days, END + DAY * 3, date(2031, 1, 1)], END) == rhythm(days, END)


def test_bursts_do_not_shorten_the_limit() -> None:
    days = [day + DAY * n for day in every(30) for n in range(5)]
    assert gap(days) > 26
    assert gap(days) < 60


def test_a_source_that_slowed_down_may_be_slow() -> None:
    slow = date(2025, 2, 3)
    assert gap([*every(3, slow), *every(15, END, slow)]) > gap(every(3)) * 2


def test_a_source_that_speeds_up_is_missed_soon() -> None:
    fast = date(2025, 2, 3)
    assert gap([*every(15, fast), *every(3, END, fast)]) < gap(every(15))


def test_one_interruption_is_no_rhythm() -> None:
    days = [day for day in every(7) if not date(2025, 3, 1) < day < date(2025, 6, 20)]
    assert gap(days) < 40


def august(day: date) -> bool:
    return day.month == 8


def turn(day: date) -> bool:
    return (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 6)


@each(("closed", "last"), [(august, date(2025, 7, 31)), (turn, date(2025, 12, 19))])
def test_a_season_that_was_dead_is_waited_for(closed: object, last: date) -> None:
    assert callable(closed)
    open_all_year = every(3, last)
    dead = [day for day in open_all_year if not closed(day)]
    assert gap(dead, last) > gap(open_all_year, last) + 10


def test_a_season_that_is_not_in_the_past_is_expected_to_be_slow() -> None:
    first, july, may = date(2025, 9, 1), date(2026, 7, 31), date(2026, 5, 29)
    assert gap(every(3, july, first), july) > gap(every(3, may, first), may) + 3


def test_an_august_like_other_months_is_no_season() -> None:
    last = date(2025, 7, 31)
    assert gap(every(3, last, date(2022, 9, 5)), last) < 16


def test_weekends_are_not_counted_where_nothing_appears_on_them() -> None:
    weekdays = [day for day in every(1) if day.weekday() < 5]
    friday = date(2026, 5, 29)
    known = rhythm([day for day in weekdays if day <= friday], END)
    assert known.limit is not None
    assert known.limit > friday + timedelta(days=3)


@each("kind", ["weekly", "bursts"])
def test_silences_are_found_in_time_and_few_alarms_are_false(kind: str) -> None:
    found: Result = result(history(kind, 2002), 2002)
    assert found.in_time
    assert found.false <= 1
