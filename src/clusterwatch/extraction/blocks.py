"""A page as a flat list of text blocks, each standing in a tree of boxes: what every later step reads.

    <div class=x><h2>A</h2><p>b <a>c</a></div>   →   boxes: body, div.x      blocks: h2 "A", p "b c" (1 letter linked)

A block is a run of text that a browser would set on its own line(s). A box is a block-level element; it holds the
blocks `start` ≤ i < `end`, so that any sum over a box is a difference of two prefix sums.
"""

from __future__ import annotations

import re

from clusterwatch.extraction.class_signals import (
    ASIDE,
    BOILERPLATE,
    CONTENT,
    DATE,
    DECLARED_BODY,
    HIDDEN,
    LEAD,
    MENU,
    NEVER,
    OTHER_POSTS,
    PANEL,
    SIDE,
    read_attributes,
    read_names,
)
from clusterwatch.extraction.compare import word_set
from clusterwatch.extraction.layout import Block, Box, Layout
from clusterwatch.extraction.statements import states_known_fact
from clusterwatch.html_tree import HEADINGS, TEXT, Node, tag_numbers
from clusterwatch.text import one_line
from clusterwatch.vocab import class_names

# Elements whose text no reader sees, or that are controls.
UNSEEN = word_set(
    "script style noscript template svg math iframe object embed canvas audio video map select input"
    " textarea datalist head title meta link img picture source track base frame frameset noframes applet"
    " progress meter dialog"
)
BOXES = word_set(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup html li main menu nav ol p pre section summary table tbody td tfoot th"
    " thead tr ul caption legend search"
)
# What the walk does at an element; any other is part of the line that is being read.
_SKIP, _BOX, _LINK, _BOLD, _BREAK, _TIME, _BUTTON, _RULE, _SPAN = range(9)
# By numbers of tags: the parser gives them several times as fast as names.
_KIND_OF_TAG = {
    **dict.fromkeys(UNSEEN, _SKIP),
    **dict.fromkeys(BOXES, _BOX),
    "a": _LINK,
    "b": _BOLD,
    "strong": _BOLD,
    "br": _BREAK,
    "hr": _RULE,
    "time": _TIME,
    "button": _BUTTON,
    "span": _SPAN,
}
_KINDS = dict(zip(tag_numbers(_KIND_OF_TAG), _KIND_OF_TAG.values(), strict=True))
_BOX_TAGS = dict(zip(tag_numbers(sorted(BOXES)), sorted(BOXES), strict=True))
_NAMED = MENU | NEVER | BOILERPLATE
_WHOLE = frozenset(("html", "body", "main", "article"))
_PARTS = frozenset(("article", "main"))
_NAVIGATION, _BESIDE = frozenset(("nav",)), frozenset(("nav", "footer", "aside"))
_MOST_NODES, _MOST_BLOCKS = 60_000, 12_000  # a page with more is read up to there
_LARGE, _FEW = 0.3, 3  # of the paragraphs of a page; fewer say nothing
_MOST_LARGE = 8
_SIDE = 3_000  # characters of a side box that are read for facts
_OPENERS = HEADINGS | word_set("summary dt")  # of a part of the text
_LINE = 5_000  # characters of a line that are read
_SPOKEN = class_names("spoken")
_SIGN = 2  # letters: a shorter link of a heading is a sign such as `¶` or `#`
# The end of a day or an hour: `2026`, `4.3.26`, `09:30`.
_DAY_END = re.compile(r"(?:(?<!\d)(?:19|20)\d\d|:\d\d|[./-]\d\d?[./-]\d\d)$")
_CELL = 160  # characters: a longer cell is layout, not a table


def read_blocks(root: Node, url: str = "", *, with_boilerplate: bool = True, chosen: bool = False) -> Layout:
    """Walk the tree below `root` once, without recursion. `url` is the address of the page.

    If `with_boilerplate` is false, boxes named like boilerplate are left out. Outside the main part of a page and its
    articles, footers, asides and hidden boxes are left out too. If `root` was `chosen` as the post, only the names
    count.
    """
    reader = _Reader(root, with_boilerplate, chosen)
    reader.open(root, root.tag or "html")
    texts, path, kind_of = reader.texts, reader.path, _KINDS.get
    node = root.first_child
    for _ in range(_MOST_NODES):
        if node is None:
            break
        number = node.tag_id
        if number == TEXT:
            if not node.is_empty_text_node:
                texts.append(node.text_content or "")
            elif texts:  # blanks at the start of a line are nothing
                texts.append(" ")
        else:
            kind = kind_of(number)
            if kind != _SKIP and (inner := node.first_child) is not None:
                if kind is None or reader.enter(node, kind, inner):
                    path.append((node, kind))
                    node = inner
                    continue
            elif kind == _BREAK or (kind == _BOX and texts):
                reader.flush()
            elif kind == _TIME:
                reader.note_time(node)
            elif kind == _RULE:
                reader.flush()
                reader.rules.append(len(reader.blocks))
        node = node.next or reader.ascend()
    return reader.layout(url)


