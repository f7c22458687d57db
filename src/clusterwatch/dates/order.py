"""Learn from the numeric dates of a source whether it writes the day or the month first."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 10_000
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(?:19|20)\d\d(?!\d)")
_SHORT = re.compile(r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d\d)(?![\d./-])")


def is_open(text: str) -> bool:
    """Return whether `text` has a numeric date that is a different day in each order: 3/4/2026, 21/11/22."""
    if short := _SHORT.search(text[:_LONGEST]):
        first, second, last = int(short[1]), int(short[3]), int(short[4])
        days_last = 1 <= second <= 12 and 1 <= last <= 31 and first != last
        return days_last or (first != second and first <= 12 and second <= 12)
    found = _NUMERIC.search(text[:_LONGEST])
    return found is not None and found[1] != found[3] and int(found[1]) <= 12 and int(found[3]) <= 12


def learn_order(texts: Iterable[str]) -> str | None:
    """Return `DMY` or `MDY` if some dates in `texts` are possible only in this order and none only in the other.

    Return None if there are no such dates or if they contradict each other.
    """
    found: set[str] = set()
    for text in texts:
        for match in _NUMERIC.finditer(text[:_LONGEST]):
            first, second = int(match[1]), int(match[3])
            if 12 < first <= 31 and 1 <= second <= 12:
                found.add("DMY")
            elif 12 < second <= 31 and 1 <= first <= 12:
                found.add("MDY")
    return found.pop() if len(found) == 1 else None
