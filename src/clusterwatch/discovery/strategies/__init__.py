"""The discovery strategies: one module per kind of index. A new one is added to STRATEGIES."""

from collections.abc import Mapping

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.strategies.base import Strategy
from clusterwatch.discovery.strategies.feed import FeedStrategy
from clusterwatch.discovery.strategies.listing import ListingStrategy
from clusterwatch.discovery.strategies.sitemap import SitemapStrategy
from clusterwatch.discovery.strategies.wordpress import WordPressStrategy
from clusterwatch.models import Page

# In the order in which the automatic choice probes them: those first that cost the fewest requests per night.
STRATEGIES: tuple[Strategy, ...] = (FeedStrategy(), WordPressStrategy(), ListingStrategy(), SitemapStrategy())
BY_KIND: Mapping[str, Strategy] = {strategy.kind: strategy for strategy in STRATEGIES}


def reader_of(page: Page) -> Strategy | None:
    """The strategy whose index a page is, where the page was made for programs; None for HTML and all else."""
    return next((strategy for strategy in STRATEGIES if strategy.reads(page)), None)


def for_readers(settings: StrategySettings) -> bool:
    """True when the index of a strategy is a page that people open."""
    return BY_KIND[settings.kind].for_readers


__all__ = ["BY_KIND", "STRATEGIES", "Strategy", "for_readers", "reader_of"]
