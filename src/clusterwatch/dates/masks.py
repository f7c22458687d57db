"""Mask numbers that are not part of a date: issues, telephone numbers, streets, ends of times.

A masked number has a letter that matches no form.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from clusterwatch.dates.forms import letters
from clusterwatch.dates.lexicon import Role
from clusterwatch.dates.tokens import Alphabet, Tokens
from clusterwatch.text import fold

_WORD = r"[^abcefgzYKN.,:/()@+&|'~-]"  # the letter of any word
_NUMBERS = "abcefgzYKN"
# `of` in street names (rue du 8 mai), but not the article in `in piazza il 3 maggio`.
_OF = re.compile(r"d(?:[aeiou]|ei|el|ell|ello|er|[aeo]s)?")


def without_others(tokens: Tokens) -> Tokens:
    """Return `tokens` in which counts, telephone numbers and the dates in street names are masked."""
    classes = tokens.classes
    for match in _counts(tokens.alphabet).finditer(classes):
        at = match.end() - 1
        if _counted(tokens, match):
            classes = classes[:at] + "N" + classes[at + 1 :]
    named, addresses = _addresses(tokens.alphabet)
    if named.search(classes):
        for match in addresses.finditer(classes):
            start, end = match.span("address")
            # A dash with spaces around it ends the street name.
            dashes = (i for i in range(start, end) if classes[i] == "-" and _spaced(tokens, i))
            end = next(dashes, end)
            if match["glue"] and not _OF.fullmatch(fold(tokens.at(start))):
                continue
            plain = "".join("N" if c in _NUMBERS else "w" if c.isalpha() else c for c in classes[start:end])
            classes = classes[:start] + plain + classes[end:]
    return tokens if classes is tokens.classes else replace(tokens, classes=classes)


def _spaced(tokens: Tokens, i: int) -> bool:
    return not tokens.glued(i) and not tokens.glued(i + 1)


def _counted(tokens: Tokens, match: re.Match[str]) -> bool:
    """Return whether the spacing allows the number of a match to be a count."""
    start, at = match.start(), match.end() - 1
    glued = all(tokens.glued(i) for i in range(start + 1, at + 1))
    if match["hyphen"]:
        return glued
    if match["letter"]:
        return glued and len(tokens.at(start)) == 1
    # `Heft 3 - Mai 2022`, but `Ausgabe 3-Mai-2022`.
    dashed = tokens.classes[at + 1 : at + 2] == "-" and tokens.glued(at + 1) and tokens.glued(at + 2)
    return not ((match["issue"] or match["apart"]) and dashed)


@lru_cache(maxsize=64)
def _counts(alphabet: Alphabet) -> re.Pattern[str]:
    """Return the pattern of numbers that are not part of a date.

    These are numbers after n° (unless they begin a range of days: Latvian `no 10. līdz 11. maijam`) or a word such as
    issue (unless a complete date follows), after any other word and before a comma (Lyon 3, mai 2022), joined to a word
    by a hyphen (Covid-19), or to a letter (H2020).
    """
    month, glue, ordinal = (letters(alphabet, role) for role in (Role.MONTH, Role.GLUE, Role.ORDINAL))
    # A word that also stands before days says nothing of a number: Latvian `no 5. maija` is `from 5 May`.
    issue, sign = (letters(alphabet, role, without=Role.GLUE) for role in (Role.ISSUE, Role.SIGN))
    between = rf"[/.]?(?:{glue}'?){{,2}}"
    complete = rf"(?:\.?{ordinal})?{between}{month}\.?[-/.]?{between}Y"
    to = rf"\.?(?:-|{letters(alphabet, Role.RANGE)})"
    return re.compile(
        rf"{sign}[.~]?[abce](?!([./-])[abce]\1)(?!{to}[abce]\.?{month})"
        rf"|(?P<issue>{issue}[.:~]?[abce])(?!{complete})(?!([./-])[abce]\3)(?!{to}[abce]\.?{month})"
        rf"|(?P<apart>w[abce](?=[-,]{month}\.?,?Y))"
        rf"|(?P<hyphen>w-[abce](?={month}))|(?P<letter>{_WORD}(?:[abce](?={month})|Y))"
    )


@lru_cache(maxsize=64)
def _addresses(alphabet: Alphabet) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return two patterns: a word for a street or telephone, and the same with the following date or number."""
    street, phone = letters(alphabet, Role.STREET), letters(alphabet, Role.PHONE)
    month, glue, ordinal = (letters(alphabet, r) for r in (Role.MONTH, Role.GLUE, Role.ORDINAL))
    number = f"[{_NUMBERS}]"
    glues = rf"(?:{glue}'?){{,2}}"
    day = rf"(?:(?:[abce](?:\.?[-']?{ordinal}|\.)?|w){glues}-?)?"
    numbers = rf"[+(]{{,2}}(?:{number}[-./()]{{,2}}){{1,12}}{number}(?!{month})"
    name = rf"'?(?:{glue}'?)?{day}{month}(?:,?{number})?"
    return (
        re.compile(letters(alphabet, Role.STREET | Role.PHONE)),
        re.compile(
            rf"(?:{phone}[.:]{{,2}}(?={numbers})|{street}\.?(?={glue}?{name}))(?P<address>{numbers}|(?P<glue>{glue})?{name})"
        ),
    )


@lru_cache(maxsize=64)
def _clocks(alphabet: Alphabet) -> re.Pattern[str]:
    """Return the pattern of minutes or seconds before a dash, which are not the first day of a range."""
    hour, spread = letters(alphabet, Role.HOUR), letters(alphabet, Role.RANGE)
    return re.compile(rf"[zabcN](?::|{hour})(?P<last>[zbcef](?::[zbcef])?)(?=[-/&]|{spread})")


def without_clocks(tokens: Tokens) -> str:
    """Return the letters of `tokens` with the minutes or seconds before a dash masked."""
    classes = tokens.classes
    for match in _clocks(tokens.alphabet).finditer(classes):
        start, end = match.span()
        if all(tokens.glued(i) for i in range(start + 1, end)):
            classes = classes[: end - 1] + "N" + classes[end:]
    return classes
