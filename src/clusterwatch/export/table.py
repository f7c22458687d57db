"""Write posts as CSV (RFC 4180) in which no cell is a formula, whatever a web page contained.

Spreadsheets evaluate cells that begin with = + - @ (https://owasp.org/www-community/attacks/CSV_Injection), also after
a blank or a quote, and in full-width forms. With the locales of most of Europe, they also split a comma-separated file
at semicolons, tabs and line ends inside of texts. Therefore an apostrophe is inserted wherever such a cell could begin.
Its position does not depend on other apostrophes, so that `unguarded` removes exactly the inserted ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from clusterwatch.export.columns import COLUMNS, cells

# Blanks (except those that separate cells), quotes and zero-width characters, then a character that begins a formula.
_FORMULA = r"""(?:[^\S\t\r\n]|['"\ufeff\u200b])*[=+\-@＝＋－＠﹦﹢﹣﹫]"""
_FIRST = re.compile(rf"{_FORMULA}|'*[\t\r\n]")
_WITHIN = re.compile(rf"[;\t\r\n](?={_FORMULA})")
_GUARDED = re.compile(rf"(?<=[;\t\r\n])'(?={_FORMULA})")


def write(posts: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """Write a header and one row per post to `out`, in UTF-8, with all texts quoted. Return the number of posts."""
    return write_rows(COLUMNS, map(cells, posts), out)


def append(posts: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """Write rows of posts as `write` does, without a header."""
    return write_rows((), map(cells, posts), out)


def write_rows(columns: Iterable[str], rows: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """Write a header and one line per row, whose values are in the order of the columns. Return their number.

    Without columns, no header is written.
    """
    text = io.TextIOWrapper(out, "utf-8", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    if columns:
        writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])
        count += 1
    text.flush()
    text.detach()
    return count


def _cell(value: Any) -> str | int | float:
    if isinstance(value, (int, float)):
        return int(value) if isinstance(value, bool) else value
    return guarded(" | ".join(value) if isinstance(value, list) else value or "")


def guarded(text: str) -> str:
    """Return `text` with an apostrophe before everything that a spreadsheet could take for a formula."""
    within = _WITHIN.sub(r"\g<0>'", text)
    return "'" + within if _FIRST.match(text) else within


def unguarded(cell: str) -> str:
    """Return the text from which `guarded` made a cell."""
    first = cell.startswith("'") and _FIRST.match(cell, 1)
    return _GUARDED.sub("", cell[1:] if first else cell)
