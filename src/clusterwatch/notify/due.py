"""Whether a target is told now. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal


def is_due(every: Literal["each-run", "daily", "weekly"], served: date, today: date) -> bool:
    """Return whether a target that was last told everything on the day `served` is told today."""
    if every == "daily":
        return served != today
    return every == "each-run" or is_new_week(served, today)


def is_new_week(served: date, today: date) -> bool:
    """Return whether a Monday came since the day `served`."""
    return _monday(served) != _monday(today)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
