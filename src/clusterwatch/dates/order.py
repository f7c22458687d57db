"""Which of day and month a source writes first, as its own numeric dates reveal."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 10_000
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(?:19|20)\d\d(?!\d)")


def is_open(text: str) -> bool:
    """True when `text` has a numeric date that can be read in both orders, as two days."""
    found = _NUMERIC.search(text[:_LONGEST])
    return found is not None and found[1] != found[3] and int(found[1]) <= 12 and int(found[3]) <= 12


def learn_order(texts: Iterable[str]) -> str | None:
    """`DMY` or `MDY` when some date of `texts` can be read in one order only and none contradicts it; else None."""
    found: set[str] = set()
    for text in texts:
        for match in _NUMERIC.finditer(text[:_LONGEST]):
            first, second = int(match[1]), int(match[3])
            if 12 < first <= 31 and 1 <= second <= 12:
                found.add("DMY")
            elif 12 < second <= 31 and 1 <= first <= 12:
                found.add("MDY")
    return found.pop() if len(found) == 1 else None
