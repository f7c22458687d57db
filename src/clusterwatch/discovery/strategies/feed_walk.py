"""StrategySettings `feed`: the newest posts in one request, and older pages of the feed where nothing else has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.age import day_of
from clusterwatch.discovery.autodetect.hints import hints
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.steps import FEED, Steps, fetch, no_posts
from clusterwatch.discovery.strategies.feed import Feed, is_feed, read_feed
from clusterwatch.errors import BadStatus, FetchError, NothingFound
from clusterwatch.models import Entry, Page


def walk_feed(strategy: StrategySettings, progress: Progress) -> Steps[bool]:
    """Show the feed; True when nothing can have fallen off its end since the last run. Raises NothingFound."""
    page = yield from fetch(strategy.url, FEED, progress.cache)
    if page.status == 304:
        progress.unchanged = True
        return not progress.backfill
    if not is_feed(page) and strategy.url == progress.source.url:
        page = yield from _named_by(page, progress)
    feed = read_feed(page)
    if not feed.entries:
        raise no_posts(page.url, "feed")
    yield from progress.show(feed.entries, page.url, progress.feed_here)
    progress.next_feed = _next(feed, page.url)
    return not progress.backfill and _no_gap(feed.entries, progress)


def _named_by(page: Page, progress: Progress) -> Steps[Page]:
    """The feed that a page names, where a person wrote `feed` and the address of the page."""
    for url in hints(page).feeds[:1]:
        return (yield from fetch(url, FEED, progress.cache))
    return page


def _no_gap(entries: Sequence[Entry], progress: Progress) -> bool:
    """True when the oldest post of the feed was known: the last, or the first where the feed runs upwards."""
    days = [day_of(e, progress.source, progress.now) for e in entries]
    dated = [d for d in days if d]
    upwards = len(dated) > 1 and dated == sorted(dated) and dated[0] < dated[-1]
    return progress.all_known([entries[0] if upwards else entries[-1]])


def _next(feed: Feed, url: str) -> str | None:
    """The page of the feed with older posts: as it says itself, or by the habit of WordPress."""
    if feed.next or "wordpress" not in feed.generator.lower():
        return feed.next
    return _paged(url)


def _paged(url: str) -> str:
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    number = next((int(v) for n, v in query if n == "paged" and re.fullmatch(r"\d{1,6}", v)), 1)
    query = [(n, v) for n, v in query if n != "paged"]
    return urlunsplit(
        (parts.scheme, parts.netloc, parts.path, urlencode([*query, ("paged", str(number + 1))]), "")
    )


def more_of_feed(progress: Progress) -> Steps[None]:
    """Older pages of the feed, where no other strategy went back in time."""
    url, read, seen = progress.next_feed, 1, set[str]()
    while url and url not in seen and read < progress.max_pages:
        seen.add(url)
        read += 1
        try:
            page = yield from fetch(url, FEED)
            feed = read_feed(page)
        except (BadStatus, NothingFound) as error:
            if isinstance(error, FetchError) and error.status not in {400, 404, 410}:
                raise
            return
        if not (yield from progress.show(feed.entries, page.url, progress.feed_here)):
            return
        url = feed.next or (_paged(url) if "paged=" in url else None)
