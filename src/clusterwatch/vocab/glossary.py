"""The field's terms in the official languages of the Union: what a word is called in other languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from clusterwatch.text import fold, tidy

Concept = Mapping[str, tuple[str, ...]]


@cache
def concepts() -> Mapping[str, Concept]:
    """Return each concept by its name: its terms by the code of their language, the usual one first."""
    text = files(__package__).joinpath("glossary.toml").read_text(encoding="utf-8")
    return {
        name: {language: tuple(terms) for language, terms in of_concept.items()}
        for name, of_concept in tomllib.loads(text).items()
    }


def words_of(term: str) -> list[str]:
    """Return the words of a term in lower case, with their accents; hyphens and apostrophes separate words."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in tidy(term).lower())
    return [word for word in spaced.split() if fold(word)]
