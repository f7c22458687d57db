"""One source on its way through the pipe: its indexes, what is new on them, and what is due for a second look."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from clusterwatch import dates, discovery, urls
from clusterwatch.archive import Archive, says_news, stamp
from clusterwatch.config import Source, Sources
from clusterwatch.errors import ArchiveError, FetchError, NothingFound
from clusterwatch.models import Entry, Outcome, Page, Request, UrlRecord
from clusterwatch.pipeline import health
from clusterwatch.pipeline.describe import describe, describe_choice
from clusterwatch.pipeline.post_fetcher import Clock, PostFetcher, Web, internal, sentence

_log = logging.getLogger("clusterwatch.pipeline")

MANY_GONE = 3  # posts withdrawn in one run: more is no housekeeping
MOST_SECOND_LOOKS = 50  # known addresses looked at again, a source and run
_COUNTS = ("found", "new", "changed", "same", "copies", "gone", "failed", "requests")


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


class SourceRun:
    """One source in one run."""

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
        self.source, self.archive, self.clock, self.options = source, archive, clock, options
        self.progress = progress
        self.max_pages = source.max_pages or sources.defaults.max_pages
        self.fresh: list[tuple[str, Page]] = []  # indexes read with success, whose validators may be kept
        self.moved: str | None = None
        self.faults: list[str] = []
        self.gap = False
        self.walked: str | None = None
        self.places: list[str] = []
        delay = source.delay if source.delay is not None else sources.defaults.delay
        self.post_fetcher = PostFetcher(source, archive, web, clock, delay, source.date.order)

    async def outcome(self) -> Outcome:
        """Run the source. Its errors become its outcome; only a broken archive stops the others too."""
        started = self.clock()
        usual: dict[str, float] = {}
        length: float | None = None
        error: Exception | None = None
        try:
            usual, length = self.archive.sources.usual(self.source.id)
            self.walked = self.archive.sources.walked(self.source.id)
            self.places = self.archive.sources.places(self.source.id)
            self.post_fetcher.learning.begin()
            self.post_fetcher.order = self.post_fetcher.order or dates.learn_order(
                self.archive.sources.date_texts(self.source.id)
            )
            await self._walk()
            self._walk_ended()
            await self._second_looks()
            self._learn()
        except ArchiveError:
            raise
        except (FetchError, NothingFound) as fault:
            error = fault
        except Exception as fault:  # one source's fault, ours included, must not cost the night of the others
            self.archive.raise_if_broken(fault)
            _log.exception("a source failed for a fault of the program")
            error = fault
            self.post_fetcher.messages.append(internal(fault))
        counts: dict[str, Any] = {k: self.post_fetcher.counts[k] for k in _COUNTS}
        seconds = round((self.clock() - started).total_seconds(), 3)
        outcome = Outcome(self.source.id, "failed", **counts, seconds=seconds)
        try:
            return self._judged(outcome, error, usual, length)
        except ArchiveError:
            raise
        except Exception as fault:
            self.archive.raise_if_broken(fault)
            _log.exception("judging a source failed for a fault of the program")
            return replace(
                outcome, messages=tuple(dict.fromkeys([*self.post_fetcher.messages, internal(fault)]))
            )

    def _judged(
        self, outcome: Outcome, error: Exception | None, usual: dict[str, float], length: float | None
    ) -> Outcome:
        messages = self.post_fetcher.messages
        if error is not None:
            if isinstance(error, (FetchError, NothingFound)):
                messages.append(sentence(error) + self._before(error))
            state = health.of_error(error, self.archive.runs.history(self.source.id))
        else:
            counts = self.post_fetcher.counts
            if counts["gone"] >= MANY_GONE and counts["gone"] * 2 >= counts["gone"] + counts["same"]:
                self.faults.append(f"{counts['gone']} posts are gone at once: was the site rebuilt?")
            drafts = self.post_fetcher.drafts
            faults = [*self.faults, *health.of_drafts(drafts, usual, length, self._since)]
            if any(map(health.is_of_learnt, faults)):
                self.post_fetcher.learning.forget()
            elif rebuilt := health.of_places(drafts, self.places):
                faults.append(rebuilt)
            messages += faults
            newest = self.archive.sources.newest(self.source.id, self.clock().date())
            state = health.state(outcome, faults, self.moved, newest, self.clock().date())
        if self.moved:
            messages.append(f"moved for good to {self.moved}: change url in sources.yaml")
        return replace(outcome, state=state, messages=tuple(dict.fromkeys(messages)))

    def _learn(self) -> None:
        """What repeats between the pages of the site is its furniture."""
        if self.post_fetcher.counts["new"]:
            lines = self.archive.learn_boilerplate(self.source.id, self.clock())
            if lines:
                said = "1 line that stands" if lines == 1 else f"{lines} lines that stand"
                self.post_fetcher.messages.append(f"left out of the bodies: {said} on most pages")

    def _since(self, fault: str) -> str:
        """The day on which a run of this source said `fault` first; today when none did."""
        return self.archive.runs.said_first(self.source.id, fault) or self.clock().date().isoformat()

    def _before(self, fault: Exception) -> str:
        """What makes an index without posts suspicious."""
        posts = self.archive.sources.posts(self.source.id) if isinstance(fault, NothingFound) else 0
        return f"; {posts} posts are in the archive from before: the site has changed" if posts else ""

    async def _walk(self) -> None:
        """Drive the walk through the indexes: answer its requests, take what it finds."""
        crawl = discovery.crawl(
            self.source,
            remembered=self.archive.sources.strategies(self.source.id),
            former=self.archive.sources.former(self.source.id),
            missing=self.archive.sources.missing(self.source.id, self.clock().date()),
            backfill=self.options.backfill,
            since=self.options.since,
            max_pages=self.max_pages,
            now=self.clock(),
        )
        answer: Page | frozenset[str] | None = None
        fault: FetchError | None = None
        while True:
            try:
                step = crawl.throw(fault) if fault else crawl.send(answer)
            except StopIteration:
                return
            answer, fault = None, None
            if isinstance(step, Request):
                try:
                    answer = await self._index(step)
                except FetchError as error:
                    fault = error
            elif isinstance(step, discovery.Found):
                answer = await self._found(step)
                if self._enough():
                    return
            elif isinstance(step, discovery.Broken):
                self.faults.append(describe(step.problem))
                self.gap = self.gap or step.gap
            elif isinstance(step, discovery.Remembered):
                with self.archive.transaction():
                    self.archive.sources.note_missing(self.source.id, step.missing, self.clock().date())
            else:
                self._chosen(step)

    async def _index(self, request: Request) -> Page:
        if self.walked and not (self.options.backfill or self.options.recheck or request.fresh):
            etag, modified = self.archive.validators(self.source.id, request.url)
            request = replace(request, etag=etag, last_modified=modified)
        page = await self.post_fetcher.get(request)
        if page.status == 200:
            self.fresh.append((request.url, replace(page, body=b"")))
        if page.moved and request.url == self.source.url and not urls.same_site(page.moved, request.url):
            self.moved = page.moved
        return page

    async def _found(self, found: discovery.Found) -> frozenset[str]:
        """Look at the entries that are new or say something new; answers which addresses were known."""
        known = self.archive.url_records.known(self.source.id, found.entries)
        if len(known) < len(found.entries):
            self._set_walked(None)  # from here on, breaking off leaves posts behind
        if self.post_fetcher.order is None:
            self.post_fetcher.order = dates.learn_order([e.published for e in found.entries if e.published])
        missing = self.archive.url_records.fallen(self.source.id, found.index, found.entries)
        await self._be_taught(found, known)
        for entry in found.entries:
            if self.post_fetcher.meet(entry):
                await self._entry(entry, known.get(entry.url))
                self.progress(self.source.id, self.post_fetcher.counts)
        if len(known) < len(found.entries):
            self._flag_odd_days(found)
        await self._look_again(missing)
        with self.archive.transaction():
            self.archive.url_records.unlist(self.source.id, found.index, found.entries)
        # While no walk has come to its end, what is known says nothing about what lies behind it.
        return frozenset(known) if self.walked else frozenset()

    async def _be_taught(self, found: discovery.Found, known: Mapping[str, UrlRecord]) -> None:
        """Before pages are read that no feed lists, the site's own feed teaches where their values stand."""
        learning = self.post_fetcher.learning
        learning.meet(found.entries)
        strangers = sum(e.url not in known and not e.complete and e.method != "feed" for e in found.entries)
        told = await learning.learn(strangers, self.post_fetcher.order)
        if told:
            self.post_fetcher.messages.append(told)

    def _flag_odd_days(self, found: discovery.Found) -> None:
        """A day far from those around it in a listing is doubtful; it is told, never replaced."""
        known = self.archive.url_records.known(self.source.id, found.entries)
        listed = [s.post for e in found.entries if (s := known.get(e.url)) is not None and s.post is not None]
        odd = dates.far_from_neighbours([self.archive.posts.day(post) for post in listed])
        if odd:
            with self.archive.transaction():
                for place in odd:
                    self.archive.posts.flag(
                        listed[place], f"its day is far from its neighbours on {found.index}"
                    )

    async def _entry(self, entry: Entry, url_record: UrlRecord | None) -> None:
        returned = url_record is not None and url_record.status == "gone" and url_record.listed_on is None
        if url_record is not None and not returned and not says_news(entry, url_record):
            self.post_fetcher.skip(entry, url_record)
        elif not (self._enough() or self._too_old(entry)):
            await self.post_fetcher.look(entry.url, entry, url_record)

    async def _second_looks(self) -> None:
        """Known posts are looked at again while they are young, failed addresses at growing intervals."""
        if self.options.recheck:
            await self._look_again(self.archive.url_records.all_posts(self.source.id))
        else:
            await self._look_again(
                self.archive.url_records.due(self.source.id, self.clock(), MOST_SECOND_LOOKS)
            )

    async def _look_again(self, url_records: list[UrlRecord]) -> None:
        for url_record in url_records:
            if not self._enough():
                # An address that failed before it was a post is tried with what its index said of it.
                failed = url_record.post is None
                entry = self.archive.pages.latest_entry(self.source.id, url_record.url) if failed else None
                await self.post_fetcher.look(url_record.own or url_record.url, entry, url_record)
                self.progress(self.source.id, self.post_fetcher.counts)

    def _chosen(self, chosen: discovery.Chosen) -> None:
        reason = describe_choice(chosen)
        self.post_fetcher.messages.append(f"chose {reason}")
        with self.archive.transaction():
            self.archive.sources.choose(
                self.source.id, chosen.strategies, reason, self.clock(), chosen.former
            )

    def _set_walked(self, when: str | None) -> None:
        with self.archive.transaction():
            self.archive.sources.set_walked(self.source.id, when)

    def _walk_ended(self) -> None:
        """Validators are stored only with success: every index was read, every post on them dealt with.

        A walk that was told to stop early leaves things as they were.
        """
        if self.gap:
            self._set_walked(None)
            return
        if self.options.since or self._enough():
            self._set_walked(self.walked)
            return
        with self.archive.transaction():
            self.archive.sources.set_walked(self.source.id, stamp(self.clock()))
            for url, page in self.fresh:
                self.archive.keep_validators(self.source.id, url, page, self.clock())

    def _enough(self) -> bool:
        return self.options.limit is not None and self.post_fetcher.looks >= self.options.limit

    def _too_old(self, entry: Entry) -> bool:
        if self.options.since is None or entry.published is None:
            return False
        languages, zone = self.source.languages, self.source.timezone
        date = dates.parse_date(entry.published, languages, self.clock(), zone, self.post_fetcher.order)
        return date is not None and date.value < self.options.since
