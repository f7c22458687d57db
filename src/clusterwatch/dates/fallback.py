"""The long tail: languages without a table of ours, read by dateparser, which is never allowed to invent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from clusterwatch.dates.tables import language_code
from clusterwatch.models import ParsedDate

_LONGEST = 80  # characters: a date with its label; dateparser takes a date for the whole text
_NUMBER = re.compile(r"[0-9]+")
# Scripts that tell the language, for texts whose language is not known.
_SCRIPTS = (
    (re.compile("[\u10a0-\u10ff]{3}"), "ka"),
    (re.compile("[\u0530-\u058f]{3}"), "hy"),
    (re.compile("[\u0590-\u05ff]{3}"), "he"),
    (re.compile("[\u0600-\u06ff]{3}"), "ar"),
)


def parse_elsewhere(text: str, languages: Sequence[str], order: str | None) -> ParsedDate | None:
    """A day that dateparser reads in `text`, if its day, month and year are all written there; else None."""
    text = " ".join(text.split())
    numbers = [int(n) for n in _NUMBER.findall(text) if len(n) <= 4]
    if len(text) > _LONGEST or not any(1900 <= n < 2100 for n in numbers) or len(numbers) > 3:
        return None
    known = _locales(tuple(languages)) or tuple(code for script, code in _SCRIPTS if script.search(text))
    if not known or not any(c.isalpha() for c in text):
        return None
    import dateparser  # 0.3 s, needed for few texts

    try:
        found = dateparser.parse(
            text,
            languages=list(known),
            settings={
                "DATE_ORDER": order or "DMY",
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],
                "TIMEZONE": "UTC",
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    if found is None or found.year not in numbers or found.day not in numbers:
        return None
    # A month in letters leaves a word; a month in digits must be one of the numbers.
    if found.month not in numbers and len(numbers) > 2:
        return None
    return ParsedDate(found.date().isoformat(), "day", text)


@lru_cache(maxsize=256)
def _locales(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `languages` that dateparser knows and our tables do not."""
    from dateparser.data.languages_info import language_order

    bases = (
        tag.replace("_", "-").partition("-")[0].lower() for tag in languages if language_code(tag) is None
    )
    return tuple(base for base in bases if base in language_order)
