"""A page → its links, each with its text and place, and steps through the tree around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clusterwatch import html_tree, urls
from clusterwatch.discovery.listing import url_filter
from clusterwatch.text import tidy
from clusterwatch.vocab import class_pattern, folded, phrases

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = ["script", "style", "template", "noscript", "svg", "iframe", "object"]
# Texts for screen readers beside the visible ones: "Opens the article: …".
_SCREEN_READER = ".sr-only,.visually-hidden,.screen-reader-text,.aural,.hide-accessible,.invisible"
TITLE_CLASS = re.compile(rf"{class_pattern('item_title')}|title$", re.I)

_PUNCTUATION_BEFORE, _PUNCTUATION_AFTER = " .…«»‹›←→<>+[]()|", " .…»›→>+[]()|:"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page. `heading` is True when it is in a heading or contains one."""

    node: html_tree.Node
    url: str
    text: str
    heading: bool
    order: int

    @property
    def generic(self) -> bool:
        """True when the text is no title (`Read more`, an image), so that the title must be elsewhere."""
        return is_generic(self.text)


def is_generic(text: str) -> bool:
    """True for `Read more` and the like in many languages, for an empty text and for punctuation only."""
    bare = folded(text).rstrip(_PUNCTUATION_AFTER).lstrip(_PUNCTUATION_BEFORE)
    return not bare or bare in phrases("read_more") or not any(c.isalpha() for c in bare)


def prepare(html: str) -> html_tree.Document:
    """The tree of a page without the elements that no reader sees."""
    tree = html_tree.parse(html)
    tree.strip_tags(_UNSEEN)
    letters: dict[int, int] = {}  # of each parent, the number that is left
    for node in tree.css(_SCREEN_READER):
        parent, own = node.parent, _letters(node)
        if parent is None:
            continue
        if parent.mem_id not in letters:
            letters[parent.mem_id] = _letters(parent)
        if letters[parent.mem_id] > own:
            letters[parent.mem_id] -= own
            node.decompose()
    return tree


def _letters(node: html_tree.Node) -> int:
    return len("".join(node.text().split()))


def base_of(tree: html_tree.Document, url: str) -> str:
    """The address that relative links are relative to (`<base href>`)."""
    node = tree.css_first("base[href]")
    href = node.attributes.get("href") if node else None
    return (urls.absolute(url, href) if href else None) or url


def gather(tree: html_tree.Document, url: str) -> list[Link]:
    """Every link that may lead to a post of the site, in the order of the page."""
    base = base_of(tree, url)
    out = []
    for order, node in enumerate(tree.css("a[href]")):
        target = urls.absolute(base, node.attributes.get("href") or "")
        if target is None or url_filter.never(target, url):
            continue
        out.append(Link(node, target, tidy(node.text(separator=" ")), _is_heading(node), order))
    return out


def _is_heading(node: html_tree.Node) -> bool:
    if any(a.tag in HEADINGS for a in ancestors(node, 4)):
        return True
    return any(d.tag in HEADINGS for d in descendants(node)) or bool(TITLE_CLASS.search(class_of(node)))


def ancestors(node: html_tree.Node, limit: int = 1_000_000) -> Iterator[html_tree.Node]:
    """The elements above a node, nearest first, at most `limit`."""
    parent = node.parent
    while parent is not None and parent.tag != "-document" and limit:
        yield parent
        parent, limit = parent.parent, limit - 1


def descendants(node: html_tree.Node) -> Iterator[html_tree.Node]:
    """The elements below a node, in document order; however deep they lie."""
    waiting = list(node.iter())[::-1]
    while waiting:
        child = waiting.pop()
        yield child
        waiting += list(child.iter())[::-1]


def class_of(node: html_tree.Node) -> str:
    """The class and id of an element as one string."""
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
