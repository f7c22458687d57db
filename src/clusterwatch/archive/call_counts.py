"""How many calls each value of a filter leaves, for the filters of the page of calls."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive import agenda
from clusterwatch.models import CallState

Period = tuple[date | None, date | None]
"""The first and the last day of the next deadlines; None means any."""


@dataclass(frozen=True, slots=True)
class CallCounts:
    """The number of calls by country, sector and period of their deadline.

    Each number is that of the calls which the page lists if this value replaces the present one of its filter.
    """

    country: dict[str, int]
    sector: dict[str, int]
    period: dict[str, int]


def call_counts(
    db: Database,
    today: date,
    states: Collection[CallState],
    period: Period,
    periods: Mapping[str, Period],
    wanted: agenda.Wanted,
) -> CallCounts:
    """Return how many calls in `states` there are by country and sector in `period`, and in each of `periods`.

    The country and the sector of `wanted` are named even if there is no such call.
    """

    stories = list(agenda.call_rows(db, today, states, wanted))

    def is_call(deadline: tuple[CallState, str | None], of: Period) -> bool:
        return agenda.is_among(*deadline, states, closing_from=of[0], closing=of[1])

    def counted(filter_: str) -> dict[str, int]:
        chosen = getattr(wanted, filter_)
        counts = Counter({chosen: 0} if chosen else {})
        # Without the filter, these are the calls that are read already.
        every = agenda.call_rows(db, today, states, replace(wanted, **{filter_: None})) if chosen else stories
        for rows in every:
            of_rows = [set(_values(row, filter_)) for row in rows]
            for value in set().union(*of_rows):
                own = [row for row, values in zip(rows, of_rows, strict=True) if value in values]
                counts[value] += is_call(agenda.next_deadline(own, today), period)
        return {
            value: n
            for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if n or value == chosen
        }

    deadlines = [agenda.next_deadline(rows, today) for rows in stories]
    return CallCounts(
        country=counted("country"),
        sector=counted("sector"),
        period={name: sum(is_call(one, of) for one in deadlines) for name, of in periods.items()},
    )


def _values(row: Mapping[str, Any], filter_: str) -> Iterator[str]:
    if filter_ == "sector":
        yield from json.loads(row["sectors"] or "[]")
    elif row["country"]:
        yield row["country"]
