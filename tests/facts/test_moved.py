"""Days that were moved: by an edit, or as a text says."""

from __future__ import annotations

from clusterwatch.facts.moved import moved_by_edit, moved_by_text, without_repetition
from clusterwatch.models import DayKind, MovedDay, StatedDay
from tests.tables import each

SEEN = "2026-03-01T02:00:00.000Z"


def days(written: str) -> list[StatedDay]:
    """Return the days of a text: `deadline 2026-05-12`, with `~` for a replaced day and `?` for a year not written."""
    found = []
    for number, one in enumerate(filter(None, written.split(", "))):
        kind, _, day = one.strip("~?").partition(" ")
        assumed = "year" if "?" in one else None
        raw = day[5:] if assumed else day
        found.append(
            StatedDay(
                DayKind(kind), day or None, raw, number // 2, (0, 5), assumed=assumed, superseded="~" in one
            )
        )
    return found


@each(
    ("was", "now", "moved"),
    [
        ("deadline 2026-05-12", "deadline 2026-05-26", ["2026-05-12 2026-05-26"]),
        ("deadline 2026-05-12", "deadline 2026-05-12", []),
        ("deadline 2026-05-12", "deadline 2026-05-12T17:00", []),
        ("deadline 2026-05-12T17:00", "deadline 2026-05-12T12:00", ["2026-05-12T17:00 2026-05-12T12:00"]),
        ("deadline 2026-05", "deadline 2026-05-12", []),
        ("deadline 2026-05-12?", "deadline 2027-05-12?", []),
        ("deadline 2026-05-12?", "deadline 2026-06-12?", ["2026-05-12 2026-06-12"]),
        ("deadline 2026-05-12", "", []),
        ("", "deadline 2026-05-12", []),
        ("deadline 2026-05-12", "deadline 2026-05-12, deadline 2026-09-30", []),
        ("deadline 2026-05-12", "deadline 2026-05-26, deadline 2026-09-30", []),
        (
            "deadline 2026-05-12, deadline 2026-09-30",
            "deadline 2026-10-14, deadline 2026-05-12",
            ["2026-09-30 2026-10-14"],
        ),
        ("deadline 2026-05-12", "deadline 2026-05-12~, deadline 2026-05-26", ["2026-05-12 2026-05-26"]),
        ("deadline", "deadline 2026-05-26", []),
        ("event 2026-05-12", "event 2026-06-12", ["2026-05-12 2026-06-12"]),
        ("event 2026-05-12, event 2026-06-01", "event 2026-05-19, event 2026-06-01", []),
        ("event 2026-05-12", "deadline 2026-05-19", []),
    ],
)
def test_an_edit_moves_days(was: str, now: str, moved: list[str]) -> None:
    found = list(moved_by_edit(days(was), days(now), SEEN))
    assert [f"{one.before} {one.after}" for one in found] == moved
    assert all(one.seen == SEEN and not one.stated for one in found)


@each(
    ("text", "moved"),
    [
        ("deadline 2026-05-12~, deadline 2026-05-26", ["2026-05-12 2026-05-26"]),
        ("deadline 2026-05-12, deadline 2026-05-26", []),
        # The new day stands in another paragraph: it is certain only if there is one.
        ("deadline 2026-05-12~, event 2026-05-01, deadline 2026-05-26", ["2026-05-12 2026-05-26"]),
        ("deadline 2026-05-12~, event 2026-05-01, deadline 2026-05-26, deadline 2026-09-01", []),
        ("deadline 2026-05-12~", []),
        ("deadline 2026-05-12~, deadline", []),
    ],
)
def test_a_text_says_that_a_day_was_moved(text: str, moved: list[str]) -> None:
    found = list(moved_by_text(days(text), SEEN))
    assert [f"{one.before} {one.after}" for one in found] == moved
    assert all(one.stated for one in found)


def test_what_a_text_says_counts_where_it_said_so_first() -> None:
    def move(seen: str, stated: bool) -> MovedDay:
        return MovedDay(DayKind.DEADLINE, "2026-05-12", "2026-05-26", seen, stated)

    edit, text, later = move("2026-03-02", False), move("2026-03-02", True), move("2026-03-03", True)
    assert without_repetition([edit, text, later]) == (text,)
    assert without_repetition([text, edit, later]) == (text,)
    assert without_repetition([edit, move("2026-03-04", False)]) == (edit, move("2026-03-04", False))
