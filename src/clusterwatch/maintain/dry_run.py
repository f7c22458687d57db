"""Run a source as in `run`, but with a temporary archive.

The chosen strategies, the order of numeric dates and the learned selectors are copied from the real archive, which is
not changed.
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
from clusterwatch.models import Draft, Note, NoteCode, Outcome, Page, Problem, ProblemCode, Request
from clusterwatch.pipeline.post_fetcher import Clock, Web
from clusterwatch.pipeline.source_run import Options, SourceRun
from clusterwatch.pipeline.workers import InlineWorkers, Workers


@dataclass(slots=True)
class Listener:
    """A Web that records the results of its requests: `pages` and `errors` by address."""

    web: Web
    pages: dict[str, Page] = field(default_factory=dict)
    errors: dict[str, FetchError] = field(default_factory=dict)

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page:
        """Fetch a page and record the result."""
        try:
            page = await self.web.get(request, delay=delay, spent=spent)
        except FetchError as error:
            self.errors[request.url] = error
            raise
        self.pages[request.url] = page
        return page


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of a dry run: the outcome, the posts, all pages and errors, and the listed addresses.

    `moved` is the address on another host to which the site has moved. `order` is the order of its numeric dates.
    `strategies` are the automatically chosen strategies.
    """

    outcome: Outcome
    drafts: tuple[Draft, ...]
    pages: dict[str, Page]
    errors: dict[str, FetchError]
    listed: tuple[str, ...]
    order: str | None
    strategies: tuple[StrategySettings, ...]

    @property
    def failure(self) -> Problem | None:
        """The problem that made the run fail or stop early: the last one, or None."""
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
    """Run `source` with at most `limit` posts. Its errors are in the outcome and are not raised.

    `archive` is the real archive of the source, if there is one. If there are no `workers`, this process reads
    the pages.
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
            source_run.post_fetcher.order,
            tuple(scratch.sources.strategies(source.id)),
        )


def unread_files(tried: Trial) -> tuple[Note, ...]:
    """Return the note that the texts of PDF files are not read, if that is so."""
    return tuple(note for note in tried.outcome.notes if note.code is NoteCode.PDF_NOT_READ)


def _copy_choices(source: Source, archive: Archive, scratch: Archive, clock: Clock) -> None:
    if strategies := archive.sources.strategies(source.id):
        scratch.sources.choose(source.id, strategies, clock())
    if learned := archive.learned.of(source.id):
        scratch.learned.keep(source.id, learned, learned, clock())


def _silent(*_: object, **__: object) -> None:
    """Ignore the progress of the dry run."""
