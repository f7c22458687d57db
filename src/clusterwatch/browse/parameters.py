"""Read the parameters of addresses, and say which of their values are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any


def read(request: Any, *names: str) -> dict[str, str]:
    """Return the values of parameters without the spaces around them; empty ones for those that are not given."""
    return {name: (request.args.get(name) or "").strip() for name in names}


def number(text: str | None, least: int, most: int) -> int | None:
    """Return a number, at least `least` and at most `most`, or None if the text is no number."""
    return max(least, min(int(text), most)) if text and text.isdecimal() and len(text) < 19 else None


def day(text: str) -> date | None:
    """Return a day that is written as in `2026-01-31`, or None."""
    # 20240131 and 2024-W05 are also ISO 8601, but cannot be compared with other dates.
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def wrong_days(days: Sequence[str]) -> list[str]:
    """Return a sentence for each text that is neither empty nor a day as in `2026-01-31`."""
    return [f"Invalid date '{text}'; use YYYY-MM-DD." for text in days if text and day(text) is None]


def wrong_value(name: str, value: str, allowed: Iterable[str]) -> list[str]:
    """Return a sentence if a parameter has a value that is neither empty nor one of those `allowed`."""
    known = [one for one in allowed if one]
    return [f"Invalid {name} '{value}'; use {', '.join(known)}."] if value and value not in known else []
