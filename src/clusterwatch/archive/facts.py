"""The tables `days`, `mentions` and `moved_days`: what the current version of each post says.

Facts that a worker read with the page are written with the post. If its values are others than those that they were
read from, because a line of boilerplate was left out or an earlier value was kept, the post waits: its facts are read
from the archived texts at the end of the run, by workers, too.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from clusterwatch.facts.moved import moved_by_edit, moved_by_text, without_repetition
from clusterwatch.facts.versions import PostText, TextVersion, counted_from, links_abroad
from clusterwatch.models import (
    AnnouncementKind,
    DayKind,
    Draft,
    Facts,
    KnownPost,
    Link,
    LinkKind,
    Mention,
    MentionKind,
    MovedDay,
    StatedDay,
)

DAY = (
    "kind",
    "start",
    "end",
    "time",
    "zone",
    "of",
    "raw",
    "place",
    "paragraph",
    "position",
    "method",
    "assumed",
    "superseded",
    "until",
    "end_time",
)
MENTION = ("kind", "id", "name", "raw", "paragraph", "position", "method", "value", "currency")
MOVED = ("kind", "before", "after", "seen", "stated")
# The tables and their columns.
TABLES = {"days": ("number", *DAY), "mentions": ("number", *MENTION), "moved_days": MOVED}
_TEXT_ALONE = "text"  # the method of a day that no data of the page state
_ISO_DAY = len("2026-11-29")
_ISO_MONTH = len("2026-11")


def _insert(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{name}"' for name in ("post", *columns))
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * (len(columns) + 1))})"


def _select(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"SELECT {names} FROM {table} WHERE post = ?"


_ADD_DAY = _insert("days", ("number", *DAY))
_ADD_MENTION = _insert("mentions", ("number", *MENTION))
_ADD_MOVED = _insert("moved_days", MOVED)
_DAYS = f"{_select('days', DAY)} ORDER BY number"
_DECLARED = f"{_select('days', DAY)} AND method != 'text' ORDER BY number"
_MENTIONS = f"{_select('mentions', MENTION)} ORDER BY number"
_MOVED = f"{_select('moved_days', MOVED)} ORDER BY seen, kind, before"
_WAITING = "SELECT id FROM posts WHERE facts_revision < revision AND id > ? ORDER BY id LIMIT ?"
_OF_SOURCE = "SELECT id FROM posts WHERE source = ? ORDER BY id"
_TEXT = "title, body, language, published"
_CURRENT = f"SELECT url, first_seen, last_changed, {_TEXT} FROM posts WHERE id = ?"
_LINKS = "SELECT url, text, kind, host FROM links WHERE post = ? ORDER BY rowid"
_FORMER = f"SELECT cause, seen, {_TEXT} FROM revisions WHERE post = ? ORDER BY revision"


class FactRows:
    """What the posts say, in the tables `days`, `mentions` and `moved_days` and in three columns of `posts`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, post: int, facts: Facts, seen: str) -> None:
        """Write the facts of a new post, which was first seen at `seen`. Its row has `columns_of` them."""
        self._write(post, facts)
        self._add_moved(post, without_repetition(moved_by_text(facts.days, seen)))

    def wait(self, post: int, declared: Sequence[StatedDay]) -> None:
        """Let the facts of a post be read from its archived text. `declared` are the days that its page states."""
        self.outdate(post)
        self._db.conn.execute("DELETE FROM days WHERE post = ?", [post])
        self._write(post, Facts(tuple(declared)))

    def follow_edit(
        self, before: KnownPost, post: KnownPost, draft: Draft, facts: Facts | None, seen: str
    ) -> None:
        """Replace the facts of a post that the site has edited, with the days that the edit moved.

        `before` is how it was, and `seen` is when the edit was seen. Without `facts`, or if those of the version before
        were not read, they are read later.
        """
        sql = "SELECT facts_revision FROM posts WHERE id = ?"
        (read,) = self._db.conn.execute(sql, [post.id]).fetchone()
        if facts is None or read != before.revision:
            self.wait(post.id, draft.declared_days)
            return
        was = self.of(post.id)
        moved = [*moved_by_edit(was.days, facts.days, seen), *moved_by_text(facts.days, seen)]
        known = self.moved(post.id)
        self._replace(post.id, facts, without_repetition([*known, *moved]), post.revision)

    def outdate(self, post: int) -> None:
        """Let the facts of a post be read again."""
        self._db.conn.execute("UPDATE posts SET facts_revision = 0 WHERE id = ?", [post])

    def see(self, post: KnownPost, facts: Facts | None, now: str, *, by_site: bool) -> None:
        """Write the facts of a post whose text has not changed, if they were not read before.

        The data of its page may state other days than before. They have moved if the site changed them (`by_site`), and
        not if other rules read the same page.
        """
        if facts is None:
            return
        sql = "SELECT facts_revision, last_changed FROM posts WHERE id = ?"
        read, seen = self._db.conn.execute(sql, [post.id]).fetchone()
        if read is None and post.revision == 1:
            self._replace(post.id, facts, without_repetition(moved_by_text(facts.days, seen)), post.revision)
        elif read is None:
            self.outdate(post.id)  # the days that its edits moved are read with them
        elif read == post.revision:
            self._see_declared(post, facts, now, by_site=by_site)

    def _see_declared(self, post: KnownPost, facts: Facts, now: str, *, by_site: bool) -> None:
        declared = [day for day in facts.days if day.method != _TEXT_ALONE]
        before = self._declared(post.id)
        if before != declared:
            moved = [*self.moved(post.id), *(moved_by_edit(before, declared, now) if by_site else ())]
            self._replace(post.id, facts, without_repetition(moved), post.revision)

    def of(self, post: int) -> Facts:
        """Return the facts of a post as they are archived."""
        sql = "SELECT kind, kind_confidence FROM posts WHERE id = ?"
        kind, confidence = self._db.conn.execute(sql, [post]).fetchone()
        return Facts(
            tuple(_stated_day(row) for row in self._db.conn.execute(_DAYS, [post])),
            tuple(_mention(row) for row in self._db.conn.execute(_MENTIONS, [post])),
            AnnouncementKind(kind) if kind else None,
            confidence or 0.0,
        )

    def moved(self, post: int) -> tuple[MovedDay, ...]:
        """Return the days of a post that were moved, the first first."""
        rows = self._db.conn.execute(_MOVED, [post])
        return tuple(
            MovedDay(DayKind(kind), before, after, seen, stated=bool(stated))
            for kind, before, after, seen, stated in rows
        )

    def objects(self, post: int) -> dict[str, list[dict[str, Any]]]:
        """Return the rows of a post as dicts, by table."""
        tables = (("days", _DAYS, DAY), ("mentions", _MENTIONS, MENTION), ("moved_days", _MOVED, MOVED))
        return {
            table: [dict(zip(names, row, strict=True)) for row in self._db.conn.execute(sql, [post])]
            for table, sql, names in tables
        }

    def waiting(self, after: int, limit: int) -> list[PostText]:
        """Return the texts of up to `limit` posts with an id above `after` whose facts must be read."""
        return self.texts([row[0] for row in self._db.conn.execute(_WAITING, [after, limit]).fetchall()])

    def posts_of(self, source: str) -> list[int]:
        """Return the ids of the posts of a source, in one query: a query for each batch would sort them each time."""
        return [row[0] for row in self._db.conn.execute(_OF_SOURCE, [source])]

    def texts(self, posts: Sequence[int]) -> list[PostText]:
        """Return the texts of posts."""
        return [self._text(post) for post in posts]

    def keep(self, text: PostText, facts: Facts, moved: Sequence[MovedDay]) -> Facts | None:
        """Write what was read from the texts of a post. Return what was archived before.

        Return None, and write nothing, if the post is gone or has other texts by now.
        """
        row = self._db.conn.execute("SELECT revision FROM posts WHERE id = ?", [text.post]).fetchone()
        if row is None or self._text(text.post).versions != text.versions:
            return None
        was = self.of(text.post)
        self._replace(text.post, facts, [*self._moved_by_data(text), *moved], row[0])
        return was

    def _moved_by_data(self, text: PostText) -> Iterator[MovedDay]:
        """Yield the days that only the data of the page moved: no version has their former days."""
        seen = {version.seen for version in text.versions}
        yield from (one for one in self.moved(text.post) if not one.stated and one.seen not in seen)

    def _text(self, post: int) -> PostText:
        """Return the current text of a post, and those before it if the site has edited it."""
        url, first_seen, seen, *current = self._db.conn.execute(_CURRENT, [post]).fetchone()
        former = self._db.conn.execute(_FORMER, [post]).fetchall()
        if not any(row[0] == "edit" for row in former):
            former = []
        # The cause of a revision is why the next version replaced it.
        causes = ["", *(row[0] for row in former)]
        texts = [*(row[1:] for row in former), (seen, *current)]
        versions = (TextVersion(row[0], cause, *row[1:]) for cause, row in zip(causes, texts, strict=True))
        declared = map(_without_text, self._declared(post))
        return PostText(
            post, url, first_seen, tuple(versions), tuple(declared), links_abroad(self._links(post), url)
        )

    def _declared(self, post: int) -> list[StatedDay]:
        """Return the days of a post that data of its page state, as they are archived."""
        return [_stated_day(row) for row in self._db.conn.execute(_DECLARED, [post])]

    def _links(self, post: int) -> Iterator[Link]:
        """Yield the links of a post, as they are archived."""
        for url, text, kind, host in self._db.conn.execute(_LINKS, [post]):
            yield Link(url, text, LinkKind(kind), host)

    def _replace(self, post: int, facts: Facts, moved: Iterable[MovedDay], revision: int) -> None:
        for table in TABLES:
            self._db.conn.execute(f"DELETE FROM {table} WHERE post = ?", [post])
        self._write(post, facts)
        self._add_moved(post, moved)
        self._db.conn.execute(
            "UPDATE posts SET kind = ?, kind_confidence = ?, facts_revision = ? WHERE id = ?",
            [*columns_of(facts), revision, post],
        )

    def _write(self, post: int, facts: Facts) -> None:
        if facts.days:
            days = ((post, number, *_day_row(day)) for number, day in enumerate(facts.days, 1))
            self._db.conn.executemany(_ADD_DAY, days)
        if facts.mentions:
            mentions = ((post, number, *_mention_row(one)) for number, one in enumerate(facts.mentions, 1))
            self._db.conn.executemany(_ADD_MENTION, mentions)

    def _add_moved(self, post: int, moved: Iterable[MovedDay]) -> None:
        rows = ((post, str(m.kind), m.before, m.after, m.seen, int(m.stated)) for m in moved)
        self._db.conn.executemany(_ADD_MOVED, rows)


