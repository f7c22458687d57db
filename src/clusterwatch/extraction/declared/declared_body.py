"""The body that a page declares in its metadata (`articleBody`), compared with the one that was found on the page."""

from __future__ import annotations

from collections.abc import Sequence

from clusterwatch.extraction.compare import squeeze
from clusterwatch.extraction.layout import Layout
from clusterwatch.html_tree import HEADINGS
from clusterwatch.text import unescape

_PIECE = 40  # letters of a paragraph that are compared at a time
_PROSE = 40  # letters: shorter lines are left alone
_WITNESS = 0.85  # of the prose found: a declared body that contains less is another text
_LONGER = 3.0  # a declared body so many times longer than the one found replaces it


def confirmed(layout: Layout, chosen: Sequence[int], declared: str) -> list[int]:
    """Return the blocks of `chosen` without prose that is missing in the declared body.

    All blocks are returned if the declared body lacks more than a little of their prose.
    """
    whole = squeeze(unescape(declared))
    if not whole:
        return list(chosen)
    inside, total, there = 0, 0, set()
    for i in chosen:
        block = layout.blocks[i]
        size = len(block.text)
        if size >= _PROSE and block.tag not in HEADINGS:
            total += size
            if _within(squeeze(block.text), whole):
                inside += size
                there.add(i)
    if not there or inside < _WITNESS * total:
        return list(chosen)
    first = min(there)
    return [i for i in chosen if i in there or i < first or not _is_prose(layout, i)]


def _within(text: str, whole: str) -> bool:
    """True when the head, the middle or the end of `text` stands in `whole`: links and entities may break the rest."""
    middle = len(text) // 2
    return text[:_PIECE] in whole or text[-_PIECE:] in whole or text[middle : middle + _PIECE] in whole


def _is_prose(layout: Layout, number: int) -> bool:
    block = layout.blocks[number]
    return block.tag not in HEADINGS and len(block.text) >= _PROSE


def replaces(declared: str, found: str) -> bool:
    """True when the declared body is so much longer that the page must show it in another way."""
    return len(declared) > _LONGER * max(300, len(found))
