"""The blocks of a page that are boilerplate, by the element, role and names of the boxes around them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import or_

from clusterwatch.extraction.boilerplate.phrases import is_sentence, names_owner
from clusterwatch.extraction.boilerplate.teasers import find_teasers
from clusterwatch.extraction.class_signals import (
    ASIDE,
    BOILERPLATE,
    CONTENT,
    DECLARED_BODY,
    FOOT,
    HEAD,
    HIDDEN,
    NEVER,
    OTHER_POSTS,
)
from clusterwatch.extraction.compare import word_set
from clusterwatch.extraction.layout import Block, Box, Layout, sums_of
from clusterwatch.extraction.statements import is_fact_label, tells_of_day
from clusterwatch.html_tree import HEADINGS
from clusterwatch.vocab import folded, phrases

_TAGS = word_set("nav footer aside menu search figure figcaption")
_WHOLE = word_set("html body main")
_SIGNALS = BOILERPLATE | HIDDEN | ASIDE | HEAD
_NAVIGATION = frozenset(("nav", "menu"))
_CAPTIONED = word_set("figure figcaption footer")
_MOST = 0.45  # of the page's prose: a box with more is never boilerplate, whatever its name
_PROSE = 60  # letters: a shorter line is no prose
_FOOT_LINES = 3  # of text at most in a foot without a name
_WITH_TITLE = 0.15  # the same for a box that holds the title


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """For each block: `gone` if it is boilerplate, `foreign` if it is of other posts or people (teasers, comments)."""

    gone: list[bool]
    foreign: list[bool]


def find_boilerplate(layout: Layout, titles: frozenset[int], *, lenient: bool = False) -> Boilerplate:
    """`titles` are the headings that carry the post's title; `lenient` spares all but teasers and comments."""
    count = len(layout.blocks)
    gone, foreign = [False] * count, [False] * count
    find_teasers(layout, foreign)
    prose = sums_of(map(_prose_of, layout.blocks, layout.sizes))
    first, last = min(titles, default=count), max(titles, default=count)
    for box in layout.boxes:
        tag, signals = box.tag, box.signals
        if tag in _CAPTIONED and _is_of_text(layout, box):
            continue
        # A foot below the title of the post, however much it says.
        foot = box.start > first and (tag == "footer" or signals & FOOT)
        foot = foot or (box.start >= last and _presents_site(layout, box, last))
        # The head of the page, with slogans and menus.
        of_page = foot or (tag == "header" and bool(titles) and box.end <= first)
        if not (of_page or ((signals & _SIGNALS or tag in _TAGS) and tag not in _WHOLE)) or (
            not foot and _holds_post(box, signals, prose, titles)
        ):
            continue
        span = [True] * (box.end - box.start)
        if box.tag in _NAVIGATION or signals & OTHER_POSTS:
            foreign[box.start : box.end] = span
        if not lenient or signals & NEVER or of_page:
            gone[box.start : box.end] = span
    for i in _unnamed_foot(layout, titles, gone):
        gone[i] = True
    return Boilerplate([*map(or_, gone, foreign)], foreign)


def _unnamed_foot(layout: Layout, titles: frozenset[int], gone: list[bool]) -> range:
    """The last lines of a page without a named foot, if they have the notice of copyright and little else.

    They stand in a box of their own or below the last rule.
    """
    blocks, none = layout.blocks, range(0)
    if not titles or any(node.tag == "footer" for _, node in layout.left_out):
        return none
    title, count = max(titles), len(blocks)
    last = next((i for i in range(count - 1, title, -1) if not gone[i]), None)
    if last is None:
        return none
    owned = next((i for i in range(count - 1, title, -1) if names_owner(blocks[i].text)), None)
    if owned is None:
        return none
    text = [i for i in range(title + 1, count) if _is_text(blocks[i])]

    def is_foot(span: range) -> bool:
        above = bisect_left(text, span.start)
        here = bisect_left(text, span.stop) - above
        if owned not in span or above == 0 or here > _FOOT_LINES:
            return False
        # A deadline below a rule, above the notice, is one of the post.
        return not any(
            tells_of_day(blocks[i].text, labelled=True) for i in span if not names_owner(blocks[i].text)
        )

    found = none
    for number in layout.ancestors(blocks[last].box):
        box = layout.boxes[number]
        if box.tag in _WHOLE or box.signals & (CONTENT | DECLARED_BODY) or box.start <= title:
            break
        if is_foot(range(box.start, box.end)):
            found = range(box.start, box.end)
    rule = layout.rules[-1] if layout.rules else count
    below = range(rule, count)
    return below if title < rule < (found.start if found else count) and is_foot(below) else found


def _is_text(block: Block) -> bool:
    """True for a line that may be one of a text."""
    return len(block.text) > _PROSE and 2 * block.linked <= len(block.text) and block.tag not in HEADINGS


def _presents_site(layout: Layout, box: Box, title: int) -> bool:
    """True for a box headed "Who we are" below the box that has the title of the post and text of its own."""
    first = layout.blocks[box.start]
    if first.tag not in HEADINGS or not _is_about_us(first.text):
        return False
    around = layout.outside(title, box.start)
    return bool(around) and any(
        block.tag not in HEADINGS and is_sentence(block.text)
        for block in layout.blocks[title : layout.boxes[around[-1]].end]
    )


def _is_about_us(heading: str) -> bool:
    return folded(heading).strip(" :?") in phrases("about_us") and not is_fact_label(heading)


def _is_of_text(layout: Layout, box: Box) -> bool:
    """True for a figure of a table, as WordPress writes them, for its caption, and for the source of a quotation."""
    around = layout.boxes[box.parent]
    if box.tag == "footer":
        return around.tag == "blockquote"
    return (around if box.tag == "figcaption" else box).node.css_first("table") is not None


def _holds_post(box: Box, signals: int, prose: list[float], titles: frozenset[int]) -> bool:
    """True for a box that is named like boilerplate and yet holds the post."""
    if signals & DECLARED_BODY:
        return True
    own = prose[box.end] - prose[box.start]
    if own > _WITH_TITLE * prose[-1] and any(map(box.holds, titles)):
        return True
    return own > _MOST * prose[-1] and not signals & NEVER


def _prose_of(block: Block, size: float) -> float:
    """The letters of a block that are prose: long enough, no heading, not mostly links."""
    if size < _PROSE or block.tag in HEADINGS or block.linked > 0.5 * len(block.text):
        return 0.0
    return size
