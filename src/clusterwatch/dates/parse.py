"""Parse the date in a text. This module combines the steps.

text ─► tokens ─► forms ─► readings ─► choice        in the languages of the caller
             └─► repaired months ─► …                if no complete date was found
             └─► the words of all languages ─► …     if there is still none
             └─► dateparser                          for languages without a table
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from clusterwatch.dates.calendar import Context
from clusterwatch.dates.choose import PARTIAL, Candidate, choose
from clusterwatch.dates.fallback import parse_other_language
from clusterwatch.dates.iso import parse_iso
from clusterwatch.dates.lexicon import Role, lexicon
from clusterwatch.dates.repair import repair
from clusterwatch.dates.tables import language_code
from clusterwatch.dates.tokens import Alphabet, Tokens, alphabet_of, having, tokenize
from clusterwatch.models import ParsedDate

_DAYS = frozenset("abce")  # letters of numbers that can be days (see tokens.py)
_LONGEST = 10_000  # characters; the rest of a text is ignored
# ISO 8601 basic format. The forms include the extended format.
_BASIC = re.compile(r"\s*(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?((?:Z|[+-]\d\d:?\d\d)?)\s*", re.A)

_DIGITS = re.compile("[٠-٩۰-۹०-९০-৯]")  # Arabic, Persian, Hindi and Bengali


def parse_date(
    text: str,
    languages: Sequence[str] = (),
    now: datetime | None = None,
    timezone: str | None = None,
    order: str | None = None,
) -> ParsedDate | None:
    """Return the date in `text`, no more precise than it is written, or None if no date is certain.

    `languages` are BCP 47 tags, the most likely first; the default is all languages. `order` is DMY, MDY or YMD and
    applies to dates in digits; the default is day first. `now` is the current time. It is converted to `timezone` (an
    IANA name) and is needed for relative dates (`3 hours ago`) and dates without a year; `assumed` marks them in the
    result. Only the first 10,000 characters are read.
    """
    if plain := parse_iso(text):
        return plain
    text = text[:_LONGEST]
    basic = _BASIC.fullmatch(text)
    if basic:
        text = "{}-{}-{}T{}:{}".format(*basic.groups()[:5]) + (f":{basic[6]}" if basic[6] else "") + basic[7]
    elif not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if _DIGITS.search(text):
            return _in_own_digits(text, languages, now, timezone, order)
    local = _local(now, timezone)
    context = Context(order, local.date() if local else None)
    codes = _codes(tuple(languages))
    tokens = tokenize(text, _alphabet(codes))
    best = choose(tokens, context, local)
    if best is None or best.rank >= PARTIAL:
        best = _in_other_words(tokens, codes, context) or best
    if best is None:
        return parse_other_language(text, languages, order)
    return replace(best.date, raw=basic.group().strip()) if basic else best.date


def _in_own_digits(
    text: str, languages: Sequence[str], now: datetime | None, timezone: str | None, order: str | None
) -> ParsedDate | None:
    """Return the date in a text whose digits are those of its script: `١٢ مايو ٢٠٢٦`."""
    plain = _DIGITS.sub(lambda digit: str(unicodedata.digit(digit[0])), text)
    found = parse_date(plain, languages, now, timezone, order)
    if found is None or (start := plain.find(found.raw)) < 0:
        return found
    return replace(found, raw=text[start : start + len(found.raw)])


def _in_other_words(tokens: Tokens, codes: tuple[str, ...], context: Context) -> Candidate | None:
    """Return a date with a repaired month, or else a complete date in the words of any language."""
    if "w" not in tokens.classes or _DAYS.isdisjoint(tokens.classes):
        return None
    weekdays = having(tokens.alphabet, Role.WEEKDAY)
    repaired = repair(tokens, weekday=not weekdays.isdisjoint(tokens.classes))
    found = choose(repaired, context, None) if repaired else None
    if found is None and codes:
        tokens = tokenize(tokens.text, _alphabet(()))
        months = having(tokens.alphabet, Role.MONTH)
        # Dates in digits were already accepted or rejected in the known languages.
        if months.isdisjoint(tokens.classes):
            return None
        found = choose(tokens, context, None)
        named = found and not months.isdisjoint(tokens.classes[found.start : found.end])
        return found if found and named and found.rank < PARTIAL else None
    return found


def _local(now: datetime | None, timezone: str | None) -> datetime | None:
    """Convert `now` to `timezone`. A time without an offset is already local."""
    return now.astimezone(ZoneInfo(timezone)) if now and now.tzinfo and timezone else now


@lru_cache(maxsize=64)
def _codes(languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for tag in languages if (code := language_code(tag))))


@lru_cache(maxsize=64)
def _alphabet(codes: tuple[str, ...]) -> Alphabet:
    return alphabet_of(lexicon(codes))
