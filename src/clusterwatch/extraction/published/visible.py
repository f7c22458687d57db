"""Dates that a reader sees on the page of a post, and why each may be its day of publication.

A day in text is `STATED` with a reason: a label of publication, a line of its own beside the title or in a box that is
named after a date, the opening of an agency's report. A date alone in its line elsewhere is `DOUBTFUL`. All other
dates are `CANDIDATE`s, which confirm what other places state.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from clusterwatch.dates import connectives, date_words
from clusterwatch.extraction.blocks import read_blocks
from clusterwatch.extraction.boilerplate.phrases import is_sentence
from clusterwatch.extraction.class_signals import DATE, PICTURE
from clusterwatch.extraction.layout import Block, Body, Box, Layout
from clusterwatch.extraction.published.exclusion import apart, excluded, is_today, meaning_above
from clusterwatch.extraction.published.labels import Meaning, find_labels, meanings_of_times
from clusterwatch.extraction.published.line import Form, form_of, is_of_item
from clusterwatch.extraction.published.vote import DateClaim, DateHabits, Standing, is_future, read_text
from clusterwatch.html_tree import HEADINGS
from clusterwatch.models import Location, Method, ParsedDate, Reason
from clusterwatch.vocab import folded, phrases

_BEFORE, _AFTER, _BEHIND = 6, 12, 16  # blocks that are read before the title, after it, and after the end
_LONGEST = 300  # characters: a longer block is prose
_REST = 45  # characters beside the date: a line with more is about something else
_PROSE = 80  # characters of a paragraph
_LINKED = 25  # characters: above the title, a longer link alone beside a date is the title of another post
_STEP = 2  # blocks from one day of a timetable to the next, with its label
_HEAD = 70  # characters that a dateline takes at most
# Weights by reason. What a page declares has 1.0, an entry of a listing 0.91.
_MARKED, _LABEL, _BARE, _APART, _DIVIDED, _LOOSE, _FOOT = 1.08, 0.92, 0.9, 0.7, 0.65, 0.45, 0.25
_BESIDE_MONTH = 10  # characters beside a month
_PLACE = re.compile(rf"\(?[^\W\d_][^\d,.()]{{1,30}}(?:,? ?\(|, (?:{connectives('glue')} )?)", re.I)
_STOP = re.compile(r"\)? ?[.:–—-] ?\S|\) \S")
_DASH = re.compile(r"\)? ?[–—-] ?\S|\) \S")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT, _HOUR = re.compile(r"\d"), re.compile(r"\D{0,6}\d{1,2}(?:[:.h]\d{2})?(?!\d)")
# Every alternative begins with a digit: the regex engine then searches for digits first.
_YEAR = re.compile(
    r"\d(?:(?:(?<=1)9[89]|(?<=2)0\d)\d(?<!\d{5})(?!\d)|\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2}(?!\d))"
)
# A line that begins with a date with a short year, and has nothing else before a mark: `9 mar 26 | 7h40 Jane Holt`.
_SHORT_YEAR = re.compile(r"\D{0,12}\d{1,2}\.?\s+[^\W\d_]{3,12}\.?\s+'?\d\d(?:\s*[|·].*)?")
# Every date with a day has two numbers. A line of prose with only a year, or a month and a year, is not read.
_NUMBERS = re.compile(r"\d\D+\d")
# Links to earlier versions, as MediaWiki, MoinMoin, DokuWiki and PmWiki write them.
_VERSIONS = ", ".join(
    f'a[href*="{part}"]'
    for part in ("action=history", "action=info", "action=diff", "oldid=", "do=revisions")
)
_CLOCKS = ("minute", "second")
_FIGURES = frozenset(("figure", "figcaption"))
_CONTAINERS = frozenset(
    ("article", "aside", "body", "div", "footer", "form", "header", "html", "main", "section", "blockquote")
)
_OF_MEANING: dict[Meaning, Form] = {
    "published": Form.LABELLED,
    "changed": Form.CHANGED,
    "event": Form.EVENT,
    "other": Form.OTHER,
}
_LABELLED = (Form.LABELLED, Form.MENTIONED)
_HEAD_OF_POST = frozenset((Location.AFTER_TITLE, Location.START, Location.BEFORE_BODY))
_NEAR_POST = _HEAD_OF_POST | {Location.BEFORE_TITLE}


@dataclass(frozen=True)
class _Page:
    """The page of a post: where its prose begins and ends, and which boxes hold prose."""

    layout: Layout
    body: Body
    habits: DateHabits
    events: Collection[str]

    @cached_property
    def prose(self) -> list[int]:
        """The numbers of the paragraphs of the post."""
        blocks = self.layout.blocks
        return [
            i for i in self.body.blocks if len(blocks[i].text) >= _PROSE and blocks[i].tag not in HEADINGS
        ]

    @cached_property
    def containers(self) -> Counter[int]:
        """The boxes in which paragraphs of the post stand side by side, with their number."""
        return Counter(self.container(i) for i in self.prose)

    @cached_property
    def opening(self) -> int:
        """The number of the first paragraph."""
        return min(self.prose, default=len(self.layout.blocks))

    @cached_property
    def second(self) -> int:
        """The number of the second paragraph: between a lead and the text stands the date of some posts."""
        return self.prose[1] if len(self.prose) > 1 else self.opening

    @cached_property
    def end(self) -> int:
        """The number of the last paragraph of the post, or of its last line if it has none."""
        return max(self.prose or self.body.blocks, default=len(self.layout.blocks))

    @cached_property
    def is_wiki(self) -> bool:
        """True when the page links to its earlier versions: wikis know no other day than that of the last edit."""
        return self.layout.boxes[0].node.css_first(_VERSIONS) is not None

    def container(self, number: int) -> int:
        boxes = self.layout.boxes
        box = self.layout.blocks[number].box
        while box and boxes[box].tag not in _CONTAINERS:
            box = boxes[box].parent
        return box

    @cached_property
    def own_boxes(self) -> Counter[tuple[int, str, str]]:
        """How many paragraphs stand alone in a box of each kind, as page builders write them."""
        return Counter(self.own_box(i) for i in self.prose)

    def own_box(self, number: int) -> tuple[int, str, str]:
        """The largest box that holds only this block: the box around it, its tag and its names."""
        boxes = self.layout.boxes
        own = boxes[self.layout.blocks[number].box]
        while own.parent > 0 and boxes[own.parent].end - boxes[own.parent].start == 1:
            own = boxes[own.parent]
        return own.parent, own.tag, own.names

    def in_prose(self, number: int) -> bool:
        """True when the block stands among paragraphs of the post, or is a sentence of its only one."""
        own = number in self.prose
        if own and is_sentence(self.layout.blocks[number].text):
            return True
        return self.own_boxes[self.own_box(number)] > own or self.containers[self.container(number)] > own


@dataclass(frozen=True)
class _Place:
    """Block `number` of a page, which may hold a date; `where` is its place beside the post."""

    page: _Page
    number: int
    where: Location

    @property
    def block(self) -> Block:
        return self.page.layout.blocks[self.number]

    @cached_property
    def apart(self) -> list[Box]:
        """The boxes around the block that hold neither the title nor the text of the post."""
        layout = self.page.layout
        return [layout.boxes[box] for box in apart(layout, self.page.body, self.number)]

    @cached_property
    def is_marked(self) -> bool:
        """True when the box of the block, or one that is apart from the post, is named after a date."""
        inner = self.page.layout.boxes[self.block.box]
        return any(box.signals & DATE for box in (inner, *self.apart))

    @cached_property
    def is_loose(self) -> bool:
        """True when the line has a box of its own: there a label need not touch the date, and `Date:` is no event's."""
        above = self.where is Location.BEFORE_TITLE
        return above or not self.page.in_prose(self.number) or self.is_marked

    def is_caption(self) -> bool:
        """True when the block stands in the box of a picture."""
        of_picture = any(box.signals & PICTURE or box.tag in _FIGURES for box in self.apart)
        return of_picture and not self.is_marked

    def is_of_event(self) -> bool:
        """True when the next line is an hour in the same paragraph, or labelled as of an event: `Place: Ulm`."""
        blocks = self.page.layout.blocks
        if self.number + 1 == len(blocks):
            return False
        line, following = self.block, blocks[self.number + 1]
        if following.box == line.box and line.tag == "p" and _HOUR.match(following.text):
            return True
        if _DIGIT.search(following.text):
            return False
        labels = find_labels(folded(following.text[:_REST]))
        return any(label.start == 0 and label.meaning == "event" for label in labels)


