"""A listing page → its posts and the next page: by the selectors of a person, or by listing detection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clusterwatch import charset, html_tree, urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.listing.detection import induce
from clusterwatch.discovery.listing.links import (
    HEADINGS,
    Link,
    ancestors,
    base_of,
    class_of,
    is_generic,
    prepare,
)
from clusterwatch.discovery.listing.list_item import Block, date_of, title_of
from clusterwatch.discovery.listing.pagination import NextPage, next_page
from clusterwatch.discovery.steps import no_posts
from clusterwatch.errors import NothingFound
from clusterwatch.models import Entry, Method, Page, Problem, ProblemCode
from clusterwatch.text import tidy


@dataclass(frozen=True, slots=True)
class ListingPage:
    """The posts of one page in its order, the next page, the error where there are none, what selectors missed."""

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
        blocks, empty = _selected(tree, url, settings.link)
    else:
        listing = induce(tree, url)
        blocks = list(listing.blocks)
        empty = no_posts(url, "listing", links=listing.links)
    found = [_entry(block, url, settings) for block in blocks if not _protected(block)]
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
    """What a person's selectors for the date and the next page should have found on the first page and did not."""
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


def _selected(tree: html_tree.Document, url: str, selector: str) -> tuple[list[Block], NothingFound]:
    """A block for each post that the selector finds: links, or elements with a link in them."""
    base, links, matched = base_of(tree, url), [], tree.css(selector)
    for order, node in enumerate(matched):
        inner = node if node.attributes.get("href") else node.css_first("a[href]")
        inner = inner or next((a for a in ancestors(node, 3) if a.tag == "a"), None)
        target = urls.absolute(base, inner.attributes.get("href") or "") if inner is not None else None
        if inner is not None and target:
            heading = any(a.tag in HEADINGS for a in ancestors(inner, 3))
            shown = node if any(a.mem_id == inner.mem_id for a in ancestors(node, 3)) else inner
            links.append(Link(inner, target, tidy(shown.text(separator=" ")), heading, order))
    empty = no_posts(url, "listing", selector, matched=len(matched), addresses=len(links))
    return _blocks(links), empty


def _blocks(links: Sequence[Link]) -> list[Block]:
    """The widest element around each link in which no other post's link stands."""
    above: dict[int, set[str]] = {}
    for link in links:
        for node in (link.node, *ancestors(link.node)):
            above.setdefault(node.mem_id, set()).add(link.url)
    same: dict[str, list[Link]] = {}
    for link in links:
        same.setdefault(link.url, []).append(link)
    out: dict[str, Block] = {}
    for url, (link, *_) in same.items():
        top = link.node
        while top.parent is not None and top.parent.tag not in {"body", "html", "main", "-document"}:
            if len(above[top.parent.mem_id]) > 1:
                break
            top = top.parent
        out[url] = Block(link, (top,), tuple(same[url]))
    return list(out.values())


def _entry(block: Block, index: str, settings: StrategySettings) -> Entry:
    return Entry(
        url=block.link.url,
        method=Method.LISTING,
        index=index,
        title=_title(block, bool(settings.link)),
        published=_date(block, settings.date) if settings.date else date_of(block),
    )


def _protected(block: Block) -> bool:
    """True for the posts that WordPress shows only to those who know a word."""
    marked = (*block.nodes, *ancestors(block.link.node, 4))
    return any("post-password-required" in class_of(n) for n in marked if n.is_element_node)


def _title(block: Block, chosen: bool) -> str | None:
    """A link that a person chose speaks for itself, unless it says `Read more`."""
    if (
        chosen
        and not is_generic(block.link.text)
        and len(block.link.text) <= 200
        and not block.link.node.css_first("h1,h2,h3,h4")
    ):
        return block.link.text
    return title_of(block)


def _date(block: Block, selector: str) -> str | None:
    for top in block.nodes:
        for node in top.css(selector):
            stamp = node.attributes.get("datetime") if node.tag == "time" else None
            written = tidy(stamp or node.text(separator=" "))
            if written:
                return written
    return None
