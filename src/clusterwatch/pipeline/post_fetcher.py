"""Looking at one address: fetch it, read it, have the archive judge it. What a source's watch does again and again."""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from clusterwatch import extraction, urls
from clusterwatch.archive import Archive, content_hash, unless_reworded
from clusterwatch.config import Source
from clusterwatch.errors import (
    ArchiveError,
    BadStatus,
    Blocked,
    Deferred,
    FetchError,
    NothingFound,
    Unreachable,
)
from clusterwatch.models import Draft, Entry, Observation, Page, Request, UrlRecord
from clusterwatch.pipeline.change_filter import filter_changes
from clusterwatch.pipeline.describe import describe
from clusterwatch.pipeline.selector_learning import SelectorLearning

_log = logging.getLogger("clusterwatch.pipeline")

Clock = Callable[[], datetime]
MOST_MISSES = 3  # in a row: then the host is down or shuts us out, and the rest waits for another night
_COUNTED = {"new": "new", "changed": "changed", "copy": "copies", "failed": "failed"}


class Web(Protocol):
    """What is needed of web.Client."""

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page: ...


@dataclass(slots=True)
class PostFetcher:
    """Looks at the addresses of one source, each once a run, and keeps count.

    `order` is the order of day and month in the source's dates, `delay` the seconds between two requests.
    """

    source: Source
    archive: Archive
    web: Web
    clock: Clock
    delay: float
    order: str | None
    counts: Counter[str] = field(default_factory=Counter)
    messages: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    looked: set[str] = field(default_factory=set)
    same: set[int] = field(default_factory=set)
    looks: int = 0
    misses: int = 0
    learning: SelectorLearning = field(init=False)

    def __post_init__(self) -> None:
        self.learning = SelectorLearning(self.source, self.archive, self.clock, self.get)

    def meet(self, entry: Entry) -> bool:
        """Count an entry; False when this run met it on another index already."""
        before = len(self.listed)
        self.listed.add(urls.key(entry.url))
        self.counts["found"] += len(self.listed) - before
        return len(self.listed) > before

    async def get(self, request: Request) -> Page:
        """Fetch, paced; every GET it takes is counted: robots.txt, redirects and retries too."""
        return await self.web.get(request, delay=self.delay, spent=lambda: self.counts.update(requests=1))

    def skip(self, entry: Entry, url_record: UrlRecord) -> None:
        """A known address whose entry says nothing new needs no look; a whole post in the entry was looked at."""
        whole = entry.complete and url_record.kind == "entry" and url_record.post is not None
        if whole:
            self.looked.add(urls.key(url_record.own or url_record.url))
        self._is_same(url_record.post)
        now = self.clock()
        due = url_record.next_check is not None and url_record.next_check <= now
        try:
            with self.archive.transaction():
                self.archive.url_records.seen(self.source.id, entry, url_record, now)
                if whole and due and url_record.own and url_record.post:
                    self.archive.posts.unchanged(self.source.id, url_record.own, url_record.post, now)
        except ArchiveError:
            raise
        except Exception as fault:
            self._faulty(entry.url, fault)

    async def look(self, url: str, entry: Entry | None, url_record: UrlRecord | None) -> None:
        """Look at one address: the entry itself where it is the whole post, the page otherwise."""
        if urls.key(url) in self.looked:
            return
        self.looked.add(urls.key(url))
        self.looks += 1
        try:
            if entry is not None and entry.complete and (url_record is None or url_record.kind == "entry"):
                self._look_at_entry(url, entry, url_record)
            else:
                await self._look_at_page(url, entry, url_record)
            self.misses = 0
        except ArchiveError:
            raise
        except FetchError as error:
            if isinstance(error, Deferred) and urls.same_site(error.url, self.source.url):
                raise  # the host wants to be left alone: the rest waits for another night
            self._failed(url, entry, url_record, error)
            self.misses = self.misses + 1 if isinstance(error, (Blocked, Unreachable)) else 0
            if self.misses >= MOST_MISSES:
                raise
        except Exception as fault:  # one page's fault, ours included, must not cost the posts behind it
            self.archive.raise_if_broken(fault)
            _log.exception("a page failed for a fault of the program", extra={"url": url})
            self._failed(url, entry, url_record, FetchError(url, internal(fault)))

    async def _look_at_page(self, url: str, entry: Entry | None, url_record: UrlRecord | None) -> None:
        page = await self._page(url, url_record)
        if page.status == 200:
            self.learning.see(page, entry, self.order)
        if url_record is None or url_record.post is None or url_record.own is None:
            self._record(Observation(self.source.id, url, self._read(page, entry), entry, page))
        elif page.status == 304 or content_hash(page.body) == self.archive.pages.content_hash(
            self.source.id, url_record.own
        ):
            self._unchanged(url_record.own, url_record.post, entry, url_record)
        else:
            await self._look_again(url, page, entry, url_record.own, url_record)

    def _look_at_entry(self, url: str, entry: Entry, url_record: UrlRecord | None) -> None:
        own = url_record.own if url_record else None
        kept = self.archive.pages.latest_entry(self.source.id, own) if own else None
        before = self._read_entry(kept) if kept else None
        self._record(Observation(self.source.id, url, self._read_entry(entry), entry, None, before))

    async def _look_again(
        self, url: str, page: Page, entry: Entry | None, own: str, url_record: UrlRecord
    ) -> None:
        """The page of a known post has other bytes: read it and the bytes kept last time by the same rules.

        Both without the entry, which speaks of today only. A post that came whole with its index has no page
        kept: its first page is held against the post, by words, since its mark-up is another.
        """
        draft = self._read(page, None)
        kept = self.archive.pages.latest(self.source.id, own)
        known = self.archive.posts.known(url_record.post) if url_record.post is not None else None
        first = unless_reworded(draft, known) if url_record.kind == "entry" and known else None
        before = self._read(kept, None) if kept is not None else first
        if kept is not None and before is not None and not _say_the_same(draft, before):
            draft = await self._without_noise(url, draft, before, page.fetched, kept.fetched)
            if url_record.post is not None and _say_the_same(draft, before):
                # The page kept last time stays: an edit that looked like a clock this time will not the next.
                self.drafts.append(draft)
                self._unchanged(own, url_record.post, entry, url_record)
                return
        self._record(Observation(self.source.id, url, draft, entry, page, before))

    async def _without_noise(
        self, url: str, draft: Draft, before: Draft, at: datetime, then: datetime
    ) -> Draft:
        """A page that reads otherwise is fetched once more: what differs between the two visits is no edit."""
        try:
            again = self._read(await self.get(Request(url, fresh=True)), None)
        except FetchError:
            again = draft  # it was there a moment ago; what it said then counts
        return filter_changes(draft, again, before, at, then)

    def _unchanged(self, own: str, post: int, entry: Entry | None, url_record: UrlRecord) -> None:
        self._is_same(post)
        with self.archive.transaction():
            self.archive.posts.unchanged(self.source.id, own, post, self.clock())
            if entry is not None:
                self.archive.url_records.seen(self.source.id, entry, url_record, self.clock())

    def _is_same(self, post: int | None, same: bool = True) -> None:
        """A post is counted once, however often a run meets it."""
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
            raise BadStatus(url, 415, f"{url} is no web page but {kind}")
        home = {urls.key(urls.absolute(page.url, "/") or page.url), urls.key(self.source.url)}
        if urls.key(page.url) in home and urls.key(url) not in home:
            # Maintenance does that as well: a post is gone when it happens twice.
            status = 404 if url_record is not None and url_record.tries else 302
            raise BadStatus(
                url, status, f"{url} leads to {page.url}: the page is gone, or the site is closed"
            )
        owners = [self.archive.url_records.owner(self.source.id, address) for address in (url, page.url)]
        if None not in owners and owners[0] != owners[1]:
            status = 404 if url_record is not None and url_record.tries else 302
            raise BadStatus(url, status, f"{url} leads to {page.url}, which is the page of another post")
        return page

    def _read(self, page: Page, entry: Entry | None) -> Draft:
        body, url, seen, kind = page.body, page.url, page.fetched, page.headers.get("content-type")
        return extraction.extract_post(
            body,
            url,
            self.source,
            seen,
            entry=entry,
            content_type=kind,
            order=self.order,
            learned=self.learning.known,
        )

    def _read_entry(self, entry: Entry) -> Draft:
        return extraction.entry_draft(entry, self.source, self.clock(), order=self.order)

    def _record(self, look: Observation) -> None:
        with self.archive.transaction():
            verdict = self.archive.posts.record(look, self.clock())
            if look.page is not None and verdict.kind != "failed":
                self.archive.keep_validators(self.source.id, look.url, look.page, self.clock())
        if verdict.post is not None and (verdict.kind == "new" or "body" in verdict.changed):
            self.archive.find_story(verdict.post)
        self._is_same(verdict.post, verdict.kind == "same")
        if verdict.kind != "same":
            self.counts[_COUNTED[verdict.kind]] += 1
        self.drafts.append(look.draft)
        if verdict.kind == "failed":
            self.messages.append(f"{look.url}: {verdict.reason}")

    def _faulty(self, url: str, fault: Exception) -> None:
        """Record a fault in writing what is known of one address; it costs that address only."""
        self.archive.raise_if_broken(fault)
        _log.error("an address could not be recorded", extra={"url": url}, exc_info=fault)
        self.counts["failed"] += 1
        self.messages.append(sentence(FetchError(url, internal(fault))))
        try:
            with self.archive.transaction():
                self.archive.url_records.failed(self.source.id, url, self.clock(), internal(fault))
        except ArchiveError:
            raise
        except Exception:
            _log.exception("the failure of an address could not be recorded", extra={"url": url})

    def _failed(self, url: str, entry: Entry | None, url_record: UrlRecord | None, error: FetchError) -> None:
        """Record that an address could not be read, or that its post is gone."""
        try:
            self._note_failure(url, entry, url_record, error)
        except ArchiveError:
            raise
        except Exception as fault:
            self._faulty(url, fault)

    def _note_failure(
        self, url: str, entry: Entry | None, url_record: UrlRecord | None, error: FetchError
    ) -> None:
        gone = isinstance(error, BadStatus) and error.status in (404, 410)
        now = self.clock()
        with self.archive.transaction():
            if (
                gone
                and url_record is not None
                and url_record.own
                and urls.key(url_record.own) == urls.key(url)
            ):
                self._is_same(url_record.post, False)
                self.counts["gone"] += self.archive.posts.withdraw(self.source.id, url, now, str(error))
                return
            self.archive.url_records.failed(self.source.id, url, now, str(error), entry)
            if entry is not None and (url_record is None or url_record.post is None):
                self.archive.pages.keep_entry(self.source.id, url, entry, now)  # for the next try
        self.counts["failed"] += 1
        self.messages.append(sentence(error))


def _say_the_same(one: Draft, other: Draft) -> bool:
    return all(getattr(one, field) == getattr(other, field) for field in ("title", "published", "body"))


def sentence(error: Exception) -> str:
    """An error as a person reads it, with its address."""
    if isinstance(error, NothingFound):
        return describe(error.problem)
    url = getattr(error, "url", "")
    return str(error) if not url or url in str(error) else f"{url}: {error}"


def internal(error: Exception) -> str:
    """A fault of the program: what a report needs to name."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename.rpartition('clusterwatch/')[2]}:{frame.lineno}"
    return f"a fault of clusterwatch itself, please report it: {type(error).__name__}: {error} ({place})"