def visible_dates(
    layout: Layout,
    body: Body,
    habits: DateHabits,
    *,
    elsewhere: bool = False,
    changes: Sequence[str] = (),
    events: Collection[str] = (),
) -> list[DateClaim]:
    """Claims from the text and the `<time>` elements of the page, those near the title and the end of the text first.

    `elsewhere` says that other posts of the site have their day in a place that this page does not have: then only a
    label states a day. `changes` are days of the last change as the page declares them, `events` the days on which
    events begin that it declares.
    """
    page = _Page(layout, body, habits, events)
    times: dict[int, list[str]] = {}
    for number, value in layout.times:
        times.setdefault(number, []).append(value)
    found: list[tuple[int, DateClaim, Form]] = []
    seen = set(body.foreign)
    stated = False
    for i, where in _places(layout, body):
        if stated and where is Location.ELSEWHERE:
            break
        if i in seen:
            continue
        seen.add(i)
        read = _read_line(layout.blocks[i].text, habits, changes)
        if read is None and i not in times:  # as in most lines
            continue
        for claim, form in _claims(_Place(page, i, where), read, times.get(i, ())):
            found.append((i, claim, form))
            stated = stated or _is_stated(claim)
    found += [(i, claim, Form.BARE) for i, claim in _empty_times(page, layout)]
    return _weighed(page, found, elsewhere=elsewhere)


