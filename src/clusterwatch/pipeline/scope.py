"""Decide to which source a captured page belongs, and whether it can be a post. Pure and picklable.

In a run, an index names the posts. A capture has no index, so that the rules are those by which an index is read: the
addresses of the source, what its addresses look like, and what the page says about itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from urllib.parse import urlsplit

from clusterwatch import urls
from clusterwatch.config import Source
from clusterwatch.discovery import is_index_page, url_filter
from clusterwatch.models import Draft, LearnedSelector, Location, Method, MethodKind, Page

_BESIDE_TITLE = frozenset(
    {Location.AFTER_TITLE, Location.BEFORE_TITLE, Location.BEFORE_BODY, Location.DATELINE, Location.URL}
)


class Address(Enum):
    """What an address says about its page."""

    # It is below the news page, has a word for news or a date, or is known to be that of a post.
    POST = "post"
    OPEN = "open"  # the page itself must show that it is a post
    OTHER = "other"  # by its address, the page is not a post


@dataclass(frozen=True, slots=True)
class SourceScope:
    """A source, and what is known for reading its pages.

    `indexes` are the addresses of the source and of its indexes. `known` are the keys of addresses that lead to its
    posts, as far as the rules for addresses would not decide so.
    """

    source: Source
    order: str | None = None
    learned: Mapping[str, LearnedSelector] = field(default_factory=dict)
    indexes: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns of the addresses of posts, if all strategies of the source have one."""
        found = tuple(strategy.match for strategy in self.source.discover)
        return tuple(filter(None, found)) if all(found) else ()

    def address(self, url: str) -> Address:
        """Return what an address says by the rules that apply to the entries of an index."""
        if urls.key(url) in self.known:
            return Address.POST
        if self.patterns:
            return Address.POST if any(re.search(p, url) for p in self.patterns) else Address.OTHER
        indexes = [i for i in self.indexes if urls.site(i) == urls.site(url)] or [_home(url)]
        if any(url_filter.never(url, index) for index in indexes):
            return Address.OTHER
        if all(url_filter.unlikely(url, index) for index in indexes):
            return Address.OTHER
        below = any(0 < len(url_filter.segments(i)) == shared_segments(url, i) for i in indexes)
        return Address.POST if below or url_filter.is_news_address(url) else Address.OPEN


@dataclass(frozen=True)
class Scope:
    """The sources by the hosts of their pages, without `www.`."""

    hosts: Mapping[str, tuple[SourceScope, ...]]

    def has(self, url: str) -> bool:
        """Return whether the host of an address belongs to a source."""
        return _site(url) in self.hosts

    def owners(self, url: str) -> Sequence[SourceScope]:
        """Return the sources that a page belongs to: usually one.

        If several sources share a host, these are the sources that know the address. If none does, it is the one whose
        indexes share most segments of the path with the address, if there is exactly one.
        """
        sharing = self.hosts.get(urls.site(url), ())
        if len(sharing) < 2:
            return sharing
        knowing = [one for one in sharing if urls.key(url) in one.known]
        if knowing:
            return knowing
        shared = [max((shared_segments(url, i) for i in one.indexes), default=0) for one in sharing]
        best = [one for one, count in zip(sharing, shared, strict=True) if count == max(shared) > 0]
        return best if len(best) == 1 else ()


def scope_of(sources: Iterable[SourceScope], posts: Mapping[str, Sequence[str]]) -> Scope:
    """Return the scope of sources. `posts` are the addresses of the known posts of each source, by id.

    The pages of a source are on the hosts of its indexes and of its known posts.
    """
    hosts: dict[str, dict[str, SourceScope]] = {}
    for one in sources:
        for url in (*one.indexes, *posts.get(one.source.id, ())):
            hosts.setdefault(urls.site(url), {})[one.source.id] = one
    shared = {name for sharing in hosts.values() if len(sharing) > 1 for name in sharing}

    def with_known(one: SourceScope) -> SourceScope:
        ours = posts.get(one.source.id, ())
        if one.source.id not in shared:
            ours = [url for url in ours if one.address(url) is not Address.POST]
        known = frozenset(urls.key(url) for url in ours)
        return SourceScope(one.source, one.order, one.learned, one.indexes, known)

    complete = {one.source.id: with_known(one) for sharing in hosts.values() for one in sharing.values()}
    return Scope({host: tuple(complete[name] for name in sharing) for host, sharing in hosts.items()})


def is_post(draft: Draft, page: Page, one: SourceScope, address: Address) -> bool:
    """Return whether a page is a post, as far as the page and its address show.

    A known address is that of a post, whatever its page shows.
    """
    if urls.key(page.url) in one.known:
        return True
    if draft.interstitial:
        return address is Address.POST
    if not draft.title or not draft.body:
        return False
    select = one.source.select
    if select is not None and (select.title or select.date or select.body):
        return any(draft.evidence[f].method is Method.SELECTOR for f in ("title", "published", "body"))
    if address is Address.OPEN and not _is_dated(draft):
        return False
    # Searching a page for lists takes ten times as long as extraction.
    slug = "".join(url_filter.segments(page.url)[-1:])
    titled = address is Address.POST and url_filter.is_titled(slug)
    return titled or _is_declared(draft) or not is_index_page(page, draft.body)


def shared_segments(one: str, other: str) -> int:
    """Return how many segments the paths of two addresses have in common from the start."""
    count = 0
    for a, b in zip(url_filter.segments(one), url_filter.segments(other), strict=False):
        if a != b:
            break
        count += 1
    return count


def _is_declared(draft: Draft) -> bool:
    """Return whether the page itself declares when it was published."""
    return draft.evidence["published"].method in (Method.JSON_LD, Method.META) and bool(draft.published)


def _is_dated(draft: Draft) -> bool:
    """Return whether the page shows a date as posts do: declared, in its address or beside its title."""
    found = draft.evidence["published"]
    if not draft.published or found.reason is not None:
        return False
    sure = found.method.kind in (MethodKind.SELECTOR, MethodKind.DECLARED)
    return sure or found.method is Method.URL or found.where in _BESIDE_TITLE


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


@lru_cache(maxsize=65_536)
def _site_of(origin: str) -> str:
    return urls.site(origin)


def _site(url: str) -> str:
    """Return the host of an address without `www.`. A file has millions of addresses on few hosts."""
    return _site_of("/".join(url.split("/", 3)[:3]).lower())
