"""Importing this module reads a page, so that all code, tables and models that reading a page needs are loaded.

The server process imports it before it forks workers that will read many pages. Each of them would otherwise load the
same things, which takes as long as reading hundreds of pages.
"""

from __future__ import annotations

import gc
import os
from datetime import UTC, datetime

from clusterwatch.config import Source
from clusterwatch.discovery.strategies import listing as _listing  # noqa: F401 - most sites have a list
from clusterwatch.models import Page
from clusterwatch.pipeline.steps import read_post

# numpy is imported with the first page, and a process with threads is not forked.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_URL = "https://example.org/news/2026/02/20/a-page"
_WORDS = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore"
# The words are of no language of the source, so that the language is detected.
_PAGE = (
    f'<!doctype html><html lang="en"><head><title>A page - A site</title></head><body><main><article><h1>A page</h1>'
    f'<p class="date">20 February 2026</p><div>{f"<p>{_WORDS}, {_WORDS}.</p>" * 4}</div></article></main></body></html>'
)


def _read() -> None:
    now = datetime(2026, 2, 21, tzinfo=UTC)
    page = Page(_URL, _URL, 200, {"content-type": "text/html"}, _PAGE.encode(), now)
    read_post(page, Source(id="example", url=_URL, languages=("en",)), None, None, {})


_read()
gc.freeze()  # the collector of a worker need not look at what all of them share
