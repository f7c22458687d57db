"""One source on its way through the pipe: its indexes, what is new on them, and what is due for a second look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from clusterwatch import dates, discover, extract, health, urls
from clusterwatch.archive import Archive, digest, says_news
from clusterwatch.config import Source, Sources
from clusterwatch.errors import BadStatus, ClusterwatchError, FetchError, NothingFound
from clusterwatch.model import Draft, Entry, Look, Outcome, Page, Request, Sighting

Clock = Callable[[], datetime]
MOST_SECOND_LOOKS = 50  # known addresses looked at again, a source and run


class Web(Protocol):
    """What the conductor needs of web.Client."""

    async def get(self, request: Request, *, delay: float | None = None) -> Page: ...


@dataclass(frozen=True, slots=True)
class Options:
    """What a call of `run` asks for.

    `ids` are the sources (empty: all enabled ones), `backfill` walks to the beginning, `since` (ISO day) is how
    far back, `limit` the most addresses looked at a source, `recheck` looks at every known post again now.
    """

    ids: tuple[str, ...] = ()
    backfill: bool = False
    since: str | None = None
    limit: int | None = None
    recheck: bool = False


class Progress(Protocol):
    """Told of every step, for a progress bar: `counts` has found, new, changed, same, copies, gone, failed."""

    def __call__(self, source: str, counts: Counter[str], *, done: Outcome | None = None) -> None: ...


class Watch:
    """One source on its way through the pipe."""

    def __init__(
        self,
        source: Source,
        sources: Sources,
        archive: Archive,
        web: Web,
        clock: Clock,
        options: Options,
        progress: Progress,
    ) -> None:
        self.source, self.archive, self.web, self.clock, self.options = source, archive, web, clock, options
        self.progress = progress
        self.delay = source.delay if source.delay is not None else sources.defaults.delay
        self.max_pages = source.max_pages or sources.defaults.max_pages
        self.counts: Counter[str] = Counter()
        self.messages: list[str] = []
        self.drafts: list[Draft] = []
        self.looked: set[str] = set()
        self.fresh: list[tuple[str, Page]] = []  # indexes read with success, whose validators may be kept
        self.moved: str | None = None
        self.order = source.date.order or dates.learn_order(archive.sources.date_texts(source.id))

    async def outcome(self) -> Outcome:
        """Run the source; errors of the source become its outcome, others are the program's and go up."""
        started = self.clock()
        usual, length = self.archive.sources.usual(self.source.id)
        error: ClusterwatchError | None = None
        try:
            await self._walk()
            await self._second_looks()
            self._keep_validators()
        except (FetchError, NothingFound) as fault:
            error = fault
            self.messages.append(_sentence(fault))
        seconds = (self.clock() - started).total_seconds()
        counts = {k: self.counts[k] for k in _COUNTS}
        outcome = Outcome(self.source.id, "ok", **counts, seconds=round(seconds, 3))
        if error is not None:
            state = health.of_error(error, self.archive.runs.history(self.source.id))
        else:
            faults = health.of_drafts(self.drafts, usual, length)
            self.messages += faults
            newest = self.archive.sources.newest(self.source.id)
            state = health.state(outcome, faults, self.moved, newest, self.clock().date())
        if self.moved:
            self.messages.append(f"moved for good to {self.moved}: change url in sources.yaml")
        return replace(outcome, state=state, messages=tuple(dict.fromkeys(self.messages)))

    async def _walk(self) -> None:
        """Drive the walk through the indexes: answer its requests, take what it finds."""
        walk = discover.walk(
            self.source,
            remembered=self.archive.sources.strategies(self.source.id),
            backfill=self.options.backfill,
            since=self.options.since,
            max_pages=self.max_pages,
            now=self.clock(),
        )
        answer: Page | frozenset[str] | None = None
        fault: FetchError | None = None
        while True:
            try:
                step = walk.throw(fault) if fault else walk.send(answer)
            except StopIteration:
                return
            answer, fault = None, None
            match step:
                case Request():
                    try:
                        answer = await self._index(step)
                    except FetchError as error:
                        fault = error
                case discover.Found():
                    answer = await self._found(step)
                case discover.Chosen():
                    self.messages.append(f"chose {step.reason}")
                    with self.archive.transaction():
                        self.archive.sources.choose(
                            self.source.id, step.strategies, step.reason, self.clock()
                        )

    async def _index(self, request: Request) -> Page:
        if not (self.options.backfill or self.options.recheck):
            etag, modified = self.archive.validators(request.url)
            request = replace(request, etag=etag, last_modified=modified)
        page = await self._get(request)
        if page.status == 200:
            self.fresh.append((request.url, replace(page, body=b"")))
        if page.moved and request.url == self.source.url and not urls.same_site(page.moved, request.url):
            self.moved = page.moved
        return page

    async def _found(self, found: discover.Found) -> frozenset[str]:
        """Look at the entries that are new or say something new; answers which addresses were known."""
        entries = found.entries
        known = self.archive.sightings.known(self.source.id, entries)
        self.counts["found"] += sum(urls.key(e.url) not in self.looked for e in entries)
        missing = self.archive.sightings.fallen(self.source.id, found.index, entries)
        for entry in entries:
            sighting = known.get(entry.url)
            if urls.key(entry.url) in self.looked or self._too_old(entry):
                continue
            if sighting is None or says_news(entry, sighting):
                await self._look(entry.url, entry, sighting)
            else:
                self.looked.add(urls.key(entry.url))
                self.counts["same"] += sighting.post is not None
                with self.archive.transaction():
                    self.archive.sightings.seen(self.source.id, entry, sighting, self.clock())
            self.progress(self.source.id, self.counts)
        for sighting in missing:
            await self._look(sighting.own or sighting.url, None, sighting)
        with self.archive.transaction():
            self.archive.sightings.unlist(self.source.id, found.index, entries)
        return frozenset(known)

    def _too_old(self, entry: Entry) -> bool:
        if self.options.since is None or entry.published is None:
            return False
        languages, zone = self.source.languages, self.source.timezone
        date = dates.parse_date(entry.published, languages, self.clock(), zone, self.order)
        return date is not None and date.value < self.options.since

    async def _second_looks(self) -> None:
        """Known posts are looked at again while they are young, failed addresses at growing intervals."""
        if self.options.recheck:
            due = self.archive.sightings.all_posts(self.source.id)
        else:
            due = self.archive.sightings.due(self.source.id, self.clock(), MOST_SECOND_LOOKS)
        for sighting in due:
            await self._look(sighting.own or sighting.url, None, sighting)
            self.progress(self.source.id, self.counts)

    async def _look(self, url: str, entry: Entry | None, sighting: Sighting | None) -> None:
        """Look at one address: the entry itself where it is the whole post, the page otherwise."""
        if urls.key(url) in self.looked or self._enough():
            return
        self.looked.add(urls.key(url))
        if entry is not None and entry.complete and (sighting is None or sighting.kind == "entry"):
            kept = self.archive.pages.latest_entry(sighting.own) if sighting and sighting.own else None
            before = self._read_entry(kept) if kept else None
            self._record(Look(self.source.id, url, self._read_entry(entry), entry, None, before))
            return
        try:
            page = await self._page(url, sighting)
        except FetchError as error:
            self._failed(url, entry, sighting, error)
            return
        post = sighting.post if sighting else None
        own = (sighting.own if sighting else None) or url
        if post is not None and (page.status == 304 or digest(page.body) == self.archive.pages.digest(own)):
            self.counts["same"] += 1
            with self.archive.transaction():
                self.archive.posts.unchanged(self.source.id, own, post, self.clock())
                if entry is not None and sighting is not None:
                    self.archive.sightings.seen(self.source.id, entry, sighting, self.clock())
            return
        draft = self._read(page, entry)
        self._record(Look(self.source.id, url, draft, entry, page, self._before(sighting, draft)))

    def _before(self, sighting: Sighting | None, draft: Draft) -> Draft | None:
        """What today's rules read in the page kept last time.

        A post that came whole with its index has no such page: its first page is what later ones are held against.
        """
        if sighting is None or sighting.own is None:
            return None
        kept = self.archive.pages.latest(sighting.own)
        if kept is not None:
            return self._read(kept, None)
        return draft if sighting.kind == "entry" else None

    async def _page(self, url: str, sighting: Sighting | None) -> Page:
        etag, modified = self.archive.validators(url) if sighting and sighting.post else (None, None)
        page = await self._get(Request(url, kind="page", etag=etag, last_modified=modified))
        kind = page.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if page.status == 200 and not ("html" in kind or "xml" in kind or kind == "text/plain"):
            raise BadStatus(url, 415, f"{url} is no web page but {kind}")
        home = {urls.key(urls.absolute(page.url, "/") or page.url), urls.key(self.source.url)}
        if urls.key(page.url) in home and urls.key(url) not in home:
            raise BadStatus(url, 404, f"{url} leads to {page.url}: the page is gone")
        return page

    async def _get(self, request: Request) -> Page:
        self.counts["requests"] += 1
        return await self.web.get(request, delay=self.delay)

    def _read(self, page: Page, entry: Entry | None) -> Draft:
        return extract.extract_post(
            page.body,
            page.url,
            self.source,
            page.fetched,
            entry=entry,
            content_type=page.headers.get("content-type"),
            order=self.order,
        )

    def _read_entry(self, entry: Entry) -> Draft:
        return extract.entry_draft(entry, self.source, self.clock(), order=self.order)

    def _record(self, look: Look) -> None:
        with self.archive.transaction():
            verdict = self.archive.posts.record(look, self.clock())
            if look.page is not None and verdict.kind != "failed":
                self._keep(look.url, look.page)
        self.counts[_COUNTED[verdict.kind]] += 1
        self.drafts.append(look.draft)
        if verdict.kind == "failed":
            self.messages.append(f"{look.url}: {verdict.reason}")

    def _failed(self, url: str, entry: Entry | None, sighting: Sighting | None, error: FetchError) -> None:
        gone = isinstance(error, BadStatus) and error.status in (404, 410)
        with self.archive.transaction():
            if gone and sighting is not None and sighting.post is not None:
                self.counts["gone"] += self.archive.posts.withdraw(
                    self.source.id, url, self.clock(), str(error)
                )
                return
            self.archive.sightings.failed(self.source.id, url, self.clock(), str(error), entry)
        self.counts["failed"] += 1
        self.messages.append(_sentence(error))

    def _keep_validators(self) -> None:
        """Validators are stored only with success: every post of the index was dealt with."""
        if not self._enough():
            with self.archive.transaction():
                for url, page in self.fresh:
                    self._keep(url, page)

    def _keep(self, url: str, page: Page) -> None:
        etag, modified = page.headers.get("etag"), page.headers.get("last-modified")
        if etag or modified:
            self.archive.keep_validators(url, etag, modified, self.clock())

    def _enough(self) -> bool:
        return self.options.limit is not None and len(self.drafts) >= self.options.limit


_COUNTS = ("found", "new", "changed", "same", "copies", "gone", "failed", "requests")
_COUNTED = {"new": "new", "changed": "changed", "same": "same", "copy": "copies", "failed": "failed"}


def _sentence(error: Exception) -> str:
    url = getattr(error, "url", "")
    return str(error) if not url or url in str(error) else f"{url}: {error}"
