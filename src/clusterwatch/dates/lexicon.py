"""Build the lexicon of some languages: one dictionary with the meanings of each word in a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntFlag
from functools import cache, lru_cache

from clusterwatch.dates.tables import cldr, language_code, supplement
from clusterwatch.text import fold


class Role(IntFlag):
    """The roles of a word in a date. A word such as `may` has several, and the form around it decides."""

    NONE = 0
    MONTH = 1
    WEEKDAY = 2
    GLUE = 4
    MARK = 8  # after a year: gada, roku
    ORDINAL = 16
    RANGE = 32
    CLOCK = 64  # before a time: um, kl
    HOUR = 128  # after an hour: h, Uhr
    HALF = 256  # am, pm
    ZONE = 512
    ROMAN = 1024
    UNIT = 2048
    SINCE = 4096  # a unit that includes `ago`: napja
    BEFORE = 8192  # means `ago` before the count: il y a
    AFTER = 16384
    ONE = 32768
    PAST = 65536  # today, yesterday
    PUBLISHED = 131072
    UPDATED = 262144
    ISSUE = 524288  # a number after it is not a day, unless a complete date follows: Heft
    PHRASE = 1048576  # begins a phrase
    SIGN = 2097152  # the number after it is never a day: Nr.
    STREET = 4194304  # a date next to it is a street name: rue du 8 mai 1945
    PHONE = 8388608  # numbers after it are not a date
    OCLOCK = 16777216  # before an hour without minutes: kl, godz
    BOUND = 33554432  # from, by or before a time: von, avant
    NOON = 67108864  # 12:00 behind a word such as at or by
    LABEL = PUBLISHED | UPDATED
    NUMBERED = ISSUE | SIGN


@dataclass(frozen=True, slots=True)
class Word:
    """The meanings of a word.

    `number` is that of a month (1 to 12), `weekday` is 0 to 6, `past` is a number of days ago, and `half` is 0 for am
    and 1 for pm. Other values are 0, -1 or empty.
    """

    roles: Role
    number: int = 0
    weekday: int = -1
    half: int = -1
    unit: str = ""
    past: int = -1

    def __or__(self, other: Word) -> Word:
        """Combine the meanings of two words. The first takes precedence."""
        return Word(
            self.roles | other.roles,
            self.number or other.number,
            self.weekday if self.weekday >= 0 else other.weekday,
            self.half if self.half >= 0 else other.half,
            self.unit or other.unit,
            self.past if self.past >= 0 else other.past,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of some languages.

    - `words`: the words by folded form; `phrases`: the phrases by their first folded token
    - `months`: names of months for repairs; `inflects`: they can have endings that are not listed
    - `year_first`: three numbers of two digits are year, month and day; `month_first`: `May 12` is usual
    - `full`: names of months without abbreviations; `known`: the languages are known
    """

    words: Mapping[str, Word]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Word], ...]]
    months: Mapping[str, int]
    inflects: bool
    year_first: bool
    month_first: bool
    full: frozenset[str]
    known: bool


# The pattern of a token, in texts (tokens.py) and in phrases.
PIECE = re.compile(r"[0-9]+|\([ae]\)(?:ko)?|[^\W\d_]+|[^\s\w]")
# Zones with one offset, in minutes. BST, IST, CST, MST, AST, AMT and ECT are left out, because they are ambiguous.
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "trt": 180, "est": -300, "edt": -240, "pst": -480, "pdt": -420,
}  # fmt: skip
# Zones whose names are also words (`10:00 met koffie`). They count in capitals, directly after a time.
CAPITAL_ZONES = {"UT": 0, "MET": 60, "MEST": 120}
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_MONTH_FIRST = {"en", "hu", "lt", "eu", "es", "lv"}
_LISTS: dict[str, Role] = {
    "glue": Role.GLUE, "mark": Role.MARK, "ordinal": Role.ORDINAL, "range": Role.RANGE, "clock": Role.CLOCK,
    "hour": Role.HOUR, "published": Role.PUBLISHED, "updated": Role.UPDATED, "one": Role.ONE,
    "before": Role.BEFORE, "after": Role.AFTER, "issue": Role.ISSUE, "sign": Role.SIGN, "zone": Role.ZONE,
    "street": Role.STREET, "phone": Role.PHONE, "oclock": Role.OCLOCK, "bound": Role.BOUND,
    "noon": Role.NOON,
}  # fmt: skip
_BESIDE = Role.GLUE | Role.CLOCK | Role.HOUR | Role.MARK | Role.ORDINAL | Role.ZONE | Role.HALF | Role.WEEKDAY
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
Meanings = dict[tuple[str, ...], Word]


