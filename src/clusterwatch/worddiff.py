"""Compare two texts word by word, to show the changes of a revision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

_PIECES = re.compile(r"\s*\S+")  # words, each with the white space before it
_MAX_UNITS = 40_000  # in both texts together; longer texts are compared by lines, then as a whole
_CONTEXT = 8  # words shown before and after a change


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a comparison. `kind` is `same` (in both texts), `gone` (only in the old one) or `new`.

    `cut` replaces equal words that are not shown.
    """

    kind: Literal["same", "gone", "new", "cut"]
    text: str


def word_diff(was: str | None, now: str | None, context: int | None = _CONTEXT) -> list[Piece]:
    """Compare two texts. Return their pieces in order.

    `context` is the number of equal words that are kept before and after a change; None keeps all of them.
    """
    pieces = _pieces(was or "", now or "")
    if context is None:
        return pieces
    out: list[Piece] = []
    for number, piece in enumerate(pieces):
        first, last = number == 0, number == len(pieces) - 1
        out += [piece] if piece.kind != "same" else _elided(piece.text, context, first=first, last=last)
    return out


def align(a: Sequence[str], b: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """Align two sequences so that most words are equal.

    Return runs (equal, start and end in `a`, start and end in `b`).

    Equal and different runs alternate. Two texts of 10,000 words take less than a tenth of a second.
    """
    from rapidfuzz.distance import Indel  # few commands compare texts

    numbers: dict[str, int] = {}
    one, other = ([numbers.setdefault(word, len(numbers)) for word in words] for words in (a, b))
    out: list[tuple[bool, int, int, int, int]] = []
    for code in Indel.opcodes(one, other):
        equal = code.tag == "equal"
        i, k = code.src_start, code.dest_start
        if out and not equal and not out[-1][0]:  # insertions next to deletions are one run
            _, i, _, k, _ = out.pop()
        out.append((equal, i, code.src_end, k, code.dest_end))
    return out


def _pieces(was: str, now: str) -> list[Piece]:
    a, b = _PIECES.findall(was), _PIECES.findall(now)
    if len(a) + len(b) > _MAX_UNITS:
        a, b = was.splitlines(keepends=True), now.splitlines(keepends=True)
    if len(a) + len(b) > _MAX_UNITS:
        a, b = [was], [now]
    out: list[Piece] = []
    # White space before a word is not compared.
    for equal, i, j, k, m in align([w.strip() for w in a], [w.strip() for w in b]):
        if equal:
            out.append(Piece("same", "".join(b[k:m])))
            continue
        if i < j:
            out.append(Piece("gone", "".join(a[i:j])))
        if k < m:
            out.append(Piece("new", "".join(b[k:m])))
    return out


def most_similar(word: str, others: Iterable[str], most: int) -> list[str]:
    """Return the words that differ least from `word`: by letters left out, added, changed or swapped, up to `most`."""
    from rapidfuzz.distance import OSA  # few commands compare texts

    distances = {other: OSA.distance(word, other, score_cutoff=most) for other in others}
    least = min(distances.values(), default=most + 1)
    return [other for other, distance in distances.items() if distance == least <= most]


def _elided(text: str, context: int, *, first: bool, last: bool) -> list[Piece]:
    """Cut the middle of an equal run. The first run of a text loses its start, the last run its end."""
    words = _PIECES.findall(text)
    head, tail = 0 if first else context, 0 if last else context
    if len(words) <= head + tail + 1:
        return [Piece("same", text)]
    out = [Piece("same", "".join(words[:head]))] if head else []
    out.append(Piece("cut", " …"))
    return [*out, Piece("same", "".join(words[-tail:]))] if tail else out
