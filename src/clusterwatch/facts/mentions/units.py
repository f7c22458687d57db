"""Find regions in lists that the name of their kind announces or ends.

"départements du Var, du Nord et de l'Ain", "v Zlínském a Olomouckém kraji", "Zala és Vas vármegyében". In such lists
names count that are words elsewhere, and the names of regions which are adjectives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clusterwatch.facts.mentions.found import Word, any_of, listed, words_for_and, words_of_set
from clusterwatch.facts.mentions.names import is_form
from clusterwatch.vocab import by_language

_KEY = 3  # letters of a name by which it is looked up
_SMALL = 4  # letters of the longest article or preposition
_FEW = 3  # such words before a name: "et de la Loire"
_BETWEEN = re.compile(r"[ ,'’/]*")  # what else stands between the names of a list


@dataclass(frozen=True, slots=True)
class Unit:
    """A name in lists. `words` are its flat words without that for its kind, `number` is that of its region."""

    words: tuple[str, ...]
    number: int
    is_adjective: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A name that stands in such a list: its words from `first` up to, but not including, `after`."""

    unit: Unit
    first: int
    after: int

    @property
    def is_word(self) -> bool:
        """Whether its first word means something without its kind: Var in "département du Var"."""
        name = self.unit.words[0]
        return name in listed("listed_places") or name in listed("ambiguous_places")


class Units:
    """The names of regions that may stand in lists, for texts in one language."""

    def __init__(self, language: str, names: Iterable[tuple[tuple[str, ...], int]], has_cases: bool) -> None:
        """`names` are the flat words of each name and a number that says whose name it is."""
        self._kind = _kind(language)
        self._is_form = is_form if has_cases else str.__eq__
        self._by_key: dict[str, list[Unit]] = {}
        for words, number in names:
            rest = tuple(word for word in words if not self._kind.fullmatch(word))
            if rest:
                self._by_key.setdefault(rest[0][:_KEY], []).append(Unit(rest, number, rest != words))
        for alike in self._by_key.values():
            alike.sort(key=lambda unit: len(unit.words), reverse=True)
        self._longest = max((len(one.words) for alike in self._by_key.values() for one in alike), default=0)

    def find(self, text: str, words: Sequence[Word]) -> Mapping[int, Listed]:
        """Return the names in lists by the position of their first word."""
        found: dict[int, Listed] = {}
        for kind, word in enumerate(words):
            if not self._kind.fullmatch(word.flat):
                continue
            for names in ([*self._before(text, words, kind)], [*self._behind(text, words, kind)]):
                # One name behind a capital is as often that of the authority: "Vas Vármegyei Közgyűlés".
                if len(names) > 1 or (not word.is_capitalised and any(one.is_word for one in names)):
                    found |= {one.first: one for one in names}
        return found

    def _behind(self, text: str, words: Sequence[Word], kind: int) -> Iterator[Listed]:
        """Yield the names of the list that follows the word for their kind."""
        last = kind
        while True:
            first = last + 1
            while first < len(words) and first - last <= _FEW and _is_small(words[first]):
                first += 1
            one = self._at(text, words, first)
            if one is None or not _is_joined(text, words, last, first):
                return
            yield one
            last = one.after - 1

    def _before(self, text: str, words: Sequence[Word], kind: int) -> Iterator[Listed]:
        """Yield the names of the list that the word for their kind ends, the last one first."""
        end = after = kind
        while one := self._ending_at(text, words, after):
            if not _is_joined(text, words, after - 1, end):
                return
            yield one
            end = after = one.first
            while after and end - after < _FEW and _is_small(words[after - 1]):
                after -= 1

    def _ending_at(self, text: str, words: Sequence[Word], after: int) -> Listed | None:
        for first in reversed(range(max(0, after - self._longest), after)):
            one = self._at(text, words, first)
            if one and one.after == after:
                return one
        return None

    def _at(self, text: str, words: Sequence[Word], first: int) -> Listed | None:
        """Return the name that stands at `first`, in any case. Adjectives may have a small letter."""
        if first >= len(words):
            return None
        for unit in self._by_key.get(words[first].flat[:_KEY], ()):
            after = first + len(unit.words)
            if after > len(words) or not (unit.is_adjective or words[first].is_capitalised):
                continue
            is_named = all(
                self._is_form(one, word.flat)
                for one, word in zip(unit.words, words[first:after], strict=True)
            )
            if is_named and not text.startswith("-", words[after - 1].end):
                return Listed(unit, first, after)
        return None


def _is_small(word: Word) -> bool:
    """Return whether a word is an article, a preposition or `and`."""
    return not word.is_capitalised and (len(word.flat) <= _SMALL or word.flat in words_for_and())


def _is_joined(text: str, words: Sequence[Word], previous: int, first: int) -> bool:
    """Return whether only blanks, commas and slashes stand between the words from `previous` to `first`."""
    return all(_BETWEEN.fullmatch(text, words[at].end, words[at + 1].start) for at in range(previous, first))


@cache
def _kind(language: str) -> re.Pattern[str]:
    """Return a pattern of the words for kinds of regions in a language, or in all if it is not known."""
    kinds = by_language("place_units")
    return re.compile(any_of(kinds.get(language) or words_of_set("place_units")))
