"""Fetch the posts of a source: fetch the page of an address, extract the post and record it in the archive.

address ─► page, or an index entry with the complete post ─► extract ─► filter changes ─► archive
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from clusterwatch import urls
from clusterwatch.archive import Archive, undo_rewording
from clusterwatch.compression import content_hash
from clusterwatch.config import Source
from clusterwatch.errors import (
    ArchiveError,
    BadStatus,
    Blocked,
    Deferred,
    Exhausted,
    FetchError,
    LeadsHome,
    LeadsToOtherPost,
    NotAPage,
    StepLost,
    Unreachable,
    internal,
)
from clusterwatch.models import (
    FIELDS,
    Draft,
    Entry,
    Note,
    Observation,
    Page,
    Problem,
    Request,
    UrlRecord,
    Verdict,
)
from clusterwatch.pipeline.change_filter import filter_changes
from clusterwatch.pipeline.selector_learning import SelectorLearning
from clusterwatch.pipeline.steps import read_entry, read_page, read_post
from clusterwatch.pipeline.workers import Workers
from clusterwatch.pipeline.writer import Writer

_log = logging.getLogger("clusterwatch.pipeline")

Clock = Callable[[], datetime]
MOST_FAILURES = 3  # in a row: then the host is down or blocks the program, and the run of the source ends
_COUNTED = {"new": "new", "changed": "changed", "copy": "copies", "failed": "failed"}


class Web(Protocol):
    """The part of http.Client that is used here."""

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page: ...


@dataclass(slots=True)
class PostFetcher:
    """Fetches the posts of one source, each address once per run, and counts the results.

    `order` is the order of day and month in the dates of the source. `delay` is the time between two requests in
    seconds. `problems` are those of single posts, `warnings` those of the hosts. `counted` is called after a post was
    written and counted. `never_told` counts, by field, the `drafts` of known posts whose page did not tell it before.
    """

    source: Source
    archive: Archive
    writer: Writer
    web: Web
    clock: Clock
    workers: Workers
    delay: float
    order: str | None
    counted: Callable[[], None] = lambda: None
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    never_told: Counter[str] = field(default_factory=Counter)
    listed: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    same: set[int] = field(default_factory=set)
    visits: int = 0
    failures_in_a_row: int = 0
    unconditional: bool = False
    learning: SelectorLearning = field(init=False)

    def __post_init__(self) -> None:
        self.learning = SelectorLearning(self.source, self.archive, self.clock, self.get, self.workers)

    def count(self, entry: Entry) -> bool:
        """Count an entry. Return False if another index of this run has already listed it."""
        before = len(self.listed)
        self.listed.add(urls.key(entry.url))
        self.counts["found"] += len(self.listed) - before
        return len(self.listed) > before

    async def get(self, request: Request) -> Page:
        """Fetch a page with the delay of the source. Requests for robots.txt, redirects and retries are counted too."""
        request = request if self.source.tls.verify else replace(request, verify=False)
        if self.unconditional:
            request = replace(request, etag=None, last_modified=None)
        await self.writer.before_waiting()
        page = await self.web.get(request, delay=self.delay, spent=lambda: self.counts.update(requests=1))
        if page.warning is not None and page.warning not in self.warnings:
            self.warnings.append(page.warning)
        return page

    async def skip(self, entry: Entry, url_record: UrlRecord) -> None:
        """Record a known address whose entry is unchanged, without fetching it."""
        complete = entry.complete and url_record.kind == "entry" and url_record.post is not None
        if complete:
            self.visited.add(urls.key(url_record.own or url_record.url))
        self._is_same(url_record.post)
        now = self.clock()
        is_due = url_record.next_check is not None and url_record.next_check <= now
        try:
            async with self.archive.writing():
                self.archive.url_records.seen(self.source.id, entry, url_record, now)
                if complete and is_due and url_record.own and url_record.post:
                    self.archive.posts.unchanged(self.source.id, url_record.own, url_record.post, now)
        except ArchiveError:
            raise
        except Exception as error:
            self._record_error(entry.url, error)

    async def fetch_post(self, url: str, entry: Entry | None, url_record: UrlRecord | None) -> None:
        """Read the post at an address, from its entry if that has the complete post, otherwise from its page."""
        if urls.key(url) in self.visited:
            return
        self.visited.add(urls.key(url))
        self.visits += 1
        if url_record is not None:
            await self.writer.flush()  # another address of the same post may be waiting
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
                raise  # the host asked for a pause, so the run of the source ends
            gone = isinstance(error, BadStatus) and error.status in (404, 410)
            await self.archive.unlocked()
            self._failed(url, entry, url_record, error.problem, gone=gone)
            down = isinstance(error, (Blocked, Unreachable, Exhausted))
            self.failures_in_a_row = self.failures_in_a_row + 1 if down else 0
            if self.failures_in_a_row >= MOST_FAILURES:
                raise
        except StepLost as lost:
            _log.error("the worker that read a page was lost", extra={"url": url, "reason": lost.reason})
            await self.archive.unlocked()
            self._failed(url, entry, url_record, lost.problem(url))
        except Exception as error:  # an error in one page must not stop the others
            self.archive.raise_if_broken(error)
            _log.exception("internal error while reading a page", extra={"url": url})
            await self.archive.unlocked()
            self._failed(url, entry, url_record, internal(error, url))

    async def _read_from_page(self, url: str, entry: Entry | None, url_record: UrlRecord | None) -> None:
        page = await self._page(url, url_record)
        if page.status == 200:
            self.learning.add_page(page, entry)
        if url_record is None or url_record.post is None or url_record.own is None:
            draft, page = await self._read_for_archive(page, entry)
            await self._record(Observation(self.source.id, url, draft, entry, page), url_record)
        elif page.status == 304 or content_hash(page.body) == self.archive.pages.content_hash(
            self.source.id, url_record.own
        ):
            await self._unchanged(url_record.own, url_record.post, entry, url_record)
        else:
            await self._read_changed_page(url, page, entry, url_record.own, url_record)

    async def _read_from_entry(self, url: str, entry: Entry, url_record: UrlRecord | None) -> None:
        own = url_record.own if url_record else None
        archived = self.archive.pages.latest_entry(self.source.id, own) if own else None
        before = await self._read_entry(archived) if archived else None
        draft = await self._read_entry(entry)
        await self._record(Observation(self.source.id, url, draft, entry, None, before), url_record)

    async def _read_changed_page(
        self, url: str, page: Page, entry: Entry | None, own: str, url_record: UrlRecord
    ) -> None:
        """Read the changed page of a known post, and its archived page by the same rules.

        Both are read without the entry, because it only describes the current page. A post that was archived from an
        index has no archived page. Its first page is compared with the post by words, because the markup differs.
        """
        draft, page = await self._read_for_archive(page, None)
        archived = self.archive.pages.latest(self.source.id, own)
        known = self.archive.posts.known(url_record.post) if url_record.post is not None else None
        first = undo_rewording(draft, known) if url_record.kind == "entry" and known else None
        before = await self._read(archived, None) if archived is not None else first
        if archived is not None and before is not None and not _are_equal(draft, before):
            draft = await self._without_noise(url, draft, before, page.fetched, archived.fetched)
            if url_record.post is not None and _are_equal(draft, before):
                # The archived page is kept. An edit that looks like a clock by chance is found at the next visit.
                self._keep(draft, before)
                await self._unchanged(own, url_record.post, entry, url_record)
                return
        await self._record(Observation(self.source.id, url, draft, entry, page, before), url_record)

    async def _without_noise(
        self, url: str, draft: Draft, before: Draft, at: datetime, then: datetime
    ) -> Draft:
        """Fetch a changed page again. Differences between the two visits are not edits."""
        try:
            again = await self._read(await self.get(Request(url, fresh=True)), None)
        except FetchError:
            again = draft  # the first visit was successful, and its content counts
        return await self.workers.run(filter_changes, draft, again, before, at, then)

    async def _unchanged(self, own: str, post: int, entry: Entry | None, url_record: UrlRecord) -> None:
        self._is_same(post)
        async with self.archive.writing():
            self.archive.posts.unchanged(self.source.id, own, post, self.clock())
            if entry is not None:
                self.archive.url_records.seen(self.source.id, entry, url_record, self.clock())

    def _is_same(self, post: int | None, same: bool = True) -> None:
        """Count an unchanged post once, even if a run finds it several times."""
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
            # Sites under maintenance do this too, so a post is gone only at the second time.
            status = 404 if url_record is not None and url_record.tries else 302
            raise LeadsHome(url, status, page.url)
        if await self._belongs_to_another_post(url, page.url):
            status = 404 if url_record is not None and url_record.tries else 302
            raise LeadsToOtherPost(url, status, page.url)
        return page

    async def _belongs_to_another_post(self, url: str, target: str) -> bool:
        """Return whether a redirect leads from the URL of one post to the URL of another one."""
        if urls.key(url) == urls.key(target):
            return False
        await self.writer.flush()
        owners = {self.archive.url_records.owner(self.source.id, address) for address in (url, target)}
        return None not in owners and len(owners) > 1

    async def _read_for_archive(self, page: Page, entry: Entry | None) -> tuple[Draft, Page]:
        """Read a page that will be written. Return the draft with its features, and the page, compressed."""
        learned = self.learning.known
        with self.writer.reading():
            read = await self.workers.run(read_post, page, self.source, entry, self.order, learned)
        return read.draft, replace(page, compressed=read.compressed)

    async def _read(self, page: Page, entry: Entry | None) -> Draft:
        learned = self.learning.known
        return await self.workers.run(read_page, page, self.source, entry, self.order, learned)

    async def _read_entry(self, entry: Entry) -> Draft:
        return await self.workers.run(read_entry, entry, self.source, self.clock(), self.order)

    async def _record(self, seen: Observation, url_record: UrlRecord | None) -> None:
        """Queue an observation for the archive. It is counted when it was written."""

        def failed(error: Exception) -> None:
            _log.error("internal error while a post was written", extra={"url": seen.url}, exc_info=error)
            self._failed(seen.url, seen.entry, url_record, internal(error, seen.url))

        write = partial(self.archive.record, seen, self.clock())
        await self.writer.add(write, partial(self._count_verdict, seen), failed)

    def _count_verdict(self, seen: Observation, verdict: Verdict) -> None:
        self._is_same(verdict.post, verdict.kind == "same")
        if verdict.kind != "same":
            self.counts[_COUNTED[verdict.kind]] += 1
        self._keep(seen.draft, seen.before)
        if verdict.problem is not None:
            self.problems.append(replace(verdict.problem, url=seen.url))
        self.counted()

    def _keep(self, draft: Draft, before: Draft | None) -> None:
        """Keep what was read for the health of the source. `before` is what the archived page told."""
        self.drafts.append(draft)
        if before is not None:
            names = (field.name for field in FIELDS)
            self.never_told.update(
                n for n in names if getattr(draft, n) is None and getattr(before, n) is None
            )

    def _record_error(self, url: str, error: Exception) -> None:
        """Record an error that occurred while one address was archived. The other addresses are not affected."""
        self.archive.raise_if_broken(error)
        _log.error("an address could not be recorded", extra={"url": url}, exc_info=error)
        self.counts["failed"] += 1
        self.problems.append(internal(error, url))
        try:
            with self.archive.transaction():
                self.archive.url_records.failed(self.source.id, url, self.clock(), internal(error, url))
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
        """Record that an address could not be read, or that its post is gone. The archive should not be locked."""
        self.writer.flush_now()  # problems are listed in the order of the addresses
        try:
            self._record_failure(url, entry, url_record, problem, gone)
        except ArchiveError:
            raise
        except Exception as error:
            self._record_error(url, error)

    def _record_failure(
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


def _are_equal(one: Draft, other: Draft) -> bool:
    return all(getattr(one, f.name) == getattr(other, f.name) for f in FIELDS if f.revised)
