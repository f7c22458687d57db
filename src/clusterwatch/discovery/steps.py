"""The steps of a crawl: what it yields to the code that drives it, and what it is answered.

A crawl is a generator without I/O. It yields a Request and is sent the Page, or the FetchError is thrown into it. It
yields Compute and is sent the result, or the NothingFound is thrown into it. It yields Found and is sent the addresses
that the archive knows. It yields Chosen, Broken and Turn and is sent None.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, TypeVarTuple

from clusterwatch.config import StrategySettings
from clusterwatch.errors import BadStatus, Deferred, FetchError, NothingFound
from clusterwatch.models import Compute, CutReason, Entry, Page, Problem, ProblemCode, Request

TURN = 20_000  # characters of addresses that are normalised without a pause, which takes about 5 ms
READINGS = 64  # readings that are kept: an automatic choice requests up to twelve pages
MANY = 5_000  # entries that are compared with each other without a pause
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Found:
    """The posts of one index page, all of them, in its order."""

    entries: tuple[Entry, ...]
    index: str


class Role(StrEnum):
    """What the automatic choice uses a strategy for."""

    GIVEN = "given"  # the address of the source is itself this index
    NEWEST = "newest"  # the newest posts of the news page
    OLDER = "older"  # posts that the strategies before it no longer list
    AGAIN = "again"  # the newest posts, after some time in which it was missing


@dataclass(frozen=True, slots=True)
class ChosenStrategy:
    """One strategy of an automatic choice.

    `posts` is how many posts its first page shows (None: it was not counted), `more_pages` whether a listing has a
    next page.
    """

    settings: StrategySettings
    role: Role
    posts: int | None = None
    more_pages: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The strategies that the automatic choice took, in the order in which they are used.

    `former` are the strategies that they replace. They are requested again each night, since a site may restore them.
    """

    choices: tuple[ChosenStrategy, ...]
    former: tuple[StrategySettings, ...] = ()

    @property
    def strategies(self) -> tuple[StrategySettings, ...]:
        """The settings alone, for the archive to remember."""
        return tuple(choice.settings for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Whether the remembered strategies are there; answered with None.

    `missing` is True when the address of one answers 404 or 410, or nothing that can be parsed, and no other trouble
    of the site explains it. The caller counts the nights in a row.
    """

    missing: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """A problem in the middle of a crawl, which goes on after it.

    `gap` is True when older posts are missing because of it, so that the whole crawl has to be repeated. `of_index` is
    False for a problem of single items, which is reported and does not count against the source.
    """

    problem: Problem
    gap: bool = True
    of_index: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """A pause between two parts of a long calculation, in which the caller lets others go on."""


T = TypeVar("T")
V = TypeVar("V")
Ts = TypeVarTuple("Ts")
Step = Request | Compute | Found | Chosen | Remembered | Broken | Turn
Steps = Generator[Step, Any, T]
Crawl = Steps[None]


def no_index(url: str, expected: str, found: str | None = None) -> NothingFound:
    """The error for a page that is not an index of the `expected` kind; `found` names what it is instead."""
    return NothingFound(
        Problem(ProblemCode.INDEX_BROKEN, url=url, detail={"expected": expected, "found": found})
    )


def no_posts(
    url: str, kind: str, selector: str | None = None, **detail: str | int | float | None
) -> NothingFound:
    """The error for an index of a kind that shows no posts; `detail` counts what was looked at."""
    return NothingFound(
        Problem(ProblemCode.INDEX_EMPTY, selector=selector, url=url, detail={"kind": kind, **detail})
    )


def cut(url: str, reason: CutReason, most: int | None) -> Problem:
    """The problem of an index that is read in part, because it has more than `most` of something, or ends too early."""
    return Problem(ProblemCode.INDEX_CUT, url=url, detail={"reason": reason, "most": most})


def fetch(
    url: str, accept: str = HTML, cache: dict[str, Page] | None = None, *, fresh: bool = False
) -> Steps[Page]:
    """One index page. A page that the automatic choice left in `cache` is taken out of it instead."""
    if cache and url in cache:
        return cache.pop(url)
    page = yield Request(url, accept=accept, fresh=fresh)
    if not isinstance(page, Page):
        raise TypeError(f"a Request is answered with a Page, not with {page!r}")
    return page


class Readings:
    """What was read of the last pages of a site, so that the choice, the crawl and its parts read each page once.

    Only the last ones are kept, since a backfill of many thousand posts would hold the bytes of all its pages.
    """

    def __init__(self) -> None:
        self._known: deque[tuple[Callable[..., Any], Page, tuple[Any, ...], Any]] = deque(maxlen=READINGS)

    def note(self, function: Callable[[Page, *Ts], T], page: Page, *args: *Ts, result: T) -> None:
        """Keep what `function` finds on a page."""
        self._known.append((function, page, args, result))

    def read(self, function: Callable[[Page, *Ts], T], page: Page, *args: *Ts) -> Steps[T]:
        """What `function` finds on a page. Raises what it raises."""
        for known, of, other, result in self._known:
            if known is function and of is page and other == args:
                return result  # type: ignore[no-any-return]
        found = yield from compute(function, page, *args)
        self.note(function, page, *args, result=found)
        return found


def compute(function: Callable[[*Ts], T], *args: *Ts) -> Steps[T]:
    """What `function` returns; it runs in a worker. Raises what it raises, and NothingFound if the worker was lost."""
    result: T = yield Compute(function, args)
    return result


def in_turns(values: Iterable[V], function: Callable[[V], T], size: Callable[[V], int]) -> Steps[list[T]]:
    """What `function` returns for each value, with a Turn whenever the values have `TURN` characters together."""
    results, seen = [], 0
    for value in values:
        results.append(function(value))
        seen += size(value)
        if seen >= TURN:
            yield Turn()
            seen = 0
    return results


def turn_after(count: int) -> Steps[None]:
    """A Turn, if so many entries were compared just now that it took milliseconds."""
    if count >= MANY:
        yield Turn()


def is_gone(error: FetchError) -> bool:
    """True when the address leads nowhere any more, or is closed to us: another strategy may still work."""
    return isinstance(error, BadStatus) and error.status in {400, 401, 403, 404, 405, 406, 410, 500, 501}


def is_missing(failure: Exception) -> bool:
    """True when a strategy no longer exists; False when the site has trouble or refuses, which may pass."""
    return isinstance(failure, NothingFound) or (
        isinstance(failure, BadStatus) and failure.status in {404, 410}
    )


def must_stop(error: FetchError) -> bool:
    """True when no other address of the host may be requested either."""
    return isinstance(error, Deferred)
