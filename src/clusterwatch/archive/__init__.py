"""The only SQLite code: schema and migrations, judging and writing, raw pages, search."""

from clusterwatch.archive.lock import hold
from clusterwatch.archive.search import Hit
from clusterwatch.archive.sightings import says_news
from clusterwatch.archive.store import Archive

__all__ = ["Archive", "Hit", "hold", "says_news"]
