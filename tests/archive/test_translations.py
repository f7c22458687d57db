"""Posts that tell in the terms of their own language what a query asks for."""

from __future__ import annotations

from datetime import datetime

import pytest

from clusterwatch.archive import Archive, Selection
from clusterwatch.archive.translations import concepts_of, sought_in
from tests.archive.made import record_texts
from tests.tables import each

POSTS = {
    "cs": ("Výzva pro vodík", "Data o vodíku v Łodzi."),
    "de": ("Aufruf", "Neues zu Wasserstoffs Rolle und Künstlicher Intelligenz."),
    "el": ("Νέα", "Μονάδα υδρογόνου στη Λάρισα."),
    "en": ("Hydrogen valley", "Artificial intelligence for SMEs. A call."),
    "fr": ("PME", "Un appel à projets pour l’intelligence artificielle en été."),
    "nl": ("Bericht", "Het bedrijf weet dat."),
    "pl": ("Nabór", "Dolina wodoru w Łodzi."),
}


@pytest.fixture
def filled(archive: Archive, now: datetime) -> Archive:
    record_texts(archive, POSTS, now)
    return archive


@pytest.mark.parametrize(
    ("words", "languages", "terms"),
    [
        ("hydrogen", "pl el de cs", "vodík Wasserstoff υδρογόνο wodór"),
        ("υδρογόνο", "pl en de cs", "vodík Wasserstoff hydrogen wodór"),
        ("WODORU", "en el de cs", "vodík Wasserstoff υδρογόνο hydrogen"),
        ("hydrogen Łodzi", "pl cs", "vodík wodór"),
        ("hydrogen łod*", "pl cs", "vodík wodór"),
        ("hydrogen -valley -Łodzi", "el de", "Wasserstoff υδρογόνο"),
        ("artificial intelligence", "fr de", "künstliche Intelligenz,intelligence artificielle"),
        ("artificial intelligence SMEs", "fr", "intelligence artificielle,PME"),
        ("intelligence", "", ""),
        ('"hydrogen"', "", ""),
        ("hydro*", "", ""),
        ("-hydrogen", "", ""),
        ("valley", "", ""),
        ("", "", ""),
    ],
)
def test_posts_in_other_languages(filled: Archive, words: str, languages: str, terms: str) -> None:
    found = filled.translated(words, Selection())
    assert [hit.language for hit in found.hits] == languages.split()
    assert {hit.found_by for hit in found.hits} <= {"glossary"}
    assert set(found.terms) == set(terms.split("," if "," in terms else None))


def test_the_filters_and_the_limit_hold(filled: Archive) -> None:
    in_polish = filled.translated("hydrogen", Selection(languages=("pl", "cs")), 1)
    assert [(hit.language, hit.title) for hit in in_polish.hits] == [("pl", "Nabór")]
    assert filled.translated("hydrogen", Selection(until="2026-02-01")).hits[0].language == "cs"


def test_the_terms_are_marked(filled: Archive) -> None:
    (hit,) = filled.translated("hydrogen", Selection(languages=("el",))).hits
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["υδρογόνου"]


@pytest.mark.parametrize(
    ("language", "exact", "word", "has"),
    [
        ("el", False, "Υδρογόνου", True),
        ("el", False, "hydrogen", True),
        ("el", True, "Υδρογόνου", False),
        (None, False, "Υδρογόνου", False),
        ("xx", False, "Υδρογόνου", False),
    ],
)
def test_what_is_marked_in_a_post(
    filled: Archive, language: str | None, exact: bool, word: str, has: bool
) -> None:
    assert sought_in(filled.db, "hydrogen", language, exact=exact).has(word) is has


@each(
    ("words", "english"),
    [
        (("klaster",), {"cluster"}),
        (("künstlicher", "intelligenz"), {"artificial intelligence"}),
        (("pme",), {"SME"}),
        (("nothing",), set()),
        ((), set()),
    ],
)
def test_concepts(words: tuple[str, ...], english: set[str]) -> None:
    assert {concept["en"][0] for concept in concepts_of(words)} == english
