"""A listing page → its posts and the next page: by the selectors of a person, or by listing detection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clusterwatch import html_tree, urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.listing.detection import ListMake, detect_list
from clusterwatch.discovery.listing.group_dates import GroupDates
from clusterwatch.discovery.listing.links import (
    TOPS,
    Alone,
    Link,
    ancestors,
    is_generic,
    outline_of,
    text_of,
    title_of_file,
)
from clusterwatch.discovery.listing.list_item import ListItem
from clusterwatch.discovery.listing.outline import MOST_LINKS, MOST_NODES, Outline
from clusterwatch.discovery.listing.pagination import NextPage, next_page
from clusterwatch.discovery.listing.sections import section_items
from clusterwatch.discovery.steps import cut, no_posts
from clusterwatch.errors import NothingFound
from clusterwatch.html_tree import HEADINGS
from clusterwatch.models import CutReason, Entry, Method, Page, Problem, ProblemCode, SelectorReason
from clusterwatch.text import tidy

_LONGEST_DATE = 1_000  # letters
_MANY = 3  # posts of a list of which a selector should find more than one


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a listing.

    `entries` are its posts in its order, `next` is the next page, `empty` the error to raise where there are no
    posts, `selector_problems` those of selectors that find nothing or no posts, `cut` what was not looked at, `make`
    how the list is made, if it was detected. `files` are the titles and addresses of the rows of its list that lead to
    files and are no posts.
    """

    entries: tuple[Entry, ...]
    next: NextPage | None
    empty: NothingFound
    selector_problems: tuple[Problem, ...] = ()
    cut: tuple[Problem, ...] = ()
    make: ListMake | None = None
    files: tuple[tuple[str | None, str], ...] = ()


def read_listing(page: Page, settings: StrategySettings, first: ListMake | None = None) -> ListingPage:
    """What a page of a listing shows; without `link` in the settings, its list is detected.

    `first` is how the list on the first page is made, where `page` is a later one.
    """
    return read_document(outline_of(page), page.url, settings, first)


def read_document(
    outline: Outline, url: str, settings: StrategySettings, first: ListMake | None = None
) -> ListingPage:
    """As `read_listing`, for a page that `prepare` has parsed."""
    file_rows: tuple[ListItem, ...] = ()
    if settings.link:
        items, empty = _selected(outline, url, settings.kind, settings.link)
    else:
        listing = detect_list(outline, url, first, files=settings.files)
        file_rows = listing.file_rows
        items = list(listing.items)
        if not listing.sure and (sections := section_items(outline, url)):
            items = sections
        where = {"files": listing.files, "elsewhere": listing.elsewhere, "host": listing.host}
        empty = no_posts(
            url, settings.kind, None, links=listing.links, **{k: v for k, v in where.items() if v}
        )
    shown = [item for item in items if not _protected(item)]
    groups = GroupDates(outline, shown) if not all(item.dated for item in shown) else None
    found = [_entry(item, url, settings, groups) for item in shown]
    if settings.date and not any(entry.published for entry in found):
        days = _dates_beside(outline, shown, settings.date)
        found = [replace(entry, published=day) for entry, day in zip(found, days, strict=True)]
    entries = url_filter.filter_entries(found, url, sure=settings.link is not None, files=settings.files)
    following = next_page(outline, url, settings.next)
    selector_problems = _selector_problems(entries, following, outline, url, settings)
    if settings.link and (doubt := _doubt(entries, shown, outline, url)):
        detail = {"key": "discover.link", "reason": doubt}
        doubtful = Problem(
            ProblemCode.SELECTOR_DOUBTFUL, None, settings.link, url, count=len(entries), detail=detail
        )
        selector_problems = (*selector_problems, doubtful)
    make = None if settings.link else _make(outline, shown, entries)
    rows = tuple((row.title, row.link.url) for row in file_rows)
    return ListingPage(entries, following, empty, selector_problems, _cut(outline, url), make, rows)


def _make(outline: Outline, items: Sequence[ListItem], entries: Sequence[Entry]) -> ListMake:
    taken = {entry.url for entry in entries}
    posts = [item for item in items if item.link.url in taken]
    places = frozenset(outline.path(item.link.node) for item in posts)
    tops = frozenset(outline.path(item.nodes[0]) for item in posts)
    return ListMake(places, tops, tuple(entry.url for entry in entries))


def _cut(outline: Outline, url: str) -> tuple[Problem, ...]:
    """A problem for each limit of what is looked at on a page, if the page exceeds it."""
    limits = (
        (len(outline.tree.css("a[href]")) > MOST_LINKS, CutReason.LINKS, MOST_LINKS),
        (not outline.whole, CutReason.ELEMENTS, MOST_NODES),
        (outline.deep, CutReason.DEPTH, html_tree.MOST_DEPTH),
    )
    return tuple(cut(url, reason, most) for exceeded, reason, most in limits if exceeded)


def _selector_problems(
    entries: Sequence[Entry],
    following: NextPage | None,
    outline: Outline,
    url: str,
    settings: StrategySettings,
) -> tuple[Problem, ...]:
    """A problem for each selector, for the date or the next page, that finds nothing on the first page."""
    out = []
    if settings.date and entries and not any(e.published for e in entries):
        out.append(
            Problem(
                ProblemCode.SELECTOR_LOST,
                field="published",
                selector=settings.date,
                url=url,
                count=len(entries),
                detail={"key": "discover.date", "matched": len(outline.tree.css(settings.date)) or None},
            )
        )
    if (
        settings.next
        and following is None
        and (other := next_page(outline, url)) is not None
        and not other.guessed
    ):
        out.append(
            Problem(
                ProblemCode.SELECTOR_LOST,
                selector=settings.next,
                url=url,
                detail={"key": "discover.next", "likely": other.url},
            )
        )
    return tuple(out)


