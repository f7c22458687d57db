"""The queries of the pages of `clusterwatch serve`. Each function takes a read-only connection."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive import agenda, answers, mentioned
from clusterwatch.archive import relays as _relays
from clusterwatch.archive import terms as _terms
from clusterwatch.archive.bounded import kept
from clusterwatch.archive.call_counts import CallCounts, Period, call_counts
from clusterwatch.archive.incidents import Incidents
from clusterwatch.archive.labels import selection_of
from clusterwatch.archive.nearest import Meanings
from clusterwatch.archive.nearest import nearest as _nearest
from clusterwatch.archive.nearest import opened as _opened
from clusterwatch.archive.pages import Pages, Raw
from clusterwatch.archive.post_lists import POSTS, ListedPost, one_per_story, with_relays
from clusterwatch.archive.query import Sought
from clusterwatch.archive.search import Facets, Hit
from clusterwatch.archive.search import facets as _facets
from clusterwatch.archive.search import search as _search
from clusterwatch.archive.selection import FOUND_LAST_FIRST, Selection, listed, newest
from clusterwatch.archive.suggestions import Suggestion
from clusterwatch.archive.suggestions import suggestions as _suggestions
from clusterwatch.archive.times import moment
from clusterwatch.archive.translations import Translated
from clusterwatch.archive.translations import sought_in as _sought_in
from clusterwatch.archive.translations import translated as _translated
from clusterwatch.archive.url_records import UrlRecords
from clusterwatch.models import CallState, DayKind, Incident, Problem
from clusterwatch.stories import meaning

_VISITED = 8  # newest posts to visit per story that is requested, since relays are left out


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers of posts, sources, countries, shared stories and revisions, and the start of the last run."""

    posts: int
    sources: int
    countries: int
    shared: int
    revisions: int
    last_run: str | None


@dataclass(frozen=True, slots=True)
class Dating:
    """The number of all posts, and of those published in a range of periods, before it, after it, and at no known time.

    `coarse` are those in the range of which only the year is known, if the periods are months. `first_year` is the
    year of the first post, or None if no post has a date.
    """

    posts: int
    shown: int
    older: int
    later: int
    coarse: int
    undated: int
    first_year: str | None


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The data for the page of a source. `row` is its row with its status; `runs` are sorted newest first.

    `found_by` has each method by which posts are found now, with the index that lists most of them. `held` has the
    problems of the pages that are held back, and `incidents` all incidents, the newest first.
    """

    row: dict[str, Any]
    runs: list[dict[str, Any]]
    newest: list[ListedPost]
    months: list[tuple[str, int]]
    languages: list[tuple[str | None, int]]
    undated: int
    found_by: list[tuple[str, str]]
    held: list[Problem]
    incidents: list[Incident]


@dataclass(frozen=True, slots=True)
class Watched:
    """A saved search, with the number of posts that it finds, and when the last of them was found."""

    name: str
    selection: Selection
    posts: int
    newest: str | None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """The data for the page of a story: its row, some of its posts with `mentions`, and when it was told.

    `mentions` has what the post names, by the text that names it. `told` has (day or an empty text, language, source)
    of all posts.
    """

    row: dict[str, Any]
    posts: list[dict[str, Any]]
    told: list[tuple[str, str | None, str]]


def totals(conn: sqlite3.Connection) -> Totals:
    """Return the figures at the top of the home page."""
    row = conn.execute(
        "SELECT (SELECT count(*) FROM posts), (SELECT count(*) FROM sources), "
        "(SELECT count(DISTINCT country) FROM sources), (SELECT count(*) FROM stories WHERE sources > 1), "
        "(SELECT count(*) FROM revisions), (SELECT max(started) FROM runs)"
    ).fetchone()
    return Totals(*row)


def span(conn: sqlite3.Connection) -> tuple[str | None, str | None, str | None]:
    """Return the first and the last day of publication of the archive, and when its last run began."""
    sql = """
    SELECT (SELECT substr(min(published), 1, 10) FROM posts), (SELECT substr(max(published), 1, 10) FROM posts),
           (SELECT max(started) FROM runs)
    """
    first, last, run = conn.execute(sql).fetchone()
    return first, last, run


def withdrawn(conn: sqlite3.Connection, number: int) -> str | None:
    """Return when the page of a post was found to be gone, or None."""
    row = conn.execute("SELECT withdrawn FROM posts WHERE id = ?", [number]).fetchone()
    return row[0] if row else None


def by_period_and_country(
    conn: sqlite3.Connection, first: str, last: str
) -> list[tuple[str, str | None, int]]:
    """Return (period, country, number of posts) from `first` to `last`: two months such as 2026-11, or two years."""
    # The + keeps SQLite from using the index by day, with which it would have to read each post for its source.
    sql = """
    SELECT period, s.country, sum(n) FROM (
        SELECT source, substr(published, 1, :length) AS period, count(*) AS n FROM posts
        WHERE +published >= :first AND +published < :last || '~' AND length(published) >= :length GROUP BY 1, 2
    ) LEFT JOIN sources s ON s.id = source GROUP BY 1, 2 ORDER BY 1, 2
    """
    params = {"first": first, "last": last, "length": len(first)}
    return [(row[0], row[1], row[2]) for row in conn.execute(sql, params)]


def dating(conn: sqlite3.Connection, first: str, last: str) -> Dating:
    """Return how many posts were published in the periods from `first` to `last`, and how many at other times."""
    sql = """
    SELECT count(*),
           count(*) FILTER (WHERE published >= :first AND published < :last || '~' AND length(published) >= :length),
           count(*) FILTER (WHERE published < substr(:first, 1, length(published))),
           count(*) FILTER (WHERE published >= :last || '~'), count(*) FILTER (WHERE published IS NULL),
           min(substr(published, 1, 4)) FROM posts
    """
    params = {"first": first, "last": last, "length": len(first)}
    posts, shown, older, later, undated, first_year = conn.execute(sql, params).fetchone()
    coarse = posts - shown - older - later - undated
    return Dating(posts, shown, older, later, coarse, undated, first_year)


def health(conn: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return the health of each source; see `Archive.status`."""
    return answers.status(Database(conn))


