"""Run one source: read its indexes, fetch new posts, and fetch known posts again when they are due.

indexes ─► entries ─► new or changed? ─► fetch_post ─► known addresses that are due ─► learn ─► health
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Protocol

from clusterwatch import dates, discovery, urls
from clusterwatch.archive import Archive, entry_changed, stamp
from clusterwatch.compression import content_hash
from clusterwatch.config import Source, Sources, StrategySettings
from clusterwatch.errors import ArchiveError, DomainLost, FetchError, NothingFound, StepLost, internal
from clusterwatch.models import (
    Compute,
    Entry,
    Incident,
    Note,
    NoteCode,
    Outcome,
    Page,
    PastReason,
    Problem,
    ProblemCode,
    Request,
    UrlRecord,
)
from clusterwatch.pipeline import health, settings
from clusterwatch.pipeline.doubted_days import DoubtedDays
from clusterwatch.pipeline.incidents import Observed, is_of_contents
from clusterwatch.pipeline.index_walls import IndexWalls, must_be_of_site
from clusterwatch.pipeline.known_entries import MOST_AT_ONCE, KnownEntries, claimed_by_others
from clusterwatch.pipeline.missing import gone_at_once
from clusterwatch.pipeline.moves import Moves
from clusterwatch.pipeline.post_fetcher import Clock, PostFetcher, Web
from clusterwatch.pipeline.rhythm import rhythm
from clusterwatch.pipeline.second_look import SecondLook
from clusterwatch.pipeline.steps import foreign_language
from clusterwatch.pipeline.workers import Workers, run_steps
from clusterwatch.pipeline.writer import Writer
from clusterwatch.text import fingerprint

_log = logging.getLogger("clusterwatch.pipeline")

MOST_REVISITS = 50  # known addresses that are fetched again, per source and run
_TITLES = 5  # fewer do not show that an index is of another site
_TURN = 50  # known entries that are passed without a pause
_COUNTS = ("found", "new", "changed", "same", "copies", "gone", "failed", "unchanged_indexes", "requests")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a run.

    `ids` are the sources; if it is empty, all enabled sources are run. `backfill` goes back to the first post, `since`
    is the date of the oldest post (ISO 8601), `limit` is the maximum number of posts per source, and `recheck` fetches
    all known posts again.
    """

    ids: tuple[str, ...] = ()
    backfill: bool = False
    since: str | None = None
    limit: int | None = None
    recheck: bool = False


class Progress(Protocol):
    """Called after each step, for progress bars. `counts` has found, new, changed, same, copies, gone and failed."""

    def __call__(self, source: str, counts: Counter[str], *, done: Outcome | None = None) -> None: ...


