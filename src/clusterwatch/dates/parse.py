"""Text ─► ParsedDate: the conductor.

text ─► tokens ─► forms ─► readings ─► choice        in the caller's languages
             └─► guessed months ─► …                 where no complete date was read
             └─► the words of all languages ─► …
             └─► dateparser                           for languages without a table
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
from clusterwatch.dates.fallback import parse_elsewhere
from clusterwatch.dates.iso import parse_iso
from clusterwatch.dates.lexicon import Role, lexicon
from clusterwatch.dates.repair import repair
from clusterwatch.dates.tables import language_code
from clusterwatch.dates.tokens import Alphabet, Tokens, alphabet_of, having, tokenize
from clusterwatch.models import ParsedDate

_DAYS = frozenset("abce")  # letters of numbers that may be days (tokens.py)
_LONGEST = 10_000  # characters that are read
# ISO 8601 basic format; the extended one is among the forms.
_BASIC = re.compile(r"\s*(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?((?:Z|[+-]\d\d:?\d\d)?)\s*", re.A)


def parse_date(
    text: str,
    languages: Sequence[str] = (),
    now: datetime | None = None,
    timezone: str | None = None,
    order: str | None = None,
) -> ParsedDate | None:
    """The date that `text` tells, no more precise than written; None when it tells none for sure.

    `languages` are BCP 47 tags, likeliest first (none: all); `order` is DMY, MDY or YMD for dates in digits, day
    first when not given. Dates told from now (`3 hours ago`) or without a year need `now`, which is put on the
    clock of `timezone` (IANA name) first; they are marked in `assumed`. Reads the first 10,000 characters.
    """
    if plain := parse_iso(text):
        return plain
    text = text[:_LONGEST]
    basic = _BASIC.fullmatch(text)
    if basic:
        text = "{}-{}-{}T{}:{}".format(*basic.groups()[:5]) + (f":{basic[6]}" if basic[6] else "") + basic[7]
    elif not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    local = _local(now, timezone)
    context = Context(order, local.date() if local else None)
    codes = _codes(tuple(languages))
    tokens = tokenize(text, _alphabet(codes))
    best = choose(tokens, context, local)
    if best is None or best.rank >= PARTIAL:
        best = _elsewhere(tokens, codes, context) or best
    if best is None:
        return parse_elsewhere(text, languages, order)
    return replace(best.date, raw=basic.group().strip()) if basic else best.date


def _elsewhere(tokens: Tokens, codes: tuple[str, ...], context: Context) -> Candidate | None:
    """A date with guessed months, then one in the words of any language, which must be complete."""
    if "w" not in tokens.classes or _DAYS.isdisjoint(tokens.classes):
        return None
    weekdays = having(tokens.alphabet, Role.WEEKDAY)
    guessed = repair(tokens, weekday=not weekdays.isdisjoint(tokens.classes))
    found = choose(guessed, context, None) if guessed else None
    if found is None and codes:
        tokens = tokenize(tokens.text, _alphabet(()))
        months = having(tokens.alphabet, Role.MONTH)
        # What is in digits was read, or refused, in the languages that are known.
        if months.isdisjoint(tokens.classes):
            return None
        found = choose(tokens, context, None)
        named = found and not months.isdisjoint(tokens.classes[found.start : found.end])
        return found if found and named and found.rank < PARTIAL else None
    return found


def _local(now: datetime | None, timezone: str | None) -> datetime | None:
    """`now` on the clock of `timezone`; a `now` without an offset is on it already."""
    return now.astimezone(ZoneInfo(timezone)) if now and now.tzinfo and timezone else now


@lru_cache(maxsize=64)
def _codes(languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for tag in languages if (code := language_code(tag))))


@lru_cache(maxsize=64)
def _alphabet(codes: tuple[str, ...]) -> Alphabet:
    return alphabet_of(lexicon(codes))
