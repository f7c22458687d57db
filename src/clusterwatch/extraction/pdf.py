"""The text of a PDF file, one paragraph per line. Only this module uses pypdf.

pages ─► lines ─► without page numbers, headers and footers ─► paragraphs
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clusterwatch.models import Reason
from clusterwatch.text import tidy

if TYPE_CHECKING:
    from pypdf import PdfReader

# A file with more pages or characters is a report, and no announcement.
MOST_PAGES, MOST_LETTERS = 60, 400_000
_LEAST_LETTERS = 30  # fewer are a stamp on a picture
_EDGE = 2  # lines at the top and at the end of a page that may be its header and footer
_LETTERS = 0.5  # the share of letters and digits in a text that is one
_FULL = 0.75  # of the length of a usual line: the last line of a paragraph is shorter
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\W*(?:\w{1,8}\W{1,3})?\d{1,4}(?:\W{1,3}(?:\w{1,6}\W{1,3})?\d{1,4})?\W*")
_END = re.compile(r"[.!?:;…][\"'”“»’)\]]*$")
_BULLET = re.compile(r"(?:[•●▪■◦‣∙·*–—-]|\(?\d{1,2}[.)])\s")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]$")


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a file, or the reason why there is none; `most` is the limit that it exceeds."""

    text: str | None
    reason: Reason | None = None
    most: int | None = None


# pypdf warns of each fault that it corrects. Without a handler, Python prints these warnings.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def pdf_text(body: bytes) -> PdfText:
    """Read the text of a PDF file. No file raises an error; the caller limits the time."""
    try:
        import pypdf  # an extra, which few files need
    except ImportError:
        return PdfText(None, Reason.NOT_INSTALLED)
    try:
        reader = pypdf.PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return PdfText(None, Reason.ENCRYPTED)
        if len(reader.pages) > MOST_PAGES:
            return PdfText(None, Reason.MANY_PAGES, MOST_PAGES)
        pages = _texts(reader)
        if pages is None:
            return PdfText(None, Reason.MANY_LETTERS, MOST_LETTERS)
        text = paragraphs(pages)
    except MemoryError:
        raise
    except pypdf.errors.DependencyError:  # the encryption needs a package
        return PdfText(None, Reason.ENCRYPTED)
    except Exception:  # whatever such a file makes pypdf raise
        return PdfText(None, Reason.DAMAGED)
    if sum(map(str.isalnum, text)) < _LEAST_LETTERS:
        return PdfText(None, Reason.SCANNED)
    if sum(map(str.isalnum, text)) < _LETTERS * len("".join(text.split())):
        return PdfText(None, Reason.DAMAGED)  # its fonts do not say which letters they show
    return PdfText(text)


def _texts(reader: PdfReader) -> list[str] | None:
    """The texts of the pages; None if they are too long, and then the rest is not read."""
    texts, letters = [], 0
    for page in reader.pages:
        texts.append(page.extract_text())
        letters += len(texts[-1])
        if letters > MOST_LETTERS:
            return None
    return texts


def paragraphs(pages: Sequence[str]) -> str:
    """The paragraphs of the texts of pages, one per line, without what stands at the edge of each page."""
    split = _without_edges([[tidy(line) for line in page.splitlines()] for page in pages])
    lengths = sorted(len(line) for lines in split for line in lines if line)
    usual = lengths[len(lengths) * 4 // 5] if lengths else 0
    out: list[str] = []
    last = ""  # line of the paragraph that is being made
    for number, lines in enumerate(split):
        if number and last and (_END.search(last) or not _continues(lines)):
            last = ""
        for line in lines:
            if last and line and not _ends(last, line, usual):
                out[-1] = _joined(out[-1], line)
            elif line:
                out.append(line)
            last = line
    return "\n".join(out)


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """The lines of pages without page numbers, and without headers and footers, which stand on most pages."""
    pages = [_stripped(lines) for lines in pages]
    seen = Counter(shape for lines in pages for shape in {_shape(lines[place]) for place in _edges(lines)})
    often = {shape for shape, times in seen.items() if times > 1 and times * 2 > len(pages)}
    out = []
    for lines in pages:
        left_out = {
            place
            for place in _edges(lines)
            if _NUMBER.fullmatch(lines[place]) or _shape(lines[place]) in often
        }
        out.append(_stripped([line for place, line in enumerate(lines) if place not in left_out]))
    return out


def _stripped(lines: list[str]) -> list[str]:
    """The lines without empty ones at the start and the end."""
    filled = [place for place, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _edges(lines: Sequence[str]) -> Iterator[int]:
    filled = [place for place, line in enumerate(lines) if line]
    yield from dict.fromkeys((*filled[:_EDGE], *filled[-_EDGE:]))


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line)


def _continues(lines: Sequence[str]) -> bool:
    """True when a page begins in the middle of a sentence."""
    return bool(lines) and lines[0][:1].islower()


def _ends(line: str, following: str, usual: int) -> bool:
    """True when a paragraph ends with a line: that is short, or the next one begins a list item."""
    if _BULLET.match(following):
        return True
    short = len(line) < _FULL * usual
    return short and (bool(_END.search(line)) or not following[:1].islower())


def _joined(text: str, line: str) -> str:
    """The text and its next line; a word that was divided is put together."""
    divided = _HYPHEN.search(text)
    if divided is None:
        return f"{text} {line}"
    soft = divided[0] == "\u00ad" or line[:1].islower()
    return f"{text[: divided.start()] if soft else text}{line}"
