"""A page as text: blocks in a tree of boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

from clusterwatch.html_tree import Node

_Number = TypeVar("_Number", int, float)
_LETTERS = re.compile("[\u2e80-\u9fff\uac00-\ud7af]+")
# Characters of other scripts. To match them is faster than to search for none.
_ALPHABETS = re.compile("[\0-\u2e7f]*")


@dataclass(slots=True)  # not frozen, which takes twice as long to make; it is never changed
class Block:
    """A run of text. `tag` is the nearest block-level element, `linked` and `bold` count letters, `links` links.

    `link` is the last link of the line.
    """

    text: str
    tag: str
    box: int
    linked: int
    links: int
    bold: int
    link: Node | None = None


@dataclass(slots=True)
class Box:
    """A block-level element and the blocks it holds; `last` is the last box within it, in document order.

    `cells` are the elements of the lines of a table's row that became one block.
    """

    tag: str
    parent: int
    start: int
    node: Node
    names: str = ""
    signals: int = 0  # what its attributes say, as class_signals.py reads them
    end: int = 0
    last: int = 0
    cells: tuple[Node, ...] = ()

    def holds(self, number: int) -> bool:
        """True when the block with this number stands in the box."""
        return self.start <= number < self.end


@dataclass(frozen=True)
class Layout:
    """All blocks and boxes of the page at `url` in document order. Box 0 is the root."""

    blocks: Sequence[Block]
    boxes: Sequence[Box]
    times: Sequence[tuple[int, str]] = ()  # `<time datetime>` elements: number of the block, value
    skipped: Sequence[Node] = ()  # boxes that were left out and might hold a post
    # All boxes that were left out: number of the block behind, element.
    left_out: Sequence[tuple[int, Node]] = ()
    url: str = ""
    rules: Sequence[int] = ()  # the blocks below horizontal rules
    # `<time datetime>` without text: number of the block behind, value.
    empty_times: Sequence[tuple[int, str]] = ()

    def prose_left_out(self) -> int:
        """The letters that were left out, without those of links and scripts."""
        letters = 0
        for node in self.skipped:
            letters += len(node.text(deep=True).strip())
            letters -= sum(len(part.text(deep=True)) for part in node.css("a, script, style, noscript"))
        return letters

    @cached_property
    def sizes(self) -> list[float]:
        """The size of each block, as `size_of` counts it."""
        texts = [block.text for block in self.blocks]
        return [len(text) if text.isascii() else size_of(text) for text in texts]

    @cached_property
    def linked_before(self) -> list[int]:
        """Letters of links before each block, and in all."""
        return sums_of([block.linked for block in self.blocks])

    @cached_property
    def letters_before(self) -> list[int]:
        """Letters before each block, and in all."""
        return sums_of([len(block.text) for block in self.blocks])

    def within(self, number: int) -> Sequence[Box]:
        """The boxes within a box, in document order."""
        return self.boxes[number + 1 : self.boxes[number].last + 1]

    def ancestors(self, box: int) -> tuple[int, ...]:
        """The box and those around it, innermost first."""
        if (known := self._ancestors.get(box)) is None:
            out = []
            inner = box
            while inner >= 0:
                out.append(inner)
                inner = self.boxes[inner].parent
            known = self._ancestors[box] = tuple(out)
        return known

    def outside(self, number: int, other: int) -> tuple[int, ...]:
        """The boxes around block `number` that do not hold block `other`, innermost first."""
        around, boxes = self.ancestors(self.blocks[number].box), self.boxes
        for count, box in enumerate(around):
            if boxes[box].start <= other < boxes[box].end:
                return around[:count]
        return around

    @cached_property
    def _ancestors(self) -> dict[int, tuple[int, ...]]:
        """The results of `ancestors`, by box: several steps ask for those of the same boxes."""
        return {}


def sums_of(values: Iterable[_Number]) -> list[_Number]:
    """The sum of the values before each one, and of all: a part has the difference of two of them."""
    return list(accumulate(values, initial=0))


def size_of(text: str) -> float:
    """Letters, where a letter of Chinese, Japanese or Korean script counts for more."""
    if text.isascii() or _ALPHABETS.fullmatch(text):
        return len(text)
    return len(text) + 1.5 * sum(map(len, _LETTERS.findall(text)))


@dataclass(frozen=True, slots=True)
class Body:
    """The numbers of the blocks that are the post, in order, and the box they were found in."""

    blocks: tuple[int, ...]
    box: int
    where: str
    title_at: int | None = None
    foreign: frozenset[int] = frozenset()  # blocks of teasers, comments and navigation