def _weighed(
    page: _Page, found: Sequence[tuple[int, DateClaim, Form]], *, elsewhere: bool
) -> list[DateClaim]:
    """The claims of a page, the unlabelled ones doubted where a label states a day, in a timetable and `elsewhere`."""
    labelled = any(form in _LABELLED and _is_stated(claim) for _, claim, form in found)
    timetable = _timetable(page, found)
    out = []
    for i, claim, form in found:
        unlabelled = form not in _LABELLED and not claim.modified and claim.standing is not Standing.CANDIDATE
        if unlabelled and (labelled or (i, form) in timetable):
            claim = replace(claim, standing=Standing.CANDIDATE)
        elif unlabelled and elsewhere:
            claim = replace(claim, standing=Standing.DOUBTFUL)
        out.append(claim)
    return out


def _empty_times(page: _Page, layout: Layout) -> Iterator[tuple[int, DateClaim]]:
    """Days of `<time>` elements between title and text that a script fills with what readers see."""
    title = page.body.title_at
    for i, value in layout.empty_times:
        if title is not None and title < i <= page.opening and value[:10] not in page.events:
            yield i, DateClaim(Method.TIME, value, Location.AFTER_TITLE, _BARE)


def _is_stated(claim: DateClaim) -> bool:
    return claim.standing is Standing.STATED and claim.excluded is None


def _timetable(page: _Page, found: Sequence[tuple[int, DateClaim, Form]]) -> set[tuple[int, Form]]:
    """The blocks that hold days of a timetable, with the form of their lines.

    Among the paragraphs of the post and in rows of tables, several days in lines of one form are one. Elsewhere a day
    between the days of events is one of them.
    """
    events = {i for i, _, form in found if form is Form.EVENT}
    between = {
        (i, form)
        for i, _, form in found
        if not events.isdisjoint(range(i - _STEP, i)) and not events.isdisjoint(range(i, i + _STEP + 1))
    }
    days: dict[Form, dict[str, list[int]]] = {}
    for i, claim, form in found:
        among = page.in_prose(i) or page.layout.blocks[i].tag == "tr"
        if form in (Form.BARE, Form.DIVIDED, Form.NAMED) and among and claim.read and not claim.excluded:
            days.setdefault(form, {}).setdefault(claim.read.value[:10], []).append(i)
    return between | {
        (i, form)
        for form, by_day in days.items()
        if len(by_day) > 1
        for listed in by_day.values()
        for i in listed
    }


def day_left_out(layout: Layout, habits: DateHabits) -> bool:
    """True when the boxes that were left out of the layout have a day in a line or a `<time>` element."""
    for node in layout.skipped:
        if node.css_first("time") is not None:
            return True
        text = node.text(deep=True)
        if _YEAR.search(text):
            reads = (_read_line(block.text, habits, ()) for block in read_blocks(node).blocks)
            if any(read is not None and read.precision != "year" for read in reads):
                return True
    return False


def _places(layout: Layout, body: Body) -> Iterator[tuple[int, Location]]:
    """The blocks that may hold the date, the likeliest first, and the name of their place."""
    count = len(layout.blocks)
    first = body.blocks[0] if body.blocks else count
    title = body.title_at
    head = first if title is None else title
    if title is not None:
        for i in range(title, min(count, title + 1 + _AFTER)):
            yield i, Location.AFTER_TITLE
    else:
        for i in range(first, min(count, first + _AFTER)):
            yield i, Location.START
    for i in range(first - 1, max(head + _AFTER, first - 1 - _BEFORE), -1):
        yield i, Location.BEFORE_BODY
    for i in range(head - 1, max(-1, head - 1 - _BEFORE), -1):
        yield i, Location.BEFORE_TITLE
    if body.blocks:
        last = body.blocks[-1]
        for i in range(last, min(count, last + _BEHIND)):
            yield i, Location.END
    for i in range(count):
        yield i, Location.ELSEWHERE


