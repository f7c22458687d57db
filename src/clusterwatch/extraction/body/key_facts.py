"""Key facts of a post that stand beside its text: fields of a content system, an aside, a box in a side column.

<article> <h1>…</h1> <div class="field-deadline">Deadline | 30 May 2026</div> <div class="body">…</div> </article>
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from clusterwatch.extraction.boilerplate.phrases import is_page_label, opens_byline
from clusterwatch.extraction.class_signals import BOILERPLATE, FACT, HIDDEN, OTHER_POSTS, SIDE
from clusterwatch.extraction.layout import Block, Box, Layout
from clusterwatch.extraction.statements import label_and_value, pairs_fact

_MOST = 700  # letters: a box of facts is shorter
_LINKED = 0.3  # of its letters: a box with more links is of other posts
_TAGS = frozenset(("nav", "footer", "form", "menu", "figcaption"))


def key_facts(
    layout: Layout, core: int, title_at: int | None, region: Sequence[int], gone: Sequence[bool]
) -> list[int]:
    """The blocks of boxes of facts in the box around title and text; not those of the `region` that are not `gone`."""
    if title_at is None:
        return []
    # Not the whole page, which has the facts of the site too.
    around = next((i for i in layout.ancestors(core)[:-1] if layout.boxes[i].holds(title_at)), None)
    if around is None:
        return []
    inside = {title_at, *(i for i in region if not gone[i])}
    found = [i for box in _boxes_of_facts(layout, around, inside) for i in range(box.start, box.end)]
    return [i for i in found if not _is_of_page(layout.blocks[i])]


def _is_of_page(block: Block) -> bool:
    """True for a line with the author or the day of publication among the facts."""
    labelled = label_and_value(block.text, row=block.tag == "tr")
    return is_page_label(labelled[0]) if labelled is not None else opens_byline(block.text)


def _boxes_of_facts(layout: Layout, around: int, inside: Set[int]) -> Iterator[Box]:
    """The outermost boxes of facts in box `around` that have none of the blocks `inside`."""
    skip = around
    for number in range(around, layout.boxes[around].last + 1):
        box = layout.boxes[number]
        if number <= skip:
            continue
        if _is_barred(box):
            skip = box.last
        elif inside.isdisjoint(range(box.start, box.end)) and _tells_facts(layout, box):
            skip = box.last
            yield box


def _is_barred(box: Box) -> bool:
    if box.tag in _TAGS or box.signals & (HIDDEN | OTHER_POSTS):
        return True
    return bool(box.signals & BOILERPLATE) and not box.signals & SIDE


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
