"""Where on a page a list stands: under which heading, in the main part or in the furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clusterwatch import html_tree
from clusterwatch.discovery.listing.links import HEADINGS, ancestors, class_of
from clusterwatch.text import tidy
from clusterwatch.vocab import folded, phrases

_FURNITURE = re.compile(
    r"(^|[\s_])((site|page|main|global|primary|top|sub|mega|off|mobile)[-_]?)?(nav|navbar|navi|navigation|menu|footer|breadcrumbs?|"
    r"topbar|toolbar|langs?|languages?|social|share|cookies?|login|skip-?links?)([-_\s]|$)",
    re.I,
)
_BESIDE = re.compile(
    r"side-?bar|seitenleiste|(^|[\s_-])(aside|widget_\w+|widget-area|related|similar|popular|most-?read|tag-?cloud|tags|tagcloud|"
    r"partners?|sponsors?|logos?|members?|quick-?links|comments?|toc|marginal\w*|ticker)([-_\s]|$)",
    re.I,
)
_EVENTS = re.compile(
    r"(^|[-_\s])(events?|agenda|calendar|kalender|termine|veranstaltung(en)?|evenements?|eventos?|eventi|tribe)([-_\s]|$)",
    re.I,
)
_NEWS = re.compile(
    r"(^|[-_\s])(news|actus?|actualites?|aktuell\w*|blog|posts?|articles?|nieuws|noticias|aktualno\w*)([-_\s]|$)",
    re.I,
)

_MAIN = re.compile(r"(^|[\s])(main|content|main-content|maincontent|primary|inhalt|contenu)([\s]|$)", re.I)


def standing(blocks: Sequence[html_tree.Node], about_events: bool, labels: Labels) -> float:
    """A factor: above 1 in the main part and under a heading for news, far below it in furniture and event lists."""
    top = blocks[0]  # a menu's only long link climbs out of its menu
    factor = (
        0.1 if top.tag in {"nav", "footer", "aside"} or (len(blocks) == 1 and top.css_first("nav")) else 1.0
    )
    for node in ancestors(blocks[0]):
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
        elif (_FURNITURE.search(names) and not main) or (
            _EVENTS.search(names) and not _NEWS.search(names) and not about_events
        ):
            factor *= 0.25
        if main:
            factor *= 1.25
            break
    return factor * _by_label(folded(labels.of(blocks[0])), about_events) * _by_class(blocks, about_events)


def _by_label(name: str, about_events: bool) -> float:
    if phrases("news_pages").within(name):
        return 1.5
    if phrases("event_lists", "seminars").within(name):
        return 1.0 if about_events else 0.15
    if phrases("press_pages").within(name):
        return 1.2
    return 0.3 if phrases("archive_lists", "asides").within(name) else 1.0


def _by_class(blocks: Sequence[html_tree.Node], about_events: bool) -> float:
    """Blocks that call themselves events are events."""
    named = sum(bool(_EVENTS.search(class_of(b))) and not _NEWS.search(class_of(b)) for b in blocks)
    return 0.25 if named * 2 > len(blocks) and not about_events else 1.0


class Labels:
    """The headings that the elements of one page stand under; each element is looked at once, however many ask."""

    def __init__(self) -> None:
        self._before: dict[tuple[int, str], str] = {}

    def of(self, block: html_tree.Node) -> str:
        """The heading that a block stands under: the nearest before it, up to six levels above; else empty."""
        passed = block.tag or "" if block.tag in HEADINGS else ""  # the titles of other posts
        node: html_tree.Node | None = block
        for _ in range(6):
            if node is None or node.tag in {"body", "html"}:
                return ""
            text = self._nearest(node, passed)
            if text:
                return text
            node = node.parent
        return ""

    def _nearest(self, node: html_tree.Node, passed: str) -> str:
        """The nearest heading among the elements before `node` on its level, but for those with the tag `passed`."""
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
    """The text of an element that is a heading or little else than one."""
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


def near(container: html_tree.Node, node: html_tree.Node, labels: Labels) -> bool:
    """True when a node stands in the same part of the page as a list, or in a place for the chief news."""
    above = {a.mem_id for a in (container, *ancestors(container, 3)) if a.tag not in {"body", "html"}}
    if phrases("event_lists", "seminars", "archive_lists", "asides").within(folded(labels.of(node))):
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
