"""A page as a flat list of text blocks, each standing in a tree of boxes: what every later step reads.

    <div class=x><h2>A</h2><p>b <a>c</a></div>   →   boxes: body, div.x      blocks: h2 "A", p "b c" (1 letter linked)

A block is a run of text that a browser would set on its own line(s). A box is a block-level element; it holds the
blocks `start` ≤ i < `end`, so that any sum over a box is a difference of two prefix sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clusterwatch.dom import Node

# Elements whose text no reader sees, or that are controls.
_UNSEEN = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map select button input"
    " textarea datalist head title meta link img picture source track base frame frameset noframes applet"
    " progress meter dialog".split()
)
BOXES = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup html li main menu nav ol p pre section summary table tbody td tfoot th"
    " thead tr ul caption legend search".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CELL = 160  # characters: a longer cell is layout, not a table


class Block(NamedTuple):
    """A run of text. `tag` is the nearest block-level element, `linked` the letters that are links."""

    text: str
    tag: str
    box: int
    linked: int
    links: int
    strong: int


@dataclass(slots=True)
class Box:
    """A block-level element and the blocks it holds."""

    node: Node
    tag: str
    parent: int
    start: int
    marks: str
    end: int = 0
    last: int = 0  # the last box within this one: boxes are numbered in document order
    itemprop: str = ""
    role: str = ""
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """All blocks and boxes of a page in document order. Box 0 is the root."""

    blocks: Sequence[Block]
    boxes: Sequence[Box]
    times: Sequence[tuple[int, str]] = ()  # `<time datetime>` elements: number of the block, value

    def ancestors(self, box: int) -> list[int]:
        """The box and those around it, inmost first."""
        out = []
        while box >= 0:
            out.append(box)
            box = self.boxes[box].parent
        return out


def read_blocks(root: Node) -> Layout:
    """Walk the tree below `root` once, without recursion."""
    reader = _Reader()
    reader.open(root, root.tag or "html")
    node = root.first_child
    depth = 1  # nodes are told apart by depth: comparing two of them compares their HTML
    while node is not None:
        following = reader.enter(node)
        if following is not None:
            depth += 1
            node = following
            continue
        following = node.next
        while following is None and depth > 1 and (parent := node.parent) is not None:
            reader.leave(parent)
            depth -= 1
            node = parent
            following = node.next
        node = following
    reader.close()
    return Layout(reader.blocks, reader.boxes, reader.times)


class _Reader:
    """The state of one walk: the open box, the text of the line being read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.boxes: list[Box] = []
        self.times: list[tuple[int, str]] = []
        self.box = -1
        self.parts: list[str] = []
        self.in_link = 0
        self.in_strong = 0
        self.linked = 0
        self.links = 0
        self.strong = 0

    def enter(self, node: Node) -> Node | None:
        """Read a node; its first child is returned when that is to be walked."""
        if node.is_text_node:
            self.text(node.text_content or "")
            return None
        tag = node.tag or ""
        if tag in _UNSEEN or not node.is_element_node:
            return None
        child = node.first_child
        if tag in BOXES:
            self.flush()
            if child is not None:
                self.open(node, tag)
            return child
        if tag in ("br", "hr"):
            self.flush()
        elif child is not None:
            if tag == "a":
                self.in_link += 1
                self.links += 1
            elif tag in ("b", "strong"):
                self.in_strong += 1
        if tag == "time" and (value := node.attributes.get("datetime")):
            self.times.append((len(self.blocks), value))
        return child

    def leave(self, node: Node) -> None:
        tag = node.tag or ""
        if tag in BOXES:
            self.close()
        elif tag == "a":
            self.in_link -= 1
        elif tag in ("b", "strong"):
            self.in_strong -= 1

    def open(self, node: Node, tag: str) -> None:
        attributes = node.attributes
        box = Box(node, tag, self.box, len(self.blocks), "")
        if attributes:
            box.marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            box.itemprop = attributes.get("itemprop") or ""
            box.role = attributes.get("role") or ""
            style = attributes.get("style") or ""
            box.unseen = "hidden" in attributes or ("none" in style and "display:none" in style.replace(" ", ""))
        self.box = len(self.boxes)
        self.boxes.append(box)

    def close(self) -> None:
        self.flush()
        box = self.boxes[self.box]
        if box.tag == "tr":
            self.join_row(box)
        box.end = len(self.blocks)
        box.last = len(self.boxes) - 1
        self.box = box.parent

    def text(self, text: str) -> None:
        if not text:
            return
        self.parts.append(text)
        if self.in_link or self.in_strong:
            size = len(text.strip())
            self.linked += size if self.in_link else 0
            self.strong += size if self.in_strong else 0

    def flush(self) -> None:
        if not self.parts:
            return
        text = " ".join("".join(self.parts).split())
        self.parts.clear()
        if text:
            box = self.box
            self.blocks.append(Block(text, self.boxes[box].tag, box, self.linked, self.links, self.strong))
            self.linked = self.links = self.strong = 0

    def join_row(self, row: Box) -> None:
        """The short cells of a table's row become one line."""
        cells = self.blocks[row.start :]
        if len(cells) < 2 or len({cell.box for cell in cells}) < len(cells):
            return
        if any(len(cell.text) > _CELL for cell in cells):
            return
        del self.blocks[row.start :]
        number = self.box
        self.blocks.append(
            Block(
                " | ".join(cell.text for cell in cells),
                "tr",
                number,
                sum(cell.linked for cell in cells),
                sum(cell.links for cell in cells),
                sum(cell.strong for cell in cells),
            )
        )
        for box in self.boxes[number + 1 :]:
            box.start = box.end = min(box.start, len(self.blocks))
