"""Tests of the places of events."""

from __future__ import annotations

from clusterwatch.facts.days.places import with_places
from clusterwatch.models import DayKind, Mention, MentionKind, StatedDay


def place(name: str, at: int, paragraph: int = 1) -> Mention:
    return Mention(MentionKind.PLACE, None, name, name, paragraph, (at, at + len(name)))


def test_an_event_has_the_nearest_place_of_its_paragraph() -> None:
    event = StatedDay(DayKind.EVENT, "2026-05-05", "5 May 2026", 1, (100, 110))
    deadline = StatedDay(DayKind.DEADLINE, "2026-04-05", "5 April 2026", 1, (130, 142))
    mentions = [place("Linz", 40), place("Graz", 114), place("Wels", 105, paragraph=2)]
    found = with_places([event, deadline], mentions)
    assert [day.place for day in found] == ["Graz", None]


def test_a_place_far_away_is_not_that_of_the_event() -> None:
    event = StatedDay(DayKind.EVENT, "2026-05-05", "5 May 2026", 1, (0, 10))
    assert with_places([event], [place("Linz", 900)])[0].place is None
