"""Tests of read_facts as a whole."""

from __future__ import annotations

from datetime import datetime

from clusterwatch import read_facts
from clusterwatch.models import AnnouncementKind
from tests.tables import each

TITLE = "Otwarty nabór dla klastrów"
BODY = "Nabór wniosków trwa do 12 maja 2026 r. Firmy otrzymają od 20 do 50 tys. zł w Zielonej Górze."


@each("tag", ["pl-PL", "pl_PL", "PL"])
def test_a_language_tag_is_read_as_its_language(tag: str) -> None:
    facts = read_facts(TITLE, BODY, tag)
    assert facts == read_facts(TITLE, BODY, "pl")
    assert facts.days
    assert {mention.kind for mention in facts.mentions} >= {"amount", "place"}


def test_an_event_has_a_place_that_the_title_names_too() -> None:
    facts = read_facts(
        "Water day in Valencia", "The meeting takes place on 20 May 2026 in Valencia.", "en", "2026-03-02"
    )
    assert [(day.start, day.place) for day in facts.days] == [("2026-05-20", "Valencia")]
    assert [one.paragraph for one in facts.mentions] == [0]


def test_the_kind_is_that_of_what_is_announced() -> None:
    about = "About the Harbour Cluster: the association of 12 members organises conferences and trade fairs."
    body = "The harbours have signed a memorandum."
    facts = read_facts("News from Cork", f"{body}\n{about}", "en")
    assert facts.kind == "partnership"
    assert facts == read_facts("News from Cork", body, "en")


def test_a_call_is_open_after_the_day_of_publication_or_that_on_which_it_was_seen() -> None:
    title, body = (
        "Open call: selected projects share a crane",
        "The deadline for applications is 1 March 2026.",
    )
    for before, after in (("2026-02-01", "2026-03-02"), ("2026-02-28T23:00", "2026-03-01T08:00")):
        for published, is_over in ((before, False), (after, True)):
            found = read_facts(title, body, "en", published).kind
            seen = read_facts(title, body, "en", now=datetime.fromisoformat(published)).kind
            assert (found is AnnouncementKind.FUNDING) is is_over, published
            assert seen is found
