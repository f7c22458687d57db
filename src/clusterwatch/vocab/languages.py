"""The commonest words of each language: they confirm the language in which a text is expected to be, or tell it.

A detector that weighs letters takes much longer. It is asked only where these words leave a doubt. Accents count here:
they tell the languages apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from clusterwatch.vocab import by_language

_NORWEGIAN = ("no", "nn")
_LEAST, _RATIO = 4, 1.5  # words of a language, and how many times those of any other
_WORD = re.compile(r"\w+")


def base_language(tag: str) -> str:
    """The language of a BCP 47 tag, whose separator may be `_`, in small letters: `fr` for `fr-BE`.

    The words of both written forms of Norwegian are those of `nb`.
    """
    code = tag.replace("_", "-").partition("-")[0].lower()
    return "nb" if code in _NORWEGIAN else code


def confirmed_language(text: str, expected: Sequence[str]) -> str | None:
    """The one of the `expected` languages (ISO 639-1) whose common words are many in `text`, those of others fewer."""
    best = likely_language(text)
    return best if best in expected else None


def likely_language(text: str) -> str | None:
    """The language (ISO 639-1) whose common words are many in `text`, those of others fewer, or None in doubt."""
    languages = _languages_of_words()
    counts: dict[str, int] = {}
    for word, times in Counter(_WORD.findall(text.lower())).items():
        for code in languages.get(word, ()):
            counts[code] = counts.get(code, 0) + times
    best = max(counts, key=counts.__getitem__, default="")
    most = counts.pop(best, 0)
    sure = most >= _LEAST and most >= _RATIO * max(counts.values(), default=0)
    return best if sure else None


@cache
def _languages_of_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, words in by_language("common_words").items():
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found
