"""Find names of several words in a text, also in the cases of Slavic, Baltic, Finnish, Hungarian and Greek.

A word of a name matches a word of the text if both begin with the same stem and differ in at most a short ending. All
words must match in order, so that short stems do no harm. Names of one word must be equal, or have an ending that the
caller permits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clusterwatch.facts.mentions.found import Word, words_of

_KEY = 3  # letters of a word by which names are looked up: no case changes them
_STEM = 4  # letters that all cases of a word share at least
_ENDING = 4  # letters of the longest ending


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be found. `words` are flat; `id` and `usual` are those of what it names."""

    words: tuple[str, ...]
    id: str
    usual: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that stands in a text: its words from `first` up to, but not including, `after`."""

    name: Name
    first: int
    after: int


class Names:
    """Names that are looked up by the first letters of their first and of their second word."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._of_one_word: dict[str, Name] = {}
        self._longer: dict[str, dict[str, list[Name]]] = {}
        for name in names:
            if len(name.words) == 1:
                self._of_one_word.setdefault(name.words[0], name)
            elif name.words:
                first, second, *_ = name.words
                self._longer.setdefault(first[:_KEY], {}).setdefault(second[:_KEY], []).append(name)
        for by_second in self._longer.values():
            for listed in by_second.values():
                listed.sort(key=lambda name: -len(name.words))

    def find(self, words: Sequence[Word]) -> Iterator[Hit]:
        """Yield the names that stand in a text, the longest at each position, without overlaps."""
        free = 0
        for position, word in enumerate(words):
            if position < free:
                continue
            name = None
            if by_second := self._longer.get(word.flat[:_KEY]):
                name = _longest(by_second, words, position)
            if name := name or self._of_one_word.get(word.flat):
                free = position + len(name.words)
                yield Hit(name, position, free)


def _longest(by_second: Mapping[str, Sequence[Name]], words: Sequence[Word], position: int) -> Name | None:
    """Return the longest name that stands at `position`; of two as long, the one whose first word is written so."""
    if position + 1 == len(words):
        return None
    alike = by_second.get(words[position + 1].flat[:_KEY], ())
    found = [name for name in alike if stands_at(name.words, words, position)]
    written = words[position].flat
    return max(found, key=lambda name: (len(name.words), name.words[0] == written), default=None)


def stands_at(name: Sequence[str], words: Sequence[Word], position: int) -> bool:
    """Return whether the words of a name stand at `position`, in any case of their language."""
    if position + len(name) > len(words):
        return False
    if len(name) == 1:
        return words[position].flat == name[0]
    return all(is_form(one, words[position + offset].flat) for offset, one in enumerate(name))


def is_form(word: str, written: str) -> bool:
    """Return whether `written` is `word`, or may be another case of it. Both are flat.

    >>> is_form("asociacija", "asociacijos"), is_form("klastry", "klastrow"), is_form("regional", "region")
    (True, True, False)
    """
    if word == written:
        return True
    if len(word) < _STEM or not written[0].isalpha():
        return False
    stem = len(word) - (2 if len(word) > 5 else 1)
    stem = max(stem, _STEM - 1)
    return written.startswith(word[:stem]) and len(word) - 1 <= len(written) <= stem + _ENDING + 1


def named(of: str, usual: str, name: str) -> Name:
    """Return `name` as a name of the thing with the id `of`."""
    return Name(tuple(word.flat for word in words_of(name)), of, usual)
