"""clusterwatch collects and archives the announcements of Europe's industrial clusters.

    from clusterwatch import extract_post, parse_date, load_sources, Archive

Each name is imported when it is first used, so that a program that only reads dates starts fast.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clusterwatch.archive import Archive
    from clusterwatch.config import load_sources
    from clusterwatch.dates import parse_date
    from clusterwatch.extraction import extract_post

__version__ = "0.2.0"
__all__ = ["Archive", "__version__", "extract_post", "load_sources", "parse_date"]

_MODULES = {
    "Archive": "archive",
    "extract_post": "extraction",
    "load_sources": "config",
    "parse_date": "dates",
}


# The program that imports clusterwatch decides where its log goes (https://docs.python.org/3/howto/logging.html).
logging.getLogger("clusterwatch").addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"clusterwatch.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
