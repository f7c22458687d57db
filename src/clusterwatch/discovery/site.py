"""What the automatic choice knows of a site while it probes the strategies one after another."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from clusterwatch import charset, html_tree, urls
from clusterwatch.config import StrategyKind, StrategySettings
from clusterwatch.discovery.probe_budget import ProbeBudget
from clusterwatch.models import Entry, Page

if TYPE_CHECKING:
    from clusterwatch.discovery.listing.listing_page import ListingPage
    from clusterwatch.discovery.listing.outline import Outline

SAME_LIST = 0.5  # the share of the newest posts that another index of the same posts has at least

T = TypeVar("T")


@dataclass(frozen=True)
class ParsedPage:
    """An HTML page of the site. It is parsed once, and only for what is asked of it."""

    page: Page

    @property
    def url(self) -> str:
        """The address of the page after redirects."""
        return self.page.url

    @cached_property
    def html(self) -> str:
        """The page as text."""
        return charset.decode(self.page.body, self.page.headers.get("content-type"))

    @cached_property
    def tree(self) -> html_tree.Document:
        """The page without what no reader sees."""
        from clusterwatch.discovery.listing.links import prepare

        return prepare(self.html)

    @cached_property
    def outline(self) -> Outline:
        """The elements of the page."""
        from clusterwatch.discovery.listing.outline import Outline

        return Outline(self.tree, self.url)

    @property
    def base(self) -> str:
        """The address that relative links of the page are relative to."""
        return self.outline.base


def of_parsed(page: Page, read: Callable[[ParsedPage], T]) -> T:
    """What `read` finds in a page that is parsed for it alone; a worker runs it."""
    return read(ParsedPage(page))


@dataclass(frozen=True, slots=True)
class SitePage:
    """What the automatic choice reads in an HTML page of the site, as values that a worker can return.

    `listing` is the page read as a listing, without selectors; `news` are its links to news pages; `named` are the
    indexes that it names, by the kind of strategy; `systems` are the kinds whose content management system made it.
    """

    url: str
    requested: str
    listing: ListingPage
    news: NewsLinks
    named: Mapping[StrategyKind, tuple[str, ...]]
    systems: frozenset[StrategyKind]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The posts that the page lists."""
        return self.listing.entries


@dataclass(frozen=True, slots=True)
class NewsLinks:
    """Addresses of news pages, likeliest first; the first `sure` are called news, not press or blog.

    `archives` are called archives or the like; they may list all posts.
    """

    urls: tuple[str, ...]
    sure: int
    archives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A strategy that works on the site.

    `entries` are the posts on the first page of its index, `full_text` says that they carry the whole posts, so that
    no page has to be fetched for them, `reaches_back` that the index leads to the older posts as well.
    """

    settings: StrategySettings
    entries: tuple[Entry, ...]
    full_text: bool
    reaches_back: bool


@dataclass(slots=True)
class Site:
    """A site under probe: the page that was asked for, its news page, and the candidates found so far.

    `trusted` says that the list on the news page is known to be one of news.
    """

    home: SitePage
    news: SitePage
    trusted: bool
    budget: ProbeBudget
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def yardstick(self) -> tuple[Entry, ...]:
        """The posts that an index must have to be taken; empty where the list on the news page is not trusted."""
        return self.news.entries if self.trusted else ()

    def has_news(self, entries: Sequence[Entry]) -> bool:
        """True when at least half of the newest of `entries` are on the trusted list as well."""
        return overlap(entries, self.yardstick) >= SAME_LIST

    def add(self, candidate: Candidate) -> None:
        """Take a candidate. One with full texts replaces those for which each post would cost a request."""
        if candidate.full_text:
            self.candidates = [c for c in self.candidates if c.full_text]
        self.candidates.append(candidate)
        another_index = candidate.settings.url != self.news.url  # a list does not confirm itself
        if another_index and overlap(candidate.entries, self.news.entries) >= SAME_LIST:
            self.trusted = True


def overlap(entries: Sequence[Entry], yardstick: Sequence[Entry]) -> float:
    """The share of the newest of `entries` that are in the yardstick too, over as many as both have."""
    return share_among(entries[: len(yardstick)], {urls.key(e.url) for e in yardstick})


def share_among(entries: Sequence[Entry], keys: Container[str]) -> float:
    """The share of `entries` of which some address is among `keys`."""
    same = sum(any(urls.key(url) in keys for url in (e.url, *e.twins)) for e in entries)
    return same / len(entries) if entries else 0.0


def home_of(url: str) -> str:
    """The front page of the host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
