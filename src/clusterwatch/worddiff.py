"""What differs between two texts, word by word: for people who read revisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

_PIECES = re.compile(r"\s*\S+")  # words with the blanks before them, line ends among them
_MOST = 40_000  # words of both texts: longer texts are compared by lines, and those of more lines as a whole
_CONTEXT = 8  # words around a change that are shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both have (`same`), that only the older (`gone`) or only the newer one has (`new`).

    `cut` stands for a run of equal words that is left out.
    """

    kind: Literal["same", "gone", "new", "cut"]
    text: str


def word_diff(was: str | None, now: str | None, context: int | None = _CONTEXT) -> list[Piece]:
    """The pieces of both texts in order; equal runs are cut to `context` words at each side (None: whole)."""
    pieces = _pieces(was or "", now or "")
    if context is None:
        return pieces
    out: list[Piece] = []
    for number, piece in enumerate(pieces):
        first, last = number == 0, number == len(pieces) - 1
        out += [piece] if piece.kind != "same" else _elided(piece.text, context, first=first, last=last)
    return out


def align(a: Sequence[str], b: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """Where two sequences agree, with most words equal: (equal, start and end in `a`, start and end in `b`).

    Runs that agree and runs that differ take turns. Two texts of 10,000 words take less than a tenth of a second.
    """
    numbers: dict[str, int] = {}
    one, other = ([numbers.setdefault(word, len(numbers)) for word in words] for words in (a, b))
    out: list[tuple[bool, int, int, int, int]] = []
    for code in Indel.opcodes(one, other):
        equal = code.tag == "equal"
        i, k = code.src_start, code.dest_start
        if out and not equal and not out[-1][0]:  # words that came beside words that went
            _, i, _, k, _ = out.pop()
        out.append((equal, i, code.src_end, k, code.dest_end))
    return out


def _pieces(was: str, now: str) -> list[Piece]:
    a, b = _PIECES.findall(was), _PIECES.findall(now)
    if len(a) + len(b) > _MOST:
        a, b = was.splitlines(keepends=True), now.splitlines(keepends=True)
    if len(a) + len(b) > _MOST:
        a, b = [was], [now]
    out: list[Piece] = []
    # Words are equal whatever blanks stand before them.
    for equal, i, j, k, m in align([w.strip() for w in a], [w.strip() for w in b]):
        if equal:
            out.append(Piece("same", "".join(b[k:m])))
            continue
        if i < j:
            out.append(Piece("gone", "".join(a[i:j])))
        if k < m:
            out.append(Piece("new", "".join(b[k:m])))
    return out


def _elided(text: str, context: int, *, first: bool, last: bool) -> list[Piece]:
    """An equal run with its middle cut, its beginning where nothing stands before it, its end where nothing follows."""
    words = _PIECES.findall(text)
    head, tail = 0 if first else context, 0 if last else context
    if len(words) <= head + tail + 1:
        return [Piece("same", text)]
    out = [Piece("same", "".join(words[:head]))] if head else []
    out.append(Piece("cut", " …"))
    return [*out, Piece("same", "".join(words[-tail:]))] if tail else out
