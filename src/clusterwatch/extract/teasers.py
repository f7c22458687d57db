"""Lists of other posts: boxes that repeat, each short and headed by a link."""

from __future__ import annotations

from itertools import accumulate

from clusterwatch.extract.blocks import HEADINGS
from clusterwatch.extract.layout import Layout

_ITEM = 500  # letters: a teaser is shorter
_LONG_ITEM = 1000  # letters: one among other teasers is shorter
_ROW = 25  # letters: a linked line that is shorter may be a name in a list
_ROWS = frozenset(("li", "div", "article", "section"))


def mark_teasers(layout: Layout, gone: list[bool]) -> None:
    """Mark in `gone` the blocks of all teasers of the page."""
    linked = [0, *accumulate(block.linked for block in layout.blocks)]
    sizes = [0, *accumulate(len(block.text) for block in layout.blocks)]
    for members in _repeated(layout):
        teasers = [n for n in members if _is_teaser(layout, n, linked, sizes)]
        if len([n for n in teasers if _size(layout, n, sizes) <= _ITEM]) >= max(2, 0.7 * len(members)):
            for n in teasers:
                box = layout.boxes[n]
                gone[box.start : box.end] = [True] * (box.end - box.start)


def _repeated(layout: Layout) -> list[list[int]]:
    """Boxes beside each other with the same tag and first class, two or more."""
    siblings: dict[tuple[int, str, str], list[int]] = {}
    for number, box in enumerate(layout.boxes):
        if box.end > box.start:
            key = (box.parent, box.tag, box.marks.partition(" ")[0])
            if (known := siblings.get(key)) is None:
                siblings[key] = [number]
            else:
                known.append(number)
    return [members for members in siblings.values() if len(members) > 1]


def _size(layout: Layout, number: int, sizes: list[int]) -> int:
    box = layout.boxes[number]
    return sizes[box.end] - sizes[box.start]


def _is_teaser(layout: Layout, number: int, linked: list[int], sizes: list[int]) -> bool:
    box = layout.boxes[number]
    links = linked[box.end] - linked[box.start]
    size = sizes[box.end] - sizes[box.start]
    if not links or size > _LONG_ITEM or (box.end - box.start == 1 and box.tag not in _ROWS):
        return False
    if links > 0.7 * size and size > _ROW:
        return True
    return any(
        block.linked > 0.7 * len(block.text)
        for block in layout.blocks[box.start : box.end]
        if block.tag in HEADINGS
    )
