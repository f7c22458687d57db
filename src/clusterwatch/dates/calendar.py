"""Turn numbers into days: the order of day and month, years of two digits, years that are not written."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

_YEARS_BACK = 28  # the calendar repeats after 28 years
_DAY = len("2026-11-29")


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller knows: the `order` of numeric dates (DMY, MDY, YMD), and `today` in the zone of the source.

    In `running` text, a day and a month in digits (`15.3.`) may stand before other words.
    """

    order: str | None = None
    today: date | None = None
    running: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date that may be incomplete.

    `month` and `day` are None if they are not written, `year` until it is supplied.
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    def text(self) -> str:
        """Return the date in ISO 8601: 2019, 2019-09 or 2019-09-10."""
        parts = (f"{part:02d}" for part in (self.month, self.day) if part is not None)
        return "-".join((f"{self.year:04d}", *parts))

    def real(self) -> bool:
        """Return whether the date exists in the calendar."""
        if self.month is None or self.day is None:
            return self.month is None or 1 <= self.month <= 12
        return 1 <= self.month <= 12 and 1 <= self.day <= monthrange(self.year or 2000, self.month)[1]


def day_in(text: str | None) -> date | None:
    """Return the day with which a text in ISO 8601 begins, or None if it is not that precise."""
    try:
        return date.fromisoformat((text or "")[:_DAY])
    except ValueError:
        return None


def is_before(published: str, day: str) -> bool:
    """Return whether a date (ISO 8601, of any precision) is before a day. A month or year is not if it has that day."""
    date = published[:_DAY]
    return date < day[: len(date)]


def full_year(two_digits: int) -> int | None:
    """Return the year that two digits stand for: 1970 to 2039. Return None for 40 to 69, which are ambiguous."""
    return 2000 + two_digits if two_digits < 40 else 1900 + two_digits if two_digits >= 70 else None


def day_and_month(a: int, b: int, order: str | None, year: int | None, weekday: int) -> tuple[int, int]:
    """Return (day, month) for two numbers in the order in which they are written.

    A number above 12 decides first, then the order of the source, then a weekday that fits only one order. The default
    is day first, which is usual in Europe.
    """
    if b > 12 >= a:
        return b, a
    if a > 12 or order == "DMY":
        return a, b
    if order == "MDY":
        return b, a
    if year and weekday >= 0 and not falls_on(year, b, a, weekday) and falls_on(year, a, b, weekday):
        return b, a
    return a, b


def falls_on(year: int, month: int, day: int, weekday: int) -> bool:
    """Return whether the day exists and is that weekday (Monday is 0)."""
    return Day(year, month, day).real() and date(year, month, day).weekday() == weekday


def in_year(first: Day, last: Day | None, year: int) -> tuple[Day, Day | None]:
    """Return a day and the end of its range with their year. The end may be in the next: 28 December – 2 January."""
    crosses = last is not None and (last.month or 0, last.day or 0) < (first.month or 0, first.day or 0)
    return replace(first, year=year), last and replace(last, year=year + crosses)


def nearest_past(day: Day, weekday: int, today: date) -> Day | None:
    """Return `day` with the latest year in which it is not after `today`. A weekday other than -1 must match."""
    for year in range(today.year, today.year - _YEARS_BACK, -1):
        full = replace(day, year=year)
        if not full.real() or (
            (full.month or 1, full.day or 1) > (today.month, today.day) and year == today.year
        ):
            continue
        if weekday < 0 or day.month is None or day.day is None or falls_on(year, day.month, day.day, weekday):
            return full
    return None
