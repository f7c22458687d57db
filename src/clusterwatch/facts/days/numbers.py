"""Tell the numbers of parts of programmes and documents from days: `measure 1.2`, `článek 5.4`."""

from __future__ import annotations

import re

from clusterwatch.dates import FoundDate
from clusterwatch.facts.days.cues import word_set
from clusterwatch.vocab import folded, matches

_PLAIN = re.compile(r"\d{1,2}\.\d{1,2}\.?")
_WORD = re.compile(r"([^\W\d_]+)[.:]?\s*$")
_CODE = re.compile(r"\.\d")
_REACH = 40  # characters before a number in which its word stands


def is_part_number(text: str, date: FoundDate, language: str | None) -> bool:
    """Return whether a date of two numbers, without a year and an hour, is the number of a part of something."""
    if date.first.year is not None or date.time or date.last or not _PLAIN.fullmatch(date.raw.strip()):
        return False
    before = _WORD.search(text[max(0, date.start - _REACH) : date.start])
    return before is not None and any(
        matches(word, folded(before[1])) for word in word_set("numbered", language)
    )


def is_of_code(text: str, date: FoundDate) -> bool:
    """Return whether a date is a part of the number of a call: `2016/2/2.1.A`."""
    return _CODE.match(text, date.end) is not None and text[date.core : date.end].count("/") > 1
