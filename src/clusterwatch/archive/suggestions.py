"""What to search for instead of a query that finds nothing. Each suggestion finds something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.query import Term, terms_of
from clusterwatch.archive.search import ENOUGH, count
from clusterwatch.archive.selection import Selection
from clusterwatch.archive.words import closest
from clusterwatch.models import SuggestionCode


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A search that finds `posts` posts, at most `search.ENOUGH`."""

    code: SuggestionCode
    words: str
    selection: Selection
    exact: bool
    posts: int

    @property
    def has_more(self) -> bool:
        """Whether there may be more posts than were counted."""
        return self.posts == ENOUGH


def suggestions(db: Database, words: str, selection: Selection, *, exact: bool = False) -> list[Suggestion]:
    """Return searches that find something where this one finds nothing, the most similar first."""
    found = []
    for code, typed, selected, is_exact in _attempts(db, words, selection, exact):
        posts = count(db, typed, selected, exact=is_exact)
        if posts:
            found.append(Suggestion(code, typed, selected, is_exact, posts))
    return found


def _attempts(
    db: Database, words: str, selection: Selection, exact: bool
) -> Iterator[tuple[SuggestionCode, str, Selection, bool]]:
    terms = terms_of(words)
    corrected = _corrected(db, terms)
    if corrected:
        yield SuggestionCode.SPELLING, corrected, selection, exact
    if exact:
        yield SuggestionCode.FORMS, words, selection, False
    if selection.since or selection.until:
        yield SuggestionCode.DAYS, words, replace(selection, since=None, until=None), exact
    only_days = Selection(since=selection.since, until=selection.until)
    if selection != only_days:
        yield SuggestionCode.FILTERS, words, only_days, exact
    if sum(not term.is_excluded for term in terms) > 1:
        for left_out in (term for term in terms if not term.is_excluded):
            rest = " ".join(term.typed for term in terms if term is not left_out)
            yield SuggestionCode.FEWER, rest, selection, exact


def _corrected(db: Database, terms: list[Term]) -> str | None:
    """Return the query with other spellings for the words that no post has, or None if there are none."""
    typed = []
    for term in terms:
        word = term.word
        near = closest(db, text.fold(word)) if word and not count(db, word, Selection()) else None
        typed.append(near or term.typed)
    corrected = " ".join(typed)
    return corrected if corrected != " ".join(term.typed for term in terms) else None
