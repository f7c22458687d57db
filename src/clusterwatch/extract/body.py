"""Which blocks of a page are the post.

    furniture by its own words ─► weigh the blocks ─► the box with the most prose ─► cut teasers, link lists, labels
           ─► trim what stands before the title and after the last prose
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from clusterwatch.extract.blocks import HEADINGS, Block, Layout
from clusterwatch.extract.furniture import is_content, is_furniture, is_never_post, marks_of
from clusterwatch.extract.teasers import mark_teasers
from clusterwatch.extract.region import post_region
from clusterwatch.extract.trimming import keep_blocks

_NO_WORD = re.compile(r"[\W_]+")
_ASIDE = frozenset(("nav", "menu"))
_LEAST = 150  # letters: a body shorter than this is looked for once more, with the elements' names alone


@dataclass(frozen=True, slots=True)
class Body:
    """The numbers of the blocks that are the post, in order, and the box they were found in."""

    blocks: tuple[int, ...]
    box: int
    where: str
    title_at: int | None = None
    foreign: frozenset[int] = frozenset()  # blocks of teasers, comments and navigation


def find_body(layout: Layout, title: str | None = None) -> Body:
    """Choose the post's blocks; an empty choice when the page holds no prose."""
    if not layout.blocks:
        return Body((), 0, "")
    first = _attempt(layout, title, _furniture_blocks(layout, title))
    if _letters(layout, first) >= _LEAST:
        return first
    second = _attempt(layout, title, [False] * len(layout.blocks))
    return second if _letters(layout, second) > 2 * _letters(layout, first) else first


def _letters(layout: Layout, body: Body) -> int:
    return sum(len(layout.blocks[i].text) for i in body.blocks)


def _attempt(layout: Layout, title: str | None, dropped: list[bool]) -> Body:
    foreign = [False] * len(layout.blocks)
    mark_teasers(layout, foreign)
    dropped = [gone or other for gone, other in zip(dropped, foreign, strict=True)]
    weights = [0.0 if gone else weight_of(block) for block, gone in zip(layout.blocks, dropped, strict=True)]
    title_at = _title_block(layout, title, weights)
    weights = _after_title(weights, title_at)
    core, region = post_region(layout, weights, title_at)
    kept = keep_blocks(layout, region, dropped, weights)
    _mark_foreign(layout, foreign)
    others = frozenset(i for i, other in enumerate(foreign) if other)
    return Body(tuple(kept), core, _where(layout, core), title_at, others)


def _mark_foreign(layout: Layout, foreign: list[bool]) -> None:
    """Comments, navigation and other posts: nothing there speaks of this post."""
    for box in layout.boxes:
        if box.end > box.start and (box.tag in _ASIDE or is_never_post(marks_of(box.marks))):
            foreign[box.start : box.end] = [True] * (box.end - box.start)


def _holds_prose(weights: Sequence[float], number: int) -> bool:
    return sum(w for w in weights[number:] if w > 0) > 0.2 * sum(w for w in weights if w > 0)


def _after_title(weights: list[float], title_at: int | None) -> list[float]:
    """What stands before the title counts for nothing when enough stands after it."""
    if title_at is None:
        return weights
    after = sum(weight for weight in weights[title_at:] if weight > 0)
    if after < 0.3 * sum(weight for weight in weights if weight > 0):
        return weights
    return [0.0] * title_at + weights[title_at:]


def _furniture_blocks(layout: Layout, title: str | None) -> list[bool]:
    """For each block whether it stands in a box that is furniture by its own words."""
    gone = [False] * len(layout.blocks)
    prose = [0.0, *accumulate(_prose(block) for block in layout.blocks)]
    total = prose[-1] or 1.0
    wanted = squeeze(title)
    titles = [i for i, b in enumerate(layout.blocks) if b.tag in HEADINGS and wanted and squeeze(b.text) == wanted]
    skip = -1
    known: dict[str, str] = {}
    for number, box in enumerate(layout.boxes):
        if number <= skip or box.start == box.end or box.tag in ("html", "body", "main"):
            continue
        marks = known.get(box.marks)
        if marks is None:
            marks = known[box.marks] = marks_of(box.marks)
        if box.tag != "figure" and not box.unseen and not is_furniture(box.tag, box.role, marks):
            continue
        share = (prose[box.end] - prose[box.start]) / total
        holds_title = any(box.start <= i < box.end for i in titles)
        if is_content(box.itemprop, "") or (share > 0.15 and holds_title):
            continue
        if share > 0.45 and not is_never_post(marks):
            continue
        gone[box.start : box.end] = [True] * (box.end - box.start)
        skip = box.last
    return gone


def squeeze(text: str | None) -> str:
    """Letters and digits alone, in lower case: quick to compare."""
    return _NO_WORD.sub("", text.casefold()) if text else ""


def size_of(text: str) -> float:
    """Letters, where a letter of Chinese, Japanese or Korean script counts for more."""
    if text.isascii():
        return len(text)
    wide = sum(1 for c in text if "\u2e80" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af")
    return len(text) + 1.5 * wide


def _prose(block: Block) -> float:
    size = size_of(block.text)
    if size < 60 or block.tag in HEADINGS or block.linked > 0.5 * len(block.text):
        return 0.0
    return size


def weight_of(block: Block) -> float:
    """How much a block speaks for (or against) the box it stands in."""
    size = size_of(block.text)
    share = min(1.0, block.linked / max(1, len(block.text)))
    if block.tag in HEADINGS:
        return -20.0 if share > 0.5 else 5.0
    if share > 0.5:
        return -30.0 - 0.3 * min(size, 200)
    if size >= 80:
        return size * (1.0 - share)
    if size >= 40:
        return 0.4 * size * (1.0 - share)
    return -8.0 if block.links else -1.0


def _title_block(layout: Layout, title: str | None, weights: Sequence[float]) -> int | None:
    """The heading (or else line) that is the title: of several the last before most of the prose."""
    wanted = squeeze(title)
    if not wanted:
        return None
    longest = 2 * len(title or "") + 20
    found = [
        i
        for i, block in enumerate(layout.blocks)
        if len(block.text) < longest
        and (squeeze(block.text) == wanted or (block.tag == "h1" and wanted in squeeze(block.text)))
    ]
    for tags in (("h1",), HEADINGS):
        headings = [i for i in found if layout.blocks[i].tag in tags]
        if headings:
            found = headings
            break
    # No line is the title as it was chosen: the page's own main heading stands where it would.
    sure = bool(found)
    found = found or [i for i, block in enumerate(layout.blocks) if block.tag == "h1" and not block.linked]
    if len(found) > 1 or not sure:
        total = sum(w for w in weights if w > 0)
        after = [i for i in found if sum(w for w in weights[i:] if w > 0) > 0.6 * total]
        found = after[-1:] or (found[:1] if sure else [])
    return found[0] if found and _holds_prose(weights, found[0]) else None


def _where(layout: Layout, box: int) -> str:
    one = layout.boxes[box]
    names = one.marks.split()
    return f"{one.tag}.{names[0]}" if names else one.tag
