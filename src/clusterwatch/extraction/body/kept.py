"""The blocks that are the body of a post: its text and its HTML are made from the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from clusterwatch.extraction.layout import Layout
from clusterwatch.text import join_lines, tidy_lines


@dataclass(frozen=True, slots=True)
class KeptBlocks:
    """The numbers of the blocks of a layout that are the body, in order.

    `others` are further blocks of the post that are not a part of its text, such as a list of files to download.
    """

    layout: Layout
    numbers: Sequence[int]
    others: Sequence[int] = ()

    def lines(self) -> list[str]:
        """Return the text of each block."""
        blocks = self.layout.blocks
        return [blocks[i].text for i in self.numbers]


@dataclass(frozen=True)
class KeptBody:
    """The blocks of one or several elements that are the body, with `join` between two of them, or a line end."""

    parts: Sequence[KeptBlocks] = ()
    join: str | None = None

    @cached_property
    def text(self) -> str:
        """The text, one paragraph per line."""
        if self.join is not None:
            texts = ("\n".join(part.lines()) for part in self.parts if part.numbers)
            return tidy_lines(self.join.join(texts))
        return join_lines([line for part in self.parts for line in part.lines()])
