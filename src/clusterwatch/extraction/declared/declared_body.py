"""The body that a page declares in its metadata (`articleBody`), compared with the one that was found on the page."""

from __future__ import annotations

from collections.abc import Sequence

from clusterwatch.extraction.compare import squeeze
from clusterwatch.extraction.layout import Block, Layout
from clusterwatch.html_tree import HEADINGS
from clusterwatch.text import unescape

_PROSE = 40  # letters: shorter lines are left alone, and so many are compared at three places of a longer one
_WITNESS = 0.85  # of the prose found: a declared body that contains less is another text
_LONGER = 3.0  # a declared body so many times longer than the one found replaces it
_LONG = 300  # characters: a page that shows fewer may show them in place of a longer body


def confirmed(layout: Layout, chosen: Sequence[int], declared: str) -> list[int]:
    """Return the blocks of `chosen` without prose that is missing in the declared body.

    All blocks are returned if the declared body lacks more than a little of their prose, or has none.
    """
    whole = squeeze(unescape(declared))
    if not whole:
        return list(chosen)
    prose = {i: block.text for i in chosen if _is_prose(block := layout.blocks[i])}
    there = {i: text for i, text in prose.items() if _within(squeeze(text), whole)}
    if not there or sum(map(len, there.values())) < _WITNESS * sum(map(len, prose.values())):
        return list(chosen)
    first = min(there)
    return [i for i in chosen if i < first or i in there or i not in prose]


def _within(text: str, whole: str) -> bool:
    """True when the head, the middle or the end of `text` stands in `whole`: links and entities may break the rest."""
    middle = len(text) // 2
    return any(piece in whole for piece in (text[:_PROSE], text[middle : middle + _PROSE], text[-_PROSE:]))


def _is_prose(block: Block) -> bool:
    return block.tag not in HEADINGS and len(block.text) >= _PROSE


def replaces(declared: str, found: str) -> bool:
    """True when the declared body is so much longer that the page must show it in another way."""
    return len(declared) > _LONGER * max(_LONG, len(found))