def line_of(node: Node) -> str:
    """The text of an element on one line: what stands on lines of its own, as behind `<br>`, is divided by a blank."""
    return " ".join(block.text for block in read_blocks(node).blocks)[:_LINE]


def is_unread(node: Node, tag: str, within: str) -> bool:
    """True for inline elements whose text is not read in a box with the tag `within`.

    These are buttons that are no heading of a part that they open, the signs of links of headings to themselves, and
    what only screen readers read out of a link.
    """
    if tag == "button":
        return within not in _OPENERS and not _opens_panel(node)
    if tag == "a" and within in HEADINGS and (node.attributes.get("href") or "").startswith("#"):
        return len(node.text(deep=True).strip()) <= _SIGN
    return tag == "span" and _is_spoken(node)


def _opens_panel(button: Node) -> bool:
    """True for a button that is the name of the panel behind it, or behind the box whose last element it is."""
    panel = _behind(button)
    if panel is None and button.parent is not None:
        panel = _behind(button.parent)
    return panel is not None and all(
        read_names(node.attributes.get("class") or "") & (PANEL | _NAMED) == PANEL for node in (button, panel)
    )


def _behind(node: Node) -> Node | None:
    """The next element beside a node."""
    behind = node.next
    while behind is not None and behind.tag_id == TEXT:
        behind = behind.next
    return behind


def _is_spoken(node: Node) -> bool:
    """True for a part of a link that only screen readers read out, beside what all see: "(opens in a new tab)"."""
    names = node.attributes.get("class")
    if not names or _SPOKEN.isdisjoint(names.split()):
        return False
    link = node.parent
    if link is None or link.tag != "a":
        return False
    return len(link.text(deep=True).strip()) > len(node.text(deep=True).strip())


