"""The posts of a source, index page by index page: the cheap index first, then back in time as far as is needed.

    written or remembered ─► (none or gone: choose) ─► feed ─► gap? ─► REST │ listing │ sitemap ─► known page? end

A gap is when the oldest post of the feed is new to the archive: then posts may have fallen off its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.autodetect.choice import choose
from clusterwatch.discovery.autodetect.probe_budget import ProbeBudget
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.steps import Crawl, Steps, is_gone, must_stop
from clusterwatch.discovery.strategies import BY_KIND
from clusterwatch.errors import FetchError, NothingFound

if TYPE_CHECKING:
    from clusterwatch.config import Source


def crawl(
    source: Source,
    *,
    remembered: Sequence[StrategySettings] = (),
    backfill: bool = False,
    since: str | None = None,
    max_pages: int = 20,
    now: datetime,
) -> Crawl:
    """Walk a source's indexes. Yields Request (answered with a Page or a thrown FetchError), Found (answered with the
    addresses that the archive knows) and Chosen (answered with None).

    `since` is an ISO day; `max_pages` index pages are read of each strategy unless `backfill`.
    Raises NothingFound when no index shows a post, FetchError when none can be had.
    """
    progress = Progress(source, backfill=backfill, since=since, max_pages=max_pages, now=now)
    written = source.discover
    first = written or tuple(remembered)
    failure: Exception | None = None
    if first:
        failure = yield from _all(first, progress, strict=not written)
        if failure is None:
            return
        if written or not _replaceable(failure):
            raise failure
    budget = ProbeBudget(progress.cache)
    chosen = yield from choose(source.url, budget)
    if chosen is None:
        if failure is not None:
            raise failure
        return
    yield chosen
    failure = yield from _all(chosen.strategies, progress, strict=False)
    if failure is not None and not (progress.shown and _replaceable(failure)):
        raise failure


def _replaceable(failure: Exception) -> bool:
    """True when the site has changed, so that another way may be found; not when it is down or forbids."""
    return isinstance(failure, NothingFound) or (isinstance(failure, FetchError) and is_gone(failure))


def _all(
    strategies: Sequence[StrategySettings], progress: Progress, *, strict: bool
) -> Steps[Exception | None]:
    """Walk the strategies until one says that nothing older is missing; the failure that matters, if any.

    A strategy that is not there is passed over, unless `strict`: then the first one that is not there ends it.
    """
    failures: list[Exception] = []
    for settings in strategies:
        try:
            if (yield from BY_KIND[settings.kind].crawl(settings, progress)):
                return None
        except NothingFound as empty:
            failures.append(empty)
        except FetchError as error:
            if must_stop(error):
                raise
            failures.append(error)
        if strict and failures and _replaceable(failures[-1]):
            return failures[-1]
    while progress.postponed:
        yield from progress.postponed.pop(0)
    if progress.unchanged or (progress.shown and all(map(_replaceable, failures))):
        return None
    return _telling(failures)


def _telling(failures: Sequence[Exception]) -> Exception | None:
    """The failure that says most: a fault of the network before a missing page before an empty one; else the last."""
    network = [f for f in failures if isinstance(f, FetchError) and not is_gone(f)]
    candidates: Sequence[Exception] = network or failures
    return candidates[-1] if candidates else None
