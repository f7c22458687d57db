"""A listing page → the blocks of its posts, found without selectors.

Every list that the page may hold is weighed by what its blocks look like and where it stands; the heaviest is taken.
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
    PostList,
    candidates,
    directory,
    home_of_list,
    names_of,
    way_of,
)
from clusterwatch.discovery.listing.list_item import Block, date_of, is_date, title_of
from clusterwatch.text import fold
from clusterwatch.vocab import folded, phrases, slugs

_ENOUGH = 0.55  # the least an average block must weigh to be taken for a post
_SURE = 1.5  # a list of this weight needs no other opinion


@dataclass(frozen=True, slots=True)
class Listing:
    """The blocks of a list of posts; `links` is how many links of the page were weighed."""

    blocks: tuple[Block, ...]
    links: int
    weight: float = 0.0


def induce(tree: html_tree.Document, url: str) -> Listing:
    """The list of posts on a page; without blocks where there is none."""
    everything = gather(tree, url)
    likely = _outside_bodies([k for k in everything if not url_filter.unlikely(k.url, url)])
    about_events = bool(set(url_filter.segments(url)) & slugs("event_lists", "event_paths"))
    labels = list_context.Labels()
    found = _best(likely, url, about_events, labels)
    if found.weight < _SURE and len(likely) < len(everything):
        found = max(found, _best(everything, url, about_events, labels), key=lambda one: one.weight)
    return replace(found, links=len(everything))


def _outside_bodies(links: Sequence[Link]) -> list[Link]:
    """The links without those in the text of posts, where a page shows whole posts, an `article` each."""
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


def _best(links: Sequence[Link], url: str, about_events: bool, labels: list_context.Labels) -> Listing:
    lists = candidates(links, labels)
    weighed = [(_weigh(c, url, about_events, labels), c) for c in lists]
    weight, best = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or weight <= 0:
        return Listing((), 0)
    return Listing(tuple(_with_neighbours(best, lists, links, labels)), 0, weight)


def _weigh(one: PostList, url: str, about_events: bool, labels: list_context.Labels) -> float:
    """How much a list looks like a page's posts; 0 for what cannot be one."""
    each = [_worth(b, url) for b in one.blocks]
    average = mean(each)
    if average < _ENOUGH:
        return 0.0
    titles = [fold(title_of(b) or "") for b in one.blocks]
    if len(set(titles)) * 2 <= len(titles):
        return 0.0
    standing = list_context.standing([b.nodes[0] for b in one.blocks], about_events, labels)
    number = len(one.blocks)
    if number == 1 and (average < 1.2 or not date_of(one.blocks[0])):
        return 0.0
    return average * math.log2(1 + min(number, 60)) * standing


def _worth(block: Block, url: str) -> float:
    """What speaks for a block being a post: a title of several words, a heading, a date, a teaser, its address."""
    title = title_of(block) or ""
    count = len(title.split())
    value = 0.0 if count < 2 else 0.3 if count < 4 else 0.55
    value += 0.25 if block.link.heading else -0.4 if _in_running_text(block.link) else 0.0
    value += 0.5 if date_of(block) else 0.0
    text = sum(len(n.text(deep=True)) for n in block.nodes)
    value += 0.2 if text > len(title) + 60 else 0.0
    parts, own = url_filter.segments(block.link.url), url_filter.segments(url)
    if own and parts[: len(own)] == own and len(parts) > len(own):
        value += 0.3
    elif not url_filter.news_segments().isdisjoint(parts[:-1]):
        value += 0.2
    last = parts[-1] if parts else ""
    if len(re.findall(r"[^\W_]+", last)) >= 4 or re.search(r"\d", f"{last}{urlsplit(block.link.url).query}"):
        value += 0.2
    return value


def _in_running_text(link: Link) -> bool:
    """True when a sentence leads to the link: a reference, not a title."""
    before = link.node.prev
    if before is None or before.tag != "-text" or link.generic:
        return False
    text = before.text().strip()
    return len(text) >= 15 and text[-1] not in ".:–—|-" and not is_date(text)


