"""Fetch the posts of a source: fetch the page of an address, extract the post and record it in the archive.

address ─► page, or an index entry with the complete post ─► extract ─► filter changes ─► is it the post? ─► archive

What is doubtful waits for the pages that are read after it, and edits wait for the end of the run: if the site shows
one page in place of many posts, all of them are held back (see `held`).
"""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from clusterwatch import dates, extraction, urls
from clusterwatch.archive import Archive, is_excerpt, undo_rewording
from clusterwatch.compression import content_hash
from clusterwatch.config import Source, Sources
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
    TooLarge,
    Unreachable,
    internal,
)
from clusterwatch.models import (
    FIELDS,
    Draft,
    Entry,
    FetchReason,
    KnownPost,
    Method,
    MethodKind,
    Note,
    NoteCode,
    Observation,
    Page,
    ParsedDate,
    Problem,
    ProblemCode,
    Reason,
    Request,
    UrlRecord,
    Value,
    Verdict,
)
from clusterwatch.pipeline import rewritten
from clusterwatch.pipeline.change_filter import filter_changes
from clusterwatch.pipeline.endings import Endings
from clusterwatch.pipeline.missing import LATELY, MissingPage, is_withdrawn
from clusterwatch.pipeline.quarantine import Decision, Quarantine
from clusterwatch.pipeline.selector_learning import SelectorLearning
from clusterwatch.pipeline.steps import (
    ReadPost,
    read_document,
    read_entry,
    read_page,
    read_post,
    read_whole_entry,
)
from clusterwatch.pipeline.visit import Visit, say_the_same
from clusterwatch.pipeline.workers import Workers
from clusterwatch.pipeline.writer import Writer

_log = logging.getLogger("clusterwatch.pipeline")

Clock = Callable[[], datetime]
# Pages of a new source that are compared with entries before entries are believed to be whole.
ENTRIES_CHECKED = 2
MOST_FAILURES = 3  # in a row: then the host is down or blocks the program, and the run of the source ends
MOST_WALLS = 20  # pages in a row that are not the posts: then no more are fetched in this run
MOST_WAITING = 10  # new posts that wait because one of them is doubtful
MOST_EDITS = 300  # edits that wait for the end of the run
_NO_BODY = (ProblemCode.FIELD_MISSING, "body")
_COUNTED = {"new": "new", "changed": "changed", "copy": "copies", "failed": "failed"}


