"""One address of a post: fetch it, read it, let the archive judge it. A run does this for each address of a source.

address ─► page, or the entry that carries the whole post ─► read ─► what changed since last time ─► archive
"""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from clusterwatch import urls
from clusterwatch.archive import Archive, content_hash, undo_rewording
from clusterwatch.config import Source
from clusterwatch.errors import (
    ArchiveError,
    BadStatus,
    Blocked,
    Deferred,
    FetchError,
    LeadsHome,
    LeadsToOtherPost,
    NotAPage,
    StepLost,
    Unreachable,
)
from clusterwatch.models import (
    FIELDS,
    Draft,
    Entry,
    Note,
    Observation,
    Page,
    Problem,
    ProblemCode,
    Request,
    UrlRecord,
)
from clusterwatch.pipeline.change_filter import filter_changes
from clusterwatch.pipeline.selector_learning import SelectorLearning
from clusterwatch.pipeline.steps import read_entry, read_page
from clusterwatch.pipeline.workers import Workers

_log = logging.getLogger("clusterwatch.pipeline")

Clock = Callable[[], datetime]
MOST_FAILURES = 3  # in a row: then the host is down or blocks us, and the rest waits for the next run
_COUNTED = {"new": "new", "changed": "changed", "copy": "copies", "failed": "failed"}


class Web(Protocol):
    """What is needed of http.Client."""

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page: ...


