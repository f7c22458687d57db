"""Read the time and offset next to a date: `à 06h00`, `kl. 10:21`, `9:02 μμ`, `7:12 am PDT, …`, `T10:21:00+02:00`.

A time must have minutes. An offset is a number, the name of a zone that always has the same offset (lexicon.ZONES), or
the name of a place (`Europe/Berlin`), whose offset depends on the day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from clusterwatch.dates.forms import letters
from clusterwatch.dates.lexicon import CAPITAL_ZONES, ZONES, Role
from clusterwatch.dates.tokens import Alphabet, Tokens
from clusterwatch.models import Precision

_NAME = "|".join((f"(?-i:{'|'.join(CAPITAL_ZONES)})", *sorted(ZONES, key=len, reverse=True)))
_PLACE = re.compile(r"\s?[(\[]?([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2})\b[)\]]?")
# RFC 3339 section 4.2, RFC 5322 section 3.3. A minus can also be the dash of a range (`10:00 - 12:00`). It begins an
# offset before four digits, and directly after seconds, UTC or GMT. After a fraction of a second, and after a time with
# the T of ISO 8601, it begins an offset before hours and minutes.
_SECONDS = ("[0-9]{2}:[0-9]{2}:[0-9]{2}", "[0-9]{2}:[0-9]{2}:[0-9]", "UTC", "GMT")
_FRACTIONS = ("T[0-9]{2}:[0-9]{2}", *(f":[0-9]{{2}}[.][0-9]{{{digits}}}" for digits in range(1, 10)))
_MINUS = "|".join(
    (
        "-(?=[0-9]{4}\\b)",
        *(f"(?<={before})-" for before in _SECONDS),
        *(f"(?<={before})-(?=[0-9]{{2}}:[0-9]{{2}}\\b)" for before in _FRACTIONS),
    )
)
_OFFSET = re.compile(
    rf"(?:[.,][0-9]{{1,9}}|[.])?\s?[(]?(?:\s?(?P<name>{_NAME})\b)?"
    rf"(?:\s?(?P<sign>[+]|{_MINUS})(?P<hours>[0-9]{{1,2}})(?::?(?P<minutes>[0-9]{{2}}))?\b)?[)]?",
    re.I,
)
_LONGEST = 14  # tokens of a time before its date


@dataclass(frozen=True, slots=True)
class Clock:
    """A time. `text` is hh:mm[:ss][offset]. It spans the tokens `start` to `end` and ends at the character `stop`.

    `place` is the zone if it is written as a place (`Europe/Berlin`).
    """

    text: str
    precision: Precision
    start: int
    end: int
    stop: int
    place: str = ""

    def on(self, day: str) -> str:
        """Return the time of a day (ISO 8601), with the offset that the place has then."""
        if not self.place:
            return f"{day}T{self.text}"
        return (
            datetime.fromisoformat(f"{day}T{self.text}")
            .replace(tzinfo=ZoneInfo(self.place))
            .isoformat(timespec="seconds" if self.precision == "second" else "minutes")
        )


def clock_after(tokens: Tokens, end: int) -> Clock | None:
    """Return the time after a date that ends before token `end`."""
    match = _patterns(tokens.alphabet)[0].match(tokens.classes, end)
    return _read(tokens, match) if match else None


def clock_before(tokens: Tokens, start: int) -> Clock | None:
    """Return the time directly before a date that begins at token `start`."""
    match = _patterns(tokens.alphabet)[1].search(tokens.classes, max(0, start - _LONGEST), start)
    return _read(tokens, match) if match else None


def clock_at(tokens: Tokens, start: int) -> Clock | None:
    """Return the time whose hour is token `start`."""
    match = _patterns(tokens.alphabet)[2].match(tokens.classes, start)
    return _read(tokens, match) if match else None


@lru_cache(maxsize=64)
def _patterns(alphabet: Alphabet) -> tuple[re.Pattern[str], ...]:
    intro, hour, half, zone, weekday, glue, mark = (
        letters(alphabet, role)
        for role in (Role.CLOCK, Role.HOUR, Role.HALF, Role.ZONE, Role.WEEKDAY, Role.GLUE, Role.MARK)
    )
    time = (
        rf"(?P<early>{half}\.?)?(?P<hour>[zabcN])(?:(?P<colon>:)|(?P<dot>\.)|(?P<mark>{hour}\.?))(?P<minute>[zbcef])"
        rf"(?:(?:[:.](?=[zbcef])|(?<=:.):(?=[aN]))(?P<second>[abcefzN])|(?![.:][abcefgzYN]))(?:\.?(?P<half>{half})\.?)?(?P<after>\.?{hour}(?![a-c]))?"
    )
    lead = (
        rf"(?:{mark}\.?)?[.,)]{{,2}}(?:\(?{weekday}\.?\)?,?)?[-|/,(]{{,3}}(?P<intro>(?:{intro}[.:-]?){{,2}})"
    )
    return (
        re.compile(lead + time),
        re.compile(
            rf"(?P<intro>{intro}?)\.?{time}(?:\(?{zone}\)?)?\.?(?:[-|/,(]{{,2}}(?:{weekday}\.?,?)?{glue}{{,2}})\Z"
        ),
        re.compile("(?P<intro>)" + time),
    )


def _read(tokens: Tokens, match: re.Match[str]) -> Clock | None:
    """Return the time of a match, or None for an impossible time or a decimal number."""
    hour, minute = int(tokens.at(match.start("hour"))), int(tokens.at(match.start("minute")))
    if match["hour"] == "N" and hour > 0:  # letter N: a lone 0 is an hour, other numbers are not
        return None
    # `9.30` after a date may be a price, unless a word marks it as a time or nothing follows.
    marked = match["intro"] or match["after"] or match["half"] or match["hour"] != "a"
    if match["dot"] and not marked and match.end() < len(tokens.classes):
        return None
    second = int(tokens.at(match.start("second"))) if match["second"] else None
    if second is not None and second > 59:
        return None
    half = max(match.start("half"), match.start("early"))
    if half >= 0 and hour <= 12:
        hour = hour % 12 + 12 * (tokens.word(half).half == 1)
    last = max(match.end(name) for name in ("minute", "second", "half", "after"))
    stop = tokens.spans[last - 1][1]
    zone = _OFFSET.match(tokens.text, stop)
    offset = _offset(zone) if zone else ""
    if offset and zone:
        stop = zone.end() if zone.group().count("(") == zone.group().count(")") else zone.end("name")
    place = "" if offset else _place(tokens.text, stop)
    text = f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second is not None else "") + offset
    precision: Precision = "minute" if second is None else "second"
    return Clock(text, precision, match.start(), last, stop, place)


def _place(text: str, stop: int) -> str:
    """Return the zone that is written as a place after a time (an IANA name), or an empty string."""
    named = _PLACE.match(text, stop)
    try:
        return ZoneInfo(named[1]).key if named else ""
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return ""


def _offset(zone: re.Match[str]) -> str:
    """Return the offset of a written zone (`Z`, `+02:00`), or an empty string if it is missing or impossible."""
    name, sign = zone["name"], zone["sign"]
    if not name and not sign:
        return ""
    minutes = CAPITAL_ZONES.get(name, ZONES.get(name.lower(), 0)) if name else 0
    if sign:
        # Valid offsets are `GMT+2`, `UTC-0500`, and hours without a name only in the form `+02`, directly after the
        # time.
        hours = int(zone["hours"])
        lone = zone.group().startswith("+") and len(zone["hours"]) == 2
        if hours > 14 or not (name or zone["minutes"] or lone):
            return ""
        shift = hours * 60 + int(zone["minutes"] or 0)
        minutes += shift if sign == "+" else -shift
    elif name.lower() == "z":
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
