"""The address that a person would open → the strategies that fit the site, in at most 12 requests.

    address ─► news page (the yardstick) ─► each strategy of the registry probes ─► the candidates, newest posts first

The posts that the news page itself shows are the yardstick: another index is taken only if it has them. The probes
end with the first index that reaches back to the older posts.
"""

from __future__ import annotations

from clusterwatch import urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.autodetect.survey import survey
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.probe_budget import ProbeBudget
from clusterwatch.discovery.site import Site, SitePage
from clusterwatch.discovery.steps import Chosen, ChosenStrategy, Role, Steps, compute, no_posts
from clusterwatch.discovery.strategies import STRATEGIES, Strategy, reader_of
from clusterwatch.discovery.strategies.listing import like_news, read_listing
from clusterwatch.errors import NothingFound
from clusterwatch.models import Page

_NEWS_PAGES = 3  # fetched at most, to find one with a list
_ARCHIVES = 2  # fetched at most, where there is none
_LIST = 3  # posts that make a list
_FULL_LIST = 5  # posts on a front page that need no news page called less than `news`


def choose(url: str, budget: ProbeBudget) -> Steps[Chosen | None]:
    """The strategies for the site at `url`; None when the server says that the page has not changed.

    Raises NothingFound when no index with posts was found, FetchError when `url` itself cannot be fetched.
    """
    start = yield from budget.get(url)
    if start.status == 304:
        return None
    if reader := reader_of(start):
        return (yield from _given(start, url, reader, budget))
    home = yield from _survey(start, budget)
    news, trusted = yield from _news_page(home, budget)
    site = Site(home, news, trusted, budget)
    for strategy in STRATEGIES:
        candidate = yield from strategy.probe(site)
        if candidate is not None:
            site.add(candidate)
            if candidate.reaches_back:
                break
    if not site.candidates:
        looked_at = {k: v for k, v in news.listing.empty.problem.detail.items() if k != "kind"}
        raise no_posts(home.url, "auto", None, page=news.url, requests=len(budget.requested), **looked_at)
    return Chosen(
        tuple(
            ChosenStrategy(
                candidate.settings,
                Role.OLDER if number else Role.NEWEST,
                len(candidate.entries),
                candidate.reaches_back,
            )
            for number, candidate in enumerate(site.candidates)
        )
    )


def _survey(page: Page, budget: ProbeBudget) -> Steps[SitePage]:
    """What a page shows; the crawl that follows need not read it again."""
    found = yield from compute(survey, page)
    settings = StrategySettings(kind="listing", url=page.url)
    budget.readings.note(read_listing, page, settings, result=found.listing)
    return found


def _given(page: Page, url: str, reader: Strategy, budget: ProbeBudget) -> Steps[Chosen]:
    """The choice where the address is itself an index for programs."""
    settings = StrategySettings(kind=reader.kind, url=url)
    posts: int | None
    try:
        posts = len((yield from reader.read(page, settings, budget.readings))) or None
    except NothingFound:
        posts = None
    return Chosen((ChosenStrategy(settings, Role.GIVEN, posts),))


def _news_page(home: SitePage, budget: ProbeBudget) -> Steps[tuple[SitePage, bool]]:
    """The page that lists the site's news, and whether its list can be trusted to be that."""
    front = url_filter.is_home(home.url)
    if not front and len(home.entries) >= 2:
        return home, True
    links = home.news
    listed = len(home.entries) >= _FULL_LIST and like_news(home.entries)
    wanted = links.urls[: links.sure] if listed else links.urls
    best: SitePage | None = None
    of_files: SitePage | None = None
    for url in wanted[:_NEWS_PAGES]:
        page = yield from budget.attempt(url)
        if page is None or reader_of(page):
            continue
        news = yield from _survey(page, budget)
        if len(news.entries) >= _LIST:
            return news, True
        if news.entries and best is None:
            best = news
        if news.listing.empty.problem.detail.get("files"):
            of_files = of_files or news
    if best is not None:
        return best, True
    if of_files is not None and not home.entries:
        return of_files, False
    if len(home.entries) < _LIST and (archive := (yield from _archive(home, budget))) is not None:
        return archive, True
    return home, len(home.entries) >= _LIST and not front


def _archive(home: SitePage, budget: ProbeBudget) -> Steps[SitePage | None]:
    """The archive of a site that has no news page; it lists what the front page shows. None where there is none."""
    for url in home.news.archives[:_ARCHIVES]:
        page = yield from budget.attempt(url)
        if page is None or reader_of(page):
            continue
        archive = yield from _survey(page, budget)
        listed = {urls.key(entry.url) for entry in archive.entries}
        if len(archive.entries) >= _LIST and all(urls.key(entry.url) in listed for entry in home.entries):
            return archive
    return None
