"""HTML that is a post already (a feed's entry, a selected node) to plain text, one paragraph a line."""

from __future__ import annotations

from collections.abc import Iterable

from clusterwatch.dom import Node, parse
from clusterwatch.extract.blocks import HEADINGS, Layout, read_blocks
from clusterwatch.extract.furniture import is_furniture, is_stock_phrase, marks_of
from clusterwatch.text import tidy_lines, words

_LONGEST = 20_000_000  # characters of HTML that are read
_PROSE = 0.4  # a box with more of the text than this is never furniture here


def plain_text(html: str, title: str | None = None) -> str:
    """The text of an HTML fragment without share bars, captions and the post's own title."""
    document = parse(html[:_LONGEST])
    root = document.body or document.root
    return plain_nodes([root], title) if root is not None else ""


def plain_nodes(nodes: Iterable[Node], title: str | None = None) -> str:
    """The text of several nodes, one after the other."""
    lines: list[str] = []
    for node in nodes:
        layout = read_blocks(node)
        gone = _furniture(layout)
        lines += [b.text for i, b in enumerate(layout.blocks) if not gone[i] and not is_stock_phrase(b.text)]
        if title and lines and layout.blocks and _same(lines[0], title):
            del lines[0]
    return tidy_lines("\n".join(lines))


def _furniture(layout: Layout) -> list[bool]:
    gone = [False] * len(layout.blocks)
    total = sum(len(block.text) for block in layout.blocks) or 1
    for number, box in enumerate(layout.boxes):
        if number == 0 or box.start == box.end or box.tag in HEADINGS:
            continue
        marks = marks_of(box.marks)
        if box.tag != "figcaption" and not box.unseen and not is_furniture(box.tag, box.role, marks):
            continue
        if sum(len(block.text) for block in layout.blocks[box.start : box.end]) < _PROSE * total:
            gone[box.start : box.end] = [True] * (box.end - box.start)
    return gone


def _same(one: str, other: str) -> bool:
    return words(one) == words(other)
