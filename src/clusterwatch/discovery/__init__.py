"""Index pages → the posts of a source. Pure: a walk yields what it wants to read and is sent the answers."""

from clusterwatch.discovery.autodetect.candidates import StrategyScore, entries_of, score_strategies
from clusterwatch.discovery.crawl import walk
from clusterwatch.discovery.steps import Broken, Chosen, Found, Walk

__all__ = ["Broken", "Chosen", "Found", "StrategyScore", "Walk", "entries_of", "score_strategies", "walk"]
