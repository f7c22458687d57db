"""Comparison of short texts by their letters."""

from __future__ import annotations

import re
from functools import lru_cache

_SHORT = 400  # characters: titles and headings, which many steps compare again and again
_NO_WORD = re.compile(r"[\W_]+")
_NO_WORD_IN_ASCII = {code: None for code in range(128) if _NO_WORD.match(chr(code))}
_LONG_WORD = re.compile(r"\w{4,}")


def squeeze(text: str) -> str:
    """The letters and digits of `text` in lower case: equal where only punctuation, blanks or case differ."""
    return _squeeze_short(text) if len(text) <= _SHORT else _squeeze(text)


def _squeeze(text: str) -> str:
    lowered = text.casefold()
    # Both are several times as fast as the expression alone.
    return (
        lowered.translate(_NO_WORD_IN_ASCII)
        if lowered.isascii()
        else _NO_WORD.sub("", lowered.replace(" ", ""))
    )


_squeeze_short = lru_cache(maxsize=1 << 11)(_squeeze)


def may_begin(text: str, form: str) -> bool:
    """False if the letters of a line cannot begin with those of `form`. This is much cheaper than `squeeze`."""
    start = text[0]
    return not form or not start.isalnum() or start.casefold()[0] == form[0]


def akin(one: str, other: str) -> bool:
    """True when two titles share two long words, or one contains the other."""
    a, b = squeeze(one), squeeze(other)
    if a in b or b in a:
        return True
    return len(set(_LONG_WORD.findall(one.casefold())) & set(_LONG_WORD.findall(other.casefold()))) >= 2


def word_set(text: str) -> frozenset[str]:
    """The words of `text` as a set."""
    return frozenset(text.split())
