"""Run all sources. The decisions are made in the other modules.

    sources.yaml ─► fetch index ─► discover ─► drop what is known ─► fetch page ─► extract ─► judge ─► archive.db
     (config)         (http)      (discovery)      (archive)           (http)   (extraction) (archive)  (archive)

Many sources run concurrently, each with one request at a time: most of them wait for the delay of their host. A source
that fails is recorded; the others continue.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from contextlib import suppress
from dataclasses import fields
from datetime import datetime

from clusterwatch import __version__
from clusterwatch.archive import LONGEST_LOCK, Archive
from clusterwatch.config import Source, Sources
from clusterwatch.errors import ArchiveError, internal
from clusterwatch.logs import log_context
from clusterwatch.models import Outcome
from clusterwatch.pipeline import health, incidents
from clusterwatch.pipeline.post_fetcher import Clock, Web
from clusterwatch.pipeline.source_run import Options, Progress, SourceRun
from clusterwatch.pipeline.workers import Workers, run_steps
from clusterwatch.pipeline.writer import Writer

_log = logging.getLogger("clusterwatch.pipeline")

AT_ONCE = 1000  # sources
CHOOSING = 64  # sources whose strategies are chosen at once: each keeps the pages of up to a dozen requests
_PROMPTLY = 1.0  # seconds for which a run that was stopped waits for the archive


async def run(
    sources: Sources,
    archive: Archive,
    web: Web,
    clock: Clock,
    options: Options,
    progress: Progress,
    workers: Workers,
    *,
    at_once: int = AT_ONCE,
) -> list[Outcome]:
    """Run the sources and return their outcomes in the order of the file. `workers` read the pages.

    At most `at_once` sources run at the same time, each with a connection.

    If it is cancelled, the finished posts are kept, and the run is marked as interrupted. Raise ArchiveError if the
    archive can no longer be written.
    """
    chosen = [s for s in sources.values() if (s.id in options.ids if options.ids else s.enabled)]
    async with archive.writing():
        number = _begun(archive, sources, clock())
    with log_context(run=number):
        _log.info("run started", extra={"sources": len(chosen), "version": __version__})
    writer = Writer(archive)
    limit, choosing = asyncio.Semaphore(at_once), asyncio.Semaphore(min(CHOOSING, at_once))

    def limit_of(source: Source) -> asyncio.Semaphore:
        return limit if source.discover or archive.sources.strategies(source.id) else choosing

    async def run_source(source: Source) -> Outcome:
        with log_context(run=number, source=source.id):
            async with limit_of(source):
                _log.info("source started")
                source_run = SourceRun(
                    source, sources, archive, web, clock, options, progress, workers, writer
                )
                outcome = await source_run.outcome()
            async with archive.writing():
                archive.runs.add(number, outcome)
            await _update_incidents(archive, number, source_run, clock())
            _log_outcome(outcome)
        progress(source.id, Counter(), done=outcome)
        return outcome

    async def end(status: str, patience: float = LONGEST_LOCK) -> None:
        await archive.unlocked(patience)
        writer.flush_now()
        with archive.transaction():
            archive.runs.end(number, clock(), status)
        with log_context(run=number):
            _log.info("run ended", extra={"status": status})

    try:
        await run_steps(archive.derive_steps(), workers, archive.unlocked)  # of a run that was killed
        async with asyncio.TaskGroup() as group:
            tasks = []
            for source in chosen:
                tasks.append(group.create_task(run_source(source)))
                await asyncio.sleep(0)  # the first queries of many sources would hold the loop
        await run_steps(archive.derive_steps(), workers, archive.unlocked)
    except ExceptionGroup as errors:  # a broken archive stops all sources; one error is enough
        with suppress(ArchiveError):
            await end("interrupted", _PROMPTLY)
        raise errors.exceptions[0] from errors
    except asyncio.CancelledError:
        with suppress(ArchiveError):
            await end("interrupted", _PROMPTLY)
        raise
    outcomes = [task.result() for task in tasks]
    await end("failed" if any(o.state in health.FAILING for o in outcomes) else "done")
    return outcomes


def _begun(archive: Archive, sources: Sources, now: datetime) -> int:
    """Add a run, in the open transaction, and return its number."""
    archive.sources.register(list(sources.values()), now)
    archive.labels.register(sources.watch)
    if archive.runs.clock_was_ahead(now):
        archive.url_records.correct_clock(now)
    return archive.runs.begin(now, __version__)


async def _update_incidents(archive: Archive, run: int, seen: SourceRun, now: datetime) -> None:
    """Open, renew and close the incidents of a source after a run. An error is recorded; the next run tries again."""
    source = seen.source
    try:
        async with archive.writing():
            for incident in archive.incidents.open(source.id):
                is_over = incidents.is_over(incident, seen.of_source, seen.observed)
                if is_over and incidents.has_stayed_away(incident, now):
                    evidence = incidents.last_evidence(incident, seen.observed)
                    archive.incidents.close(run, incident.id, now, evidence)
                    if incidents.is_of_contents(incident):
                        archive.url_records.revisit_changed(source.id, incident.opened_run, now)
            for problem in seen.of_source:
                if incidents.opens(problem):
                    archive.incidents.see(run, source.id, problem, now)
    except ArchiveError:
        raise
    except Exception as error:  # an error in one source must not stop the others
        archive.raise_if_broken(error)
        _log.exception("internal error while the incidents of a source were updated")
        async with archive.writing():
            archive.problems.add(run, source.id, [internal(error)], [])


def _log_outcome(outcome: Outcome) -> None:
    values = {f.name: getattr(outcome, f.name) for f in fields(outcome) if f.name != "source"}
    level = logging.WARNING if outcome.state in health.FAILING else logging.INFO
    _log.log(level, "source ended", extra=values)