def incidents_of_targets(conn: sqlite3.Connection) -> list[Incident]:
    """Return the open incidents of what the program reports to."""
    return Incidents(Database(conn)).of_targets()


def newest_stories(conn: sqlite3.Connection, until: str, limit: int) -> list[ListedPost]:
    """Return the newest post of each story, up to the day `until`, newest first."""
    # The ~ sorts after all digits and letters, so that all times of the last day are included.
    rows = Database(conn).query(
        f"{POSTS} WHERE p.published < ? || '~' AND p.withdrawn IS NULL "
        f"ORDER BY p.published DESC, p.id DESC LIMIT {limit * _VISITED}",
        [until],
    )
    return one_per_story(conn, rows, limit)


def post(conn: sqlite3.Connection, number: int) -> dict[str, Any] | None:
    """Return what `Archive.explain` returns for a post, with the row of its source and the posts of its story.

    The posts are under the key `story_posts`, the first one first, and under `related_posts` those of other stories
    that name the same project. `captured` is the time of the raw capture. Return None if there is no such post.
    """
    db = Database(conn)
    found = answers.explain(db, str(number))
    if found is None:
        return None
    story = with_relays(
        conn,
        db.query(
            f"{POSTS} WHERE p.story = ? ORDER BY p.published IS NULL, p.published, p.id", [found["story"]]
        ),
    )
    (source,) = db.query("SELECT * FROM sources WHERE id = ?", [found["source"]])
    numbers = json.dumps([row["post"] for row in found["related"]])
    related = f"{POSTS} WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.published IS NULL, p.published, p.id"
    captured = raw(conn, number)
    return {
        **found,
        "related_posts": with_relays(conn, db.query(related, [numbers])),
        "story_posts": story,
        "source_row": source,
        "captured": captured.fetched if captured is not None else None,
    }


def raw(conn: sqlite3.Connection, number: int) -> Raw | None:
    """Return the bytes that a post was read from, or None if they are not in the archive."""
    db = Database(conn)
    row = db.execute("SELECT source FROM posts WHERE id = ?", [number]).fetchone()
    found = Pages(db).raw(row[0], number - 1, 1) if row is not None else []
    return found[0] if found and found[0].post == number else None