def _with_neighbours(
    best: PostList, lists: Sequence[PostList], links: Sequence[Link], labels: list_context.Labels
) -> list[Block]:
    """The list, with the posts shown larger above it, those alone in a row, and those whose titles are short."""
    taken = _Taken(best)
    rows = [row for row in _rows(best, labels) if not taken.has(row)]
    inside: dict[int, list[Link]] = {row.mem_id: [] for row in rows}
    for link in links:
        for above in ancestors(link.node):
            if above.mem_id in inside:
                inside[above.mem_id].append(link)
    for row in rows:
        taken.add(_main_block(row, inside[row.mem_id], taken))
    dated = sum(bool(date_of(b)) for b in best.blocks) * 2 > len(best.blocks)
    for block in (b for other in lists for b in other.blocks):
        top = block.nodes[0]
        if (
            taken.has(block.link.node)
            or directory(block.link.url) != taken.home
            or not list_context.near(best.container, top, labels)
        ):
            continue
        alone = any(
            way_of(n) in taken.score_strategies for n in (block.link.node, *_up_to(block.link.node, top))
        )
        if alone or (block.link.heading and (bool(date_of(block)) or not dated)):
            taken.add(block)
    return sorted(taken.blocks, key=lambda b: b.link.order)


class _Taken:
    """The blocks of a list as it grows; no element and no address is taken twice."""

    def __init__(self, best: PostList) -> None:
        self.blocks = list(best.blocks)
        self.home = home_of_list(best)
        self.score_strategies = {
            way_of(b.nodes[0].parent) for b in best.blocks if b.nodes[0].parent is not None
        }
        self._nodes = {b.nodes[0].mem_id for b in best.blocks}
        self._keys = {urls.key(b.link.url) for b in best.blocks}

    def has(self, node: html_tree.Node) -> bool:
        """True when an element lies in a block, or has one in it."""
        return any(n.mem_id in self._nodes for n in (node, *ancestors(node)))

    def add(self, block: Block | None) -> None:
        """Take a block that has a title and an address that is new."""
        if block is None or urls.key(block.link.url) in self._keys or not title_of(block):
            return
        self.blocks.append(block)
        self._keys.add(urls.key(block.link.url))
        self._nodes.add(block.nodes[0].mem_id)


def _rows(best: PostList, labels: list_context.Labels) -> list[html_tree.Node]:
    """The elements of the list's containers that are made like its blocks."""
    makes = {(b.nodes[0].tag, names_of(b.nodes[0])) for b in best.blocks}
    parents = {
        b.nodes[0].parent.mem_id: b.nodes[0].parent for b in best.blocks if b.nodes[0].parent is not None
    }
    children = (c for p in parents.values() for c in p.iter())
    alike = [c for c in children if c.tag != "a" and (c.tag, names_of(c)) in makes]
    other = phrases("event_lists", "seminars", "archive_lists", "asides")
    if other.within(folded(labels.of(best.blocks[0].nodes[0]))):
        return alike
    return [c for c in alike if not other.within(folded(labels.of(c)))]


def _main_block(row: html_tree.Node, inside: Sequence[Link], taken: _Taken) -> Block | None:
    """The block of a row by its likeliest link: a heading, else one that lies where the other posts lie."""
    wanted = [k for k in inside if directory(k.url) == taken.home] or [k for k in inside if k.heading]
    best = next((k for k in wanted if k.heading), wanted[0] if wanted else None)
    return Block(best, (row,), tuple(inside)) if best else None


def _up_to(node: html_tree.Node, top: html_tree.Node) -> Iterable[html_tree.Node]:
    """The elements from above `node` to `top`, a row that has only this one block."""
    if node.mem_id == top.mem_id:
        return
    for parent in ancestors(node):
        yield parent
        if parent.mem_id == top.mem_id:
            return
