"""Tests of days that are not those of the posts."""

from __future__ import annotations

import pytest

from clusterwatch.models import Reason
from clusterwatch.pipeline.same_day import SameDays, jump

TODAY = frozenset({"2026-11-24", "2026-11-25"})


@pytest.mark.parametrize(
    ("published", "formers", "day"),
    [
        ("2026-11-24T09:00:00+01:00", ["2026-10-01"], "2026-11-24"),
        ("2026-11-24", [None, None], "2026-11-24"),
        ("2026-11-24T09:00:00+01:00", ["2026-11-24T08:00:00+01:00"], None),
        ("2026-10-01", ["2026-10", "2026-10"], None),
        ("2026-11-24", ["2026-10-01", "2026-11-24"], None),
        ("2026-11", ["2026-10-01"], None),
        (None, ["2026-10-01"], None),
    ],
)
def test_a_jump_is_another_day(published: str | None, formers: list[str | None], day: str | None) -> None:
    assert jump(published, formers) == day


@pytest.mark.parametrize(
    ("day", "formers", "earlier", "found"),
    [
        ("2026-11-24", ["2026-10-01"], None, (Reason.DAY_OF_VISIT, False)),
        ("2026-11-24", ["2026-10-01"], Reason.DAY_OF_VISIT, (Reason.DAY_OF_VISIT, True)),
        ("2026-11-25", ["2026-10-01", "2026-10-01"], None, (Reason.DAY_OF_VISIT, True)),
        ("2026-01-01", ["2026-10-01", "2026-10-02"], None, None),
        ("2026-01-01", ["2026-10-01", "2026-10-02", None], None, (Reason.SAME_DAY, True)),
        ("2026-10-02", ["2026-10-01"] * 4, None, None),
    ],
    ids=["alone", "again", "two", "corrected", "one-day", "another-time-zone"],
)
def test_a_day_is_judged_by_the_other_posts_of_the_run(
    day: str, formers: list[str | None], earlier: Reason | None, found: tuple[Reason, bool] | None
) -> None:
    days = SameDays()
    for post, former in enumerate(formers):
        days.see(post, former, day)
    assert days.judge(day, TODAY, earlier) == found
