"""Tests of the words that say what a day means."""

from __future__ import annotations

from clusterwatch.facts.days.cues import Trait, has_trait, listed, word_set
from clusterwatch.vocab import by_language
from tests.tables import each


@each(
    ("language", "expected"),
    [
        ("fr", {"au", "a"}),
        ("de", set()),  # no word of German has this meaning, so that those of others are not taken
        ("nb", set()),
    ],
)
def test_the_words_of_a_set(language: str, expected: set[str]) -> None:
    assert word_set("day_spans", language) == expected


def test_a_language_without_words_of_days_has_those_of_all() -> None:
    assert {"au", "to", "la"} <= {*listed("day_spans", "uk")} == {*listed("day_spans", None)}


def test_each_trait_is_that_of_a_language_and_each_language_has_known_traits() -> None:
    written = by_language("language_traits").values()
    assert {trait for traits in written for trait in traits} == {trait.value for trait in Trait}
    assert has_trait("hu", Trait.VERBS_LAST)
    assert not has_trait("fr", Trait.VERBS_LAST)
    assert not has_trait(None, Trait.VERBS_LAST)
