"""A listing page → its posts and the next page: by the selectors of a person, or by listing detection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clusterwatch import charset, html_tree, urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.listing.detection import detect_list
from clusterwatch.discovery.listing.links import (
    HEADINGS,
    Link,
    ancestors,
    base_of,
    class_of,
    is_generic,
    prepare,
)
from clusterwatch.discovery.listing.list_item import ListItem, date_of, title_of
from clusterwatch.discovery.listing.pagination import NextPage, next_page
from clusterwatch.discovery.steps import no_posts
from clusterwatch.errors import NothingFound
from clusterwatch.models import Entry, Method, Page, Problem, ProblemCode
from clusterwatch.text import tidy


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a listing.

    `entries` are its posts in its order, `next` is the next page, `empty` the error to raise where there are no
    posts, `missed` the selectors of a person that found nothing.
    """

    entries: tuple[Entry, ...]
    next: NextPage | None
    empty: NothingFound
    missed: tuple[Problem, ...] = ()


def read_listing(page: Page, settings: StrategySettings) -> ListingPage:
    """What a page of a listing shows; without `link` in the settings, its list is detected."""
    tree = prepare(charset.decode(page.body, page.headers.get("content-type")))
    return read_document(tree, page.url, settings)


def read_document(tree: html_tree.Document, url: str, settings: StrategySettings) -> ListingPage:
    """As `read_listing`, for a page that `prepare` has parsed."""
    if settings.link:
        items, empty = _selected(tree, url, settings.kind, settings.link)
    else:
        listing = detect_list(tree, url)
        items = list(listing.items)
        empty = no_posts(url, settings.kind, links=listing.links)
    found = [_entry(item, url, settings) for item in items if not _protected(item)]
    entries = url_filter.filter_entries(found, url, sure=settings.link is not None)
    following = next_page(tree, url, settings.next)
    missed = _missed(entries, following, tree, url, settings)
    return ListingPage(entries, following, empty, missed)


def _missed(
    entries: Sequence[Entry],
    following: NextPage | None,
    tree: html_tree.Document,
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
                detail={"key": "discover.date"},
            )
        )
    if (
        settings.next
        and following is None
        and (other := next_page(tree, url)) is not None
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


def _selected(
    tree: html_tree.Document, url: str, kind: str, selector: str
) -> tuple[list[ListItem], NothingFound]:
    """An item for each post that the selector finds: links, or elements with a link in them."""
    base, links, matched = base_of(tree, url), [], tree.css(selector)
    for order, node in enumerate(matched):
        inner = node if node.attributes.get("href") else node.css_first("a[href]")
        inner = inner or next((a for a in ancestors(node, 3) if a.tag == "a"), None)
        target = urls.absolute(base, inner.attributes.get("href") or "") if inner is not None else None
        if inner is not None and target:
            heading = any(a.tag in HEADINGS for a in ancestors(inner, 3))
            shown = node if any(a.mem_id == inner.mem_id for a in ancestors(node, 3)) else inner
            links.append(Link(inner, target, tidy(shown.text(separator=" ")), heading, order))
    empty = no_posts(url, kind, selector, matched=len(matched), addresses=len(links))
    return _items(links), empty


def _items(links: Sequence[Link]) -> list[ListItem]:
    """The widest element around each link in which no other post's link stands."""
    above: dict[int, set[str]] = {}
    for link in links:
        for node in (link.node, *ancestors(link.node)):
            above.setdefault(node.mem_id, set()).add(link.url)
    same: dict[str, list[Link]] = {}
    for link in links:
        same.setdefault(link.url, []).append(link)
    out: dict[str, ListItem] = {}
    for url, (link, *_) in same.items():
        top = link.node
        while top.parent is not None and top.parent.tag not in {"body", "html", "main", "-document"}:
            if len(above[top.parent.mem_id]) > 1:
                break
            top = top.parent
        out[url] = ListItem(link, (top,), tuple(same[url]))
    return list(out.values())


def _entry(item: ListItem, index: str, settings: StrategySettings) -> Entry:
    return Entry(
        url=item.link.url,
        method=Method.LISTING,
        index=index,
        title=_title(item, bool(settings.link)),
        published=_date(item, settings.date) if settings.date else date_of(item),
    )


def _protected(item: ListItem) -> bool:
    """True for a post that WordPress shows with a password only."""
    marked = (*item.nodes, *ancestors(item.link.node, 4))
    return any("post-password-required" in class_of(n) for n in marked if n.is_element_node)


def _title(item: ListItem, chosen: bool) -> str | None:
    """The text of a link that a person selected, unless it is `Read more`; else the title of the item."""
    if (
        chosen
        and not is_generic(item.link.text)
        and len(item.link.text) <= 200
        and not item.link.node.css_first("h1,h2,h3,h4")
    ):
        return item.link.text
    return title_of(item)


def _date(item: ListItem, selector: str) -> str | None:
    for top in item.nodes:
        for node in top.css(selector):
            stamp = node.attributes.get("datetime") if node.tag == "time" else None
            written = tidy(stamp or node.text(separator=" "))
            if written:
                return written
    return None
