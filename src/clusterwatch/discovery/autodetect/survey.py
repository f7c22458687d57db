"""An HTML page of a site → all that the automatic choice reads in it. Without I/O; a worker runs it."""

from __future__ import annotations

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.autodetect.hints import news_links
from clusterwatch.discovery.listing.listing_page import read_document
from clusterwatch.discovery.site import ParsedPage, SitePage
from clusterwatch.discovery.strategies import STRATEGIES
from clusterwatch.discovery.strategies.listing import ListingStrategy
from clusterwatch.models import Page


def survey(page: Page) -> SitePage:
    """Parse a page once and read its list, its links to news pages, and the indexes that it names."""
    parsed = ParsedPage(page)
    return SitePage(
        url=page.url,
        requested=page.requested,
        listing=read_document(
            parsed.outline, page.url, StrategySettings(kind=ListingStrategy.kind, url=page.url)
        ),
        news=news_links(parsed),
        named={strategy.kind: strategy.named_by(parsed) for strategy in STRATEGIES},
        systems=frozenset(strategy.kind for strategy in STRATEGIES if strategy.made(parsed)),
    )
