"""Find the bodies of the catalogue: clusters, associations, networks and authorities.

They are found by name, alias and exonym, in all cases of their languages. An acronym or a name that is an ordinary word
counts only if the post names the body in full, or if a word such as "cluster" or "association" stands beside it and
the post is in a language of its country.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from clusterwatch.facts.mentions.found import Found, Word, beginnings, flat, listed, table, words_of
from clusterwatch.facts.mentions.names import Name, Names, named

_SHORT = 5  # letters: a shorter name, or one of capitals, may be another acronym or word
_NEAR = 3  # words beside an acronym among which one says that it is a cluster
# Languages of the posts in which an acronym of a body of a country is expected.
_LANGUAGES = {
    "AT": "de", "BE": "fr nl de", "BG": "bg", "CZ": "cs sk", "DE": "de", "DK": "da", "ES": "es", "FI": "fi sv",
    "FR": "fr",
    "GR": "el", "HR": "hr", "HU": "hu", "LT": "lt", "LU": "fr de", "LV": "lv", "PL": "pl", "PT": "pt", "RO": "ro",
    "SE": "sv", "SI": "sl", "SK": "sk cs", "EE": "et", "IE": "en", "IT": "it", "NL": "nl", "MT": "en mt", "CY": "el",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is looked for. `names` begins with the usual name; `country` is its ISO 3166 code or EU."""

    id: str
    country: str
    names: tuple[str, ...]


class Bodies:
    """A catalogue that is prepared for `find`."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self._country: dict[str, str] = {}
        self._as_written: dict[tuple[str, ...], str] = {}
        names: list[Name] = []
        for body in bodies:
            self._country[body.id] = body.country
            for written in body.names:
                name = named(body.id, body.names[0], written)
                names.append(name)
                self._as_written.setdefault(name.words, written)
        self._names = Names(names)

    def find(self, texts: Sequence[str], language: str | None = None) -> tuple[tuple[Found, ...], ...]:
        """Return the bodies that each of the texts of a post names."""
        candidates = [tuple(self._candidates(words_of(text), language)) for text in texts]
        in_full = {one.id for listed in candidates for one, _ in listed if one.method == "name"}
        return tuple(
            tuple(one for one, is_certain in listed if is_certain or one.id in in_full)
            for listed in candidates
        )

    def _candidates(self, words: Sequence[Word], language: str | None) -> Iterator[tuple[Found, bool]]:
        """Yield the names that a text may have, in order, and whether each is certain without the rest of the post."""
        for hit in self._names.find(words):
            if not self._is_written_alike(hit.name, words[hit.first : hit.after]):
                continue
            one = Found(words[hit.first].start, words[hit.after - 1].end, hit.name.usual, hit.name.id)
            if not self._is_ambiguous(hit.name):
                yield one, True
                continue
            is_told = self._is_own(hit.name) or self._is_beside(words, hit.first, hit.after)
            yield replace(one, method="acronym"), is_told and self._is_expected(one.id, language)

    def _is_written_alike(self, name: Name, matched: Sequence[Word]) -> bool:
        """Return whether the words that matched have the capitals that those of the name have."""
        written = words_of(self._as_written[name.words])
        if len(written) == 1 and written[0].is_acronym:
            return matched[0].is_acronym
        pairs = list(zip(written, matched, strict=True))
        if all(word.is_capitalised for word in matched) or matched[0].as_written.isupper():
            return True
        if len(pairs) <= 2:
            return all(word.is_capitalised >= one.is_capitalised for one, word in pairs)
        # A translated name of three words or more may begin with a small letter within a sentence.
        return sum(word.is_capitalised for _, word in pairs) * 2 >= sum(
            one.is_capitalised for one, _ in pairs
        )

    def _is_ambiguous(self, name: Name) -> bool:
        if len(name.words) > 1:
            return False
        word = self._as_written[name.words]
        return len(word) <= _SHORT or flat(word) in listed("ordinary_names")

    def _is_own(self, name: Name) -> bool:
        """Return whether a name is a long acronym or the usual one of its body, and no ordinary word: "AEICE"."""
        word = self._as_written[name.words]
        is_own = word == name.usual or word.isupper()
        return is_own and len(word) >= _SHORT and flat(word) not in listed("ordinary_names")

    @staticmethod
    def _is_beside(words: Sequence[Word], first: int, after: int) -> bool:
        near = (*words[max(0, first - _NEAR) : first], *words[after : after + _NEAR])
        return any(word.flat.startswith(beginnings("cluster_words")) for word in near)

    def _is_expected(self, body: str | None, language: str | None) -> bool:
        return language in _LANGUAGES.get(self._country.get(body or "", ""), "").split()


def read_bodies(rows: Iterable[tuple[str, str, Iterable[str]]]) -> Bodies:
    """Prepare a catalogue of (id, country, names), with the exonyms that are known of its bodies."""
    others = table("body_names")
    return Bodies(Body(body, country, (*names, *others.get(body, ()))) for body, country, names in rows)


@cache
def shipped_bodies() -> Bodies:
    """Return the catalogue that is shipped."""
    return read_bodies((body, country, names) for body, country, names, _ in _shipped())


@cache
def shipped_hosts() -> Mapping[str, tuple[str, str]]:
    """Return the id and the usual name of the bodies of the shipped catalogue, by the host of their site."""
    return {host: (body, names[0]) for body, _, names, host in _shipped() if host}


def _shipped() -> list[tuple[str, str, list[str], str]]:
    rows: list[tuple[str, str, list[str], str]] = json.loads(
        files(__package__).joinpath("bodies.json").read_text(encoding="utf-8")
    )
    return rows
