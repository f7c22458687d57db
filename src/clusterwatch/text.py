"""Words: tidy for reading, fold for comparing and searching, fingerprint for telling copies."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from itertools import filterfalse

# Letters that Unicode does not decompose but readers type without their stroke or dot.
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
_FOLD_TABLE = str.maketrans(FOLDS)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
# What `_clean` removes or replaces: one look says that there is nothing to do.
_ODD = re.compile(f"{_INVISIBLE.pattern[:-1]}\ufb00-\ufb06\ud800-\udfff]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")


def tidy(text: str) -> str:
    """One line for reading: NFC, single blanks, no invisible characters, no ligatures; letters stay as they are."""
    return _SPACE.sub(" ", _clean(text)).strip()


def _clean(text: str) -> str:
    if _ODD.search(text):
        text = text.encode("utf-8", "ignore").decode("utf-8")  # lone surrogates cannot be stored
        text = _INVISIBLE.sub("", text)
        if _LIGATURE.search(text):
            text = text.translate(_LIGATURES)
    return unicodedata.normalize("NFC", text)


def tidy_lines(text: str) -> str:
    """Text of many lines, each tidied, empty ones dropped: the form of a post's body."""
    lines = text.splitlines()
    if not text.isascii() or _ODD.search(text):  # all lines at once: a call a line costs more than its work
        lines = _clean("\n".join(lines)).split("\n")
    return "\n".join([line for line in (" ".join(line.split()) for line in lines) if line])


def join_lines(lines: Iterable[str]) -> str:
    """Lines that have single blanks already, none of them empty, as one text: what `tidy_lines` gives, sooner."""
    text = "\n".join(lines)
    if _ODD.search(text) or not unicodedata.is_normalized("NFC", text):
        return tidy_lines(text)
    return text


def fold(text: str) -> str:
    """`text` for comparing: lower case, no accents, ł as l, ß as ss, ς as σ; in any script."""
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFKD", text).casefold()  # 𝐀 is a capital only when it is decomposed
    lowered = unicodedata.normalize("NFKD", lowered).translate(_FOLD_TABLE)
    return "".join(filterfalse(unicodedata.combining, lowered))


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return _WORD.findall(fold(text))


def fingerprint(text: str) -> str:
    """A short hash of the words of `text`: equal for texts that differ in case, accents, blanks or marks only."""
    return hashlib.blake2b(" ".join(words(text)).encode(), digest_size=12).hexdigest()
