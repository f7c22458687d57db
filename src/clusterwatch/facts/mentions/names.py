"""Find names of several words in a text, also in the cases of Slavic, Baltic, Finnish, Hungarian and Greek.

A word of a name matches a word of the text if both begin with the same stem and differ in at most a short ending. All
words must match in order, so that short stems do no harm. Names of one word must be equal, or have an ending that the
caller permits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clusterwatch.facts.mentions.found import Word, key_of, words_of

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
    """Names that are looked up by their only word, or by the first letters of their first two words."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._of_one_word: dict[str, Name] = {}
        self._longer: dict[str, list[Name]] = {}
        for name in names:
            if len(name.words) == 1:
                self._of_one_word.setdefault(name.words[0], name)
            elif name.words:
                self._longer.setdefault(key_of(*name.words[:2]), []).append(name)

    def find(self, words: Sequence[Word]) -> Iterator[Hit]:
        """Yield the names that stand in a text, the longest at each position, without overlaps."""
        longer, single = self._longer, self._of_one_word
        # Few words begin a name.
        candidates = [at for at, word in enumerate(words) if word.key in longer or word.flat in single]
        free = 0
        for position in candidates:
            if position < free:
                continue
            word = words[position]
            if name := _longest(longer.get(word.key, ()), words, position) or single.get(word.flat):
                free = position + len(name.words)
                yield Hit(name, position, free)


def _longest(alike: Iterable[Name], words: Sequence[Word], position: int) -> Name | None:
    """Return the longest name that stands at `position`; of two as long, the one whose first word is written so."""
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
