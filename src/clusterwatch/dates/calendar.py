"""Numbers of a date ─► a real day: the order of day and month, years of two digits, years that are not written."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

_YEARS_BACK = 28  # after which weekdays and days agree again


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller knows: `order` of numeric dates, `today` on the source's own clock."""

    order: str | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is written: `day` or `month` may be missing, and the year too until it is supplied."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def text(self) -> str:
        """ISO 8601: 2019, 2019-09 or 2019-09-10."""
        parts = (f"{part:02d}" for part in (self.month, self.day) if part is not None)
        return "-".join((f"{self.year:04d}", *parts))

    def real(self) -> bool:
        """Whether the calendar has it."""
        if self.month is None or self.day is None:
            return self.month is None or 1 <= self.month <= 12
        return 1 <= self.month <= 12 and 1 <= self.day <= monthrange(self.year or 2000, self.month)[1]


def full_year(two_digits: int) -> int | None:
    """The year that two digits mean on the web: 1970 to 2039; None for 40 to 69, which mean none for sure."""
    return 2000 + two_digits if two_digits < 40 else 1900 + two_digits if two_digits >= 70 else None


def day_and_month(a: int, b: int, order: str | None, year: int | None, weekday: int) -> tuple[int, int]:
    """(day, month) of two numbers in the order written.

    Digits above 12 decide; then the order of the source; then a weekday that only one reading bears; then day
    first, as all over Europe.
    """
    if b > 12 >= a:
        return b, a
    if a > 12 or order == "DMY":
        return a, b
    if order == "MDY":
        return b, a
    if year and weekday >= 0 and not bears(year, b, a, weekday) and bears(year, a, b, weekday):
        return b, a
    return a, b


def bears(year: int, month: int, day: int, weekday: int) -> bool:
    """Whether the day exists and is that weekday (Monday 0)."""
    return Day(year, month, day).real() and date(year, month, day).weekday() == weekday


def nearest_past(day: Day, weekday: int, today: date) -> Day | None:
    """`day` with the year in which it last was, not after `today`; a written weekday must agree with it."""
    for year in range(today.year, today.year - _YEARS_BACK, -1):
        full = replace(day, year=year)
        if not full.real() or (
            (full.month or 1, full.day or 1) > (today.month, today.day) and year == today.year
        ):
            continue
        if weekday < 0 or day.month is None or day.day is None or bears(year, day.month, day.day, weekday):
            return full
    return None
