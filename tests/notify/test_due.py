"""Tests of when a target is told."""

from __future__ import annotations

from datetime import date
from typing import Literal

from clusterwatch.notify.due import is_due, is_new_week
from tests.tables import each

SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 2, 28 + n) if n < 1 else date(2026, 3, n) for n in range(4))


@each(
    ("every", "served", "today", "due"),
    [
        ("each-run", SUNDAY, SUNDAY, True),
        ("daily", SUNDAY, SUNDAY, False),
        ("daily", SATURDAY, SUNDAY, True),
        ("daily", MONDAY, SUNDAY, True),  # the clock was set back
        ("weekly", SATURDAY, SUNDAY, False),
        ("weekly", SUNDAY, MONDAY, True),
        ("weekly", MONDAY, MONDAY, False),
        ("weekly", MONDAY, TUESDAY, False),
        ("weekly", SATURDAY, TUESDAY, True),  # there was no run on Monday
        ("weekly", date(2025, 3, 3), MONDAY, True),
    ],
)
def test_when_a_target_is_told(
    every: Literal["each-run", "daily", "weekly"], served: date, today: date, due: bool
) -> None:
    assert SUNDAY.weekday() == 6
    assert is_due(every, served, today) is due


def test_a_new_week_begins_on_monday() -> None:
    assert is_new_week(SUNDAY, MONDAY)
    assert not is_new_week(MONDAY, TUESDAY)
