"""Join the days that the data of a page declare with those of its text: the same event is one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from clusterwatch.models import StatedDay

_DAY = len("2026-05-12")
_LONGEST = timedelta(days=31)  # of an event whose single days the text may name


def with_declared(days: Sequence[StatedDay], declared: Iterable[StatedDay]) -> tuple[StatedDay, ...]:
    """Return the days of a text with those that the data of the page declare.

    A declared event that the text names, too, has the text as evidence, and from the data the time, the end, the place
    and the year, if the text does not have them. The other days of the text within it are a part of it.
    """
    found = list(days)
    for event in declared:
        same = [day for day in found if _are_same(day, event)]
        if not same:
            found.append(event)
            continue
        found[found.index(same[0])] = _joined(same[0], event)
        found = [day for day in found if day not in same[1:]]
    return tuple(found)


def _are_same(day: StatedDay, event: StatedDay) -> bool:
    if day.kind is not event.kind or day.superseded != event.superseded or day.start is None:
        return False
    start, end = _span(event)
    if day.assumed == "year" and day.start[5:_DAY] == start[5:]:
        return True
    first, last = _span(day)
    return first == start or (_is_short(start, end) and first <= end and last >= start)


def _joined(day: StatedDay, event: StatedDay) -> StatedDay:
    """Return the day of a text, completed by the declared event."""
    start, end = _span(event)
    first, last = _span(day)
    if day.assumed == "year" or start < first:
        first, last = start, end
    elif day.end is None:
        last = max(last, end)
    is_same_start = first == start
    has_time = "T" in (day.start or "") and (day.start or "").startswith(first)
    timed = day.start if has_time else event.start if is_same_start else first
    return replace(
        day,
        start=timed,
        end=last if last > first else None,
        zone=day.zone or (event.zone if is_same_start else None),
        place=event.place or day.place,
        assumed=None if is_same_start else day.assumed,
        method=f"{day.method}+{event.method}" if day.paragraph is not None else day.method,
        end_time=day.end_time if has_time else event.end_time if is_same_start else None,
    )


def _span(day: StatedDay) -> tuple[str, str]:
    start = (day.start or "")[:_DAY]
    return start, max(start, (day.end or start)[:_DAY])


def _is_short(start: str, end: str) -> bool:
    return date.fromisoformat(end) - date.fromisoformat(start) <= _LONGEST
