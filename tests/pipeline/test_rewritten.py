"""Tests of changes that nobody makes on several posts."""

from __future__ import annotations

import pytest

from clusterwatch.models import Reason
from clusterwatch.pipeline.rewritten import Change, Changes, jump, of_body, of_day, of_title
from tests.tables import each

TODAY = frozenset({"2026-11-24", "2026-11-25"})
TEXT = [f"wort{n}" for n in range(14)]


@each(
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


@each(
    ("day", "former", "reason"),
    [
        ("2026-11-25", "2026-10-01", Reason.DAY_OF_VISIT),
        ("2026-05-03", "2026-03-05", Reason.SWAPPED),
        ("2027-03-05", "2026-03-05", Reason.FUTURE),
        ("2026-12-02", "2026-02-12", Reason.SWAPPED),
        ("2026-01-01", "2026-03-05", Reason.SAME_DAY),
        ("2026-01-01", None, Reason.SAME_DAY),
    ],
)
def test_a_day_changes_in_one_manner(day: str, former: str | None, reason: Reason) -> None:
    change = of_day(day, former, TODAY)
    assert change is not None
    assert change.reason is reason


def test_a_day_in_the_future_is_corrected_at_once() -> None:
    assert of_day("2026-03-08", "2027-08-03", TODAY) is None


@pytest.mark.parametrize(
    ("now", "kept", "listed", "waits"),
    [("Netz", False, False, True), ("Netz", True, False, False), ("Netz", False, True, False)],
    ids=["other", "edited", "as-in-the-index"],
)
def test_a_title_waits_if_nothing_of_it_is_left(now: str, kept: bool, listed: bool, waits: bool) -> None:
    change = of_title([now], ["Neue", "Werkstatt"], kept, listed)
    assert change is not None
    assert change.waits is waits


def test_a_text_is_cut_down_if_less_than_half_is_left_of_its_beginning() -> None:
    assert of_body(TEXT[:6], TEXT, 1) is not None
    assert of_body(TEXT[:7], TEXT, 1) is None
    assert of_body(TEXT[6:12], TEXT, 1) is None
    assert of_body([], TEXT, 1) is None


@pytest.mark.parametrize(
    ("day", "formers", "earlier", "held"),
    [
        ("2026-11-24", ["2026-10-01"], None, False),
        ("2026-11-24", ["2026-10-01"], Reason.DAY_OF_VISIT, True),
        ("2026-11-25", ["2026-10-01", "2026-10-01"], None, True),
        ("2027-01-01", ["2026-10-01"], None, False),
        ("2027-01-01", ["2026-10-01"], Reason.FUTURE, None),
        ("2026-01-01", ["2026-10-01", "2026-10-02"], None, None),
        ("2026-01-01", ["2026-10-01", "2026-10-02", None], None, True),
        ("2026-10-02", ["2026-10-01"] * 4, None, None),
    ],
    ids=["alone", "again", "two", "future", "future-again", "corrected", "one-day", "another-time-zone"],
)
def test_a_change_is_judged_by_the_other_posts_of_the_run(
    day: str, formers: list[str | None], earlier: Reason | None, held: bool | None
) -> None:
    changes = Changes()
    found = [change for former in formers if (change := of_day(day, former, TODAY)) is not None]
    for post, change in enumerate(found):
        changes.see(post, change)
    assert changes.judge(found[0], earlier) is held


def test_posts_that_shared_a_title_may_share_another_one() -> None:
    changes = Changes()
    change = Change("title", Reason.SAME_TITLE, "neu", "rundbrief", waits=False)
    for post in range(5):
        changes.see(post, change)
    assert changes.judge(change, None) is None


def test_posts_that_shared_a_title_and_get_one_each_are_right_at_once() -> None:
    first, second = (of_title([name], ["Netz"], False, False) for name in ("Werkstatt", "Hafen"))
    assert first is not None
    assert second is not None
    alone, both = Changes(), Changes()
    alone.see(1, first)
    assert alone.judge(first, None) is False
    both.see(1, first)
    both.see(2, second)
    assert both.judge(first, None) is None
    assert both.judge(second, None) is None


def test_posts_that_were_stored_during_a_fault_are_corrected_together() -> None:
    change = of_title(["Netz"], ["Alt"], False, False)
    other = of_title(["Netz"], ["Neu"], False, False)
    assert change is not None
    assert other is not None
    changes = Changes()
    changes.see(1, change)
    changes.see(2, other)
    assert changes.judge(change, None) is True
    changes.doubtful.update({1, 2})
    assert changes.judge(change, None) is None
    changes.see(3, of_title(["Netz"], ["Drei"], False, False) or change)
    assert changes.judge(change, None) is True
