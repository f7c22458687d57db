"""Find days in a listing that do not fit the days around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

NEAR = 120  # days between neighbouring posts, at most
FAR = 365  # days; smaller deviations are not reported


def far_from_neighbours(days: Sequence[str | None]) -> list[int]:
    """Return the indexes in `days` of days that are far from two neighbours on each side.

    `days` are ISO dates, or None if a day is not known. The neighbours must be near each other. The first and last two
    days are not checked, because posts can be pinned to the top of a listing.
    """
    dated = [(index, _ordinal(day)) for index, day in enumerate(days)]
    known = [(index, day) for index, day in dated if day is not None]
    found = []
    for i in range(2, len(known) - 2):
        index, day = known[i]
        around = sorted(known[j][1] for j in (i - 2, i - 1, i + 1, i + 2))
        gap = max(around[0] - day, day - around[-1])
        if around[-1] - around[0] <= NEAR and gap > FAR:
            found.append(index)
    return found


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day[:10]).toordinal() if day and len(day) >= len("2019-09-10") else None
    except ValueError:
        return None
