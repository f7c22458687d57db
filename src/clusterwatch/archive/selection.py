"""Select posts by what they are and say, and raw pages by source and day, and read them one after another."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.columns import VALUES
from clusterwatch.archive.facts import TABLES
from clusterwatch.archive.links import LinkRows
from clusterwatch.archive.problems import flags_of
from clusterwatch.archive.query import Query
from clusterwatch.archive.times import moment
from clusterwatch.compression import decompress
from clusterwatch.models import AnnouncementKind, Page

_POSTS = f"""
SELECT p.id, p.source, s.name AS source_name, s.url AS source_url, s.kind, s.country, s.region, s.timezone, p.url,
       {", ".join(f"p.{name}" for name in VALUES)}, p.body_html, p.day, p.published_utc, p.first_seen, p.last_seen,
       p.last_changed, p.revision, p.withdrawn, p.story, p.flags, p.kind AS post_kind,
       p.kind_confidence FROM posts p JOIN sources s ON s.id = p.source
"""
# `url` and `source` are the post's.
_OF_LINKS = "f.url AS link, f.text, f.kind, f.host, f.source AS to_source"
# How posts with words are found: by the index of words, while posts are visited in another order, and one by one for
# few posts that other conditions select.
MATCHING = "p.id IN (SELECT rowid FROM posts_fts WHERE posts_fts MATCH ?)"
_VISITED = f"+{MATCHING}"
ONE_BY_ONE = "EXISTS (SELECT 1 FROM posts_fts WHERE posts_fts MATCH ? AND posts_fts.rowid = p.id)"
_KINDS = frozenset(AnnouncementKind)
_PAGES = "SELECT source, url, fetched, status, headers, body FROM pages WHERE kind = 'page'"


@dataclass(frozen=True, slots=True)
class Selection:
    """Posts of `sources` and in `languages` (all if empty), from the day `since` to the day `until`.

    Days are ISO 8601 text, and both are included. A post whose month or year is known is selected if any day of it is.
    A post without a date is only selected if neither `since` nor `until` is given. `countries` are those of the
    sources, and `bodies` are ids of bodies that a post names. `kinds` are kinds of announcements and kinds of sources:
    a post must have one of the former and a source of one of the latter, if there are any. `words` is a query as in
    `search`, with the forms of its words unless `exact` is true; one without words selects nothing. `watches` are ids
    of saved searches whose label a post has.
    """

    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    words: str | None = None
    exact: bool = False
    watches: tuple[str, ...] = ()

    @property
    def announcement_kinds(self) -> tuple[str, ...]:
        """Those of the kinds that are kinds of announcements."""
        return tuple(kind for kind in self.kinds if kind in _KINDS)

    def conditions(self, db: Database, matching: str = MATCHING) -> tuple[str, list[str]]:
        """Return an SQL expression for `p` (posts) and its values. `matching` is how words are looked up."""
        watches = "p.id IN (SELECT post FROM labels WHERE watch IN ({}))"
        bodies = "p.id IN (SELECT post FROM mentions WHERE kind = 'body' AND id IN ({}))"
        in_sources = "p.source IN (SELECT id FROM sources WHERE {} IN ({{}}))"
        parts, values = _one_of(
            ("p.source IN ({})", self.sources),
            ("p.language IN ({})", self.languages),
            ("p.kind IN ({})", self.announcement_kinds),
            (bodies, self.bodies),
            (watches, self.watches),
            *((in_sources.format(column), listed) for column, listed in self._of_sources()),
        )
        for day, sign in ((self.since, ">="), (self.until, "<=")):
            if day:  # compared with the precision of the date
                parts.append(f"substr(p.published, 1, 10) {sign} substr(?, 1, length(p.published))")
                values.append(day)
        if self.words is not None:
            asked = Query(db, self.words, exact=self.exact)
            condition, more = asked.condition()
            parts.append(f"{matching} AND {condition}" if asked.expression else "0")
            values += [asked.expression, *more] if asked.expression else []
        return " AND ".join(parts) or "1", values

    def of_sources(self) -> tuple[str, list[str]]:
        """Return an SQL expression for `s` (sources) and its values: those whose posts are selected."""
        more = ((f"s.{column} IN ({{}})", listed) for column, listed in self._of_sources())
        parts, values = _one_of(("s.id IN ({})", self.sources), *more)
        return " AND ".join(parts) or "1", values

    def _of_sources(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        kinds = tuple(kind for kind in self.kinds if kind not in _KINDS)
        return ("kind", kinds), ("country", self.countries)


def _one_of(*conditions: tuple[str, tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """Return SQL for the conditions that have values, and these values."""
    given = [(condition, listed) for condition, listed in conditions if listed]
    parts = [condition.format(", ".join("?" * len(listed))) for condition, listed in given]
    return parts, [value for _, listed in given for value in listed]


def sources(db: Database, selection: Selection) -> list[str]:
    """Return the ids of the sources whose posts are selected."""
    conditions, values = selection.of_sources()
    return [row[0] for row in db.execute(f"SELECT s.id FROM sources s WHERE {conditions}", values)]


def selected(
    source: str | None = None,
    country: str | None = None,
    kind: str | None = None,
    language: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Selection:
    """Return the selection of the posts of one source, country, kind or language, or of all where it is None."""
    sources, countries, kinds, languages = (
        (one,) if one else () for one in (source, country, kind, language)
    )
    return Selection(sources, languages, since, until, countries=countries, kinds=kinds)


def posts(
    db: Database, selection: Selection, *, changed_last_first: bool = False, links: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the selected posts in order of id, with data of their sources. `flags` is a list of Problems.

    `links` has the links of a post as dicts, if they are asked for.

    A single statement is used, so that the rows are a consistent snapshot. Rows are read one by one to save memory.
    """
    conditions, values = selection.conditions(db)
    order = "p.last_changed DESC, p.id DESC" if changed_last_first else "p.id"
    return _read(db, f"{_POSTS} WHERE {conditions} ORDER BY {order}", values, links=links)


