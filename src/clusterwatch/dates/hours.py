"""Read the time of a day in running text, where it is often an hour without minutes, or a range.

`von 9:30 bis 16 Uhr`, `kl. 12`, `entro le ore 12 del`, `até às 17 horas do dia`. Of a range, the first time counts,
and all its words are a part of the date, so that its `until` says nothing of the day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from clusterwatch.dates.clock import Clock, clock_after, clock_before
from clusterwatch.dates.forms import letters
from clusterwatch.dates.lexicon import Role
from clusterwatch.dates.tokens import Alphabet, Tokens

_LONGEST = 16  # tokens of a time beside its date
_NUMBER = re.compile("[zabceN]")
_NOON = 12
_ROUND = frozenset({"00", "15", "30", "45", "59"})  # minutes of hours until which something is open
_DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Hours:
    """The time of a day: hh:mm or hh:mm:ss in `text`. Its words span the characters `start` to `stop`.

    `last` is the character behind the numbers of the last time, where a zone may stand. `zone` is a zone that is
    written as a place. `end` is the last time, hh:mm, if a range is written.
    """

    text: str
    start: int
    stop: int
    last: int
    zone: str = ""
    end: str = ""


def hours_of(clock: Clock, tokens: Tokens) -> Hours:
    """Return the hours of a time that is written with its minutes."""
    text = clock.text[: 8 if clock.precision == "second" else 5]
    return Hours(text, tokens.spans[clock.start][0], clock.stop, tokens.spans[clock.end - 1][1], clock.place)


def hours_after(tokens: Tokens, end: int) -> Hours | None:
    """Return the time after a date that ends before token `end`."""
    if not _NUMBER.search(tokens.classes, end, end + _LONGEST):
        return None
    patterns = _patterns(tokens.alphabet)
    clock, match = clock_after(tokens, end), patterns.after.match(tokens.classes, end)
    if clock and patterns.date.match(tokens.classes, clock.end):
        clock = None
    is_own = match is not None and not _is_of_next(tokens, match)
    # The half of the day behind a range is that of its beginning, too: `1:30–2 pm`.
    if match and is_own and (match["second"] or not clock):
        found = None if _begins_sentence(tokens, match.start("intro")) else _read(tokens, match)
        if found:
            return found
    return hours_of(clock, tokens) if clock else None


def hours_before(tokens: Tokens, start: int) -> Hours | None:
    """Return the time directly before a date that begins at token `start`."""
    first = max(0, start - _LONGEST)
    if not _NUMBER.search(tokens.classes, first, start):
        return None
    match = _patterns(tokens.alphabet).before.search(tokens.classes, first, start)
    is_own = match is not None and not _follows_date(tokens, match, start)
    if match and is_own and (match["second"] or match["intro"] or match["half1"]):
        found = _read(tokens, match)
        if found:
            return found
    clock = clock_before(tokens, start)
    return hours_of(clock, tokens) if clock else None


def noon_beside(tokens: Tokens, start: int, end: int) -> Hours | None:
    """Return 12:00 if a word for noon stands directly behind a date, or before it with a word such as `by`."""
    patterns = _patterns(tokens.alphabet)
    match = patterns.noon_after.match(tokens.classes, end)
    if match and patterns.date.match(tokens.classes, match.end()):
        match = None
    match = match or patterns.noon_before.search(tokens.classes, max(0, start - _LONGEST), start)
    if match is None or not tokens.at(match.start("noon")).islower():
        return None  # Italian `Mezzogiorno` is the south
    first, last = tokens.spans[match.start("noon")]
    return Hours("12:00", first, last, last)


def _read(tokens: Tokens, match: re.Match[str]) -> Hours | None:
    """Return the hours of a match, or None if nothing marks its numbers as a time."""
    minutes = _minutes(tokens, match, 1)
    if not 0 <= minutes < _DAY:
        return None
    second = bool(match["second"]) and _is_end(tokens, match) and _minutes(tokens, match, 2) > minutes
    is_oclock = bool(match["word"] and tokens.word(match.start("word")).roles & Role.OCLOCK)
    both = second and (bool(match["minute1"] and match["minute2"]) or _is_clocked(tokens, match))
    if not (
        is_oclock
        or _is_marked(match, 1)
        or (second and _is_marked(match, 2))
        or both
        or _is_until(tokens, match)
    ):
        return None
    if second and match["half2"] and not match["half1"] and _is_after_noon(tokens, match):
        minutes += _NOON * 60
    stop = tokens.spans[match.end("second" if second else "first") - 1][1]
    end = _written(_minutes(tokens, match, 2)) if second else ""
    return Hours(_written(minutes), tokens.spans[match.start("time")][0], stop, stop, end=end)


def _is_end(tokens: Tokens, match: re.Match[str]) -> bool:
    """Return whether the second number of a match is a time: `10:00 to 12`, but not `10:00 to 12 offices`."""
    at, end = match.end("first"), match.end("second")
    # `dalle 9 alle 13`, but not `at 10:00 at 24 Main Street`
    is_pair = _is_clocked(tokens, match) and tokens.at(match.start("word")) != tokens.at(at)
    # `dalle ore 9.30 alle ore 16`
    is_oclock = any(tokens.word(i).roles & Role.OCLOCK for i in range(at, match.start("hour2")))
    if _is_marked(match, 2) or match["minute2"] or is_pair or is_oclock:
        return True
    dash = "-" in tokens.classes[at : at + 2]
    if dash and tokens.glued(end - 1):
        return True
    is_range = dash or any(tokens.word(i).roles & Role.RANGE for i in range(at, end))
    return is_range and tokens.classes[end : end + 1] != "w"


def _is_clocked(tokens: Tokens, match: re.Match[str]) -> bool:
    """Return whether words of times stand before both ends of a range: `dalle 9 alle 13`."""
    to = tokens.word(match.start("second"))
    return bool(match["word"] and tokens.word(match.start("word")).roles & to.roles & Role.CLOCK)


def _is_marked(match: re.Match[str], number: int) -> bool:
    """Return whether a colon, a word such as `h` or the half of the day marks a number as a time."""
    separator = match[f"separator{number}"]
    return bool(match[f"half{number}"] or match[f"mark{number}"] or (separator and separator != "."))


def _is_until(tokens: Tokens, match: re.Match[str]) -> bool:
    """Return whether `until` stands before a round time with a dot: `17. 4. 2026 do 14.00`."""
    is_round = match["separator1"] == "." and tokens.at(match.start("minute1")) in _ROUND
    return bool(is_round and match["word"] and tokens.word(match.start("word")).roles & Role.RANGE)


def _is_after_noon(tokens: Tokens, match: re.Match[str]) -> bool:
    """Return whether the first of two times has the half of the second one: `2–4 pm`, but not `11–2 pm`."""
    return _minutes(tokens, match, 1) + _NOON * 60 < _minutes(tokens, match, 2)


def _minutes(tokens: Tokens, match: re.Match[str], number: int) -> int:
    """Return a time of a match in minutes, or -1 for none."""
    hour = int(tokens.at(match.start(f"hour{number}")))
    minute = int(tokens.at(match.start(f"minute{number}"))) if match[f"minute{number}"] else 0
    if match[f"half{number}"] and hour <= _NOON:
        hour = hour % _NOON + _NOON * (tokens.word(match.start(f"half{number}")).half == 1)
    minutes = 60 * hour + minute
    return minutes if minutes <= _DAY else -1


def _written(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _is_of_next(tokens: Tokens, match: re.Match[str]) -> bool:
    """Return whether the day of a time stands behind it: `from 10:00 on 5 May to 12:00 on 6 June`."""
    return _patterns(tokens.alphabet).date.match(tokens.classes, match.end()) is not None


def _begins_sentence(tokens: Tokens, at: int) -> bool:
    """Return whether the token at `at` begins a sentence: `15 May 2026. From 9:30 …`."""
    return tokens.classes[at - 1] == "." and tokens.at(at)[:1].isupper()


def _follows_date(tokens: Tokens, match: re.Match[str], start: int) -> bool:
    """Return whether a time stands behind another date, and no word joins it to its own: `5 May 2026, 9 am, 6 June`."""
    if not match["second"] and tokens.classes[start] in letters(tokens.alphabet, Role.GLUE):
        return False
    before = tokens.classes[: match.start()].rstrip(",.")[-1:]
    return before == "Y" or (before != "" and before in letters(tokens.alphabet, Role.MONTH | Role.MARK))


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns of the times after a date and before one, of a day behind a time, and of noon."""

    after: re.Pattern[str]
    before: re.Pattern[str]
    date: re.Pattern[str]
    noon_after: re.Pattern[str]
    noon_before: re.Pattern[str]


