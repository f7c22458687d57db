"""Plain text of HTML that is known to be a post (an entry of a feed, a selected node), one paragraph per line."""

from __future__ import annotations

from collections.abc import Iterable

from clusterwatch.extraction.blocks import read_blocks
from clusterwatch.extraction.body.kept import KeptBlocks, KeptBody
from clusterwatch.extraction.boilerplate.phrases import is_stock_phrase
from clusterwatch.extraction.class_signals import BOILERPLATE, HIDDEN
from clusterwatch.extraction.compare import word_set
from clusterwatch.extraction.layout import Layout
from clusterwatch.html_tree import HEADINGS, Node, parse
from clusterwatch.text import words

_TAGS = word_set("nav footer menu figcaption")
_TIMES, _MORE = 4, 40  # a title is at most so much longer with other punctuation and blanks
_PROSE = 0.4  # a box with a larger share of the text is never boilerplate


def kept_of_html(html: str, title: str | None = None) -> KeptBody:
    """The blocks of an HTML fragment without share bars, captions and the post's own title."""
    root = parse(html).body
    return kept_of_nodes([root], title) if root is not None else KeptBody()


def kept_of_nodes(nodes: Iterable[Node], title: str | None = None, join: str | None = None) -> KeptBody:
    """The blocks of several nodes, one after the other, with `join` between them instead of the end of a line."""
    parts: list[KeptBlocks] = []
    first = True
    for node in _outermost(nodes):
        layout = read_blocks(node, with_boilerplate=False, chosen=True)
        gone = _boilerplate(layout)
        blocks = layout.blocks
        kept = [i for i, b in enumerate(blocks) if not gone[i] and not is_stock_phrase(b.text)]
        if title and kept and first and _same(blocks[kept[0]].text, title):
            del kept[0]
        first = first and not kept
        parts.append(KeptBlocks(layout, kept))
    return KeptBody(parts, join)


def _outermost(nodes: Iterable[Node]) -> list[Node]:
    """The nodes without those that stand in another of them."""
    listed = list(nodes)
    known = {node.mem_id for node in listed}
    return [node for node in listed if not _stands_in(node, known)]


def _stands_in(node: Node, known: set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in known:
            return True
        parent = parent.parent
    return False


def _boilerplate(layout: Layout) -> list[bool]:
    gone = [False] * len(layout.blocks)
    letters = layout.letters_before
    for box in layout.boxes:
        if box.tag in HEADINGS or (box.tag not in _TAGS and not box.signals & (BOILERPLATE | HIDDEN)):
            continue
        if letters[box.end] - letters[box.start] < _PROSE * letters[-1]:
            gone[box.start : box.end] = [True] * (box.end - box.start)
    return gone


def _same(one: str, other: str) -> bool:
    alike = len(one) <= _TIMES * len(other) + _MORE  # otherwise the words cannot be the same
    return alike and words(one) == words(other)
