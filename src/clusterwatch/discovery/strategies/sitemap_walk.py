"""StrategySettings `sitemap`: the site's own list of addresses, newest change first."""

from __future__ import annotations

import re

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.autodetect.probe_budget import ProbeBudget
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.steps import XML, Steps, fetch, is_gone, no_index, no_posts
from clusterwatch.discovery.strategies.sitemap import Sitemap, read_sitemap
from clusterwatch.discovery.strategies.sitemap_probe import sitemaps
from clusterwatch.errors import FetchError, NothingFound

_DEPTH = 3


def walk_sitemap(strategy: StrategySettings, progress: Progress) -> Steps[bool]:
    """Show the posts of a sitemap or of the sitemaps below it; always True: it has every post. Raises NothingFound."""
    url = strategy.url
    named = bool(re.search(r"\.(xml|txt|gz)$|sitemap", url, re.I))
    candidates = [url] if named else (yield from sitemaps(url, ProbeBudget(progress.cache, left=1)))
    failure: FetchError | NothingFound = no_index(url, "sitemap")
    for candidate in candidates[:3]:
        try:
            yield from _walk(candidate, strategy, progress)
            return True
        except FetchError as error:
            if not is_gone(error):
                raise
            failure = error
        except NothingFound as reason:
            failure = reason
    raise failure


def _walk(url: str, strategy: StrategySettings, progress: Progress) -> Steps[None]:
    here: set[str] = set()
    waiting, done, read, listed = [(url, 0)], {url}, 0, 0
    while waiting and read < progress.max_pages:
        address, depth = waiting.pop(0)
        try:
            page = yield from fetch(address, XML, progress.cache)
            read += 1
            found = read_sitemap(page, strategy.match) if page.status == 200 else None
        except (FetchError, NothingFound) as error:
            if depth == 0 or (isinstance(error, FetchError) and not is_gone(error)):
                raise
            continue  # one file of many that is missing
        if found is None:
            progress.unchanged = True
            continue
        listed += found.raw
        waiting = _below(found, depth, done) + waiting
        if found.entries and not (yield from progress.show(found.entries, page.url, here)):
            break
    if not here and not progress.unchanged:
        raise no_posts(url, "sitemap", match=strategy.match, addresses=listed)


def _below(found: Sitemap, depth: int, done: set[str]) -> list[tuple[str, int]]:
    new = [u for u in found.children if u not in done] if depth < _DEPTH else []
    done.update(new)
    return [(u, depth + 1) for u in new]
