"""The posts between those that the archive knows and those that the indexes show after an outage.

no known post on any index ─► page of the source, if it lists the same posts ─► known post? end : the days of the gap
"""

from __future__ import annotations

from clusterwatch import urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.site import SAME_LIST, share_among
from clusterwatch.discovery.steps import Steps, fetch
from clusterwatch.discovery.strategies import reader_of
from clusterwatch.discovery.strategies.listing import read_listing
from clusterwatch.errors import FetchError, NothingFound
from clusterwatch.models import PastReason, Problem, ProblemCode


def remaining_gap(progress: Progress) -> Steps[Problem | None]:
    """Read the page of the source as a list if no index has shown a known post; the problem if none is reached."""
    usual = not (progress.backfill or progress.since or progress.unchanged)
    if not (usual and progress.newest and progress.open_end and progress.first_run):
        return None
    days = [day for day in (yield from progress.days(progress.unlinked)) if day]
    # Most are as old as what the archive has: they are the same posts at other addresses.
    if sum(day < progress.newest for day in days) * 2 > len(days):
        return None
    try:
        if urls.key(progress.source.url) not in progress.limited:
            yield from _read_page_of_source(progress)
    except (FetchError, NothingFound):
        pass  # it does not close the gap, which is reported
    if progress.known:
        return None
    days = [day for day in (yield from progress.days(progress.unlinked)) if day and day >= progress.newest]
    detail = {
        "reason": PastReason.GAP,
        "newest": progress.newest,
        "oldest": min(days, default=None),
        "source": progress.source.id,
    }
    return Problem(ProblemCode.PAST_NOT_REACHED, url=progress.source.url, detail=detail)


def _read_page_of_source(progress: Progress) -> Steps[None]:
    """Show the list on the page of the source, page after page, if it has the posts that the indexes have shown."""
    settings = StrategySettings(kind="listing", url=progress.source.url)
    newest = tuple(progress.unlinked)
    shape = url_filter.AddressShape([entry.url for entry in newest])
    listed, visited = set[str](), set[str]()
    url: str | None = settings.url
    if not any(urls.same_site(settings.url, entry.url) for entry in newest):
        return
    while url is not None and urls.canonical(url) not in visited and len(visited) < progress.max_pages:
        visited.add(urls.canonical(url))
        page = yield from fetch(url, cache=progress.cache, fresh=True)
        if reader_of(page) is not None or not urls.same_site(page.url, settings.url):
            return
        listing = yield from progress.readings.read(read_listing, page, settings)
        entries = tuple(e for e in listing.entries if shape.fits(e.url))
        if len(visited) == 1 and share_among(newest, {urls.key(e.url) for e in entries}) < SAME_LIST:
            return
        if not entries or not (yield from progress.show(entries, page.url, listed)):
            return
        url = listing.next.url if listing.next else None
