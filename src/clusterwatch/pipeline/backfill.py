"""Read WARC files into the archive, as if their pages had been fetched when they were captured.

files ─► sections ─► workers: read_section ─► in the order of the files ─► judge ─► archive.db
                                              (a bounded number of sections is read ahead)
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import pickle
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Protocol

from clusterwatch import dates, urls
from clusterwatch.archive import Archive, Neighbour, undo_rewording
from clusterwatch.compression import content_hash
from clusterwatch.config import Source
from clusterwatch.errors import ArchiveError, StepLost, WorkersGone, exhausted, internal, technical
from clusterwatch.models import DamageReason, Observation, Problem, ProblemCode, Value
from clusterwatch.pipeline.change_filter import filter_changes
from clusterwatch.pipeline.ordered import in_order
from clusterwatch.pipeline.post_fetcher import Clock
from clusterwatch.pipeline.scope import SourceScope, scope_of
from clusterwatch.pipeline.section import Reading, next_page, read_section
from clusterwatch.pipeline.steps import read_page
from clusterwatch.pipeline.workers import Workers, run_steps
from clusterwatch.warc import Place, Section, Unreadable, sections

_log = logging.getLogger("clusterwatch.pipeline")

BATCH = 25  # posts that are written in one transaction
_SHARE = 0.4  # of the CPU budget of a worker, after which the rest of a section becomes another step
_COUNTED = {"new": "new", "changed": "changed", "same": "same", "copy": "copies", "failed": "failed"}


@dataclass(frozen=True, slots=True)
class BackfillOptions:
    """`since` is the first day of the posts that are wanted (ISO 8601). `again` reads files that were read before.

    `at_once` is the number of sections that are read ahead, `cpu` the CPU budget of a worker in seconds. Sections have
    up to `section` bytes, by default as many as suit the file.
    """

    since: str | None = None
    again: bool = False
    cpu: float = 5.0
    at_once: int = 4
    section: int | None = None


@dataclass(slots=True)
class FileResult:
    """What was found in one file. `read` says whether it was read now, or completely before.

    If it is `broken`, a section could not be opened or fetched; the next call reads the file from there on.

    `counts`: records, pages, new, changed, same, copies and failed posts, and pages that are no posts; see Reading.
    """

    location: str
    size: int
    read: bool = True
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False


class Progress(Protocol):
    """Called after each section with the result of its file, and the number of bytes that were read of it."""

    def __call__(self, result: FileResult, position: int, /) -> None: ...


async def backfill(
    places: Sequence[Place],
    sources: Sequence[Source],
    archive: Archive,
    clock: Clock,
    options: BackfillOptions,
    progress: Progress,
    workers: Workers,
) -> list[FileResult]:
    """Read WARC files and return a result for each of them, in order.

    The pages of `sources` are recorded at the time of their capture. If it is cancelled, what was written is kept, and
    the next call continues there. Raises ArchiveError if the archive can no longer be written, and WorkersGone if
    no worker reads any more.
    """
    async with archive.writing():
        archive.sources.register(sources, clock())
    await run_steps(archive.derive_steps(), workers, archive.unlocked)
    run = _Backfill(sources, archive, clock, options, workers)
    results = [FileResult(place.location, place.size) for place in places]
    by_place = list(zip(places, results, strict=True))
    jobs = (run.first(place, result, section) for place, result, section in run.sections_of(by_place))
    async with aclosing(in_order(jobs, options.at_once)) as readings:
        async for place, result, section, reading in readings:
            async for part in run.parts(place, reading):
                await run.write(part, result)
            if not result.broken:
                await run.note_read(place, section)
            progress(result, section.end)
    await run.learn()
    return results


class _Backfill:
    """The state of one call: the readers of the sources, and the selection by which files are known."""

    def __init__(
        self,
        sources: Sequence[Source],
        archive: Archive,
        clock: Clock,
        options: BackfillOptions,
        workers: Workers,
    ) -> None:
        self._archive, self._clock, self._options, self._workers = archive, clock, options, workers
        readers = [_reader(source, archive) for source in sources]
        self._readers = {one.source.id: one for one in readers}
        self._packed = pickle.dumps(
            scope_of(readers, {s.id: archive.url_records.of_posts(s.id) for s in sources})
        )
        rules = [source.model_dump_json(include=_RULES) for source in sources]
        self._selection = hashlib.blake2b(repr((rules, options.since)).encode(), digest_size=8).hexdigest()
        self._added: set[str] = set()  # sources with new posts

    def sections_of(
        self, places: Iterable[tuple[Place, FileResult]]
    ) -> Iterator[tuple[Place, FileResult, Section]]:
        """Yield the sections of all files that have not been read."""
        for place, result in places:
            start = 0 if self._options.again else self._archive.warc_files.position(*self._identity(place))
            if place.size and start >= place.size:
                result.read = False
                continue
            for section in sections(place, start, self._options.section) or [Section(0, 0)]:
                yield place, result, section

    async def first(
        self, place: Place, result: FileResult, section: Section
    ) -> tuple[Place, FileResult, Section, Reading]:
        """Read a section, or the start of it if that takes long."""
        return place, result, section, await self._read(place, section)

    async def parts(self, place: Place, reading: Reading) -> AsyncIterator[Reading]:
        """Yield the first part of a section, and read the others."""
        yield reading
        while reading.rest is not None:
            reading = await self._read(place, reading.rest)
            yield reading

    async def _read(self, place: Place, section: Section) -> Reading:
        budget = self._options.cpu * _SHARE
        since = self._options.since
        try:
            return await self._workers.run(read_section, place, section, self._packed, since, budget)
        except Unreadable as error:
            return Reading(broken=True, problems=[_unreadable(place, section, error)])
        except Exception as error:
            _raise_if_final(error)
            return await self._read_one_by_one(place, section)

    async def _read_one_by_one(self, place: Place, section: Section) -> Reading:
        """Read single pages until the one is found that cannot be read, and leave this one out."""
        whole, rest = Reading(), section
        try:
            while True:
                try:
                    reading = await self._workers.run(
                        read_section, place, rest, self._packed, self._options.since, self._options.cpu, 1
                    )
                except Exception as error:
                    _raise_if_final(error)
                    return await self._without_page(place, rest, whole, error)
                whole.seen += reading.seen
                whole.problems += reading.problems
                whole.counts += reading.counts
                if reading.rest is None:
                    return whole
                rest = reading.rest
        except Unreadable as error:
            whole.broken = True
            whole.problems.append(_unreadable(place, rest, error))
            return whole

    async def _without_page(
        self, place: Place, section: Section, whole: Reading, error: Exception
    ) -> Reading:
        try:
            url, whole.rest = await self._workers.run(next_page, place, section, self._packed)
        except Exception as again:
            _raise_if_final(again)
            url, error = None, again
        _log.error("a page could not be read", extra={"url": url, "file": place.location}, exc_info=error)
        if isinstance(error, StepLost):
            whole.problems.append(error.problem(url or place.location))
            whole.counts["lost"] += 1
        else:
            whole.problems.append(internal(error, url or place.location))
            whole.counts["failed"] += 1
        return whole

    async def write(self, reading: Reading, result: FileResult) -> None:
        """Write what a section contains, in small transactions."""
        result.counts += reading.counts
        result.problems += reading.problems
        result.broken = result.broken or reading.broken
        for problem in reading.problems:
            _log.warning("a part of a WARC file was left out", extra={"problem": technical(problem)})
        batch: list[Observation] = []
        keys: set[tuple[str, str]] = set()  # of the posts to which the batch may belong
        for seen in reading.seen:
            neighbour = self._archive.captures.neighbour(seen)
            own = _keys(seen, neighbour)
            # Captures of the same post are compared with each other, so the earlier one must have been written.
            if len(batch) == BATCH or own & keys:
                await self._write_batch(batch, result)
                batch, keys = [], set()
                neighbour = self._archive.captures.neighbour(seen)
            compared = await self._compared_or_failed(seen, neighbour, result)
            if compared is not None:
                batch.append(compared)
                keys |= own
        if batch:
            await self._write_batch(batch, result)

    async def _write_batch(self, batch: Sequence[Observation], result: FileResult) -> None:
        await self._archive.unlocked()
        self._record(batch, result)
        await asyncio.sleep(0)

    def _record(self, batch: Sequence[Observation], result: FileResult) -> None:
        try:
            with self._archive.transaction():
                kinds = Counter(self._record_one(seen) for seen in batch)
        except ArchiveError:
            raise
        except Exception as error:  # an error in one page must not stop the others
            self._archive.raise_if_broken(error)
            if len(batch) > 1:
                for seen in batch:
                    self._record([seen], result)
                return
            _log.exception("internal error while a page was recorded", extra={"url": batch[0].url})
            result.problems.append(internal(error, batch[0].url))
            kinds = Counter(failed=1)
        result.counts += kinds

    def _record_one(self, seen: Observation) -> str:
        verdict = self._archive.captures.record(seen, self._clock())
        if verdict.kind == "new":
            self._added.add(seen.source)
        return _COUNTED[verdict.kind]

    async def _compared_or_failed(
        self, seen: Observation, neighbour: Neighbour | None, result: FileResult
    ) -> Observation | None:
        try:
            return await self._compared(seen, neighbour)
        except Exception as error:
            _raise_if_final(error)
            _log.exception("internal error while a page was compared", extra={"url": seen.url})
            result.problems.append(internal(error, seen.url))
            result.counts["failed"] += 1
            return None

    async def _compared(self, seen: Observation, neighbour: Neighbour | None) -> Observation:
        """Return the observation with what today's rules read from the stored page of its neighbour, if it has one.

        A difference to that was made by the site. Clocks are filtered out as in a run.
        """
        if neighbour is None or seen.page is None:
            return seen
        stored, one = neighbour.page, self._readers[seen.source]
        if stored is None:
            return replace(seen, before=undo_rewording(seen.draft, neighbour.post))
        if (
            seen.page.compressed is not None
            and content_hash(stored.body) == seen.page.compressed.content_hash
        ):
            return replace(seen, before=seen.draft)
        try:
            before = await self._workers.run(read_page, stored, one.source, None, one.order, one.learned)
            draft = await self._workers.run(
                filter_changes, seen.draft, seen.draft, before, seen.page.fetched, stored.fetched
            )
        except StepLost:
            return seen
        return replace(seen, draft=draft, before=before)

    async def note_read(self, place: Place, section: Section) -> None:
        """Record that a section was written, so that it is not read again."""
        async with self._archive.writing():
            self._archive.warc_files.read_to(*self._identity(place), section.end, self._clock())

    def _identity(self, place: Place) -> tuple[str, int, str, str]:
        return place.location, place.size, place.version, self._selection

    async def learn(self) -> None:
        """Learn the boilerplate of the sources that have new posts, and find the stories, as a run does."""
        for source in sorted(self._added):
            steps = self._archive.boilerplate_steps(source, self._clock())
            await run_steps(steps, self._workers, self._archive.unlocked)
        await run_steps(self._archive.derive_steps(), self._workers, self._archive.unlocked)


_RULES = {"id", "url", "languages", "timezone", "discovery", "select", "date"}


def _raise_if_final(error: Exception) -> None:
    """Raise an error that is not of a page, but of its file, of the workers or of this machine: all would fail."""
    if isinstance(error, Unreadable | WorkersGone) or exhausted(error) is not None:
        raise error


def _reader(source: Source, archive: Archive) -> SourceScope:
    order = source.date.order or dates.learn_order(archive.sources.date_texts(source.id))
    chosen = [*source.discover, *archive.sources.strategies(source.id)]
    indexes = dict.fromkeys([source.url, *(strategy.url for strategy in chosen if strategy.url)])
    return SourceScope(source, order, archive.learned.of(source.id), tuple(indexes))


def _keys(seen: Observation, neighbour: Neighbour | None) -> set[tuple[str, str]]:
    """Return the source with each address by which the archive may find the post of a capture."""
    known = neighbour.post.url if neighbour is not None else None
    return {(seen.source, urls.key(url)) for url in (seen.url, seen.draft.canonical, known) if url}


def _unreadable(place: Place, section: Section, error: Unreadable) -> Problem:
    _log.error("a file could not be read", extra={"file": place.location, "error": str(error)})
    detail: dict[str, Value] = {"offset": section.start, "reason": DamageReason.UNREACHABLE}
    return Problem(ProblemCode.RECORD_DAMAGED, url=place.location, detail=detail)
