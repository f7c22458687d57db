"""Notice a page that ends in the middle, which the server does not say if it sends no length of the page.

page without `</html>` and without Content-Length ─► does the site write `</html>`? ─► fetch it once more
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from clusterwatch.archive import Archive
from clusterwatch.compression import content_hash
from clusterwatch.errors import FetchError
from clusterwatch.extraction import is_document
from clusterwatch.models import Page, Request

_TAIL = 4096  # bytes; comments of caches and scripts of statistics may follow the end of a page
_HEAD = 2048  # bytes
_START = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_END = re.compile(rb"</html\s*>", re.IGNORECASE)


@dataclass(slots=True)
class Endings:
    """What is known of the ends of the pages of a source. `get` fetches a page with the delay of the source.

    `are_written` says whether the pages of the site end in `</html>`, which HTML does not demand; None if no page has
    shown it yet.
    """

    source: str
    archive: Archive
    get: Callable[[Request], Awaitable[Page]]
    are_written: bool | None = None

    async def complete(self, page: Page, url: str, own: str | None) -> tuple[Page, bool]:
        """Return the page, fetched again if it may have been cut, and whether it ends in the middle nevertheless.

        `own` is the address of the known post, whose archived page shows whether this one had an end before.
        """
        if page.status != 200 or ends(page):
            self.are_written = self.are_written or page.status == 200
            return page, False
        if not _may_be_cut(page) or self._are_written_at(own) is False:
            return page, False
        try:
            again = await self.get(Request(url, fresh=True))
        except FetchError:
            return page, bool(self.are_written)
        if ends(again):
            self.are_written = True
            return again, False
        if self.are_written is None and content_hash(again.body) == content_hash(page.body):
            self.are_written = False
            return page, False
        return max(page, again, key=lambda one: len(one.body)), True

    def _are_written_at(self, own: str | None) -> bool | None:
        archived = self.archive.pages.latest(self.source, own) if own else None
        if archived is not None:
            self.are_written = self.are_written or ends(archived) or None
            return ends(archived)
        if self.are_written is None and (newest := self.archive.pages.newest_of(self.source)) is not None:
            self.are_written = None if is_document(newest) else ends(newest)
        return self.are_written


def ends(page: Page) -> bool:
    """Return whether a page has its end."""
    return _END.search(page.body, max(0, len(page.body) - _TAIL)) is not None


def _may_be_cut(page: Page) -> bool:
    """Return whether a page is a whole document of HTML without its end, and the server has not said its length."""
    return "content-length" not in page.headers and _START.search(page.body, 0, _HEAD) is not None
