"""Read the end of a month as its last day: `until the end of May`, `május végéig`.

The words for the end become the number of the last day, in as many characters, so that the date reader reads a day
where it stands: `until 31     May`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from clusterwatch.dates import FoundDate, month_numbers
from clusterwatch.dates.calendar import Day
from clusterwatch.facts.days.cues import Trait, has_trait, listed
from clusterwatch.text import fold
from clusterwatch.vocab import pattern_of

_COMMON_YEAR = 2001
_SHORTEST = 3  # letters of the name of a month
_ENDING = 4  # letters that a case adds to it
_BEGUN = 50  # characters before the end of a period, among which its first day is
_NUMBER = re.compile(r"\b\d{1,2}\b")
_QUOTES = str.maketrans("’", "'")

Span = tuple[int, int]


def with_last_days(text: str, language: str | None) -> tuple[str, Sequence[Span]]:
    """Return a text of the same length in which ends of months are days, and the spans of these days."""
    if language is None:
        return text, ()
    words = _words(language)
    lowered = text.lower()
    if not any(sign in lowered for sign in words.signs) or len(lowered) != len(text):
        return text, ()
    lowered = lowered.translate(_QUOTES)
    spans: list[Span] = []
    for match in words.pattern.finditer(lowered):
        number = _month(match["month"], language)
        if not number or _is_vague(lowered[: match.start()], match[0], words):
            continue
        day = str(monthrange(_COMMON_YEAR, number)[1])
        begin, end = match.span()
        month = text[match.start("month") : match.end("month")]
        if match["behind"] is None:
            written = day.ljust(match.start("month") - begin) + month
        elif has_trait(language, Trait.MONTHS_FIRST):
            written = f"{month} {day}"
        else:
            written = f"{day} {month}"
        spans.append((begin + written.index(day), end))
        text = text[:begin] + written.ljust(end - begin) + text[end:]
    return text, spans


def _is_vague(before: str, written: str, words: _Words) -> bool:
    """Return whether the words before the end of a month, or those for the end, say that no day is meant.

    What begins on a day ends on one: `öppnar den 19 januari och stänger i slutet av mars`.
    """
    last = before.rstrip(" (.")
    if words.is_about.search(last):
        return True
    if not written.startswith(words.vague):
        return False
    return not (words.is_until.search(last) or _NUMBER.search(last, max(0, len(last) - _BEGUN)))


def marked(found: Iterable[FoundDate], text: str, spans: Sequence[Span]) -> list[FoundDate]:
    """Return the dates of a text as it is written, with those that are read from the end of a month marked."""
    return [_marked(one, text, spans) for one in found]


def _marked(one: FoundDate, text: str, spans: Sequence[Span]) -> FoundDate:
    end = next((end for start, end in spans if one.start <= start < one.end), None)
    if end is None:
        return one
    end = max(end, one.end)
    return replace(one, is_month_end=True, end=end, raw=text[one.start : end])


def completed(found: FoundDate) -> FoundDate:
    """Return a date whose end of February is the last day of its year."""
    if found.last is not None:
        return replace(found, last=_last_day(found.last))
    return replace(found, first=_last_day(found.first))


def without_day(found: FoundDate) -> FoundDate:
    """Return the month at whose end a date lies, for what is not open until its last day."""
    if found.last is not None:
        return replace(found, last=replace(found.last, day=None))
    return replace(found, first=replace(found.first, day=None))


def _last_day(day: Day) -> Day:
    if day.year is None or day.month is None:
        return day
    return replace(day, day=monthrange(day.year, day.month)[1])


class _Words:
    """The phrases of a language, and the shortest of them: each text with a phrase has one."""

    def __init__(self, language: str) -> None:
        phrases = [_with_straight_quotes(phrase) for phrase in listed("month_ends", language)]
        before = [phrase for phrase in phrases if phrase[0] != "-"]
        behind = [phrase[1:] for phrase in phrases if phrase[0] == "-"]
        shortest = (p for p in (*before, *behind) if not any(q != p and q in p for q in (*before, *behind)))
        self.signs = tuple(shortest)
        month = r"(?P<month>[^\W\d_]{3,})"
        # No day behind the month: `at the end of February 27`
        first = rf"(?<!\w){pattern_of(before)}(?:\s+|(?<=')){month}\b(?!\s\d{{1,2}}\b)(?P<behind>(?!))?"
        last = rf"(?<!\w){month}\s+(?P<behind>{pattern_of(behind)})(?!\w)"
        self.pattern = re.compile(first if before else last)
        about = [_with_straight_quotes(phrase) for phrase in listed("month_ends_about", language)]
        self.vague = tuple(f"{phrase} " for phrase in about if phrase in before)
        self.is_about = re.compile(rf"(?<!\w){pattern_of(set(about) - set(before))}\Z")
        limits = (phrase for name in ("day_until", "day_before") for phrase in listed(name, language))
        until = (phrase for phrase in map(_with_straight_quotes, limits) if phrase[0] != "-")
        self.is_until = re.compile(rf"(?<!\w){pattern_of(until)}\Z")


def _with_straight_quotes(phrase: str) -> str:
    """Return a phrase in small letters with straight apostrophes."""
    return phrase.lower().translate(_QUOTES)


@lru_cache(maxsize=32)
def _words(language: str) -> _Words:
    return _Words(language)


@lru_cache(maxsize=1024)
def _month(word: str, language: str) -> int:
    """Return the number of the month that a word names, perhaps with the ending of a case, or 0."""
    months: Mapping[str, int] = month_numbers(language)
    name = fold(word)
    for end in range(len(name), max(_SHORTEST, len(name) - _ENDING) - 1, -1):
        if number := months.get(name[:end]):
            return number
    return 0
