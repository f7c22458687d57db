"""The links of a page → every list of posts that the page may hold.

From each link that may be a title, the search climbs the tree until the next step would include another post. The
element it reaches is the item of the post, and the parent of that element is the container of the list.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from clusterwatch import html_tree
from clusterwatch.discovery.listing import list_context
from clusterwatch.discovery.listing.links import Alone, Link
from clusterwatch.discovery.listing.list_item import LONGEST_DATE, ListItem, is_date
from clusterwatch.discovery.listing.outline import Outline
from clusterwatch.html_tree import HEADINGS
from clusterwatch.vocab import folded, phrases

_HEADLINES = ("news_pages", "event_lists", "seminars", "archive_lists", "asides")  # sets of vocab
_HEADLINE = 400  # letters: a longer heading has more than seven words
_TOPS = frozenset({"body", "html", "-document"})


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
    grouped: list[Sequence[Link]] = []
    for test in tests:
        primary = [k for k in links if test(k)]
        if not primary or primary in grouped:
            continue
        grouped.append(primary)
        for one in _merged(_Grouping(primary, links, headings.outline).lists(), headings):
            out.setdefault(tuple((b.nodes[0].mem_id, b.link.order) for b in one.items), one)
    return list(out.values())


class _Grouping:
    """The lists that some links of the page make: items with the same parent are one list.

    `primary` are the links that may be titles, `links` are all links.
    """

    def __init__(self, primary: Sequence[Link], links: Sequence[Link], outline: Outline) -> None:
        self._primary, self._links, self._outline = primary, links, outline
        self._alone = Alone(primary, _TOPS)

    def lists(self) -> list[ListCandidate]:
        """The lists; an item that stands in the list twice is taken once."""
        inside: dict[int, list[Link]] = defaultdict(list)
        for link in self._links:
            if (top := self._alone.widest(link.node)) is not None:
                inside[top.mem_id].append(link)
        found: dict[int, ListCandidate] = {}
        used: set[int] = set()
        for link in self._primary:
            top = self._alone.widest(link.node)
            if top is None or top.mem_id in used or top.parent is None:
                continue
            used.add(top.mem_id)
            group = found.setdefault(top.parent.mem_id, ListCandidate(top.parent, []))
            group.items.append(ListItem(self._outline, link, (top,), tuple(inside[top.mem_id])))
        for group in found.values():
            group.items = [b for b in group.items if not _is_boilerplate(b.nodes[0])] or group.items
        out = [part for group in found.values() for part in _split(group, self._outline)]
        for group in out:
            group.items = _once(self._with_between(group))
        return out

    def _with_between(self, group: ListCandidate) -> list[ListItem]:
        """The items with the nodes between them, where headings, terms or links stand directly in the container."""
        segments = _segments(group, self._outline)
        if len(segments) != len(group.items) + 1 or sum(map(bool, segments)) * 2 < len(group.items):
            return group.items
        before = _stands_before(segments, self._outline)
        out = []
        for number, item in enumerate(group.items):
            own = _tail(segments[number], self._outline) if before else []
            after = segments[number + 1]
            if before and number + 1 < len(group.items):
                after = after[: len(after) - len(_tail(after, self._outline))]
            # A node with links to other posts is a list within the list, and is read for itself as well.
            between = [n for n in (*own, *after) if not self._alone.has_links(n) or self._outline.again(n)]
            out.append(ListItem(self._outline, item.link, (*item.nodes, *between), item.links))
        return out


def _is_boilerplate(top: html_tree.Node) -> bool:
    """True for a menu, header or footer that has one long link only and so looks like an item of the list."""
    return top.tag in {"nav", "footer", "aside"} or top.css_first("nav") is not None


def _split(group: ListCandidate, outline: Outline) -> list[ListCandidate]:
    """One list per headline, where headlines for news, events or boilerplate stand between the items."""
    tops = {b.nodes[0].mem_id: b for b in group.items}
    parts: list[list[ListItem]] = [[]]
    child = group.container.child
    while child is not None:
        if child.mem_id in tops:
            parts[-1].append(tops[child.mem_id])
        elif parts[-1] and _is_headline(child, outline):
            parts.append([])
        child = child.next
    return [ListCandidate(group.container, items) for items in parts if items]


def _is_headline(node: html_tree.Node, outline: Outline) -> bool:
    """True for a heading after which other content follows: news, events, boilerplate."""
    return node.tag in HEADINGS and phrases(*_HEADLINES).within(
        folded(outline.text(node, _HEADLINE, "") or "")
    )


def _once(items: Iterable[ListItem]) -> list[ListItem]:
    """The first item of each address."""
    return list({b.link.key: b for b in reversed(list(items))}.values())[::-1]


def _segments(group: ListCandidate, outline: Outline) -> list[list[html_tree.Node]]:
    """The nodes before the first item of a list, after it, after the second item and so on."""
    tops = {b.nodes[0].mem_id: n for n, b in enumerate(group.items)}
    segments: list[list[html_tree.Node]] = [[]]
    child: html_tree.Node | None = group.items[0].nodes[0]
    while child is not None and child.prev is not None and not _is_headline(child.prev, outline):
        child = child.prev  # above the headline of this list, another list ends
    while child is not None:
        if child.mem_id in tops:
            segments.append([])
        elif _is_headline(child, outline):
            if len(segments) > len(tops):
                break
            segments[-1].clear()
        elif child.tag != "-comment" and not child.is_empty_text_node:
            segments[-1].append(child)
        child = child.next
    return segments


def _stands_before(segments: Sequence[Sequence[html_tree.Node]], outline: Outline) -> bool:
    """True when each date stands above its title."""
    above, below = segments[:-1], segments[1:]
    dated_below = sum(bool(s) and _is_date_node(s[0], outline) for s in below)
    return sum(bool(_tail(s, outline)) for s in above) > dated_below or (
        bool(_tail(segments[0], outline)) and not (segments[-1] and _is_date_node(segments[-1][0], outline))
    )


def _tail(segment: Sequence[html_tree.Node], outline: Outline) -> list[html_tree.Node]:
    """The date at the end of the nodes between two titles."""
    return [segment[-1]] if segment and _is_date_node(segment[-1], outline) else []


def _is_date_node(node: html_tree.Node, outline: Outline) -> bool:
    return is_date(outline.text(node, LONGEST_DATE) or "")


def _merged(lists: list[ListCandidate], headings: list_context.SectionHeadings) -> list[ListCandidate]:
    """The lists, and those in containers of the same markup (rows of a grid, months of a year) joined into one.

    The dated lists in the panes of tabs are one list too, apart from events.
    """
    groups: dict[tuple[str, str], ListCandidate] = {}
    kinds = (
        ("news", phrases("news_pages")),
        ("events", phrases("event_lists", "seminars")),
        ("aside", phrases("archive_lists", "asides")),
    )
    for one in lists:
        first = one.items[0].nodes[0]
        tab = headings.tab_of(first)
        name = folded(tab or headings.of(first))
        kind = next((kind for kind, what in kinds if what.within(name)), directory_of_list(one))
        dated = sum(bool(item.date) for item in one.items)
        if tab and kind not in {"events", "aside"} and dated * 2 > len(one.items):
            kind = "panes"
        key = (_shape_of(one), kind)
        groups.setdefault(key, ListCandidate(one.container, [])).items.extend(one.items)
    for group in groups.values():
        group.items = _once(group.items)
    return [*groups.values(), *lists] if len(groups) < len(lists) else lists


def _shape_of(one: ListCandidate) -> str:
    """The markup of a list: tags and lasting classes of the container and above, and the tag of the items."""
    return f"{one.items[0].nodes[0].tag}>{one.items[0].outline.path(one.container)}"


def directory_of_list(one: ListCandidate) -> str:
    """The directory of most posts of a list."""
    return Counter(b.link.directory for b in one.items).most_common(1)[0][0]
