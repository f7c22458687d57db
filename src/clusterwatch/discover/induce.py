"""A listing page → the blocks of its posts, found without selectors.

Links that may be titles are climbed up from until another post would be met: what was climbed is the post's block,
what stands above it the container of the list. Lists are then weighed by what their blocks look like and where they stand.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import mean
from urllib.parse import urlsplit

from clusterwatch import dom, urls
from clusterwatch.discover import place, posts_only, words
from clusterwatch.discover.block import Block, date_of, is_date, title_of
from clusterwatch.discover.links import HEADINGS, Link, ancestors, gather
from clusterwatch.text import fold

_ENOUGH = 0.55  # the least an average block must weigh to be taken for a post
_SURE = 1.5  # a list of this weight needs no other opinion
_STATE = re.compile(r"\d|^(first|last|odd|even|active|current|sticky|featured|new|clearfix|has|no|is|category|tag|status|type|format)\b")


@dataclass(frozen=True, slots=True)
class Listing:
    """The blocks of a list of posts; `where` is a path to its container, for people; `links` how many links were weighed."""

    blocks: tuple[Block, ...]
    where: str
    links: int
    weight: float = 0.0


def induce(tree: dom.Document, url: str) -> Listing:
    """The list of posts on a page; without blocks where there is none."""
    everything = gather(tree, url)
    likely = [k for k in everything if not posts_only.unlikely(k.url, url)]
    about_events = bool(set(posts_only.segments(url)) & words.EVENT_SEGMENTS)
    found = _best(likely, url, about_events)
    if found.weight < _SURE and len(likely) < len(everything):
        found = max(found, _best(everything, url, about_events), key=lambda one: one.weight)
    return replace(found, links=len(everything))


def _best(links: Sequence[Link], url: str, about_events: bool) -> Listing:
    lists = [c for c in _candidates(links) if c.blocks]
    weighed = [(_weigh(c, url, about_events), c) for c in lists]
    weight, best = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or weight <= 0:
        return Listing((), "", 0)
    return Listing(tuple(_with_neighbours(best, lists, links)), place.path(best.container), 0, weight)


@dataclass(slots=True)
class _List:
    container: dom.Node
    blocks: list[Block]


def _candidates(links: Sequence[Link]) -> list[_List]:
    """Every list that the page may hold: by headings, by long texts, by whatever links there are."""
    often = Counter(k.url for k in links if len(k.text) < 25 and not k.heading)
    tests: tuple[Callable[[Link], bool], ...] = (
        lambda k: k.heading and not k.generic,
        lambda k: len(k.text) >= 20 or len(k.text.split()) >= 4,
        lambda k: k.generic and often[k.url] <= 2,
        lambda k: often[k.url] <= 2,
    )
    out: list[_List] = []
    for test in tests:
        primary = [k for k in links if test(k)]
        if primary:
            out += _merged(_lists(primary, links))
    return out


def _lists(primary: Sequence[Link], links: Sequence[Link]) -> list[_List]:
    """The lists that these links make: blocks with the same parent are one list."""
    addresses: dict[int, set[str]] = defaultdict(set)
    inside: dict[int, list[Link]] = defaultdict(list)
    for link in primary:
        for node in (link.node, *ancestors(link.node)):
            addresses[node.mem_id].add(link.url)
    for link in links:
        for node in ancestors(link.node):
            inside[node.mem_id].append(link)
    found: dict[int, _List] = {}
    taken: set[int] = set()
    for link in primary:
        top = link.node
        while top.parent is not None and top.parent.tag not in {"body", "html", "-document"} and len(addresses[top.parent.mem_id]) == 1:
            top = top.parent
        if top.mem_id in taken or top.parent is None:
            continue
        taken.add(top.mem_id)
        group = found.setdefault(top.parent.mem_id, _List(top.parent, []))
        group.blocks.append(Block(link, (top,), tuple(inside[top.mem_id])))
    out = [part for group in found.values() for part in _split(group)]
    for group in out:
        group.blocks = _once(_with_between(group))
    return out


def _split(group: _List) -> list[_List]:
    """One list a headline, where headlines for news, events or furniture stand between the blocks."""
    tops = {b.nodes[0].mem_id: b for b in group.blocks}
    parts: list[list[Block]] = [[]]
    child = group.container.child
    while child is not None:
        if child.mem_id in tops:
            parts[-1].append(tops[child.mem_id])
        elif child.tag in HEADINGS and parts[-1]:
            if place.says(fold(child.text()), words.NEWS | words.EVENTS | words.ASIDE):
                parts.append([])
        child = child.next
    return [_List(group.container, blocks) for blocks in parts if blocks]


def _once(blocks: Iterable[Block]) -> list[Block]:
    """One block an address, the first."""
    return list({urls.key(b.link.url): b for b in reversed(list(blocks))}.values())[::-1]


def _with_between(group: _List) -> list[Block]:
    """Where blocks stand bare in their container (headings, terms, links), what is between them belongs to them too."""
    tops = {b.nodes[0].mem_id: n for n, b in enumerate(group.blocks)}
    segments: list[list[dom.Node]] = [[]]
    child = group.container.child
    while child is not None:
        if child.mem_id in tops:
            segments.append([])
        elif child.tag in HEADINGS and place.says(fold(child.text()), words.NEWS | words.EVENTS | words.ASIDE):
            if len(segments) > len(tops):
                break
            segments[-1].clear()
        elif child.tag != "-comment" and not child.is_empty_text_node:
            segments[-1].append(child)
        child = child.next
    if len(segments) != len(group.blocks) + 1 or sum(map(bool, segments)) * 2 < len(group.blocks):
        return group.blocks
    before = _stands_before(segments)
    out = []
    for n, block in enumerate(group.blocks):
        own = _tail(segments[n]) if before else []
        after = segments[n + 1]
        if before and n + 1 < len(group.blocks):
            after = after[: len(after) - len(_tail(after))]
        out.append(Block(block.link, (*block.nodes, *own, *after), block.links))
    return out


def _stands_before(segments: Sequence[Sequence[dom.Node]]) -> bool:
    """True where the dates stand above the titles."""
    above, below = segments[:-1], segments[1:]
    return sum(bool(_tail(s)) for s in above) > sum(bool(s) and _is_date_node(s[0]) for s in below) or (
        bool(_tail(segments[0])) and not (segments[-1] and _is_date_node(segments[-1][0]))
    )


def _tail(segment: Sequence[dom.Node]) -> list[dom.Node]:
    """The date at the end of what stands between two titles."""
    return [segment[-1]] if segment and _is_date_node(segment[-1]) else []


def _is_date_node(node: dom.Node) -> bool:
    return is_date(" ".join(node.text(separator=" ").split()))


def _merged(lists: list[_List]) -> list[_List]:
    """Lists in containers of one make (the rows of a grid, the months of a year) are one list."""
    groups: dict[tuple[str, str], _List] = {}
    for one in lists:
        name = fold(place.label(one.blocks[0].nodes[0]))
        kind = "news" if place.says(name, words.NEWS) else "events" if place.says(name, words.EVENTS) else "aside"
        kind = kind if place.says(name, words.NEWS | words.EVENTS | words.ASIDE) else ""
        key = (_make(one), kind or _directory(one))
        if key in groups:
            groups[key].blocks = _once([*groups[key].blocks, *one.blocks])
        else:
            groups[key] = _List(one.container, list(one.blocks))
    return [*groups.values(), *lists] if len(groups) < len(lists) else lists


def _make(one: _List) -> str:
    """What tells the container of a list from others: tags and lasting classes on the way up, and the blocks' tag."""
    return f"{one.blocks[0].nodes[0].tag}>{_way(one.container)}"


