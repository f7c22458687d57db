"""The address a person would open → the strategies that fit the site, cheapest first, in at most 12 requests.

The posts that the news page itself shows are the yardstick: a feed or a REST collection is taken only if it has them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from clusterwatch import urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery import url_filter
from clusterwatch.discovery.autodetect.candidates import share_among
from clusterwatch.discovery.autodetect.hints import Hints, hints, home_of
from clusterwatch.discovery.autodetect.probe_budget import ProbeBudget
from clusterwatch.discovery.steps import FEED, JSON, Chosen, ChosenStrategy, Role, Steps, no_posts
from clusterwatch.discovery.strategies import wordpress
from clusterwatch.discovery.strategies.feed import Feed, feed_of, is_feed, read_feed
from clusterwatch.discovery.strategies.listing import ListingPage, read_listing
from clusterwatch.discovery.strategies.sitemap import is_news_address, is_sitemap
from clusterwatch.discovery.strategies.sitemap_probe import choose_sitemap
from clusterwatch.errors import NothingFound
from clusterwatch.models import Entry, Page

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class _Probe:
    """A page of the site, read: its posts, and what it says of other ways."""

    page: Page
    listing: ListingPage
    hints: Hints

    @property
    def posts(self) -> tuple[Entry, ...]:
        return self.listing.entries


def choose(url: str, budget: ProbeBudget) -> Steps[Chosen | None]:
    """The strategies for the site at `url`; None when the server says that the page is as it was.

    Raises NothingFound when no way to any post was found, FetchError when `url` itself cannot be had.
    """
    start = yield from budget.get(url)
    if start.status == 304:
        return None
    plain = _not_html(start, url)
    if plain:
        return plain
    home = _probe(start)
    section, trusted = yield from _news_page(home, budget)
    yardstick = section.posts
    found, newest = yield from _feed(section, home, yardstick if trusted else (), budget)
    trusted = trusted or (bool(newest) and _overlap(newest, yardstick) >= _HALF)
    measure = yardstick if trusted else ()
    rest = yield from _rest(section, home, measure, budget)
    # REST carries whole posts: a feed of summaries would cost a request a post.
    summaries = rest is not None and any(not entry.complete for entry in newest)
    chosen = [strategy for strategy in (None if summaries else found, rest) if strategy]
    older = rest is not None
    if not older and (trusted or (not chosen and _like_news(yardstick))):
        older = section.listing.next is not None
        listing = StrategySettings(kind="listing", url=section.page.url)
        chosen.append(ChosenStrategy(listing, Role.NEWEST, len(yardstick), older))
    if not older:
        last = yield from choose_sitemap(home.page.url, measure, budget)
        chosen += [ChosenStrategy(last, Role.NEWEST)] if last else []
    if not chosen:
        raise no_posts(
            home.page.url,
            "auto",
            page=section.page.url,
            links=section.listing.empty.problem.detail["links"],
            requests=len(budget.tried),
        )
    first, *others = chosen
    return Chosen((first, *(replace(strategy, role=Role.OLDER) for strategy in others)))


def _like_news(posts: Sequence[Entry]) -> bool:
    """True when the list of a front page, which may be of anything, is most likely one of news."""
    signs = sum(bool(p.published) or is_news_address(p.url) for p in posts)
    return len(posts) >= 3 and signs * 2 > len(posts)


def _not_html(page: Page, url: str) -> Chosen | None:
    """The choice is made where the address leads to a feed, a sitemap or a REST collection itself."""
    if is_feed(page):
        settings, posts = StrategySettings(kind="feed", url=url), len(read_feed(page).entries)
    elif is_sitemap(page):
        settings, posts = StrategySettings(kind="sitemap", url=url), None
    elif page.body.lstrip()[:1] in {b"[", b"{"} and re.search(r"wp-json|rest_route", url):
        settings, posts = StrategySettings(kind="wordpress", url=url), None
    else:
        return None
    return Chosen((ChosenStrategy(settings, Role.GIVEN, posts),))


def _probe(page: Page) -> _Probe:
    return _Probe(page, read_listing(page, StrategySettings(kind="listing", url=page.url)), hints(page))


def _news_page(home: _Probe, budget: ProbeBudget) -> Steps[tuple[_Probe, bool]]:
    """The page that lists the site's news, and whether its list can be trusted to be that."""
    front = url_filter.is_home(home.page.url)
    if not front and len(home.posts) >= 2:
        return home, True
    wanted = home.hints.news[: home.hints.sure_news]
    if len(home.posts) < 5:
        wanted = home.hints.news
    best: _Probe | None = None
    for url in wanted[:3]:
        page = yield from budget.attempt(url)
        if page is None or is_feed(page):
            continue
        look = _probe(page)
        if len(look.posts) >= 3:
            return look, True
        if look.posts and best is None:
            best = look
    if best is not None:
        return best, True
    return home, len(home.posts) >= 3 and not front


