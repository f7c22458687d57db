"""Which words and pairs of words announcements use more than they did before, in each language.

posts of the period, and of the past before it ─► their own lines ─► words and pairs ─► counts of announcements ─► z

What is counted is announcements (stories), not words: a word in a long text or in twenty relays counts once. Three
things are no topics, and the counts of the archive themselves show them: lines that a source repeats in its posts,
words that more than a tenth of the announcements of the past use, and words of one source only. A source counts if it
has posts in both periods: one that was added lately would bring its own words.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from sqlite_utils import Database

from clusterwatch.archive.estimates import rise
from clusterwatch.dates import calendar_words
from clusterwatch.text import fold

DAYS = 90  # length of a period
PAST = 365  # a whole year, so that each season is in it
LIMIT = 20  # terms of a language
_LONGEST = 4000  # characters of a text that are read
_REPEATED = 3  # posts of a source that have a line, which is then no part of an announcement
_LEAST = 5  # announcements that use a term; z is below _Z if there are less
_SOURCES = 2  # sources that use it
_STOP = 0.1  # share of the announcements of the past that use a stop word
_Z = 3.0  # of words used by chance alone, one in three lists has one above it
_ENOUGH = 10  # announcements of a language in each period
_PAIR = 0.2  # share of the announcements of a word that a pair needs to be listed
_WORD = 0.8  # share of the announcements of a word that have a pair: then the word is not listed
_EXAMPLES = 3

_TOKEN = re.compile(
    r"[^\W\d_]+(?:-[^\W\d_]+)*|[.!?;:()]"
)  # a sign keeps the words beside it from being a pair
_POSTS = """
SELECT id, coalesce(story, -id) AS story, source, day, title, body FROM posts
WHERE day >= :since AND day < :after AND language = :language AND withdrawn IS NULL
  AND source IN (SELECT value FROM json_each(:sources)) ORDER BY story, id
"""
_SOURCE_DAYS = """
SELECT language, source, sum(day >= :since) AS recent, sum(day < :since) AS past
FROM posts WHERE day >= :past AND day < :after AND language IS NOT NULL GROUP BY language, source
"""
_CHOSEN = """
SELECT id FROM sources WHERE (:country IS NULL OR country = :country)
AND (:sector IS NULL OR EXISTS (SELECT 1 FROM json_each(sectors) WHERE value = :sector))
"""

Term = str  # one word, or two with a blank between


@dataclass(frozen=True, slots=True)
class TermFilter:
    """Which posts count: those in a language, of sources with a sector and in a country; None for all."""

    language: str | None = None
    sector: str | None = None
    country: str | None = None


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

    `log_odds` and `z` compare both shares; see `estimates.rise`. The examples are the newest posts.
    """

    term: str
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


@dataclass(frozen=True, slots=True)
class RisingTerms:
    """The groups, by their number of announcements. The period is from `first` to `last`, the past from `past_first`.

    `left_out` are the sources that have posts in the period and none in the past.
    """

    past_first: date
    first: date
    last: date
    groups: tuple[TermGroup, ...]
    left_out: tuple[str, ...]


class _Post(NamedTuple):
    """A post and the tokens of each of its lines."""

    example: Example
    lines: tuple[list[str], ...]


_Story = tuple[_Post, ...]


def rising_terms(
    db: Database,
    first: date,
    last: date,
    told: TermFilter | None = None,
    *,
    past: int = PAST,
    limit: int = LIMIT,
) -> RisingTerms:
    """Return the terms that rise from `first` to `last`, against the `past` days before, at most `limit` a language."""
    wanted, past_first = told or TermFilter(), first - timedelta(days=past)
    days = {"past": past_first.isoformat(), "since": first.isoformat()}
    after = (last + timedelta(days=1)).isoformat()
    of_sources = {"country": wanted.country, "sector": wanted.sector}
    chosen = {row[0] for row in db.conn.execute(_CHOSEN, of_sources)}
    languages: defaultdict[str, set[str]] = defaultdict(set)
    left_out: set[str] = set()
    for language, source, recent, before in db.conn.execute(_SOURCE_DAYS, {**days, "after": after}):
        if source in chosen and wanted.language in (None, language):
            if recent and before:
                languages[language].add(source)
            elif recent:
                left_out.add(source)
    groups = []
    for language, sources in languages.items():
        asked = {"language": language, "sources": json.dumps(sorted(sources))}
        repeated = _repeated(db, {**asked, "since": days["past"], "after": after})
        now = list(_stories(db, {**asked, "since": days["since"], "after": after}, repeated))
        then = _stories(db, {**asked, "since": days["past"], "after": days["since"]}, repeated)
        group = _group(language, now, then, limit)
        if group is not None:
            groups.append(group)
    groups.sort(key=lambda group: (-group.recent, group.language))
    read = {source for sources in languages.values() for source in sources}
    return RisingTerms(past_first, first, last, tuple(groups), tuple(sorted(left_out - read)))


