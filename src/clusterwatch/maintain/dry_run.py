"""A dry run: a source goes through the pipe once, as in `run`, into a temporary archive.

The chosen strategies, the order of numeric dates and the learned selectors are copied from the real archive. Nothing is
written to that one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from clusterwatch.archive import Archive
from clusterwatch.config import Source, Sources, StrategySettings
from clusterwatch.dates import learn_order
from clusterwatch.errors import FetchError
from clusterwatch.models import Draft, Outcome, Page, Problem, ProblemCode, Request
from clusterwatch.pipeline.post_fetcher import Clock, Web
from clusterwatch.pipeline.source_run import Options, SourceRun
from clusterwatch.pipeline.workers import InlineWorkers, Workers


@dataclass(slots=True)
class Listener:
    """A Web that records its answers: `pages` and `errors` by the address of the request."""

    web: Web
    pages: dict[str, Page] = field(default_factory=dict)
    errors: dict[str, FetchError] = field(default_factory=dict)

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page:
        """The answer of the web behind it."""
        try:
            page = await self.web.get(request, delay=delay, spent=spent)
        except FetchError as error:
            self.errors[request.url] = error
            raise
        self.pages[request.url] = page
        return page


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of a dry run: the outcome, the posts read, all answers, and the addresses that its indexes listed.

    `moved` is another host to which the source's address leads permanently, `order` how its numeric dates were read,
    `strategies` are those that were chosen where the source names none.
    """

    outcome: Outcome
    drafts: tuple[Draft, ...]
    pages: dict[str, Page]
    errors: dict[str, FetchError]
    listed: tuple[str, ...]
    moved: str | None
    order: str | None
    strategies: tuple[StrategySettings, ...]

    @property
    def failure(self) -> Problem | None:
        """The problem that made the run fail or end early: the last one, where there is any."""
        problems = [p for p in self.outcome.problems if p.code is not ProblemCode.MOVED]
        return problems[-1] if problems else None


async def trial(
    source: Source,
    sources: Sources,
    web: Web,
    clock: Clock,
    limit: int,
    archive: Archive | None = None,
    workers: Workers | None = None,
) -> Trial:
    """Take at most `limit` posts of `source` through the pipe. Its problems are in the outcome; none is raised.

    `archive` is the real archive of the source, if there is one. `workers` read the pages; without them, this process
    does.
    """
    listener = Listener(web)
    if (
        archive is not None
        and not source.date.order
        and (order := learn_order(archive.sources.date_texts(source.id)))
    ):
        source = source.model_copy(update={"date": source.date.model_copy(update={"order": order})})
    with TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db") as scratch:
        with scratch.transaction():
            scratch.sources.register([source], clock())
            if archive is not None:
                _copy_choices(source, archive, scratch, clock)
        source_run = SourceRun(
            source,
            sources,
            scratch,
            listener,
            clock,
            Options(limit=limit),
            _silent,
            workers or InlineWorkers(),
        )
        outcome = await source_run.outcome()
        return Trial(
            outcome,
            tuple(source_run.post_fetcher.drafts),
            listener.pages,
            listener.errors,
            tuple(sorted(source_run.post_fetcher.listed)),
            source_run.moved,
            source_run.post_fetcher.order,
            tuple(scratch.sources.strategies(source.id)),
        )


def _copy_choices(source: Source, archive: Archive, scratch: Archive, clock: Clock) -> None:
    if strategies := archive.sources.strategies(source.id):
        scratch.sources.choose(source.id, strategies, clock())
    if learned := archive.learned.of(source.id):
        scratch.learned.keep(source.id, learned, learned, clock())


def _silent(*_: object, **__: object) -> None:
    """A dry run has no progress bar."""