def _overlap(found: Sequence[Entry], yardstick: Sequence[Entry]) -> float:
    """The share of the newest of `found` that stand in the yardstick too, over as many as both have."""
    have = {urls.key(e.url) for e in yardstick}
    return share_among(found[: len(yardstick)], have)


def _feed(
    section: _Probe, home: _Probe, yardstick: Sequence[Entry], budget: ProbeBudget
) -> Steps[tuple[ChosenStrategy | None, Sequence[Entry]]]:
    """The feed whose newest posts are those of the news page."""
    candidates = list(dict.fromkeys((*section.hints.feeds, *home.hints.feeds)))
    if not candidates and (section.hints.wordpress or home.hints.wordpress):
        below = f"{section.page.url.rstrip('/')}/feed/" if not urlsplit(section.page.url).query else None
        candidates = [u for u in dict.fromkeys((below, f"{home_of(home.page.url)}feed/")) if u]
    best: tuple[float, str, Feed] | None = None
    for url in candidates[:4]:
        page = yield from budget.attempt(url, FEED)
        feed = feed_of(page)
        if feed is None or not feed.entries:
            continue
        share = _overlap(feed.entries, yardstick) if yardstick else 0.6
        if best is None or share > best[0]:
            best = (share, url, feed)
        if share >= 0.9 or not yardstick:
            break
    if best is None or best[0] < _HALF:
        return None, ()
    entries = best[2].entries
    feed_settings = StrategySettings(kind="feed", url=best[1])
    return ChosenStrategy(feed_settings, Role.NEWEST, len(entries)), entries


def _rest(
    section: _Probe, home: _Probe, yardstick: Sequence[Entry], budget: ProbeBudget
) -> Steps[ChosenStrategy | None]:
    """The REST collection whose newest posts are those of the news page."""
    named = tuple(dict.fromkeys((*section.hints.rest, *home.hints.rest)))
    candidates = named
    if not named and (section.hints.wordpress or home.hints.wordpress):
        candidates = tuple(wordpress.collections(home_of(home.page.url))[:2])
    answered = None
    for url in candidates[:3]:
        entries = yield from _collection(url, budget)
        if wordpress.page_address(url, 1, wordpress.NIGHTLY) in budget.closed:
            break  # the site says no: its other address for the same is not tried
        if entries is None:
            continue
        answered = answered or url
        if entries and (_overlap(entries, yardstick) >= _HALF if yardstick else len(entries) > 1):
            return ChosenStrategy(StrategySettings(kind="wordpress", url=url), Role.NEWEST)
    if answered and yardstick:
        own = yield from _own_type(answered, yardstick, budget)
        if own:
            return ChosenStrategy(StrategySettings(kind="wordpress", url=own), Role.NEWEST)
    return None


def _collection(url: str, budget: ProbeBudget) -> Steps[tuple[Entry, ...] | None]:
    page = yield from budget.attempt(wordpress.page_address(url, 1, wordpress.NIGHTLY), JSON)
    try:
        return wordpress.read_collection(page).entries if page else None
    except NothingFound:
        return None


def _own_type(collection: str, yardstick: Sequence[Entry], budget: ProbeBudget) -> Steps[str | None]:
    """A collection of the site's own making that has the posts of the news page."""
    page = yield from budget.attempt(wordpress.sibling(collection, "types"), JSON)
    try:
        names = wordpress.read_types(page) if page else []
    except NothingFound:
        names = []
    shown = " ".join(urlsplit(e.url).path for e in yardstick)
    for name in sorted(names, key=lambda n: n.rstrip("s") not in shown)[:3]:
        url = wordpress.sibling(collection, name)
        entries = yield from _collection(url, budget)
        if entries and _overlap(entries, yardstick) >= _HALF:
            return url
    return None
