"""Read dates in other languages with dateparser. Results with a part that is not written are rejected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from clusterwatch.dates.tables import language_code
from clusterwatch.models import ParsedDate

_LONGEST = 80  # characters of a date with its label; dateparser needs a text that contains nothing else
_NUMBER = re.compile(r"[0-9]+")
# Scripts that identify the language, for texts whose language is not known.
_SCRIPTS = (
    (re.compile("[\u10a0-\u10ff]{3}"), "ka"),
    (re.compile("[\u0530-\u058f]{3}"), "hy"),
    (re.compile("[\u0590-\u05ff]{3}"), "he"),
    (re.compile("[\u0600-\u06ff]{3}"), "ar"),
)


def parse_other_language(text: str, languages: Sequence[str], order: str | None) -> ParsedDate | None:
    """Return the day that dateparser finds in `text`, or None if its day, month or year is not written there."""
    text = " ".join(text.split())
    numbers = [int(n) for n in _NUMBER.findall(text) if len(n) <= 4]
    if len(text) > _LONGEST or not any(1900 <= n < 2100 for n in numbers) or len(numbers) > 3:
        return None
    known = _locales(tuple(languages)) or tuple(code for script, code in _SCRIPTS if script.search(text))
    if not known or not any(c.isalpha() for c in text):
        return None
    import dateparser  # imported here because it takes 0.3 s and few texts need it

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
    # If there are three numbers, the month must be one of them.
    if found.month not in numbers and len(numbers) > 2:
        return None
    return ParsedDate(found.date().isoformat(), "day", text)


@lru_cache(maxsize=256)
def _locales(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of `languages` that dateparser supports and the tables do not."""
    from dateparser.data.languages_info import language_order

    bases = (
        tag.replace("_", "-").partition("-")[0].lower() for tag in languages if language_code(tag) is None
    )
    return tuple(base for base in bases if base in language_order)
