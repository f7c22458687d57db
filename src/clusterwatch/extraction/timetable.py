"""Rows of a timetable: boxes that are alike, each with a day above what happens on it."""

from __future__ import annotations

import re

from clusterwatch.extraction.layout import Box, Layout

DAY = re.compile(r"\d[./-]\s?\d|\b(?:19|20)\d\d\b")
_BARE = 30  # characters of a line that is only a date


def is_row(layout: Layout, around: int, number: int) -> bool:
    """Return whether the box `around` is a row that begins with the date in block `number`.

    It has several lines, and beside it stands a box that is alike and begins with another date. Lists of posts link
    their dates.
    """
    box = layout.boxes[around]
    if not _begins_with_date(layout, box) or box.start != number or layout.blocks[number].linked:
        return False
    at, last = box.parent + 1, layout.boxes[box.parent].last
    while at <= last:
        other = layout.boxes[at]
        if (
            at != around
            and (other.tag, other.names) == (box.tag, box.names)
            and _begins_with_date(layout, other)
            and layout.blocks[other.start].text != layout.blocks[number].text
        ):
            return True
        at = other.last + 1
    return False


def _begins_with_date(layout: Layout, box: Box) -> bool:
    """Return whether a box has several lines, of which the first is only a date."""
    return box.end - box.start > 1 and may_be_date(layout.blocks[box.start].text)


def may_be_date(line: str) -> bool:
    """Return whether a line is short and has the numbers of a date."""
    return len(line) <= _BARE and DAY.search(line) is not None
