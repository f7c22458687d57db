"""archive.db as the rest of the program sees it."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from clusterwatch.archive import announcements as _announcements
from clusterwatch.archive import answers as _answers
from clusterwatch.archive import search as _search
from clusterwatch.archive import selection as _selection
from clusterwatch.archive.boilerplate import Boilerplate
from clusterwatch.archive.hosts import Hosts
from clusterwatch.archive.learned_selectors import LearnedSelectors
from clusterwatch.archive.pages import Pages
from clusterwatch.archive.posts import Posts
from clusterwatch.archive.problems import Problems
from clusterwatch.archive.runs import Runs, SourceRows
from clusterwatch.archive.schema import connect
from clusterwatch.archive.stories import Stories
from clusterwatch.archive.times import stamp
from clusterwatch.archive.url_records import UrlRecords
from clusterwatch.errors import ArchiveError
from clusterwatch.models import Page

_log = logging.getLogger(__name__)

DROPPED_AT_ONCE = 500  # raw pages
SORTED_AT_ONCE = 200  # posts
# Result codes of SQLite (https://www.sqlite.org/rescode.html) that speak of the file, not of one statement or value.
_BROKEN = {
    **dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN), "read"),
    **dict.fromkeys((sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH), "written"),
    **dict.fromkeys((sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM), "written"),
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL), "written"),
}


class Archive:
    """One SQLite file: sources, posts, and all that is known of how they came to be.

    `db` is the sqlite_utils.Database for any question of your own. Opening for writing makes the file and brings
    its schema up to date; raises ArchiveError when the file is no archive or from a newer version.
    """

    def __init__(self, path: str | Path, *, readonly: bool = False) -> None:
        self.path = Path(path)
        self.db: Database = connect(self.path, readonly=readonly)
        self.sources = SourceRows(self.db)
        self.posts = Posts(self.db)
        self.stories = Stories(self.db)
        self.boilerplate = Boilerplate(self.db)
        self.url_records = UrlRecords(self.db)
        self.pages = Pages(self.db)
        self.hosts = Hosts(self.db)
        self.runs = Runs(self.db)
        self.learned = LearnedSelectors(self.db)
        self.problems = Problems(self.db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was committed is kept."""
        self.db.conn.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; raises ArchiveError when the file cannot be read or written (a full disk, say)."""
        try:
            if self.db.conn.in_transaction:  # a rehearsal
                with self.db.atomic():
                    yield
                return
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                self.db.rollback()
                raise
        except sqlite3.Error as error:
            self.raise_if_broken(error)
            raise  # a fault of the program or of a value, not of the file

    def raise_if_broken(self, error: BaseException) -> None:
        """Raise ArchiveError when `error` says that the file cannot be read or written any more."""
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in _BROKEN:
            raise ArchiveError(
                f"{self.path}: cannot be {_BROKEN[code & 0xFF]}: {error}; what was committed before is kept"
            ) from error

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Everything is done as always and taken back at the end. Only for the one run that holds the archive."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            told = self.hosts.all()
            self.db.rollback()
            with self.transaction():
                self.hosts.restore(told)  # what hosts asked of us holds, rehearsal or not

    def validators(self, source: str, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of the last success of `source` at `url` (RFC 9110 section 8.8)."""
        sql = "SELECT etag, last_modified FROM validators WHERE source = ? AND url = ?"
        row = self.db.execute(sql, [source, url]).fetchone()
        return (row[0], row[1]) if row else (None, None)

    def keep_validators(self, source: str, url: str, page: Page, now: datetime) -> None:
        """Remember the validators, where there are any, of an answer that was read with success."""
        etag, last_modified = page.headers.get("etag"), page.headers.get("last-modified")
        if etag or last_modified:
            self.db.execute(
                "INSERT OR REPLACE INTO validators (source, url, etag, last_modified, stored) VALUES (?, ?, ?, ?, ?)",
                [source, url, etag, last_modified, stamp(now)],
            )

    def drop_pages(self, before: datetime) -> int:
        """Drop raw pages fetched before then that no later look needs; how many. Short transactions."""
        rows = self.pages.older(before)
        for start in range(0, len(rows), DROPPED_AT_ONCE):
            with self.transaction():
                self.pages.drop(rows[start : start + DROPPED_AT_ONCE])
        return len(rows)

    def find_story(self, post: int) -> None:
        """Put a post that is new, or says something else now, into its story.

        A fault in it is logged and costs this post only; the next run tries again.
        """
        try:
            placement = self.stories.find(post)
            with self.transaction():
                self.stories.assign(post, placement)
        except ArchiveError:
            raise
        except Exception as fault:
            self.raise_if_broken(fault)
            _log.exception("%s: the story of post %d was not found", self.path, post)

    def sort_stories(self) -> None:
        """Put all posts into their stories that have none yet, or say something else now; short transactions."""
        after = 0
        while posts := self.stories.unsorted(after, SORTED_AT_ONCE):
            for post in posts:
                self.find_story(post)
            after = posts[-1]

    def learn_boilerplate(self, source: str, now: datetime) -> int:
        """Learn which lines stand on most pages of a source and take them out of its posts; how many are new."""
        lines = self.boilerplate.find(source)
        if lines:
            newest, *older = self.boilerplate.batches(source)
            for batch in older:
                cleared = self.boilerplate.cleared(source, lines, batch)
                with self.transaction():
                    self.boilerplate.clear(cleared)
            cleared = self.boilerplate.cleared(source, lines, newest)
            with self.transaction():  # last: a run that breaks off before this learns the lines again
                self.boilerplate.clear(cleared)
                self.boilerplate.keep(source, lines, now)
            self.sort_stories()
        return len(lines)

    def search(
        self,
        words: str,
        *,
        source: str | None = None,
        language: str | None = None,
        since: str | None = None,
        best: bool = False,
        limit: int = 20,
    ) -> list[_search.Hit]:
        """The newest posts in which all of `words` stand: "phrases", prefix* and -without are understood.

        `since` is an ISO day; `best` puts those first in which the words weigh most.
        """
        return _search.search(
            self.db, words, source=source, language=language, since=since, best=best, limit=limit
        )

    def select(
        self, selection: _selection.Selection, *, changed_last_first: bool = False
    ) -> Iterator[dict[str, Any]]:
        """The posts selected, one after another, each with what is known of its source."""
        return _selection.posts(self.db, selection, changed_last_first=changed_last_first)

    def select_pages(self, selection: _selection.Selection) -> Iterator[tuple[str, Page]]:
        """(source, raw page) of the sources selected that were fetched within its days."""
        return _selection.pages(self.db, selection)

    def announcements(self, since: date, until: date) -> list[_announcements.Announcement]:
        """The stories first told from `since` to `until`, newest first."""
        return _announcements.announcements(self.db, since, until)

    def touched_since(self, moment: datetime) -> list[dict[str, Any]]:
        """The posts that are new or were changed since then; `changed` names the fields of an edit."""
        sql = """
        SELECT p.id, p.source, p.url, p.title, p.published, p.first_seen, r.changed FROM posts p
        LEFT JOIN revisions r ON r.post = p.id AND r.revision = p.revision - 1 AND p.first_seen < :moment
        WHERE p.last_changed >= :moment ORDER BY p.source, p.published DESC
        """
        rows = self.db.query(sql, {"moment": stamp(moment)})
        return [{**row, "changed": json.loads(row["changed"] or "[]")} for row in rows]

    def status(self) -> list[dict[str, Any]]:
        """The health of each source: its row, state and problems of the last run, posts, newest day, last success."""
        return _answers.status(self.db)

    def explain(self, post: str) -> dict[str, Any] | None:
        """All that is known of a post, named by its id or any of its addresses: values, evidence, sightings, revisions.

        None when there is no such post.
        """
        return _answers.explain(self.db, post)
