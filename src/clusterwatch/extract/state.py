"""The date in the state that a page's script works on: the last resort where nothing a reader sees says it."""

from __future__ import annotations

import re

from clusterwatch.extract.dating import DateClaim

_LONGEST = 2_000_000  # characters of markup that are read
_DAY = r"\\?[\"']\s*:\s*\\?[\"'](\d{4}-\d\d-\d\d(?:T[\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?)"
_NAMES = (
    r"date_?published|published_?(?:at|date|on|time)?|publish_?(?:date|time)|publication_?date|first_?published_?\w{0,6}|pub_?date",
    r"created_?(?:at|on|date)?|creation_?date|date_?created",
)
_PATTERNS = tuple(re.compile(rf"[\"'](?:{names}){_DAY}", re.I) for names in _NAMES)


def state_claim(html: str) -> DateClaim | None:
    """The day that all places named for publication (else all named for creation) agree on, with trust to match."""
    for pattern in _PATTERNS:
        found = [match[1] for match in pattern.finditer(html, 0, _LONGEST)]
        if found:
            agreed = len({raw[:10] for raw in found}) == 1
            return DateClaim("script", found[0], "script", 0.2) if agreed else None
    return None
