"""What a finder of mentions returns, and the words of a text as the finders compare them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from clusterwatch.text import fold
from clusterwatch.vocab import by_language, pattern_of

_WORD = re.compile(r"[^\W_]+")
_KEY = 3  # letters of a word by which names are looked up


class _Flat(dict[int, str]):
    """The lower case of each character, without its accent, as one character."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        flat = self[code] = folded if len(folded) == 1 else chr(code)
        return flat


_FLAT = _Flat()


@lru_cache(maxsize=512)  # several finders compare the same paragraph
def flat(text: str) -> str:
    """Return `text` in lower case without accents, as long as it was, so that positions stay the same."""
    return text.translate(_FLAT)


@dataclass(frozen=True, slots=True)
class Found:
    """A mention at `start:end` (characters) of a text. The other fields are those of models.Mention."""

    start: int
    end: int
    name: str
    id: str | None = None
    method: str = "name"
    value: float | None = None
    currency: str | None = None


class Taken:
    """The characters of a text that mentions have already. It takes the same time however many they are."""

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._taken = bytearray(length)
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take the characters from `start` up to, but not including, `end`."""
        self._taken[start:end] = b"\1" * (end - start)

    def touches(self, start: int, end: int) -> bool:
        """Return whether one of these characters is taken."""
        return 1 in self._taken[start:end]

    def covers(self, start: int, end: int) -> bool:
        """Return whether all of these characters are taken."""
        return 0 not in self._taken[start:end]


class Word(NamedTuple):
    """A word at `start:end` of a text, `as_written` and `flat` for comparison.

    `key` has the first letters of it and of the word behind it (see `key_of`).
    """

    start: int
    end: int
    as_written: str
    flat: str
    key: str

    @property
    def is_capitalised(self) -> bool:
        """Whether the first letter is a capital."""
        return self.as_written[0].isupper()

    @property
    def is_acronym(self) -> bool:
        """Whether all its letters are capitals, at least two: `KPO`, `PARP`."""
        return len(self.as_written) > 1 and self.as_written.isupper()


@lru_cache(maxsize=512)  # several finders read the same paragraph
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of `text` in order: letters and digits in a row."""
    flattened = flat(text)
    spans = [found.span() for found in _WORD.finditer(text)]
    flats = [flattened[start:end] for start, end in spans]
    keys = map(key_of, flats, [*flats[1:], ""])
    return tuple(
        Word(start, end, text[start:end], one, key)
        for (start, end), one, key in zip(spans, flats, keys, strict=True)
    )


def key_of(word: str, following: str) -> str:
    """Return by what names are looked up that begin with these flat words: letters which no case of them changes."""
    return f"{word[:_KEY]} {following[:_KEY]}"


@cache
def table(name: str) -> dict[str, Any]:
    """Return the TOML file of this package with this name."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list of words.toml, as `flat` text."""
    return frozenset(map(flat, table("words")[name]))


@cache
def beginnings(name: str) -> tuple[str, ...]:
    """Return the beginnings of words of a list of words.toml, for `str.startswith`."""
    return tuple(sorted(listed(name)))


@cache
def words_for_and() -> frozenset[str]:
    """Return the words for `and` in all languages, as `flat` text."""
    return frozenset(map(flat, words_of_set("and")))


def any_of(words: Iterable[str], ending: str = r"\w*") -> str:
    """Return a pattern of `flat` text that matches each of the words, the longest first. `*` is an `ending`."""
    return pattern_of(map(flat, words), {"*": ending})


def words_of_set(name: str) -> tuple[str, ...]:
    """Return the words of a set of `vocab`, in all languages."""
    return tuple(word for listed in by_language(name).values() for word in listed)


@cache
def words_for_halls() -> frozenset[str]:
    """Return the words for halls and stands of fairs in all languages, as `flat` text."""
    return frozenset(map(flat, words_of_set("halls")))


@cache
def words_where(language: str | None) -> frozenset[str]:
    """Return the words of a language that say where something is, directly before the name of a place."""
    return frozenset(
        flat(word).rstrip(".'") for word in by_language("town_prepositions").get(language or "", ())
    )
