"""A listing page → the items of its posts, found without selectors.

Every list that the page may hold gets a score from its items and from its place on the page; the best one is taken.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import mean
from urllib.parse import urlsplit

from clusterwatch import html_tree, urls
from clusterwatch.discovery.listing import list_context, url_filter
from clusterwatch.discovery.listing.links import Link, ancestors, gather
from clusterwatch.discovery.listing.list_candidates import (
    ListCandidate,
    directory,
    directory_of_list,
    lasting_classes,
    list_candidates,
    path_of,
)
from clusterwatch.discovery.listing.list_item import ListItem, date_of, is_date, title_of
from clusterwatch.text import fold
from clusterwatch.vocab import folded, phrases, slugs

_ENOUGH = 0.55  # the lowest average score of items that can be posts
_SURE = 1.5  # a list with this score is taken without a second search


@dataclass(frozen=True, slots=True)
class DetectedList:
    """The items of a list of posts; `links` is how many links of the page were considered."""

    items: tuple[ListItem, ...]
    links: int
    weight: float = 0.0


def detect_list(tree: html_tree.Document, url: str) -> DetectedList:
    """The list of posts on a page; without items where there is none."""
    everything = gather(tree, url)
    likely = _outside_bodies([k for k in everything if not url_filter.unlikely(k.url, url)])
    about_events = bool(set(url_filter.segments(url)) & slugs("event_lists", "event_paths"))
    headings = list_context.SectionHeadings()
    found = _best(likely, url, about_events, headings)
    if found.weight < _SURE and len(likely) < len(everything):
        found = max(found, _best(everything, url, about_events, headings), key=lambda one: one.weight)
    return replace(found, links=len(everything))


def _outside_bodies(links: Sequence[Link]) -> list[Link]:
    """The links that are not in the text of a post, where a page shows full posts, each in an `article`."""
    within = {k.order: next((a.mem_id for a in ancestors(k.node) if a.tag == "article"), None) for k in links}
    headed: dict[int, set[str]] = {}
    for link in links:
        article = within[link.order]
        if article is not None and link.heading and len(link.text.split()) >= 3:
            headed.setdefault(article, set()).add(urls.key(link.url))
    whole = {article: keys for article, keys in headed.items() if len(keys) == 1}
    if len(whole) < 2:
        return list(links)
    return [
        k for k in links if (titles := whole.get(within[k.order] or 0)) is None or urls.key(k.url) in titles
    ]


def _best(
    links: Sequence[Link], url: str, about_events: bool, headings: list_context.SectionHeadings
) -> DetectedList:
    lists = list_candidates(links, headings)
    scored = [(_list_score(c, url, about_events, headings), c) for c in lists]
    weight, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or weight <= 0:
        return DetectedList((), 0)
    return DetectedList(tuple(_with_neighbours(best, lists, links, headings)), 0, weight)


def _list_score(
    one: ListCandidate, url: str, about_events: bool, headings: list_context.SectionHeadings
) -> float:
    """How much a list looks like the posts of a page; 0 for a list that cannot be that."""
    each = [_item_score(b, url) for b in one.items]
    average = mean(each)
    if average < _ENOUGH:
        return 0.0
    titles = [fold(title_of(b) or "") for b in one.items]
    if len(set(titles)) * 2 <= len(titles):
        return 0.0
    standing = list_context.context_factor([b.nodes[0] for b in one.items], about_events, headings)
    number = len(one.items)
    if number == 1 and (average < 1.2 or not date_of(one.items[0])):
        return 0.0
    return average * math.log2(1 + min(number, 60)) * standing


def _item_score(item: ListItem, url: str) -> float:
    """How much an item looks like a post: by its title, heading, date, teaser and address."""
    title = title_of(item) or ""
    count = len(title.split())
    value = 0.0 if count < 2 else 0.3 if count < 4 else 0.55
    value += 0.25 if item.link.heading else -0.4 if _in_running_text(item.link) else 0.0
    value += 0.5 if date_of(item) else 0.0
    text = sum(len(n.text(deep=True)) for n in item.nodes)
    value += 0.2 if text > len(title) + 60 else 0.0
    parts, own = url_filter.segments(item.link.url), url_filter.segments(url)
    if own and parts[: len(own)] == own and len(parts) > len(own):
        value += 0.3
    elif not url_filter.news_segments().isdisjoint(parts[:-1]):
        value += 0.2
    last = parts[-1] if parts else ""
    if len(re.findall(r"[^\W_]+", last)) >= 4 or re.search(r"\d", f"{last}{urlsplit(item.link.url).query}"):
        value += 0.2
    return value


def _in_running_text(link: Link) -> bool:
    """True when text of the same sentence precedes the link, so that it is a reference and not a title."""
    before = link.node.prev
    if before is None or before.tag != "-text" or link.generic:
        return False
    text = before.text().strip()
    return len(text) >= 15 and text[-1] not in ".:–—|-" and not is_date(text)


def _with_neighbours(
    best: ListCandidate,
    lists: Sequence[ListCandidate],
    links: Sequence[Link],
    headings: list_context.SectionHeadings,
) -> list[ListItem]:
    """The list, with posts that are shown larger above it, stand alone in a row, or have short titles."""
    growing = _GrowingList(best)
    rows = [row for row in _rows(best, headings) if not growing.has(row)]
    inside: dict[int, list[Link]] = {row.mem_id: [] for row in rows}
    for link in links:
        for above in ancestors(link.node):
            if above.mem_id in inside:
                inside[above.mem_id].append(link)
    for row in rows:
        growing.add(_main_item(row, inside[row.mem_id], growing))
    dated = sum(bool(date_of(b)) for b in best.items) * 2 > len(best.items)
    for item in (b for other in lists for b in other.items):
        top = item.nodes[0]
        if (
            growing.has(item.link.node)
            or directory(item.link.url) != growing.directory
            or not list_context.in_same_section(best.container, top, headings)
        ):
            continue
        alone = any(path_of(n) in growing.paths for n in (item.link.node, *_up_to(item.link.node, top)))
        if alone or (item.link.heading and (bool(date_of(item)) or not dated)):
            growing.add(item)
    return sorted(growing.items, key=lambda b: b.link.order)


class _GrowingList:
    """The items of a list as it grows. No element and no address is taken twice."""

    def __init__(self, best: ListCandidate) -> None:
        self.items = list(best.items)
        self.directory = directory_of_list(best)
        self.paths = {path_of(b.nodes[0].parent) for b in best.items if b.nodes[0].parent is not None}
        self._nodes = {b.nodes[0].mem_id for b in best.items}
        self._keys = {urls.key(b.link.url) for b in best.items}

    def has(self, node: html_tree.Node) -> bool:
        """True when an element lies in an item or contains one."""
        return any(n.mem_id in self._nodes for n in (node, *ancestors(node)))

    def add(self, item: ListItem | None) -> None:
        """Take an item that has a title and an address that is new."""
        if item is None or urls.key(item.link.url) in self._keys or not title_of(item):
            return
        self.items.append(item)
        self._keys.add(urls.key(item.link.url))
        self._nodes.add(item.nodes[0].mem_id)


def _rows(best: ListCandidate, headings: list_context.SectionHeadings) -> list[html_tree.Node]:
    """The elements in the containers of the list that have the tag and classes of its items."""
    makes = {(b.nodes[0].tag, lasting_classes(b.nodes[0])) for b in best.items}
    parents = {
        b.nodes[0].parent.mem_id: b.nodes[0].parent for b in best.items if b.nodes[0].parent is not None
    }
    children = (c for p in parents.values() for c in p.iter())
    alike = [c for c in children if c.tag != "a" and (c.tag, lasting_classes(c)) in makes]
    other = phrases("event_lists", "seminars", "archive_lists", "asides")
    if other.within(folded(headings.of(best.items[0].nodes[0]))):
        return alike
    return [c for c in alike if not other.within(folded(headings.of(c)))]


def _main_item(row: html_tree.Node, inside: Sequence[Link], growing: _GrowingList) -> ListItem | None:
    """The item of a row by its likeliest link: a heading, else one in the directory of the other posts."""
    wanted = [k for k in inside if directory(k.url) == growing.directory] or [k for k in inside if k.heading]
    best = next((k for k in wanted if k.heading), wanted[0] if wanted else None)
    return ListItem(best, (row,), tuple(inside)) if best else None


def _up_to(node: html_tree.Node, top: html_tree.Node) -> Iterable[html_tree.Node]:
    """The elements above `node` up to `top`, which contains this one item only."""
    if node.mem_id == top.mem_id:
        return
    for parent in ancestors(node):
        yield parent
        if parent.mem_id == top.mem_id:
            return
