"""What differs between two texts, word by word: for people who read revisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"\s*\S+")  # words with the blanks before them, line ends among them
_MOST = (
    4_000  # words of a text that are compared line by line first: the matcher's time grows with their product
)
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


def _pieces(was: str, now: str) -> list[Piece]:
    a, b = _PIECES.findall(was), _PIECES.findall(now)
    if len(a) + len(b) > _MOST:  # long texts by lines, and only what differs by words
        a, b = was.splitlines(keepends=True), now.splitlines(keepends=True)
    return _matched(a, b)


def _matched(a: list[str], b: list[str]) -> list[Piece]:
    out: list[Piece] = []
    # Words are equal whatever blanks stand before them.
    matcher = SequenceMatcher(None, [w.strip() for w in a], [w.strip() for w in b], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
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
