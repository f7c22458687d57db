"""Index pages → the posts of a source. Pure: a walk yields what it wants to read and is sent the answers."""

from clusterwatch.discover.steps import Broken, Chosen, Found, Walk
from clusterwatch.discover.walk import walk
from clusterwatch.discover.ways import Way, entries_of, ways

__all__ = ["Broken", "Chosen", "Found", "Walk", "Way", "entries_of", "walk", "ways"]
