"""Labels with which lines begin: `Where: Linz`, `Time: 10:00`, `📍 Linz`."""

from __future__ import annotations

import re
from functools import lru_cache

from clusterwatch.vocab import by_language, folded

_LONGEST = 40  # characters of a label
_MOST_BLANKS = 3  # between the words of a label
_EDGE = re.compile(r"^[\W\d_]+|[\W_]+$")
_SIGNS = {"place_labels": ("📍", "📌")}
_FIRST_SIGN = "\U0001f000"  # signs are behind all letters


def value_at(text: str, name: str, language: str | None) -> int:
    """Return where the value begins if a line begins with a label of a set of `vocab` and a colon, or -1.

    A label alone on its line has an empty value. The sign of a place is a label, too.
    """
    colon = text.find(":", 0, _LONGEST)
    if colon > 0 and _is_label(text[:colon], name, language):
        return colon + 1
    if text[:1] in _SIGNS.get(name, ()):
        return 1
    return len(text) if colon < 0 and 0 < len(text) <= _LONGEST and _is_label(text, name, language) else -1


def may_have_value(text: str) -> bool:
    """Return whether a line may have a label and a value behind it."""
    return text.find(":", 0, _LONGEST) > 0 or text[:1] > _FIRST_SIGN


def _is_label(text: str, name: str, language: str | None) -> bool:
    if text.count(" ") > _MOST_BLANKS:
        return False
    label = text if text[0].isalpha() and text[-1].isalpha() else _EDGE.sub("", text)
    return label.lower() in _labels(name, language)


@lru_cache(maxsize=64)
def _labels(name: str, language: str | None) -> frozenset[str]:
    by_code = by_language(name)
    found = by_code.get(language or "")
    labels = found or [phrase for phrases in by_code.values() for phrase in phrases]
    return frozenset((*labels, *map(folded, labels)))  # with and without accents
