"""Guess names of months that are not in the tables: typing errors, endings, and names joined with the next word."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from clusterwatch.dates.lexicon import Lexicon, Role, Word
from clusterwatch.dates.tokens import Tokens
from clusterwatch.text import fold

_SHORTEST = 3  # letters of an abbreviation
_LONG = 5  # letters of a name in which one wrong letter is allowed
_ENDING = 3  # letters of an ending
# A word between a day and a year, or between a year and a day. Names are guessed only there.
_PLACES = re.compile(
    r"(?<=[abce])(?:\.?[-/]?)(?P<middle>w)(?=\.?[-/,]?(?:Y|'?[bceg]))|Y\.?,?(?P<after>w)(?=\.?[abce])"
)
_WEAK = re.compile(r"(?<=[abce])\.?(?P<middle>w)")


def repair(tokens: Tokens, *, weekday: bool) -> Tokens | None:
    """Return `tokens` with guessed months, or None if there are none.

    A name is guessed between a day and a year. If the text has a weekday (`weekday`), it is also guessed after a day
    alone.
    """
    lexicon, classes, merged = tokens.alphabet.lexicon, tokens.classes, dict(tokens.merged)
    letter = tokens.alphabet.by_roles[Role.MONTH]
    for pattern in (_PLACES, _WEAK) if weekday else (_PLACES,):
        for match in pattern.finditer(classes):
            at = match.start(match.lastgroup or 0)
            number = _month(lexicon, fold(tokens.at(at)))
            if number:
                merged[at] = Word(Role.MONTH, number=number)
                classes = classes[:at] + letter + classes[at + 1 :]
    return replace(tokens, classes=classes, merged=merged) if classes != tokens.classes else None


@lru_cache(maxsize=4096)
def _month(lexicon: Lexicon, word: str) -> int:
    """Return the only month that `word` can mean, 1 to 12, or 0.

    The word is tried as an abbreviation, then with a typing error, then with an ending. Therefore `červece` is July
    (července) and not June (červen) with an ending.
    """
    if len(word) < _SHORTEST:
        return 0
    for fits in (_abbreviates, _mistypes, _inflects if lexicon.inflects else _runs_on, _runs_on):
        numbers = {number for name, number in lexicon.months.items() if fits(word, name)}
        if len(numbers) == 1:
            return numbers.pop()
        if numbers:
            return 0
    return 0


def _abbreviates(word: str, name: str) -> bool:
    return name.startswith(word)


def _inflects(word: str, name: str) -> bool:
    """Return whether `word` is `name` with another ending. The stem has at least four letters: lednem, septembrīs."""
    stem = max(4, len(name) - 2)
    return word[:stem] == name[:stem] and -_ENDING <= len(word) - len(name) <= _ENDING


def _runs_on(word: str, name: str) -> bool:
    """Return whether `word` is `name` joined with the next word: toukokuutaraportin."""
    return len(name) >= _LONG and word.startswith(name)


def _mistypes(word: str, name: str) -> bool:
    return min(len(word), len(name)) >= _LONG and word[0] == name[0] and _one_slip(word, name)


def _one_slip(word: str, name: str) -> bool:
    """Return whether the words differ by one added, missing, wrong or swapped letter."""
    if word == name or abs(len(word) - len(name)) > 1:
        return word == name
    same = next(
        (i for i, (x, y) in enumerate(zip(word, name, strict=False)) if x != y), min(len(word), len(name))
    )
    rest, other = word[same:], name[same:]
    swapped = len(rest) > 1 and len(other) > 1 and rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