def source(conn: sqlite3.Connection, name: str) -> SourcePage | None:
    """Return the data for the page of a source, or None if there is no such source."""
    db = Database(conn)
    row = next(iter(db.query("SELECT * FROM sources WHERE id = ?", [name])), None)
    if row is None:
        return None
    for field in ("sectors", "languages", "aliases"):
        row[field] = json.loads(row[field] or "[]")
    (status,) = answers.status(db, name)
    runs = db.query(
        "SELECT o.*, r.started, "
        "(SELECT max(undone) FROM undone u WHERE u.run = o.run AND u.source = o.source) AS undone "
        "FROM outcomes o JOIN runs r ON r.id = o.run WHERE o.source = ? ORDER BY o.run DESC LIMIT 30",
        [name],
    )
    newest = db.query(f"{POSTS} WHERE p.source = ? ORDER BY p.published DESC, p.id DESC LIMIT 20", [name])
    months = (
        "SELECT substr(published, 1, 7), count(*) FROM posts "
        "WHERE source = ? AND length(published) >= 7 GROUP BY 1"
    )
    languages = "SELECT language, count(*) FROM posts WHERE source = ? GROUP BY 1 ORDER BY 2 DESC, 1"
    undated = "SELECT count(*) FROM posts WHERE source = ? AND published IS NULL"
    return SourcePage(
        row={**row, **status},
        runs=list(runs),
        newest=with_relays(conn, newest),
        months=[(r[0], r[1]) for r in conn.execute(months, [name])],
        languages=[(r[0], r[1]) for r in conn.execute(languages, [name])],
        undated=conn.execute(undated, [name]).fetchone()[0],
        found_by=_found_by(conn, name),
        held=UrlRecords(db).held(name),
        incidents=Incidents(db).history(name)[::-1],
    )


