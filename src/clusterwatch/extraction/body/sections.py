"""The sections of a post that content systems put into boxes of their own below its text: panels, tables, contacts.

<main> <h1>…</h1> <div class="text">…</div> <div class="accordion">…</div> <div class="table">…</div> </main>
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clusterwatch.extraction.class_signals import CONTENT, PANEL, read_names
from clusterwatch.extraction.compare import word_set
from clusterwatch.extraction.layout import Box, Layout, sums_of
from clusterwatch.extraction.statements import is_own_label, leads_out, states_fact
from clusterwatch.html_tree import HEADINGS

_SHORT = 600  # letters: a longer text is rarely continued in other boxes
_WHOLE = word_set("body html")


def sections_below(layout: Layout, weights: Sequence[float], core: int, title_at: int | None) -> list[int]:
    """The blocks of sections below box `core`, in the boxes up to the one that holds the title.

    The first box of links ends the post, and so does the heading of comments, partners or other posts.
    """
    boxes, inner = layout.boxes, core
    if title_at is None or title_at >= boxes[core].start:
        return []
    sums = sums_of(weights)
    found: list[int] = []
    while not boxes[inner].holds(title_at) and boxes[boxes[inner].parent].tag not in _WHOLE:
        found += _behind(layout, sums, inner, core, title_at)
        inner = boxes[inner].parent
    return found


def _behind(layout: Layout, sums: Sequence[float], inner: int, core: int, title_at: int) -> Iterator[int]:
    """The blocks of sections behind box `inner` in the box around it."""
    boxes = layout.boxes
    last, number = boxes[boxes[inner].parent].last, boxes[inner].last + 1
    while number <= last and sums[boxes[number].end] >= sums[boxes[number].start]:
        box = boxes[number]
        first = layout.blocks[box.start]
        if first.tag in HEADINGS and not is_own_label(first.text):
            break
        if _is_section(layout, box, boxes[core]) and not _cites(layout, box, title_at):
            yield from range(box.start, box.end)
        number = box.last + 1


def _is_section(layout: Layout, box: Box, core: Box) -> bool:
    """True for a section below a short text; below a long one, which is whole, only for panels and further texts."""
    first = layout.blocks[box.start]
    says = box.end - box.start > 1 or first.tag in HEADINGS or states_fact(first) or leads_out(first, None)
    if not says:
        return False
    if box.node.css_first("form") is not None:
        return False
    if layout.letters_before[core.end] - layout.letters_before[core.start] < _SHORT:
        return True
    return bool(box.signals & PANEL) or not _text_names(box).isdisjoint(_text_names(core))


def _cites(layout: Layout, box: Box, title_at: int) -> bool:
    """True for a box that repeats the title or the address of the post, for those who cite it, with its licence."""
    own = {layout.blocks[title_at].text, layout.url}
    return any(block.text in own for block in layout.blocks[box.start : box.end])


def _text_names(box: Box) -> set[str]:
    """The names of a box that say that it holds the text of a post."""
    return {name for name in box.names.split() if read_names(name) & CONTENT}
