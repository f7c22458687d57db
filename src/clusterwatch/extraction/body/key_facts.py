"""Key facts of a post that stand beside its text: fields of a content system, an aside, a box in a side column.

<article> <h1>…</h1> <div class="field-deadline">Deadline | 30 May 2026</div> <div class="body">…</div> </article>
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from clusterwatch.extraction.boilerplate.phrases import is_page_label, opens_byline
from clusterwatch.extraction.class_signals import (
    ASIDE,
    BOILERPLATE,
    FACT,
    HEAD,
    HIDDEN,
    MENU,
    NEVER,
    OTHER_POSTS,
    SIDE,
)
from clusterwatch.extraction.layout import Block, Box, Layout
from clusterwatch.extraction.statements import label_and_value, pairs_fact

_MOST = 700  # letters: a box of facts is shorter
_LINKED = 0.3  # of its letters: a box with more links is of other posts
_NEVER = NEVER | OTHER_POSTS | MENU | HEAD | HIDDEN


def key_facts(
    layout: Layout, core: int, title_at: int | None, region: Sequence[int], gone: Sequence[bool]
) -> list[int]:
    """The blocks of boxes of facts in the post's container that are not in the region of its text, or are `gone`."""
    around = container(layout, core, title_at)
    if around is None:
        return []
    inside = {i for i in region if not gone[i]}
    if title_at is not None:
        inside.add(title_at)
    found = [i for box in _boxes_of_facts(layout, around, inside) for i in range(box.start, box.end)]
    return [i for i in found if i not in inside and not _is_of_page(layout.blocks[i])]


def _is_of_page(block: Block) -> bool:
    """True for a line with the author or the day of publication among the facts."""
    labelled = label_and_value(block.text, row=block.tag == "tr")
    return is_page_label(labelled[0]) if labelled is not None else opens_byline(block.text)


def container(layout: Layout, core: int, title_at: int | None) -> int | None:
    """The box around the text that is the post's own: its article, otherwise the innermost that has its title too."""
    around = layout.ancestors(core)[:-1]
    for number in around:
        if layout.boxes[number].tag == "article":
            return number
    for number in around:
        box = layout.boxes[number]
        if box.tag == "main" if title_at is None else box.start <= title_at < box.end:
            return number
    return None


def _boxes_of_facts(layout: Layout, around: int, inside: set[int]) -> Iterator[Box]:
    """The outermost boxes of facts in box `around` that have none of the blocks `inside`."""
    known = [0, *accumulate([i in inside for i in range(len(layout.blocks))])]
    number, last = around + 1, layout.boxes[around].last
    while number <= last:
        box = layout.boxes[number]
        count = known[box.end] - known[box.start]
        whole = count == box.end - box.start or _is_barred(box)
        if not whole and not count and _tells_facts(layout, box):
            whole = True
            yield box
        number = box.last + 1 if whole else number + 1


def _is_barred(box: Box) -> bool:
    if box.tag in ("nav", "footer", "form", "menu", "figcaption") or box.signals & _NEVER:
        return True
    return bool(box.signals & BOILERPLATE) and not box.signals & (SIDE | ASIDE)


def _tells_facts(layout: Layout, box: Box) -> bool:
    size = layout.letters_before[box.end] - layout.letters_before[box.start]
    linked = layout.linked_before[box.end] - layout.linked_before[box.start]
    if size > _MOST or linked > _LINKED * size:
        return False
    if box.signals & FACT:
        return True
    for i in range(box.start, box.end):
        block = layout.blocks[i]
        pair = label_and_value(block.text, row=block.tag == "tr")
        if pair is None and i + 1 < box.end and not block.links:
            pair = block.text, layout.blocks[i + 1].text
        if pair is not None and pairs_fact(*pair):
            return True
    return False
