"""Strategy `listing`: the pages that people read, newest first, as far as their pager leads.

The code that reads a page is imported with the first page that has changed, which is in a worker most of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from clusterwatch import urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.site import Candidate, Site, SitePage
from clusterwatch.discovery.steps import Broken, Steps, fetch, is_gone
from clusterwatch.discovery.strategies.base import Strategy
from clusterwatch.errors import BadStatus, FetchError
from clusterwatch.models import Entry, Page, Problem, ProblemCode

if TYPE_CHECKING:
    from clusterwatch.discovery.listing.listing_page import ListingPage
    from clusterwatch.discovery.listing.pagination import NextPage


def read_listing(page: Page, settings: StrategySettings) -> ListingPage:
    """One page of a listing; a worker runs it."""
    from clusterwatch.discovery.listing import listing_page

    return listing_page.read_listing(page, settings)


class ListingStrategy(Strategy):
    """A list of posts on HTML pages."""

    kind = "listing"
    for_readers = True

    def entries(self, page: Page, settings: StrategySettings) -> tuple[Entry, ...]:
        """The posts on one page of a listing; none where no list is found."""
        return read_listing(page, settings).entries

    def addresses(self, pages: Mapping[str, Page], home: SitePage | None) -> Iterable[str]:
        """The home page, and the news pages that it links to."""
        return [] if home is None else [home.requested, *home.news.urls[:3]]

    def crawl(self, settings: StrategySettings, progress: Progress) -> Steps[bool]:
        """Show page after page until one is known; False when older posts may be elsewhere."""
        listed: set[str] = set()
        visited: set[str] = set()
        following: NextPage | None = None  # of the first page, which is at the address of the index
        read = 0
        while read < progress.max_pages:
            visited.add(urls.canonical(following.url if following else settings.url))
            page = yield from _page(following, settings, read, progress)
            if page is None or page.status == 304:
                progress.unchanged = progress.unchanged or (page is not None and read == 0)
                break
            read += 1
            listing = yield from progress.readings.read(read_listing, page, settings)
            if not listing.entries:
                if read == 1:
                    raise listing.empty
                break
            for problem in (*listing.cut, *(listing.missed if read == 1 else ())):
                yield Broken(problem, gap=False)
            if not (yield from progress.show(listing.entries, page.url, listed)):
                break
            following = listing.next
            if following is None and read == 1:  # without a pager, nothing says that these are all posts
                return not progress.backfill and progress.all_known(listing.entries[-1:])
            if following is None or urls.canonical(following.url) in visited:
                break
        return True

    def probe(self, site: Site) -> Steps[Candidate | None]:
        """The news page itself, where its list is trusted, or is the only index and looks like news."""
        yield from ()
        if not (site.trusted or (not site.candidates and _like_news(site.news.entries))):
            return None
        settings = StrategySettings(kind=self.kind, url=site.news.url)
        reaches_back = site.news.listing.next is not None
        return Candidate(settings, site.news.entries, full_text=False, reaches_back=reaches_back)


def _like_news(entries: Sequence[Entry]) -> bool:
    """True when the list of a front page, which may be of anything, is most likely one of news."""
    signs = sum(bool(e.published) or url_filter.is_news_address(e.url) for e in entries)
    return len(entries) >= 3 and signs * 2 > len(entries)


def _page(
    following: NextPage | None, settings: StrategySettings, read: int, progress: Progress
) -> Steps[Page | None]:
    """The first page of the listing, or the one `following`; None where it is missing.

    The last page of many sites links to one more page that does not exist. A missing second page is a problem.
    """
    try:
        return (yield from fetch(following.url if following else settings.url, cache=progress.cache))
    except FetchError as error:
        if following is None or not is_gone(error):
            raise
        beyond = read > 1 and isinstance(error, BadStatus) and error.status in {404, 410}
        if not (following.guessed or beyond):
            status = error.status if isinstance(error, BadStatus) else None
            yield Broken(Problem(ProblemCode.PAST_NOT_REACHED, url=following.url, detail={"status": status}))
        return None