def _found_by(conn: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    sql = (
        "SELECT substr(mark, 1, instr(mark, ':') - 1), listed_on, count(*) FROM sightings "
        "WHERE source = ? AND post IS NOT NULL AND listed_on IS NOT NULL AND mark IS NOT NULL "
        "GROUP BY 1, 2 ORDER BY 3, 2 DESC"
    )
    most = {method: url for method, url, _ in conn.execute(sql, [name])}
    return list(most.items())[::-1]


def choices(conn: sqlite3.Connection) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the choices for filters of a search: (id, name) of the sources, sorted by name, and the languages."""
    sources = conn.execute("SELECT id, name FROM sources ORDER BY name COLLATE NOCASE")
    # One look-up in the index per language. DISTINCT would read the whole index.
    languages = """
    WITH RECURSIVE known (language) AS (
        SELECT min(language) FROM posts
        UNION ALL SELECT (SELECT min(language) FROM posts WHERE language > known.language) FROM known
        WHERE known.language IS NOT NULL
    ) SELECT language FROM known WHERE language IS NOT NULL
    """
    return [(r[0], r[1]) for r in sources], [r[0] for r in conn.execute(languages)]


def search(
    conn: sqlite3.Connection, words: str, selection: Selection, *, exact: bool, best: bool, limit: int
) -> list[Hit]:
    """Search like `Archive.search`."""
    return _search(Database(conn), words, selection, exact=exact, best=best, limit=limit)


def facets(conn: sqlite3.Connection, words: str, selection: Selection, *, exact: bool) -> Facets:
    """Count the posts of a search by source, country, kind, language and year."""
    return _facets(Database(conn), words, selection, exact=exact)


def translated(conn: sqlite3.Connection, words: str, selection: Selection, limit: int) -> Translated:
    """Return posts that match a query by the terms of their own language."""
    return _translated(Database(conn), words, selection, limit)


def meanings(_: sqlite3.Connection, path: Path) -> Meanings | None:
    """Return the vectors of the archive at `path`, like `Archive.meanings`."""
    engine = meaning.current()
    return _opened(path, engine) if engine else None


def nearest(
    conn: sqlite3.Connection,
    found: Meanings,
    words: str,
    selection: Selection,
    limit: int,
    without: Collection[int],
) -> list[Hit]:
    """Return selected posts that mean what a query says, in any language, the nearest first."""
    return _nearest(Database(conn), found, words, selection, limit, without)


def suggestions(
    conn: sqlite3.Connection, words: str, selection: Selection, *, exact: bool
) -> list[Suggestion]:
    """Return searches that find something where this one finds nothing."""
    return _suggestions(Database(conn), words, selection, exact=exact)


def sought(conn: sqlite3.Connection, words: str, language: str | None, *, exact: bool) -> Sought:
    """Return what a search looks for in posts in a language."""
    return _sought_in(Database(conn), words, language, exact=exact)


def feed(
    conn: sqlite3.Connection, selection: Selection, limit: int, before: int | None = None
) -> list[dict[str, Any]]:
    """Return up to `limit` of the selected posts for a feed; see `selection.newest`."""
    return newest(Database(conn), selection, limit, before)


def feed_of(conn: sqlite3.Connection, numbers: Collection[int]) -> list[dict[str, Any]]:
    """Return the posts with these numbers for a feed; see `selection.listed`."""
    return listed(Database(conn), numbers)


def last_run(conn: sqlite3.Connection) -> datetime | None:
    """Return when the last run began, or None if there was none."""
    return moment(conn.execute("SELECT max(started) FROM runs").fetchone()[0])


def watches(conn: sqlite3.Connection) -> list[Watched]:
    """Return the saved searches by their names, with the numbers of posts that they find."""
    sql = """
    SELECT w.id, w.settings, (SELECT count(*) FROM labels WHERE watch = w.id), (SELECT max(p.first_seen) FROM labels l
           JOIN posts p ON p.id = l.post WHERE l.watch = w.id) FROM watches w ORDER BY w.id
    """
    return [Watched(row[0], selection_of(json.loads(row[1])), *row[2:]) for row in conn.execute(sql)]


def listed_posts(conn: sqlite3.Connection, selection: Selection, limit: int) -> list[ListedPost]:
    """Return up to `limit` of the selected posts, in the order of `selection.newest`."""
    db = Database(conn)
    conditions, values = selection.conditions(db)
    sql = f"{POSTS} WHERE {conditions} ORDER BY {FOUND_LAST_FIRST} LIMIT ?"
    return with_relays(conn, db.query(sql, [*values, limit]))


def name_of(conn: sqlite3.Connection, what: str, name: str) -> str | None:
    """Return the usual name of a `source`, `body` or `watch`, or None if the archive does not know it."""
    if what == "watch":
        found = conn.execute("SELECT id FROM watches WHERE id = ?", [name]).fetchone()
        return found and str(found[0])
    row = conn.execute("SELECT name FROM sources WHERE id = ?", [name]).fetchone()
    if row is None and what == "body":
        sql = "SELECT min(name) FROM mentions WHERE kind = 'body' AND id = ?"
        row = conn.execute(sql, [name]).fetchone()
    return row[0] if row else None


def calls(
    conn: sqlite3.Connection,
    today: date,
    states: Collection[CallState],
    period: Period,
    wanted: agenda.Wanted,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[list[agenda.Call], int]:
    """Return `limit` of the calls like `Archive.calls`, with a next deadline in `period`, and how many there are.

    Those that are over come last.
    """
    db, (first, last) = Database(conn), period
    key = ("calls", today, tuple(states), period, wanted)
    order = kept(
        conn,
        key,
        lambda: agenda.call_order(
            db, today, states, closing_from=first, closing=last, wanted=wanted, past_last=True
        ),
    )
    return agenda.calls_of(db, today, order[offset:][:limit]), len(order)


def counted_calls(
    conn: sqlite3.Connection,
    today: date,
    states: Collection[CallState],
    period: Period,
    periods: Mapping[str, Period],
    wanted: agenda.Wanted,
) -> CallCounts:
    """Return how many calls each value of the filters leaves."""
    key = ("counted calls", today, tuple(states), period, tuple(periods.items()), wanted)
    return kept(conn, key, lambda: call_counts(Database(conn), today, states, period, periods, wanted))


def events(conn: sqlite3.Connection, since: date, until: date, wanted: agenda.Wanted) -> list[agenda.Event]:
    """Return the events like `Archive.events`."""
    return agenda.events(Database(conn), since, until, wanted=wanted)


def calendar_days(conn: sqlite3.Connection, since: date, wanted: agenda.Wanted) -> list[agenda.CalendarDay]:
    """Return the deadlines and events like `Archive.calendar_days`."""
    return agenda.calendar_days(Database(conn), since, wanted=wanted)


def moved_deadlines(
    conn: sqlite3.Connection, since: datetime, until: datetime, wanted: agenda.Wanted
) -> list[agenda.Moved]:
    """Return the deadlines that were moved after `since`, up to `until`."""
    return agenda.moved(Database(conn), since, until, DayKind.DEADLINE, wanted=wanted)


def agenda_choices(conn: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Return the choices for the filters of calls and events, as (value, name), by the name of the filter."""
    db = Database(conn)
    return {name: agenda.choices(db, name) for name in agenda.CHOICES}


def bodies(conn: sqlite3.Connection, pairs: int) -> tuple[list[mentioned.Named], list[mentioned.Pair]]:
    """Return all bodies that posts name, and up to `pairs` pairs of them that the same posts name."""
    db = Database(conn)
    return kept(conn, ("bodies", pairs), lambda: (mentioned.bodies(db), mentioned.pairs(db, pairs)))


def body(conn: sqlite3.Connection, name: str) -> mentioned.BodyPage | None:
    """Return the data for the page of a body, or None if nobody knows it."""
    return mentioned.body_page(Database(conn), name)


def story(conn: sqlite3.Connection, number: int, limit: int, offset: int, letters: int) -> StoryPage | None:
    """Return the data for the page of a story with `limit` of its posts, or None if there is no such story.

    `letters` is how much of each body is read.
    """
    db = Database(conn)
    row = next(iter(db.query("SELECT * FROM stories WHERE id = ?", [number])), None)
    if row is None:
        return None
    posts = list(
        db.query(_STORY_POSTS, {"story": number, "limit": limit, "offset": offset, "letters": letters})
    )
    for post_ in posts:
        named = conn.execute(_NAMED_IN, [post_["id"]])
        post_["mentions"] = {raw: f"{kind} {name}" for raw, kind, name in named}
    told = conn.execute(_STORY_TOLD, [number]).fetchall()
    return StoryPage(row, posts, sorted({(day or "", language, source) for day, language, source in told}))


_STORY_POSTS = """
SELECT p.id, p.source, s.name, s.country, p.title, p.published, p.language, p.withdrawn, p.url, p.story_by,
       p.similarity, substr(p.body, 1, :letters) AS body, length(p.body) > :letters AS cut
FROM posts p JOIN sources s ON s.id = p.source WHERE p.story = :story
ORDER BY p.published IS NULL, p.published, p.id LIMIT :limit OFFSET :offset
"""
_NAMED_IN = """
SELECT DISTINCT raw, kind, coalesce(id, name) FROM mentions
WHERE post = ? AND kind IN ('body', 'programme', 'call-id', 'place') ORDER BY length(raw)
"""
_STORY_TOLD = "SELECT substr(published, 1, 10), language, source FROM posts WHERE story = ?"


def relays(conn: sqlite3.Connection, today: date, told: _relays.RelayFilter) -> _relays.Relays:
    """Return how announcements are relayed, like `Archive.relays`."""
    return kept(conn, ("relays", today, told), lambda: _relays.relays(Database(conn), today, told))


def terms(
    conn: sqlite3.Connection, today: date, days: int, told: _terms.TermFilter
) -> tuple[list[tuple[str, int]], _terms.RisingTerms]:
    """Return the languages of the posts of the last days with their numbers, and the terms that rise in one of them.

    Without a language in `told`, it is the one with the most posts.
    """
    db = Database(conn)
    last = _relays.seen_until(db, today)
    first = last - timedelta(days=days - 1)
    found = _terms.languages(db, first, last)
    wanted = replace(told, language=told.language or (found[0][0] if found else ""))
    key = ("terms", first, last, wanted)
    return found, kept(conn, key, lambda: _terms.rising_terms(db, first, last, wanted))
