"""Tests of names of several words."""

from __future__ import annotations

from clusterwatch.facts.mentions.found import words_of
from clusterwatch.facts.mentions.names import Names, named

# The second word may also be a case of the first one.
PAIRS = [("euro", "europe"), ("meta", "metals"), ("wave", "waves"), ("agri", "agrar"), ("port", "ports")]


def test_of_two_names_that_are_as_long_the_one_whose_first_word_is_written_so_is_found() -> None:
    names = Names(named(word, word, f"{word} fund") for pair in PAIRS for word in pair)
    text = "; ".join(f"{word} fund" for pair in PAIRS for word in pair)
    assert [hit.name.id for hit in names.find(words_of(text))] == [word for pair in PAIRS for word in pair]