def _way(node: dom.Node) -> str:
    """The tags and lasting classes of an element and of six above it."""
    steps = []
    for one in (node, *ancestors(node, 6)):
        steps.append(f"{one.tag}.{_names(one)}")
    return ">".join(steps)


def _directory(one: _List) -> str:
    return Counter(directory(b.link.url) for b in one.blocks).most_common(1)[0][0]


def directory(url: str) -> str:
    """The address up to its last segment, without numbers: what the posts of one index have in common."""
    parts = urlsplit(url)
    return re.sub(r"\d+", "#", f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/').rsplit('/', 1)[0]}")


def _weigh(one: _List, url: str, about_events: bool) -> float:
    """How much a list looks like a page's posts; 0 for what cannot be one."""
    each = [_worth(b, url) for b in one.blocks]
    average = mean(each)
    if average < _ENOUGH:
        return 0.0
    titles = [fold(title_of(b) or "") for b in one.blocks]
    if len(set(titles)) * 2 <= len(titles):
        return 0.0
    standing = place.standing([b.nodes[0] for b in one.blocks], about_events)
    number = len(one.blocks)
    if number == 1 and average < 1.2:
        return 0.0
    return average * math.log2(1 + min(number, 60)) * standing


def _worth(block: Block, url: str) -> float:
    """What speaks for a block being a post: a title of several words, a heading, a date, a teaser, its address."""
    title = title_of(block) or ""
    count = len(title.split())
    value = 0.0 if count < 2 else 0.3 if count < 4 else 0.55
    value += 0.25 if block.link.heading else 0.0
    value += 0.5 if date_of(block) else 0.0
    text = sum(len(n.text(deep=True)) for n in block.nodes)
    value += 0.2 if text > len(title) + 60 else 0.0
    parts, own = posts_only.segments(block.link.url), posts_only.segments(url)
    if own and parts[: len(own)] == own and len(parts) > len(own):
        value += 0.3
    elif any(p in words.NEWS_PATH for p in parts[:-1]):
        value += 0.2
    last = parts[-1] if parts else ""
    if len(re.findall(r"[^\W_]+", last)) >= 4 or re.search(r"\d", f"{last}{urlsplit(block.link.url).query}"):
        value += 0.2
    return value


def _with_neighbours(best: _List, lists: Sequence[_List], links: Sequence[Link]) -> list[Block]:
    """The list, with the posts shown larger above it, those alone in a row, and those whose titles are short."""
    taken = _Taken(best)
    for row in _rows(best):
        if not taken.has(row):
            taken.add(_main_block(row, links, taken))
    dated = sum(bool(date_of(b)) for b in best.blocks) * 2 > len(best.blocks)
    for block in (b for other in lists for b in other.blocks):
        top = block.nodes[0]
        if taken.has(block.link.node) or directory(block.link.url) != taken.home or not place.near(best.container, top):
            continue
        alone = any(_way(n) in taken.ways for n in (block.link.node, *_up_to(block.link.node, top)))
        if alone or (block.link.heading and (bool(date_of(block)) or not dated)):
            taken.add(block)
    return sorted(taken.blocks, key=lambda b: b.link.order)


class _Taken:
    """The blocks of a list as it grows; no element and no address is taken twice."""

    def __init__(self, best: _List) -> None:
        self.blocks = list(best.blocks)
        self.home = _directory(best)
        self.ways = {_way(b.nodes[0].parent) for b in best.blocks if b.nodes[0].parent is not None}
        self._nodes = {b.nodes[0].mem_id for b in best.blocks}
        self._keys = {urls.key(b.link.url) for b in best.blocks}

    def has(self, node: dom.Node) -> bool:
        """True when an element lies in a block, or has one in it."""
        return any(n.mem_id in self._nodes for n in (node, *ancestors(node)))

    def add(self, block: Block | None) -> None:
        """Take a block that has a title and an address that is new."""
        if block is None or urls.key(block.link.url) in self._keys or not title_of(block):
            return
        self.blocks.append(block)
        self._keys.add(urls.key(block.link.url))
        self._nodes.add(block.nodes[0].mem_id)


def _rows(best: _List) -> list[dom.Node]:
    """The elements of the list's containers that are made like its blocks."""
    makes = {(b.nodes[0].tag, _names(b.nodes[0])) for b in best.blocks}
    parents = {b.nodes[0].parent.mem_id: b.nodes[0].parent for b in best.blocks if b.nodes[0].parent is not None}
    children = (c for p in parents.values() for c in p.iter())
    return [c for c in children if c.tag != "a" and (c.tag, _names(c)) in makes]


def _main_block(row: dom.Node, links: Sequence[Link], taken: _Taken) -> Block | None:
    """The block of a row by its likeliest link: a heading, else one that lies where the other posts lie."""
    inside = [k for k in links if any(a.mem_id == row.mem_id for a in ancestors(k.node))]
    wanted = [k for k in inside if directory(k.url) == taken.home] or [k for k in inside if k.heading]
    best = next((k for k in wanted if k.heading), wanted[0] if wanted else None)
    return Block(best, (row,), tuple(inside)) if best else None


def _names(node: dom.Node) -> str:
    """The lasting classes of an element, sorted."""
    return ".".join(sorted(c for c in (node.attributes.get("class") or "").split() if not _STATE.search(c)))


def _up_to(node: dom.Node, top: dom.Node) -> Iterable[dom.Node]:
    """The elements from above `node` to `top`, a row that has only this one block."""
    if node.mem_id == top.mem_id:
        return
    for parent in ancestors(node):
        yield parent
        if parent.mem_id == top.mem_id:
            return
