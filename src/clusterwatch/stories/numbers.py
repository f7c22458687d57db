"""Find the numbers of a text by scale, as digits or words: "2,5 mln", "80 tisoč", "fourteen".

`numbers.json` holds the words of the numbers from 11, which are those of num2words 0.5 for 18 languages and were
written by hand for Bulgarian, Croatian, Estonian and Greek.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from clusterwatch.facts.mentions.amounts import number_of
from clusterwatch.facts.mentions.found import any_of, flat, table

_NUMBER = re.compile(
    r"(?<![\w.,/:@-])(\d{1,3}(?:([ .,'’])\d{3})(?:\2\d{3})*(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)(?![\d:@]|[/.,]\d)"
    r"(?:[ -]?(?:de )?([^\W\d_]{2,15}))?"
)
_TELEPHONE = re.compile(r"\+\d[\d ()/-]{6,}")
_SHORTEST_STEM = 5
_ENDING = 4  # letters of an ending: dvadeset, dvadesetih
_MIL_IS_THOUSAND = frozenset({"es", "pt", "ca", "gl"})
_WORD = re.compile(r"[^\W\d_]{4,}(?:-[^\W\d_]{3,})?")


def numbers_in(text: str, language: str | None = None) -> Iterator[float]:
    """Yield the numbers of `text`. Those without a word of scale are taken as written."""
    return (value for _, _, value in found_numbers(text, language))


def found_numbers(text: str, language: str | None = None) -> Iterator[tuple[int, int, float]]:
    """Yield the numbers of `text` with the characters (first, behind the last) that write them."""
    flattened = _TELEPHONE.sub(lambda found: " " * len(found[0]), flat(text))
    for found in _NUMBER.finditer(flattened):
        scale = _scale(found[3], language)
        value = number_of(found[1], language or "", scaled=scale > 1)
        if value:
            yield found.start(1), found.end(3 if scale > 1 else 1), round(value * scale, 2)
    for found in _WORD.finditer(flattened):
        named = _named(found[0])
        if named:
            yield found.start(), found.end(), float(named)


def _scale(word: str | None, language: str | None) -> float:
    if not word or len(word) < 3:
        return 1.0
    if word == "mil":
        return 1e3 if language in _MIL_IS_THOUSAND else 1e6
    return next((scale for pattern, scale in _scales() if pattern.fullmatch(word)), 1.0)


def _named(word: str) -> int:
    names = _names()
    for length in range(len(word), max(_SHORTEST_STEM, len(word) - _ENDING) - 1, -1):
        value = names.get(word[:length])
        if value:
            return value
    return names.get(word, 0)


@cache
def _scales() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple(
        (re.compile(any_of(listed)), float(scale)) for scale, listed in table("money")["scales"].items()
    )


@cache
def _names() -> dict[str, int]:
    read = json.loads(files(__package__).joinpath("numbers.json").read_text(encoding="utf-8"))
    return {flat(word): int(value) for value, words in read.items() for word in words}
