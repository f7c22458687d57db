"""Dates that a reader sees beside the title: `<time>` elements and lines of text, each with how near it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clusterwatch.dates.lexicon import Role, lexicon
from clusterwatch.extract.blocks import HEADINGS
from clusterwatch.extract.body import Body
from clusterwatch.extract.dating import DateClaim, DateHabits, read_text
from clusterwatch.extract.layout import Layout
from clusterwatch.extract.marks import DATE
from clusterwatch.text import words

_BEFORE, _AFTER, _BEHIND = 6, 12, 16  # blocks asked before the title, after it, behind the end
_LONGEST = 300  # characters: a longer block is prose
_REST = 45  # characters beside the date: a line with more speaks of something else
_LINE = 120  # characters beside a date that opens a line, as in "22/11/2020 - 04:30 - Source: …"
_SEPARATORS = ("-", "|", "·", "•", "–", "—", "/")
_HEAD = 70  # characters that a dateline takes at most
_PLACE = re.compile(r"[^\W\d_][^\d,.()]{1,30}(?:,? ?\(|, (?:le |den |dne |dnia |il )?)", re.I)
_STOP = re.compile(r"\)? ?[.:–—-] ?\S")
_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20\d\d)(?!\d)|\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2}(?!\d)")


def date_claims_nearby(layout: Layout, body: Body, habits: DateHabits) -> list[DateClaim]:
    """Claims from the text and the `<time>` elements around the title and at the end of the body, nearest first."""
    out: list[DateClaim] = []
    times = dict(reversed(layout.times))
    seen: set[int] = set()
    for i, weight, where in _places(layout, body):
        if i in body.foreign:
            continue
        if i in times and i not in seen:
            out.append(DateClaim("time", times[i], f"time {where}", weight))
        if i not in seen:
            claim = _text_claim(layout, i, weight, where, habits)
            out += [claim] if claim else []
        seen.add(i)
    if not out and layout.times:
        out.append(DateClaim("time", layout.times[0][1], "the first time on the page", 0.2))
    return out or _only_date(layout, body, habits)


def _only_date(layout: Layout, body: Body, habits: DateHabits) -> list[DateClaim]:
    """The date of a line anywhere on the page, when all such lines agree on one day."""
    found: list[DateClaim] = []
    for i, block in enumerate(layout.blocks):
        if len(block.text) > _LINE or i in body.foreign or not _YEAR.search(block.text):
            continue
        claim = _text_claim(layout, i, 0.2, "elsewhere on the page", habits)
        if claim and claim.read and len(claim.read.value) >= len("2019-09-10"):
            found.append(claim)
    days = {claim.read.value[:10] for claim in found if claim.read}
    return found[:1] if len(days) == 1 else []


def _places(layout: Layout, body: Body) -> Iterator[tuple[int, float, str]]:
    """Numbers of blocks worth asking, the trust in each, and what to call it."""
    count = len(layout.blocks)
    first = body.blocks[0] if body.blocks else count
    title = body.title_at
    head = first if title is None else title
    if title is not None:
        for step, i in enumerate(range(title, min(count, title + 1 + _AFTER))):
            yield i, 0.9 if step < 5 else 0.7, "after the title"
    else:
        for i in range(first, min(count, first + 4)):
            yield i, 0.5, "at the start"
    for i in range(first - 1, max(head + _AFTER, first - 1 - _BEFORE), -1):
        yield i, 0.7, "before the text"
    for i in range(head - 1, max(-1, head - 1 - _BEFORE), -1):
        yield i, 0.5, "before the title"
    if body.blocks:
        last = body.blocks[-1]
        for i in range(last, min(count, last + _BEHIND)):
            yield i, 0.25, "at the end"


def _text_claim(
    layout: Layout, number: int, weight: float, where: str, habits: DateHabits
) -> DateClaim | None:
    block = layout.blocks[number]
    marked = bool(layout.boxes[block.box].bits & DATE)
    if len(block.text) > (2 * _LONGEST if marked else _LONGEST):
        return _dateline(block.text, weight, where, habits)
    if not _YEAR.search(block.text):
        return None
    read = read_text(block.text, habits)
    if read is None or read.precision == "year":
        return None
    rest = len(block.text) - len(read.raw)
    before, _, after = block.text.partition(read.raw)
    if rest > _REST and not marked:
        labelled = not _labels()[0].isdisjoint(words(f"{before[-60:]} {after[:30]}"))
        opens = not before.strip() and rest <= _LINE and after.lstrip().startswith(_SEPARATORS)
        if not (labelled or opens):
            return _dateline(block.text, weight, where, habits)
        weight *= 0.7
    if block.tag in HEADINGS and rest > 12:
        weight *= 0.4  # the day of an event in its title
    if read.precision == "month" and rest > 10:
        return None
    changed = _speaks_of_change(before[-60:] + " " + after[:30])
    return DateClaim("text", block.text, where, weight * (1.2 if marked else 1.0), changed, read=read)


def _dateline(text: str, weight: float, where: str, habits: DateHabits) -> DateClaim | None:
    """The place and day that agencies begin with: `Lyon, 8 April 2026 – …`, `Graz (8.4.2026). …`."""
    head = text[:_HEAD]
    read = read_text(head, habits) if _YEAR.search(head) else None
    if read is None or len(read.value) < len("2019-09-10"):
        return None
    before, _, after = head.partition(read.raw)
    if _PLACE.fullmatch(before) and _STOP.match(after):
        return DateClaim("text", f"{before}{read.raw}", f"dateline {where}", weight * 0.5, read=read)
    return None


def _speaks_of_change(text: str) -> bool:
    """True when the words beside a date say "updated" and none says "published", in any language."""
    spoken = set(words(text))
    published, updated = _labels()
    return not spoken.isdisjoint(updated) and spoken.isdisjoint(published)


@cache
def _labels() -> tuple[frozenset[str], frozenset[str]]:
    known = lexicon(()).words.items()
    published = frozenset(word for word, meaning in known if Role.PUBLISHED in meaning.roles)
    return published, frozenset(word for word, meaning in known if Role.UPDATED in meaning.roles) - published
