"""StrategySettings `wordpress`: page after page of a REST collection, newest first."""

from __future__ import annotations

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.autodetect.hints import hints
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.steps import HTML, JSON, Steps, fetch, is_gone, no_index, no_posts
from clusterwatch.discovery.strategies.wordpress import (
    NIGHTLY,
    WHOLE,
    Collection,
    collections,
    page_address,
    read_collection,
)
from clusterwatch.errors import BadStatus, FetchError, NothingFound
from clusterwatch.models import Page


def walk_rest(strategy: StrategySettings, progress: Progress) -> Steps[bool]:
    """Show the collection until a page is known; always True: it has every post. Raises NothingFound, FetchError."""
    address, page, size = yield from _first(strategy.url, progress)
    if page.status == 304:
        progress.unchanged = True
        return True
    here: set[str] = set()
    number = 1
    while True:
        found = read_collection(page)
        if number == 1 and not found.entries:
            raise no_posts(page.url, "wordpress", objects=found.raw)
        more = yield from progress.show(found.entries, page.url, here)
        skipped = bool(found.raw) and not found.entries  # a page of nothing but protected posts ends nothing
        if _last(found, number, size) or number >= progress.max_pages or not (more or skipped):
            return True
        if size == NIGHTLY and number == 1 and progress.first_run:
            size, number = WHOLE, 0  # nothing is known: the same posts again in fewer requests
        number += 1
        following = yield from _page(address, number, size)
        if following is None:
            return True
        page = following


def _last(found: Collection, number: int, size: int) -> bool:
    return number >= found.pages if found.pages is not None else found.raw < size


def _first(url: str, progress: Progress) -> Steps[tuple[str, Page, int]]:
    """The first page of the first collection that answers; else the last error."""
    failure: FetchError | None = None
    candidates = collections(url)
    for address in candidates:
        sizes = [WHOLE, NIGHTLY] if progress.backfill or progress.first_run else [NIGHTLY]
        if page_address(address, 1, NIGHTLY) in progress.cache and not progress.backfill:
            sizes = [NIGHTLY]
        for size in sizes:
            try:
                page = yield from fetch(page_address(address, 1, size), JSON, progress.cache)
                if page.status == 200:
                    read_collection(page)
                return address, page, size
            except NothingFound:
                break
            except FetchError as error:
                if not is_gone(error):
                    raise
                failure = error
        if isinstance(failure, BadStatus) and failure.status in {401, 403}:
            break  # closed: its other address for the same is not tried
    named = yield from _named_by(url, candidates, progress)
    if named:
        return named
    raise failure or no_index(candidates[0], "wordpress")


def _named_by(url: str, tried: list[str], progress: Progress) -> Steps[tuple[str, Page, int] | None]:
    """The collection that the page at `url` names in its head, where it is another than those tried."""
    if url in tried:
        return None
    try:
        page = yield from fetch(url, HTML, progress.cache)
        for address in hints(page).rest[:1]:
            if address not in tried:
                return (
                    address,
                    (yield from fetch(page_address(address, 1, NIGHTLY), JSON, progress.cache)),
                    NIGHTLY,
                )
    except FetchError as error:
        if not is_gone(error):
            raise
    return None


def _page(address: str, number: int, size: int) -> Steps[Page | None]:
    """A later page; None beyond the end, which WordPress answers with 400."""
    try:
        page = yield from fetch(page_address(address, number, size), JSON)
    except BadStatus as error:
        if error.status in {400, 404, 410}:
            return None
        raise
    return page if page.status == 200 else None