class _Reader:
    """The state of one walk: the open box, the line being read, the links and bold runs within it."""

    def __init__(self, root: Node, with_boilerplate: bool, chosen: bool) -> None:
        self.root = root
        self.with_boilerplate = with_boilerplate
        self.doubtful = _NAMED if chosen else _NAMED | ASIDE | HIDDEN
        self.beside = _NAVIGATION if chosen else _BESIDE
        self.blocks: list[Block] = []
        self.boxes: list[Box] = []
        self.times: list[tuple[int, str]] = []
        self.empty_times: list[tuple[int, str]] = []
        self.box = -1
        self.texts: list[str] = []  # of the line being read
        self.link_from: int | None = None  # number of texts when the open link began
        self.bold_from: int | None = None
        self.linked = self.links = self.bold = 0
        self.link: Node | None = None  # the last one
        self.rules: list[int] = []
        self.opened: set[str] = set()  # ids of the elements that buttons open
        self.parts: set[str] | None = None  # ids to which links lead, collected when they are asked for
        self.skipped: list[Node] = []
        self.left_out: list[tuple[int, Node]] = []
        self.large = 0  # boxes with the names of boilerplate that are walked
        # The elements around the node that is read: asking it for its parent costs more.
        self.path: list[tuple[Node, int | None]] = []
        self.paragraphs: int | None = None  # of the page, counted when they are asked for

    def layout(self, url: str) -> Layout:
        """Close the boxes that are open, and return what was read of the page at `url`."""
        while self.box >= 0:
            self.close()
        return Layout(
            self.blocks,
            self.boxes,
            self.times,
            self.skipped,
            self.left_out,
            url,
            self.rules,
            self.empty_times,
        )

    def enter(self, node: Node, kind: int, inner: Node) -> bool:
        """Read an element with content, `inner` its first node; False when the content is not to be walked."""
        if kind == _BOX:
            if self.texts:
                self.flush()
            if not self.open(node, _BOX_TAGS[node.tag_id]):
                return False
            if inner.tag_id == TEXT and inner.next is None:  # a box of one text, as most are
                self.read_text(inner.text_content or "")
                return False
        elif kind == _LINK:
            return self.enter_link(node)
        elif kind == _BOLD:
            self.bold_from = len(self.texts)
        elif kind == _TIME:
            self.note_time(node)
        elif kind == _BUTTON:
            return self.enter_button(node)
        elif kind == _SPAN:
            return not (self.path and self.path[-1][1] == _LINK and _is_spoken(node))
        return True

    def enter_button(self, node: Node) -> bool:
        """Read a button: the name of the part that it opens if it is a heading, otherwise a control without text."""
        if opened := node.attributes.get("aria-controls"):
            self.opened.add(opened)
        return not is_unread(node, "button", self.boxes[self.box].tag)

    def enter_link(self, node: Node) -> bool:
        """Read a link. One without a target, of a heading to itself or that opens a panel is none.

        The sign of a heading is not read.
        """
        within = self.boxes[self.box].tag
        target = node.attributes.get("href")
        if target is None:
            return True
        if target.startswith("#"):
            if within in HEADINGS:
                return not is_unread(node, "a", within)
            if (read_names(node.attributes.get("class") or "") | self.boxes[self.box].signals) & PANEL:
                return True
        self.link_from = len(self.texts)
        self.links += 1
        self.link = node
        return True

    def note_time(self, node: Node) -> None:
        if value := node.attributes.get("datetime"):
            self.times.append((len(self.blocks), value))
            if node.first_child is None:
                self.empty_times.append((len(self.blocks), value))

    def ascend(self) -> Node | None:
        """What follows the elements that end here, the innermost first."""
        path = self.path
        while path:
            node, kind = path.pop()
            if kind == _BOX:
                self.close()
            elif kind is not None:
                self.leave(kind)
            if (following := node.next) is not None:
                return following
        return None

    def leave(self, kind: int) -> None:
        """A link or a bold run ends."""
        if kind == _LINK:
            if self.link_from is not None:
                self.linked += _letters(self.texts, self.link_from)
            self.link_from = None
        elif kind == _BOLD:
            if self.bold_from is not None:
                self.bold += _letters(self.texts, self.bold_from)
            self.bold_from = None

    def open(self, node: Node, tag: str) -> bool:
        """A box begins; False when it is not to be read."""
        boxes = self.boxes
        names, signals = "", 0
        mark: str | None = None
        if attributes := node.attributes:
            name, mark = attributes.get("class"), attributes.get("id")
            if name:
                names, signals = name, read_names(name)
            if mark:  # read apart from the class, which many elements share
                names = f"{name} {mark}" if name else mark
                signals |= read_names(mark)
            if len(attributes) > (name is not None) + (mark is not None):
                signals |= read_attributes(attributes)
        box = Box(tag, self.box, len(self.blocks), node, names, signals)
        if signals and signals & HIDDEN and self.is_panel(box, mark):
            box.signals = signals = signals ^ HIDDEN
        if (
            (signals & self.doubtful or tag in self.beside)
            and boxes
            and not self.with_boilerplate
            and self.is_boilerplate(box)
            and not (self.has_facts(node, box) or self.is_large(node, box))
        ):
            self.left_out.append((len(self.blocks), node))
            return False
        self.box = len(boxes)
        boxes.append(box)
        return True

    def is_panel(self, box: Box, mark: str | None) -> bool:
        """True for a hidden box that a reader opens: it is named so, or a button or the heading above it opens it."""
        if box.signals & PANEL or mark in self.opened or (mark and mark in self.linked_parts()):
            return True
        if not self.boxes:
            return False
        above = self.boxes[-1]
        return above.tag in _OPENERS and above.parent == self.box and above.end == len(self.blocks)

    def linked_parts(self) -> set[str]:
        """The ids to which links of the page lead."""
        if self.parts is None:
            links = self.root.css('a[href^="#"]')
            self.parts = {(link.attributes.get("href") or "")[1:] for link in links}
        return self.parts

    def is_boilerplate(self, box: Box) -> bool:
        """True for a box whose names say boilerplate and nothing else, or that stands beside the articles of a page."""
        if box.tag == "nav":
            return True
        if box.signals & (DATE | CONTENT | LEAD | DECLARED_BODY) or box.tag in _WHOLE:
            return False
        return bool(box.signals & _NAMED) or not self.in_part()

    def has_facts(self, node: Node, box: Box) -> bool:
        """True for a side box in the main part of a page that tells a deadline, a place or a contact."""
        if not box.signals & SIDE or box.signals & (MENU | NEVER | OTHER_POSTS) or not self.in_part():
            return False
        return any(map(states_known_fact, node.text(deep=True, separator="\n")[:_SIDE].split("\n")))

    def in_part(self) -> bool:
        number = self.box
        while number >= 0:
            if self.boxes[number].tag in _PARTS:
                return True
            number = self.boxes[number].parent
        return False

    def is_large(self, node: Node, box: Box) -> bool:
        """True for a box that may hold the post whatever its name: it has many of the page's paragraphs.

        Navigation has no post, comments and questions about cookies only with the main heading.
        """
        if box.tag == "nav":
            return False
        if box.signals & NEVER:
            return node.css_first("h1") is not None
        count = len(node.css("p"))
        if count >= _FEW:
            if self.paragraphs is None:
                self.paragraphs = len(self.root.css("p"))
            if count > _LARGE * self.paragraphs:
                self.large += 1
                self.with_boilerplate = self.large >= _MOST_LARGE  # each of them is counted through
                return True
        self.skipped.append(node)
        return False

    def close(self) -> None:
        """The innermost box ends; one that holds nothing is forgotten."""
        if self.texts:
            self.flush()
        boxes, number = self.boxes, self.box
        box = boxes[number]
        if box.tag == "tr":
            self.join_row(box)
        end = box.end = len(self.blocks)
        if end > box.start or box.parent < 0:
            box.last = len(boxes) - 1
        else:
            del boxes[number:]
        self.box = box.parent

    def read_text(self, text: str) -> None:
        """The innermost box holds only this text: it is a line, and the box ends."""
        line = one_line(text)
        if self.link_from is not None or self.bold_from is not None or not line:
            self.texts.append(text)
            self.close()
            return
        boxes, number, links = self.boxes, self.box, self.links
        box = boxes[number]
        if len(self.blocks) < _MOST_BLOCKS:
            link = self.link if links else None
            self.blocks.append(Block(line, box.tag, number, self.linked, links, self.bold, link))
            self.linked = self.bold = self.links = 0
            box.end, box.last = len(self.blocks), number
        else:
            del boxes[number:]
        self.box = box.parent

    def flush(self) -> None:
        """The line being read ends."""
        texts = self.texts
        text = one_line(_joined(texts) if len(texts) > 1 else "".join(texts))
        if text and len(self.blocks) < _MOST_BLOCKS:
            if self.link_from is not None:
                self.linked += _letters(texts, self.link_from)
            if self.bold_from is not None:
                self.bold += _letters(texts, self.bold_from)
            box, links = self.box, self.links
            link = self.link if links else None
            self.blocks.append(Block(text, self.boxes[box].tag, box, self.linked, links, self.bold, link))
            self.linked = self.bold = 0
            self.links = 0 if self.link_from is None else 1
        texts.clear()
        if self.link_from is not None:
            self.link_from = 0
        if self.bold_from is not None:
            self.bold_from = 0

    def join_row(self, row: Box) -> None:
        """The short cells of a table's row become one line."""
        cells = self.blocks[row.start :]
        if len(cells) < 2 or len({cell.box for cell in cells}) < len(cells):
            return
        if any(len(cell.text) > _CELL for cell in cells):
            return
        linked, links = sum(cell.linked for cell in cells), sum(cell.links for cell in cells)
        bold = sum(cell.bold for cell in cells)
        held = [self.boxes[cell.box] for cell in cells]
        row.cells = tuple([node for box in held for node in box.cells or (box.node,)])
        del self.blocks[row.start :], self.boxes[self.box + 1 :]
        line = " | ".join(cell.text for cell in cells)
        link = next((cell.link for cell in reversed(cells) if cell.link is not None), None)
        self.blocks.append(Block(line, "tr", self.box, linked, links, bold, link))


def _joined(texts: list[str]) -> str:
    """The texts of a line, with a blank between a day and the number behind it: only the page's style divides them."""
    return "".join(
        [
            f" {text}" if at and text[:1].isdigit() and _DAY_END.search(texts[at - 1]) else text
            for at, text in enumerate(texts)
        ]
    )


def _letters(texts: list[str], start: int) -> int:
    if len(texts) == start + 1:  # as most links
        return len(texts[start].strip())
    return sum([len(text.strip()) for text in texts[start:]])
