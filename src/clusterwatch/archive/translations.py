"""Posts that tell in other languages what a query asks for: the glossary has the terms of the field.

    hydrogen valley ─► the concept hydrogen, the word "valley" ─► (wodór OR wodoru …) AND valley, in Polish posts only

A term counts in posts of its own language only, because the same letters may be another word elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, product

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.query import Query, Sought, Term, terms_of
from clusterwatch.archive.search import Hit, hit_of, newest
from clusterwatch.archive.selection import Selection
from clusterwatch.archive.words import forms_of
from clusterwatch.features import fold
from clusterwatch.stemming import LANGUAGES, stem
from clusterwatch.vocab.glossary import Concept, concepts, words_of

_LONGEST = 6  # words of a term
_MOST = 200  # forms of a term of several words


@dataclass(frozen=True, slots=True)
class Translated:
    """Posts in other words than those of a query. `terms` has what was looked for in the languages of these posts."""

    hits: list[Hit]
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unit:
    """A part of a query: a term, or words that are terms of the glossary together."""

    terms: tuple[Term, ...]
    concepts: tuple[Concept, ...] = ()


class _InLanguage:
    """A query in the words of one language. It is an `Asked`."""

    def __init__(self, expression: str, words: frozenset[str]) -> None:
        self.expression = expression
        self._words = words

    def of_post(self, language: str | None) -> str:  # noqa: ARG002 - all posts are in one language
        return self.expression

    def sought(self, language: str | None) -> Sought:  # noqa: ARG002
        return Sought(self._words, ())


def translated(db: Database, words: str, selection: Selection, limit: int = 20) -> Translated:
    """Return selected posts that match a query by terms of their own language only, the newest first."""
    units = list(_units(terms_of(words)))
    if not any(unit.concepts for unit in units):
        return Translated([])
    asked = Query(db, words)
    hits: list[Hit] = []
    terms: list[str] = []
    for language in selection.languages or LANGUAGES:
        own = _in_language(db, units, language, asked.of_post(language) or "")
        if own is None:
            continue
        found = newest(db, own, replace(selection, languages=(language,)), limit)
        hits += [replace(hit_of(db, post, own), found_by="glossary") for post in found]
        terms += _names(units, language) if found else []
    hits.sort(key=lambda hit: (hit.published or "", hit.id), reverse=True)
    return Translated(hits[:limit], tuple(dict.fromkeys(terms)))


def sought_in(db: Database, words: str, language: str | None, *, exact: bool) -> Sought:
    """Return what a search looks for in posts in a language, with the terms of this language unless `exact` is true."""
    own = Query(db, words, language=language, exact=exact).sought(language)
    if exact or language is None:
        return own
    units = list(_units(terms_of(words)))
    other = _in_language(db, units, language, "") if any(unit.concepts for unit in units) else None
    return replace(own, words=own.words | other.sought(language).words) if other else own


def _names(units: Sequence[_Unit], language: str) -> Iterator[str]:
    """Yield the usual terms of a language for the concepts of a query."""
    return (of[language][0] for unit in units for of in unit.concepts if language in of)


def _units(terms: Sequence[Term]) -> Iterator[_Unit]:
    """Yield the parts of a query, as few as there are: of terms that overlap, the longer one counts."""
    start = 0
    while start < len(terms):
        for size in range(min(_LONGEST, len(terms) - start), 0, -1):
            part = tuple(terms[start : start + size])
            words = [word for term in part if term.word for word in words_of(term.word)]
            known = concepts_of(tuple(words)) if len(words) == size else ()
            if known or size == 1:
                yield _Unit(part, known)
                start += size
                break


@cache
def concepts_of(words: tuple[str, ...]) -> tuple[Concept, ...]:
    """Return the concepts for which all these words together are the term in some language."""
    found: dict[str, None] = {}
    for language in LANGUAGES:
        key = language, tuple(stem(word, language) for word in words)
        found.update(dict.fromkeys(_by_stems().get(key, ())))
    return tuple(concepts()[name] for name in found)


@cache
def _by_stems() -> Mapping[tuple[str, tuple[str, ...]], tuple[str, ...]]:
    """Return the names of the concepts of each term, by its language and the stems of its words."""
    found: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
    for name, concept in concepts().items():
        for language, terms in concept.items():
            for term in terms:
                key = language, tuple(stem(word, language) for word in words_of(term))
                found[key] = (*found.get(key, ()), name)
    return found


def _in_language(db: Database, units: Sequence[_Unit], language: str, as_typed: str) -> _InLanguage | None:
    """Return the query in the words of a language, without what is found as it is typed. None if it has no terms."""
    included: list[str] = []
    sought: set[str] = set()
    for unit in units:
        if unit.concepts:
            terms = {term for concept in unit.concepts for term in concept.get(language, ())}
            phrases = sorted({phrase for term in terms for phrase in _phrases(db, term, language)})
            if not phrases:
                return None
            included.append(f"({' OR '.join(_quoted(phrase) for phrase in phrases)})")
            sought.update(word for phrase in phrases for word in text.words(phrase))
        elif not unit.terms[0].is_excluded:
            (term_,) = unit.terms
            forms = forms_of(db, term_.word, language).all if term_.word else frozenset()
            included.append(term_.expression(forms))
            sought.update(word for form in (term_.typed, *forms) for word in text.words(form))
    excluded = "".join(
        f" NOT {term.expression()}" for unit in units for term in unit.terms if term.is_excluded
    )
    return _InLanguage(f"({' AND '.join(included)}){excluded} NOT ({as_typed})", frozenset(sought))


def _quoted(phrase: str) -> str:
    return f'"{phrase}"'


def _phrases(db: Database, term: str, language: str) -> Iterator[str]:
    """Yield the forms of a term as the index has them; no more than _MOST."""
    forms = [
        sorted({fold(form) for form in forms_of(db, word, language).all} | {fold(word)})
        for word in words_of(term)
    ]
    return (" ".join(words) for words in islice(product(*forms), _MOST))
