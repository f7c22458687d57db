"""What was fetched of a site → every way to its posts that shows there, each with what it is worth. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from clusterwatch import urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.autodetect.hints import hints, home_of
from clusterwatch.discovery.strategies import wordpress
from clusterwatch.discovery.strategies.feed import feed_of, is_feed
from clusterwatch.discovery.strategies.listing import read_listing
from clusterwatch.discovery.strategies.sitemap import is_sitemap, read_sitemap
from clusterwatch.errors import NothingFound
from clusterwatch.models import Entry, Page

_LEAST = 3  # posts that make a list
_COMPLETE, _AGREED, _CHEAP = 0.4, 0.4, 0.2  # what each counts in the score


@dataclass(frozen=True, slots=True)
class StrategyScore:
    """A way and what it is worth: `complete` is the share of its posts with title and day, `agreement` the share of
    its newest posts that other ways have too (None: there is no other), `whole` that no page need be fetched.
    """

    strategy: StrategySettings
    posts: int
    complete: float
    agreement: float | None
    whole: bool

    @property
    def score(self) -> float:
        """0 to 1; where nothing else can confirm a way, half of what agreement counts."""
        agreed = 0.5 if self.agreement is None else self.agreement
        return round(_COMPLETE * self.complete + _AGREED * agreed + _CHEAP * self.whole, 2)


def score_strategies(
    pages: Mapping[str, Page], chosen: Sequence[StrategySettings], start: str
) -> list[StrategyScore]:
    """The ways that `pages` (by the address asked for) show, the best first; those `chosen` among them."""
    found: dict[StrategySettings, tuple[Entry, ...]] = {}
    for url, page in pages.items():
        if page.status == 200 and is_feed(page):
            found[StrategySettings(kind="feed", url=url)] = _feed(page)
    home = pages.get(start)
    lists = [s.url for s in chosen if s.kind == "listing"]
    rest = [s.url for s in chosen if s.kind == "wordpress"]
    if home is not None and not is_feed(home) and not is_sitemap(home):
        told = hints(home)
        lists += [start, *told.news[:3]]
        rest += [*told.rest, *wordpress.collections(home_of(home.url))[:2]]
    for url in dict.fromkeys(lists):
        listing = pages.get(url)
        if listing is not None and listing.status == 200 and not is_feed(listing):
            found[StrategySettings(kind="listing", url=url)] = read_listing(
                listing, StrategySettings(kind="listing", url=url)
            ).entries
    for url in dict.fromkeys(rest):
        collection = pages.get(wordpress.page_address(url, 1, wordpress.NIGHTLY))
        if collection is not None:
            found[StrategySettings(kind="wordpress", url=url)] = _collection(collection)
    for strategy in chosen:
        sitemap = pages.get(strategy.url)
        if strategy.kind == "sitemap" and sitemap is not None and is_sitemap(sitemap):
            found[strategy] = read_sitemap(sitemap, strategy.match).entries
    usable = {s: e for s, e in found.items() if len(e) >= _LEAST or s in chosen}
    worth = [_worth(s, e, [o for other, o in usable.items() if other != s]) for s, e in usable.items()]
    return sorted(worth, key=lambda way: -way.score)


def entries_of(pages: Mapping[str, Page]) -> list[Entry]:
    """The items of all feeds and REST collections among `pages`: what a site itself says of its posts."""
    out: list[Entry] = []
    for page in pages.values():
        if page.status == 200:
            out += _feed(page) if is_feed(page) else _collection(page)
    return out


def share_among(entries: Sequence[Entry], keys: Container[str]) -> float:
    """The share of `entries` of which some address is among `keys`."""
    same = sum(any(urls.key(url) in keys for url in (e.url, *e.twins)) for e in entries)
    return same / len(entries) if entries else 0.0


def _feed(page: Page) -> tuple[Entry, ...]:
    feed = feed_of(page)
    return tuple(feed.entries) if feed else ()


def _collection(page: Page) -> tuple[Entry, ...]:
    if page.body.lstrip()[:1] != b"[":
        return ()
    try:
        return tuple(wordpress.read_collection(page).entries)
    except NothingFound:
        return ()


def _worth(
    strategy: StrategySettings, entries: Sequence[Entry], others: Sequence[Sequence[Entry]]
) -> StrategyScore:
    known = {urls.key(e.url) for other in others for e in other}
    newest = entries[: max(map(len, others), default=0)]
    agreement = round(share_among(newest, known), 2) if newest else None
    told = sum(bool(e.title and e.published) for e in entries)
    complete = round(told / len(entries), 2) if entries else 0.0
    whole = bool(entries) and all(e.complete for e in entries)
    return StrategyScore(strategy, len(entries), complete, agreement, whole)
