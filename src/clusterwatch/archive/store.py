"""The interface to archive.db for the rest of the program."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from clusterwatch.archive import agenda as _agenda
from clusterwatch.archive import announcements as _announcements
from clusterwatch.archive import answers as _answers
from clusterwatch.archive import mentioned as _mentioned
from clusterwatch.archive import nearest as _nearest
from clusterwatch.archive import relays as _relays
from clusterwatch.archive import search as _search
from clusterwatch.archive import selection as _selection
from clusterwatch.archive import story_edits as _story_edits
from clusterwatch.archive import terms as _terms
from clusterwatch.archive import undo as _undo
from clusterwatch.archive.boilerplate import Boilerplate
from clusterwatch.archive.captures import Captures
from clusterwatch.archive.changes import Changes
from clusterwatch.archive.digests import Digests
from clusterwatch.archive.embeddings import Embeddings
from clusterwatch.archive.facts import FactRows
from clusterwatch.archive.hosts import Hosts
from clusterwatch.archive.incidents import Incidents
from clusterwatch.archive.labels import Labels
from clusterwatch.archive.learned_selectors import LearnedSelectors
from clusterwatch.archive.notices import Notices
from clusterwatch.archive.pages import Pages
from clusterwatch.archive.posts import Posts
from clusterwatch.archive.problems import Problems
from clusterwatch.archive.runs import Runs, SourceRows
from clusterwatch.archive.schema import BUSY_TIMEOUT, connect
from clusterwatch.archive.steps import Steps, T, run_inline
from clusterwatch.archive.stories import Stories
from clusterwatch.archive.suggestions import Suggestion
from clusterwatch.archive.suggestions import suggestions as _suggestions
from clusterwatch.archive.times import stamp
from clusterwatch.archive.translations import Translated
from clusterwatch.archive.translations import translated as _translated
from clusterwatch.archive.url_records import UrlRecords
from clusterwatch.archive.warc_files import WarcFiles
from clusterwatch.archive.words import Words
from clusterwatch.errors import ArchiveError
from clusterwatch.facts.versions import PostText, read_versions
from clusterwatch.models import CallState, Compute, DayKind, Observation, Page, Verdict
from clusterwatch.stories import meaning
from clusterwatch.stories.engine import Missing, missing
from clusterwatch.stories.score import Comparison

_log = logging.getLogger(__name__)

DROP_BATCH = 500  # raw pages deleted in one transaction
STORY_BATCH = 100  # posts in one transaction
EMBEDDING_BATCH = 4  # posts whose vectors a worker makes in one step, within its budget
FACTS_BATCH = 25  # posts whose facts are read in one step
LONGEST_LOCK = 3600.0  # seconds for which the lock of another program is waited for
_EVERYTHING = _selection.Selection()
POLL = 0.25  # seconds between two attempts to begin a transaction
# Result codes of SQLite (https://www.sqlite.org/rescode.html) that concern the file, not one statement or value.
_BROKEN = {
    **dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN), "read"),
    **dict.fromkeys((sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH), "written"),
    **dict.fromkeys((sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM), "written"),
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL), "written"),
}


class Archive:
    """An archive: a SQLite file with the sources, their posts and the evidence for all values.

    A context manager that closes the file. `db` is the sqlite_utils.Database, for queries of your own. Unless
    `readonly` is true, a missing file is created and an older schema is upgraded. Raises ArchiveError if the file is
    not an archive or was written by a newer version. `sleep` waits for a number of seconds (by default
    `asyncio.sleep`).
    """

    def __init__(
        self,
        path: str | Path,
        *,
        readonly: bool = False,
        sleep: Callable[[float], Awaitable[None]] | None = None,
    ) -> None:
        self.path = Path(path)
        self._sleep = sleep
        self.db: Database = connect(self.path, readonly=readonly)
        self.sources = SourceRows(self.db)
        self.changes = Changes(self.db)
        self.stories = Stories(self.db)
        self.embeddings = Embeddings(self.db)
        self.boilerplate = Boilerplate(self.db, self.stories, self.changes)
        self.words = Words(self.db)
        self.posts = Posts(self.db, self.stories, self.boilerplate, self.changes, self.words)
        self.captures = Captures(self.db, self.posts, self.stories, self.boilerplate)
        self.url_records = UrlRecords(self.db)
        self.facts = FactRows(self.db)
        self.pages = Pages(self.db)
        self.hosts = Hosts(self.db)
        self.runs = Runs(self.db, self.changes)
        self.learned = LearnedSelectors(self.db)
        self.problems = Problems(self.db)
        self.incidents = Incidents(self.db)
        self.notices = Notices(self.db)
        self.digests = Digests(self.db)
        self.labels = Labels(self.db)
        self.warc_files = WarcFiles(self.db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Uncommitted changes are lost."""
        self.db.conn.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block in a transaction. Raises ArchiveError if the file cannot be read or written (e.g. a full disk).

        The transaction is rolled back if the block raises. Inside of `dry_run` it is a savepoint.
        """
        try:
            if self.db.conn.in_transaction:  # in a dry run
                try:
                    with self.db.atomic():
                        yield
                        self.hosts.write()
                        self.labels.settle()
                finally:
                    self.words.discard()
                self.hosts.written()
                return
            self.db.conn.execute("BEGIN IMMEDIATE")
            with self._ending():
                yield
        except sqlite3.Error as error:
            self.raise_if_broken(error)
            raise  # an error in the program or in a value, not in the file

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """Run the block in the transaction that has begun, and commit it, or roll it back if the block raises."""
        try:
            yield
            self.hosts.write()
            self.words.write()
            self.labels.settle()  # a search may find words that were just written
            self.db.conn.execute("COMMIT")
        except BaseException:
            self.db.rollback()
            self.words.discard()
            raise
        self.hosts.written()
        self.words.written()

    @asynccontextmanager
    async def writing(self, patience: float = LONGEST_LOCK) -> AsyncIterator[None]:
        """Run the block, which must not await, in a transaction, as `transaction` does.

        While another program writes to the file, the event loop goes on. Raises ArchiveError after `patience` seconds.
        """
        if self.db.conn.in_transaction:  # in a dry run
            with self.transaction():
                yield
            return
        await self._begin(patience)
        try:
            with self._ending():
                yield
        except sqlite3.Error as error:
            self.raise_if_broken(error)
            raise

    async def unlocked(self, patience: float = LONGEST_LOCK) -> None:
        """Wait, while the event loop goes on, until no other program writes to the file.

        A transaction that follows without an await does not have to wait. Raises ArchiveError after `patience` seconds.
        """
        if not self.db.conn.in_transaction:
            await self._begin(patience)
            self.db.rollback()

    def locked(self) -> bool:
        """Return whether another program writes to the file now."""
        if self.db.conn.in_transaction:  # in a dry run
            return False
        if self._begun():
            self.db.rollback()
            return False
        return True

    async def _begin(self, patience: float) -> None:
        waited = 0.0
        while not self._begun():
            if waited >= patience:
                raise ArchiveError(
                    f"{self.path}: cannot be written: another program has locked it for {waited:,.0f} s; "
                    "what was committed before is kept"
                )
            if not waited:
                _log.warning("another program has locked the archive", extra={"archive": str(self.path)})
            if self._sleep is None:
                # Most commands do not need asyncio, which takes long to import.
                from asyncio import sleep

                self._sleep = sleep
            await self._sleep(POLL)
            waited += POLL
        if waited:
            _log.info("the archive is not locked any more", extra={"seconds": waited})

    def _begun(self) -> bool:
        """Begin a transaction. Return False if another program writes to the file."""
        try:
            self.db.execute("PRAGMA busy_timeout = 0")
            self.db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                return False
            self.raise_if_broken(error)
            raise
        finally:
            self.db.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT * 1000}")
        return True

    def raise_if_broken(self, error: BaseException) -> None:
        """Raise ArchiveError if `error` means that the file cannot be read or written any more."""
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in _BROKEN:
            raise ArchiveError(
                f"{self.path}: cannot be {_BROKEN[code & 0xFF]}: {error}; what was committed before is kept"
            ) from error

    @contextmanager
    def dry_run(self) -> Iterator[None]:
        """Roll back all changes at the end of the block. Only the run that holds the lock may use it.

        Pauses that hosts asked for and their robots.txt are kept.
        """
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self.hosts.write()
            rows = self.hosts.all()
            self.db.rollback()
            self.hosts.written()
            with self.transaction():
                self.hosts.restore(rows)

    def validators(self, source: str, url: str) -> tuple[str | None, str | None]:
        """Return ETag and Last-Modified of the last page at `url` that `source` could read (RFC 9110 section 8.8)."""
        sql = "SELECT etag, last_modified FROM validators WHERE source = ? AND url = ?"
        row = self.db.execute(sql, [source, url]).fetchone()
        return (row[0], row[1]) if row else (None, None)

    def digest(self, source: str, url: str) -> str | None:
        """Return the hash of the last index at `url` that `source` could read, or None (see `content_hash`)."""
        sql = "SELECT digest FROM validators WHERE source = ? AND url = ?"
        row = self.db.execute(sql, [source, url]).fetchone()
        return row[0] if row else None

    def keep_validators(self, source: str, url: str, page: Page, now: datetime) -> None:
        """Store the validators of a page that was read with success, if it has any."""
        if page.headers.get("etag") or page.headers.get("last-modified"):
            self.keep_index(source, url, page, now, None)

    def keep_index(self, source: str, url: str, page: Page, now: datetime, digest: str | None) -> None:
        """Store the validators of an index that was read with success, and its hash, each of which may be missing."""
        self.db.execute(
            "INSERT OR REPLACE INTO validators (source, url, etag, last_modified, stored, digest) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                source,
                url,
                page.headers.get("etag"),
                page.headers.get("last-modified"),
                stamp(now),
                digest,
            ],
        )

    def forget_index(self, source: str, url: str) -> None:
        """Forget the validators and the hash of an index, so that the next run reads it whatever the server says."""
        self.db.execute("DELETE FROM validators WHERE source = ? AND url = ?", [source, url])

    def record(self, seen: Observation, now: datetime) -> Verdict:
        """Judge one observed page and write the result. Everything that reads posts writes them with this method.

        It needs a transaction of the caller, which may contain several observations. A worker should have computed the
        features of the draft and compressed the page (`pipeline.steps.read_post`); what is missing is computed here.
        `derive_steps` finds the stories of the posts afterwards, and reads the facts that the draft does not have.
        """
        verdict = self.posts.record(seen, now)
        if seen.page is not None and verdict.kind != "failed":
            self.keep_validators(seen.source, seen.url, seen.page, now)
        return verdict

    def drop_pages(self, before: datetime) -> int:
        """Delete raw pages fetched before a time, except those that are still needed. Return their number.

        Short transactions are used. `Pages.older` documents which pages are kept.
        """
        rows = self.pages.older(before)
        for start in range(0, len(rows), DROP_BATCH):
            with self.transaction():
                self.pages.drop(rows[start : start + DROP_BATCH])
        return len(rows)

    def derive(self) -> None:
        """Do the steps of `derive_steps` in this process."""
        run_inline(self.derive_steps())

    def derive_steps(self) -> Steps[None]:
        """Read the facts of the posts that wait for it, and find the stories of all new and changed posts."""
        yield from self.fact_steps()
        yield from self.story_steps()

    def fact_steps(self) -> Steps[None]:
        """Read the facts of the posts whose texts have changed since they were read, outside of transactions.

        An error is logged and affects only one post. The next run tries again.
        """
        after = 0
        while texts := self.facts.waiting(after, FACTS_BATCH):
            yield from self._read_facts(texts)
            after = texts[-1].post

    def _read_facts(self, texts: Sequence[PostText]) -> Steps[None]:
        try:
            read = yield Compute(read_versions, (texts,))
            yield None
            with self.transaction():
                for text, (facts, moved) in zip(texts, read, strict=True):
                    self.facts.keep(text, facts, moved)
        except Exception as fault:
            failed = f"the facts of post {texts[0].post} were not read"
            yield from self._one_by_one(self._read_facts, texts, fault, failed)

    def sort_stories(self) -> None:
        """Find the stories of all new and changed posts, in short transactions."""
        run_inline(self.story_steps())

    def story_steps(self) -> Steps[None]:
        """Find the stories of all new and changed posts. Texts are compared outside of transactions.

        An error is logged and affects only one post. The next run tries again.
        """
        posts = self.stories.unsorted()
        for start in range(0, len(posts), STORY_BATCH):
            yield from self._place(posts[start : start + STORY_BATCH])
        yield from self._count_facts()
        queued = self.stories.links.queued()
        for start in range(0, len(queued), STORY_BATCH):
            yield from self._link(queued[start : start + STORY_BATCH])

    def _count_facts(self) -> Steps[None]:
        if (counting := self.stories.links.counting()) is not None:
            posts, step = counting
            shares = yield step
            yield None
            with self.transaction():
                self.stories.links.keep_shares(posts, shares)

    def _link(self, posts: Sequence[int]) -> Steps[None]:
        """Find the links of posts by facts, and make the stories that these change."""
        links = self.stories.links
        try:
            texts = links.texts(posts)
            if not texts:  # their texts were not compared yet
                return
            if unsigned := links.unsigned(texts):
                made = yield links.signing(unsigned)
                yield None
                with self.transaction():
                    links.sign(unsigned, made)
            numbers = [one.post for one in texts]
            pairs, step = links.comparing(numbers)
            found = yield from self._with_meaning(pairs, (yield step))
            yield None
            with self.transaction():
                self.stories.regroup(links.groups(links.link(numbers, pairs, found)))
        except Exception as fault:
            failed = f"the links of post {posts[0]} were not found"
            yield from self._one_by_one(self._link, posts, fault, failed)

    def _with_meaning(
        self, pairs: Sequence[tuple[int, int]], found: Sequence[Comparison]
    ) -> Steps[Sequence[Comparison]]:
        """Compare what posts mean where their facts leave it open."""
        posts = {post for pair, one in zip(pairs, found, strict=True) if one.is_open for post in pair}
        engine = meaning.current() if posts else None
        if engine is None:
            if posts and missing() is Missing.PROCESSOR:
                _log.warning("what posts mean is not compared", extra={"missing": Missing.PROCESSOR.value})
            return found
        yield from self.embedding_steps(sorted(posts), engine)
        return self.embeddings.weighed(pairs, found, engine)

    def embedding_steps(self, posts: Sequence[int], engine: str) -> Steps[None]:
        """Make the vectors that posts lack. `engine` is the name that `stories.meaning.current` gives.

        An error is logged. The posts are then compared by their facts alone.
        """
        lacking = self.embeddings.missing(posts, engine)
        for start in range(0, len(lacking), EMBEDDING_BATCH):
            texts = self.stories.links.texts(lacking[start : start + EMBEDDING_BATCH])
            try:
                made = yield self.stories.links.embedding(texts)
            except Exception as fault:
                _log.error("%s: what posts mean was not read", self.path, exc_info=fault)
                return
            if made is None:
                return
            yield None
            with self.transaction():
                current = set(self.stories.links.texts([one.post for one in texts]))
                kept = {one.post: vector for one, vector in zip(texts, made, strict=True) if one in current}
                self.embeddings.keep(kept, engine)

    def _place(self, posts: Sequence[int]) -> Steps[None]:
        done = 0
        try:
            while done < len(posts):
                yield None
                with self.transaction():
                    placed, search = self.stories.place(posts[done:])
                done += placed
                if search is not None:
                    shares = yield search.comparison()
                    yield None
                    with self.transaction():
                        if self.stories.is_current(search):
                            self.stories.assign(search, shares)
                    done += 1
        except Exception as fault:
            failed = f"the story of post {posts[done]} was not found"
            yield from self._one_by_one(self._place, posts[done:], fault, failed)

    def _one_by_one(
        self, steps: Callable[[Sequence[T]], Steps[None]], posts: Sequence[T], fault: Exception, failed: str
    ) -> Steps[None]:
        """Do steps again for each of the posts for which they failed together. For one post, log that they `failed`.

        A fault of the whole archive is raised.
        """
        if isinstance(fault, ArchiveError):
            raise fault
        self.raise_if_broken(fault)
        if len(posts) == 1:
            _log.error("%s: %s", self.path, failed, exc_info=fault)
            return
        for post in posts:
            yield from steps([post])

    def renew_stories(self) -> None:
        """Let `story_steps` compare all posts again by the current rules."""
        with self.transaction():
            self.stories.links.renew_all()

    def story_numbers(self) -> dict[int, int]:
        """Return the story of each post that has one."""
        return _story_edits.stories_by_post(self.db)

    def story_changes(self, before: Mapping[int, int]) -> _story_edits.StoryChanges:
        """Return how the stories of posts differ from those of `before`."""
        return _story_edits.changes_of(before, self.story_numbers())

    def join_posts(self, posts: Sequence[int], now: datetime) -> list[int]:
        """Put posts into one story, whatever their texts say. Return all posts of that story."""
        with self.transaction():
            return _story_edits.join_posts(self.stories, posts, now)

    def split_post(self, post: int, now: datetime) -> list[int]:
        """Take a post out of its story. Return the posts that were with it."""
        with self.transaction():
            return _story_edits.split_post(self.stories, post, now)

    def learn_boilerplate(self, source: str, now: datetime) -> int:
        """Find new boilerplate of a source and remove it from its posts. Return the number of new lines."""
        return run_inline(self.boilerplate_steps(source, now))

    def boilerplate_steps(self, source: str, now: datetime) -> Steps[int]:
        """Find new boilerplate of a source and remove it from its posts. Return the number of new lines.

        The cleaned posts may belong to other stories, which `story_steps` finds.
        """
        lines = yield from self.boilerplate.find(source)
        if lines:
            newest, *older = self.boilerplate.batches(source)
            for batch in older:
                cleared = yield self.boilerplate.clearing(source, lines, batch)
                yield None
                with self.transaction():
                    self.boilerplate.clear(cleared)
            cleared = yield self.boilerplate.clearing(source, lines, newest)
            yield None
            with self.transaction():  # last, so that an interrupted run finds the lines again
                self.boilerplate.clear(cleared)
                self.boilerplate.keep(source, lines, now)
        return len(lines)

    def search(
        self,
        words: str,
        *,
        source: str | None = None,
        country: str | None = None,
        kind: str | None = None,
        language: str | None = None,
        since: str | None = None,
        until: str | None = None,
        exact: bool = False,
        best: bool = False,
        limit: int = 20,
    ) -> list[_search.Hit]:
        """Return the posts that contain all of `words`, newest first, or by relevance if `best` is true.

        "Phrases", prefix* and -excluded words are supported. Forms of the words count as well, as `clusters` for
        `cluster`, unless `exact` is true. `since` and `until` are ISO days; both are included.
        """
        selection = _selection.selected(source, country, kind, language, since, until)
        return self.find(words, selection, exact=exact, best=best, limit=limit)

    def find(
        self, words: str, selection: _selection.Selection, *, exact: bool, best: bool, limit: int
    ) -> list[_search.Hit]:
        """Return the selected posts that contain all of `words`, as `search` does."""
        return _search.search(self.db, words, selection, exact=exact, best=best, limit=limit)

    def translated(self, words: str, selection: _selection.Selection, limit: int = 20) -> Translated:
        """Return posts that match a query by the terms of their own language; see `translations.translated`."""
        return _translated(self.db, words, selection, limit)

    def meanings(self) -> _nearest.Meanings | None:
        """Return the vectors by which `nearest` finds posts. None if there are none, or no engine to compare them."""
        engine = meaning.current()
        return _nearest.opened(self.path, engine) if engine else None

    def nearest(
        self,
        meanings: _nearest.Meanings,
        words: str,
        selection: _selection.Selection,
        *,
        limit: int = 20,
        without: Collection[int] = (),
    ) -> list[_search.Hit]:
        """Return selected posts that mean what a query says, in any language, the nearest first; see `nearest`."""
        return _nearest.nearest(self.db, meanings, words, selection, limit, without)

    def post_numbers(self) -> list[int]:
        """Return the numbers of all posts."""
        return [row[0] for row in self.db.conn.execute("SELECT id FROM posts ORDER BY id")]

    def write_meanings(self, engine: str) -> int:
        """Write the file with the vectors of all posts, and return their number. Raises OSError."""
        return _nearest.write(self.db, self.path, engine)

    def suggestions(
        self, words: str, selection: _selection.Selection, *, exact: bool = False
    ) -> list[Suggestion]:
        """Return searches that find something where this one finds nothing; see `suggestions`."""
        return _suggestions(self.db, words, selection, exact=exact)

    def select(
        self, selection: _selection.Selection, *, changed_last_first: bool = False, links: bool = False
    ) -> Iterator[dict[str, Any]]:
        """Yield the selected posts as dicts, with data of their sources; see `selection.posts`."""
        return _selection.posts(self.db, selection, changed_last_first=changed_last_first, links=links)

    def sources_of(self, selection: _selection.Selection) -> list[str]:
        """Return the ids of the sources whose posts are selected."""
        return _selection.sources(self.db, selection)

    def select_facts(self, table: str, selection: _selection.Selection) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table of what posts say or link to, of the selected posts; see `selection.facts`."""
        return _selection.facts(self.db, table, selection)

    def select_pages(self, selection: _selection.Selection) -> Iterator[tuple[str, Page]]:
        """Yield (source, raw page) of the selected sources that were fetched on the selected days."""
        return _selection.pages(self.db, selection)

    def title_of(self, source: str, url: str) -> str | None:
        """Return the title of the post of a source at its canonical URL. None also if it has no title."""
        sql = "SELECT title FROM posts WHERE source = ? AND url = ?"
        row = self.db.execute(sql, [source, url]).fetchone()
        return row[0] if row is not None else None

    def announcements(
        self, since: date, until: date, selection: _selection.Selection = _EVERYTHING
    ) -> list[_announcements.Announcement]:
        """Return the selected stories first published from `since` to `until` (both included), newest first."""
        return _announcements.announcements(self.db, since, until, selection)

    def found(
        self, since: datetime, until: datetime, selection: _selection.Selection = _EVERYTHING
    ) -> list[_announcements.Announcement]:
        """Return the selected stories that were first found after `since`, up to `until`, newest first."""
        return _announcements.found(self.db, since, until, selection)

    def watched(
        self, since: datetime, until: datetime, watches: Sequence[str], sources: Sequence[str] = ()
    ) -> list[_announcements.Announcement]:
        """Return the stories that saved searches find since a time; see `announcements.watched`."""
        return _announcements.watched(self.db, since, until, watches, sources)

    def found_since(
        self, since: datetime, until: datetime, selection: _selection.Selection = _EVERYTHING
    ) -> _announcements.Found:
        """Return what was found after `since`, up to `until`, sorted out by its age."""
        return _announcements.found_since(self.db, since, until, selection)

    def calls(
        self,
        today: date,
        states: Collection[CallState] = tuple(CallState),
        *,
        closing: date | None = None,
        wanted: _agenda.Wanted | None = None,
    ) -> list[_agenda.Call]:
        """Return the calls in one of `states` on a day, by their next deadline; see `agenda.calls`."""
        return _agenda.calls(self.db, today, states, closing=closing, wanted=wanted)

    def events(
        self, since: date, until: date | None = None, *, wanted: _agenda.Wanted | None = None
    ) -> list[_agenda.Event]:
        """Return the events that last on the day `since` or later, and begin on the day `until` or before."""
        return _agenda.events(self.db, since, until, wanted=wanted)

    def agenda_choices(self, name: str) -> list[tuple[str, str]]:
        """Return the values of a filter of calls and events; see `agenda.choices`."""
        return _agenda.choices(self.db, name)

    def calendar_days(
        self, since: date | None = None, until: date | None = None, *, wanted: _agenda.Wanted | None = None
    ) -> list[_agenda.CalendarDay]:
        """Return the deadlines and events for a calendar; see `agenda.calendar_days`."""
        return _agenda.calendar_days(self.db, since, until, wanted=wanted)

    def moved_days(
        self,
        since: datetime,
        until: datetime,
        kind: DayKind | None = None,
        *,
        wanted: _agenda.Wanted | None = None,
    ) -> list[_agenda.Moved]:
        """Return the days, of one kind or of all, that were moved after `since`, up to `until`."""
        return _agenda.moved(self.db, since, until, kind, wanted=wanted)

    def relays(self, today: date, told: _relays.RelayFilter | None = None) -> _relays.Relays:
        """Return how announcements are relayed, as far as the last run has seen; see `relays.relays`."""
        return _relays.relays(self.db, today, told)

    def seen_until(self, today: date) -> date:
        """Return the day of the last run, at most `today`; see `relays.seen_until`."""
        return _relays.seen_until(self.db, today)

    def rising_terms(
        self,
        first: date,
        last: date,
        told: _terms.TermFilter | None = None,
        *,
        past: int = _terms.PAST,
        limit: int = _terms.LIMIT,
    ) -> _terms.RisingTerms:
        """Return the terms that rise from `first` to `last`, against the `past` days before; see `terms`."""
        return _terms.rising_terms(self.db, first, last, told, past=past, limit=limit)

    def named(
        self, name: str, known: Iterable[_mentioned.Key] = (), by: _mentioned.Namers = _mentioned.ANYBODY
    ) -> list[_mentioned.Named]:
        """Return what posts name by this name or id; see `mentioned.named`."""
        return _mentioned.named(self.db, name, known, by)

    def posts_naming(
        self, what: _mentioned.Named, by: _mentioned.Namers = _mentioned.ANYBODY, *, limit: int = 20
    ) -> list[dict[str, Any]]:
        """Return the posts that name something, the newest first; see `mentioned.posts_naming`."""
        return _mentioned.posts_naming(self.db, what, by, limit=limit)

    def touched_since(self, moment: datetime) -> list[dict[str, Any]]:
        """Return the posts that were added or changed since a time. `changed` lists the fields of an edit."""
        sql = """
        SELECT p.id, p.source, p.url, p.title, p.published, p.first_seen, r.changed FROM posts p
        LEFT JOIN revisions r ON r.post = p.id AND r.revision = p.revision - 1 AND p.first_seen < :moment
        WHERE p.last_changed >= :moment ORDER BY p.source, p.published DESC
        """
        rows = self.db.query(sql, {"moment": stamp(moment)})
        return [{**row, "changed": json.loads(row["changed"] or "[]")} for row in rows]

    def status(self, source: str | None = None) -> list[dict[str, Any]]:
        """Return the health of each source, or of one, as dicts; see `answers.status`."""
        return _answers.status(self.db, source)

    def plan_undo(self, run: int, sources: Sequence[str] = ()) -> _undo.UndoPlan:
        """Return what can be taken back of a run, for the given sources or for all. No post is changed.

        What times tell of a run of an earlier version is recorded first.
        """
        with self.transaction():
            self.changes.record_by_times(run)
        return _undo.plan_undo(self.db, run, sources)

    def undo(self, plan: _undo.UndoPlan, now: datetime) -> None:
        """Take back the changes of a plan in one transaction, and derive what depends on the texts of the posts."""
        with self.transaction():
            _undo.undo(self.db, plan, now)
        self.derive()

    def post_number(self, post: str) -> int | None:
        """Return the number of a post, given its number or one of its URLs, or None if there is no such post."""
        return _answers.number_of(self.db, post)

    def explain(self, post: str) -> dict[str, Any] | None:
        """Return everything known about a post, given its id or one of its URLs, or None if there is no such post.

        The dict has the columns of `posts` and the keys `evidence`, `sightings`, `revisions`, `labels`, `links`,
        `days`, `mentions`, `moved_days`, `merges`, `relays`, `story_links` and `story_decisions`.
        """
        return _answers.explain(self.db, post)
