"""The links of a page → every list of posts that the page may hold.

Links that may be titles are climbed up from until another post would be met: what was climbed is the post's block,
what stands above it the container of the list.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from clusterwatch import html_tree, urls
from clusterwatch.discovery.listing import list_context
from clusterwatch.discovery.listing.links import HEADINGS, Link, ancestors
from clusterwatch.discovery.listing.list_item import Block, is_date
from clusterwatch.vocab import folded, phrases

_HEADLINES = ("news_pages", "event_lists", "seminars", "archive_lists", "asides")  # sets of vocab
_TOPS = frozenset({"body", "html", "-document"})
_STATE = re.compile(
    r"\d|^(first|last|odd|even|active|current|sticky|featured|new|clearfix|has|no|is|category|tag|status|type|format)\b"
)


@dataclass(slots=True)
class PostList:
    """Blocks of one make, and the element that holds them (the first, where there are several)."""

    container: html_tree.Node
    blocks: list[Block]


def candidates(links: Sequence[Link], labels: list_context.Labels) -> list[PostList]:
    """Every list that the page may hold: by headings, by long texts, by whatever links there are."""
    often = Counter(k.url for k in links if len(k.text) < 25 and not k.heading)
    tests: tuple[Callable[[Link], bool], ...] = (
        lambda k: k.heading and not k.generic,
        lambda k: len(k.text) >= 20 or len(k.text.split()) >= 4,
        lambda k: k.generic and often[k.url] <= 2,
        lambda k: often[k.url] <= 2,
    )
    out: dict[tuple[object, ...], PostList] = {}
    for test in tests:
        primary = [k for k in links if test(k)]
        for one in _merged(_lists(primary, links), labels) if primary else ():
            out.setdefault(tuple((b.nodes[0].mem_id, b.link.order) for b in one.blocks), one)
    return list(out.values())


def _lists(primary: Sequence[Link], links: Sequence[Link]) -> list[PostList]:
    """The lists that these links make: blocks with the same parent are one list."""
    addresses: dict[int, set[str]] = defaultdict(set)
    inside: dict[int, list[Link]] = defaultdict(list)
    for link in primary:
        for node in (link.node, *ancestors(link.node)):
            addresses[node.mem_id].add(link.url)
    for link in links:
        for node in ancestors(link.node):
            inside[node.mem_id].append(link)
    found: dict[int, PostList] = {}
    taken: set[int] = set()
    for link in primary:
        top = link.node
        while (
            (above := top.parent) is not None and len(addresses[above.mem_id]) == 1 and above.tag not in _TOPS
        ):
            top = above
        if top.mem_id in taken or top.parent is None:
            continue
        taken.add(top.mem_id)
        group = found.setdefault(top.parent.mem_id, PostList(top.parent, []))
        group.blocks.append(Block(link, (top,), tuple(inside[top.mem_id])))
    for group in found.values():
        group.blocks = [b for b in group.blocks if not _is_furniture(b.nodes[0])] or group.blocks
    out = [part for group in found.values() for part in _split(group)]
    for group in out:
        group.blocks = _once(_with_between(group))
    return out


def _is_furniture(top: html_tree.Node) -> bool:
    """True for a menu, header or footer that has one long link only and so looks like a block among blocks."""
    return top.tag in {"nav", "footer", "aside"} or top.css_first("nav") is not None


def _split(group: PostList) -> list[PostList]:
    """One list a headline, where headlines for news, events or furniture stand between the blocks."""
    tops = {b.nodes[0].mem_id: b for b in group.blocks}
    parts: list[list[Block]] = [[]]
    child = group.container.child
    while child is not None:
        if child.mem_id in tops:
            parts[-1].append(tops[child.mem_id])
        elif parts[-1] and _is_headline(child):
            parts.append([])
        child = child.next
    return [PostList(group.container, blocks) for blocks in parts if blocks]


def _is_headline(node: html_tree.Node) -> bool:
    """True for a heading that says that other things follow: news, events, furniture."""
    return node.tag in HEADINGS and phrases(*_HEADLINES).within(folded(node.text()))


def _once(blocks: Iterable[Block]) -> list[Block]:
    """One block an address, the first."""
    return list({urls.key(b.link.url): b for b in reversed(list(blocks))}.values())[::-1]


def _with_between(group: PostList) -> list[Block]:
    """Where blocks stand bare in their container (headings, terms, links), what is between them belongs to them too."""
    tops = {b.nodes[0].mem_id: n for n, b in enumerate(group.blocks)}
    segments: list[list[html_tree.Node]] = [[]]
    child: html_tree.Node | None = group.blocks[0].nodes[0]
    while child is not None and child.prev is not None and not _is_headline(child.prev):
        child = child.prev  # what stands above the headline of this list is another's
    while child is not None:
        if child.mem_id in tops:
            segments.append([])
        elif _is_headline(child):
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


def _stands_before(segments: Sequence[Sequence[html_tree.Node]]) -> bool:
    """True where the dates stand above the titles."""
    above, below = segments[:-1], segments[1:]
    return sum(bool(_tail(s)) for s in above) > sum(bool(s) and _is_date_node(s[0]) for s in below) or (
        bool(_tail(segments[0])) and not (segments[-1] and _is_date_node(segments[-1][0]))
    )


def _tail(segment: Sequence[html_tree.Node]) -> list[html_tree.Node]:
    """The date at the end of what stands between two titles."""
    return [segment[-1]] if segment and _is_date_node(segment[-1]) else []


def _is_date_node(node: html_tree.Node) -> bool:
    return is_date(" ".join(node.text(separator=" ").split()))


def _merged(lists: list[PostList], labels: list_context.Labels) -> list[PostList]:
    """Lists in containers of one make (the rows of a grid, the months of a year) are one list."""
    groups: dict[tuple[str, str], PostList] = {}
    for one in lists:
        name = folded(labels.of(one.blocks[0].nodes[0]))
        kinds = (
            ("news", phrases("news_pages")),
            ("events", phrases("event_lists", "seminars")),
            ("aside", phrases("archive_lists", "asides")),
        )
        kind = next((kind for kind, what in kinds if what.within(name)), home_of_list(one))
        key = (_make(one), kind)
        groups.setdefault(key, PostList(one.container, [])).blocks.extend(one.blocks)
    for group in groups.values():
        group.blocks = _once(group.blocks)
    return [*groups.values(), *lists] if len(groups) < len(lists) else lists


def _make(one: PostList) -> str:
    """What tells the container of a list from others: tags and lasting classes on the way up, and the blocks' tag."""
    return f"{one.blocks[0].nodes[0].tag}>{way_of(one.container)}"


def way_of(node: html_tree.Node) -> str:
    """The tags and lasting classes of an element and of six above it."""
    return ">".join(f"{one.tag}.{names_of(one)}" for one in (node, *ancestors(node, 6)))


def home_of_list(one: PostList) -> str:
    """The directory in which most posts of a list lie."""
    return Counter(directory(b.link.url) for b in one.blocks).most_common(1)[0][0]


def directory(url: str) -> str:
    """The address up to its last segment, without numbers: what the posts of one index have in common."""
    parts = urlsplit(url)
    return re.sub(
        r"\d+", "#", f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/').rsplit('/', 1)[0]}"
    )


def names_of(node: html_tree.Node) -> str:
    """The lasting classes of an element, sorted."""
    return ".".join(sorted(c for c in (node.attributes.get("class") or "").split() if not _STATE.search(c)))
