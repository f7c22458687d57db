"""Reasons why a date near the post is not its date of publication: an event, a list of events, or today's date."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from clusterwatch.extraction.blocks import HEADINGS
from clusterwatch.extraction.body.choice import Body
from clusterwatch.extraction.class_signals import DATE, HEAD, MENU
from clusterwatch.extraction.layout import Layout
from clusterwatch.extraction.published.labels import Meaning, heads_events, meaning_alone, meaning_beside
from clusterwatch.extraction.published.vote import DateHabits
from clusterwatch.models import Reason
from clusterwatch.vocab import class_names

_EVENT_LIST, _ARCHIVE_LIST = class_names("event_list"), class_names("archive_list")
_PAGE_HEAD, _TEASER_BOX = class_names("page_head"), class_names("teaser_box")
_LINK = 15  # letters of a link that is a title beside its date
_BACK = 12  # blocks back to the heading of a list
_NEAR = 3  # blocks between a date and the title below it
_WORD = re.compile(r"[a-z]+")
_CELLS = frozenset(("dt", "th"))
_TEASER = 600  # letters: a box around a date with more is no teaser
_WORDS = 3  # words of a link that is a title, not a category


def excluded(layout: Layout, body: Body, number: int, beside: tuple[str, str] | None) -> Reason | None:
    """Return why the date in block `number` is not a date of publication, or None if it may be one.

    `beside` is the text before and after the date in its block.
    """
    meaning = meaning_beside(*beside) if beside else None
    if meaning is None and not (beside and beside[0].strip()):
        meaning = label_above(layout, number)
    if meaning is None and beside and layout.blocks[number].tag == "tr":
        meaning = meaning_alone(beside[0], cell=True)
    if meaning == "event":
        return Reason.EVENT
    if meaning == "published":
        return None
    if _in_list(layout, body, number):
        return Reason.LIST_OF_EVENTS
    return Reason.OTHER_POST if _in_teaser(layout, body, number) else None


def label_above(layout: Layout, number: int) -> Meaning | None:
    """The meaning of the line before block `number`, if that line is only a label: `<dt>Last update</dt>`."""
    if number < 1:
        return None
    label, date = layout.blocks[number - 1], layout.blocks[number]
    if label.links or label.tag in HEADINGS or not _neighbours(layout, label.box, date.box):
        return None
    cell = label.tag in _CELLS or "label" in layout.boxes[label.box].names.lower()
    return meaning_alone(label.text, cell=cell)


def is_today(layout: Layout, body: Body, number: int, value: str, habits: DateHabits) -> bool:
    """True when `value` is the day of the visit and stands above the post, where sites print today's date."""
    if habits.now is None or value[:10] not in _days_now(habits.now, habits):
        return False
    post = body.title_at if body.title_at is not None else min(body.blocks, default=None)
    if post is None:
        return True
    outside, common = _apart(layout, number, post)
    if any(_is_top(layout, box) for box in outside):
        return True
    if number >= post or layout.boxes[common].tag == "article":
        return False
    return post - number > _NEAR or layout.boxes[common].tag in ("body", "html")


def _days_now(now: datetime, habits: DateHabits) -> set[str]:
    zone = habits.timezone or habits.usual_zone
    moments = [now]
    if now.tzinfo:
        moments.append(now.astimezone(UTC))
        moments += [now.astimezone(ZoneInfo(zone))] if zone else []
    return {moment.strftime("%Y-%m-%d") for moment in moments}


def _is_top(layout: Layout, number: int) -> bool:
    box = layout.boxes[number]
    if box.tag in ("nav", "footer", "aside") or box.signals & (MENU | HEAD):
        return True
    named = not _PAGE_HEAD.isdisjoint(_WORD.findall(box.names.lower())) and not box.signals & DATE
    return named or (box.tag == "header" and layout.boxes[box.parent].tag in ("body", "div", "html"))


def _apart(layout: Layout, number: int, post: int) -> tuple[list[int], int]:
    """The boxes around block `number` that do not hold block `post`, innermost first, and the innermost that does."""
    around = layout.ancestors(layout.blocks[number].box)
    own = set(layout.ancestors(layout.blocks[post].box))
    outside = list(takewhile(lambda box: box not in own, around))
    return outside, around[len(outside)]


def _neighbours(layout: Layout, one: int, other: int) -> bool:
    """True when two boxes are one, or stand in the same box or the next one around it."""
    a, b = layout.ancestors(one)[:3], layout.ancestors(other)[:3]
    return any(box in b for box in a if layout.boxes[box].tag not in ("body", "html", "main", "article")) or (
        layout.boxes[one].parent == layout.boxes[other].parent
    )


def _in_teaser(layout: Layout, body: Body, number: int) -> bool:
    """True for a date outside the post in a small box that holds the linked heading of another one.

    Where a box is named so, any linked title will do: elsewhere tags and authors are linked beside the post's own date.
    """
    own = body.title_at if body.title_at is not None else min(body.blocks, default=None)
    if own is None:
        return False
    for around in _apart(layout, number, own)[0]:
        box = layout.boxes[around]
        inside = layout.blocks[box.start : box.end]
        if sum(len(block.text) for block in inside) > _TEASER:
            return False
        named = not _TEASER_BOX.isdisjoint(_WORD.findall(box.names.lower()))
        for block in inside:
            if len(block.text.split()) < _WORDS:
                continue
            if block.linked > 0.7 * len(block.text) and (named or block.tag in HEADINGS):
                return True
            if named and block.linked >= _LINK:
                return True
    return False


def _in_list(layout: Layout, body: Body, number: int) -> bool:
    title = body.title_at
    if title is not None:
        for box in _apart(layout, number, title)[0]:
            signals, names = layout.boxes[box].signals, set(_WORD.findall(layout.boxes[box].names.lower()))
            if not _EVENT_LIST.isdisjoint(names) or (
                not signals & DATE and not _ARCHIVE_LIST.isdisjoint(names)
            ):
                return True
    for i in range(number - 1, max(-1, number - 1 - _BACK), -1):
        if i == title:
            return False
        block = layout.blocks[i]
        named = layout.boxes[block.box].names.lower()
        if block.tag in HEADINGS or "title" in named or "head" in named:
            return heads_events(block.text)
    return False
