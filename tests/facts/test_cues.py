"""Tests of the words that say what a day means."""

from __future__ import annotations

from clusterwatch.facts.days.cues import listed, word_set
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
