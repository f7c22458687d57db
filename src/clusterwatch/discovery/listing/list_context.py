"""The place of a list on its page: under which heading, in the main part or in boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clusterwatch import html_tree
from clusterwatch.discovery.listing.links import HEADINGS, ancestors, class_of
from clusterwatch.text import tidy
from clusterwatch.vocab import WORD_END, class_alternatives, class_pattern, folded, phrases

_NAVIGATION = re.compile(
    rf"(?:^|[\s_])(?:{class_alternatives('site_navigation_prefix')}[-_]?)?{class_alternatives('site_navigation')}{WORD_END}",
    re.I,
)
_BESIDE = re.compile(class_pattern("side_box"), re.I)
_EVENTS = re.compile(class_pattern("events"), re.I)
_NEWS = re.compile(class_pattern("news"), re.I)
_MAIN = re.compile(rf"(?<!\S){class_alternatives('main_part')}(?!\S)", re.I)


def context_factor(items: Sequence[html_tree.Node], about_events: bool, headings: SectionHeadings) -> float:
    """A factor for the score of a list: above 1 in the main part or under a heading for news, far below 1 elsewhere."""
    top = items[0]  # the only long link of a menu makes the menu an item
    factor = (
        0.1 if top.tag in {"nav", "footer", "aside"} or (len(items) == 1 and top.css_first("nav")) else 1.0
    )
    for node in ancestors(items[0]):
        if node.tag in {"html", "body"}:
            break
        names = class_of(node)
        role = node.attributes.get("role") or ""
        main = node.tag == "main" or role == "main" or bool(_MAIN.search(names))
        if node.tag in {"nav", "footer"} or role in {"navigation", "contentinfo", "search"}:
            factor *= 0.1
        elif node.tag == "header" and not any(
            a.tag in {"article", "main", "section", "li"} for a in ancestors(node)
        ):
            factor *= 0.2
        elif node.tag in {"aside", "form"} or role == "complementary" or (_BESIDE.search(names) and not main):
            factor *= 0.3
        elif (_NAVIGATION.search(names) and not main) or (
            _EVENTS.search(names) and not _NEWS.search(names) and not about_events
        ):
            factor *= 0.25
        if main:
            factor *= 1.25
            break
    return factor * _by_label(folded(headings.of(items[0])), about_events) * _by_class(items, about_events)


def _by_label(name: str, about_events: bool) -> float:
    if phrases("news_pages").within(name):
        return 1.5
    if phrases("event_lists", "seminars").within(name):
        return 1.0 if about_events else 0.15
    if phrases("press_pages").within(name):
        return 1.2
    return 0.3 if phrases("archive_lists", "asides").within(name) else 1.0


def _by_class(items: Sequence[html_tree.Node], about_events: bool) -> float:
    """A factor below 1 where the classes of the items call them events."""
    named = sum(bool(_EVENTS.search(class_of(b))) and not _NEWS.search(class_of(b)) for b in items)
    return 0.25 if named * 2 > len(items) and not about_events else 1.0


class SectionHeadings:
    """The headings above the elements of one page. The result for each element is kept, so it is searched once."""

    def __init__(self) -> None:
        self._before: dict[tuple[int, str], str] = {}

    def of(self, item: html_tree.Node) -> str:
        """The nearest heading before an item, up to six levels above it; else empty."""
        passed = item.tag or "" if item.tag in HEADINGS else ""  # the titles of other posts
        node: html_tree.Node | None = item
        for _ in range(6):
            if node is None or node.tag in {"body", "html"}:
                return ""
            text = self._nearest(node, passed)
            if text:
                return text
            node = node.parent
        return ""

    def _nearest(self, node: html_tree.Node, passed: str) -> str:
        """The nearest heading among the elements before `node` on its level, except those with the tag `passed`."""
        text, before, walked = "", node.prev, [(node.mem_id, passed)]
        while before is not None and not text:
            known = self._before.get((before.mem_id, passed))
            text = _heading_text(before) if before.tag != passed else ""
            if known is not None:
                text = text or known
                break
            if not text:
                walked.append((before.mem_id, passed))
            before = before.prev
        self._before.update(dict.fromkeys(walked, text))
        return text


def _heading_text(node: html_tree.Node) -> str:
    """The text of an element that is a heading or contains little else."""
    if not node.is_element_node:
        return ""
    found = (
        node if node.tag in HEADINGS else node.css_first("h1,h2,h3,h4,h5,h6,legend,caption,[class*=title]")
    )
    if found is None or node.tag in {"nav", "header", "footer"}:
        return ""
    text = tidy(found.text(separator=" "))
    whole = tidy(node.text(separator=" "))
    return text if 0 < len(text) <= 80 and len(whole) <= 4 * len(text) + 80 else ""


_FEATURED = re.compile(
    r"(^|[-_\s])(featured?|lead|leading|hero|highlights?|top-?(story|news|stories))([-_\s]|$)", re.I
)


def in_same_section(container: html_tree.Node, node: html_tree.Node, headings: SectionHeadings) -> bool:
    """True when a node is in the same part of the page as a list, or in a place for featured posts."""
    above = {a.mem_id for a in (container, *ancestors(container, 3)) if a.tag not in {"body", "html"}}
    if phrases("event_lists", "seminars", "archive_lists", "asides").within(folded(headings.of(node))):
        return False
    for parent in (node, *ancestors(node, 5)):
        names = class_of(parent)
        if _FEATURED.search(names):
            return True
        if parent.tag in {"nav", "footer", "aside"} or _BESIDE.search(names) or _EVENTS.search(names):
            return False
        if parent.mem_id in above:
            return True
    return False
