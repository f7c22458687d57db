"""Give days their hours where these stand behind a label, or on a line of their own.

`Date: 5 May 2026` above `Time: 10:00–12:00`, or above `10:00–12:00 CET`
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from clusterwatch.dates import FoundDate, find_dates
from clusterwatch.facts.line_labels import value_at
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import DayKind, StatedDay
from clusterwatch.vocab import pattern_of
from clusterwatch.vocab.currencies import currencies

_REACH = 3  # lines below a day, among which its hours are
_LONGEST = 80  # characters of a line with hours
_ZONE_WORDS = 3  # long words of a line with nothing but hours: `Central European Time`
_DAY = "2026-01-01, "  # before hours, so that they are read as those of a day
_LEAD = re.compile(r"[\s,.;|()•·–—-]*")
_WORD = re.compile(r"[^\W\d_]{4,}")
_DIGIT = re.compile(r"\d")
_MINUTES = re.compile(r"\d\d")
_FIRST = "06"  # o'clock: an earlier hour without minutes is a count of hours
_FRACTION = re.compile(r"\d{1,2}\.\d\d\s*")  # also that of a sum
_KINDS = (DayKind.EVENT, DayKind.DEADLINE)


def with_hours(
    days: Sequence[StatedDay],
    paragraphs: Sequence[Paragraph],
    dated: Collection[int],
    language: str | None,
) -> tuple[StatedDay, ...]:
    """Return `days` with the hours that stand behind them or below them. `dated` are the paragraphs with dates."""
    texts = {p.number: p.text for p in paragraphs}
    return tuple(_with_hours(day, texts, dated, language) if _needs_hours(day) else day for day in days)


def has_label_of_event(lines: Iterable[str], language: str | None, *, is_to_come: bool) -> bool:
    """Return whether one of the lines names hours, or the place of a day to come, as those below an event do.

    A place below a day that is over may be that from which somebody writes.
    """
    return any(
        (is_to_come and value_at(line, "place_labels", language) >= 0)
        or _labelled_hours(line, language) is not None
        for line in lines
    )


def _needs_hours(day: StatedDay) -> bool:
    return day.kind in _KINDS and day.start is not None and "T" not in day.start and not day.superseded


def _with_hours(
    day: StatedDay, texts: Mapping[int, str], dated: Collection[int], language: str | None
) -> StatedDay:
    if day.paragraph is None or day.span is None:
        return day
    found = _labelled_hours(texts[day.paragraph][day.span[1] :], language)
    for number in range(day.paragraph + 1, day.paragraph + 1 + _REACH):
        line = texts.get(number, "")
        if found or not line or number in dated:
            break
        found = _labelled_hours(line, language)
        if not found and number == day.paragraph + 1:
            found = _bare_hours(line, language)
        if day.kind is DayKind.DEADLINE:
            break
    if not found:
        return day
    end_time = found.time_end or None if day.kind is DayKind.EVENT else None
    return replace(day, start=f"{day.start}T{found.time}", zone=found.zone or day.zone, end_time=end_time)


def _labelled_hours(line: str, language: str | None) -> FoundDate | None:
    """Return the day with the hours behind a label with which a line begins, or None."""
    text = line[_lead(line) :]
    at = value_at(text, "hour_labels", language) if _DIGIT.search(text, 0, _LONGEST) else -1
    return _read(text[at : at + _LONGEST], language)[0] if at > 0 else None


def _bare_hours(line: str, language: str | None) -> FoundDate | None:
    """Return the day with the hours of a line which has nothing else, or None."""
    text = line[_lead(line) :]
    if len(text) > _LONGEST or not _DIGIT.search(text) or len(_WORD.findall(text)) > _ZONE_WORDS:
        return None
    if _FRACTION.fullmatch(text):
        return None
    found, behind = _read(text, language)
    return found if found and (found.zone or not _WORD.search(behind)) else None


def _lead(line: str) -> int:
    match = _LEAD.match(line)
    return match.end() if match else 0


def _read(text: str, language: str | None) -> tuple[FoundDate | None, str]:
    """Return a day with the hours with which a text begins, or None, and what stands behind them."""
    whole = _DAY + text.lstrip()
    found = next(iter(find_dates(whole, [language] if language else [])), None)
    if found is None or not found.time or found.start > 0:
        return None, ""
    is_count = found.time < _FIRST and not _MINUTES.search(whole, len(_DAY), found.end)
    behind = whole[found.end :]
    return (None, "") if is_count or _is_sum(behind) else (found, behind)


def _is_sum(behind: str) -> bool:
    """Return whether a currency stands behind a number: `15.00 €`."""
    word = next(iter(behind.split()), "").rstrip(",.;)").lower()
    return bool(word) and _currency().fullmatch(word) is not None


@cache
def _currency() -> re.Pattern[str]:
    """Return a pattern of the signs, codes and names of currencies, of which some have any ending."""
    written = (name for one in currencies().values() for name in (*one.signs, *one.in_lines, *one.names))
    return re.compile(pattern_of(map(str.lower, written), {"*": ".*"}))
