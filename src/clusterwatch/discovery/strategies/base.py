"""What a discovery strategy is: one kind of index, how it is read, crawled, recognised and probed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import ClassVar

from clusterwatch.config import StrategyKind, StrategySettings
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.site import Candidate, ParsedPage, Site, SitePage
from clusterwatch.discovery.steps import Readings, Steps, compute
from clusterwatch.models import Entry, Page

# So many posts are on a page of a list or in a feed of most systems: an index with so many may go on elsewhere.
ROUND_ON_PAGE = frozenset({5, 10, 12, 20})
ROUND_IN_FEED = ROUND_ON_PAGE | {15, 25, 30, 40, 50, 100}


class Strategy(ABC):
    """One kind of index. A subclass must read and crawl it; the rest is for the automatic choice."""

    kind: ClassVar[StrategyKind]
    for_readers: ClassVar[bool] = False  # its indexes are pages that people open
    states_posts: ClassVar[bool] = False  # its entries carry titles and dates as the site itself states them

    @abstractmethod
    def entries(self, page: Page, settings: StrategySettings) -> tuple[Entry, ...]:
        """The posts on one page of an index. Raises NothingFound where the page is not such an index."""

    def read(self, page: Page, settings: StrategySettings, readings: Readings) -> Steps[tuple[Entry, ...]]:
        """As `entries`, in a worker. What is read is kept in `readings`."""
        return (yield from compute(self.entries, page, settings))

    @abstractmethod
    def crawl(self, settings: StrategySettings, progress: Progress) -> Steps[bool]:
        """Show the posts of an index page by page; True when no older post can be missing.

        Raises NothingFound where the index is not what it should be, FetchError where it cannot be fetched.
        """

    def reads(self, page: Page) -> bool:
        """True when a page is an index of this kind that was made for programs, whatever its address is."""
        return False

    def named_by(self, page: ParsedPage) -> tuple[str, ...]:
        """The addresses of indexes of this kind that an HTML page names, likeliest first."""
        return ()

    def made(self, page: ParsedPage) -> bool:
        """True when the system that comes with this kind of index made the page."""
        return False

    def probe(self, site: Site) -> Steps[Candidate | None]:
        """The index of this kind that has the news of the site, if there is one, within the budget of `site`."""
        yield from ()
        return None

    def addresses(self, pages: Mapping[str, Page], home: SitePage | None) -> Iterable[str]:
        """The addresses of indexes of this kind that fetched pages are, or that the home page names."""
        return ()

    def first_page(self, settings: StrategySettings) -> str:
        """The address of the first page of an index."""
        return settings.url