class Web(Protocol):
    """The part of http.Client that is used here."""

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page: ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What was read and is not written yet. With `is_same`, nothing of the post was edited: the changes were noise."""

    visit: Visit
    seen: Observation
    url_record: UrlRecord | None
    at: datetime
    is_same: bool = False


@dataclass(slots=True)
class PostFetcher:
    """Fetches the posts of one source, each address once per run, and counts the results.

    `order` is the order of day and month in the dates of the source. `delay` is the time between two requests in
    seconds. `entries_are_whole` says whether a feed has the whole posts (None if this is not known yet), and `checked`
    is the number of pages that agreed. `problems` are those of single posts, `warnings` those of the hosts. `counted`
    is called after a post was written and counted. `never_told` counts, by field, the `drafts` of known posts whose
    page did not tell it before. `quarantine` has what the source showed in this run, and `settle` decides about what
    waits. `dated` counts the new posts with a day. `dated_today` are those with the day of the visit, each with whether
    only an index says so. `on_index` has the keys of all entries of the indexes read so far. `missing` are the pages of
    known posts that were not there, and `elsewhere` the posts that are looked for at another address now.
    `unchanged_indexes` are the indexes that list what they listed before. `strays` counts the failed addresses that
    never were posts and that no index lists any more, `failures` are the problems of the others.
    """

    source: Source
    sources: Sources
    archive: Archive
    writer: Writer
    web: Web
    clock: Clock
    workers: Workers
    entries_are_whole: bool | None = None
    checked: int = 0
    counted: Callable[[], None] = lambda: None
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    never_told: Counter[str] = field(default_factory=Counter)
    dated: int = 0
    dated_today: dict[int, bool] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    on_index: set[str] = field(default_factory=set)
    whole_pages: dict[str, Page] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    same: set[int] = field(default_factory=set)
    visits: int = 0
    failures_in_a_row: int = 0
    unconditional: bool = False
    walls_in_a_row: int = 0
    failures: list[Problem] = field(default_factory=list)
    strays: int = 0
    missing: list[MissingPage] = field(default_factory=list)
    elsewhere: set[int] = field(default_factory=set)
    unchanged_indexes: set[str] = field(default_factory=set)
    quarantine: Quarantine = field(default_factory=Quarantine)
    order: str | None = field(init=False)
    delay: float = field(init=False)
    endings: Endings = field(init=False)
    learning: SelectorLearning = field(init=False)
    _new: deque[_Waiting] = field(default_factory=deque)
    _edits: deque[_Waiting] = field(default_factory=deque)
    _afterwards: list[tuple[Callable[[], None], Callable[[Exception], None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.order, self.delay = self.source.date.order, self.sources.delay_of(self.source)
        self.endings = Endings(self.source.id, self.archive, self.get)
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
        is_due = self._is_due(url_record)
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
                await self._read_complete(url, entry, url_record)
            else:
                await self._read_from_page(url, entry, url_record)
            self.failures_in_a_row = 0
        except ArchiveError:
            raise
        except FetchError as error:
            if isinstance(error, Deferred) and urls.same_site(error.url, self.source.url):
                raise  # the host asked for a pause, so the run of the source ends
            gone = isinstance(error, LeadsHome) or (
                isinstance(error, BadStatus) and error.status in (404, 410)
            )
            await self.archive.unlocked()
            if gone and url_record is not None and _is_own_page(url, url_record):
                self._is_missing(url, url_record, error.problem)
            else:
                self._failed(url, entry, url_record, error.problem)
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

    def today(self) -> frozenset[str]:
        """Return the day of the visit, in UTC and where the source is."""
        now = self.clock()
        zones = [UTC, *([ZoneInfo(self.source.timezone)] if self.source.timezone else [])]
        return frozenset(now.astimezone(zone).date().isoformat() for zone in zones)

    def date_of(self, written: str | None) -> ParsedDate | None:
        """Return the date that an index gives, in the languages, the time zone and the order of the source."""
        if not written:
            return None
        source = self.source
        return dates.parse_date(written, source.languages, self.clock(), source.timezone, self.order)

    @property
    def walled(self) -> bool:
        """Whether the site shows other pages in place of its posts, so that it is of no use to fetch more."""
        return self.walls_in_a_row >= MOST_WALLS

    @property
    def has_new(self) -> bool:
        """Whether new posts were found in this run, also if they wait or were held back."""
        return self.counts["new"] > 0 or bool(self._new) or self.quarantine.held > 0

    async def after_posts(self, write: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Queue a write that needs the posts that were read before."""
        if self._new or self._edits:
            self._afterwards.append((write, failed))
        else:
            await self.writer.add(write, _ignore, failed)

    async def settle(self) -> None:
        """Write what waits or hold it back, when all pages of the run have been read."""
        for waiting in (self._edits, self._new):
            while waiting:
                await self._decide(waiting.popleft())
        await self._decide_missing()
        for write, failed in self._afterwards:
            await self.writer.add(write, _ignore, failed)
        self._afterwards.clear()

    def is_listed(self, url: str, url_record: UrlRecord | None) -> bool:
        """Return whether an index that was read in this run lists an address, as far as indexes were read so far."""
        if url_record is None:
            return urls.key(url) in self.listed
        addresses = {urls.key(one) for one in (url, url_record.url, url_record.own) if one}
        return bool(addresses & self.listed) or url_record.listed_on in self.unchanged_indexes

    def _is_missing(self, url: str, url_record: UrlRecord, problem: Problem) -> None:
        """Record that the page of a known post is not there. Whether it is withdrawn is decided at the end."""
        if url_record.status == "gone":
            self._failed(url, None, url_record, problem, gone=True)
            return
        self._is_same(url_record.post, False)
        returned = url_record.post is not None and self.archive.posts.has_returned(
            url_record.post, self.clock() - LATELY
        )
        self.missing.append(MissingPage(url, url_record, problem, returned))

    async def _decide_missing(self) -> None:
        """Withdraw the posts whose pages are not there, or let them wait for another visit."""
        undecided = [one for one in self.missing if one.decided is None]
        if not undecided:
            return
        await self.archive.unlocked()
        for one in undecided:
            one.listed = self.is_listed(one.url, one.url_record)
        for one in undecided:
            same, read = self.counts["same"], self.quarantine.good
            one.decided = is_withdrawn(one, self.missing, same, read, self.clock())
        for one in undecided:
            self._failed(one.url, None, one.url_record, one.problem, gone=bool(one.decided))

    async def _read_from_page(
        self,
        url: str,
        entry: Entry | None,
        url_record: UrlRecord | None,
        fetched: tuple[Page, bool] | None = None,
    ) -> None:
        page, cut = fetched or await self._page(url, url_record)
        if url_record is None or url_record.post is None or url_record.own is None:
            read_from, draft, page = page, *await self._read_for_archive(page, entry, cut)
            tries = url_record.tries if url_record is not None else 0
            visit = Visit(url, draft, entry, cut=cut, tries=tries, page=read_from)
            if visit.is_sure:
                self.learning.add_page(read_from, entry)
            seen = Observation(self.source.id, url, draft, entry, page)
            await self._take(_Waiting(visit, seen, url_record, self.clock()))
        elif await self._is_unchanged(page, entry, url_record.own):
            if page.status == 200:
                self.learning.add_page(page, entry)
            self.quarantine.see_unchanged()
            await self._unchanged(url_record.own, url_record.post, entry, url_record)
        else:
            if page.status == 304:
                page = await self.get(Request(url, fresh=True))
            await self._read_changed_page(url, page, cut, entry, url_record.own, url_record)

    async def _is_unchanged(self, page: Page, entry: Entry | None, own: str) -> bool:
        """Return whether a known post is unchanged. The title and the date of a file are in the index alone."""
        hashed = self.archive.pages.content_hash(self.source.id, own)
        if page.status != 304 and content_hash(page.body) != hashed:
            return False
        if entry is None or not self.source.reads_files:
            return True
        archived = page if page.status == 200 else self.archive.pages.latest(self.source.id, own)
        stored = self.archive.pages.index_entry(self.source.id, own)
        if stored is None or (archived is not None and not extraction.is_document(archived)):
            return True
        return (stored.title, stored.published) == (entry.title, entry.published)

    async def _read_complete(self, url: str, entry: Entry, url_record: UrlRecord | None) -> None:
        """Read a post from its entry in the index, after the first pages of the source have shown that it is whole.

        Some feeds give the beginning of a post where others give the post.
        """
        if self.entries_are_whole is None and entry.method is Method.FEED:
            if self.checked < ENTRIES_CHECKED and not self.archive.pages.entries_read(self.source.id):
                return await self._check_entry(url, entry, url_record)
            self.entries_are_whole = True
        if self.entries_are_whole is False:
            return await self._read_from_page(url, replace(entry, complete=False), url_record)
        return await self._read_from_entry(url, entry, url_record)

    async def _check_entry(self, url: str, entry: Entry, url_record: UrlRecord | None) -> None:
        """Compare the text of an entry with that of its page, and record the post from the one that has more."""
        in_index, without_text = await self._read_entry(entry), replace(entry, complete=False)
        try:
            fetched = await self._page(url, None)
        except FetchError:
            return await self._read_from_entry(url, entry, url_record)  # the entry is all that can be read
        on_page = await self._read(fetched[0], without_text)
        self.checked += 1
        if on_page.interstitial or not is_excerpt(in_index.body, on_page.body):
            return await self._read_from_entry(url, entry, url_record)
        self.entries_are_whole = False
        return await self._read_from_page(url, without_text, url_record, fetched)

    async def _read_from_entry(self, url: str, entry: Entry, url_record: UrlRecord | None) -> None:
        own = url_record.own if url_record else None
        archived = self.archive.pages.latest_entry(self.source.id, own) if own else None
        before = await self._read_entry(archived) if archived else None
        draft = await self.workers.run(read_whole_entry, entry, self.source, self.clock(), self.order)
        post = url_record.post if url_record else None
        known = self.archive.posts.known(post) if post is not None else None
        visit = self._visit_of_known(url, draft, known, before, url_record, listed=entry) if known else None
        seen = Observation(self.source.id, url, draft, entry, None, before)
        await self._take(_Waiting(visit or Visit(url, draft, entry), seen, url_record, self.clock()))

    def _visit_of_known(
        self,
        url: str,
        draft: Draft,
        known: KnownPost,
        before: Draft | None,
        url_record: UrlRecord | None,
        cut: bool = False,
        page: Page | None = None,
        listed: Entry | None = None,
        is_stable: bool = False,
    ) -> Visit:
        earlier = url_record.alone if url_record is not None and self._is_due(url_record) else None
        title = listed.title if listed is not None else None
        is_twin = self.archive.posts.is_twin(self.source.id, draft, known)
        return Visit(
            url,
            draft,
            None,
            known,
            before,
            is_twin,
            cut,
            earlier,
            today=self.today(),
            listed=title,
            is_stable=is_stable,
            page=page,
        )

    def _is_due(self, url_record: UrlRecord) -> bool:
        return url_record.next_check is not None and url_record.next_check <= self.clock()

    async def _is_stable(self, url_record: UrlRecord, draft: Draft) -> bool:
        """Return whether a page was held back at an earlier visit, and said then what it says now."""
        if not url_record.is_held or not self._is_due(url_record):
            return False
        held = self.archive.pages.latest(self.source.id, url_record.url, "held")
        return held is not None and say_the_same(draft, await self._read(held, None))

    async def _read_changed_page(
        self, url: str, page: Page, cut: bool, entry: Entry | None, own: str, url_record: UrlRecord
    ) -> None:
        """Read the changed page of a known post, and its archived page by the same rules.

        Both are read without the entry, because it only describes the current page; each version of a file is read
        with its own, which alone has its title. A post that was archived from an
        index has no archived page. Its first page is compared with the post by words, because the markup differs.
        """
        is_file = extraction.is_document(page)
        stored = self.archive.pages.index_entry(self.source.id, own) if is_file else None
        listed = (entry or stored) if is_file else None
        read_from, draft, page = page, *await self._read_for_archive(page, listed, cut)
        archived = self.archive.pages.latest(self.source.id, own)
        known = self.archive.posts.known(url_record.post) if url_record.post is not None else None
        first = undo_rewording(draft, known) if url_record.kind == "entry" and known else None
        before = await self._read(archived, stored) if archived is not None else first
        # What the site shows is compared as it was read: with the clock of a wall, its text would be filtered, too.
        is_stable = await self._is_stable(url_record, draft)
        visit = (
            self._visit_of_known(url, draft, known, before, url_record, cut, read_from, entry, is_stable)
            if known is not None
            else Visit(url, draft, entry, cut=cut, page=read_from)
        )
        if visit.is_sure:
            self.learning.add_page(read_from, entry)
        is_same = False
        if not is_file and archived is not None and before is not None and not _are_equal(draft, before):
            draft = await self._without_noise(url, draft, before, page.fetched, archived.fetched)
            is_same = _are_equal(draft, before)
        seen = Observation(self.source.id, url, draft, entry, page, before)
        await self._take(_Waiting(visit, seen, url_record, self.clock(), is_same))

    async def _take(self, waiting: _Waiting) -> None:
        """Write what was read, or let it wait for what is read after it."""
        visit, draft = waiting.visit, waiting.visit.draft
        if draft.interstitial or (draft.title is None and draft.body is None):
            await self._write(waiting)  # it fails, because it is no post
            return
        is_doubtful = self.quarantine.see(visit)
        if is_doubtful and not visit.is_sure:
            decision = self.quarantine.decide(visit)
            self.walls_in_a_row = self.walls_in_a_row + 1 if decision and decision.of_many else 0
        else:
            self.walls_in_a_row = 0
        if visit.known is None:
            self._new.append(waiting)
            while self._new and (self._new[0].visit.is_sure or len(self._new) > MOST_WAITING):
                await self._decide(self._new.popleft())
        elif is_doubtful and not (waiting.is_same and visit.is_sure):
            self._edits.append(waiting)
            if len(self._edits) > MOST_EDITS:
                await self._decide(self._edits.popleft())
        else:
            await self._write(waiting)

    async def _decide(self, waiting: _Waiting) -> None:
        """Write what was read, or hold it back."""
        visit, url_record, url = waiting.visit, waiting.url_record, waiting.seen.url
        try:
            decision = self.quarantine.decide(visit)
            if decision is None:
                await self._write(waiting)
            elif decision.reason is not Reason.NOT_FOUND or decision.of_many:
                await self._hold(waiting, decision)
            elif visit.known is None or visit.known.withdrawn or visit.earlier is Reason.NOT_FOUND:
                await self.archive.unlocked()
                problem = Problem(ProblemCode.PAGE_EMPTY, url=url, detail={"reason": decision.reason})
                self._failed(url, waiting.seen.entry, url_record, problem, gone=visit.known is not None)
            else:
                await self._hold(waiting, decision)
        except ArchiveError:
            raise
        except Exception as error:  # an error in one page must not stop the others
            self.archive.raise_if_broken(error)
            _log.exception("internal error while a page was judged", extra={"url": url})
            await self.archive.unlocked()
            self._failed(url, waiting.seen.entry, url_record, internal(error, url))

    async def _write(self, waiting: _Waiting) -> None:
        seen, url_record = waiting.seen, waiting.url_record
        if waiting.is_same and url_record is not None and url_record.own and url_record.post is not None:
            # The archived page is kept. An edit that looks like a clock by chance is found at the next visit.
            self._keep(seen.draft, seen.before)
            await self._unchanged(url_record.own, url_record.post, seen.entry, url_record)
            return
        if waiting.visit.cut:
            self.problems.append(Problem(ProblemCode.PAGE_CUT, url=seen.url))
        await self._record(seen, url_record, waiting.at, waiting.visit.may_be_edit)

    async def _hold(self, waiting: _Waiting, decision: Decision) -> None:
        """Keep a page aside. Nothing of an entry is kept: its index is read again in the next night."""
        seen, url_record, url = waiting.seen, waiting.url_record, waiting.seen.url
        detail: dict[str, Value] = {"reason": decision.reason}
        problem = Problem(
            ProblemCode.HELD_BACK, url=url, detail={**detail, "many": 1} if decision.of_many else detail
        )
        self.quarantine.hold(waiting.visit, decision)
        self._is_same(url_record.post if url_record else None, False)
        await self.writer.flush()
        if seen.page is not None:
            is_new = url_record is None or url_record.post is None
            async with self.archive.writing():
                self.archive.posts.hold(self.source.id, url, seen.page, problem, seen.entry, waiting.at)
                if seen.entry is not None and is_new:
                    self.archive.pages.keep_entry(self.source.id, url, seen.entry, waiting.at)
        self.counts["failed"] += 1
        self.problems.append(problem)
        self.counted()

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
            if url_record.is_held:
                self.archive.pages.drop_held(self.source.id, url_record.url)
            if entry is not None:
                self.archive.url_records.seen(self.source.id, entry, url_record, self.clock())

    def _is_same(self, post: int | None, same: bool = True) -> None:
        """Count an unchanged post once, even if a run finds it several times."""
        if post is not None:
            (self.same.add if same else self.same.discard)(post)
            self.counts["same"] = len(self.same)

    async def _page(self, url: str, url_record: UrlRecord | None) -> tuple[Page, bool]:
        """Fetch the page of a post. Return it, and whether it ends in the middle although it was fetched twice."""
        etag, modified = (
            self.archive.validators(self.source.id, url) if url_record and url_record.post else (None, None)
        )
        try:
            page = await self._whole(url) or await self.get(Request(url, etag=etag, last_modified=modified))
        except TooLarge as error:
            page = self._too_large(url, url_record, error)
        kind = page.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        is_file = page.status == 200 and extraction.is_document(page)
        if is_file and not self._reads_files(url_record):
            raise NotAPage(url, "application/pdf" if "html" in kind else kind)
        if page.status == 200 and not (is_file or "html" in kind or "xml" in kind or kind == "text/plain"):
            raise NotAPage(url, kind)
        home = {urls.key(urls.absolute(page.url, "/") or page.url), urls.key(self.source.url)}
        if urls.key(page.url) in home and urls.key(url) not in home:
            raise LeadsHome(url, page.url)
        if await self._belongs_to_another_post(url, page.url):
            raise LeadsToOtherPost(url, page.url)
        if is_file:
            return page, False
        return await self.endings.complete(page, url, url_record.own if url_record else None)

    def _reads_files(self, url_record: UrlRecord | None) -> bool:
        """Return whether a post may be a file: if sources.yaml says so, or if it was one before."""
        if self.source.reads_files:
            return True
        if url_record is None or url_record.own is None:
            return False
        if self.archive.pages.is_hash(self.source.id, url_record.own):
            return True
        archived = self.archive.pages.latest(self.source.id, url_record.own)
        return archived is not None and extraction.is_document(archived)

    def _too_large(self, url: str, url_record: UrlRecord | None, error: TooLarge) -> Page:
        """Return a file without its bytes in place of one that is too large. Raise the error for all else."""
        headers = {"content-type": error.media_type or ""}
        page = Page(url, url, 200, headers, b"", self.clock(), warning=error.problem)
        is_file = error.reason is FetchReason.BYTES and extraction.is_document(page)
        if not is_file or not self._reads_files(url_record):
            raise error
        return page

    async def _whole(self, url: str) -> Page | None:
        """Return the page of which a post is a section. It is fetched once for all its posts. None for other posts."""
        address = urls.without_fragment(url)
        if address == url:
            return None
        if address not in self.whole_pages:
            self.whole_pages[address] = await self.get(Request(address))
        page = self.whole_pages[address]
        return replace(page, url=urls.with_fragment(page.url, url) or page.url, requested=url)

    async def _belongs_to_another_post(self, url: str, target: str) -> bool:
        """Return whether a redirect leads from the URL of one post to the URL of another one."""
        if urls.key(url) == urls.key(target):
            return False
        await self.writer.flush()
        owners = {self.archive.url_records.owner(self.source.id, address) for address in (url, target)}
        return None not in owners and len(owners) > 1

    async def _read_for_archive(self, page: Page, entry: Entry | None, cut: bool) -> tuple[Draft, Page]:
        """Read a page that will be written. Return the draft with its features, and the page, only compressed."""
        with self.writer.reading():
            if extraction.is_document(page):
                read = await self._read_file(page, entry)
            else:
                learned = self.learning.known
                read = await self.workers.run(read_post, page, self.source, entry, self.order, learned)
        draft = read.draft
        if cut:
            draft = replace(draft, problems=(*draft.problems, Problem(ProblemCode.PAGE_CUT)))
        return draft, replace(page, body=b"", compressed=read.compressed)

    async def _read_file(self, page: Page, entry: Entry | None) -> ReadPost:
        """Read a file, without its text if that takes too long. Tell why it has no text, if that is its fault."""
        values = (page, self.source, entry, self.order, self.sources.defaults.keep_files)
        try:
            read = await self.workers.run(read_document, *values)
        except StepLost:
            read = await self.workers.run(read_document, *values, Reason.FILE_TOO_SLOW)
        if read.draft.evidence["body"].reason is Reason.NOT_INSTALLED:
            self.notes.append(Note(NoteCode.PDF_NOT_READ))
        without_body = (p for p in read.draft.problems if (p.code, p.field) == _NO_BODY)
        self.problems.extend(replace(problem, url=page.requested) for problem in without_body)
        return read

    async def _read(self, page: Page, entry: Entry | None) -> Draft:
        learned = self.learning.known
        return await self.workers.run(read_page, page, self.source, entry, self.order, learned)

    async def _read_entry(self, entry: Entry) -> Draft:
        return await self.workers.run(read_entry, entry, self.source, self.clock(), self.order)

    async def _record(
        self, seen: Observation, url_record: UrlRecord | None, at: datetime, has_waited: bool
    ) -> None:
        """Queue an observation for the archive. It is counted when it was written.

        A text that `has_waited`, because other posts have it, too, says nothing about the health of the source.
        """

        def failed(error: Exception) -> None:
            _log.error("internal error while a post was written", extra={"url": seen.url}, exc_info=error)
            self._failed(seen.url, seen.entry, url_record, internal(error, seen.url))

        def write() -> Verdict:
            verdict = self.archive.record(self._beside(seen), at)
            if url_record is not None and url_record.is_held and verdict.kind != "failed":
                self.archive.pages.drop_held(self.source.id, url_record.url)
            return verdict

        await self.writer.add(write, partial(self._count_verdict, seen, url_record, has_waited), failed)

    def _beside(self, seen: Observation) -> Observation:
        """Return the observation, marked if its canonical URL is that of another post on the index."""
        canonical = seen.draft.canonical
        if canonical is None or (named := urls.key(canonical)) not in self.on_index:
            return seen
        own = {seen.url, *((seen.entry.url, *seen.entry.twins) if seen.entry else ())}
        return seen if named in map(urls.key, own) else replace(seen, beside=True)

    async def leads_to(self, before: str, url: str) -> bool:
        """Return whether the former address of a post shows that it is now at `url`: it leads there, or is gone."""
        try:
            page = await self.get(Request(before))
        except BadStatus as error:
            return error.status in (404, 410)
        except FetchError:
            return False
        return urls.key(page.url) == urls.key(url)

    def _count_verdict(
        self, seen: Observation, url_record: UrlRecord | None, has_waited: bool, verdict: Verdict
    ) -> None:
        self._is_same(verdict.post, verdict.kind == "same")
        if verdict.kind != "same":
            self.counts[_COUNTED[verdict.kind]] += 1
        # What a page in place of the post lacks, or has in common with others, says nothing of the site.
        is_interstitial = verdict.kind == "failed" and seen.draft.interstitial is not None
        if not (has_waited or is_interstitial):
            self._keep(seen.draft, seen.before, is_new=verdict.kind not in ("same", "changed"))
        if verdict.kind == "new" and verdict.post is not None:
            self._note_day(verdict.post, seen.draft)
        if verdict.problem is not None:
            problem = replace(verdict.problem, url=seen.url)
            self.problems.append(problem)
            if verdict.kind == "failed":
                self._count_failure(seen.url, url_record, problem)
        self.counted()

    def _note_day(self, post: int, draft: Draft) -> None:
        if (day := rewritten.day_of(draft.published)) is None:
            return
        self.dated += 1
        if day in self.today():
            found = draft.evidence.get("published")
            self.dated_today[post] = found is not None and found.method.kind is MethodKind.INDEX

    def _keep(self, draft: Draft, before: Draft | None, *, is_new: bool = False) -> None:
        """Keep what was read for the health of the source. `before` is what the archived page told, if there is one.

        A page of a known post without an archived page does not show that a field was lost.
        """
        self.drafts.append(draft)
        if not is_new:
            names = (field.name for field in FIELDS)
            self.never_told.update(
                n for n in names if getattr(draft, n) is None and getattr(before, n, None) is None
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
            if gone and url_record is not None and _is_own_page(url, url_record):
                self._is_same(url_record.post, False)
                if self.archive.posts.withdraw(self.source.id, url, now, problem):
                    self.counts["gone"] += 1
                elif url_record.status != "gone" and url_record.post is not None:
                    self.elsewhere.add(url_record.post)
                    self.missing = [one for one in self.missing if one.url != url]
                return
            if url_record is not None and any(one.url == url for one in self.missing):
                self.archive.url_records.missing(self.source.id, url, now, problem)
            else:
                listed = None if self._is_stray(url, url_record) else entry
                self.archive.url_records.failed(self.source.id, url, now, problem, listed)
                if listed is not None and (url_record is None or url_record.post is None):
                    self.archive.pages.keep_entry(self.source.id, url, listed, now)  # for the next try
        self.counts["failed"] += 1
        self.problems.append(problem)
        self._count_failure(url, url_record, problem)

    def _is_stray(self, url: str, url_record: UrlRecord | None) -> bool:
        """Return whether an address never was a post, and no index lists it any more."""
        return url_record is not None and url_record.post is None and not self.is_listed(url, url_record)

    def _count_failure(self, url: str, url_record: UrlRecord | None, problem: Problem) -> None:
        if self._is_stray(url, url_record):
            self.strays += 1
        else:
            self.failures.append(problem)


def _ignore(_: None) -> None:
    """Nothing depends on the result."""


def _is_own_page(url: str, url_record: UrlRecord) -> bool:
    """Return whether an address is that of the post, and not a further one that leads to it."""
    return url_record.own is not None and urls.key(url_record.own) == urls.key(url)


def _are_equal(one: Draft, other: Draft) -> bool:
    return all(getattr(one, f.name) == getattr(other, f.name) for f in FIELDS if f.revised)