@lru_cache(maxsize=64)
def _patterns(alphabet: Alphabet) -> _Patterns:
    hour, half, mark, weekday, month, zone, glue, clock, spread = (
        letters(alphabet, role)
        for role in (
            Role.HOUR,
            Role.HALF,
            Role.MARK,
            Role.WEEKDAY,
            Role.MONTH,
            Role.ZONE,
            Role.GLUE,
            Role.CLOCK,
            Role.RANGE | Role.CLOCK,
        )
    )
    bound = Role.CLOCK | Role.OCLOCK | Role.RANGE | Role.BOUND
    word, any_word = letters(alphabet, bound), letters(alphabet, bound | Role.GLUE)

    # No hyphen before it: French `après-midi` is the afternoon.
    lead_noon = rf"{word}(?:'?{glue}){{,2}}'?"
    noon = rf"(?P<noon>{letters(alphabet, Role.NOON)})"

    def time(number: int) -> str:
        return (
            rf"(?P<hour{number}>[zabce])(?:(?P<separator{number}>[:.]|{hour}\.?)(?P<minute{number}>[zbcef]))?"
            rf"(?:\.?(?P<half{number}>{half})\.?)?"
            rf"(?:(?P<mark{number}>\.?{hour})(?![abcefgz])|(?![.:]?[abcefgzYKN]|\.?(?:{glue}'?){{,2}}{month}))"
        )

    to = rf"\.?(?:-|{spread}['.-]?)(?P<to>(?:{any_word}['.:-]?){{,2}})"
    first = rf"(?P<time>(?P<first>{time(1)})"
    both = rf"{first}(?P<second>{to}{time(2)})?)"
    lead = rf"(?:{mark}\.?)?[.,)]{{,2}}(?:\(?{weekday}\.?\)?,?)?[-|/,(]{{,3}}"
    return _Patterns(
        re.compile(rf"{lead}(?P<intro>(?:(?P<word>{any_word})['.:-]?){{,3}}){both}"),
        re.compile(
            rf"(?P<intro>(?:(?P<word>{word})['.:-]?){{,2}}){both}\.?(?:\(?{zone}\)?)?[-|/,(]{{,2}}{clock}?\Z"
        ),
        re.compile(rf"\.?,?(?:{glue}['.]?){{1,3}}(?:{weekday},?)?[abce](?![:.][zbcef]|\.?{hour})"),
        re.compile(rf"(?:{mark}\.?)?\.?,?(?:{lead_noon})?{noon}"),
        re.compile(
            rf"(?<!{hour})(?<!{half})(?<![zabcefN]){lead_noon}{noon}\.?{zone}?,?(?:{weekday}\.?,?)?(?:{glue}|{clock}){{,2}}\Z"
        ),
    )
