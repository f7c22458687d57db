"""Decide whether two texts are the same announcement. A sketch finds candidates in SQL; a comparison decides.

`features.sketch` describes sketches. The comparison distinguishes a reworded copy from a yearly notice that reuses the
words of last year. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clusterwatch import text
from clusterwatch.dates.calendar import day_in
from clusterwatch.facts.boilerplate import announced
from clusterwatch.facts.paragraphs import paragraphs_of
from clusterwatch.features import SKETCH_WORDS, shingles
from clusterwatch.worddiff import align

SHARED = 3  # shared hashes that make a candidate; copies with a tenth of the words changed share about half of them
# The share of the shorter text's shingles that both have. A tenth of the words changed leaves 0.73, another lead less.
_CONTAINED = 0.45
_ALIKE = 0.9  # the share required if months lie between the two posts
_FAR = 120  # days; relays come earlier, yearly notices later
_SWAP = 8  # words; a longer difference is another paragraph, not another date
_NAMES = 2  # swaps of names; a single one may be a correction
_FLANK = 2  # equal words required on each side of a swap
_ALIGNED = 10_000  # words from the beginning of each text that are searched for swaps
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class StoryText:
    """The parts of a post that are compared: its text and its day (ISO 8601, as precise as known)."""

    body: str
    day: str | None = None


def similarities(one: StoryText, others: Sequence[StoryText]) -> list[float]:
    """Return the similarity of a text to each of the others."""
    return [similarity(one, other) for other in others]


def similarity(one: StoryText, other: StoryText) -> float:
    """Return the share of the shorter text's shingles that both texts contain, or 0.0 for different announcements.

    A copy may have another lead, another ending or a few other words. A template that was filled in again is
    recognized by numbers or names that differ between equal words.
    """
    a, b = _words(one.body), _words(other.body)
    if min(len(a), len(b)) < SKETCH_WORDS:
        return 0.0
    folded, other_folded = _folded(a), _folded(b)
    first, second = set(shingles(folded)), set(shingles(other_folded))
    contained = len(first & second) / min(len(first), len(second))
    required = _ALIKE if _days_between(one.day, other.day) > _FAR else _CONTAINED
    if contained < required or _is_refilled(list(_swaps(a, folded, b, other_folded))):
        return 0.0
    return round(contained, 3)


def _words(body: str) -> list[str]:
    """Return the words of a text without the paragraphs on its publisher and funder, which many texts share."""
    return _WORD.findall(" ".join(one.text for one in announced(paragraphs_of(None, body))))


def _folded(words: Sequence[str]) -> list[str]:
    """Fold each word. Folding all words at once is faster, and valid unless a letter becomes several words."""
    folded = text.fold(" ".join(words)).split(" ")
    return folded if len(folded) == len(words) else [text.fold(word) for word in words]


def _swaps(
    a: Sequence[str], folded: Sequence[str], b: Sequence[str], other_folded: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield the short differences between equal words: (words of one text, words of the other)."""
    runs = align(folded[:_ALIGNED], other_folded[:_ALIGNED])
    for index, (equal, i, j, k, m) in enumerate(runs):
        if not equal and 0 < j - i <= _SWAP and 0 < m - k <= _SWAP:
            flanks = runs[max(index - 1, 0) : index] + runs[index + 1 : index + 2]
            if all(f[2] - f[1] >= _FLANK for f in flanks):
                yield a[i:j], b[k:m]


def _is_refilled(swaps: Sequence[tuple[Sequence[str], Sequence[str]]]) -> bool:
    """Return whether a number changed, or most swaps are names: the template of an earlier text was filled in again."""
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
    """Return the number of days between two days, or 0 if either is unknown."""
    first, second = day_in(one), day_in(other)
    return abs((first - second).days) if first and second else 0