class SourceRun:
    """The run of one source."""

    def __init__(
        self,
        source: Source,
        sources: Sources,
        archive: Archive,
        web: Web,
        clock: Clock,
        options: Options,
        progress: Progress,
        workers: Workers,
        writer: Writer | None = None,
    ) -> None:
        self.source, self.archive, self.clock, self.options = source, archive, clock, options
        self.progress = progress
        self.max_pages = source.max_pages or sources.defaults.max_pages
        # Successfully read indexes without their bodies, and the hashes of these: their validators may be stored.
        self.fresh: list[tuple[str, Page, str]] = []
        self.walls = IndexWalls(workers)
        self.moves = Moves(source)
        self.problems: list[Problem] = []  # of the source and its indexes
        self.of_source: tuple[Problem, ...] = ()  # the problems of the outcome that are not of single posts
        self.observed = Observed()
        self.recognised = False  # an index has shown posts of the site
        self.gap = False
        self.incidents: Sequence[Incident] = ()  # that were open when the run began
        self.reached_before_gap = False  # an index has shown a known post from before a gap
        self.newest: date | None = None  # the last day with a post
        self.complete = False
        self.walked: str | None = None
        self._stored_walked: str | None = None
        self.body_locations: list[str] = []
        self.writer = writer or Writer(archive)
        self.post_fetcher = PostFetcher(source, sources, archive, self.writer, web, clock, workers)
        self.known_entries = KnownEntries(source, archive, self.post_fetcher, self.moves)
        self.doubted_days = DoubtedDays(source, archive, self.post_fetcher)
        self.sources = sources
        self.in_use: Sequence[StrategySettings] = ()
        self.lists_new = False  # an index in use has listed a post that the archive did not know
        self.second_look = SecondLook(
            source,
            archive,
            self.post_fetcher,
            clock,
            self.moves,
            self._found,
            self._store_choice,
            self._compute,
        )
        self.post_fetcher.counted = lambda: progress(source.id, self.post_fetcher.counts)
        if not source.tls.verify:
            self.post_fetcher.notes.append(Note(NoteCode.NOT_VERIFIED))

    async def outcome(self) -> Outcome:
        """Run the source and return its outcome, also if it fails. Only a broken archive raises an error."""
        started = self.clock()
        usual: dict[str, float] = {}
        length: float | None = None
        failure: Problem | None = None
        try:
            usual, length = self.archive.sources.usual(self.source.id)
            self._load()
            await self._run()
        except ArchiveError:
            raise
        except (FetchError, NothingFound) as error:
            failure = error.problem
        except Exception as error:  # an error in one source must not stop the others
            self.archive.raise_if_broken(error)
            _log.exception("internal error in a source")
            failure = internal(error)
        await self.post_fetcher.settle()
        await self.writer.flush()
        counts: dict[str, Any] = {k: self.post_fetcher.counts[k] for k in _COUNTS}
        seconds = round((self.clock() - started).total_seconds(), 3)
        outcome = Outcome(self.source.id, "failed", **counts, seconds=seconds)
        try:
            return await self._judged(outcome, failure, usual, length)
        except ArchiveError:
            raise
        except Exception as error:
            self.archive.raise_if_broken(error)
            _log.exception("internal error while the outcome of a source was determined")
            problems = (*self.post_fetcher.problems, internal(error))
            return replace(outcome, problems=tuple(dict.fromkeys(problems)))

    def _load(self) -> None:
        """Load what earlier runs have found out about the source."""
        known, source = self.archive.sources, self.source.id
        self.walked = self._stored_walked = known.walked(source)
        self.body_locations = known.body_locations(source)
        self.post_fetcher.unconditional = known.without_validators(source)
        self.in_use = self.source.discover or known.strategies(source)
        self.incidents = self.archive.incidents.open(source)
        self._note_incidents()
        self.moves.former += self.archive.incidents.moves(source)
        self.post_fetcher.learning.load()
        self.post_fetcher.order = self.post_fetcher.order or dates.learn_order(known.date_texts(source))

    async def _run(self) -> None:
        """Read the indexes, their posts and the known posts that are due. Raises the error of an index or a post."""
        await self._walk()
        await self.writer.flush()
        self.lists_new = self.post_fetcher.has_new
        await self._look_again()
        limited = self._limit_reached()
        broken = await self._revisit()
        await self.post_fetcher.settle()
        await self._fetch_elsewhere()
        await self.writer.flush()
        whole = not (self.options.since or self.options.limit)
        if doubted := await self.doubted_days.problem(whole=whole):
            self.problems.append(doubted)
        await self._walk_ended(limited)
        if broken is not None:
            raise broken
        await self._learn()

    async def _judged(
        self, outcome: Outcome, failure: Problem | None, usual: dict[str, float], length: float | None
    ) -> Outcome:
        problems = list(self.post_fetcher.problems)
        if failure is not None:
            failure = await self._explained(failure)
        # A redirect to a wall is not the new address of the site.
        moved = None if failure is not None and "title" in failure.detail else await self._moved()
        of_source = [*([moved] if moved else []), *self.post_fetcher.warnings]
        of_source += self.post_fetcher.quarantine.problems()
        today = self.clock().date()
        if failure is not None:
            of_source.append(failure)
            state = health.of_failure(failure, self.archive.runs.history(self.source.id))
        else:
            of_source += await self._of_health(outcome, usual, length)
            newest = self.archive.sources.newest(self.source.id, today)
            state = health.state(self._without_strays(outcome), of_source, newest, today)
        self.of_source = tuple(self._with_day(self._with_line(one)) for one in dict.fromkeys(of_source))
        # A run that ended early has not compared its posts, so that they prove nothing.
        self.observed = self._observed(outcome, length) if failure is None else Observed(url=self.source.url)
        of_posts = (
            self._with_day(problem) for problem in dict.fromkeys(problems) if problem not in of_source
        )
        dated = [*of_posts, *self.of_source]
        notes = tuple(dict.fromkeys(self.post_fetcher.notes))
        return replace(outcome, state=state, problems=tuple(dated), notes=notes)

    def _observed(self, outcome: Outcome, length: float | None) -> Observed:
        """Return what the run saw of the source, as far as it can prove that a problem is over."""
        return Observed(
            url=self.source.url,
            answered=True,
            listed=outcome.found > 0,
            at_home=self.moves.at_home,
            complete=self.complete,
            before_gap=self.reached_before_gap,
            backfill=self.options.backfill,
            drafts=self.post_fetcher.drafts,
            failed=self._without_strays(outcome).failed,
            usual_length=length,
            newest_index=self.in_use[0].url if self.in_use else None,
            lists_new=self.lists_new,
            unconditional=self.post_fetcher.unconditional,
            newest=self.newest,
            today=self.post_fetcher.today(),
            held=self.archive.url_records.are_held(self.source.id),
            missing=self.archive.url_records.count_missing(self.source.id),
            failing=self.archive.url_records.count_failing(self.source.id),
            read=self.post_fetcher.quarantine.good,
            selectors=_selectors(self.source),
            settings=settings.written(self.source),
            compared=settings.compared(self.source, self.post_fetcher.drafts),
            differing=self._differing(),
        )

    def _note_incidents(self) -> None:
        """Note what the open incidents of the source say about this run."""
        quarantine = self.post_fetcher.quarantine
        # What the keeper has acknowledged for good is right.
        quarantine.accepted = frozenset(
            str(one.evidence.detail.get("reason"))
            for one in self.incidents
            if one.acknowledged and not one.acknowledged_until and "held" in one.evidence.detail
        )
        began = [one.opened_run for one in self.incidents if is_of_contents(one)]
        quarantine.since = self.archive.runs.started(min(began)) if began else None

    def _before_gap(self) -> str | None:
        """Return the last day before a gap in the past of which an incident is open."""
        gaps = (one.evidence.detail for one in self.incidents)
        return next((str(d["newest"]) for d in gaps if d.get("reason") == PastReason.GAP), None)

    def _differing(self) -> frozenset[str]:
        """Return the fields that had one text on many posts and do not any more, as after `reextract`."""
        texts = (
            (str(one.field), str(one.evidence.detail["text"]))
            for one in self.incidents
            if one.code is ProblemCode.SAME_TEXT_ON_MANY and "held" not in one.evidence.detail
        )
        share = self.archive.sources.share
        return frozenset(name for name, text in texts if share(self.source.id, name, text) < health.MANY)

    def _has_posts_up_to(self) -> str | None:
        """Return the day up to which the archive has all posts, or None if no run has read them all."""
        if not self.walked:
            return None
        walked = self.walked[:10]
        newest = self.archive.sources.newest(self.source.id, self.clock().date())
        if newest is None and not self.archive.sources.posts(self.source.id):
            return None
        return min(newest or walked, walked)

    def _note_reached(self, known: Iterable[UrlRecord]) -> None:
        """Note whether an index has shown a known post from before the gap."""
        before_gap = self._before_gap()
        if before_gap is None or self.reached_before_gap:
            return
        days = self.archive.posts.days([record.post for record in known if record.post is not None])
        self.reached_before_gap = any(day <= before_gap for day in days if day)

    async def _moved(self) -> Problem | None:
        """Return the problem of a site that has moved. A redirect that may pass is remembered until the next night."""
        before, day = self.archive.sources.leads_to(self.source.id)
        problem, target = self.moves.lasting(before, day, self.clock().date())
        if target != before:
            async with self.archive.writing():
                self.archive.sources.set_leads_to(self.source.id, target, self.clock())
        return problem

    async def _of_health(
        self, outcome: Outcome, usual: dict[str, float], length: float | None
    ) -> list[Problem]:
        """Return the problems of a source whose indexes were read."""
        drafts = self.post_fetcher.drafts
        problems = list(self.problems)
        held = self.post_fetcher.quarantine.told  # they have a problem of their own
        apart = self.post_fetcher.quarantine.held  # all that are held back, some of them only for a night
        if gone := self._gone_at_once():
            problems.append(gone)
            apart += sum(not one.decided for one in self.post_fetcher.missing)
        rest = self._without_strays(outcome)
        rest = replace(rest, failed=rest.failed - apart)
        if failed := health.of_failed_pages(rest, self.post_fetcher.failures):
            problems.append(failed)
        silence = self._silence()
        if not (failed or held):  # otherwise there may be new posts, which cannot be read
            problems += silence
        written = settings.selectors(self.source)
        problems += health.of_drafts(drafts, usual, length, self.post_fetcher.never_told, written)
        problems += settings.contradictions(self.source, drafts, self.clock().date())
        if learned := {problem.field for problem in problems if health.is_of_learned(problem)}:
            await self.post_fetcher.learning.forget()
            # Another selector is learned. If that fails, the next run tells what the field lacks.
            problems = [p for p in problems if p.field not in learned or health.is_of_learned(p)]
        elif rebuilt := health.of_body_locations(drafts, self.body_locations):
            problems.append(rebuilt)
        return problems

    def _without_strays(self, outcome: Outcome) -> Outcome:
        """Return the outcome without the failures of what never was a post and stands on no index any more."""
        return replace(outcome, failed=outcome.failed - self.post_fetcher.strays)

    def _gone_at_once(self) -> Problem | None:
        missing, quarantine = self.post_fetcher.missing, self.post_fetcher.quarantine
        if not missing:
            return None
        waiting = sum(not one.decided for one in missing)
        earlier = self.archive.url_records.count_missing(self.source.id) - waiting
        return gone_at_once(missing, earlier, self.post_fetcher.counts["same"], quarantine.good)

    def _silence(self) -> list[Problem]:
        """Return a problem if the time without a post is improbable by the source's own history.

        If the silence is older than the archive's knowledge of the source, it begins then: a keeper who adds a site
        has seen how old its newest post is.
        """
        if self.options.since:  # the posts before that are not known
            return []
        today = self.clock().date()
        known = rhythm(self.archive.sources.active_days(self.source.id), today)
        self.newest = known.newest
        first_seen, _ = self.archive.sources.ages(self.source.id)
        watched_since = date.fromisoformat(first_seen[:10]) if first_seen else today
        if known.newest is None or not known.is_silent(today, watched_since):
            return []
        detail = {"newest": known.newest.isoformat(), "usual": known.usual, "source": self.source.id}
        return [Problem(ProblemCode.SILENT, url=self.source.url, detail=detail)]

    def _with_line(self, problem: Problem) -> Problem:
        """Return the problem with the line of what the keeper wrote, if that is wrong."""
        return settings.with_line(problem, self.sources, self.source)

    def _with_day(self, problem: Problem) -> Problem:
        """Return the problem with the date since when it has existed."""
        since = self.archive.problems.since(self.source.id, problem)
        return replace(problem, since=since or self.clock().date().isoformat())

    async def _explained(self, failure: Problem) -> Problem:
        """Add to the problem of an index without posts what it shows instead, and the number of archived posts."""
        if failure.code not in (ProblemCode.INDEX_EMPTY, ProblemCode.INDEX_BROKEN):
            return failure
        # They are read in full on the next night, so that its end is noticed.
        async with self.archive.writing():
            for page in self.walls.pages.values():
                self.archive.forget_index(self.source.id, page.requested)
        wall = await self.walls.first(map(str, (failure.url, failure.detail.get("page"), self.source.url)))
        if wall is not None:
            failure = wall.problem()
        posts = self.archive.sources.posts(self.source.id)
        if failure.code is not ProblemCode.INDEX_EMPTY or not posts:
            return self._of_chosen(failure)
        return replace(failure, detail={**failure.detail, "known": posts})

    def _of_chosen(self, problem: Problem) -> Problem:
        """Note that a broken index was chosen by the program, so that it does not stand in sources.yaml."""
        if problem.code is not ProblemCode.INDEX_BROKEN or self.source.discover:
            return problem
        return replace(problem, detail={**problem.detail, "chosen": 1})

    async def _learn(self) -> None:
        """Learn the lines that repeat on the pages of the site. They are its boilerplate."""
        if self.post_fetcher.counts["new"]:
            steps = self.archive.boilerplate_steps(self.source.id, self.clock())
            lines = await run_steps(steps, self.post_fetcher.workers, self.archive.unlocked)
            if lines:
                self.post_fetcher.notes.append(Note(NoteCode.BOILERPLATE_LEFT_OUT, "body", count=lines))

    async def _walk(self) -> None:
        """Read the indexes: answer the requests of discovery and fetch the posts that it finds."""
        crawl = discovery.crawl(
            self.source,
            remembered=self.archive.sources.strategies(self.source.id),
            former=self.archive.sources.former(self.source.id),
            missing=self.archive.sources.missing(self.source.id, self.clock().date()),
            backfill=self.options.backfill,
            since=self.options.since,
            max_pages=self.max_pages,
            now=self.clock(),
            newest=self._has_posts_up_to(),
        )
        answer: object = None
        index_error: FetchError | NothingFound | None = None
        while True:
            try:
                step = crawl.throw(index_error) if index_error else crawl.send(answer)
            except StopIteration:
                return
            answer, index_error = None, None
            if isinstance(step, Request | Compute):
                answer, index_error = await self._read(step)
            elif isinstance(step, discovery.Found):
                answer = await self._found(step)
                if self._limit_reached():
                    return
            elif isinstance(step, discovery.Broken):
                problems = self.problems if step.of_index else self.post_fetcher.problems
                problems.append(self._of_chosen(step.problem))
                self.gap = self.gap or step.gap
            elif isinstance(step, discovery.Turn):
                await asyncio.sleep(0)
            elif isinstance(step, discovery.Remembered):
                await self._note_missing(step.missing)
            else:
                await self._store_choice(step)

    async def _note_missing(self, missing: bool) -> None:
        """Count a night on which an index was missing. A wall that may pass says nothing about the indexes."""
        wall = await self.walls.first() if missing else None
        if wall is None or not wall.may_pass:
            async with self.archive.writing():
                self.archive.sources.note_missing(self.source.id, missing, self.clock().date())

    async def _read(self, step: Request | Compute) -> tuple[object, FetchError | NothingFound | None]:
        """Return the answer to a step, or the error that the crawl is to handle."""
        try:
            return await (self._index(step) if isinstance(step, Request) else self._compute(step)), None
        except DomainLost:
            raise  # no strategy may be replaced because of what others put on the domain
        except (FetchError, NothingFound) as error:
            return None, error

    async def _compute(self, step: Compute) -> object:
        """Read an index in a worker. Raise NothingFound if it has no posts, or if the worker was lost."""
        try:
            return await self.post_fetcher.workers.run(step.function, *step.arguments)
        except StepLost as lost:
            page = step.arguments[0]
            url = page.url if isinstance(page, Page) else self.source.url
            _log.error("the worker that read an index was lost", extra={"url": url, "reason": lost.reason})
            raise NothingFound(lost.problem(url)) from lost

    async def _index(self, request: Request) -> Page:
        conditional = self.walked and not (self.options.backfill or self.options.recheck or request.fresh)
        if conditional:
            etag, modified = self.archive.validators(self.source.id, request.url)
            request = replace(request, etag=etag, last_modified=modified)
        page = await self.post_fetcher.get(request)
        if page.status == 304:
            self.second_look.not_modified.add(request.url)
        if page.status == 200:
            digest = content_hash(page.body)
            if conditional and digest == self.archive.digest(self.source.id, request.url):
                # Many servers do not answer 304. An index with the same bytes has the same posts.
                page = replace(page, status=304, body=b"")
            else:
                must_be_of_site(page)
                if not self.post_fetcher.counts["found"]:
                    self.walls.add(page)
                self.fresh.append((request.url, replace(page, body=b""), digest))
        if page.status == 304:
            self.post_fetcher.unchanged_indexes |= {request.url, page.url}
            self.post_fetcher.counts["unchanged_indexes"] += 1
        self.moves.see(page)
        return page

    async def _must_have_posts_of_site(self, found: discovery.Found, known: Mapping[str, UrlRecord]) -> None:
        """Raise DomainLost if an index has only posts of another site: other addresses, titles and language."""
        self.recognised = self.recognised or bool(known) or not self.walked
        titles = [entry.title for entry in found.entries if entry.title]
        archived = self.archive.sources
        if self.recognised or len(titles) < _TITLES or archived.posts(self.source.id) < _TITLES:
            return
        before = set(map(fingerprint, archived.titles(self.source.id)))
        if any(fingerprint(title) in before for title in titles):
            self.recognised = True
            return
        languages = [*self.source.languages, *archived.languages(self.source.id)]
        if other := await self.post_fetcher.workers.run(foreign_language, titles, languages):
            raise DomainLost(found.index, language=other, text=titles[0])

    async def _found(self, found: discovery.Found) -> frozenset[str]:
        """Fetch new and changed entries. Return the addresses that were known before."""
        self.walls.pages.clear()
        self.moves.listed(found.index, found.entries)
        if self.moves.former:
            found = replace(found, entries=tuple(map(self.moves.with_former, found.entries)))
        await self.writer.flush()  # posts of an earlier page may be listed again
        known = await self.known_entries.of(found.entries)
        await self.known_entries.note_moved(found, known)
        found, known = await self.known_entries.with_former_addresses(found, known)
        self.post_fetcher.on_index.update(urls.key(entry.url) for entry in found.entries)
        await self._must_have_posts_of_site(found, known)
        self._note_reached(known.values())
        if len(known) < len(found.entries):
            await self._set_walked(None)  # if the run is interrupted after this point, posts are missing
        if self.post_fetcher.order is None:
            written = [e.published for e in found.entries if e.published]
            self.post_fetcher.order = await self.post_fetcher.workers.run(dates.learn_order, written)
        missing = self.archive.url_records.delisted(self.source.id, found.index, found.entries)
        await self._learn_selectors(found, known)
        claimed = claimed_by_others(found.entries, known)
        for number, entry in enumerate(found.entries, 1):
            if number % _TURN == 0:
                await asyncio.sleep(0)  # an entry that is known need not wait for anything
            if self.post_fetcher.count(entry):
                await self._entry(entry, known.get(entry.url) if entry.url not in claimed else None)
                self.progress(self.source.id, self.post_fetcher.counts)
        await self._fetch_again(missing)
        has_new, now_known = len(known) < len(found.entries), None
        if has_new and len(found.entries) > MOST_AT_ONCE:  # too many to be looked up in a transaction
            await self.writer.flush()
            now_known = await self.known_entries.of(found.entries)
        light = replace(found, entries=tuple(replace(entry, body=None) for entry in found.entries))
        end = partial(self._end_of_index, light, has_new, now_known)
        await self.post_fetcher.after_posts(end, self._index_failed)
        await asyncio.sleep(0)
        # Until a run has read all indexes, a known post does not mean that older posts are known.
        return frozenset(known) if self.walked else frozenset()

    async def _learn_selectors(self, found: discovery.Found, known: Mapping[str, UrlRecord]) -> None:
        """Learn selectors from the feed before pages without a feed entry are read."""
        learning = self.post_fetcher.learning
        learning.add_entries(found.entries)
        unlisted = sum(
            e.url not in known and not e.complete and not e.method.full_text for e in found.entries
        )
        self.post_fetcher.notes += await learning.learn(unlisted, self.post_fetcher.order)

    def _end_of_index(
        self, found: discovery.Found, has_new: bool, known: Mapping[str, UrlRecord] | None
    ) -> None:
        """Write what an index says about its posts, after these were written. `known` are their records, if read."""
        if has_new:
            if known is None:
                known = self.archive.url_records.known(self.source.id, found.entries)
            self.doubted_days.see(found, known)
        self.archive.url_records.unlist(self.source.id, found.index, found.entries)

    def _index_failed(self, error: Exception) -> None:
        _log.error("internal error while an index was written", exc_info=error)
        self.post_fetcher.problems.append(internal(error))

    async def _entry(self, entry: Entry, url_record: UrlRecord | None) -> None:
        returned = url_record is not None and url_record.status == "gone" and url_record.listed_on is None
        if url_record is not None and not returned and not entry_changed(entry, url_record):
            await self.post_fetcher.skip(entry, url_record)
        elif not (self._limit_reached() or self._too_old(entry)):
            await self.post_fetcher.fetch_post(entry.url, entry, url_record)

    async def _look_again(self) -> None:
        """Take a second look at a source that shows nothing new, if it is its turn."""
        options = self.options
        usual = not (options.backfill or options.since or options.recheck or options.limit)
        if not usual or self.gap or self.lists_new or not (self.walked and self.in_use):
            return
        if self.second_look.is_due() and (problem := await self.second_look.problem(self.in_use)):
            self.problems.append(problem)
        self.gap = self.second_look.gap

    async def _revisit(self) -> FetchError | None:
        """Fetch known posts again while they are new, and failed addresses at increasing intervals.

        Return the error that ended it early, or None.
        """
        url_records = self.archive.url_records
        try:
            if self.options.recheck:
                await self._fetch_again(url_records.all_posts(self.source.id))
            else:
                url_records.revisit_open(self.source.id, self.clock())
                await self._fetch_again(url_records.due(self.source.id, self.clock(), MOST_REVISITS))
        except FetchError as error:
            return error
        return None

    async def _fetch_elsewhere(self) -> None:
        """Fetch posts whose page is gone at their other addresses, until one is there or all are gone."""
        fetcher = self.post_fetcher
        while elsewhere := fetcher.elsewhere:
            fetcher.elsewhere = set()
            due = self.archive.url_records.due(self.source.id, self.clock(), MOST_REVISITS)
            try:
                await self._fetch_again([one for one in due if one.post in elsewhere])
            except FetchError:
                return  # the next run fetches them
            await fetcher.settle()

    async def _fetch_again(self, url_records: list[UrlRecord]) -> None:
        for found in url_records:
            if not self._limit_reached():
                url_record = await self._at_home(found)
                # An address that has always failed is fetched with its index entry.
                failed = url_record.post is None
                entry = self.archive.pages.latest_entry(self.source.id, url_record.url) if failed else None
                await self.post_fetcher.fetch_post(url_record.own or url_record.url, entry, url_record)
                self.progress(self.source.id, self.post_fetcher.counts)

    async def _at_home(self, url_record: UrlRecord) -> UrlRecord:
        """Return the record of a post at its address on the site of the source, if that has moved there with it."""
        own, post = url_record.own or url_record.url, url_record.post
        if post is None or not self.moves.former or urls.same_site(own, self.source.url):
            return url_record
        other = self.archive.url_records.other_address(self.source.id, post)
        if other is None or not urls.same_site(other, self.source.url):
            return url_record
        async with self.archive.writing():
            self.archive.posts.move(self.source.id, post, own, other, self.clock())
        return replace(url_record, url=other, own=other)

    async def _store_choice(self, chosen: discovery.Chosen) -> None:
        self.post_fetcher.notes += map(_note_of, chosen.choices)
        async with self.archive.writing():
            self.archive.sources.choose(self.source.id, chosen.strategies, self.clock(), chosen.former)

    async def _set_walked(self, when: str | None) -> None:
        if when == self._stored_walked:
            return
        async with self.archive.writing():
            self.archive.sources.set_walked(self.source.id, when)
        self._stored_walked = when

    async def _walk_ended(self, limited: bool) -> None:
        """Store the validators if all indexes were read and all posts on them were fetched.

        A run with `since` or `limit` does not change the validators.
        """
        if self.gap or self.post_fetcher.quarantine.held_entries:
            await self._set_walked(None)
            return
        if self.options.since or limited:
            await self._set_walked(self.walked)
            return
        self.complete = True
        async with self.archive.writing():
            self.archive.sources.set_walked(self.source.id, stamp(self.clock()))
            for url, page, digest in self.fresh:
                # They are read again on the next night, so that its end is noticed.
                if self.problems or self.post_fetcher.quarantine.held:
                    self.archive.forget_index(self.source.id, url)
                else:
                    self.archive.keep_index(self.source.id, url, page, self.clock(), digest)

    def _limit_reached(self) -> bool:
        """Return whether no more posts are fetched: because of `limit`, or because the site does not show them."""
        if self.post_fetcher.walled:
            return True
        return self.options.limit is not None and self.post_fetcher.visits >= self.options.limit

    def _too_old(self, entry: Entry) -> bool:
        if self.options.since is None:
            return False
        read = self.post_fetcher.date_of(entry.published)
        return read is not None and dates.is_before(read.value, self.options.since)


def _selectors(source: Source) -> frozenset[str]:
    """Return the selectors of a source in sources.yaml, as problems name them."""
    of_indexes = (text for one in source.discovery for text in (one.link, one.next, one.date) if text)
    return frozenset([*settings.selectors(source).values(), *of_indexes])


def _note_of(choice: discovery.ChosenStrategy) -> Note:
    detail = {
        "kind": choice.settings.kind,
        "role": choice.role,
        "posts": choice.posts,
        "more_pages": int(choice.more_pages),
    }
    return Note(NoteCode.STRATEGY_CHOSEN, url=choice.settings.url, detail=detail)
