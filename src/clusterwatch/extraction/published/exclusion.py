"""Reasons why a date near the post is not its date of publication: an event, a list, another post, or today's date."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from clusterwatch.extraction.class_signals import DATE, HEAD, MENU
from clusterwatch.extraction.layout import Body, Box, Layout
from clusterwatch.extraction.published.labels import Meaning, heads_events, meaning_alone, names_step
from clusterwatch.extraction.published.line import Form
from clusterwatch.extraction.published.vote import DateHabits
from clusterwatch.extraction.timetable import DAY, is_row
from clusterwatch.html_tree import HEADINGS
from clusterwatch.models import Reason
from clusterwatch.urls import absolute
from clusterwatch.vocab import class_names, folded, phrases, slugs

_EVENT_LIST, _ARCHIVE_LIST = class_names("event_list"), class_names("archive_list")
_PAGE_HEAD, _TEASER_BOX = class_names("page_head"), class_names("teaser_box")
_BACK = 12  # blocks back to the heading of a list
_NEAR = 3  # blocks between a date and the title below it
_WORD = re.compile(r"[a-z]+")
_TOLD = frozenset((Form.MENTIONED, Form.CHANGED))  # a word says what the day is
_CELLS = frozenset(("dt", "th"))
_BESIDE = frozenset(("nav", "footer", "aside"))
_PARTS = frozenset(("article", "header"))
_TEASER = 600  # letters: a box around a date with more is no teaser
_WORDS = 3  # words of a link that is a title, not a category


def excluded(layout: Layout, body: Body, number: int, form: Form) -> Reason | None:
    """Return why the date in block `number` is not a date of publication, or None if it may be one."""
    if form is Form.EVENT or (form not in _TOLD and _is_of_event(layout.url)):
        return Reason.EVENT
    if _in_list(layout, body, number):
        return Reason.LIST_OF_EVENTS
    if _in_teaser(layout, body, number) or _is_beside(layout, body, number, form):
        return Reason.OTHER_POST
    return None


def meaning_above(layout: Layout, number: int, before: str, title: int | None) -> Meaning | None:
    """The meaning of the line or cell that labels block `number`, if the line is only a label: `<dt>Last update</dt>`.

    `before` is what stands before the date in its own line: a row of a table has its label there. `title` is the
    number of the block of the title, which is no label.
    """
    date = layout.blocks[number]
    if date.tag == "tr":
        return (meaning_alone(before.rstrip(" |"), cell=True) or "other") if before.strip(" |") else None
    if number < 1 or before.strip() or number - 1 == title:
        return None
    label = layout.blocks[number - 1]
    if label.links or not _neighbours(layout, label.box, date.box):
        return None
    whole = folded(label.text).strip(" :")
    if label.tag in _CELLS or "label" in layout.boxes[label.box].names.lower():
        return meaning_alone(label.text, cell=True) or (None if whole in phrases("date_lines") else "other")
    if whole in phrases("event_labels", "deadlines") and not heads_events(label.text):
        return "event"
    is_heading = label.tag in HEADINGS
    if is_heading and title is None:
        return None
    meaning = meaning_alone(label.text)
    # As a heading, `Last update` heads more than the day.
    if meaning == "event" or (meaning is not None and not is_heading):
        return meaning
    return "other" if names_step(label.text) else None


def is_today(layout: Layout, body: Body, number: int, value: str, habits: DateHabits) -> bool:
    """True when `value` is the day of the visit and stands above the post, where sites print today's date."""
    if habits.now is None or value[:10] not in _days_now(habits.now, habits):
        return False
    post = _start(body)
    if post is None:
        return True
    if any(_is_top(layout, box) for box in layout.outside(number, post)):
        return True
    common = _common(layout, number, post)
    if number >= post or layout.boxes[common].tag == "article":
        return False
    return post - number > _NEAR or layout.boxes[common].tag in ("body", "html")


def apart(layout: Layout, body: Body, number: int) -> tuple[int, ...]:
    """The boxes around block `number` that hold neither the title nor the text of the post, innermost first."""
    own = [i for i in (body.title_at, *body.blocks[:1]) if i is not None and i != number]
    outside = [layout.outside(number, i) for i in own]
    return min(outside, key=len) if outside else layout.ancestors(layout.blocks[number].box)


@lru_cache(maxsize=1024)
def _is_of_event(url: str) -> bool:
    """True for an address below one of events, and not of news: a day beside its title is that of the event."""
    folders = {folded(unquote(part)) for part in urlsplit(url).path.rstrip("/").split("/")[:-1]}
    news = slugs("news_pages", "press_pages", "news_paths")
    return not folders.isdisjoint(slugs("event_lists", "event_paths")) and folders.isdisjoint(news)


@lru_cache(maxsize=1 << 12)
def _words(names: str) -> frozenset[str]:
    return frozenset(_WORD.findall(names.lower()))


def _start(body: Body) -> int | None:
    return body.title_at if body.title_at is not None else min(body.blocks, default=None)


