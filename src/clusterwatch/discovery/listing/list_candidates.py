"""The links of a page → every list of posts that the page may hold.

From each link that may be a title, the search climbs the tree until the next step would include another post. The
element it reaches is the item of the post, and the parent of that element is the container of the list.
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
from clusterwatch.discovery.listing.list_item import ListItem, is_date
from clusterwatch.vocab import folded, phrases

_HEADLINES = ("news_pages", "event_lists", "seminars", "archive_lists", "asides")  # sets of vocab
_TOPS = frozenset({"body", "html", "-document"})
_STATE = re.compile(
    r"\d|^(first|last|odd|even|active|current|sticky|featured|new|clearfix|has|no|is|category|tag|status|type|format)\b"
)


@dataclass(slots=True)
class ListCandidate:
    """Items of the same markup, and the element that contains them (the first, where there are several)."""

    container: html_tree.Node
    items: list[ListItem]


def list_candidates(links: Sequence[Link], headings: list_context.SectionHeadings) -> list[ListCandidate]:
    """Every list that the page may hold: from headings, from long texts, from all other links."""
    often = Counter(k.url for k in links if len(k.text) < 25 and not k.heading)
    tests: tuple[Callable[[Link], bool], ...] = (
        lambda k: k.heading and not k.generic,
        lambda k: len(k.text) >= 20 or len(k.text.split()) >= 4,
        lambda k: k.generic and often[k.url] <= 2,
        lambda k: often[k.url] <= 2,
    )
    out: dict[tuple[object, ...], ListCandidate] = {}
    for test in tests:
        primary = [k for k in links if test(k)]
        for one in _merged(_grouped(primary, links), headings) if primary else ():
            out.setdefault(tuple((b.nodes[0].mem_id, b.link.order) for b in one.items), one)
    return list(out.values())


def _grouped(primary: Sequence[Link], links: Sequence[Link]) -> list[ListCandidate]:
    """The lists that these links make: items with the same parent are one list."""
    addresses: dict[int, set[str]] = defaultdict(set)
    inside: dict[int, list[Link]] = defaultdict(list)
    for link in primary:
        for node in (link.node, *ancestors(link.node)):
            addresses[node.mem_id].add(link.url)
    for link in links:
        for node in ancestors(link.node):
            inside[node.mem_id].append(link)
    found: dict[int, ListCandidate] = {}
    used: set[int] = set()
    for link in primary:
        top = link.node
        while (
            (above := top.parent) is not None and len(addresses[above.mem_id]) == 1 and above.tag not in _TOPS
        ):
            top = above
        if top.mem_id in used or top.parent is None:
            continue
        used.add(top.mem_id)
        group = found.setdefault(top.parent.mem_id, ListCandidate(top.parent, []))
        group.items.append(ListItem(link, (top,), tuple(inside[top.mem_id])))
    for group in found.values():
        group.items = [b for b in group.items if not _is_boilerplate(b.nodes[0])] or group.items
    out = [part for group in found.values() for part in _split(group)]
    for group in out:
        group.items = _once(_with_between(group))
    return out


def _is_boilerplate(top: html_tree.Node) -> bool:
    """True for a menu, header or footer that has one long link only and so looks like an item of the list."""
    return top.tag in {"nav", "footer", "aside"} or top.css_first("nav") is not None


def _split(group: ListCandidate) -> list[ListCandidate]:
    """One list per headline, where headlines for news, events or boilerplate stand between the items."""
    tops = {b.nodes[0].mem_id: b for b in group.items}
    parts: list[list[ListItem]] = [[]]
    child = group.container.child
    while child is not None:
        if child.mem_id in tops:
            parts[-1].append(tops[child.mem_id])
        elif parts[-1] and _is_headline(child):
            parts.append([])
        child = child.next
    return [ListCandidate(group.container, items) for items in parts if items]


def _is_headline(node: html_tree.Node) -> bool:
    """True for a heading after which other content follows: news, events, boilerplate."""
    return node.tag in HEADINGS and phrases(*_HEADLINES).within(folded(node.text()))


def _once(items: Iterable[ListItem]) -> list[ListItem]:
    """The first item of each address."""
    return list({urls.key(b.link.url): b for b in reversed(list(items))}.values())[::-1]


def _with_between(group: ListCandidate) -> list[ListItem]:
    """The items with the nodes between them, where headings, terms or links stand directly in the container."""
    tops = {b.nodes[0].mem_id: n for n, b in enumerate(group.items)}
    segments: list[list[html_tree.Node]] = [[]]
    child: html_tree.Node | None = group.items[0].nodes[0]
    while child is not None and child.prev is not None and not _is_headline(child.prev):
        child = child.prev  # above the headline of this list, another list ends
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
    if len(segments) != len(group.items) + 1 or sum(map(bool, segments)) * 2 < len(group.items):
        return group.items
    before = _stands_before(segments)
    out = []
    for n, item in enumerate(group.items):
        own = _tail(segments[n]) if before else []
        after = segments[n + 1]
        if before and n + 1 < len(group.items):
            after = after[: len(after) - len(_tail(after))]
        out.append(ListItem(item.link, (*item.nodes, *own, *after), item.links))
    return out


def _stands_before(segments: Sequence[Sequence[html_tree.Node]]) -> bool:
    """True where each date stands above its title."""
    above, below = segments[:-1], segments[1:]
    return sum(bool(_tail(s)) for s in above) > sum(bool(s) and _is_date_node(s[0]) for s in below) or (
        bool(_tail(segments[0])) and not (segments[-1] and _is_date_node(segments[-1][0]))
    )


def _tail(segment: Sequence[html_tree.Node]) -> list[html_tree.Node]:
    """The date at the end of the nodes between two titles."""
    return [segment[-1]] if segment and _is_date_node(segment[-1]) else []


def _is_date_node(node: html_tree.Node) -> bool:
    return is_date(" ".join(node.text(separator=" ").split()))


def _merged(lists: list[ListCandidate], headings: list_context.SectionHeadings) -> list[ListCandidate]:
    """The lists, and those in containers of the same markup (rows of a grid, months of a year) joined into one."""
    groups: dict[tuple[str, str], ListCandidate] = {}
    for one in lists:
        name = folded(headings.of(one.items[0].nodes[0]))
        kinds = (
            ("news", phrases("news_pages")),
            ("events", phrases("event_lists", "seminars")),
            ("aside", phrases("archive_lists", "asides")),
        )
        kind = next((kind for kind, what in kinds if what.within(name)), directory_of_list(one))
        key = (_shape_of(one), kind)
        groups.setdefault(key, ListCandidate(one.container, [])).items.extend(one.items)
    for group in groups.values():
        group.items = _once(group.items)
    return [*groups.values(), *lists] if len(groups) < len(lists) else lists


def _shape_of(one: ListCandidate) -> str:
    """The markup of a list: tags and lasting classes of the container and above, and the tag of the items."""
    return f"{one.items[0].nodes[0].tag}>{path_of(one.container)}"


def path_of(node: html_tree.Node) -> str:
    """The tags and lasting classes of an element and of six above it."""
    return ">".join(f"{one.tag}.{lasting_classes(one)}" for one in (node, *ancestors(node, 6)))


def directory_of_list(one: ListCandidate) -> str:
    """The directory of most posts of a list."""
    return Counter(directory(b.link.url) for b in one.items).most_common(1)[0][0]


def directory(url: str) -> str:
    """The address up to its last segment, without numbers: the posts of one index have it in common."""
    parts = urlsplit(url)
    return re.sub(
        r"\d+", "#", f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/').rsplit('/', 1)[0]}"
    )


def lasting_classes(node: html_tree.Node) -> str:
    """The lasting classes of an element, sorted."""
    return ".".join(sorted(c for c in (node.attributes.get("class") or "").split() if not _STATE.search(c)))
