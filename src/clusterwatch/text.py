"""Tidy text for reading, fold it for comparison and search, and compute fingerprints that find copies."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

# Letters that Unicode does not decompose, although readers type them without the stroke or dot.
FOLDS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ŋ": "n",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ς": "σ",
}


class _Folded(dict[int, str | None]):
    """What each character becomes, by its code; None for accents. An entry is made when a character is first met."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = folded = None if unicodedata.combining(letter) else letter
        return folded


_FOLDED = _Folded({ord(letter): folded for letter, folded in FOLDS.items()})
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# All characters that `clean` removes or replaces. Most texts contain none, and one search shows that.
_UNCLEAN = re.compile(f"{_INVISIBLE.pattern[:-1]}\ufb00-\ufb06\ud800-\udfff]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_WORD = re.compile(r"\w+")
_ALPHABETS = (*range(0x530), *range(0x1E00, 0x2000))  # Latin, Greek and Cyrillic
# A regular expression that matches one capital of these alphabets, also one with an accent.
CAPITAL = f"[{''.join(letter for letter in map(chr, _ALPHABETS) if letter.istitle())}]"
# Python refuses to read a number of more than 4300 digits. The code of a character has at most seven, and zeros before.
_NO_CODE = re.compile(r"&#[0-9]{1000,};?")
_REFERENCE = re.compile(r"&(?:amp;)?(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")


def without_controls(text: str) -> str:
    """Return `text` without control characters: C0 except newline and tab, DEL, and C1."""
    return _CONTROLS.sub("", text)


def one_line(text: str) -> str:
    """Return `text` with single spaces.

    Most texts have no others: blanks that are not spaces are not printable. To see that takes half the time.
    """
    text = text.strip()
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def tidy(text: str) -> str:
    """Return `text` as one line in NFC with single spaces, without invisible characters and ligatures.

    Case and accents stay.
    """
    return one_line(clean(text))


def clean(text: str) -> str:
    """Return `text` in NFC, without invisible characters and ligatures."""
    if _UNCLEAN.search(text):
        text = text.encode("utf-8", "ignore").decode("utf-8")  # lone surrogates cannot be stored
        text = _INVISIBLE.sub("", text)
        if _LIGATURE.search(text):
            text = text.translate(_LIGATURES)
    return unicodedata.normalize("NFC", text)


def tidy_lines(text: str) -> str:
    """Tidy each line of `text` and drop the empty lines. The body of a post has this form."""
    lines = text.splitlines()
    if not text.isascii() or _UNCLEAN.search(text):  # one call per line would be slower
        lines = clean("\n".join(lines)).split("\n")
    return "\n".join([line for line in map(one_line, lines) if line])


def without_endless_numbers(text: str) -> str:
    """Return `text` with U+FFFD in place of the character references whose numbers are too long for Python."""
    return _NO_CODE.sub("\ufffd", text) if "&#" in text else text


def unescape(text: str) -> str:
    """Return `text` with its character references replaced. Unlike `html.unescape`, it never raises an error."""
    return html.unescape(without_endless_numbers(text))  # noqa: TID251


def unescape_words(text: str) -> str:
    """Return the lines of `text` with their character references replaced, if some of them are letters within words.

    A page shows `adh&#233;rente` if its text was escaped twice. A reference that stands alone may be meant.
    """
    if "&" in text and any(_is_letter_of_word(found) for found in _REFERENCE.finditer(text)):
        return tidy_lines(unescape(unescape(text)))
    return text


def _is_letter_of_word(found: re.Match[str]) -> bool:
    start, end = found.span()
    before, after = found.string[max(start - 1, 0) : start], found.string[end : end + 1]
    letter = unescape(unescape(found[0]))
    is_of_word = letter.isalpha() or letter in ("'", "’")
    return is_of_word and (before.isalpha() or after.isalpha() or after == "&")


def join_lines(lines: Iterable[str]) -> str:
    """Return the same as `tidy_lines`, but faster, for lines that have single spaces and are not empty."""
    text = "\n".join(lines)
    return text if is_clean(text) else tidy_lines(text)


def is_clean(text: str) -> bool:
    """Return whether `text` is in NFC, without invisible characters and ligatures."""
    return not _UNCLEAN.search(text) and unicodedata.is_normalized("NFC", text)


def fold(text: str) -> str:
    """Return `text` for comparison: in lower case and without accents, with l for ł, ss for ß and σ for ς."""
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFKD", text).casefold()  # 𝐀 has a lower case only after decomposition
    return unicodedata.normalize("NFKD", lowered).translate(_FOLDED)


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order."""
    return _WORD.findall(fold(text))


def shared_words(one: str, other: str) -> float:
    """Return the share of the longer text's words that both texts contain."""
    a, b = Counter(words(one)), Counter(words(other))
    return (a & b).total() / (max(a.total(), b.total()) or 1)


def fingerprint(text: str) -> str:
    """Return a short hash of the words of `text`. It ignores case, accents, spaces and punctuation."""
    return hash_of_words(words(text))


def hash_of_words(words: Sequence[str]) -> str:
    """Return the fingerprint of a text with these folded words."""
    return hashlib.blake2b(" ".join(words).encode(), digest_size=12).hexdigest()
