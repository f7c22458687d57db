"""Tests of read_facts as a whole."""

from __future__ import annotations

import pytest

from clusterwatch import read_facts

TITLE = "Otwarty nabór dla klastrów"
BODY = "Nabór wniosków trwa do 12 maja 2026 r. Firmy otrzymają od 20 do 50 tys. zł w Zielonej Górze."


@pytest.mark.parametrize("tag", ["pl-PL", "pl_PL", "PL"])
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
