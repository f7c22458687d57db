"""Whether two texts are one announcement: a sketch that finds candidates in SQL, and a close look that decides.

Sketches are the smallest hashes of a text's shingles (bottom-k, Broder, "On the resemblance and containment of
documents", 1997): one hash a shingle where MinHash takes a hundred, and a text that was cut shares the smallest hashes
of what is left. The close look tells a reworded copy from this year's notice in last year's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from clusterwatch import text
from clusterwatch.worddiff import align

SKETCH = 12  # hashes of a text that are kept
SHARED = (
    3  # hashes that make a candidate: of two copies with a tenth of the words changed, about half are shared
)
LEAST_WORDS = 40  # a shorter text says too little to tell a reworded copy by
_SHINGLE = 3  # words; of longer ones too few outlive a tenth of the words changed
_BYTES = 6  # of a hash: SQLite keeps so many without waste
_CONTAINED = (
    0.45  # of the shorter text's shingles: a tenth of the words changed leaves 0.73, another lead less
)
_ALIKE = 0.9  # of them, where months lie between the two posts
_FAR = 120  # days: relays come sooner, yearly notices later
_SWAP = 8  # words: a longer stretch that differs is another paragraph, not another date
_NAMES = 2  # swaps of names: one may be a correction
_FLANK = 2  # equal words on each side of a swap
_ALIGNED = 10_000  # words from the beginning of each text that are searched for swaps
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared of a post: its text and its day (ISO, as precise as known)."""

    body: str
    day: str | None = None


def sketch(body: str | None) -> list[int]:
    """The smallest hashes of the shingles of a text, ascending; empty for a text too short to compare."""
    words = text.words(body or "")
    if len(words) < LEAST_WORDS:
        return []
    return sorted({_hash(s) for s in _shingles(words)})[:SKETCH]


def similarity(one: Told, other: Told) -> float:
    """The share of the shorter text's shingles that both have, 0.0 where the two are not one announcement.

    A copy may have another lead, another ending or other words here and there. What tells a template filled in anew
    are numbers or names that differ between words that do not.
    """
    a, b = _WORD.findall(text.tidy(one.body)), _WORD.findall(text.tidy(other.body))
    if min(len(a), len(b)) < LEAST_WORDS:
        return 0.0
    folded, other_folded = _folded(a), _folded(b)
    first, second = set(_shingles(folded)), set(_shingles(other_folded))
    contained = len(first & second) / min(len(first), len(second))
    wanted = _ALIKE if _days_between(one.day, other.day) > _FAR else _CONTAINED
    if contained < wanted or _is_refilled(list(_swaps(a, folded, b, other_folded))):
        return 0.0
    return round(contained, 3)


def _folded(words: Sequence[str]) -> list[str]:
    """The words folded, each for itself; all at once is sooner, where no letter becomes two words."""
    folded = text.fold(" ".join(words)).split(" ")
    return folded if len(folded) == len(words) else [text.fold(word) for word in words]


def _shingles(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=_BYTES).digest())


def _swaps(
    a: Sequence[str], folded: Sequence[str], b: Sequence[str], other_folded: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The few words that stand in one text where, between the same words, others stand in the other."""
    runs = align(folded[:_ALIGNED], other_folded[:_ALIGNED])
    for place, (equal, i, j, k, m) in enumerate(runs):
        if not equal and 0 < j - i <= _SWAP and 0 < m - k <= _SWAP:
            flanks = runs[max(place - 1, 0) : place] + runs[place + 1 : place + 2]
            if all(f[2] - f[1] >= _FLANK for f in flanks):
                yield a[i:j], b[k:m]


def _is_refilled(swaps: Sequence[tuple[Sequence[str], Sequence[str]]]) -> bool:
    """True when a number became another, or when most of what differs are names: a template filled in anew."""
    for was, now in swaps:
        before, after = _numbers(was), _numbers(now)
        if before - after and after - before:
            return True
    names = sum(_has_name(was) and _has_name(now) for was, now in swaps)
    return names >= _NAMES and names > len(swaps) / 2


def _has_name(words: Sequence[str]) -> bool:
    return any(word[0].isupper() and not word.isupper() for word in words)


def _numbers(words: Sequence[str]) -> set[int]:
    return {int(n[:18]) for word in words for n in _DIGITS.findall(word)}


def _days_between(one: str | None, other: str | None) -> int:
    """0 where either day is not known."""
    try:
        return abs((date.fromisoformat((one or "")[:10]) - date.fromisoformat((other or "")[:10])).days)
    except ValueError:
        return 0
