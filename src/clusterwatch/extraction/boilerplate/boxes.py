"""The blocks of a page that are boilerplate, by the element, role and names of the boxes around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from clusterwatch.extraction.blocks import HEADINGS
from clusterwatch.extraction.boilerplate.teasers import find_teasers
from clusterwatch.extraction.class_signals import (
    ASIDE,
    BOILERPLATE,
    DECLARED_BODY,
    HEAD,
    HIDDEN,
    NEVER,
    OTHER_POSTS,
)
from clusterwatch.extraction.compare import word_set
from clusterwatch.extraction.layout import Block, Box, Layout

_TAGS = word_set("nav footer aside menu search figure figcaption caption")
_WHOLE = word_set("html body main")
_NAVIGATION = frozenset(("nav", "menu"))
_MOST = 0.45  # of the page's prose: a box with more is never boilerplate, whatever its name
_WITH_TITLE = 0.15  # the same for a box that holds the title
_WIDE = re.compile("[\u2e80-\U0010ffff]")
_SAMPLE = 20_000  # letters of a text that tell how many are wide
_LETTERS = re.compile("[\u2e80-\u9fff\uac00-\ud7af]+")


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """For each block: `gone` if it is boilerplate, `foreign` if it is of other posts or people (teasers, comments).

    `prose` are its letters that are prose.
    """

    gone: list[bool]
    foreign: list[bool]
    prose: list[float]


def find_boilerplate(layout: Layout, titles: frozenset[int], *, lenient: bool = False) -> Boilerplate:
    """`titles` are the headings that carry the post's title; `lenient` spares all but teasers and comments."""
    count = len(layout.blocks)
    gone, foreign = [False] * count, [False] * count
    find_teasers(layout, foreign)
    each = [prose_of(block) for block in layout.blocks]
    prose = [0.0, *accumulate(each)]
    skip = -1
    for number, box in enumerate(layout.boxes):
        if number <= skip:
            continue
        signals = box.signals
        if not _is_boilerplate(box, signals) or _holds_post(box, signals, prose, titles):
            continue
        span = [True] * (box.end - box.start)
        if box.tag in _NAVIGATION or signals & OTHER_POSTS:
            foreign[box.start : box.end] = span
        if not lenient or signals & NEVER:
            gone[box.start : box.end] = span
            skip = box.last
    return Boilerplate([a or b for a, b in zip(gone, foreign, strict=True)], foreign, each)


def _is_boilerplate(box: Box, signals: int) -> bool:
    if box.tag in _WHOLE:
        return False
    return bool(signals & (BOILERPLATE | HIDDEN | ASIDE | HEAD)) or box.tag in _TAGS


def _holds_post(box: Box, signals: int, prose: list[float], titles: frozenset[int]) -> bool:
    """True for a box that is named like boilerplate and yet holds the post."""
    if signals & DECLARED_BODY:
        return True
    share = (prose[box.end] - prose[box.start]) / (prose[-1] or 1.0)
    if share > _WITH_TITLE and any(box.start <= i < box.end for i in titles):
        return True
    return share > _MOST and not signals & NEVER


def size_of(text: str) -> float:
    """Letters, where a letter of Chinese, Japanese or Korean script counts for more."""
    if text.isascii() or _WIDE.search(text) is None:
        return len(text)
    sample = text[:_SAMPLE]
    return len(text) * (1.0 + 1.5 * sum(map(len, _LETTERS.findall(sample))) / len(sample))


def prose_of(block: Block) -> float:
    """The letters of a block that are prose: long enough, no heading, not mostly links."""
    text = block.text
    if len(text) < 24 or block.tag in HEADINGS or block.linked > 0.5 * len(text):
        return 0.0
    size = size_of(text)
    return size if size >= 60 else 0.0
