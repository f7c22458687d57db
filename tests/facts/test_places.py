"""Tests of the places of events."""

from __future__ import annotations

from clusterwatch.facts import read_facts
from clusterwatch.facts.days.places import with_places
from clusterwatch.facts.mentions import all_mentions
from clusterwatch.facts.paragraphs import paragraphs_of
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
        ("Forum", "The forum is on 5 May 2026 in Linz.\nVenue: Design Center", ["Linz"]),
        ("Forum", "The forum is on 5 May 2026 in Linz.\nAddress: Hauptplatz 5, Graz", ["Linz"]),
        ("Forum", "The forum is on 5 May 2026.\nVenue: Design Center\nAddress: Hauptplatz 5, Linz", ["Linz"]),
        ("Forum", "The forum is on 5 May 2026.\nIt begins early.\nVenue: Old Mill\nAddress: Hauptplatz 5, Linz",
         ["Linz"]),
        ("Forum", "The forum is on 5 May 2026.\nAddress: Hauptplatz 5, Linz", ["Linz"]),
        ("Forum", "Where: Old Mill\nThe forum is on 5 May 2026.\nAll welcome.\nCity: Linz", ["Linz"]),
        ("Forum", "Where: Old Mill\nThe forum is on 5 May 2026.\nAll welcome.\nYours\nCity: Linz", [None]),
        ("Forum", "The forum is on 5 May 2026.\nMore on our site.\nContact: office\nAddress: Hauptplatz 5, Graz",
         [None]),
        ("Companies from Portugal visit the fair", "The fair is held on 5 May 2026.", [None]),
        ("Companies in Portugal visit the fair", "The fair is held on 5 May 2026.", [None]),
        ("Delegation from Ghent visits the fair", "The fair is held on 5 May 2026.", [None]),
        ("Ghent companies visit the fair", "The fair is held on 5 May 2026.", [None]),
    ],
)  # fmt: skip
def test_the_place_of_an_event_is_that_of_its_label_its_paragraph_or_the_title(
    title: str, text: str, expected: list[str | None]
) -> None:
    found = read_facts(title, text, "en", "2026-03-02").days
    assert [day.place for day in found if day.kind is DayKind.EVENT] == expected


@each(
    ("language", "title", "expected"),
    [
        ("cs", "Fórum v Brně", "Brně"),
        ("cs", "Delegace z Brna na fóru", None),
        ("de", "Reise nach Graz", None),
        ("de", "Forum in Graz", "Graz"),
        ("et", "Foorum Tartus", "Tartus"),
        ("et", "Külalised Tartust foorumil", None),
        ("fi", "Foorumi Tampereella", "Tampereella"),
        ("fi", "Foorumi Jyväskylässä", "Jyväskylässä"),
        ("hu", "Fórum Debrecenben", "Debrecenben"),
        ("hu", "Cégek Debrecenből a fórumon", None),
        ("lv", "Rīgas uzņēmumi izstādē", None),
        ("fr", "Salon à Lyon", "Lyon"),
        ("fr", "Des entreprises de Lyon au salon", None),
        ("lt", "Forumas Vilniuje", "Vilniuje"),
        ("lv", "Forums Rīgā", "Rīgā"),
        ("mt", "Konferenza f'Birkirkara", "Birkirkara"),
        ("pl", "Forum w Krakowie", "Krakowie"),
        ("pl", "Firmy z Krakowa na targach", None),
        ("sv", "Forum i Lund", "Lund"),
        ("sv", "Gäster från Lund på mässan", None),
    ],
)  # fmt: skip
def test_an_event_has_the_town_of_the_title_if_it_is_held_there(
    language: str, title: str, expected: str | None
) -> None:
    event = StatedDay(DayKind.EVENT, "2026-05-05", "5.5.2026", 1, (0, 8))
    paragraphs = paragraphs_of(title, "5.5.2026")
    found = with_places([event], tuple(all_mentions(paragraphs, language)), paragraphs, language)
    assert found[0].place == expected
