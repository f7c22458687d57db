"""The posts of a source, index page by index page: the cheapest index first, then older pages as far as needed.

    written or remembered ─► (none: choose) ─► feed ─► gap? ─► REST │ listing │ sitemap ─► known page? end

There is a gap when the oldest post of the feed is new to the archive: older posts may have left the feed unseen. If
no strategy closes it, the page of the source is read as a list (module `gap`), and what may still be missing is
reported. A remembered strategy is replaced only after it was missing on several nights, and it is tried again after
that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.gap import remaining_gap
from clusterwatch.discovery.probe_budget import ProbeBudget
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.steps import (
    Broken,
    Chosen,
    ChosenStrategy,
    Crawl,
    Remembered,
    Role,
    Steps,
    is_gone,
    is_missing,
    must_stop,
)
from clusterwatch.discovery.strategies import BY_KIND
from clusterwatch.errors import BadStatus, FetchError, NothingFound
from clusterwatch.models import Problem, ProblemCode, Request

if TYPE_CHECKING:
    from clusterwatch.config import Source

T = TypeVar("T")

NIGHTS = 3  # in a row, on which a remembered strategy is missing, before another is chosen
_COMPARED = 10  # posts: the newest ones, by which a strategy that is back is tested


def crawl(
    source: Source,
    *,
    remembered: Sequence[StrategySettings] = (),
    former: Sequence[StrategySettings] = (),
    missing: int = 0,
    backfill: bool = False,
    since: str | None = None,
    max_pages: int = 20,
    now: datetime,
    newest: str | None = None,
) -> Crawl:
    """Crawl the indexes of a source; the module `steps` describes what is yielded and sent.

    `remembered` are the strategies chosen earlier, `missing` is the number of nights in a row before this one on which
    one of them was missing, `former` are those that they replaced. `since` is an ISO day. At most `max_pages` index
    pages of each strategy are read, unless `backfill` asks for all. `newest` is the day up to which the archive has the
    posts, or None if no run has read them all yet. Raises NothingFound when no index shows a post,
    FetchError when no index can be fetched.
    """
    progress = Progress(source, backfill=backfill, since=since, max_pages=max_pages, now=now, newest=newest)
    if source.discover:
        failure, _ = yield from _all(source.discover, progress)
    elif remembered:
        failure = yield from _by_memory(tuple(remembered), tuple(former), missing, progress)
    else:
        failure = yield from _by_choice(progress)
    if failure is not None:
        raise failure
    problem = yield from remaining_gap(progress)
    if problem is not None:
        yield Broken(problem, gap=False)


def _by_memory(
    remembered: tuple[StrategySettings, ...],
    former: tuple[StrategySettings, ...],
    nights: int,
    progress: Progress,
) -> Steps[Exception | None]:
    """Crawl what was chosen earlier. It is chosen anew only after it was missing on several nights in a row."""
    shown = (yield from _shown_by(former, progress)) if former else frozenset[str]()
    before = len(progress.heads)
    failure, failures = yield from _all(remembered, progress)
    if failure is None and _agree(progress.heads[before:], shown):
        first, *older = former
        yield Chosen((ChosenStrategy(first, Role.AGAIN), *(ChosenStrategy(s, Role.OLDER) for s in older)))
        return None
    missing = bool(failures) and all(map(is_missing, failures))
    if missing or not failures:
        yield Remembered(missing)
    if not missing:
        return failure
    if nights + 1 < NIGHTS:
        if failure is None:  # the other strategies have shown the posts
            yield Broken(_problem(failures[0]), gap=False)
        return failure
    try:
        again = yield from _by_choice(progress, remembered)
    except (FetchError, NothingFound) as error:
        if isinstance(error, FetchError) and must_stop(error):
            raise
        return failure
    return again if failure is not None else None


def _shown_by(former: tuple[StrategySettings, ...], progress: Progress) -> Steps[frozenset[str]]:
    """Crawl the strategies that were replaced: the keys of their newest posts; none where one is still missing."""
    # The archive may have their validators from the time before: an unchanged index must be read all the same.
    _, failures = yield from _fresh(_all(former, progress))
    shown = frozenset(key for head in progress.heads for keys in head for key in keys)
    # The state that they leave must not affect the strategies that are crawled next.
    progress.unchanged, progress.postponed = False, []
    return frozenset() if failures else shown


def _fresh(steps: Steps[T]) -> Steps[T]:
    """The same steps with requests that send no validators."""
    try:
        step = next(steps)
        while True:
            try:
                answer = yield replace(step, fresh=True) if isinstance(step, Request) else step
            except (FetchError, NothingFound) as error:
                step = steps.throw(error)
            else:
                step = steps.send(answer)
    except StopIteration as end:
        result: T = end.value
        return result


def _agree(heads: Sequence[Sequence[set[str]]], shown: frozenset[str]) -> bool:
    """True when `shown` has most of the newest posts. A strategy that is back may be a copy that is not updated."""
    newest = heads[0][:_COMPARED] if heads else ()
    return bool(newest) and sum(bool(keys & shown) for keys in newest) * 2 > len(newest)


def _by_choice(progress: Progress, former: tuple[StrategySettings, ...] = ()) -> Steps[Exception | None]:
    """Choose strategies for the site and crawl them."""
    from clusterwatch.discovery.autodetect.choice import choose  # few runs choose

    budget = ProbeBudget(progress.cache, progress.readings)
    chosen = yield from choose(progress.source.url, budget)
    if chosen is None:  # the server says that nothing has changed
        return None
    yield replace(chosen, former=former if chosen.strategies != former else ())
    failure, _ = yield from _all(chosen.strategies, progress)
    return None if failure is None or (progress.shown and _replaceable(failure)) else failure


def _replaceable(failure: Exception) -> bool:
    """True when other strategies may still have shown the posts; False for a failure of the network."""
    return isinstance(failure, NothingFound) or (isinstance(failure, FetchError) and is_gone(failure))


def _all(
    strategies: Sequence[StrategySettings], progress: Progress
) -> Steps[tuple[Exception | None, list[Exception]]]:
    """Crawl the strategies until one says that nothing older is missing; a missing one is skipped.

    Returns the most telling failure, if any, and all failures.
    """
    failures: list[Exception] = []
    progress.open_end = False
    for settings in strategies:
        try:
            if (yield from BY_KIND[settings.kind].crawl(settings, progress)):
                return None, failures
        except NothingFound as empty:
            failures.append(empty)
        except FetchError as error:
            if must_stop(error):
                raise
            failures.append(error)
    progress.open_end = True
    while progress.postponed:
        yield from progress.postponed.pop(0)
    for problem in progress.doubts:  # no other strategy has reached them
        yield Broken(problem, gap=False)
    if progress.unchanged or (progress.shown and all(map(_replaceable, failures))):
        return None, failures
    return _most_telling(failures), failures


def _problem(failure: Exception) -> Problem:
    """The problem of a strategy that is missing while others show posts."""
    if isinstance(failure, NothingFound):
        return replace(failure.problem, detail={**failure.problem.detail, "instead": 1})
    status = failure.status if isinstance(failure, BadStatus) else None
    url = failure.url if isinstance(failure, FetchError) else None
    return Problem(ProblemCode.HTTP_STATUS, url=url, detail={"status": status})


def _most_telling(failures: Sequence[Exception]) -> Exception | None:
    """The last failure of the network, else the last failure of any kind."""
    network = [f for f in failures if isinstance(f, FetchError) and not is_gone(f)]
    candidates: Sequence[Exception] = network or failures
    return candidates[-1] if candidates else None
