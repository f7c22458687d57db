"""The days of a listing, in its order → those that cannot be right beside the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

NEAR = 120  # days that separate posts which stand beside each other on a busy or a quiet site
FAR = 365  # days: nothing less is worth a person's attention


def far_from_neighbours(days: Sequence[str | None]) -> list[int]:
    """The places in `days` (ISO dates, None where not known) that are far from two neighbours on either side.

    The neighbours must agree among themselves. The ends are left alone: posts are pinned to the top of a listing.
    """
    dated = [(place, _ordinal(day)) for place, day in enumerate(days)]
    known = [(place, day) for place, day in dated if day is not None]
    found = []
    for i in range(2, len(known) - 2):
        place, day = known[i]
        around = sorted(known[j][1] for j in (i - 2, i - 1, i + 1, i + 2))
        gap = max(around[0] - day, day - around[-1])
        if around[-1] - around[0] <= NEAR and gap > FAR:
            found.append(place)
    return found


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day[:10]).toordinal() if day and len(day) >= len("2019-09-10") else None
    except ValueError:
        return None
