"""Which words and pairs of words announcements use more than they did before, in each language.

posts of the period, and of the past before it ─► their own lines ─► stems and pairs ─► counts of announcements ─► z

What is counted is announcements (stories), not words: a word in a long text or in twenty relays counts once. Three
things are no topics, and the counts of the archive themselves show them: lines that a source repeats in its posts,
words that more than a tenth of the announcements of the past use, and words of one source only. A source counts if it
has posts in both periods: one that was added lately would bring its own words.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.term_counts import CountedPost, Example, Stems, Story, TermGroup, rising

DAYS = 90  # length of a period
PAST = 365  # a whole year, so that each season is in it
LIMIT = 20  # terms of a language
_LONGEST = 4000  # characters of a text that are read
_REPEATED = 3  # posts of a source that have a line, which is then no part of an announcement
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


@dataclass(frozen=True, slots=True)
class TermFilter:
    """Which posts count: those in a language, of sources with a sector and in a country; None for all."""

    language: str | None = None
    sector: str | None = None
    country: str | None = None


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
        stems = Stems(language)
        now = list(_stories(db, {**asked, "since": days["since"], "after": after}, repeated, stems))
        then = _stories(db, {**asked, "since": days["past"], "after": days["since"]}, repeated, stems)
        group = rising(language, now, then, limit)
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


def _stories(
    db: Database, values: dict[str, Any], repeated: Set[tuple[str, str]], stems: Stems
) -> Iterator[Story]:
    """Yield the announcements of a period, without the lines that sources repeat."""
    for _, rows in groupby(db.conn.execute(_POSTS, values), lambda row: row[1]):
        posts = []
        for number, _, source, day, title, body in rows:
            lines = [title or "", *(line for line in _lines(body) if (source, line) not in repeated)]
            posts.append(CountedPost.of(Example(number, source, day, title), lines, stems))
        yield tuple(posts)


def _lines(body: str | None) -> list[str]:
    return (body or "")[:_LONGEST].splitlines()
