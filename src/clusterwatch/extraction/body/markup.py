"""The body of a post as HTML, from the blocks that its text keeps, and the links in it.

    blocks ─► the line of each block as runs (text, link, emphasis) ─► the lists, tables … around it ─► HTML by lines

`body_html` says what the HTML may contain. Boxes that only arrange the page, such as `<div>`, are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from html import escape

from clusterwatch.body_html import cleaned, from_text
from clusterwatch.extraction.blocks import BOXES, UNSEEN, is_unread
from clusterwatch.extraction.body.kept import KeptBlocks, KeptBody
from clusterwatch.extraction.compare import word_set
from clusterwatch.extraction.layout import Box
from clusterwatch.extraction.links import Anchor, Links
from clusterwatch.html_tree import HEADINGS, TEXT, Node, tag_numbers
from clusterwatch.text import clean, one_line

_STRONG, _EM, _CODE = 1, 2, 4
_MARKS = {
    **dict.fromkeys(("b", "strong"), _STRONG),
    **dict.fromkeys(("em", "i", "cite", "dfn"), _EM),
    **dict.fromkeys(("code", "kbd", "samp", "tt", "var"), _CODE),
}
_STARTS = [
    "".join([f"<{tag}>" for mark, tag in ((_STRONG, "strong"), (_EM, "em"), (_CODE, "code")) if marks & mark])
    for marks in range(8)
]
_ENDS = [
    "".join(
        [f"</{tag}>" for mark, tag in ((_CODE, "code"), (_EM, "em"), (_STRONG, "strong")) if marks & mark]
    )
    for marks in range(8)
]
_CELLS, _LISTS = word_set("td th"), word_set("ul ol")
_ROW_GROUPS = word_set("thead tbody tfoot")
_ROWS_IN = _ROW_GROUPS | word_set("table")
# The parents of which an element must be a child, and the one that is added if it is not. Without one it is left out.
_PARENTS = {
    "li": (_LISTS, "ul"),
    **{tag: (word_set("dl"), "dl") for tag in ("dt", "dd")},
    **{tag: (word_set("table"), None) for tag in (*_ROW_GROUPS, "caption")},
    "tr": (_ROWS_IN, None),
    "td": (word_set("tr"), None),
    "th": (word_set("tr"), None),
}
_OUT = {"menu": "ul"} | {
    tag: tag for tag in (*HEADINGS, *_PARENTS, "p", "pre", "ul", "ol", "dl", "blockquote")
}
_LINES_ONLY = HEADINGS | word_set("p pre dt caption")  # elements that hold no others
_ITEMS = {"ul": "li", "ol": "li", "dl": "dd"}  # what holds a line that stands in a list itself
_PARAGRAPH = 2  # breaks in a row that divide paragraphs
_SPANS, _MOST_SPAN = ("colspan", "rowspan"), 1000
_BOX_NUMBERS = frozenset(tag_numbers(sorted(BOXES)))
_LINK, _BUTTON, _SPAN = tag_numbers(("a", "button", "span"))
_BREAK_NUMBERS = frozenset(tag_numbers(("br", "hr")))
_ENDS_LINE = _BOX_NUMBERS | _BREAK_NUMBERS
_UNSEEN_NUMBERS = frozenset(tag_numbers(sorted(UNSEEN)))
_UNREAD = {_LINK: "a", _BUTTON: "button", _SPAN: "span"}  # some of them are not read
_MARKS_OF = dict(zip(tag_numbers(_MARKS), _MARKS.values(), strict=True))

# What `cleaned` may write in another way, as tables without `<tbody>`. All else that is written here stays as it is.
_REWRITTEN = re.compile(
    r"<(?:t|pre|a (?!href=\"(?:https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}(?:/(?:[\w!$()*+,./:;=?@~%#-]|&amp;)*)?"
    r"|mailto:[\w.+-]+@[\w.-]+)\">))",
    re.A,
)

_PLAIN = (None, 0)  # no link and no emphasis
# An element: its box, what tells the elements of one box apart, and its tag. It is equal for all of its lines.
Opened = tuple[int, object, str]

# A part of a line with the same link and emphasis: its text, the link, and the marks of the emphasis.
Run = tuple[str, Anchor | None, int]
Context = tuple[Anchor | None, int]  # the link and the marks of the elements around a text
Place = tuple[tuple[Opened, ...], Context]
Line = tuple[
    list[Run], int
]  # the runs of a block, and how many breaks are between the block before and this one


def body_html(body: KeptBody, text: str, links: Links) -> str:
    """Return `text`, which was read from the blocks of `body`, as HTML. `links` notes the links of the blocks.

    It has only paragraphs if the text is not that of the blocks, line by line.
    """
    plain = "\n".join([line for part in body.parts for line in part.lines()])
    writers = [_Writer(part, links, tidied=plain != text) for part in body.parts]
    lines = [line for writer in writers for line in writer.lines()]
    for writer in writers:
        writer.note_others()
    if len(lines) != text.count("\n") + 1 or (plain != text and body.text != text):
        return from_text(text)
    html = "\n".join(lines)
    return cleaned(html) if _REWRITTEN.search(html) is not None else html


class _Writer:
    """Writes the kept blocks of a layout. `tidied` says that the text was cleaned, as its runs must be."""

    def __init__(self, part: KeptBlocks, links: Links, *, tidied: bool) -> None:
        self._layout = part.layout
        self._part = part
        self._links = links
        self._tidied = tidied
        self._lines_of: dict[int, dict[int, Line]] = {}  # of boxes with several lines, by box and block
        self._places: dict[int, Place] = {-1: ((), _PLAIN)}  # by box
        self._tables: frozenset[int] = frozenset()
        self._paragraphs: dict[int, int] = {}  # the block with which the last one begins, by box
        self._cells: set[int] = set()  # that are written

    def lines(self) -> list[str]:
        """Return the HTML of each block. Blocks without a visible character have none."""
        self._tables = self._tables_with_columns()
        out: list[str] = []
        stack: tuple[Opened, ...] = ()
        for number in self._part.numbers:
            chain, content = self._block(number)
            if not content:
                continue
            same = _common(stack, chain)
            if same == len(stack) == len(chain) and out:
                out[-1] += "" if chain[-1][-1] == "pre" else "<br>"
            elif out:
                out[-1] += _closing(stack[same:])
            out.append("".join([self._opening(one) for one in chain[same:]]) + content)
            stack = chain
        if out:
            out[-1] += _closing(stack)
        return out

    def _block(self, number: int) -> tuple[tuple[Opened, ...], str]:
        """Return the elements around a block, the outermost first, and its HTML."""
        inner = self._layout.blocks[number].box
        if self._layout.boxes[inner].cells:
            return self._row(inner)
        chain, context = self._place(inner)
        around = chain[-1][-1] if chain else ""
        runs, breaks = self._line(number, context, around)
        if around == "pre":
            return chain, self._verbatim(runs)
        if around in _ITEMS:
            chain = (*chain, (inner, "item", _ITEMS[around]))
        elif around in ("", "blockquote"):
            chain, around = (*chain, (inner, None, "p")), "p"
        if around == "p":
            if breaks >= _PARAGRAPH:
                self._paragraphs[inner] = number
            chain = (*chain[:-1], (inner, self._paragraphs.get(inner), "p"))
        return chain, self._inline(runs)

    def note_others(self) -> None:
        """Note the links of the blocks that are not a part of the text."""
        for number in self._part.others:
            block = self._layout.blocks[number]
            if block.links:
                cells = self._layout.boxes[block.box].cells
                lines = [line for cell in cells for line in _lines(cell, self._links, _PLAIN)]
                for runs, _ in lines or [self._line(number, self._place(block.box)[1], "")]:
                    self._links.note_further(runs)

    def _opening(self, opened: Opened) -> str:
        """Return the start of an element. Cells without kept text come before a cell."""
        number, _, tag = opened
        if tag not in _CELLS:
            return f"<{tag}>"
        node = self._layout.boxes[number].node
        before = [one for one in _before(node) if one.mem_id not in self._cells]
        self._cells.update(one.mem_id for one in (node, *before))
        return "".join([_cell(one, "") for one in before]) + _cell(node, "").removesuffix(f"</{tag}>")

    def _line(self, number: int, context: Context, around: str) -> Line:
        """Return the line of a block in a box with this context, with its blanks if `pre` is `around` it."""
        block = self._layout.blocks[number]
        if (known := self._lines_of.get(block.box)) is None:
            box = self._layout.boxes[block.box]
            first = box.node.first_child
            if around != "pre" and first is not None and first.tag_id == TEXT and first.next is None:
                return [(block.text, *context)], 0
            lines = _lines(box.node, self._links, context)
            blocks, span = self._layout.blocks, range(box.start, box.end)
            own = [i for i in span if blocks[i].box == block.box]
            known = self._lines_of[block.box] = dict(zip(own, lines, strict=False))
        # A page may be read only up to its 60,000th node.
        return known.get(number) or ([(block.text, *_PLAIN)], 0)

    def _place(self, number: int) -> Place:
        """Return the elements around the lines of a box, the outermost first, and their context."""
        known, boxes = self._places, self._layout.boxes
        path = []
        while number not in known:
            path.append(number)
            number = boxes[number].parent
        chain, context = known[number]
        for inner in reversed(path):
            box = boxes[inner]
            if box.parent >= 0:
                context = _around(box.node, self._links, context)
            chain = self._inside(inner, box, chain)
            known[inner] = chain, context
        return chain, context

    def _inline(self, runs: list[Run]) -> str:
        """Return the HTML of a line."""
        if len(runs) == 1 and runs[0][1] is None and not runs[0][2]:  # as most lines
            return escape(one_line(clean(runs[0][0]) if self._tidied else runs[0][0]), quote=False)
        out: list[str] = []
        opened: Context = _PLAIN
        blank = False
        for raw, link, marks in runs:
            text = clean(raw) if self._tidied else raw
            shown = one_line(text)
            if not shown:
                blank = blank or bool(text)
                continue
            gap = " " if out and (blank or text[0].isspace()) else ""
            if opened[0] is not link or opened[1] != marks:
                out += (_end_of(opened), gap, _start_of(link, marks))
                opened = link, marks
            else:
                out.append(gap)
            if link is not None:
                link.kept = True
                link.words += (gap, shown)
            out.append(escape(shown, quote=False))
            blank = text[-1].isspace()
        out.append(_end_of(opened))
        return "".join(out)

    def _verbatim(self, runs: list[Run]) -> str:
        """Return the HTML of a line of preformatted text, with its blanks and line ends."""
        text = "".join([text for text, _, _ in runs]).replace("\r\n", "\n").strip("\n")
        for words, link, _ in runs:
            if link is not None:
                link.kept = True
                link.words.append(words)
        return escape(clean(text) if self._tidied else text).rstrip().replace("\n", "<br>")

    def _row(self, number: int) -> tuple[tuple[Opened, ...], str]:
        """Return the elements around a row of a table whose cells are one block, and its HTML."""
        row = self._layout.boxes[number]
        chain = self._place(row.parent)[0]
        context = self._place(number)[1]
        written = [(cell, self._cell_line(node, context)) for cell, node in _cells_of(row)]
        if not any(content for _, content in written):
            return chain, ""
        found: dict[int, list[str]] = defaultdict(list)
        for cell, content in written:
            found[cell.mem_id].append(content)
        if not (chain and chain[-1][-1] in _ROWS_IN):
            if len(found) == 1:  # a table that only arranges the page
                return (*chain, (number, None, "p")), "<br>".join([content for _, content in written])
            chain = (*chain, (row.parent, "table", "table"))
        cells = [child for child in row.node.iter() if child.tag in _CELLS]
        if found.keys() <= {cell.mem_id for cell in cells}:
            written = [(cell, "<br>".join(found.get(cell.mem_id, ()))) for cell in cells]
        return (*chain, (number, None, "tr")), "".join([_cell(cell, content) for cell, content in written])

    def _cell_line(self, node: Node, context: Context) -> str:
        lines = _lines(node, self._links, _around(node, self._links, context))
        return self._inline([run for runs, _ in lines for run in runs])

    def _inside(self, number: int, box: Box, outer: tuple[Opened, ...]) -> tuple[Opened, ...]:
        tag = "table" if number in self._tables else _OUT.get(box.tag)
        around = outer[-1][-1] if outer else ""
        if tag is None or around in _LINES_ONLY:
            return outer
        parents, added = _PARENTS.get(tag, (None, None))
        if parents is not None and around not in parents:
            if added is None:
                return outer
            outer = (*outer, (box.parent, added, added))
        return (*outer, (number, None, tag))

    def _tables_with_columns(self) -> frozenset[int]:
        """Return the boxes of the tables that have a row with text in several cells. Others only arrange the page."""
        boxes = self._layout.boxes
        if not any(box.tag == "tr" for box in boxes):
            return frozenset()
        found: set[int] = set()
        cells: dict[int, set[int]] = defaultdict(set)  # those with text, by row
        for number in self._part.numbers:
            around = self._layout.ancestors(self._layout.blocks[number].box)
            row = next((b for b in around if boxes[b].tag == "tr"), None)
            if row is None:
                continue
            if boxes[row].cells:
                cells[row].update([cell.mem_id for cell, _ in _cells_of(boxes[row])])
            else:
                cells[row].update([boxes[b].node.mem_id for b in around if boxes[b].parent == row])
            if len(cells[row]) > 1:
                found.update([b for b in self._layout.ancestors(row) if boxes[b].tag == "table"][:1])
        return frozenset(found)


def _lines(node: Node, links: Links, context: Context) -> list[Line]:
    """Return the lines of an element that do not stand in another box within it, as `read_blocks` divides them."""
    link, marks = context
    child = node.first_child
    out: list[Line] = []
    runs: list[Run] = []
    breaks, seen = 0, False
    path: list[tuple[Node, Anchor | None, int]] = []
    while child is not None or path:
        if child is None:
            child, link, marks = path.pop()
        elif (number := child.tag_id) == TEXT:
            text = child.text_content or ""
            seen = seen or not text.isspace()
            runs.append((text, link, marks))
        elif number in _ENDS_LINE:
            if seen:
                out.append((runs, breaks))
                breaks, seen = 0, False
            runs = []
            breaks += number in _BREAK_NUMBERS
        elif (
            number not in _UNSEEN_NUMBERS
            and (inner := child.first_child) is not None
            and not (number in _UNREAD and is_unread(child, _UNREAD[number], node.tag or ""))
        ):
            path.append((child, link, marks))
            if number == _LINK:
                link = links.anchor(child) or link
            else:
                marks |= _MARKS_OF.get(number, 0)
            child = inner
            continue
        child = child.next
    return [*out, (runs, breaks)] if seen else out


def _around(node: Node, links: Links, context: Context) -> Context:
    """Return the link and the emphasis of the inline elements between a box and the box around it."""
    parent = node.parent
    link, marks = context
    while parent is not None and (number := parent.tag_id) not in _BOX_NUMBERS:
        if number == _LINK:
            link = links.anchor(parent) or link
        marks |= _MARKS_OF.get(number, 0)
        parent = parent.parent
    return link, marks


def _cells_of(row: Box) -> list[tuple[Node, Node]]:
    """Return the cell in which each line of a row stands, and the element of the line."""
    out = []
    for node in row.cells:
        cell = node
        while cell.tag not in _CELLS and (around := cell.parent) is not None:
            cell = around
        out.append((cell, node))
    return out


def _before(cell: Node) -> list[Node]:
    """Return the cells before a cell in its row, in order."""
    out = []
    node = cell.prev
    while node is not None:
        if node.tag in _CELLS:
            out.append(node)
        node = node.prev
    return out[::-1]


def _cell(node: Node, content: str) -> str:
    tag = "th" if node.tag == "th" else "td"
    spans = ((name, node.attributes.get(name) or "") for name in _SPANS)
    written = [
        f' {name}="{value}"'
        for name, value in spans
        if value.isdecimal() and len(value) < 5 and 1 < int(value) <= _MOST_SPAN
    ]
    return f"<{tag}{''.join(written)}>{content}</{tag}>"


def _common(one: tuple[Opened, ...], other: tuple[Opened, ...]) -> int:
    """Return how many elements both have from the beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _closing(opened: Sequence[Opened]) -> str:
    return "".join([f"</{tag}>" for *_, tag in reversed(opened)])


def _start_of(link: Anchor | None, marks: int) -> str:
    return f'<a href="{escape(link.url)}">{_STARTS[marks]}' if link is not None else _STARTS[marks]


def _end_of(opened: Context) -> str:
    link, marks = opened
    return f"{_ENDS[marks]}</a>" if link is not None else _ENDS[marks]
