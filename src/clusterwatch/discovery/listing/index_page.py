"""Recognise an index page by itself: it shows other posts, and little else."""

from __future__ import annotations

from clusterwatch.discovery.listing.detection import detect_list
from clusterwatch.discovery.listing.links import outline_of
from clusterwatch.models import Page
from clusterwatch.text import fold

_FEW = 3  # posts; fewer are the related posts of an article
_LONGER = 1.5  # times as long as the text of the page


def is_index_page(page: Page, body: str) -> bool:
    """Return whether a page mainly lists posts. `body` is the text that was extracted from it.

    The list is much longer than the text, or the text consists of the list: it has most of the titles.
    """
    items = detect_list(outline_of(page), page.url).items
    if len(items) < _FEW:
        return False
    if sum(item.length() for item in items) > _LONGER * len(body):
        return True
    titles = {fold(title) for item in items if (title := item.title)}
    text = fold(body)
    return 2 * sum(title in text for title in titles) >= max(_FEW, len(titles))
