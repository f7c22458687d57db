"""CSV (RFC 4180) in which no cell is a formula, whatever a web page said.

Spreadsheets run cells that begin with = + - @ (https://owasp.org/www-community/attacks/CSV_Injection), also after a
blank, a quote or in full width. Where lists are separated by semicolons, as in most of Europe, they also take a comma
separated file apart at semicolons, tabs and line ends inside of texts. So an apostrophe is put before whatever could
begin such a cell; where it is put does not depend on apostrophes, so that `unguarded` takes away just these.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from clusterwatch.export.columns import COLUMNS, cells

# Blanks (but those that begin a cell of their own), quotes and marks without width, then what begins a formula.
_FORMULA = r"""(?:[^\S\t\r\n]|['"\ufeff\u200b])*[=+\-@＝＋－＠﹦﹢﹣﹫]"""
_FIRST = re.compile(rf"{_FORMULA}|'*[\t\r\n]")
_WITHIN = re.compile(rf"[;\t\r\n](?={_FORMULA})")
_GUARDED = re.compile(rf"(?<=[;\t\r\n])'(?={_FORMULA})")


def write(posts: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """Write a line of names and one line a post to `out`, in UTF-8, every text quoted; how many posts."""
    text = io.TextIOWrapper(out, "utf-8", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for post in posts:
        writer.writerow([_cell(value) for value in cells(post).values()])
        count += 1
    text.flush()
    text.detach()
    return count


def _cell(value: Any) -> str | int:
    if isinstance(value, int):
        return value
    return guarded(" | ".join(value) if isinstance(value, list) else value or "")


def guarded(text: str) -> str:
    """`text` with an apostrophe before whatever a spreadsheet could take for a formula."""
    within = _WITHIN.sub(r"\g<0>'", text)
    return "'" + within if _FIRST.match(text) else within


def unguarded(cell: str) -> str:
    """The text that `guarded` made a cell of."""
    first = cell.startswith("'") and _FIRST.match(cell, 1)
    return _GUARDED.sub("", cell[1:] if first else cell)