def languages(db: Database, first: date, last: date) -> list[tuple[str, int]]:
    """Return the languages of the posts of a period with their numbers, the largest first."""
    sql = (
        "SELECT language, count(*) FROM posts WHERE day BETWEEN ? AND ? AND language IS NOT NULL "
        "GROUP BY language ORDER BY 2 DESC, 1"
    )
    return [(row[0], row[1]) for row in db.conn.execute(sql, [first.isoformat(), last.isoformat()])]


def _repeated(db: Database, values: dict[str, Any]) -> Set[tuple[str, str]]:
    """Return the lines that several posts of a source have, with their source."""
    seen: Counter[tuple[str, str]] = Counter()
    for row in db.conn.execute(_POSTS, values):
        seen.update({(row[2], line) for line in _lines(row[5])})
    return {line for line, count in seen.items() if count >= _REPEATED}


def _stories(db: Database, values: dict[str, Any], repeated: Set[tuple[str, str]]) -> Iterator[_Story]:
    """Yield the announcements of a period, without the lines that sources repeat."""
    for _, rows in groupby(db.conn.execute(_POSTS, values), lambda row: row[1]):
        posts = []
        for number, _, source, day, title, body in rows:
            lines = [title or "", *(line for line in _lines(body) if (source, line) not in repeated)]
            tokens = tuple(_TOKEN.findall(line.lower()) for line in lines)
            posts.append(_Post(Example(number, source, day, title), tokens))
        yield tuple(posts)


def _lines(body: str | None) -> list[str]:
    return (body or "")[:_LONGEST].splitlines()


def _group(language: str, recent: list[_Story], past: Iterable[_Story], limit: int) -> TermGroup | None:
    """Return the terms of a language, or None if it has too few announcements in one of the periods."""
    if len(recent) < _ENOUGH:
        return None
    found = _candidates(recent, calendar_words(language))
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
    return TermGroup(language, len(recent), count, tuple(_without_parts(rising)[:limit]))


def _term(
    term: Term, counts: tuple[int, int], rise_: tuple[float, float], posts: list[Example]
) -> RisingTerm:
    newest = sorted(posts, key=lambda post: (post.day, post.post), reverse=True)
    sources = len({post.source for post in posts})
    return RisingTerm(term, *counts, sources, *rise_, tuple(newest[:_EXAMPLES]))


_Uses = list[tuple[int, Example]]  # posts, with the number of their announcement


def _candidates(stories: list[_Story], ignored: Set[str]) -> dict[Term, _Uses]:
    """Return the terms that enough announcements of enough sources use, with the posts that use them."""
    counts = Counter(word for story in stories for word in {word for post in story for word in _words(post)})
    words = {w for w, n in counts.items() if n >= _LEAST and len(w) > 1 and fold(w) not in ignored}
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


def _terms(post: _Post, wanted: Set[Term]) -> set[Term]:
    return {term for term in (*_words(post), *_pairs(post)) if term in wanted}


def _words(post: _Post) -> set[str]:
    return {token for line in post.lines for token in line}


def _pairs(post: _Post, words: Set[str] | None = None) -> set[Term]:
    """Return the pairs of words that stand beside each other, of all words or of some."""
    return {
        f"{one} {other}"
        for line in post.lines
        for one, other in pairwise(line)
        if words is None or (one in words and other in words)
    }


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
