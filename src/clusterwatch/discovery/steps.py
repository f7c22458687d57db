"""What a walk says to its conductor, and what it hears."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

from clusterwatch.config import StrategySettings
from clusterwatch.errors import BadStatus, Deferred, FetchError
from clusterwatch.models import Entry, Page, Request

FEED = "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8"
JSON = "application/json,*/*;q=0.8"
XML = "application/xml,text/xml,text/plain;q=0.9,*/*;q=0.8"
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Found:
    """The posts of one index page, all of them, in its order."""

    entries: tuple[Entry, ...]
    index: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the automatic choice settled on, cheapest first, and why, for people."""

    strategies: tuple[StrategySettings, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Something in the middle of the walk is not as it should be; answered with None.

    `gap` when older posts are missing for it, so that the walk is to be made again.
    """

    reason: str
    gap: bool = True


T = TypeVar("T")
Steps = Generator[Request | Found | Chosen | Broken, Page | frozenset[str] | None, T]
Walk = Steps[None]


class NotThere(Exception):
    """A strategy cannot be used: what stands at its address is not what it needs."""


def ask(
    url: str, accept: str = HTML, cache: dict[str, Page] | None = None, *, fresh: bool = False
) -> Steps[Page]:
    """One index page, from `cache` where the choice has fetched it already (then it is taken out of it)."""
    if cache and url in cache:
        return cache.pop(url)
    page = yield Request(url, accept=accept, fresh=fresh)
    if not isinstance(page, Page):
        raise TypeError(f"a Request is answered with a Page, not with {page!r}")
    return page


def is_gone(error: FetchError) -> bool:
    """True when the address does not lead anywhere any more, or is not for us: another way may."""
    return isinstance(error, BadStatus) and error.status in {400, 401, 403, 404, 405, 406, 410, 500, 501}


def must_stop(error: FetchError) -> bool:
    """True when no other address of the host may be asked either."""
    return isinstance(error, Deferred)