def columns_of(facts: Facts) -> tuple[str | None, float]:
    """Return the values of `posts.kind` and `posts.kind_confidence`."""
    return str(facts.kind) if facts.kind else None, facts.confidence


def facts_in(draft: Draft, post: KnownPost | Draft, first_seen: str) -> Facts | None:
    """Return the facts of a draft if they were read from the values of a post, which was seen first at `first_seen`."""
    made = draft.facts
    if made is None:
        return None
    values = (post.title, post.body, post.language, counted_from(post.published, first_seen))
    return made.facts if values == (made.title, made.body, made.language, made.since) else None


def forget_facts(db: Database, post: int, last_changed: str) -> dict[str, Any]:
    """Delete the facts of the versions of a post that came after `last_changed`.

    Return the columns of `posts` to write: the facts of the restored version must be read again.
    """
    for table in ("days", "mentions"):
        db.conn.execute(f"DELETE FROM {table} WHERE post = ?", [post])
    db.conn.execute("DELETE FROM moved_days WHERE post = ? AND seen > ?", [post, last_changed])
    return {"kind": None, "kind_confidence": None, "facts_revision": 0}


def _day_row(day: StatedDay) -> tuple[Any, ...]:
    start, _, time = (day.start or "").partition("T")
    position = day.span[0] if day.span is not None else None
    return (
        str(day.kind),
        start or None,
        day.end,
        time or None,
        day.zone,
        day.of,
        day.raw,
        day.place,
        day.paragraph,
        position,
        str(day.method),
        day.assumed,
        int(day.superseded),
        _last_day(day.end or start),
        day.end_time,
    )


