"""The place of a list on its page: under which heading, in the main part or in boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clusterwatch import html_tree
from clusterwatch.discovery.listing.links import ancestors
from clusterwatch.discovery.listing.outline import Nearest, Outline
from clusterwatch.html_tree import HEADINGS
from clusterwatch.vocab import WORD_END, class_alternatives, class_pattern, folded, phrases

_NAVIGATION = re.compile(
    rf"(?:^|[\s_])(?:{class_alternatives('site_navigation_prefix')}[-_]?)?{class_alternatives('site_navigation')}{WORD_END}",
    re.I,
)
_BESIDE = re.compile(class_pattern("side_box"), re.I)
_EVENTS = re.compile(class_pattern("events"), re.I)
_NEWS = re.compile(class_pattern("news"), re.I)
_HEADING = 80  # letters
_TAB = re.compile(class_pattern("tab"), re.I)
_MOST_TABS = 500  # links to elements of the page
_REACH = 8  # elements between an item and the pane in which it lies
_MOST_NODES = 2_000  # of an element that is a heading
_MAIN = re.compile(rf"(?<!\S){class_alternatives('main_part')}(?!\S)", re.I)


class ListContext:
    """The places of the lists of one page. The factor of each element is kept, so it is computed once.

    `about_events` says that the page is one of events.
    """

    def __init__(self, outline: Outline, headings: SectionHeadings, about_events: bool) -> None:
        self._outline, self._headings, self._about_events = outline, headings, about_events
        self._factors: dict[int, float] = {}
        self._parts = Nearest(lambda node: node.tag in {"article", "main", "section", "li"})

    def factor(self, items: Sequence[html_tree.Node]) -> float:
        """A factor for the score of a list: above 1 in the main part or under a heading for news, else far below 1."""
        top = items[0]  # the only long link of a menu makes the menu an item
        menu = top.tag in {"nav", "footer", "aside"} or (len(items) == 1 and top.css_first("nav"))
        label = self._by_label(folded(self._headings.of(top)))
        return (0.1 if menu else 1.0) * self._around(top.parent) * label * self._by_class(items)

    def _around(self, node: html_tree.Node | None) -> float:
        """The product of the factors of an element and of those above it, up to the main part of the page."""
        passed: list[tuple[int, float]] = []
        product = 1.0
        while node is not None and node.tag not in {"html", "body", "-document"}:
            if node.mem_id in self._factors:
                product = self._factors[node.mem_id]
                break
            own, main = self._of(node)
            passed.append((node.mem_id, own))
            if main:
                break
            node = node.parent
        for number, own in reversed(passed):
            product *= own
            self._factors[number] = product
        return product

    def _of(self, node: html_tree.Node) -> tuple[float, bool]:
        """The factor of an element alone, and whether it is the main part of the page."""
        names = self._outline.names(node)
        role = node.attributes.get("role") or ""
        main = node.tag == "main" or role == "main" or bool(_MAIN.search(names))
        factor = 1.0
        if node.tag in {"nav", "footer"} or role in {"navigation", "contentinfo", "search"}:
            factor = 0.1
        elif node.tag == "header" and self._parts.of(node.parent) is None:
            factor = 0.2
        elif node.tag in {"aside", "form"} or role == "complementary" or (_BESIDE.search(names) and not main):
            factor = 0.3
        elif (_NAVIGATION.search(names) and not main) or (self._of_events(names) and not self._about_events):
            factor = 0.25
        return (factor * 1.25 if main else factor), main

    def _by_label(self, name: str) -> float:
        if phrases("news_pages").within(name):
            return 1.5
        if phrases("event_lists", "seminars").within(name):
            return 1.0 if self._about_events else 0.15
        if phrases("press_pages").within(name):
            return 1.2
        return 0.3 if phrases("archive_lists", "asides").within(name) else 1.0

    def _by_class(self, items: Sequence[html_tree.Node]) -> float:
        """A factor below 1 where the classes of the items call them events."""
        named = sum(self._of_events(self._outline.names(b)) for b in items)
        return 0.25 if named * 2 > len(items) and not self._about_events else 1.0

    @staticmethod
    def _of_events(names: str) -> bool:
        return bool(_EVENTS.search(names)) and not _NEWS.search(names)


class SectionHeadings:
    """The headings above the elements of one page. The result for each element is kept, so it is searched once."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._before: dict[tuple[int, str, str], str] = {}
        self._of: dict[int, str] = {}
        self._tabs: dict[str, str] | None = None

    def tab_of(self, item: html_tree.Node) -> str | None:
        """The text of the tab that opens the pane in which an item lies; None where it lies in no pane."""
        if self._tabs is None:
            self._tabs = dict(_tabs(self.outline))
        for parent in ancestors(item, _REACH) if self._tabs else ():
            if (text := self._tabs.get(parent.attributes.get("id") or "")) is not None:
                return text
        return None

    def of(self, item: html_tree.Node) -> str:
        """The nearest heading before an item, up to six levels above it; else empty."""
        found = self._of.get(item.mem_id)
        if found is None:
            found = self._of[item.mem_id] = self._search(item)
        return found

    def _search(self, item: html_tree.Node) -> str:
        passed = item.tag or "" if item.tag in HEADINGS else ""  # the titles of other posts
        node: html_tree.Node | None = item
        make = self.outline.make(item)
        for level in range(6):
            if node is None or node.tag in {"body", "html"}:
                return ""
            text = self._nearest(node, passed, make if level == 0 else "")
            if text:
                return text
            node = node.parent
        return ""

    def _nearest(self, node: html_tree.Node, passed: str, make: str) -> str:
        """The nearest heading among the elements before `node` on its level.

        Elements with the tag `passed` are no headings, and those of the same make as an item are other items.
        """
        text, before, walked = "", node.prev, [(node.mem_id, passed, make)]
        while before is not None and not text:
            known = self._before.get((before.mem_id, passed, make))
            if before.is_element_node and before.tag != passed and self.outline.make(before) != make:
                text = _heading_text(self.outline, before)
            if known is not None:
                text = text or known
                break
            if not text:
                walked.append((before.mem_id, passed, make))
            before = before.prev
        self._before.update(dict.fromkeys(walked, text))
        return text


