"""Find dates in addresses: paths of blog archives, slugs that begin or end with a date, timestamps."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from clusterwatch.dates.calendar import Day
from clusterwatch.models import ParsedDate, Precision

_LONGEST = 2_000
# There must be no letter or digit directly before or after a date.
_FROM, _TO = r"(?<![^/_=?&.,-])", r"(?![^/_&.,-])"
# The years in which a post may have been published, the pattern of one, and that of one in a text.
YEARS = frozenset(range(1980, 2050))
YEAR = r"(?:19[89]|20[0-4])\d"
YEAR_IN_TEXT = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_Y, _M, _D = rf"(?P<y>{YEAR})", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<d>0?[1-9]|[12]\d|3[01])"
_D2 = r"(?P<d2>0?[1-9]|[12]\d|3[01])"
_MM, _DD = r"(?P<m>0[1-9]|1[0-2])", r"(?P<d>0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?P<H>[01]\d|2[0-3])[-:]?(?P<M>[0-5]\d)(?:[-:]?(?P<S>[0-5]\d))?"
# Parameters that are not the day of publication: those of events and ranges, and numbers without a name such as date.
_OTHER = re.compile(
    r"[^=]*(?:event|start|begin|until)[^=]*=|(?:[^=]*[_-])?(?:end|from|to|min|max)(?:[_-]?date)?="
    r"|(?![^=]*(?:date|day|publ))[^=]*=\d+$",
    re.I,
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"/{_Y}/{_M}/{_D}(?=/|$)",  # /2021/03/04/
        rf"{_FROM}{_Y}(?P<s>[-_.]){_MM}(?P=s){_DD}(?:[-T_]{_CLOCK})?{_TO}",  # …-2021-03-04, 2021-03-04-15-16-17
        rf"{_FROM}{_Y}{_MM}{_DD}(?:[-T_]?{_CLOCK})?{_TO}",  # 20210304-…
        rf"{_FROM}{_D}-{_M}-{_D2}-(?P<m2>0?[1-9]|1[0-2])-{_Y}{_TO}",  # 29-3-4-5-2021: from 29 March to 4 May
        rf"{_FROM}{_D}-{_D2}-{_M}-{_Y}{_TO}",  # 4-5-3-2021: 4 and 5 March
        rf"{_FROM}{_D}(?P<s>[-_.]){_M}(?P=s){_Y}{_TO}",  # 04-03-2021-…
        rf"/{_Y}[/-]{_MM}(?=/)",  # /2021/03/…
    )
)


def dates_in_url(url: str) -> ParsedDate | None:
    """Return the date in the path or query of an address, or None. If the year is last, the day is first."""
    try:
        parts = urlsplit(url[:_LONGEST])
    except ValueError:
        return None
    query = "&".join(pair for pair in parts.query.split("&") if not _OTHER.match(pair))
    where = unquote(parts.path + ("?" + query if query else ""))
    for pattern in _PATTERNS:
        for match in pattern.finditer(where):
            date = _date(match)
            if date is not None:
                return date
    return None


def _date(match: re.Match[str]) -> ParsedDate | None:
    part = match.groupdict()
    first = Day(int(part["y"]), int(part["m"]), int(part["d"]) if part.get("d") else None)
    last = Day(first.year, int(part.get("m2") or part["m"]), int(part["d2"])) if part.get("d2") else None
    if not first.real() or (last and (not last.real() or last.text() <= first.text())):
        return None
    clock = ":".join(part[name] for name in "HMS" if part.get(name))
    precision: Precision = "month" if first.day is None else "day"
    if clock:
        precision = "second" if part.get("S") else "minute"
    value = first.text() + ("T" + clock if clock else "")
    return ParsedDate(value, precision, match.group().strip("/"), last.text() if last else None)