def _doubt(
    entries: Sequence[Entry], items: Sequence[ListItem], outline: Outline, url: str
) -> SelectorReason | None:
    """Why the links that a selector finds are probably not the posts of the page: a menu, archives, one post of many.

    What has a date is no menu and no archive.
    """
    if len(entries) == 1 and entries[0].url in (posts := _sure_posts(outline, url)) and len(posts) >= _MANY:
        return SelectorReason.ONE_OF_MANY
    if not entries or any(entry.published for entry in entries):
        return None
    in_menu = sum(any(_is_menu(node) for node in ancestors(item.link.node)) for item in items)
    if 2 * in_menu > len(items):
        return SelectorReason.IN_BOILERPLATE
    addresses = {entry.url for entry in entries}
    unlikely = sum(url_filter.unlikely(one, url) for one in addresses)
    if 2 * unlikely > len(addresses) and (posts := _sure_posts(outline, url)) and posts.isdisjoint(addresses):
        return SelectorReason.NO_POSTS
    return None


def _is_menu(node: html_tree.Node) -> bool:
    return node.tag in {"nav", "footer"} or node.attributes.get("role") in {"navigation", "contentinfo"}


def _sure_posts(outline: Outline, url: str) -> frozenset[str]:
    """The addresses of a list that is found without selectors and surely is one of posts."""
    found = detect_list(outline, url)
    return frozenset(item.link.url for item in found.items) if found.sure else frozenset()


def _selected(outline: Outline, url: str, kind: str, selector: str) -> tuple[list[ListItem], NothingFound]:
    """An item for each post that the selector finds: links, or elements with a link in them."""
    tree = outline.tree
    base, links, matched = outline.base, [], tree.css(selector)
    for order, node in enumerate(matched[:MOST_LINKS]):
        inner = node if node.attributes.get("href") else node.css_first("a[href]")
        inner = inner or next((a for a in ancestors(node, 3) if a.tag == "a"), None)
        target = urls.absolute(base, inner.attributes.get("href") or "") if inner is not None else None
        if inner is not None and target:
            heading = any(a.tag in HEADINGS for a in ancestors(inner, 3))
            shown = node if any(a.mem_id == inner.mem_id for a in ancestors(node, 3)) else inner
            links.append(Link(inner, target, text_of(outline, shown), heading, order))
    empty = no_posts(url, kind, selector, matched=len(matched), addresses=len(links))
    return _items(links, outline), empty


def _items(links: Sequence[Link], outline: Outline) -> list[ListItem]:
    """The widest element around each link in which no other post's link stands."""
    alone = Alone(links, TOPS)
    same: dict[str, list[Link]] = {}
    for link in links:
        same.setdefault(link.url, []).append(link)
    tops = {url: alone.widest(first.node) or first.node for url, (first, *_) in same.items()}
    return [ListItem(outline, same[url][0], (top,), tuple(same[url])) for url, top in tops.items()]


def _entry(item: ListItem, index: str, settings: StrategySettings, groups: GroupDates | None) -> Entry:
    title = _title(item, bool(settings.link))
    shown = item.date if item.dated or groups is None else groups.of(item) or item.date
    return Entry(
        url=item.link.url,
        method=Method.LISTING,
        index=index,
        title=(title_of_file(title) if settings.files and title else None) or title,
        published=_date(item, settings.date) if settings.date else shown,
    )


def _protected(item: ListItem) -> bool:
    """True for a post that WordPress shows with a password only."""
    marked = (*item.nodes, *ancestors(item.link.node, 4))
    names = item.outline.names
    return any("post-password-required" in names(n) for n in marked if n.is_element_node)


def _title(item: ListItem, chosen: bool) -> str | None:
    """The text of a link that a person selected, unless it is `Read more`; else the title of the item."""
    if (
        chosen
        and not is_generic(item.link.text)
        and len(item.link.text) <= 200
        and not item.link.node.css_first("h1,h2,h3,h4")
    ):
        return item.link.text
    return item.title


def _date(item: ListItem, selector: str) -> str | None:
    for top in item.nodes:
        for node in top.css(selector):
            if written := _written(item, node):
                return written
    return None


def _written(item: ListItem, node: html_tree.Node) -> str:
    stamp = node.attributes.get("datetime") if node.tag == "time" else None
    return tidy(stamp[:_LONGEST_DATE]) if stamp else item.text(node, _LONGEST_DATE)


def _dates_beside(outline: Outline, items: Sequence[ListItem], selector: str) -> list[str | None]:
    """The dates that stand between the items: before the link of each, or after it if none is before the first.

    A date belongs to one item only.
    """
    links = [outline.span(item.link.node)[0] for item in items]
    nodes = sorted(((outline.span(node)[0], node) for node in outline.tree.css(selector)), key=lambda n: n[0])
    if not items or not nodes or links != sorted(links):
        return [None] * len(items)
    places = [place for place, _ in nodes]
    after = places[0] > links[0]
    ends = [*links[1:], outline.span(None)[1]] if after else links
    starts = links if after else [-1, *links[:-1]]
    days: list[str | None] = []
    for item, start, end in zip(items, starts, ends, strict=True):
        first, last = bisect_right(places, start), bisect_left(places, end)
        nearest = nodes[first if after else last - 1][1] if first < last else None
        days.append((_written(item, nearest) or None) if nearest is not None else None)
    return days