@dataclass(slots=True)
class PostFetcher:
    """Fetches the posts of one source, each address once per run, and counts the results.

    `order` is the order of day and month in the source's dates, `delay` the seconds between two requests.
    """

    source: Source
    archive: Archive
    web: Web
    clock: Clock
    workers: Workers
    delay: float
    order: str | None
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    same: set[int] = field(default_factory=set)
    visits: int = 0
    failures_in_a_row: int = 0
    learning: SelectorLearning = field(init=False)

    def __post_init__(self) -> None:
        self.learning = SelectorLearning(self.source, self.archive, self.clock, self.get)

    def count(self, entry: Entry) -> bool:
        """Count an entry; False when another index of this run listed it already."""
        before = len(self.listed)
        self.listed.add(urls.key(entry.url))
        self.counts["found"] += len(self.listed) - before
        return len(self.listed) > before

    async def get(self, request: Request) -> Page:
        """Fetch at the pace of the source. Every GET is counted: robots.txt, redirects and retries too."""
        return await self.web.get(request, delay=self.delay, spent=lambda: self.counts.update(requests=1))

    def skip(self, entry: Entry, url_record: UrlRecord) -> None:
        """Note a known address whose entry says nothing new; it is not fetched."""
        complete = entry.complete and url_record.kind == "entry" and url_record.post is not None
        if complete:
            self.visited.add(urls.key(url_record.own or url_record.url))
        self._is_same(url_record.post)
        now = self.clock()
        due = url_record.next_check is not None and url_record.next_check <= now
        try:
            with self.archive.transaction():
                self.archive.url_records.seen(self.source.id, entry, url_record, now)
                if complete and due and url_record.own and url_record.post:
                    self.archive.posts.unchanged(self.source.id, url_record.own, url_record.post, now)
        except ArchiveError:
            raise
        except Exception as fault:
            self._faulty(entry.url, fault)

    async def fetch_post(self, url: str, entry: Entry | None, url_record: UrlRecord | None) -> None:
        """Read the post at one address: from the entry where that carries the whole post, else from its page."""
        if urls.key(url) in self.visited:
            return
        self.visited.add(urls.key(url))
        self.visits += 1
        try:
            if entry is not None and entry.complete and (url_record is None or url_record.kind == "entry"):
                await self._read_from_entry(url, entry, url_record)
            else:
                await self._read_from_page(url, entry, url_record)
            self.failures_in_a_row = 0
        except ArchiveError:
            raise
        except FetchError as error:
            if isinstance(error, Deferred) and urls.same_site(error.url, self.source.url):
                raise  # the host wants to be left alone: the rest waits for the next run
            gone = isinstance(error, BadStatus) and error.status in (404, 410)
            self._failed(url, entry, url_record, error.problem, gone=gone)
            down = isinstance(error, (Blocked, Unreachable))
            self.failures_in_a_row = self.failures_in_a_row + 1 if down else 0
            if self.failures_in_a_row >= MOST_FAILURES:
                raise
        except StepLost as lost:
            _log.error("the worker that read a page was lost", extra={"url": url, "reason": lost.reason})
            self._failed(url, entry, url_record, lost.problem(url))
        except Exception as fault:  # a fault in one page, also one of this program, must not stop the others
            self.archive.raise_if_broken(fault)
            _log.exception("a page failed for a fault of the program", extra={"url": url})
            self._failed(url, entry, url_record, internal(fault, url))

    async def _read_from_page(self, url: str, entry: Entry | None, url_record: UrlRecord | None) -> None:
        page = await self._page(url, url_record)
        if page.status == 200:
            self.learning.add_page(page, entry, self.order)
        if url_record is None or url_record.post is None or url_record.own is None:
            self._record(Observation(self.source.id, url, await self._read(page, entry), entry, page))
        elif page.status == 304 or content_hash(page.body) == self.archive.pages.content_hash(
            self.source.id, url_record.own
        ):
            self._unchanged(url_record.own, url_record.post, entry, url_record)
        else:
            await self._read_changed_page(url, page, entry, url_record.own, url_record)

    async def _read_from_entry(self, url: str, entry: Entry, url_record: UrlRecord | None) -> None:
        own = url_record.own if url_record else None
        archived = self.archive.pages.latest_entry(self.source.id, own) if own else None
        before = await self._read_entry(archived) if archived else None
        draft = await self._read_entry(entry)
        self._record(Observation(self.source.id, url, draft, entry, None, before))

    async def _read_changed_page(
        self, url: str, page: Page, entry: Entry | None, own: str, url_record: UrlRecord
    ) -> None:
        """The page of a known post has other bytes: read it and the page archived before by the same rules.

        Both are read without the entry, which speaks of today only. A post that came whole with its index has no
        archived page: its first page is compared with the post by words, since the markup differs.
        """
        draft = await self._read(page, None)
        archived = self.archive.pages.latest(self.source.id, own)
        known = self.archive.posts.known(url_record.post) if url_record.post is not None else None
        first = undo_rewording(draft, known) if url_record.kind == "entry" and known else None
        before = await self._read(archived, None) if archived is not None else first
        if archived is not None and before is not None and not _say_the_same(draft, before):
            draft = await self._without_noise(url, draft, before, page.fetched, archived.fetched)
            if url_record.post is not None and _say_the_same(draft, before):
                # The archived page stays: an edit that looked like a clock this time will not do so next time.
                self.drafts.append(draft)
                self._unchanged(own, url_record.post, entry, url_record)
                return
        self._record(Observation(self.source.id, url, draft, entry, page, before))

    async def _without_noise(
        self, url: str, draft: Draft, before: Draft, at: datetime, then: datetime
    ) -> Draft:
        """Fetch a changed page once more: what differs between the two visits is not an edit."""
        try:
            again = await self._read(await self.get(Request(url, fresh=True)), None)
        except FetchError:
            again = draft  # it was there a moment ago, and what it said then counts
        return filter_changes(draft, again, before, at, then)

    def _unchanged(self, own: str, post: int, entry: Entry | None, url_record: UrlRecord) -> None:
        self._is_same(post)
        with self.archive.transaction():
            self.archive.posts.unchanged(self.source.id, own, post, self.clock())
            if entry is not None:
                self.archive.url_records.seen(self.source.id, entry, url_record, self.clock())

    def _is_same(self, post: int | None, same: bool = True) -> None:
        """Count a post once, however often a run finds it."""
        if post is not None:
            (self.same.add if same else self.same.discard)(post)
            self.counts["same"] = len(self.same)

    async def _page(self, url: str, url_record: UrlRecord | None) -> Page:
        etag, modified = (
            self.archive.validators(self.source.id, url) if url_record and url_record.post else (None, None)
        )
        page = await self.get(Request(url, etag=etag, last_modified=modified))
        kind = page.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if page.status == 200 and not ("html" in kind or "xml" in kind or kind == "text/plain"):
            raise NotAPage(url, kind)
        home = {urls.key(urls.absolute(page.url, "/") or page.url), urls.key(self.source.url)}
        if urls.key(page.url) in home and urls.key(url) not in home:
            # Sites under maintenance do that as well: a post is gone when it happens twice.
            status = 404 if url_record is not None and url_record.tries else 302
            raise LeadsHome(url, status, page.url)
        owners = [self.archive.url_records.owner(self.source.id, address) for address in (url, page.url)]
        if None not in owners and owners[0] != owners[1]:
            status = 404 if url_record is not None and url_record.tries else 302
            raise LeadsToOtherPost(url, status, page.url)
        return page

    async def _read(self, page: Page, entry: Entry | None) -> Draft:
        learned = self.learning.known
        return await self.workers.run(read_page, page, self.source, entry, self.order, learned)

    async def _read_entry(self, entry: Entry) -> Draft:
        return await self.workers.run(read_entry, entry, self.source, self.clock(), self.order)

    def _record(self, seen: Observation) -> None:
        with self.archive.transaction():
            verdict = self.archive.posts.record(seen, self.clock())
            if seen.page is not None and verdict.kind != "failed":
                self.archive.keep_validators(self.source.id, seen.url, seen.page, self.clock())
        if verdict.post is not None and (verdict.kind == "new" or "body" in verdict.changed):
            self.archive.find_story(verdict.post)
        self._is_same(verdict.post, verdict.kind == "same")
        if verdict.kind != "same":
            self.counts[_COUNTED[verdict.kind]] += 1
        self.drafts.append(seen.draft)
        if verdict.problem is not None:
            self.problems.append(replace(verdict.problem, url=seen.url))

    def _faulty(self, url: str, fault: Exception) -> None:
        """Record a fault in writing what is known of one address; it costs that address only."""
        self.archive.raise_if_broken(fault)
        _log.error("an address could not be recorded", extra={"url": url}, exc_info=fault)
        self.counts["failed"] += 1
        self.problems.append(internal(fault, url))
        try:
            with self.archive.transaction():
                self.archive.url_records.failed(self.source.id, url, self.clock(), internal(fault, url))
        except ArchiveError:
            raise
        except Exception:
            _log.exception("the failure of an address could not be recorded", extra={"url": url})

    def _failed(
        self,
        url: str,
        entry: Entry | None,
        url_record: UrlRecord | None,
        problem: Problem,
        *,
        gone: bool = False,
    ) -> None:
        """Record that an address could not be read, or that its post is gone."""
        try:
            self._note_failure(url, entry, url_record, problem, gone)
        except ArchiveError:
            raise
        except Exception as fault:
            self._faulty(url, fault)

    def _note_failure(
        self, url: str, entry: Entry | None, url_record: UrlRecord | None, problem: Problem, gone: bool
    ) -> None:
        now = self.clock()
        with self.archive.transaction():
            if (
                gone
                and url_record is not None
                and url_record.own
                and urls.key(url_record.own) == urls.key(url)
            ):
                self._is_same(url_record.post, False)
                self.counts["gone"] += self.archive.posts.withdraw(self.source.id, url, now, problem)
                return
            self.archive.url_records.failed(self.source.id, url, now, problem, entry)
            if entry is not None and (url_record is None or url_record.post is None):
                self.archive.pages.keep_entry(self.source.id, url, entry, now)  # for the next try
        self.counts["failed"] += 1
        self.problems.append(problem)


def _say_the_same(one: Draft, other: Draft) -> bool:
    return all(getattr(one, f.name) == getattr(other, f.name) for f in FIELDS if f.revised)


def internal(error: Exception, url: str | None = None) -> Problem:
    """A fault of this program, with what a bug report needs to name."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename.rpartition('clusterwatch/')[2]}:{frame.lineno}"
    detail = {"error": type(error).__name__, "message": str(error), "place": place}
    return Problem(ProblemCode.INTERNAL, url=url, detail=detail)
