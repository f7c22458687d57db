"""The date in the state of the scripts of a page. It is the last resort, if nothing that a reader sees gives one."""

from __future__ import annotations

import re

from clusterwatch.extraction.published.vote import DateClaim
from clusterwatch.models import Method

# Search for days first, then for the name before each: a page has few days and many names.
_DAY = re.compile(r":\s*\\?[\"'](\d{4}-\d\d-\d\d(?:T[\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?)")
_PUBLISHED = (
    r"date_?published|published_?(?:at|date|on|time)?|publish_?(?:date|time)|publication_?date"
    r"|first_?published_?\w{0,6}|pub_?date"
)
_CREATED = r"created_?(?:at|on|date)?|creation_?date|date_?created"
_NAMES = tuple(re.compile(rf"[\"'](?:{names})\\?[\"']\s*\Z", re.I) for names in (_PUBLISHED, _CREATED))
_REACH = 80  # characters before the colon


def script_claim(html: str) -> DateClaim | None:
    """The day on which all values named for publication agree, or else all named for creation. It has little weight."""
    found = [(html[max(0, day.start() - _REACH) : day.start()], day[1]) for day in _DAY.finditer(html)]
    for name in _NAMES:
        if raws := [raw for before, raw in found if name.search(before)]:
            agreed = len({raw[:10] for raw in raws}) == 1
            return DateClaim(Method.SCRIPT, raws[0], "script", 0.2) if agreed else None
    return None
