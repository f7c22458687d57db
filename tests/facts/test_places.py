"""Tests of the places of events."""

from __future__ import annotations

from clusterwatch.facts import read_facts
from clusterwatch.facts.days.places import with_places
from clusterwatch.models import DayKind, Mention, MentionKind, StatedDay
from tests.tables import each


def place(name: str, at: int, paragraph: int = 1) -> Mention:
    return Mention(MentionKind.PLACE, None, name, name, paragraph, (at, at + len(name)))


def test_an_event_has_the_nearest_place_of_its_paragraph() -> None:
    event = StatedDay(DayKind.EVENT, "2026-05-05", "5 May 2026", 1, (100, 110))
    deadline = StatedDay(DayKind.DEADLINE, "2026-04-05", "5 April 2026", 1, (130, 142))
    mentions = [place("Linz", 40), place("Graz", 114), place("Wels", 105, paragraph=2)]
    found = with_places([event, deadline], mentions, [], "en")
    assert [day.place for day in found] == ["Graz", None]


def test_a_place_far_away_is_not_that_of_the_event() -> None:
    event = StatedDay(DayKind.EVENT, "2026-05-05", "5 May 2026", 1, (0, 10))
    assert with_places([event], [place("Linz", 900)], [], "en")[0].place is None


@each(
    ("language", "label"),
    [
        ("bg", "Място"), ("cs", "Místo konání"), ("da", "Sted"), ("de", "Ort"), ("el", "Τόπος"), ("en", "Where"),
        ("es", "Lugar"), ("et", "Koht"), ("fi", "Paikka"), ("fr", "Lieu"), ("ga", "Áit"), ("hr", "Mjesto"),
        ("hu", "Helyszín"), ("it", "Luogo"), ("lt", "Vieta"), ("lv", "Vieta"), ("mt", "Post"), ("nb", "Sted"),
        ("nl", "Locatie"), ("pl", "Gdzie"), ("pt", "Local"), ("ro", "Locul"), ("sk", "Kde"), ("sl", "Kraj"),
        ("sv", "Plats"),
    ],
)  # fmt: skip
def test_a_label_names_the_place_of_an_event(language: str, label: str) -> None:
    text = f"12.05.2026, 10:00\n{label}: X42, Barcelona"
    events = read_facts("Webinar 42", text, language, "2026-03-02").days
    assert [event.place for event in events] == ["Barcelona"]


@each(
    ("title", "text", "expected"),
    [
        ("Forum", "The forum in Graz is on 5 May 2026.\nWhere: Linz", ["Linz"]),
        ("Forum", "Where: Linz\nThe forum is on 5 May 2026.", ["Linz"]),
        ("Forum", "Where: Linz\nWho: all\nHow: free\nThe forum is on 5 May 2026.", [None]),
        ("Forum", "The forum is on 5 May 2026.\nWhere\nThe old mill in Linz", ["Linz"]),
        ("Forum", "📍 Linz\nThe forum is on 5 May 2026.", ["Linz"]),
        ("Forum", "The forum is on 5 May 2026, the workshop in Graz on 9 June 2026.\nWhere: Linz", ["Linz", "Linz"]),
        ("Forum", "The forum is on 5 May 2026.\nThe workshop is on 9 June 2026.\nWhere: Linz", [None, "Linz"]),
        ("Forum in Graz", "The forum is on 5 May 2026.", ["Graz"]),
        ("Forum in Graz", "The forum is held online on 5 May 2026.", [None]),
        ("Online forum in Graz", "The forum is on 5 May 2026.", [None]),
        ("Forum in Graz", "The forum is on 5 May 2026.\nWhere: at home", [None]),
        ("Forum in Graz and in Linz", "The forum is on 5 May 2026.", [None]),
        ("Forum in Graz", "The forum is on 5 May 2026, the workshop on 9 June 2026.", [None, None]),
        ("Forum in Graz, 5 May 2026", "Where: Linz", ["Linz"]),
    ],
)  # fmt: skip
def test_the_place_of_an_event_is_that_of_its_label_its_paragraph_or_the_title(
    title: str, text: str, expected: list[str | None]
) -> None:
    found = read_facts(title, text, "en", "2026-03-02").days
    assert [day.place for day in found if day.kind is DayKind.EVENT] == expected
