"""Index pages → the posts of a source. Without I/O: a crawl yields what it wants to read and is sent the answers."""

from typing import TYPE_CHECKING

from clusterwatch.discovery.crawl import crawl
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.steps import (
    Broken,
    Chosen,
    ChosenStrategy,
    Crawl,
    Found,
    Remembered,
    Role,
    Turn,
)
from clusterwatch.discovery.strategies import for_readers
from clusterwatch.lazy import attributes

if TYPE_CHECKING:
    from clusterwatch.discovery.autodetect.candidates import StrategyScore, entries_of, score_strategies
    from clusterwatch.discovery.listing.index_page import is_index_page

__all__ = [
    "Broken",
    "Chosen",
    "ChosenStrategy",
    "Crawl",
    "Found",
    "Remembered",
    "Role",
    "StrategyScore",
    "Turn",
    "crawl",
    "entries_of",
    "for_readers",
    "is_index_page",
    "score_strategies",
    "url_filter",
]

# A run in which nothing has changed needs none of these.
__getattr__ = attributes(
    __name__,
    {
        **dict.fromkeys(("StrategyScore", "entries_of", "score_strategies"), "autodetect.candidates"),
        "is_index_page": "listing.index_page",
    },
)
