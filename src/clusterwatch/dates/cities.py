"""Read zones in words: `Brussels time`, `(heure de Paris)`, `Central European Time`, `czasu polskiego`.

The names of cities are those of CLDR in all languages, also as adjectives and in other cases. Other zones are `zones`
of words.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from clusterwatch.dates.forms import letters
from clusterwatch.dates.lexicon import Role
from clusterwatch.dates.tables import cldr, supplement
from clusterwatch.dates.tokens import Tokens
from clusterwatch.text import fold

# Folded endings of names and of the adjectives made of them. No `n`: Hungarian `román idő` is that of Romania.
_ENDING = re.compile(
    r"a|e|i|o|u|y|s|as|ei|er|es|ie|ii|in|io|is|os|se|ului|ου|[ηα][σς]|ων|[ij]{0,2}(?:sk|ck)\w{1,4}|ск\w{1,4}"
)
_CASE = re.compile(r"(?:ius|as|is|us|os|[εαο][σς]|[aeiouyаеиоуαηο])$")
_SHORTEST = 4  # letters of a name with an ending
_LEADING = 5  # tokens between a time and its zone: `, à l'heure de Bruxelles`
_SHORT = 4  # letters of such a word


@dataclass(frozen=True, slots=True)
class _Patterns:
    """A quick search for a word for `time`, and the search for zones."""

    word: re.Pattern[str]
    zone: re.Pattern[str]
    local: re.Pattern[str]
    named: tuple[tuple[re.Pattern[str], str], ...]  # zones in words


def with_zones(tokens: Tokens, languages: tuple[str, ...]) -> tuple[Tokens, dict[int, str]]:
    """Return `tokens` with one token for each zone behind a time, and the zones by their first character.

    A zone is an IANA name. It is empty for `local time`, and in parentheses also if the city is not known.
    """
    patterns = _patterns(languages)
    if not patterns.word.search(tokens.text):
        return tokens, {}
    zones: dict[int, str] = {}
    for match in reversed(list(patterns.zone.finditer(tokens.text))):
        zone = _zone(match, patterns)
        first = bisect_left(tokens.spans, (match.start(), 0))
        last = bisect_left(tokens.spans, (match.end(), 0))
        begun = _begin(tokens, first) if zone is not None else None
        if zone is None or begun is None:
            continue
        if tokens.classes[begun] in letters(tokens.alphabet, Role.ZONE):
            zone = ""  # `CET (Brussels time)`: CET is read as it is written
        zones[tokens.spans[begun][0]] = zone
        tokens = _merged(tokens, begun, last)
    return tokens, zones


def _zone(match: re.Match[str], patterns: _Patterns) -> str | None:
    """Return the zone of a match, or None if it is none."""
    closed = match.re.groupindex["closed"]
    for number, name in enumerate(match.groups(), start=1):
        if name and number != closed and (found := _named(name, patterns) or _city(name)):
            return found
    return "" if match["closed"] or patterns.local.search(match.group()) else None


def _named(words: str, patterns: _Patterns) -> str | None:
    """Return the zone that words name, as `Central European Time` does."""
    if not any(map(str.isspace, words)):
        return None  # the name of a city
    return next((zone for pattern, zone in patterns.named if pattern.fullmatch(words)), None)


def _begin(tokens: Tokens, at: int) -> int | None:
    """Return the first token of what stands between a time and the zone at a token, or None without a time."""
    marks = letters(tokens.alphabet, Role.HOUR | Role.HALF | Role.NOON)
    for begun in range(at, max(0, at - _LEADING), -1):
        before, word = tokens.classes[begun - 1], tokens.at(begun - 1)
        if before in letters(tokens.alphabet, Role.ZONE):
            return begun - 1
        if before in "abcefz" or before in marks or (before == "." and tokens.classes[begun - 2] in marks):
            return begun
        if before not in ",('" and (len(word) > _SHORT or not word.isalpha()):
            return None
    return None


def _merged(tokens: Tokens, first: int, last: int) -> Tokens:
    span = (tokens.spans[first][0], tokens.spans[last - 1][1])
    moved = {at if at < first else at - (last - first) + 1: word for at, word in tokens.merged.items()}
    return replace(
        tokens,
        classes=tokens.classes[:first] + tokens.alphabet.by_roles[Role.ZONE] + tokens.classes[last:],
        spans=[*tokens.spans[:first], span, *tokens.spans[last:]],
        merged=moved,
    )


@lru_cache(maxsize=1024)
def _city(word: str) -> str | None:
    """Return the zone of a city whose name or adjective a word is."""
    name, stems = fold(word), _stems()
    if name in stems:
        return stems[name]
    for end in range(len(name) - 1, _SHORTEST - 1, -1):
        if name[:end] in stems and _ENDING.fullmatch(name[end:]):
            return stems[name[:end]]
    return None


@cache
def _stems() -> Mapping[str, str]:
    """Return the zones by the folded names of their cities, with and without the ending of the first case."""
    found: dict[str, set[str]] = {}
    for table in cldr().values():
        for zone, written in table["zones"].items():
            name = fold(written)
            for stem in (name, _CASE.sub("", name)):
                found.setdefault(stem, set()).add(zone)
    return {stem: min(zones) for stem, zones in found.items() if len(zones) == 1}


@lru_cache(maxsize=64)
def _patterns(languages: tuple[str, ...]) -> _Patterns:
    tables = supplement()
    names = dict.fromkeys((*languages, "en")) if languages else tables

    def words(key: str) -> str:
        listed = {w.strip() for name in names for w in tables.get(name, {}).get(key, "").split(",")} - {""}
        return "|".join(sorted(map(re.escape, listed), key=len, reverse=True))

    time, local = words("time"), words("local")
    name, space = r"[^\W\d_]{3,}", r"[^\S\n]"
    before = rf"\b({name})(?:-[^\W\d_]+)?(?:{space}|-)(?:\(?(?:{local})\)?{space})?(?:{time})\b"
    joined = rf"\b({name}?)(?:{time})\b"
    behind = (
        rf"\b(?:(?:{local}){space})?(?:{time}){space}(?:(?:{local}){space})?(?:[^\W\d_]{{1,4}}['’]?{space}|[^\W\d_]{{1,4}}['’]){{0,2}}?"
        rf"([^\W\d_]{{4,}})(?:-[^\W\d_]+)?"
    )
    alone = rf"\b(?:(?:{local}){space}(?:{time})|(?:{time}){space}(?:{local}))\b"
    named = tuple(_zones_in_words(tables.get(name, {}).get("zones", "") for name in names))
    spelt = "|".join(sorted((pattern.pattern for pattern, _ in named), key=len, reverse=True))
    any_zone = rf"\b({spelt})\b|{behind}|{before}|{alone}|{joined}"
    closed = rf"[(\[](?=(?P<closed>[^()\[\]\d]{{,40}})[)\]])[^()\[\]\d]*?(?:{any_zone})[^()\[\]\d]*[)\]]"
    return _Patterns(
        re.compile(time, re.I),
        re.compile(closed + "|" + any_zone, re.I),
        re.compile(rf"\b(?:{local})\b", re.I),
        named,
    )


def _zones_in_words(tables: Iterable[object]) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield the patterns of zones in words, and what these mean."""
    for written in tables:
        for entry in str(written).split(","):
            words, _, zone = entry.strip().partition("=")
            if zone:
                spaced = re.escape(words).replace("\\*", r"\w*").replace("\\ ", r"\s").replace("'", "['’]")
                yield re.compile(spaced, re.I), zone