def _tabs(outline: Outline) -> Iterator[tuple[str, str]]:
    """The id of the pane that each tab of a page opens, and the text of the tab."""
    for node in outline.tree.css("a[href^='#'],[role=tab],[aria-controls],[data-target],[data-bs-target]")[
        :_MOST_TABS
    ]:
        own = node.attributes
        keys = ("aria-controls", "data-bs-target", "data-target", "href")
        name = next((value.lstrip("#") for key in keys if (value := own.get(key))), "")
        toggle = own.get("role") or own.get("data-bs-toggle") or own.get("data-toggle") or ""
        is_tab = toggle in {"tab", "pill"} or any(
            _TAB.search(outline.names(n)) for n in (node, *ancestors(node, 3))
        )
        if name and is_tab:
            yield name, outline.text(node, _HEADING) or ""


def _heading_text(outline: Outline, node: html_tree.Node) -> str:
    """The text of an element that is a heading or contains little else."""
    letters = outline.letters(node) if node.is_element_node else None
    if letters is None or letters > 4 * _HEADING + 80 or outline.nodes(node) > _MOST_NODES:
        return ""
    found = (
        node if node.tag in HEADINGS else node.css_first("h1,h2,h3,h4,h5,h6,legend,caption,[class*=title]")
    )
    if found is None or node.tag in {"nav", "header", "footer"}:
        return ""
    text = outline.text(found, _HEADING)
    whole = outline.text(node, 4 * _HEADING + 80)
    if not text or whole is None:
        return ""
    return text if len(text) <= _HEADING and len(whole) <= 4 * len(text) + 80 else ""


_FEATURED = re.compile(
    r"(^|[-_\s])(featured?|lead|leading|hero|highlights?|top-?(story|news|stories))([-_\s]|$)", re.I
)


def in_same_section(container: html_tree.Node, node: html_tree.Node, headings: SectionHeadings) -> bool:
    """True when a node is in the same part of the page as a list, or in a place for featured posts."""
    above = {a.mem_id for a in (container, *ancestors(container, 3)) if a.tag not in {"body", "html"}}
    if phrases("event_lists", "seminars", "archive_lists", "asides").within(folded(headings.of(node))):
        return False
    for parent in (node, *ancestors(node, 5)):
        names = headings.outline.names(parent)
        if _FEATURED.search(names):
            return True
        if parent.tag in {"nav", "footer", "aside"} or _BESIDE.search(names) or _EVENTS.search(names):
            return False
        if parent.mem_id in above:
            return True
    return False