def _days_now(now: datetime, habits: DateHabits) -> set[str]:
    zone = habits.timezone or habits.usual_zone
    moments = [now]
    if now.tzinfo:
        moments.append(now.astimezone(UTC))
        moments += [now.astimezone(ZoneInfo(zone))] if zone else []
    return {moment.strftime("%Y-%m-%d") for moment in moments}


def _is_top(layout: Layout, number: int) -> bool:
    box = layout.boxes[number]
    if box.tag in _BESIDE or box.signals & (MENU | HEAD):
        return True
    named = not _PAGE_HEAD.isdisjoint(_words(box.names)) and not box.signals & DATE
    return named or (box.tag == "header" and layout.boxes[box.parent].tag in ("body", "div", "html"))


def _common(layout: Layout, number: int, post: int) -> int:
    """The innermost box that holds both blocks."""
    return layout.ancestors(layout.blocks[number].box)[len(layout.outside(number, post))]


def _neighbours(layout: Layout, one: int, other: int) -> bool:
    """True when two boxes are one, or stand in the same box or the next one around it."""
    return not set(layout.ancestors(one)[:3]).isdisjoint(layout.ancestors(other)[:3])


def _is_beside(layout: Layout, body: Body, number: int, form: Form) -> bool:
    """True for a line beside the post: in the foot of the page or an aside, or under a heading of another part."""
    start = _start(body)
    if start is None:
        return False
    around = [layout.boxes[box] for box in apart(layout, body, number)]
    common = _common(layout, number, body.blocks[0] if body.blocks else start)
    own = any(layout.boxes[box].tag in _PARTS for box in layout.ancestors(common))
    if not own and any(box.tag in _BESIDE for box in around):
        return True
    if any(box.tag == "blockquote" for box in around):
        return True
    last = body.blocks[-1] if body.blocks else start
    if number <= last or form in (Form.CHANGED, Form.DATED):
        return False
    # The part of the page that holds the post has ended.
    around_both = set(layout.ancestors(common))
    if any(
        layout.boxes[box].tag == "main" and box not in around_both
        for box in layout.ancestors(layout.blocks[start].box)
    ):
        return True
    return any(layout.blocks[i].tag in HEADINGS for i in range(last + 1, number))


def _in_teaser(layout: Layout, body: Body, number: int) -> bool:
    """True for a date outside the post in a small box that holds the linked title of another one.

    Where the box is named so, any linked title will do, as behind the post in the line of the date: elsewhere tags and
    authors are linked beside the post's own date.
    """
    own = _start(body)
    if own is None:
        return False
    is_entry, letters = _is_entry(layout, number), layout.letters_before
    for around in layout.outside(number, own):
        box = layout.boxes[around]
        if is_entry and _lists_posts(layout, body, box, number):
            return True
        if letters[box.end] - letters[box.start] > _TEASER:
            return False
        named = not _TEASER_BOX.isdisjoint(_words(box.names))
        for block in layout.blocks[box.start : box.end]:
            if len(block.text.split()) < _WORDS or not block.linked:
                continue
            if named or block.tag in HEADINGS:
                return True
    return False


def _lists_posts(layout: Layout, body: Body, box: Box, number: int) -> bool:
    """True for a box with several posts, one of which the entry `number` dates, and none is the one of the page.

    Behind the post one is enough, if its link stands below the date and leads to no page above that of the post.
    """
    if any(map(box.holds, body.blocks)):
        return False
    behind = number > max(body.blocks, default=number)
    if behind and not layout.blocks[number].linked and not _leads_up(layout, number):
        return True
    return sum(_is_entry(layout, i) for i in range(box.start, box.end)) > 1


def _leads_up(layout: Layout, number: int) -> bool:
    """True for a line, or the one below it, that links to the list of the posts or to a part of this page."""
    links = [block.link for block in layout.blocks[number : number + 2] if block.link is not None]
    targets = [absolute(layout.url, link.attributes.get("href") or "") for link in links]
    return any(target is None or layout.url.startswith(target.rstrip("/")) for target in targets)


def _is_entry(layout: Layout, number: int) -> bool:
    """True for a line of a list of posts: a date beside a linked title, or above one, or above a heading."""
    block = layout.blocks[number]
    if DAY.search(block.text) is None:
        return False
    if not block.linked and number + 1 < len(layout.blocks):
        block = layout.blocks[number + 1]
        if block.tag in HEADINGS:
            return True
    return len(block.text.split()) >= _WORDS and bool(block.linked)


def _in_list(layout: Layout, body: Body, number: int) -> bool:
    title = body.title_at
    if title is not None:
        for box in layout.outside(number, title):
            signals, names = layout.boxes[box].signals, _words(layout.boxes[box].names)
            if not _EVENT_LIST.isdisjoint(names) or (
                not signals & DATE and not _ARCHIVE_LIST.isdisjoint(names)
            ):
                return True
            if is_row(layout, box, number):
                return True
    for i in range(number - 1, max(-1, number - 1 - _BACK), -1):
        block = layout.blocks[i]
        named = layout.boxes[block.box].names.lower()
        if block.tag in HEADINGS or "title" in named or "head" in named:
            return heads_events(block.text)
    return False
