"""Filter out changes that are not edits: a clock, a counter, a teaser that differs at each visit. Pure.

A page that seems to have changed is fetched a second time. Lines that differ between these two visits, which are
seconds apart, are not edits. A line with a time or a day is a clock if its distance from the time of the visit equals
the distance that its former text had from the time of the former visit. An edit can look like a clock by chance. The
stored page is not replaced in that case, and the next visit, at another time of day, finds the edit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from clusterwatch import dates
from clusterwatch.models import Draft, ParsedDate

_TIME = re.compile(
    r"(?<![\d.:])(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?![.:]?\d)(?:\s?([ap])\.?m\b)?", re.IGNORECASE
)
_LONG = 12  # words: a longer line is prose, even if it contains a date
_DAY = 24 * 60  # minutes
_SLACK = 2  # minutes: the clock of a page may differ by this much
_ZONES = [timedelta(hours=hours) for hours in range(-1, 5)]  # standard times from the Azores to the Caucasus
# Summer time starts and ends at the same moment in the whole European Union.
_SUMMER_TIME = ZoneInfo("Europe/Brussels")
_DIGITS = re.compile(r"\d+")


def filter_changes(draft: Draft, again: Draft, before: Draft, at: datetime, then: datetime) -> Draft:
    """Return `draft` with the values of `before` for each field that nobody edited.

    `draft` and `again` come from two visits at `at`, seconds apart. `before` comes from the page stored at `then`.
    """
    out = draft
    if draft.title != again.title:
        out = replace(out, title=before.title)
    if draft.published != again.published or moves_with_the_clock(draft, before, at, then):
        out = replace(out, published=before.published, precision=before.precision)
    if draft.body and before.body and _only_noise(draft, again, before, at, then):
        out = replace(out, body=before.body, body_html=before.body_html)
    return out


def moves_with_the_clock(draft: Draft, before: Draft, at: datetime, then: datetime) -> bool:
    """Return True if the date of a post was the date of the visit both times: the page shows the current date."""
    now, was = (draft.published or "")[:10], (before.published or "")[:10]
    return now != was and _are_days_of_visits(now, was, at, then)


def _only_noise(draft: Draft, again: Draft, before: Draft, at: datetime, then: datetime) -> bool:
    now, same, was = (Counter((d.body or "").splitlines()) for d in (draft, again, before))
    added, gone = now - was, was - now
    for line in list(now - same):  # changed within seconds
        if not _is_edited_counter(line, list(same - now), list(gone)):
            added.pop(line, None)
    clocks = list(gone.elements())
    for line in added.elements():
        clock = next((other for other in clocks if _is_clock(line, other, at, then)), None)
        if clock is None:
            return False
        clocks.remove(clock)
    # A rotating line replaces another line. Lines that are gone without a replacement were removed by an editor.
    return gone.total() <= (now - was).total()


def _is_edited_counter(line: str, again: Sequence[str], gone: Sequence[str]) -> bool:
    """Return True if a counter of the line increased between two visits, and another number of the line was edited."""
    shape, numbers = _shape(line)
    for risen in (figures for other, figures in map(_shape, again) if other == shape):
        match [position for position, (a, b) in enumerate(zip(numbers, risen, strict=True)) if a != b]:
            case [position] if _rose(numbers[position], risen[position]):
                former = [figures for other, figures in map(_shape, gone) if other == shape]
                return bool(former) and all(
                    _without(position, f) != _without(position, numbers) for f in former
                )
    return False


def _rose(number: str, other: str) -> bool:
    return (len(number), number) < (len(other), other)


def _shape(line: str) -> tuple[str, list[str]]:
    """Return a line without its numbers, and the numbers."""
    return _DIGITS.sub("#", line), _DIGITS.findall(line)


def _without(position: int, numbers: Sequence[str]) -> list[str]:
    return [*numbers[:position], *numbers[position + 1 :]]


def _is_clock(line: str, other: str, at: datetime, then: datetime) -> bool:
    """Return True for a short line with the time of this visit, if `other` has the time of the previous visit.

    All other numbers of the two lines must be equal, because a clock may be in the same line as a deadline.
    """
    if len(line.split()) > _LONG:
        return False
    now, was = _moment(line, at), _moment(other, then)
    if now and was and _are_moments_of_visits(now.value, was.value, at, then):
        return _numbers_agree(line.replace(now.raw, " "), other.replace(was.raw, " "), at, then)
    alike = _shape(_TIME.sub("#", line))[0] == _shape(_TIME.sub("#", other))[0]
    return alike and _numbers_agree(line, other, at, then)


def _numbers_agree(line: str, other: str, at: datetime, then: datetime) -> bool:
    """Return True if all numbers are equal, except times that are the times of the two visits."""
    times, times_before = list(_TIME.finditer(line)), list(_TIME.finditer(other))
    return (
        len(times) == len(times_before)
        and all(
            a[0] == b[0] or _are_times_of_visits(_minutes(a), _minutes(b), at, then)
            for a, b in zip(times, times_before, strict=True)
        )
        and _DIGITS.findall(_TIME.sub(" ", line)) == _DIGITS.findall(_TIME.sub(" ", other))
    )


def _moment(line: str, when: datetime) -> ParsedDate | None:
    """Return the date of a line if it is complete."""
    read = dates.parse_date(line, now=when)
    if read is None or read.assumed is not None or len(read.value) < len("2026-11-22"):
        return None
    return read


def _are_moments_of_visits(now: str, was: str, at: datetime, then: datetime) -> bool:
    """Return True for ISO texts of the same precision (day or minute) that are the times of the two visits."""
    if now == was or len(now) != len(was):
        return False
    if len(now) == len("2026-11-22"):
        return _are_days_of_visits(now, was, at, then)
    # The texts are of equal length: both have an offset, or neither has one.
    one, other = datetime.fromisoformat(now), datetime.fromisoformat(was)
    if one.tzinfo is not None:
        return _are_close(_between(one, at), _between(other, then))
    return any(
        _are_close(
            _between(one, (at + shift).replace(tzinfo=None)),
            _between(other, (then + before).replace(tzinfo=None)),
        )
        for shift, before in _shifts(at, then)
    )


def _are_days_of_visits(now: str, was: str, at: datetime, then: datetime) -> bool:
    """Return True for the dates of the two visits in a time zone of Europe."""
    return any(
        now == (at + shift).date().isoformat() and was == (then + before).date().isoformat()
        for shift, before in _shifts(at, then)
    )


def _are_times_of_visits(now: float, was: float, at: datetime, then: datetime) -> bool:
    """Return True for times (minutes since midnight) that are those of the two visits in a time zone of Europe."""
    return any(
        _are_close(_around(now - _minute(at + shift)), _around(was - _minute(then + before)))
        for shift, before in _shifts(at, then)
    )


def _shifts(at: datetime, then: datetime) -> list[tuple[timedelta, timedelta]]:
    """Return possible UTC offsets in Europe at the two visits, with and without summer time."""
    summer, summer_before = (when.astimezone(_SUMMER_TIME).dst() or timedelta() for when in (at, then))
    return [(zone, zone) for zone in _ZONES] + [(zone + summer, zone + summer_before) for zone in _ZONES]


def _are_close(one: float, other: float) -> bool:
    """Return True for two short and similar distances in minutes."""
    return max(abs(one), abs(other), abs(one - other)) <= _SLACK


def _between(one: datetime, other: datetime) -> float:
    return (one - other).total_seconds() / 60


def _around(minutes: float) -> float:
    """Return the difference of two times of day, at most half a day."""
    return (minutes + _DAY / 2) % _DAY - _DAY / 2


def _minute(when: datetime) -> float:
    return when.hour * 60 + when.minute + when.second / 60


def _minutes(found: re.Match[str]) -> float:
    hour, minute, second, half = int(found[1]), int(found[2]), int(found[3] or 0), (found[4] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return hour * 60 + minute + second / 60
