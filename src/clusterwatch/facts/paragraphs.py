"""The paragraphs of a post, with the numbers by which facts name them."""

from __future__ import annotations

from dataclasses import dataclass

from clusterwatch.text import tidy, tidy_lines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as facts are found in it. The title has number 0, and the lines of the body count from 1."""

    number: int
    text: str


def paragraphs_of(title: str | None, body: str | None) -> tuple[Paragraph, ...]:
    """Return the title and the lines of the body that are not empty, in NFC and without invisible characters.

    Positions in a paragraph are those of this text. The archive stores titles and bodies in this form.
    """
    lines = tidy_lines(body or "").split("\n")
    return tuple(Paragraph(number, text) for number, text in enumerate((tidy(title or ""), *lines)) if text)