def _stated_day(row: Sequence[Any]) -> StatedDay:
    found = dict(zip(DAY, row, strict=True))
    start = f"{found['start']}T{found['time']}" if found["time"] else found["start"]
    return StatedDay(
        DayKind(found["kind"]),
        start,
        found["raw"],
        found["paragraph"],
        (found["position"], found["position"] + len(found["raw"])) if found["position"] is not None else None,
        **{name: found[name] for name in ("end", "zone", "of", "place", "assumed", "method", "end_time")},
        superseded=bool(found["superseded"]),
    )


def _without_text(day: StatedDay) -> StatedDay:
    """Return a day that data of the page state as it was before it was joined with that of the text."""
    method = day.method.removeprefix("text+")
    return replace(day, paragraph=None, span=None, raw=day.start or "", of=None, method=method)


def _mention_row(one: Mention) -> tuple[Any, ...]:
    kind, position = str(one.kind), one.span[0]
    return kind, one.id, one.name, one.raw, one.paragraph, position, one.method, one.value, one.currency


def _mention(row: Sequence[Any]) -> Mention:
    kind, id_, name, raw, paragraph, position, *rest = row
    return Mention(MentionKind(kind), id_, name, raw, paragraph, (position, position + len(raw)), *rest)


def _last_day(day: str) -> str | None:
    """Return the last day of a day, month or year in ISO 8601; None if there is none."""
    if len(day) >= _ISO_DAY:
        return day[:_ISO_DAY]
    if len(day) == _ISO_MONTH:
        year, month = int(day[:4]), int(day[5:])
        return f"{day}-{monthrange(year, month)[1]:02}"
    return f"{day}-12-31" if day else None
