"""Lists of other posts: boxes that repeat, each short and headed by a link."""

from __future__ import annotations

from collections import defaultdict

from clusterwatch.extract.blocks import HEADINGS, Layout

_ITEM = 500  # letters: a teaser is shorter
_LONG_ITEM = 1000  # letters: one among other teasers is shorter
_ROW = 25  # letters: a linked line that is shorter may be a name in a list


def mark_teasers(layout: Layout, gone: list[bool]) -> None:
    """Mark in `gone` the blocks of all teasers of the page."""
    children: dict[int, list[int]] = defaultdict(list)
    for number, box in enumerate(layout.boxes):
        if box.end > box.start and not gone[box.start]:
            children[box.parent].append(number)
    for siblings in children.values():
        if len(siblings) < 2:
            continue
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number in siblings:
            box = layout.boxes[number]
            groups[box.tag, box.marks.split(" ", 1)[0]].append(number)
        for members in groups.values():
            teasers = [n for n in members if _is_teaser(layout, n, _ITEM)]
            if len(teasers) >= 2 and len(teasers) >= 0.7 * len(members):
                for n in members:
                    box = layout.boxes[n]
                    if _is_teaser(layout, n, _LONG_ITEM):
                        gone[box.start : box.end] = [True] * (box.end - box.start)


def _is_teaser(layout: Layout, number: int, longest: int) -> bool:
    box = layout.boxes[number]
    blocks = layout.blocks[box.start : box.end]
    size = sum(len(b.text) for b in blocks)
    linked = sum(b.linked for b in blocks)
    if size > longest or not linked:
        return False
    if len(blocks) == 1 and box.tag not in ("li", "div", "article", "section"):
        return False
    if any(b.tag in HEADINGS and b.linked > 0.7 * len(b.text) for b in blocks):
        return True
    return linked > 0.7 * size and size > _ROW
