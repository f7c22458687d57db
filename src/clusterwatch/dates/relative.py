"""Find relative dates: `vor 3 Tagen, 4 Stunden`, `3 órája`, `hier à 14h30`, `dzisiaj`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from clusterwatch.dates.forms import letters
from clusterwatch.dates.lexicon import Role
from clusterwatch.dates.tokens import Alphabet, Tokens
from clusterwatch.models import Precision

_MAX_COUNT = 5000  # of any unit; a larger number is not part of a date
_STEPS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}


@dataclass(frozen=True, slots=True)
class Ago:
    """A relative date: its `value` in ISO 8601, and the tokens that it spans (`end` is exclusive)."""

    value: str
    precision: Precision
    start: int
    end: int


def find_relative(tokens: Tokens, now: datetime) -> Iterator[Ago]:
    """Yield all relative dates in `tokens`, from `now`.

    Seconds and minutes give a time with minutes, hours to months give a day, and years give a year.
    """
    any_sign, counted, named = _patterns(tokens.alphabet)
    if not any_sign.search(tokens.classes):
        return
    for match in counted.finditer(tokens.classes):
        if _hyphenated(tokens, match.start()):
            continue
        if match["before"] or match["after"] or _since(tokens, match):
            ago = _counted(tokens, match, now)
            if ago:
                yield ago
    for match in named.finditer(tokens.classes):
        day = now.date() - timedelta(days=tokens.word(match.start()).past)
        yield Ago(day.isoformat(), "day", match.start(), match.end())


@lru_cache(maxsize=64)
def _patterns(alphabet: Alphabet) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return three patterns: any sign of a relative date, a date with a count, and a word such as `today`."""
    unit, one, before, after, past, spread, since = (
        letters(alphabet, role)
        for role in (Role.UNIT, Role.ONE, Role.BEFORE, Role.AFTER, Role.PAST, Role.RANGE, Role.SINCE)
    )
    item = rf"(?:(?:[abcefgN][-.]?(?:{one}|w)?|{one}[-.]?{one}?){unit}\.?)"
    # A unit without a count means one, if it is next to the word for `ago`: před hodinou. `two days ago` is not such a
    # case, because the unknown word before the unit is a count.
    word = f"[w{''.join(roles for kind, roles in alphabet.by_roles.items() if not kind & Role.LABEL)}]"
    lone = f"(?(before)(?<={before}){unit}|(?<!{word}){unit}(?={after}))"
    items = rf"(?P<items>{item}(?:[,&]?{spread}?{item}){{,2}}|{lone})"
    return (
        re.compile(f"{before}|{after}|{past}|{since}"),
        re.compile(f"(?P<before>{before}w?)?{items}(?P<after>{after})?"),
        re.compile(past),
    )


def _hyphenated(tokens: Tokens, start: int) -> bool:
    """Return whether a word for 1 is the end of a longer count: twenty-one days ago."""
    hyphen = start > 1 and tokens.classes[start - 1] == "-" and Role.ONE in tokens.word(start).roles
    return hyphen and tokens.glued(start) and tokens.glued(start - 1)


def _since(tokens: Tokens, match: re.Match[str]) -> bool:
    return any(Role.SINCE in tokens.word(i).roles for i in range(match.start("items"), match.end("items")))


def _counted(tokens: Tokens, match: re.Match[str], now: datetime) -> Ago | None:
    count: int | None = None
    months = seconds = 0
    smallest = ""
    for i in range(match.start("items"), match.end("items")):
        word = tokens.word(i)
        if tokens.classes[i] in "abcefgN":
            count = int(tokens.at(i))
        elif word.unit and not (count is None and Role.ONE in word.roles):
            n, count, smallest = 1 if count is None else count, None, word.unit
            if n > _MAX_COUNT:
                return None
            if word.unit in _STEPS:
                seconds += n * _STEPS[word.unit]
            else:
                months += n * (12 if word.unit == "year" else 1)
        elif Role.ONE in word.roles and count is None:
            count = 1
    try:
        then = _months_before(now, months) - timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        return None
    if smallest in ("second", "minute"):
        return Ago(then.strftime("%Y-%m-%dT%H:%M"), "minute", match.start(), match.end())
    if smallest == "year":
        return Ago(f"{then.year:04d}", "year", match.start(), match.end())
    return Ago(then.date().isoformat(), "day", match.start(), match.end())


def _months_before(now: datetime, months: int) -> datetime:
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))
