"""clusterwatch collects and archives the announcements of Europe's industrial clusters.

    from clusterwatch import extract_post, parse_date, read_facts, same_story, fold, load_sources, Archive

Each name is imported when it is first used, so that a program that only reads dates starts fast.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from clusterwatch.lazy import attributes

if TYPE_CHECKING:
    from clusterwatch.archive import Archive
    from clusterwatch.config import load_sources
    from clusterwatch.dates import parse_date
    from clusterwatch.extraction import extract_post
    from clusterwatch.facts import read_facts
    from clusterwatch.features import fold
    from clusterwatch.stories import same_story

__version__ = "0.2.0"
__all__ = [
    "Archive",
    "__version__",
    "extract_post",
    "fold",
    "load_sources",
    "parse_date",
    "read_facts",
    "same_story",
]

# The program that imports clusterwatch decides where its log goes (https://docs.python.org/3/howto/logging.html).
logging.getLogger("clusterwatch").addHandler(logging.NullHandler())

__getattr__ = attributes(
    __name__,
    {
        "Archive": "archive",
        "extract_post": "extraction",
        "fold": "features",
        "load_sources": "config",
        "parse_date": "dates",
        "read_facts": "facts",
        "same_story": "stories",
    },
)