# As in the index of finds.
FOUND_LAST_FIRST = "substr(p.first_seen, 1, 10) DESC, coalesce(p.published, '') DESC, p.id DESC"
_FOUND_BEFORE = """
(substr(p.first_seen, 1, 10), coalesce(p.published, ''), p.id) <
(SELECT substr(first_seen, 1, 10), coalesce(published, ''), id FROM posts WHERE id = ?)
"""


def newest(db: Database, selection: Selection, limit: int, before: int | None = None) -> list[dict[str, Any]]:
    """Return up to `limit` of the selected posts with their links, those that were found on the last day first.

    A late find is so among the first. Of one day, that which was published last comes first. With `before`, the posts
    behind the post with this number are returned.
    """
    conditions, values = selection.conditions(db, _VISITED)
    older = _FOUND_BEFORE if before is not None else "1"
    # Whole rows are read of the chosen posts only: they are large.
    chosen = f"SELECT p.id FROM posts p WHERE {conditions} AND {older} ORDER BY {FOUND_LAST_FIRST} LIMIT ?"
    sql = f"{_POSTS} WHERE p.id IN ({chosen}) ORDER BY {FOUND_LAST_FIRST}"
    return list(_read(db, sql, [*values, *([before] if before is not None else []), limit], links=True))


def listed(db: Database, numbers: Collection[int]) -> list[dict[str, Any]]:
    """Return the posts with these numbers as `newest` does."""
    sql = f"{_POSTS} WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY {FOUND_LAST_FIRST}"
    return list(_read(db, sql, [json.dumps(list(numbers))], links=True))


def _read(db: Database, sql: str, values: Sequence[str | int], *, links: bool) -> Iterator[dict[str, Any]]:
    link_rows = LinkRows(db)
    for row in db.query(sql, values):
        of_post = {"links": link_rows.objects(row["id"])} if links else {}
        yield {**row, "flags": flags_of(row["flags"]), **of_post}


def facts(db: Database, table: str, selection: Selection) -> Iterator[dict[str, Any]]:
    """Yield the rows of `days`, `mentions`, `moved_days` or `links` of the selected posts, with data of the post."""
    conditions, values = selection.conditions(db)
    columns = _OF_LINKS if table == "links" else ", ".join(f'f."{name}"' for name in TABLES[table])
    sql = f"SELECT p.id AS post, p.source, p.url, p.title, {columns} FROM {table} f JOIN posts p ON p.id = f.post"
    order = {"moved_days": "f.seen, f.kind, f.before", "links": "f.rowid"}.get(table, "f.number")
    yield from db.query(f"{sql} WHERE {conditions} ORDER BY f.post, {order}", values)


def pages(db: Database, selection: Selection) -> Iterator[tuple[str, Page]]:
    """Yield (source, raw page) of the selected sources, fetched from `since` to `until`, in the order of storing."""
    parts, values = _one_of(("source IN ({})", selection.sources))
    for day, sign in ((selection.since, ">="), (selection.until, "<=")):
        if day:
            parts.append(f"substr(fetched, 1, 10) {sign} ?")
            values.append(day)
    for row in db.execute(f"{' AND '.join([_PAGES, *parts])} ORDER BY rowid", values):
        headers = json.loads(row[4])
        fetched = moment(row[2])
        assert fetched is not None  # noqa: S101 - the column is NOT NULL
        final = headers.pop("content-location", row[1])
        yield row[0], Page(final, row[1], row[3], headers, decompress(row[5]), fetched)
