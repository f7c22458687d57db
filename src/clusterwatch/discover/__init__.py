"""Index pages → the posts of a source. Pure: a walk yields what it wants to read and is sent the answers."""

from clusterwatch.discover.steps import Broken, Chosen, Found, Walk
from clusterwatch.discover.walk import walk

__all__ = ["Broken", "Chosen", "Found", "Walk", "walk"]
