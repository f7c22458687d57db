"""Supply the years that dates do not have: from the day of publication, or from the complete dates beside them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from clusterwatch.dates import FoundDate, find_dates
from clusterwatch.dates.calendar import Day

# Days before and after the publication, and around a complete date, in which a day without a year may lie.
_BACK, _FORWARD, _AROUND = 100, 265, 200
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINTS = frozenset("-–—/_")
_BACK_PAST = 364
_MIDDLE = 15  # of a month
_BACK_UNTIL, _FORWARD_UNTIL = 60, 305  # of a last day: what was open until a day long ago is seldom told
_SHORT_WORD = re.compile(r"[^\W\d_]{2}\s|[^\W\d_]{2,3}-")


def with_year(
    found: FoundDate,
    beside: Sequence[FoundDate],
    published: date | None,
    *,
    this_year: bool = False,
    is_last: bool = False,
    is_past: bool = False,
) -> FoundDate | None:
    """Return `found` with its year, or None if the year is not certain.

    `beside` are complete dates near it, the nearest first; they count if there is no day of publication. With
    `this_year` the day lies in the year of the publication, and with `is_last` something is open until the day. With
    `is_past` the day is over. A weekday must match, but one of two letters may be another word:
    `stretneme sa 8. októbra`.
    """
    if found.first.month is None or found.first.day is None:
        return None
    if is_past and published:
        years = _near(found, [published], _BACK_PAST, 0)
    else:
        years = _years(found, beside, published, this_year=this_year, is_last=is_last)
    fitting = [year for year in years if _fits(found, year)]
    if not fitting and _has_doubtful_weekday(found):
        fitting = years
    return found.in_year(fitting[0]) if fitting else None


def in_year_of(found: FoundDate, beside: FoundDate) -> FoundDate | None:
    """Return `found` in the year of a full date beside it, or None if it has no such day or weekday."""
    year = beside.first.year
    if year is None or found.first.month is None or found.first.day is None:
        return None
    return found.in_year(year) if _fits(found, year) else None


def in_named_year(found: FoundDate, *texts: Sequence[str]) -> FoundDate | None:
    """Return `found` in the year that the first of the texts names which names one, or None.

    A text is its tokens. A weekday must match.
    """
    if found.first.month is None or found.first.day is None:
        return None
    year = next((year for year in map(_named_year, texts) if year), None)
    return found.in_year(year) if year and _fits(found, year) else None


def _named_year(tokens: Sequence[str]) -> int | None:
    """Return the only year in a text: `In 2022 it is open from 5 May`.

    The ends of periods and parts of identifiers are not counted, nor the years of programmes and targets, which are
    whole decades (Horizon 2020, Agenda 2030).
    """
    years = {
        int(word)
        for at, word in enumerate(tokens)
        if _YEAR.fullmatch(word)
        and _JOINTS.isdisjoint((*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]))
    }
    year = years.pop() if len(years) == 1 else 0
    return year if year % 10 else None


def _years(
    found: FoundDate, beside: Sequence[FoundDate], published: date | None, *, this_year: bool, is_last: bool
) -> list[int]:
    """Return the years that come into question, the likeliest first."""
    if published is None:
        days = (day for one in beside if (day := day_of(one) or _middle_of(one)) is not None)
        return _near(found, days, _AROUND, _AROUND)
    if this_year:
        return [published.year]
    back, forward = (_BACK_UNTIL, _FORWARD_UNTIL) if is_last else (_BACK, _FORWARD)
    return _near(found, [published], back, forward)


def _near(found: FoundDate, days: Iterable[date], back: int, forward: int) -> list[int]:
    """Return the years in which the date lies at most `back` days before or `forward` days after one of `days`."""
    years: dict[int, None] = {}
    for day in days:
        for year in (day.year, day.year + 1, day.year - 1):
            there = _date(year, found)
            if there and -back <= (there - day).days <= forward:
                years[year] = None
                break
    return list(years)


def _fits(found: FoundDate, year: int) -> bool:
    there = _date(year, found)
    return there is not None and (found.weekday < 0 or there.weekday() == found.weekday)


def _has_doubtful_weekday(found: FoundDate) -> bool:
    """Return whether the only weekday of a date is a word of two letters before it."""
    word = _SHORT_WORD.match(found.raw)
    return word is not None and all(one.weekday < 0 for one in find_dates(found.raw[word.end() :]))


def _date(year: int, found: FoundDate) -> date | None:
    month, day = found.first.month or 1, found.first.day or 1
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def day_of(found: FoundDate) -> date | None:
    """Return the day of a complete date, or the first day of a range; None if it is not complete."""
    return _complete(found.first)


def _middle_of(found: FoundDate) -> date | None:
    """Return the middle of a month that is written with its year, or None."""
    day = found.first
    return date(day.year, day.month, _MIDDLE) if day.year and day.month and day.day is None else None


def last_day_of(found: FoundDate) -> date | None:
    """Return the last day of a range, or None if `found` is no range or its last day is not complete."""
    return _complete(found.last) if found.last else None


def _complete(day: Day) -> date | None:
    if day.year is None or day.month is None or day.day is None:
        return None
    return date(day.year, day.month, day.day)
