"""Which blocks of a page are the post.

boilerplate ─► weigh the blocks ─► the title ─► the region with most of the prose ─► cut what is not the post
"""

from __future__ import annotations

from collections.abc import Sequence

from clusterwatch.extraction.body.key_facts import key_facts
from clusterwatch.extraction.body.region import post_region
from clusterwatch.extraction.body.sections import sections_below
from clusterwatch.extraction.body.trimming import keep_blocks
from clusterwatch.extraction.boilerplate.boxes import Boilerplate, find_boilerplate
from clusterwatch.extraction.class_signals import CONTENT, DECLARED_BODY
from clusterwatch.extraction.compare import may_begin, squeeze
from clusterwatch.extraction.layout import Block, Body, Layout, sums_of
from clusterwatch.extraction.statements import announced_items, announced_links, leads_out, states_fact
from clusterwatch.html_tree import HEADINGS

_SENTENCE_END = (".", "!", "?", "…", "。")
_OWN = 0.3  # of the prose: an article with the title and this much is the post's
_LEAST = 150  # letters: for a shorter body the search is repeated among boxes with any name
_LINKS, _LINKED_LINE = -30.0, -8.0  # the weight of a line of links, and of a short line with a link
_LINE = 0.2  # of its letters: the weight of a short line that says something


def find_body(layout: Layout, title: str | None = None, others: Sequence[str] = ()) -> Body:
    """Choose the blocks of the post; none if the page has no prose. `others` are other forms of its title."""
    if not layout.blocks:
        return Body((), 0, "")
    titles = _title_blocks(layout, title) or [i for other in others for i in _title_blocks(layout, other)]
    headings = frozenset(i for i in titles if layout.blocks[i].tag in HEADINGS)
    first = _attempt(layout, titles, find_boilerplate(layout, headings))
    if _letters(layout, first) >= _LEAST or _is_marked(layout, first):
        return first
    second = _attempt(layout, titles, find_boilerplate(layout, headings, lenient=True))
    return second if _letters(layout, second) > 2 * _letters(layout, first) else first


def _is_marked(layout: Layout, body: Body) -> bool:
    """True for a body below its title in a box that is marked as the text of a post, however short it is."""
    title = body.title_at
    around = [layout.boxes[number] for number in layout.ancestors(body.box)] if body.blocks else []
    marks = CONTENT | DECLARED_BODY
    return title is not None and any(box.signals & marks for box in around if title < box.start)


def _letters(layout: Layout, body: Body) -> int:
    return sum(len(layout.blocks[i].text) for i in body.blocks)


def _attempt(layout: Layout, titles: list[int], boilerplate: Boilerplate) -> Body:
    announced = announced_links(layout)
    gone = [gone and i not in announced for i, gone in enumerate(boilerplate.gone)]
    weights = [
        0.0 if gone[i] or i in announced else weight_of(block, layout.sizes[i])
        for i, block in enumerate(layout.blocks)
    ]
    for i in announced_items(layout):
        if not gone[i]:
            weights[i] = max(weights[i], _LINE * layout.sizes[i])
    before = sums_of([max(weight, 0.0) for weight in weights])
    title_at = _choose_title(layout, titles, before)
    if title_at is not None:
        counted = _counted(layout, before, title_at)
        weights = [weight * (i in counted) for i, weight in enumerate(weights)]
    core, region = post_region(layout, weights, title_at)
    again = set(titles)  # the title once more, as some sites print it
    region = [i for i in region if i not in again or layout.blocks[i].tag not in HEADINGS]
    facts = key_facts(layout, core, title_at, region, gone)
    below = sections_below(layout, weights, core, title_at)
    region = sorted({*region, *below})
    kept = sorted({*keep_blocks(layout, region, gone, weights, announced), *facts})
    foreign = frozenset([i for i, other in enumerate(boilerplate.foreign) if other])
    return Body(tuple(kept), core, _where(layout, core), title_at, foreign)


def weight_of(block: Block, size: float) -> float:
    """The weight of a block of this size: it speaks for its box, or against it if negative."""
    text = block.text
    share = block.linked / len(text)
    if share > 0.5:
        return 0.0 if leads_out(block, None) else _LINKS
    if block.tag in HEADINGS:
        return 0.0
    if size >= 80:
        return size * (1.0 - share)
    if size >= 40:
        return 0.4 * size * (1.0 - share)
    if block.links:
        return _LINKED_LINE
    says = (size >= 20 and text.endswith(_SENTENCE_END)) or states_fact(block)
    return _LINE * size if says else 0.0


def _title_blocks(layout: Layout, title: str | None) -> list[int]:
    """The blocks that hold the title; a main heading may hold more than the title."""
    wanted = squeeze(title or "")
    if not wanted:
        return []
    return [
        i
        for i, block in enumerate(layout.blocks)
        if (
            wanted in squeeze(block.text)
            if block.tag == "h1"
            else may_begin(block.text, wanted) and squeeze(block.text) == wanted
        )
    ]


def _choose_title(layout: Layout, found: list[int], before: Sequence[float]) -> int | None:
    """The block that is the title above the post: of several the last before most of the prose.

    `before` is the weight of the prose before each block, and of all.
    """
    for tags in (frozenset(("h1",)), HEADINGS):
        headings = [i for i in found if layout.blocks[i].tag in tags]
        if headings:
            found = headings
            break
    # No line is the title as it was chosen: the page's own main heading stands where it would.
    found = found or [i for i, block in enumerate(layout.blocks) if block.tag == "h1" and not block.linked]
    total = before[-1]
    above = [i for i in found if before[i] < 0.4 * total]
    if above:
        return above[-1]
    return found[0] if found and before[found[0]] < 0.8 * total else None


def _counted(layout: Layout, before: Sequence[float], title_at: int) -> range:
    """The blocks from the title on, up to the end of its `<article>` if there is enough text in it.

    `before` is the weight of the prose before each block, and of all.
    """
    least = before[title_at] + _OWN * (before[-1] - before[title_at])
    for number in layout.ancestors(layout.blocks[title_at].box):
        box = layout.boxes[number]
        if box.tag == "article" and before[box.end] > least:
            return range(title_at, box.end)
    return range(title_at, len(layout.blocks))


def _where(layout: Layout, box: int) -> str:
    one = layout.boxes[box]
    names = one.names.split()
    return f"{one.tag}.{names[0]}" if names else one.tag
