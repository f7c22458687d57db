"""ISO 8601 as metadata writes it (RFC 3339): read at once, as two of three dates of a page are of this form.

Only what the forms of forms.py would read in the same way, to the letter; all else is left to them.
"""

from __future__ import annotations

import re

from clusterwatch.dates.calendar import Day
from clusterwatch.models import ParsedDate

_TIME = (
    r"(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.]\d{1,9}(?=[Z+-]))?)?"
    r"(?P<zone>Z|[+](?:0\d|1[0-3]):?[0-5]\d|-(?:0\d|1[0-3]):[0-5]\d)?"
)
_ISO = re.compile(rf"(?P<year>19\d\d|20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]{_TIME})?", re.A)


def parse_iso(text: str) -> ParsedDate | None:
    """The date that `text` is, from first letter to last; None when it is not one of this form."""
    match = _ISO.fullmatch(text)
    if match is None or not Day(int(match["year"]), int(match["month"]), int(match["day"])).real():
        return None
    value, zone = text[:10], match["zone"] or ""
    if match["hour"] is None:
        return ParsedDate(value, "day", text)
    if text[10] == " " and match["second"] is None and zone.startswith("-"):
        return None  # the dash of `10:00-12:00`
    value += f"T{match['hour']}:{match['minute']}"
    if match["second"]:
        value += f":{match['second']}"
    if len(zone) > 1:
        zone = "+00:00" if zone[1:] in ("00:00", "0000") else f"{zone[:3]}:{zone[-2:]}"
    return ParsedDate(value + zone, "second" if match["second"] else "minute", text)