def _claims(place: _Place, read: ParsedDate | None, times: Sequence[str]) -> Iterator[tuple[DateClaim, Form]]:
    """The claims of one block, in whose line a date was `read`, and how the line holds them."""
    text, habits = place.block.text, place.page.habits
    if read is None:
        above = meaning_above(place.page.layout, place.number, "", place.page.body.title_at)
        form = _OF_MEANING[above] if above else Form.BARE if len(text) <= _REST else Form.OTHER
    else:
        form = _form(place, read)
    for raw, meaning in _times(text, times):
        shown = _OF_MEANING[meaning] if meaning else form
        claim = _claim(place, Method.TIME, raw, None, shown)
        if read and len(times) == 1 and _is_another_day(raw, read, habits):
            claim = replace(claim, standing=Standing.CANDIDATE)  # readers see the day in the text
        yield claim, shown
    if read is not None and read.precision != "year":
        opening = _dateline(place, read) if form not in _LABELLED else None
        if opening is None:
            yield _claim(place, Method.TEXT, text, read, form), form
        else:
            reason = _exclusion(place, read, form)
            yield (
                DateClaim(Method.TEXT, opening, Location.DATELINE, _LOOSE, read=read, excluded=reason),
                form,
            )


def _claim(place: _Place, method: Method, raw: str, read: ParsedDate | None, form: Form) -> DateClaim:
    """The claim of a date that its line holds in this form; a date in text was `read` already."""
    weight, standing = _standing(place, read, form)
    shown = read or read_text(raw, place.page.habits)
    reason = _exclusion(place, shown, form)
    changed = form is Form.CHANGED
    return DateClaim(
        method, raw, place.where, weight, modified=changed, read=read, excluded=reason, standing=standing
    )


def _is_another_day(raw: str, read: ParsedDate, habits: DateHabits) -> bool:
    """True when a `<time>` element holds another day than its line, by more than time zones can do."""
    value = read_text(raw, habits)
    if value is None or min(len(value.value), len(read.value)) < len("2019-09-10"):
        return False
    days = date.fromisoformat(value.value[:10]) - date.fromisoformat(read.value[:10])
    return abs(days.days) > 1


def _read_line(text: str, habits: DateHabits, changes: Sequence[str]) -> ParsedDate | None:
    """The date of a line. Of several it is not one of `changes`, which themes print beside it for programs."""
    if len(text) > _LONGEST:
        text = text[:_HEAD]
    for change in changes:
        if change in text and (other := _read_line(text.replace(change, " "), habits, ())):
            return other
    if not _YEAR.search(text):
        return read_text(text, habits) if len(text) <= _HEAD and _SHORT_YEAR.fullmatch(text) else None
    if len(text) > _PROSE and not _NUMBERS.search(text):
        return None
    return read_text(text, habits)


def _form(place: _Place, read: ParsedDate) -> Form:
    """How a line holds its date, with the label in the line or cell before it."""
    text, page = place.block.text, place.page
    form = form_of(text, read, page.habits)
    before, _, after = text.partition(read.raw)
    above = meaning_above(page.layout, place.number, before, page.body.title_at)
    if above and form not in (Form.LABELLED, Form.CHANGED, Form.EVENT):
        return _OF_MEANING[above]
    if is_of_item(before, after) and form is not Form.EVENT and not _is_element(place, read):
        return Form.OTHER
    if form in (Form.MENTIONED, Form.DATED) and not place.is_loose:
        return Form.OTHER
    return Form.OTHER if form in (Form.BARE, Form.DATED) and place.is_of_event() else form


def _standing(place: _Place, read: ParsedDate | None, form: Form) -> tuple[float, Standing]:
    """The weight and the standing of a claim, by its place and the form of its line."""
    at_title = place.number == place.page.body.title_at
    if at_title and read and form not in _LABELLED and not _is_element(place, read):
        form = Form.OTHER  # the day of an event in its title
    if form is Form.CHANGED:
        return _BARE, Standing.STATED if _is_only_day(place, read) else Standing.CANDIDATE
    weight, standing = _by_place(place, read, form)
    return _MARKED if weight >= _BARE and place.is_marked else weight, standing


