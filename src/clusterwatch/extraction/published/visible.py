"""Dates that a reader sees near the post, in `<time>` elements and lines of text. The nearer ones count for more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clusterwatch.dates import connectives
from clusterwatch.extraction.blocks import HEADINGS
from clusterwatch.extraction.body.choice import Body
from clusterwatch.extraction.class_signals import DATE
from clusterwatch.extraction.layout import Layout
from clusterwatch.extraction.published.exclusion import excluded, is_today, label_above
from clusterwatch.extraction.published.labels import Meaning, meaning_beside, meanings_of_times
from clusterwatch.extraction.published.vote import DateClaim, DateHabits, read_text
from clusterwatch.models import Location, Method, Reason

_BEFORE, _AFTER, _BEHIND = 6, 12, 16  # blocks that are read before the title, after it, and after the end
_LONGEST = 300  # characters: a longer block is prose
_REST = 45  # characters beside the date: a line with more is about something else
_ALONE = 12  # characters beside a date that is the whole of its line
_HEAD_OF_POST, _FOOT = 0.5, 0.25  # weights of places: near the title, after the end
_LINE = 120  # characters beside a date that opens a line, as in "22/11/2020 - 04:30 - Source: …"
_SEPARATORS = ("-", "|", "·", "•", "–", "—", "/")
_HEAD = 70  # characters that a dateline takes at most
_PLACE = re.compile(rf"[^\W\d_][^\d,.()]{{1,30}}(?:,? ?\(|, (?:{connectives('glue')} )?)", re.I)
_STOP = re.compile(r"\)? ?[.:–—-] ?\S")
# Every alternative begins with a digit: the regex engine then searches for digits first.
_YEAR = re.compile(
    r"\d(?:(?:(?<=1)9[89]|(?<=2)0\d)\d(?<!\d{5})(?!\d)|\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2}(?!\d))"
)
# Every date with a day has two numbers. A line of prose with only a year, or a month and a year, is not read.
_NUMBERS = re.compile(r"\d\D+\d")
_PROSE = 80  # characters


def visible_dates(layout: Layout, body: Body, habits: DateHabits) -> list[DateClaim]:
    """Claims from the text and the `<time>` elements near the title and at the end of the body, nearest first."""
    out: list[DateClaim] = []
    times: dict[int, list[str]] = {}
    for number, value in layout.times:
        times.setdefault(number, []).append(value)
    seen: set[int] = set()
    for i, weight, where in _places(layout, body):
        if i in body.foreign or i in seen:
            continue
        seen.add(i)
        found = _time_claims(layout, i, times[i], weight, where) if i in times else []
        if claim := _text_claim(layout, i, weight, where, habits):
            found.append(claim)
        if found:
            out += [_with_exclusion(one, layout, body, i, habits) for one in found]
    if all(claim.excluded for claim in out) and layout.times:
        number, value = layout.times[0]
        claim = DateClaim(Method.TIME, value, Location.FIRST_TIME, 0.2)
        if number not in seen:
            out.append(_with_exclusion(claim, layout, body, number, habits))
    return out if any(not claim.excluded for claim in out) else out + _only_date(layout, body, habits)


def day_left_out(layout: Layout) -> bool:
    """True when the boxes that were left out of the layout may contain a date."""
    for node in layout.skipped:
        text = node.text(deep=True)
        if (_YEAR.search(text) and _NUMBERS.search(text)) or node.css_first("time") is not None:
            return True
    return False


def _time_claims(
    layout: Layout, number: int, times: Sequence[str], weight: float, where: Location
) -> list[DateClaim]:
    """Claims of the `<time>` elements of a block; a label may mark them as dates of a change."""
    if number >= len(layout.blocks):
        return []
    meanings = meanings_of_times(layout.blocks[number].text, len(times))
    if meanings == [None]:
        meanings = [label_above(layout, number)]
    # If no label distinguishes them, only the first one counts.
    pairs = [pair for pair in zip(times, meanings, strict=True) if pair[1]] or [(times[0], None)]
    if None in meanings and all(meaning == "changed" for _, meaning in pairs):
        pairs = list(zip(times, meanings, strict=True))
    return [DateClaim(Method.TIME, value, where, weight, meaning == "changed") for value, meaning in pairs]


def _with_exclusion(
    claim: DateClaim, layout: Layout, body: Body, number: int, habits: DateHabits
) -> DateClaim:
    """The claim, with a reason if it is not the date of the post."""
    if number >= len(layout.blocks):
        return claim
    text = layout.blocks[number].text
    read = claim.read or read_text(text, habits)
    if read is not None and read.raw in text:
        before, _, after = text.partition(read.raw)
    else:
        before, after = text, ""
    reason = excluded(layout, body, number, (before, after) if len(text) <= _LONGEST else None)
    if reason is None:
        shown = claim.read or read_text(claim.raw, habits)
        labelled = meaning_beside(before, after) == "published"
        if shown and not labelled and is_today(layout, body, number, shown.value, habits):
            reason = Reason.TODAYS_DATE
    return replace(claim, excluded=reason) if reason else claim


def _only_date(layout: Layout, body: Body, habits: DateHabits) -> list[DateClaim]:
    """The date of a line anywhere on the page, when all such lines agree on one day."""
    found: dict[str, DateClaim] = {}  # by day
    for i, block in enumerate(layout.blocks):
        text = block.text
        if len(text) > _LINE or i in body.foreign or not (_YEAR.search(text) and _NUMBERS.search(text)):
            continue
        claim = _text_claim(layout, i, 0.2, Location.ELSEWHERE, habits)
        if claim and claim.read and len(claim.read.value) >= len("2019-09-10"):
            found.setdefault(claim.read.value[:10], _with_exclusion(claim, layout, body, i, habits))
    return list(found.values()) if len(found) == 1 else []


def _places(layout: Layout, body: Body) -> Iterator[tuple[int, float, Location]]:
    """The blocks that may hold the date: number, weight, and the name of the place."""
    count = len(layout.blocks)
    first = body.blocks[0] if body.blocks else count
    title = body.title_at
    head = first if title is None else title
    if title is not None:
        for step, i in enumerate(range(title, min(count, title + 1 + _AFTER))):
            yield i, 0.9 if step < 5 else 0.7, Location.AFTER_TITLE
    else:
        for i in range(first, min(count, first + 4)):
            yield i, 0.5, Location.START
    for i in range(first - 1, max(head + _AFTER, first - 1 - _BEFORE), -1):
        yield i, 0.7, Location.BEFORE_BODY
    for i in range(head - 1, max(-1, head - 1 - _BEFORE), -1):
        yield i, 0.5, Location.BEFORE_TITLE
    if body.blocks:
        last = body.blocks[-1]
        for i in range(last, min(count, last + _BEHIND)):
            yield i, 0.25, Location.END


def _text_claim(
    layout: Layout, number: int, weight: float, where: Location, habits: DateHabits
) -> DateClaim | None:
    block = layout.blocks[number]
    marked = bool(layout.boxes[block.box].signals & DATE)
    if len(block.text) > (2 * _LONGEST if marked else _LONGEST):
        return _dateline(block.text, weight, habits)
    if not _YEAR.search(block.text) or (len(block.text) > _PROSE and not _NUMBERS.search(block.text)):
        return None
    read = read_text(block.text, habits)
    if read is None or read.precision == "year":
        return None
    rest = len(block.text) - len(read.raw)
    before, _, after = block.text.partition(read.raw)
    meaning = meaning_beside(before, after)
    if rest > _REST and not marked:
        labelled = meaning in ("published", "event")
        opens = not before.strip() and rest <= _LINE and after.lstrip().startswith(_SEPARATORS)
        if not (labelled or opens):
            return _dateline(block.text, weight, habits)
        weight *= 0.7
    if block.tag in HEADINGS and rest > 12:
        weight *= 0.4  # the day of an event in its title
    if read.precision == "month" and rest > 10:
        return None
    if meaning is None and not before.strip():
        meaning = label_above(layout, number)
    changed = meaning == "changed"
    return DateClaim(
        Method.TEXT, block.text, where, _trust(weight, rest, marked, meaning), changed, read=read
    )


def _trust(weight: float, rest: int, marked: bool, meaning: Meaning | None) -> float:
    """The weight of a line by its place, corrected by its label and by `rest`, the letters beside the date."""
    if marked:
        weight *= 1.2
    elif meaning is None and rest > _ALONE:
        weight *= 0.5  # a sentence with a day in it
    if meaning == "published" and weight >= _FOOT and rest <= _REST:
        return max(weight, 0.92 if weight >= _HEAD_OF_POST else 0.6)
    return weight


def _dateline(text: str, weight: float, habits: DateHabits) -> DateClaim | None:
    """The place and day with which agency reports begin: `Lyon, 8 April 2026 – …`, `Graz (8.4.2026). …`."""
    head = text[:_HEAD]
    read = read_text(head, habits) if _YEAR.search(head) and _NUMBERS.search(head) else None
    if read is None or len(read.value) < len("2019-09-10"):
        return None
    before, _, after = head.partition(read.raw)
    if _PLACE.fullmatch(before) and _STOP.match(after):
        return DateClaim(Method.TEXT, f"{before}{read.raw}", Location.DATELINE, weight * 0.5, read=read)
    return None
