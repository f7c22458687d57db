"""Lists of other posts: boxes of one kind, each short and with a link as its heading."""

from __future__ import annotations

from clusterwatch.extraction.layout import Box, Layout
from clusterwatch.html_tree import HEADINGS

Kind = tuple[int, str, str]  # parent, tag, first class
_ITEM = 500  # letters: a teaser is shorter
_ROW = 25  # letters: a linked line that is shorter may be a name in a list
_ROWS = frozenset(("li", "div", "article", "section"))


def find_teasers(layout: Layout, gone: list[bool]) -> None:
    """Mark in `gone` the blocks of all teasers of the page."""
    for count, members in _repeated(layout):
        teasers = [box for box in members if _is_teaser(layout, box)]
        if len(teasers) >= 0.7 * count:
            for box in teasers:
                gone[box.start : box.end] = [True] * (box.end - box.start)


def _repeated(layout: Layout) -> list[tuple[int, list[Box]]]:
    """Groups of sibling boxes with the same tag and first class: how many there are, and which may be teasers."""
    linked = layout.linked_before
    found: dict[Kind, list[Box]] = {}
    for box in layout.boxes:
        start, end = box.start, box.end
        if linked[end] > linked[start] and (end - start > 1 or box.tag in _ROWS):
            kind = (box.parent, box.tag, box.names.partition(" ")[0])
            if (known := found.get(kind)) is None:
                found[kind] = [box]
            else:
                known.append(box)
    counts = {kind: 0 for kind, members in found.items() if len(members) > 1}
    parents = {parent for parent, _, _ in counts}
    for box in layout.boxes:
        if box.parent in parents:
            kind = (box.parent, box.tag, box.names.partition(" ")[0])
            if kind in counts:
                counts[kind] += 1
    return [(count, found[kind]) for kind, count in counts.items()]


def _is_teaser(layout: Layout, box: Box) -> bool:
    links = layout.linked_before[box.end] - layout.linked_before[box.start]
    size = layout.letters_before[box.end] - layout.letters_before[box.start]
    if size > _ITEM:
        return False
    if links > 0.7 * size and size > _ROW:
        return True
    return any(
        block.linked > 0.7 * len(block.text)
        for block in layout.blocks[box.start : box.end]
        if block.tag in HEADINGS
    )
