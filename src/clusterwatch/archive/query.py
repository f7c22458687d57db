"""Queries of the search: what a person types becomes expressions of FTS5. Any text is a valid query."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.words import Forms, forms_of
from clusterwatch.features import fold

_MARKS = ".,;:!?()[]«»„“”‚‘’'…"  # around a word that was typed
_WORD = re.compile(r"\w+")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_OF_LANGUAGE = """json_extract(?, '$."' || p.language || '"')"""
_STRICTER = (
    f"({_OF_LANGUAGE} IS NULL OR EXISTS "
    f"(SELECT 1 FROM posts_fts own WHERE own.posts_fts MATCH {_OF_LANGUAGE} AND own.rowid = p.id))"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a query: `typed` as a person wrote it, and folded for the index as `text`.

    `word` is the word without the marks around it, if it is one that has forms.
    """

    typed: str
    text: str
    word: str | None
    is_excluded: bool
    is_beginning: bool

    def expression(self, forms: Iterable[str] = ()) -> str:
        """Return the FTS5 expression of the term, or of any of the forms."""
        own = f'"{self.text}"' + "*" * self.is_beginning
        others = sorted({f'"{fold(form)}"' for form in forms} - {own})
        return f"({' OR '.join([own, *others])})" if others else own


def terms_of(words: str) -> list[Term]:
    """Return the terms of a query: words, "phrases", prefix* and -excluded words.

    Everything is folded and quoted, so that no text causes a syntax error.
    """
    terms = []
    for match in _TERM.finditer(words):
        phrase, word = match[2], match[3]
        typed = text.tidy(phrase if phrase is not None else word)
        folded = fold(typed).replace('"', " ")
        if not any(map(str.isalnum, folded)):
            continue
        is_beginning = phrase is None and typed.endswith("*")
        bare = typed.strip(_MARKS)
        has_forms = phrase is None and not match[1] and not is_beginning and bare.isalpha()
        terms.append(Term(match[0], folded, bare if has_forms else None, bool(match[1]), is_beginning))
    return terms


def query(words: str) -> str | None:
    """Return the FTS5 expression for a query as it is typed, or None if it contains no word to search for."""
    return _expression(terms_of(words), lambda _: ())


def _expression(terms: Sequence[Term], forms: Callable[[Term], Iterable[str]]) -> str | None:
    included = [term.expression(forms(term)) for term in terms if not term.is_excluded]
    if not included:
        return None
    excluded = [f" NOT {term.expression()}" for term in terms if term.is_excluded]
    return " AND ".join(included) + "".join(excluded)


@dataclass(frozen=True, slots=True)
class Sought:
    """What a query looks for in the texts of a language: folded words, and what words begin with."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    def marks(self, line: str) -> tuple[tuple[int, int], ...]:
        """Return the positions of the words that are found in a line: (start, end) in characters."""
        return tuple(word.span() for word in _WORD.finditer(line) if self.has(word[0]))

    def has(self, word: str) -> bool:
        """Return whether a word is one of those that are looked for."""
        folded = "".join(text.words(word))
        return folded in self.words or bool(self.beginnings and folded.startswith(self.beginnings))


class Asked(Protocol):
    """What posts must match. `expression` finds all that may match; those in a language must match `of_post`."""

    @property
    def expression(self) -> str | None: ...

    def of_post(self, language: str | None) -> str | None: ...

    def sought(self, language: str | None) -> Sought: ...


class Query:
    """A query, widened to the forms of its words in the language of each post.

    `expression` finds all posts that may match. For posts in the languages of `stricter`, in which a form of a word is
    another word, the expression there decides: `data` finds Czech posts with "dat", but no Dutch ones.
    """

    def __init__(self, db: Database, words: str, *, language: str | None = None, exact: bool = False) -> None:
        self.terms = terms_of(words)
        typed = [] if exact else self.terms
        self._forms = {term.text: forms_of(db, term.word, language) for term in typed if term.word}
        self.expression = self._widened(lambda forms: forms.all)
        doubtful = {code for forms in self._forms.values() for code in forms.strangers}
        self.stricter = {code: self._of_language(code) for code in sorted(doubtful)}

    def _widened(self, chosen: Callable[[Forms], Iterable[str]]) -> str | None:
        return _expression(
            self.terms, lambda term: chosen(self._forms[term.text]) if term.text in self._forms else ()
        )

    def _of_language(self, code: str) -> str | None:
        """Return the expression without the forms that are other words in this language."""
        return self._widened(lambda forms: forms.all - forms.strangers.get(code, frozenset()))

    def condition(self) -> tuple[str, list[str]]:
        """Return an SQL expression for `p` (posts) and its values: whether the forms count in the language of a post.

        It holds for all posts unless a form is another word in some language.
        """
        if not self.stricter:
            return "1", []
        stricter = json.dumps(self.stricter)
        return _STRICTER, [stricter, stricter]

    def of_post(self, language: str | None) -> str | None:
        """Return the expression that posts in a language must match."""
        return self.stricter.get(language or "", self.expression)

    def sought(self, language: str | None) -> Sought:
        """Return what the query looks for in posts in a language."""
        of_language = (forms.by_language.get(language or "", ()) for forms in self._forms.values())
        words = {folded for forms in of_language for form in forms for folded in text.words(form)}
        beginnings = []
        for term in self.terms:
            typed = text.words(term.typed) if not term.is_excluded else []
            words.update(typed)
            beginnings += typed[-1:] if term.is_beginning else []
        return Sought(frozenset(words), tuple(beginnings))
