"""Signatures: numbers by scale, days without a year, what is left out as boilerplate."""

from __future__ import annotations

from clusterwatch.facts.boilerplate import announced, repeated_paragraphs
from clusterwatch.facts.paragraphs import paragraphs_of
from clusterwatch.stories.numbers import numbers_in
from clusterwatch.stories.signature import signature_of
from clusterwatch.text import fingerprint
from tests.tables import each


@each(
    ("language", "text", "numbers"),
    [
        ("pl", "2,5 mln zł, a 12 tys. osób", {2_500_000, 12_000}),
        ("en", "2.5 million and 1,200 firms", {2_500_000, 1_200}),
        ("el", "5,4 εκατ. ευρώ και 88 επιχειρήσεις", {5_400_000, 88}),
        ("pt", "40 mil euros para quarenta pessoas", {40_000, 40}),
        ("sk", "400-tisíc eur", {400_000}),
        ("fr", "15 000 euros, vingt-cinq équipes", {15_000, 25}),
        ("hu", "huszonnégy hallgató", {24}),
        ("hr", "dvadesetih natjecatelja, 18:30", {20}),
        ("de", "siehe www.a7.example und +49 351 4711", set()),
        ("it", "sessantotto soci", {68}),
    ],
)
def test_numbers(language: str, text: str, numbers: set[float]) -> None:
    assert set(numbers_in(text, language)) == numbers


@each(
    ("published", "text", "day"),
    [
        ("2025-11-20", "until 12 January", "day 2026-01-12"),
        ("2025-01-10", "since 12 December", "day 2024-12-12"),
        ("2024-02-20", "on 29 February", "day 2024-02-29"),
        ("2025-03-01", "between 9 and 11 May", "day 2025-05-11"),
        ("2025-03-01", "in September 2027", "month 2027-09"),
        (None, "on 4 June 2026", "day 2026-06-04"),
    ],
)
def test_days(published: str | None, text: str, day: str) -> None:
    assert day in signature_of(None, text, "en", published).facts


def test_a_day_without_a_year_and_publication_is_left_out() -> None:
    assert not signature_of(None, "on 4 June", "en").of_kind("day")


ANNOUNCED = "The network opens a laboratory in Turin."


@each(
    "other",
    [
        "Über Packwerk: Das Netzwerk vereint 118 Betriebe in Leipzig.",
        "Notes to editors: The Marine Guild has 140 members between Cardiff and Bristol.",
        "A Rede é o cluster do mar, com 58 associados e sede em Setúbal. www.rede.example",
        "Saimaan vesiklusteri toimii Lappeenrannassa. info@saimaa.example",
        "Cofinancé par l'Union européenne. Les points de vue exprimés n'engagent que leurs auteurs.",
        "Other news: registration for the breakfast is open.",
        "Náš spravodaj vychádza každý druhý štvrtok, odber možno kedykoľvek zrušiť.",
        "A paragraph that the source has everywhere, with 4711 things.",
    ],
)
def test_boilerplate_is_left_out(other: str) -> None:
    known = {fingerprint("A paragraph that the source has everywhere, with 4711 things.")}
    read = signature_of("A title", f"{ANNOUNCED}\n{other}", None, "2025-01-01", known)
    assert read.facts == signature_of("A title", ANNOUNCED, None, "2025-01-01").facts


@each(
    "other",
    [
        "Über 300 Fachleute diskutieren in Leipzig.",
        "The members can register at www.forum.example/2026 until 3 May, when the hall in Turin opens.",
        "Sobre la mesa hay 4 millones de euros.",
    ],
)
def test_paragraphs_of_the_announcement_are_kept(other: str) -> None:
    assert [one.text for one in announced(paragraphs_of("A title", f"{ANNOUNCED}\n{other}"))][-1] == other


def test_the_first_paragraph_is_always_kept() -> None:
    assert len(announced(paragraphs_of("A title", "About us: we are 12 members."))) == 2


def test_repeated_paragraphs() -> None:
    bodies = [f"News number {n}.\nThe same closing words." for n in range(3)]
    assert repeated_paragraphs(bodies) == {fingerprint("The same closing words.")}
    assert repeated_paragraphs(bodies[:2]) == frozenset()


def test_facts_of_all_kinds() -> None:
    facts = signature_of(
        "PHOTOFAB at Bergamo",
        "The call SMP-COSME-2025-CLUSTER-01 of Horizon Europe pays 30,000 euros: https://www.photofab.example/apply",
        "en",
        "2025-02-01",
    ).facts
    assert {
        "acronym fotofab",
        "number 30000",
        "id SMP-COSME-2025-CLUSTER-01",
        "host photofab.example",
        "name bergamo",
    } <= facts
    assert any(fact.startswith("programme ") for fact in facts)