def _is_only_day(place: _Place, read: ParsedDate | None) -> bool:
    """True for a day of the last change that may count: the state of a report, the edit of a wiki.

    Newsrooms label reports with their state, `Stand: 12.5.2026, 14:05 Uhr`. The foot of other pages has that of forms.
    """
    if not place.is_loose:
        return False
    beside_title = place.where in _NEAR_POST and place.number <= place.page.second
    if set(_LETTERS.findall(folded(place.block.text))) & phrases("states").all:
        return beside_title or (read is not None and read.precision in _CLOCKS)
    return not beside_title and place.page.is_wiki


def _by_place(place: _Place, read: ParsedDate | None, form: Form) -> tuple[float, Standing]:
    """The weight without a mark, and the standing."""
    page, number, where = place.page, place.number, place.where
    marked, loose = place.is_marked, place.is_loose
    rest = len(place.block.text) - len(read.raw if read else "")
    if form in _LABELLED:
        return _LABEL if where in _NEAR_POST else _APART, Standing.STATED
    month = read is not None and read.precision == "month"
    if form in (Form.OTHER, Form.EVENT) or (month and rest > _BESIDE_MONTH) or place.is_caption():
        return _LOOSE, Standing.CANDIDATE
    heading = place.block.tag in HEADINGS and form is not Form.BARE
    above = where is Location.BEFORE_TITLE
    before = page.second if form is Form.BARE else page.opening
    head = where in _HEAD_OF_POST and number <= (page.end if loose else before)
    if not heading and (above or head):
        if form is Form.NAMED:
            teaser = above and place.block.links == 1 and place.block.linked > _LINKED
            beside = loose and not teaser and (marked or rest <= _REST)
            return (_BARE if marked else _LOOSE), Standing.STATED if beside else Standing.CANDIDATE
        if above:
            return _APART, Standing.STATED
        return (_BARE if marked or form is Form.BARE else _DIVIDED), Standing.STATED
    if marked:
        return _FOOT, Standing.STATED
    if form is Form.NAMED or not (loose or number > page.end):
        return _LOOSE, Standing.CANDIDATE
    return (_LOOSE if form is Form.BARE else _FOOT), Standing.DOUBTFUL


def _is_element(place: _Place, read: ParsedDate) -> bool:
    """True when a date within a title is an element of its own, with or without brackets."""
    inner = place.page.layout.boxes[place.block.box].node.css("span, small, em, i")
    return any(node.text(deep=True).strip(" ().[]") == read.raw.rstrip(".") for node in inner)


def _exclusion(place: _Place, shown: ParsedDate | None, form: Form) -> Reason | None:
    """The reason why a date that the page shows cannot be that of the post, or None."""
    if form is Form.LABELLED:
        return None
    layout, body, habits = place.page.layout, place.page.body, place.page.habits
    reason = excluded(layout, body, place.number, form)
    if reason is not None or shown is None:
        return reason
    if form is not Form.BARE and is_future(shown.value, habits.now):
        return Reason.FUTURE  # the words beside it speak of something to come
    if shown.value[:10] in place.page.events and form not in (*_LABELLED, Form.CHANGED):
        return Reason.EVENT
    return Reason.TODAYS_DATE if is_today(layout, body, place.number, shown.value, habits) else None


def _times(text: str, times: Sequence[str]) -> list[tuple[str, Meaning | None]]:
    """The values of the `<time>` elements of a line with their meanings; without labels only the first counts."""
    if not times:
        return []
    meanings = meanings_of_times(text, len(times))
    pairs = [pair for pair in zip(times, meanings, strict=True) if pair[1]] or [(times[0], None)]
    if None in meanings and all(meaning == "changed" for _, meaning in pairs):
        pairs = list(zip(times, meanings, strict=True))
    return pairs


def _dateline(place: _Place, read: ParsedDate) -> str | None:
    """The place and day with which a report begins: `Lyon, 8 April 2026 – …`, `Graz (8.4.2026). …`, `8.4.2026 – …`."""
    text = place.block.text
    opens = place.number in place.page.prose[:2]
    if len(text) < _PROSE or len(read.value) < len("2019-09-10") or not opens:
        return None
    before, _, after = text[:_HEAD].partition(read.raw)
    if is_of_item(before, after):
        return None
    first = folded(read.raw.split()[0])
    if (_PLACE.fullmatch(before) and _STOP.match(after)) or (
        not before.strip(" (") and first not in date_words() and _DASH.match(after)
    ):
        return f"{before}{read.raw}"
    return None
