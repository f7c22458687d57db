"""The dates above groups of items: `<h3>March 2024</h3><ul>…</ul>` dates the items below, or completes their dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from clusterwatch import html_tree
from clusterwatch.dates import parse_date
from clusterwatch.dates.url import YEAR_IN_TEXT
from clusterwatch.discovery.listing.list_item import ListItem
from clusterwatch.discovery.listing.outline import Outline
from clusterwatch.html_tree import HEADINGS
from clusterwatch.models import ParsedDate

_LONGEST = 40  # letters
_SHORT = 20  # letters of a day
_WIDEST = 3  # elements between a date and the element that also holds its items
_MOST = 60  # dates that are tried for an item
_TAGS = "h1,h2,h3,h4,h5,h6,p,div,span,dt,th,td,strong,b,time,caption,li,summary"
_COUNT = re.compile(r"\s?[(\[]\d{1,4}[)\]]$")
_WORD = r"[^\W\d_]{3,12}\.?"
_DAY_AND_MONTH = re.compile(
    rf"(\d{{1,2}})\s?[./-]\s?(\d{{1,2}})\.?|\d{{1,2}}\.?\s(?:de\s|d['’])?{_WORD}|{_WORD}\s\d{{1,2}}(?:st|nd|rd|th)?"
)
_MONTH = re.compile(r"[^\W\d_]{3,14}\.?(?:\s?[(\[]\d{1,4}[)\]])?")
_DAY = re.compile(rf"(?:{_WORD},?\s)?(\d{{1,2}})(?:\.|st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class _GroupDate:
    """A date that stands for itself: where it is, the element that it may be for, and whether it is a heading."""

    position: int
    make: str
    reach: tuple[tuple[int, int], ...]
    date: ParsedDate
    heading: bool


class GroupDates:
    """The dates of the groups of one page."""

    def __init__(self, outline: Outline, items: list[ListItem]) -> None:
        self._outline = outline
        inside = [outline.span(item.nodes[0]) for item in items]
        found = _group_dates(outline, inside)
        makes = Counter(date.make for date in found)
        # A date that stands alone may be today's.
        self._dates = [d for d in found if d.heading or makes[d.make] > 1]
        self._positions = [d.position for d in self._dates]

    def of(self, item: ListItem) -> str | None:
        """The date of an item that shows none, or no year: that of its group, with the day that the item shows."""
        group = self._of_group(item) or self._own(item)
        if group is None:
            return None
        if group.precision == "day":
            return group.raw
        return _with_year(item, group) or group.raw

    def _own(self, item: ListItem) -> ParsedDate | None:
        """The year or month in the item itself: of a group of one item."""
        texts = (self._outline.text(node, _LONGEST) for node in item.everything)
        found = (read for text in texts if text and text != item.title and (read := _read(text)))
        return next((read for read in found if read.precision != "day"), None)

    def _of_group(self, item: ListItem) -> ParsedDate | None:
        start, _ = self._outline.span(item.nodes[0])
        last = bisect_left(self._positions, start)
        for date in self._dates[max(0, last - _MOST) : last][::-1]:
            if any(first <= start < end for first, end in date.reach):
                return date.date
        return None


def _group_dates(outline: Outline, inside: list[tuple[int, int]]) -> list[_GroupDate]:
    """The dates that stand for themselves on a page; `inside` are the spans of the items."""
    found: list[_GroupDate] = []
    year: _GroupDate | None = None
    for node in outline.tree.css(_TAGS):
        date = _group_date(outline, node, inside, year)
        if date is not None:
            found.append(date)
            year = date if date.date.precision == "year" else year
    return found


def _group_date(
    outline: Outline, node: html_tree.Node, inside: list[tuple[int, int]], year: _GroupDate | None
) -> _GroupDate | None:
    """The date that an element is: with its year, or a month below the heading of a year."""
    text = outline.text(node, _LONGEST)
    start, _ = outline.span(node)
    if text and year is not None and _MONTH.fullmatch(text) and any(a <= start < b for a, b in year.reach):
        text = f"{_COUNT.sub('', text)} {year.date.value}"
    if not text or not YEAR_IN_TEXT.search(text):
        return None
    number = bisect_left(inside, (start + 1, 0)) - 1
    if number >= 0 and inside[number][0] <= start < inside[number][1]:
        return None  # the date of one item
    read = _read(text)
    if read is None:
        return None
    reach, above = [], node.parent
    for _ in range(_WIDEST):
        if above is None or above.tag in {"body", "html", "-document"}:
            break
        reach.append(outline.span(above))
        if outline.letters(above) != outline.letters(node):
            break
        above = above.parent
    heading = node.tag in HEADINGS and node.tag != "h1"
    return _GroupDate(start, outline.make(node), tuple(reach), read, heading)


def _read(text: str) -> ParsedDate | None:
    """The year, month or day that a whole text is, perhaps with a number of posts."""
    words = _COUNT.sub("", text)
    read = parse_date(words) if YEAR_IN_TEXT.search(words) else None
    if (
        read is None
        or read.precision not in {"year", "month", "day"}
        or len(read.raw) < len(words.strip(" :"))
    ):
        return None
    return read


def _with_year(item: ListItem, group: ParsedDate) -> str | None:
    """The day that an item shows, with the year and perhaps the month of its group."""
    year, _, month = group.value.partition("-")
    texts = (item.text(node, _SHORT) for node in item.everything)
    for text in (item.date or "", *texts, *item.texts(_SHORT)):
        if not text or text == item.title:
            continue
        written = _DAY_AND_MONTH.fullmatch(text)
        day = _DAY.fullmatch(text) if month else None
        if written and written[1] and "-" in text:
            completed = f"{year}-{written[1]:0>2}-{written[2]:0>2}"
        elif written and written[1]:
            separator = "/" if "/" in text else "."
            completed = f"{written[1]}{separator}{written[2]}{separator}{year}"
        elif written:
            completed = f"{text}{',' if text[:1].isalpha() else ''} {year}"
        elif day:
            completed = f"{year}-{month}-{day[1]:0>2}"
        else:
            continue
        read = parse_date(completed)
        if read is not None and read.precision == "day":
            return completed
    return None
