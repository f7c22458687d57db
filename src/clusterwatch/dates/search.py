"""Find all dates in a text, also those without a year, with their positions and the times beside them.

`choose` picks one date of a text. This module returns each of them as it is written, so that the caller can say what
each of them means and which year it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from clusterwatch.dates.calendar import Context, Day, in_year
from clusterwatch.dates.cities import with_zones
from clusterwatch.dates.clock import clock_at
from clusterwatch.dates.forms import find_form
from clusterwatch.dates.hours import Hours, hours_after, hours_before, hours_of, noon_beside
from clusterwatch.dates.lexicon import Role, lexicon
from clusterwatch.dates.masks import without_clocks, without_others
from clusterwatch.dates.reading import Reading, checked, read_as_written, weekday_after
from clusterwatch.dates.tables import language_code
from clusterwatch.dates.tokens import Tokens, alphabet_of, tokenize

# A day of any year, so that dates without a year are read. Their year is not taken from it.
_ANY_DAY = date(2000, 1, 1)
_ZONE = re.compile(
    r"\s?[(\[]?((?:UTC|GMT)(?:\s?[+-]\s?\d{1,2}(?::\d\d)?)?|[CEW]ES?T|ME[SZ]{1,2}T?|[CEMP][SD]?T|BST|IST|AoE)\b"
)
_OF_DATES = Role.WEEKDAY | Role.MARK | Role.GLUE
_JOINED = re.compile(r"-?[^\W\d_]{2,5}\b")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text, which spans its characters `start` to `end` (exclusive).

    `first` and `last` are the day and the end of a range. Their `year` is None if it is not written. `time` is hh:mm or
    hh:mm:ss, `zone` the zone as written, or the IANA name of a place. `weekday` is the one beside the date, 0 to 6, or
    -1. `core` is the character of its first number or month: words such as `from` may stand between `start` and it.
    `raw` is the text with an ending that is joined to it (`12-ig`). `time_end` is the end of its hours (`10:00–12:00`),
    and `last_time` the hour of the last day. `is_month_end` says that the last day is written as the end of its month.
    """

    first: Day
    last: Day | None
    start: int
    end: int
    time: str = ""
    zone: str = ""
    weekday: int = -1
    core: int = 0
    raw: str = ""
    time_end: str = ""
    last_time: str = ""
    is_month_end: bool = False

    def in_year(self, year: int) -> FoundDate:
        """Return this date with its year, if that is not written."""
        first, last = in_year(self.first, self.last, year)
        return replace(self, first=first, last=last)


def find_dates(text: str, languages: Sequence[str] = (), order: str | None = None) -> tuple[FoundDate, ...]:
    """Return all dates in `text`, which is in NFC, from left to right. Years alone and relative dates are left out.

    The arguments are those of `parse_date`.
    """
    codes = _codes(tuple(languages))
    tokens = tokenize(text, alphabet_of(lexicon(codes)))
    if tokens.text != text or not _can_be_date(tokens.classes):
        # An invisible character would shift the positions.
        return ()
    tokens, zones = with_zones(tokens, codes)
    tokens = without_others(tokens)
    readings = _joined(list(_readings(tokens, Context(order, _ANY_DAY, running=True))), tokens)
    return tuple(_found(reading, tokens, zones) for reading in readings)


def _can_be_date(classes: str) -> bool:
    return re.search("[abcefKY]", classes) is not None


@lru_cache(maxsize=64)
def _codes(languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for tag in languages if (c := language_code(tag))))


def _readings(tokens: Tokens, context: Context) -> Iterator[Reading]:
    classes = without_clocks(tokens)
    found = find_form(classes, tokens.alphabet)
    while found:
        reading = read_as_written(found, tokens, context)
        if reading and reading.first.year is not None:
            reading = checked(reading)
        elif reading and not (reading.first.real() and (reading.last is None or reading.last.real())):
            reading = None
        if reading and _in_a_name(reading, tokens):
            reading = None
        if reading and reading.first.month:
            yield reading
        after = found.start + 1 if found.form.endswith("range") else found.end
        found = find_form(classes, tokens.alphabet, reading.found.end if reading else after)