@lru_cache(maxsize=64)
def lexicon(languages: tuple[str, ...]) -> Lexicon:
    """Return the lexicon of `languages`, which are codes of the tables, the most likely first.

    Without languages, the lexicon has the words of all languages except contradictory names of months. English words
    are always included after the others, because pages of all languages use them.
    """
    if languages:
        names = dict.fromkeys((*languages, "en"))
        merged = _merge([_meanings("any"), *map(_meanings, names)])
    else:
        names = dict.fromkeys(sorted(cldr()))
        merged = _merge([_meanings("any"), *map(_meanings, names)])
        for key in _contradictions(names):
            merged[key] = replace(merged[key], roles=merged[key].roles & ~Role.MONTH, number=0)
    extra, tables = supplement(), cldr()
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    words = {key[0]: word for key, word in merged.items() if len(key) == 1}
    for key, word in merged.items():
        if len(key) > 1:
            phrases.setdefault(key[0], []).append((key, word))
            words[key[0]] = words.get(key[0], Word(Role.NONE)) | Word(Role.PHRASE)
    return Lexicon(
        words,
        {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in phrases.items()},
        {w: m.number for w, m in words.items() if m.number and len(w) >= 4 and Role.ROMAN not in m.roles},
        not languages or any(extra.get(n, {}).get("inflects", False) for n in languages),
        any(tables[n]["year_first"] for n in languages),
        not languages or not _MONTH_FIRST.isdisjoint(languages),
        frozenset(fold(words[0]) for name in names for words in tables[name]["months"]),
        bool(languages),
    )


@cache
def date_words() -> frozenset[str]:
    """Return the folded words of all languages that stand beside a day and add nothing to it: on, Monday, o'clock."""
    return frozenset(word for word, meaning in lexicon(()).words.items() if meaning.roles & _BESIDE)


@lru_cache(maxsize=64)
def calendar_words(tag: str | None) -> frozenset[str]:
    """Return the folded names of months and weekdays in a language, or in all if it has no table."""
    code = language_code(tag) if tag else None
    words = lexicon((code,) if code else ()).words
    return frozenset(word for word, meaning in words.items() if meaning.roles & (Role.MONTH | Role.WEEKDAY))


@lru_cache(maxsize=64)
def month_numbers(tag: str) -> Mapping[str, int]:
    """Return the numbers of the months by their folded names in a language. Roman numerals are left out."""
    code = language_code(tag)
    found = lexicon((code,)).words.items() if code else ()
    return {
        word: meaning.number
        for word, meaning in found
        if meaning.roles & Role.MONTH and not meaning.roles & Role.ROMAN
    }


def pieces(text: str) -> tuple[str, ...]:
    """Return the folded tokens of a word or phrase."""
    return tuple(fold(p) if p not in "’‘`´" else "'" for p in PIECE.findall(text))


def _merge(layers: Iterable[Meanings]) -> Meanings:
    merged: Meanings = {}
    for layer in layers:
        for key, word in layer.items():
            merged[key] = merged[key] | word if key in merged else word
    return merged


def _contradictions(names: Iterable[str]) -> set[tuple[str, ...]]:
    """Return words that are different months in different languages, such as listopad."""
    seen: dict[tuple[str, ...], int] = {}
    found: set[tuple[str, ...]] = set()
    for name in names:
        for key, word in _meanings(name).items():
            if word.number and seen.setdefault(key, word.number) != word.number:
                found.add(key)
    return found


@lru_cache(maxsize=64)
def _meanings(language: str) -> Meanings:
    """Return the words of one language, or those that all languages share for `any`."""
    found: Meanings = {}
    for text, word in (
        *_own(supplement().get(language, {})),
        *(_shared() if language == "any" else _public(language)),
    ):
        key = pieces(text)
        if key and not (len(key) == 1 and len(key[0]) < 2 and word.roles & (Role.MONTH | Role.WEEKDAY)):
            found[key] = found[key] | word if key in found else word
    return found


def _public(language: str) -> Iterator[tuple[str, Word]]:
    table = cldr()[language]
    yield from _numbered(table["months"], _month)
    yield from _numbered(table["days"], _weekday)
    yield from _numbered(table["halves"], _half)
    yield from _numbered(table["past"], _past)
    for unit, words in table["units"].items():
        yield from ((w, Word(Role.UNIT, unit=unit)) for w in words)
    for unit, words in table["since"].items():
        yield from ((w, Word(Role.UNIT | Role.SINCE, unit=unit)) for w in words)
    yield from ((w, Word(Role.BEFORE)) for w in table["before"])
    yield from ((w, Word(Role.AFTER)) for w in table["after"])


def _own(table: Mapping[str, list[str] | str | bool]) -> Iterator[tuple[str, Word]]:
    makers: dict[str, Callable[[int], Word]] = {
        "months": _month,
        "days": _weekday,
        "halves": _half,
        "past": _past,
        "units": _unit,
    }
    for key, value in table.items():
        if isinstance(value, list):
            yield from _numbered((_split(v) for v in value), makers[key])
        elif isinstance(value, str) and key in _LISTS:
            yield from ((w, Word(_LISTS[key])) for w in _split(value))


def _shared() -> Iterator[tuple[str, Word]]:
    yield from ((zone, Word(Role.ZONE)) for zone in ZONES)


def _numbered(lists: Iterable[Iterable[str]], make: Callable[[int], Word]) -> Iterator[tuple[str, Word]]:
    for i, words in enumerate(lists):
        yield from ((w, make(i)) for w in words)


def _month(i: int) -> Word:
    return Word(Role.MONTH, number=i + 1)


def _weekday(i: int) -> Word:
    return Word(Role.WEEKDAY, weekday=i)


def _half(i: int) -> Word:
    return Word(Role.HALF, half=i)


def _past(i: int) -> Word:
    return Word(Role.PAST, past=i)


def _unit(i: int) -> Word:
    return Word(Role.UNIT, unit=UNITS[i])


def _split(text: str) -> list[str]:
    return [w for w in (part.strip() for part in text.split(",")) if w]
