"""A source taken through the pipe once, as `run` would, into an archive of the moment that is thrown away.

The choice of a way, the order of numeric dates and the selectors learnt are taken over from the archive that is kept;
to that one nothing is written.
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
from clusterwatch.models import Draft, Outcome, Page, Request
from clusterwatch.pipeline.post_fetcher import Clock, Web
from clusterwatch.pipeline.source_run import Options, SourceRun


@dataclass(slots=True)
class Listener:
    """A Web that remembers what it was answered: `pages` by the address asked for, `errors` likewise."""

    web: Web
    pages: dict[str, Page] = field(default_factory=dict)
    errors: dict[str, FetchError] = field(default_factory=dict)

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page:
        """As the Web it listens to."""
        try:
            page = await self.web.get(request, delay=delay, spent=spent)
        except FetchError as error:
            self.errors[request.url] = error
            raise
        self.pages[request.url] = page
        return page


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: the outcome, the posts read, all that was answered, and the addresses its index listed.

    `moved` is another host that the source's address leads to for good, `order` how its numeric dates were read,
    `strategies` are the ways to its posts that were chosen where the source names none.
    """

    outcome: Outcome
    drafts: tuple[Draft, ...]
    pages: dict[str, Page]
    errors: dict[str, FetchError]
    listed: tuple[str, ...]
    moved: str | None
    order: str | None
    strategies: tuple[StrategySettings, ...]


async def trial(
    source: Source, sources: Sources, web: Web, clock: Clock, limit: int, kept: Archive | None = None
) -> Trial:
    """Take `source` through the pipe as far as `limit` posts; its faults are in the outcome, none is raised."""
    listener = Listener(web)
    if (
        kept is not None
        and not source.date.order
        and (order := learn_order(kept.sources.date_texts(source.id)))
    ):
        source = source.model_copy(update={"date": source.date.model_copy(update={"order": order})})
    with TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db") as archive:
        with archive.transaction():
            archive.sources.register([source], clock())
            if kept is not None:
                _take_over(source, archive, kept, clock)
        watch = SourceRun(source, sources, archive, listener, clock, Options(limit=limit), _silent)
        outcome = await watch.outcome()
        drafts, listed = tuple(watch.post_fetcher.drafts), tuple(sorted(watch.post_fetcher.listed))
        ways, order = tuple(archive.sources.strategies(source.id)), watch.post_fetcher.order
        return Trial(outcome, drafts, listener.pages, listener.errors, listed, watch.moved, order, ways)


def _take_over(source: Source, archive: Archive, kept: Archive, clock: Clock) -> None:
    if strategies := kept.sources.strategies(source.id):
        archive.sources.choose(source.id, strategies, "remembered", clock())
    if learned := kept.learned.of(source.id):
        archive.learned.keep(source.id, learned, learned, clock())


def _silent(*_: object, **__: object) -> None:
    """Nobody watches the progress of a few requests."""
