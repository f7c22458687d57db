"""Write Greek and Cyrillic names in Latin letters, for ids."""

from __future__ import annotations

import re
import unicodedata

from clusterwatch.text import fold

# How Bulgarian law and ISO 843 write letters in Latin, and Serbian, Macedonian and Ukrainian those that only they have.
# Packages for all scripts know no languages: they read Bulgarian as Russian (`kl'ster`), and `neroy` for Νερού.
_LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "", "ю": "yu", "я": "ya", "ђ": "dj", "є": "ye", "і": "i",
    "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѕ": "dz", "ы": "y", "э": "e", "ґ": "g",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch",
    "ψ": "ps", "ω": "o",
})  # fmt: skip
# Letters that are written otherwise beside others.
_GROUPS = (
    (re.compile("й"), "y"),  # in one character: its accent is no accent
    (re.compile(r"ия\b"), "ia"),
    (re.compile("ьо"), "yo"),
    (re.compile("ο[υύ]"), "ou"),
    (re.compile("(?<=[αεη])[υύ](?=[αεηιοωάέήίόώβγδζλμνρ])"), "v"),
    (re.compile("(?<=[αεη])[υύ]"), "f"),
    (re.compile("γ(?=[γξχ])"), "n"),
    (re.compile(r"\bμπ"), "b"),
)
_EASTERN = frozenset("ґєіїыэё")  # letters of Ukrainian and Russian, in which щ is no `sht`


def in_latin(name: str) -> str:
    """Return a name in small letters without accents, those of Greek and Cyrillic words as Latin ones."""
    latin = unicodedata.normalize("NFC", name).lower()
    if not latin.isascii():
        if not _EASTERN.isdisjoint(latin):
            latin = latin.replace("щ", "shch")
        for letters, written in _GROUPS:
            latin = letters.sub(written, latin)
    return fold(latin).translate(_LATIN)