def _joined(readings: list[Reading], tokens: Tokens) -> list[Reading]:
    """Join two days that only a dash and words of dates separate: `7 May 2026, Thursday - 8 May 2026, Friday`."""
    joined: list[Reading] = []
    for reading in readings:
        if joined and (whole := _whole(joined[-1], reading, tokens)):
            joined[-1] = whole
        else:
            joined.append(reading)
    return joined


def _whole(one: Reading, other: Reading, tokens: Tokens) -> Reading | None:
    start, end = one.found.end, _core(other)
    days = (one.first, other.first)
    if (
        one.last
        or other.last
        or not all(d.year and d.month and d.day for d in days)
        or one.first.text() >= other.first.text()
    ):
        return None
    between = [tokens.classes[i] for i in range(start, end)]
    plain = all(c in ".,()-" or tokens.word(start + i).roles & _OF_DATES for i, c in enumerate(between))
    if "-" not in between or not plain:
        return None
    return replace(one, found=replace(one.found, end=other.found.end), last=other.first)


def _core(reading: Reading) -> int:
    """Return the token of the first number or month."""
    return min(at for slot, at in reading.found.slots.items() if slot != "w")


def _in_a_name(reading: Reading, tokens: Tokens) -> bool:
    """Return whether the first number is the year of a name: `Con'24 until 5 May`, but not `dell'8 maggio`."""
    at = _core(reading)
    quoted = at > 1 and tokens.classes[at - 1] == "'" and tokens.glued(at) and tokens.glued(at - 1)
    word = tokens.at(at - 2) if quoted else ""
    return len(word) > 1 and word.isalpha() and not tokens.word(at - 2).roles & (_OF_DATES | Role.RANGE)


def _found(reading: Reading, tokens: Tokens, zones: Mapping[int, str]) -> FoundDate:
    found = reading.found
    start, end = tokens.spans[found.start][0], tokens.spans[found.end - 1][1]
    hours = _hours(reading, tokens) if reading.first.day else None
    time = zone = time_end = ""
    if hours:
        start, end = min(start, hours.start), max(end, hours.stop)
        time, zone = hours.text, hours.zone or _zone(tokens.text, hours.last, zones)
        time_end = hours.end
    end = max(end, _weekday_end(tokens, found.end))
    raw = tokens.text[start:end]
    start += len(raw) - len(raw.lstrip(" ,(-"))
    end -= len(raw) - len(raw.rstrip(" ,(-"))
    joined = _JOINED.match(tokens.text, end)
    raw = tokens.text[start : joined.end() if joined else end]
    core = tokens.spans[_core(reading)][0]
    return FoundDate(
        reading.first, reading.last, start, end, time, zone, reading.weekday, core, raw, time_end
    )


def _zone(text: str, at: int, zones: Mapping[int, str]) -> str:
    """Return the zone behind a time that ends at a character."""
    if named := _ZONE.match(text, at):
        return named[1]
    return next((zone for start, zone in zones.items() if start >= at and not text[at:start].strip(". ")), "")


def _weekday_end(tokens: Tokens, at: int) -> int:
    """Return the character at which a weekday after a date ends, or 0: `8 May 2026, Friday`."""
    weekday = weekday_after(tokens, at, ",(")
    return tokens.spans[weekday][1] if weekday >= 0 else 0


def _hours(reading: Reading, tokens: Tokens) -> Hours | None:
    found = reading.found
    if "t" in found.slots:
        clock = clock_at(tokens, found.slots["t"] + (tokens.classes[found.slots["t"]] == ","))
        return hours_of(clock, tokens) if clock else None
    return (
        hours_after(tokens, found.end)
        or hours_before(tokens, found.start)
        or noon_beside(tokens, found.start, found.end)
    )
