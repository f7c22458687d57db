"""Write names of all alphabets in the same letters, so that their beginnings can be compared: Варна, Βάρνα and Varna.

Spellings that differ between languages become one: `ph` and `f`, `w` and `v`, `c` and `k`, double letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from clusterwatch.text import fold

_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "t", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "i", "φ": "f", "χ": "h",
    "ψ": "ps", "ω": "o",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "z", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "k", "ч": "k", "ш": "s", "щ": "st", "ъ": "a", "ь": "", "ю": "iu", "я": "ia", "ы": "i", "э": "e", "і": "i",
}  # fmt: skip
_LETTERS = str.maketrans(_GREEK | _CYRILLIC)
_GREEK_PAIRS = (
    ("ου", "u"),
    ("μπ", "b"),
    ("ντ", "d"),
    ("γκ", "g"),
    ("γγ", "g"),
    ("αι", "e"),
    ("ει", "i"),
    ("οι", "i"),
)
_SPELLINGS = re.compile("sch|sh|sz|tsch|ch|cz|ck|ph|th|kh|gh|qu|ou|[cqwyxj]|tz|ts")
_SAME = {
    "sch": "s", "sh": "s", "sz": "s", "tsch": "k", "ch": "k", "cz": "k", "ck": "k", "ph": "f", "th": "t", "kh": "h",
    "gh": "g", "qu": "kv", "ou": "u", "c": "k", "q": "k", "w": "v", "y": "i", "x": "ks", "j": "i", "tz": "k", "ts": "k",
}  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 14)  # a text repeats its words, and the posts of a night repeat each other's
def plain(word: str) -> str:
    """Return a word in the letters and spellings by which the words of all languages are compared."""
    written = fold(word)
    if not written.isascii():
        for pair, same in _GREEK_PAIRS:
            written = written.replace(pair, same)
        written = written.translate(_LETTERS)
    return _DOUBLE.sub(r"\1", _SPELLINGS.sub(lambda found: _SAME[found[0]], written))


def as_written(facts: Iterable[str], text: str) -> list[str]:
    """Return facts of a signature for people: names and acronyms as `text` writes them.

    A name is the beginning of words: the shortest one is taken. Other facts, and those that the text does not have,
    stay as they are.
    """
    words = [(word, plain(word)) for word in dict.fromkeys(_WORD.findall(text)) if word[0].isupper()]
    names = sorted(((word, same) for word, same in words if not word.isupper()), key=lambda one: len(one[1]))
    acronyms = {same: word for word, same in reversed(words) if word.isupper()}
    return [_as_written(fact, names, acronyms) for fact in facts]


def names_as_written(names: Iterable[str], text: str) -> list[str]:
    """Return names of projects for people, as `text` writes them: acronyms, and identifiers of calls as they are."""
    return [fact.partition(" ")[2] for fact in as_written([f"acronym {name}" for name in names], text)]


def _as_written(fact: str, names: Iterable[tuple[str, str]], acronyms: Mapping[str, str]) -> str:
    kind, _, value = fact.partition(" ")
    if kind == "acronym":
        return f"{kind} {acronyms.get(value, value)}"
    if kind == "name":
        return f"{kind} {next((word for word, same in names if same.startswith(value)), value)}"
    return fact
