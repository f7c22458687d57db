"""The part of a page that holds the post: the innermost box with most of the prose, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from clusterwatch.extraction.class_signals import CONTENT
from clusterwatch.extraction.compare import word_set
from clusterwatch.extraction.layout import Box, Layout, sums_of
from clusterwatch.extraction.statements import states_known_fact, tells_of_day
from clusterwatch.html_tree import HEADINGS

_CORE = 0.5  # of the prose of the best box: the core holds at least this much
_PART = 0.3  # of the prose of the core: a box beside it with this much is another part of the post
_LIKE = 0.03  # the same for a box of the same kind as the one that holds the core
_HOLDERS = word_set("article body center div fieldset form main section td")  # a list is never the whole post
_TEXT = HEADINGS | word_set("p ul ol dl blockquote pre table")


def post_region(layout: Layout, weights: Sequence[float], title_at: int | None) -> tuple[int, list[int]]:
    """The number of the core box and the blocks of the post's region, in order."""
    sums = sums_of(weights)
    best = _best_box(layout, sums)
    core = _core(layout, sums, best)
    chosen = [(layout.boxes[core].start, layout.boxes[core].end)]
    inner = core
    level = 0
    while inner != best:
        outer = layout.boxes[inner].parent
        level += 1
        chosen += _beside(layout, sums, core, inner, outer, level)
        inner = outer
    while inner and layout.boxes[inner].tag not in _HOLDERS:
        # One paragraph or list outweighs what short lines stand beside it.
        outer = layout.boxes[inner].parent
        chosen += _beside(layout, sums, core, inner, outer, 0)
        inner = outer
    if title_at is not None:
        chosen.append((title_at, layout.boxes[core].start))
    numbers = sorted({i for start, end in chosen for i in range(start, end)})
    return core, [i for i in numbers if title_at is None or i > title_at]


def _best_box(layout: Layout, sums: Sequence[float]) -> int:
    def gain_of(number: int) -> tuple[float, int]:
        box = layout.boxes[number]
        gain = sums[box.end] - sums[box.start]
        return max(gain, 1.05 * gain) if box.signals & CONTENT else gain, number

    return max(range(len(layout.boxes)), key=gain_of)  # of two boxes with the same gain the inner one


def _core(layout: Layout, sums: Sequence[float], best: int) -> int:
    box = layout.boxes[best]
    least = _CORE * (sums[box.end] - sums[box.start])
    core = at = best
    for number in range(best, box.last + 1):
        inner = layout.boxes[number]
        # Document order: a box with more than half can only be followed by boxes within it.
        if inner.parent == at and sums[inner.end] - sums[inner.start] > least:
            at = number
            if inner.tag in _HOLDERS:
                core = number
    return core


def _beside(
    layout: Layout, sums: Sequence[float], core: int, inner: int, outer: int, level: int
) -> list[tuple[int, int]]:
    """The spans beside box `inner` within box `outer` that are parts of the post.

    `level` counts the boxes from the core outwards; it is 0 beside a paragraph or list that is the core. Boxes of the
    kind of `inner` between two parts are parts, however little they say, unless they are of links, and so are those
    behind the last part that tell a deadline or the like.
    """
    out: list[tuple[int, int]] = []
    between: list[tuple[int, int]] | None = None  # behind the last part
    mine = layout.boxes[inner]
    own = _without_numbers(mine.names)
    whole = sums[layout.boxes[core].end] - sums[layout.boxes[core].start]
    number = outer + 1
    last = layout.boxes[outer].last
    while number <= last:
        box = layout.boxes[number]
        gain = sums[box.end] - sums[box.start]
        like = box.tag == mine.tag and box.names.split()[:1] == mine.names.split()[:1]
        near = (level <= 1 and (box.tag in _TEXT or like)) or (
            like and gain > _LIKE * whole and box.tag != "article"
        )
        line = level == 0 and box.tag == "div" and box.end == box.start + 1
        same = like and bool(own) and _without_numbers(box.names) == own
        follows = same and between is not None and _tells_fact(layout, box)
        if number == inner or near or line or follows or gain >= _PART * whole:
            out += between or ()
            between = []
            if number != inner:
                out.append((box.start, box.end))
        elif gain < 0:
            between = None
        elif same and between is not None:
            between.append((box.start, box.end))
        number = box.last + 1
    return out


def _tells_fact(layout: Layout, box: Box) -> bool:
    """True for a box with a line of a deadline, a place, a price or a contact."""
    return any(
        states_known_fact(block.text, row=block.tag == "tr") or tells_of_day(block.text, labelled=True)
        for block in layout.blocks[box.start : box.end]
    )


def _without_numbers(names: str) -> list[str]:
    """The names of a box without those that number it: `frame-type-text`, not `c4711`."""
    return [name for name in names.split() if not any(map(str.isdigit, name))]
