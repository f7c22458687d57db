"""StrategySettings `listing`: the pages that people read, newest first, as far as their pager leads."""

from __future__ import annotations

from clusterwatch import urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing.pagination import NextPage
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.steps import HTML, Broken, Steps, fetch, is_gone
from clusterwatch.discovery.strategies.listing import read_listing
from clusterwatch.errors import BadStatus, FetchError
from clusterwatch.models import Page, Problem, ProblemCode


def walk_listing(strategy: StrategySettings, progress: Progress) -> Steps[bool]:
    """Show page after page until one is known; False when older posts may be elsewhere."""
    here: set[str] = set()
    visited: set[str] = set()
    following: NextPage | None = NextPage(strategy.url)
    read = 0
    while following and read < progress.max_pages:
        visited.add(urls.canonical(following.url))
        page = yield from _page(following, read, progress)
        if page is None or page.status == 304:
            progress.unchanged = progress.unchanged or (page is not None and read == 0)
            break
        read += 1
        listing = read_listing(page, strategy)
        if not listing.entries:
            if read == 1:
                raise listing.empty
            break
        for problem in listing.missed if read == 1 else ():
            yield Broken(problem, gap=False)
        if not (yield from progress.show(listing.entries, page.url, here)):
            break
        following = listing.next
        if following is None and read == 1:  # no pager: nothing says that these are all
            return not progress.backfill and progress.all_known(listing.entries[-1:])
        if following and urls.canonical(following.url) in visited:
            break
    return True


def _page(address: NextPage, read: int, progress: Progress) -> Steps[Page | None]:
    """The page, or None where the pager led beyond the end: many a last page links one more that never was.

    Where the very second page is missing, no such habit explains it.
    """
    try:
        return (yield from fetch(address.url, HTML, progress.cache))
    except FetchError as error:
        if not (read and is_gone(error)):
            raise
        beyond = read > 1 and isinstance(error, BadStatus) and error.status in {404, 410}
        if not (address.guessed or beyond):
            status = error.status if isinstance(error, BadStatus) else None
            yield Broken(Problem(ProblemCode.PAST_NOT_REACHED, url=address.url, detail={"status": status}))
        return None
