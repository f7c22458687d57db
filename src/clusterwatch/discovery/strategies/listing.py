"""Strategy `listing`: the pages that people read, newest first, as far as their pager leads.

    first page ─► next page ─► … ─► backfill: archives that show the same posts ─► years and months ─► all reached?

The code that reads a page is imported with the first page that has changed, which is in a worker most of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from clusterwatch import urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.site import SAME_LIST, Candidate, Site, SitePage, home_of, share_among
from clusterwatch.discovery.steps import Broken, Steps, fetch, is_gone, must_stop
from clusterwatch.discovery.strategies.base import ROUND_ON_PAGE, Strategy
from clusterwatch.errors import BadStatus, FetchError
from clusterwatch.models import Entry, LeftOutReason, Page, PastReason, Problem, ProblemCode, Value

if TYPE_CHECKING:
    from clusterwatch.discovery.listing.detection import ListMake
    from clusterwatch.discovery.listing.listing_page import ListingPage
    from clusterwatch.discovery.listing.pagination import NextPage
    from clusterwatch.discovery.listing.past import Past

_ARCHIVES, _PERIODS, _SECTIONS = 8, 600, 8  # pages of each kind that a backfill looks at


def read_listing(page: Page, settings: StrategySettings, first: ListMake | None = None) -> ListingPage:
    """One page of a listing; a worker runs it. `first` is how the list on its first page is made."""
    from clusterwatch.discovery.listing import listing_page

    return listing_page.read_listing(page, settings, first)


def read_past(page: Page) -> Past:
    """What a page of a listing says of older posts; a worker runs it."""
    from clusterwatch.discovery.listing import past

    return past.read_past(page)


def read_below(page: Page, folder: str) -> tuple[str, ...]:
    """The addresses in a folder to which a page links; a worker runs it."""
    from clusterwatch.discovery.listing import past

    return past.read_below(page, folder)


def read_leads(page: Page, places: frozenset[str]) -> tuple[str, ...]:
    """The addresses that may be those of the whole list of which a page shows a part; a worker runs it."""
    from clusterwatch.discovery.listing import past

    return past.read_leads(page, places)


class ListingStrategy(Strategy):
    """A list of posts on HTML pages."""

    kind = "listing"
    for_readers = True

    def entries(self, page: Page, settings: StrategySettings) -> tuple[Entry, ...]:
        """The posts on one page of a listing; none where no list is found."""
        return read_listing(page, settings).entries

    def addresses(self, pages: Mapping[str, Page], home: SitePage | None) -> Iterable[str]:
        """The home page, and the news pages that it links to."""
        return [] if home is None else [home.requested, *home.news.urls[:3]]

    def crawl(self, settings: StrategySettings, progress: Progress) -> Steps[bool]:
        """Show page after page until one is known; False when older posts may be elsewhere.

        A backfill also reads the archives that the first page links to, and notes what it could not reach.
        """
        walk = _Walk(settings, progress)
        yield from walk.along()
        yield from walk.report_files()
        if walk.end is _End.LIMIT and walk.pages[-1].next is not None:
            return (yield from progress.at_limit(settings.url, len(walk.pages), walk.pages[-1].next.url))
        if not progress.backfill:
            # Without a pager, nothing says that these are all posts.
            single = len(walk.pages) == 1 and walk.end is _End.LAST and walk.pages[0].next is None
            return progress.all_known(walk.pages[0].entries[-1:]) if single else True
        if not walk.pages or walk.end is _End.TOO_OLD:
            return walk.end is not _End.UNCHANGED
        # A list with selectors is the one that a person means. Without them it is the one that `add` has found.
        if not (settings.link or settings.next):
            yield from walk.archives()
        doubt = yield from walk.doubt()
        if doubt is not None:
            progress.doubts.append(doubt)
        return doubt is None and (walk.extended or len(walk.pages) > 1)

    def probe(self, site: Site) -> Steps[Candidate | None]:
        """The news page itself, where its list is trusted, or is the only index and looks like news."""
        yield from ()
        if not (site.trusted or (not site.candidates and like_news(site.news.entries))):
            return None
        settings = StrategySettings(kind=self.kind, url=site.news.url)
        reaches_back = site.news.listing.next is not None
        return Candidate(settings, site.news.entries, full_text=False, reaches_back=reaches_back)


def like_news(entries: Sequence[Entry]) -> bool:
    """True when the list of a front page, which may be of anything, is most likely one of news."""
    signs = sum(bool(e.published) or url_filter.is_news_address(e.url) for e in entries)
    events = sum(url_filter.is_event_address(e.url) for e in entries)
    return len(entries) >= 3 and signs * 2 > len(entries) > events * 2


class _End(StrEnum):
    """Why a walk along the pages of a list ended."""

    LAST = "last"  # no page is next
    UNCHANGED = "unchanged"  # the server says that the first page is unchanged
    TOO_OLD = "too-old"  # older posts are not wanted
    LIMIT = "limit"  # as many pages were read as a run may read
    SAME = "same"  # the next page does not exist, or has no other posts


@dataclass(frozen=True, slots=True)
class _ListEnd:
    """What was read of a list, and what its first and last page say of more.

    `pages` were read, the largest with `size` posts; `posts` are the keys of all. `guessed` is True when the address of
    the next page was guessed in vain, `beyond` when the next page has no posts. A list of a year or of a section is a
    `part`. A `front` page shows some posts of a list, so that it is never all of one.
    """

    url: str
    pages: int
    size: int
    posts: frozenset[str]
    said: tuple[Past, ...] = ()
    guessed: bool = False
    beyond: bool = False
    part: bool = False
    front: bool = False

    def shows(self, other: _ListEnd) -> bool:
        """True for a list that has most posts of another, and more."""
        same = len(self.posts & other.posts)
        return same >= SAME_LIST * len(other.posts) and len(self.posts) > same

    def counted(self, total: int) -> tuple[PastReason, str] | None:
        """The reason and the text that say that there are more posts than `total`."""
        for n, past in enumerate(self.said):
            # The last page of many sites links to one more, which was looked for in vain.
            read = self.pages + (self.beyond and n > 0)
            if past.pages and past.pages > read and total <= (past.pages - 1) * self.size:
                return PastReason.PAGES, past.said
            if past.posts and past.posts > total:
                return PastReason.POSTS, past.said
        return None

    def open(self) -> PastReason | None:
        """The reason for more posts, whose number is not known."""
        if self.pages > 1 or self.front:
            return None
        if self.guessed or any(past.more for past in self.said):
            return PastReason.BUTTON
        full = not self.part and len(self.posts) in ROUND_ON_PAGE and any(past.pager for past in self.said)
        return PastReason.ROUND if full else None


class _Walk:
    """The walk along the pages of one listing, and on a backfill through the archives that belong to it."""

    def __init__(self, settings: StrategySettings, progress: Progress) -> None:
        self._settings, self._progress = settings, progress
        self._visited: set[str] = set()
        self._listed: set[str] = set()
        self._front: Page | None = None  # the first page
        self._last: Page | None = None
        self._unread: str | None = None  # an archive that could not be read
        self._guessed = False
        self._has_pages = False  # some list had a second page
        self._addresses: list[str] = []  # of the posts that were shown
        self._ends: list[_ListEnd] = []  # of the other lists that were shown
        self.extended = False  # other lists than the front page had posts that this one does not have
        self.pages: list[ListingPage] = []
        self.end = _End.LAST

    def along(self) -> Steps[None]:
        """Show the list page after page, from the address of the strategy on."""
        following: NextPage | None = None
        settings, progress = self._settings, self._progress
        while len(self.pages) < progress.max_pages:
            self._visited.add(urls.canonical(following.url if following else settings.url))
            page = yield from _page(following, settings.url, len(self.pages), progress)
            if page is None or page.status == 304:
                self.end = _End.SAME if following else _End.UNCHANGED
                self._guessed = following is not None and following.guessed and len(self.pages) == 1
                progress.unchanged = progress.unchanged or (page is not None and following is None)
                return
            listing = yield from self._read(page, self.pages[0].make if self.pages else None)
            if not listing.entries:
                if following is None:
                    raise listing.empty
                self.end = _End.SAME
                return
            for problem in (*listing.cut, *(() if following else listing.selector_problems)):
                yield Broken(problem, gap=False)
            self._front, self._last = self._front or page, page
            self.pages.append(listing)
            self._has_pages = len(self.pages) > 1
            self._addresses += (entry.url for entry in listing.entries)
            if not (yield from progress.show(listing.entries, page.url, self._listed)):
                self.end = _End.TOO_OLD if progress.since else _End.SAME
                self._forget_repeated(following)
                return
            following = self._unvisited(listing.next)
            if following is None:
                return
        self.end = _End.LIMIT

    def _forget_repeated(self, following: NextPage | None) -> None:
        """Forget the page at a guessed address that is the first page again, since the server ignores the number."""
        if following is None or not following.guessed or len(self.pages) != 2:
            return
        first, second = ({urls.key(e.url) for e in listing.entries} for listing in self.pages)
        if second <= first:
            self.pages.pop()
            self._guessed, self._has_pages = True, False

    def _unvisited(self, following: NextPage | None) -> NextPage | None:
        """The next page, or the one on its other side where it was read before; None where both were."""
        if following is None or urls.canonical(following.url) not in self._visited:
            return following
        other = following.other
        return replace(following, url=other) if other and urls.canonical(other) not in self._visited else None

    def report_files(self) -> Steps[None]:
        """Report the rows of the list that are files."""
        files = [row for listing in self.pages for row in listing.files]
        if files:
            title, target = files[0]
            detail = {"reason": LeftOutReason.FILE, "text": title, "target": target, "kind": "listing"}
            url, count = self._settings.url, len(files)
            problem = Problem(ProblemCode.ITEMS_LEFT_OUT, url=url, count=count, detail=detail)
            yield Broken(problem, gap=False, of_index=False)

    def archives(self) -> Steps[None]:
        """Show the archives that list the posts of the first page as well, and the years and months.

        Where no list has a second page, show the lists in the folders of the posts as well, or else the page to which a
        link below the list or in the menu leads, if it has the same posts. Other news pages and the front page are not
        read after the last page that the pager names.
        """
        if self._front is None:
            raise ValueError("the first page of the list was not read")
        past = yield from self._progress.readings.read(read_past, self._front)
        periods = [past.periods]
        reached = len(self.pages) > 1 and len(self.pages) >= (past.pages or 0)
        others = () if past.pages and reached else (*past.lists, home_of(self._settings.url))
        for url in (*past.archives, *others)[:_ARCHIVES]:
            if urls.canonical(url) in self._visited:
                continue
            page = yield from self._archive(url)
            if page is None:
                continue
            listing = yield from self._read(page)
            if self._is_same_list(listing.entries):
                yield from self._show_archive(page, listing)
            periods.append((yield from self._progress.readings.read(read_past, page)).periods)
        known = set[str]()
        for group in periods:
            yield from self._periods([url for url in group if url not in known], reached)
            known.update(group)
        if not self._has_pages:
            yield from self._sections()
        if not self._has_pages and not self.extended:
            yield from self._leads()

    def doubt(self) -> Steps[Problem | None]:
        """The problem of a list that does not lead to all posts that it speaks of; None if there is none."""
        first = yield from self._first()
        if self._unread:
            url, posts = self._settings.url, len(first.posts)
            return _not_reached(url, PastReason.ARCHIVE, first.pages, posts, archive=self._unread)
        ends = (first, *self._ends)
        for end in ends:
            more = [] if end.part else [other for other in ends if other.shows(end)]
            total = len(end.posts.union(*(other.posts for other in more)))
            if said := end.counted(total):
                reason, text = said
                return _not_reached(end.url, reason, end.pages, total, said=text)
            complete = any(not (other.front or other.open()) for other in more)
            if (unknown := end.open()) and not complete:
                return _not_reached(end.url, unknown, end.pages, total, said="")
        return None

    def _first(self) -> Steps[_ListEnd]:
        """The end of the list itself."""
        said = yield from self._said(self._front, self._last)
        posts = frozenset(urls.key(e.url) for listing in self.pages for e in listing.entries)
        size = max(len(listing.entries) for listing in self.pages)
        beyond = self.end is _End.SAME
        return _ListEnd(self._settings.url, len(self.pages), size, posts, said, self._guessed, beyond)

    def _said(self, *pages: Page | None) -> Steps[tuple[Past, ...]]:
        """What these pages say, each once."""
        found: dict[int, Past] = {}
        for page in pages:
            if page is not None and id(page) not in found:
                found[id(page)] = yield from self._progress.readings.read(read_past, page)
        return tuple(found.values())

    def _is_same_list(self, entries: Sequence[Entry]) -> bool:
        """True when the posts of an archive are those of the first page, and older ones."""
        newest = self.pages[0].entries[: len(entries)]
        return share_among(newest, {urls.key(e.url) for e in entries}) >= SAME_LIST

    def _archive(self, url: str, read: int = 0) -> Steps[Page | None]:
        """An archive, or the next of its pages after so many were `read`; None where it cannot be read.

        A next page that cannot be read is noted, unless it is the one that does not exist after the last.
        """
        self._visited.add(urls.canonical(url))
        try:
            return (yield from fetch(url, cache=self._progress.cache))
        except FetchError as error:
            if must_stop(error):
                raise
            if read and not _is_beyond(error, read):
                self._unread = url
            return None

    def _read(self, page: Page, first: ListMake | None = None) -> Steps[ListingPage]:
        """What a page lists; `first` is how the list is made whose later page it is."""
        args = (page, self._settings) if first is None else (page, self._settings, first)
        return (yield from self._progress.readings.read(read_listing, *args))

    def _show_archive(
        self, page: Page, listing: ListingPage, folder: str | None = None, *, part: bool = False
    ) -> Steps[int]:
        """Show an archive page after page; how many posts it has that were not shown before.

        Only posts in the `folder`, where one is given. The list of a year or of a folder is a `part`.
        """
        shape = url_filter.AddressShape(self._addresses)
        start, first = page, listing.make
        before, listed, read, size = len(self._progress.shown), set[str](), 1, 0
        beyond = too_old = False
        while True:
            entries = tuple(
                e
                for e in listing.entries
                if (url_filter.is_below(e.url, folder) if folder else e.published or shape.fits(e.url))
            )
            size = max(size, len(entries))
            if not entries or not (yield from self._progress.show(entries, page.url, listed)):
                too_old, beyond = bool(entries and self._progress.since), True
                break
            self._addresses += (entry.url for entry in entries)
            following = listing.next
            if (
                following is None
                or urls.canonical(following.url) in self._visited
                or read >= self._progress.max_pages
            ):
                break
            found = yield from self._archive(following.url, 0 if following.guessed else read)
            if found is None:
                beyond = True
                break
            page, read, self._has_pages = found, read + 1, True
            listing = yield from self._read(page, first)
        new = len(self._progress.shown) - before
        if (new or part) and not too_old:
            said = yield from self._said(start, page)
            front = read == 1 and url_filter.is_home(start.url)
            posts = frozenset(listed)
            self.extended = self.extended or bool(new and not front)
            end = _ListEnd(start.url, read, size, posts, said, beyond=beyond, part=part, front=front)
            self._ends.append(end)
        return new

    def _join(self, ends: Sequence[_ListEnd]) -> None:
        """Take all these parts for one list, if none of them says that it has more."""
        if len(ends) > 1 and not any(end.open() for end in ends):
            posts = frozenset[str]().union(*(end.posts for end in ends))
            self._ends.append(_ListEnd(ends[0].url, len(ends), len(posts), posts))

    def _periods(self, waiting: list[str], reached: bool) -> Steps[None]:
        """Show the lists of years and months. When the oldest has no new post, the others have none either.

        They are not read either when the oldest cannot be read and the pager was followed to its end, `reached`.
        """
        read, before = 0, len(self._ends)
        if waiting:
            waiting.insert(0, waiting.pop())
        while waiting and read < _PERIODS:
            url = waiting.pop(0)
            if urls.canonical(url) in self._visited:
                continue
            page = yield from self._archive(url)
            read += 1
            if page is None and read == 1 and reached:
                return
            if page is None:
                self._unread = url
                continue
            listing = yield from self._read(page, self.pages[0].make)
            if not listing.entries:
                listing = yield from self._read(page)
            if listing.entries:
                new = yield from self._show_archive(page, listing, part=True)
                if read == 1 and not new:
                    return
            else:
                waiting += (yield from self._progress.readings.read(read_past, page)).periods
        self._join(self._ends[before:])

    def _leads(self) -> Steps[None]:
        """Show the first page that has the posts of the first page and older ones, whatever the link to it says."""
        front, make = self._front, self.pages[0].make
        if front is None or make is None:
            return
        for url in (yield from self._progress.readings.read(read_leads, front, make.places)):
            page = None if urls.canonical(url) in self._visited else (yield from self._archive(url))
            if page is None:
                continue
            listing = yield from self._read(page)
            if self._is_same_list(listing.entries) and (yield from self._show_archive(page, listing)):
                return

    def _sections(self) -> Steps[None]:
        """Show the lists in the folders of the posts: one page may show the newest posts of several sections.

        Where two sections lie in one folder, its other sections with a list of the same make are shown too.
        """
        shown = {urls.key(url) for url in self._addresses}
        taken, make, before = list[str](), None, len(self._ends)
        for folder in url_filter.folders(self._addresses)[:_SECTIONS]:
            page = None if urls.canonical(folder) in self._visited else (yield from self._archive(folder))
            if page is None:
                continue
            listing = yield from self._read(page)
            if any(urls.key(e.url) in shown and url_filter.is_below(e.url, folder) for e in listing.entries):
                taken, make = [*taken, folder], listing.make
                yield from self._show_archive(page, listing, folder, part=True)
        self._join(self._ends[before:])
        hub = next(iter(url_filter.folders(taken)), None) if len(taken) > 1 else None
        if hub is None or url_filter.is_home(hub):
            return
        page = yield from self._archive(hub)
        links = (yield from self._progress.readings.read(read_below, page, hub)) if page is not None else ()
        for folder in [link for link in links if urls.canonical(link) not in self._visited][:_SECTIONS]:
            page = yield from self._archive(folder)
            if page is not None:
                yield from self._show_archive(page, (yield from self._read(page, make)), folder, part=True)


def _not_reached(url: str, reason: PastReason, pages: int, posts: int, **more: str) -> Problem:
    """The problem of a list at `url` that has more than the `posts` on the `pages` that were read."""
    detail: dict[str, Value] = {"reason": reason, "read": pages, "posts": posts, **more}
    return Problem(ProblemCode.PAST_NOT_REACHED, url=url, detail=detail)


def _page(following: NextPage | None, first: str, read: int, progress: Progress) -> Steps[Page | None]:
    """The first page of the listing, or the one `following`; None where it is missing.

    The last page of many sites links to one more page that does not exist. A missing second page is a problem.
    """
    try:
        return (yield from fetch(following.url if following else first, cache=progress.cache))
    except FetchError as error:
        if following is None or not is_gone(error):
            raise
        if not (following.guessed or _is_beyond(error, read)):
            status = error.status if isinstance(error, BadStatus) else None
            yield Broken(Problem(ProblemCode.PAST_NOT_REACHED, url=following.url, detail={"status": status}))
        return None


def _is_beyond(error: FetchError, read: int) -> bool:
    """True for a missing page after several that were read: the last page of many sites links to one more."""
    return read > 1 and isinstance(error, BadStatus) and error.status in {404, 410}
