"""Inside the box that holds the post: what is still not the post is cut away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from clusterwatch.extraction.blocks import HEADINGS
from clusterwatch.extraction.boilerplate.phrases import (
    is_byline,
    is_caption,
    is_row_of_facts,
    is_stock_phrase,
)
from clusterwatch.extraction.class_signals import LEAD, PICTURE
from clusterwatch.extraction.layout import Block, Layout

_LIST = 700  # letters: a box of links with its label is shorter
_PROSE = 250  # letters: a box with more prose is no list of links
_CAPTION, _CAPTION_LINES = 250, 2  # letters and lines of a caption at most
_LABEL = 80  # letters: a caption's or a label's line is shorter
_ITEMS = frozenset(("li", "tr", "td", "dd", "dt"))
_ENDS = tuple('.!?…:;。！？」』”"»“)')


def keep_blocks(
    layout: Layout, region: Sequence[int], dropped: Sequence[bool], weights: Sequence[float]
) -> list[int]:
    """The numbers of the blocks of the region that are the post, in order."""
    if not region:
        return []
    best = _around(layout, region)
    stock = [i for i in region if is_stock_phrase(layout.blocks[i].text)]
    cut = _link_boxes(layout, best, weights) | _after_labels(layout, best, stock)
    cut.update(stock)
    numbers = [i for i in region if not dropped[i] and i not in cut and not _is_of_picture(layout, i)]
    prose = [i for i in numbers if weights[i] > 0 and layout.blocks[i].tag not in HEADINGS]
    if not prose:
        return numbers
    first = next((i for i in numbers if i < prose[0] and _opens(layout, i)), prose[0])
    last = _end(layout, numbers, prose[-1])
    numbers = [i for i in numbers if first <= i <= last]
    numbers = _without_labels(layout, numbers, prose)
    return _once(layout, numbers)


def _end(layout: Layout, numbers: Sequence[int], last: int) -> int:
    """The number of the block with which the post ends: behind its last prose also a list or a table without links.

    A heading belongs to it that stands right above them: the winners of a call, the parts of a budget.
    """
    heading = False
    behind = [i for i in numbers if i > last]
    for expected, i in enumerate(behind, last + 1):
        block = layout.blocks[i]
        if i != expected or block.links:
            break
        if block.tag in _ITEMS:
            last, heading = i, False
        elif block.tag in HEADINGS and not heading:
            heading = True
        else:
            break
    return last


def _is_of_picture(layout: Layout, number: int) -> bool:
    block = layout.blocks[number]
    return block.tag not in HEADINGS and (is_caption(block.text) or _describes_picture(layout, block))


def _describes_picture(layout: Layout, block: Block) -> bool:
    """True for the only lines of a box that is named after a picture."""
    if len(block.text) > _CAPTION:
        return False
    inner = layout.boxes[block.box]
    boxes = (inner, layout.boxes[inner.parent]) if inner.parent >= 0 else (inner,)
    return any(box.signals & PICTURE and box.end - box.start <= _CAPTION_LINES for box in boxes)


def _opens(layout: Layout, number: int) -> bool:
    """True for a lead before the first prose: a long heading, or a line in a box that says so."""
    block = layout.blocks[number]
    if block.linked or len(block.text) < 30 or is_byline(block.text):
        return False
    return (block.tag in HEADINGS and len(block.text) >= 60) or bool(layout.boxes[block.box].signals & LEAD)


def _around(layout: Layout, region: Sequence[int]) -> int:
    """The innermost box around the whole region."""
    for number in layout.ancestors(layout.blocks[region[0]].box):
        if layout.boxes[number].end > region[-1]:
            return number
    return 0


def _link_boxes(layout: Layout, best: int, weights: Sequence[float]) -> set[int]:
    """Blocks in boxes that are mostly links and hold next to no prose."""
    out: set[int] = set()
    linked, sizes = layout.linked_before, layout.letters_before
    prose = [0.0, *accumulate([weight if weight > 0.0 else 0.0 for weight in weights])]
    skip = -1
    for number in range(best + 1, layout.boxes[best].last + 1):
        inner = layout.boxes[number]
        if number <= skip:
            continue
        size = sizes[inner.end] - sizes[inner.start]
        few = prose[inner.end] - prose[inner.start] < _PROSE
        if few and linked[inner.end] - linked[inner.start] > 0.6 * max(1, size):
            out.update(range(inner.start, inner.end))
            skip = inner.last
    return out


def _after_labels(layout: Layout, best: int, labels: Sequence[int]) -> set[int]:
    """A box that opens with a label of other posts ("Read also") is left out as a whole if it is short."""
    out: set[int] = set()
    letters = layout.letters_before
    for i in labels:
        outermost = None
        for number in layout.ancestors(layout.blocks[i].box):
            box = layout.boxes[number]
            if number <= best or box.start < i or letters[box.end] - letters[box.start] > _LIST:
                break
            outermost = box
        if outermost is not None:
            out.update(range(outermost.start, outermost.end))
    return out


def _without_labels(layout: Layout, numbers: list[int], prose: list[int]) -> list[int]:
    """Without short lines that are no sentence, no list item, no heading: captions, credits, bylines, dates."""
    long = [i for i in prose if len(layout.blocks[i].text) >= 150]
    head = long[1] if len(long) > 1 else prose[min(2, len(prose) - 1)]
    beside = {layout.blocks[i].box for i in long}  # lines between paragraphs that only breaks divide
    return [i for i in numbers if not _is_label(layout, i, i < head, layout.blocks[i].box in beside)]


def _is_label(layout: Layout, number: int, in_head: bool, in_prose: bool) -> bool:
    block = layout.blocks[number]
    if in_head and is_row_of_facts(block.text):
        return True
    if len(block.text) >= _LABEL or block.tag in _ITEMS or block.tag in ("pre", "blockquote"):
        return False
    if in_head and is_byline(block.text):
        return True
    if in_prose or block.tag in HEADINGS or block.text.endswith(_ENDS):
        return False
    if block.tag == "p" or bool(layout.boxes[block.box].signals & LEAD):
        return False
    return not block.bold > 0.8 * len(block.text)


def _once(layout: Layout, numbers: list[int]) -> list[int]:
    """A long text that stands twice is given once."""
    seen: set[str] = set()
    out = []
    for i in numbers:
        text = layout.blocks[i].text
        if len(text) >= 60:
            if text in seen:
                continue
            seen.add(text)
        out.append(i)
    return out
