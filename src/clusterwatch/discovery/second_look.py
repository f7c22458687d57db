"""What else a site shows when its index shows nothing new: the same index without validators, and other indexes.

    index in use, if the server said 304 ─► page of the source: its list, its feed ─► front page ─► its news page

At most four requests. A look is a generator without I/O like a crawl. It yields Listed, and ends if that is answered
with True.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

from clusterwatch import urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.autodetect.survey import survey
from clusterwatch.discovery.probe_budget import ProbeBudget
from clusterwatch.discovery.site import SitePage, home_of
from clusterwatch.discovery.steps import Step, compute
from clusterwatch.discovery.strategies import BY_KIND, reader_of
from clusterwatch.errors import NothingFound
from clusterwatch.models import Entry

MOST_REQUESTS = 4
_LIST = 3  # posts that make a list
_NEWS_PAGES = 2  # links to news pages of one page that are considered


@dataclass(frozen=True, slots=True)
class Listed:
    """The posts on the first page of an index, newest first, and the address at which it was found.

    `in_use` says that it is the index that the source uses, `named` that the site calls it its news page or its feed.
    """

    settings: StrategySettings
    entries: tuple[Entry, ...]
    index: str
    in_use: bool = False
    named: bool = False


Look = Generator[Step | Listed, Any, None]
_Shown = Generator[Step | Listed, Any, bool]


def second_look(url: str, used: StrategySettings, *, unconditional: bool) -> Look:
    """Look at the site of the source with the address `url`, whose newest posts come from the index `used`.

    With `unconditional`, that index is read first, without validators.
    """
    yield from _Looking(url, used).steps(unconditional)


@dataclass(slots=True)
class _Looking:
    url: str
    used: StrategySettings
    budget: ProbeBudget = field(default_factory=lambda: ProbeBudget(left=MOST_REQUESTS))
    seen: set[str] = field(default_factory=set)

    def steps(self, unconditional: bool) -> Look:
        self.seen.add(urls.key(self.used.url))
        if unconditional and (yield from self._index(self.used, in_use=True)):
            return
        page = yield from self._page(self.url)
        if page is not None and (yield from self._page_and_feed(page)):
            return
        front = yield from self._page(home_of(self.url))
        if front is None or (page is not None and urls.key(front.url) == urls.key(page.url)):
            front = page
        elif (yield from self._page_and_feed(front)):
            return
        for number, address in enumerate(front.news.urls[:_NEWS_PAGES] if front else ()):
            if urls.key(address) not in self.seen:
                news = yield from self._page(address)
                sure = front is not None and number < front.news.sure
                if news is not None and (yield from self._list(news, named=sure)):
                    return

    def _page(self, url: str) -> Generator[Step | Listed, Any, SitePage | None]:
        """Return what an HTML page of the site shows, or None."""
        page = yield from self.budget.attempt(url)
        if page is None or reader_of(page) or not urls.same_site(page.url, self.url):
            return None
        try:
            return (yield from compute(survey, page))
        except NothingFound:  # the worker was lost
            return None

    def _page_and_feed(self, page: SitePage) -> _Shown:
        if (yield from self._list(page, named=False)):
            return True
        feeds = [feed for feed in page.named["feed"] if urls.same_site(feed, self.url)]
        if not feeds or urls.key(feeds[0]) in self.seen:
            return False
        self.seen.add(urls.key(feeds[0]))
        return (yield from self._index(StrategySettings(kind="feed", url=feeds[0]), in_use=False))

    def _list(self, page: SitePage, *, named: bool) -> _Shown:
        keys = {urls.key(page.url), urls.key(page.requested)}
        if keys & self.seen or len(page.entries) < _LIST:
            return False
        self.seen |= keys
        settings = StrategySettings(kind="listing", url=page.url)
        return bool((yield Listed(settings, page.entries, page.url, named=named)))

    def _index(self, settings: StrategySettings, *, in_use: bool) -> _Shown:
        strategy = BY_KIND[settings.kind]
        page = yield from self.budget.attempt(strategy.first_page(settings))
        if page is None:
            return False
        try:
            entries = yield from strategy.read(page, settings, self.budget.readings)
        except NothingFound:
            return False
        listed = Listed(settings, entries, page.url, in_use=in_use, named=True)
        return bool(entries) and bool((yield listed))
