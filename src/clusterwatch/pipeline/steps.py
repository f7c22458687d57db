"""The pure steps that worker processes run: module-level functions of picklable values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from clusterwatch import extraction
from clusterwatch.config import Source
from clusterwatch.models import Draft, Entry, LearnedSelector, Page


def read_page(
    page: Page,
    source: Source | None,
    entry: Entry | None,
    order: str | None,
    learned: Mapping[str, LearnedSelector],
) -> Draft:
    """Decode a page, parse it and extract the post. `entry` is its index entry, if that is used."""
    return extraction.extract_post(
        page.body,
        page.url,
        source,
        page.fetched,
        entry=entry,
        content_type=page.headers.get("content-type"),
        order=order,
        learned=learned,
    )


def read_entry(entry: Entry, source: Source, now: datetime, order: str | None) -> Draft:
    """Extract the post from an index entry."""
    return extraction.entry_draft(entry, source, now, order=order)
