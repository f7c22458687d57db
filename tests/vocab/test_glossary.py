"""The glossary: each concept has terms in the official languages, and no term stands twice in one."""

from __future__ import annotations

from clusterwatch.vocab.glossary import concepts, words_of
from tests.tables import each
from tests.vocab.test_vocab import OFFICIAL


def test_the_glossary_has_the_terms_of_the_field() -> None:
    assert len(concepts()) >= 70


@each("name", concepts())
def test_a_concept_has_terms_in_the_official_languages(name: str) -> None:
    concept = concepts()[name]
    assert len(concept.keys() & OFFICIAL) >= 23
    assert concept.keys() <= OFFICIAL
    for terms in concept.values():
        assert all(terms)
        assert len(terms) == len({tuple(words_of(term)) for term in terms})
        assert all(1 <= len(words_of(term)) <= 6 and term == term.strip() for term in terms)


def test_the_words_of_a_term() -> None:
    assert words_of("Start-up des PME d’été ") == ["start", "up", "des", "pme", "d", "été"]
