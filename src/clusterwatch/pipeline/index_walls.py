"""What the indexes of a source show in place of posts: walls, parked domains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clusterwatch import urls
from clusterwatch.errors import DomainLost, StepLost
from clusterwatch.models import Page, Problem, ProblemCode, Reason
from clusterwatch.pipeline.steps import read_index
from clusterwatch.pipeline.workers import Workers

# What an index shows in place of posts is a problem with this code; other reasons are of `index-empty`.
_WALLS: Mapping[Reason, ProblemCode] = {
    Reason.LOGIN: ProblemCode.BLOCKED,
    Reason.PASSWORD: ProblemCode.BLOCKED,
    Reason.CHALLENGE: ProblemCode.BLOCKED,
    Reason.COOKIES: ProblemCode.BLOCKED,
    Reason.SCRIPT: ProblemCode.NEEDS_SCRIPT,
}
_LASTING = frozenset({Reason.NOT_FOUND, Reason.SCRIPT})  # another index may have to be chosen because of them
_MOST_WALLS = 3  # pages of indexes that may be walls, in one run
_LARGEST_WALL = 300_000  # bytes


@dataclass(frozen=True, slots=True)
class Wall:
    """A page that an index shows in place of posts. `title` is its own."""

    page: Page
    reason: Reason
    title: str | None

    @property
    def may_pass(self) -> bool:
        """Whether it says nothing about the index itself, because it may be gone on the next night."""
        return self.reason not in _LASTING

    def problem(self) -> Problem:
        """Return the problem of an index that shows this."""
        requested = self.page.requested
        via = None if urls.same_site(self.page.url, requested) else self.page.url
        code = _WALLS.get(self.reason, ProblemCode.INDEX_EMPTY)
        return Problem(code, url=requested, detail={"reason": self.reason, "title": self.title, "via": via})


class IndexWalls:
    """The HTML pages of indexes, by address, until an index of the source shows posts. They may be walls."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.pages: dict[str, Page] = {}

    def add(self, page: Page) -> None:
        """Remember the page of an index, if it is HTML, or empty, and not large."""
        kind = page.headers.get("content-type", "html").lower()
        if len(page.body) <= _LARGEST_WALL and ("html" in kind or not page.body.strip()):
            self.pages[page.url] = page

    async def first(self, addresses: Iterable[str] | None = None) -> Wall | None:
        """Return the first of a few remembered pages that is a wall. Without `addresses`, all are meant."""
        wanted = self.pages if addresses is None else addresses
        for page in [self.pages[url] for url in wanted if url in self.pages][:_MOST_WALLS]:
            try:
                found = await self._workers.run(read_index, page)
            except StepLost:
                continue
            if found.reason is not None:
                return Wall(page, found.reason, found.title)
        return None


def must_be_of_site(page: Page) -> None:
    """Raise DomainLost if the page of an index is that of a parked domain."""
    # A run in which nothing has changed does not need it.
    from clusterwatch.extraction.parked import parked

    if mark := parked(page.body, page.url, page.requested, page.headers.get("content-type")):
        via = None if urls.same_site(page.url, page.requested) else page.url
        raise DomainLost(page.requested, mark=mark, via=via)
