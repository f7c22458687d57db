"""Count the words and pairs of words that announcements use in two periods, and choose those whose share rises. Pure.

announcements of both periods ─► stems and pairs ─► counts of announcements ─► z ─► terms as they are written
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from clusterwatch import dates
from clusterwatch.archive.estimates import rise
from clusterwatch.stemming import stem
from clusterwatch.text import fold

_LEAST = 5  # announcements that use a term
_SOURCES = 2  # sources that use it
_STOP = 0.1  # share of the announcements of the past that use a stop word
_Z = 3.0  # of words used by chance alone, one in three lists has one above it
_ENOUGH = 10  # announcements of a language in each period
_PAIR = 0.2  # share of the announcements of a word that a pair needs to be listed
_WORD = 0.8  # share of the announcements of a word that have a pair: then the word is not listed
_EXAMPLES = 3
_FORMS = 5

# A sign keeps the words beside it from being a pair.
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[.!?;:()]")

Term = str  # the stem of a word, or two stems with a blank between


@dataclass(frozen=True, slots=True)
class Example:
    """A post that uses a term."""

    post: int
    source: str
    day: str
    title: str | None


@dataclass(frozen=True, slots=True)
class RisingTerm:
    """A term with the announcements that use it in the period and in the past, and the sources in the period.

    `forms` are the ways in which posts of the period write it, the most common first, which is also `term`. `log_odds`
    and `z` compare both shares; see `estimates.rise`. The examples are the newest posts.
    """

    term: str
    forms: tuple[str, ...]
    recent: int
    past: int
    sources: int
    log_odds: float
    z: float
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The terms of a language that rise, the most certain first, and the number of announcements in both periods."""

    language: str
    recent: int
    past: int
    terms: tuple[RisingTerm, ...]


class Stems(dict[str, str]):
    """The stems of tokens in a language. Signs, single letters, months and weekdays have an empty one."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._ignored = dates.calendar_words(language)

    def __missing__(self, token: str) -> str:
        ignored = len(token) == 1 or fold(token) in self._ignored
        self[token] = found = "" if ignored else stem(token, self._language)
        return found


class CountedPost(NamedTuple):
    """A post with the tokens of each of its lines, and their stems."""

    example: Example
    tokens: tuple[list[str], ...]
    stems: tuple[list[str], ...]

    @classmethod
    def of(cls, example: Example, lines: Iterable[str], stems: Stems) -> CountedPost:
        """Return a post with these lines."""
        tokens = tuple(_TOKEN.findall(line.lower()) for line in lines)
        return cls(example, tokens, tuple([stems[token] for token in line] for line in tokens))


Story = tuple[CountedPost, ...]


def rising(language: str, recent: list[Story], past: Iterable[Story], limit: int) -> TermGroup | None:
    """Return the terms of a language, or None if it has too few announcements in one of the periods."""
    if len(recent) < _ENOUGH:
        return None
    found = _candidates(recent)
    before: Counter[Term] = Counter()
    count = 0
    for story in past:
        count += 1
        before.update({term for post in story for term in _terms(post, found.keys())})
    if count < _ENOUGH:
        return None
    now = {term: len({number for number, _ in uses}) for term, uses in found.items()}
    stops = {term for term in before if before[term] > _STOP * count}
    rising = []
    for term, uses in found.items():
        ratio, z = rise(now[term], len(recent), before[term], count)
        if z >= _Z and stops.isdisjoint((term, *term.split(" "))):
            rising.append(_term(term, (now[term], before[term]), (ratio, z), [post for _, post in uses]))
    rising.sort(key=lambda one: (-one.z, one.term))
    shown = _without_parts(rising)[:limit]
    return TermGroup(language, len(recent), count, tuple(_spelled(shown, recent)))


def _term(
    term: Term, counts: tuple[int, int], rise_: tuple[float, float], posts: list[Example]
) -> RisingTerm:
    newest = sorted(posts, key=lambda post: (post.day, post.post), reverse=True)
    sources = len({post.source for post in posts})
    return RisingTerm(term, (), *counts, sources, *rise_, tuple(newest[:_EXAMPLES]))


def _spelled(terms: list[RisingTerm], stories: list[Story]) -> Iterator[RisingTerm]:
    """Yield the terms as announcements write them, the form that is most common first."""
    forms: dict[Term, Counter[str]] = {one.term: Counter() for one in terms}
    for post in (post for story in stories for post in story):
        for tokens, stems in zip(post.tokens, post.stems, strict=True):
            pairs = zip(map(" ".join, pairwise(tokens)), _joined(stems), strict=True)
            for written, term in (*zip(tokens, stems, strict=True), *pairs):
                if term in forms:
                    forms[term][written] += 1
    for one in terms:
        common = sorted(forms[one.term], key=lambda form: (-forms[one.term][form], form))
        yield replace(one, term=common[0], forms=tuple(common[:_FORMS]))


_Uses = list[tuple[int, Example]]  # posts, with the number of their announcement


def _candidates(stories: list[Story]) -> dict[Term, _Uses]:
    """Return the terms that enough announcements of enough sources use, with the posts that use them."""
    counts = Counter(word for story in stories for word in {word for post in story for word in _words(post)})
    words = {word for word, count in counts.items() if count >= _LEAST}
    pairs = Counter(
        pair for story in stories for pair in {pair for post in story for pair in _pairs(post, words)}
    )
    wanted = words | {pair for pair, count in pairs.items() if count >= _LEAST}
    found: defaultdict[Term, _Uses] = defaultdict(list)
    for number, story in enumerate(stories):
        for post in story:
            for term in _terms(post, wanted):
                found[term].append((number, post.example))
    return {term: uses for term, uses in found.items() if len({post.source for _, post in uses}) >= _SOURCES}


def _terms(post: CountedPost, wanted: Set[Term]) -> set[Term]:
    return {term for term in (*_words(post), *_pairs(post)) if term in wanted}


def _words(post: CountedPost) -> set[str]:
    return {stem for line in post.stems for stem in line if stem}


def _pairs(post: CountedPost, words: Set[str] | None = None) -> set[Term]:
    """Return the pairs of words that stand beside each other, of all words or of some."""
    if words is None:
        return {pair for line in post.stems for pair in _joined(line)}
    return {
        f"{one} {other}"
        for line in post.stems
        for one, other in pairwise(line)
        if one in words and other in words
    }


def _joined(stems: list[str]) -> Iterator[Term]:
    return (f"{one} {other}" for one, other in pairwise(stems))


def _without_parts(terms: list[RisingTerm]) -> list[RisingTerm]:
    """Leave out words that nearly always stand in a pair, and pairs that are a small part of the uses of a word."""
    counts = {one.term: one.recent for one in terms}
    pairs = {term: term.split(" ") for term in counts if " " in term}
    telling = {
        term
        for term, words in pairs.items()
        if all(counts[term] >= _PAIR * counts.get(word, 0) for word in words)
    }
    said = {word for term in telling for word in pairs[term] if counts[term] >= _WORD * counts.get(word, 0)}
    return [one for one in terms if (one.term in telling if one.term in pairs else one.term not in said)]
