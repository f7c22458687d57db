"""Recognize files that clusterwatch wrote, by a mark that the writer of each format puts into them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from pathlib import Path

from clusterwatch.export.columns import COLUMNS, TABLES
from clusterwatch.export.wacz import FIRST

_HEAD = 4096  # bytes
# Of posts, and of what they say; the columns after these differ between versions.
_FIRST = (list(COLUMNS)[:4], list(TABLES["days"])[:4])
_CSV = tuple(",".join(f'"{name}"' for name in names).encode() for names in _FIRST)
_JSON = re.compile(
    b"|".join(
        rb'\{"%s": \d+, ' % names[0].encode() + b".{0,300}".join(f'"{name}": '.encode() for name in names[1:])
        for names in _FIRST
    )
)
_ATOM = re.compile(
    rb'<feed xmlns="http://www\.w3\.org/2005/Atom"[^>]*>.*?<generator [^>]*>clusterwatch<', re.S
)
_OPML = re.compile(rb"<opml version=.*?<title>clusterwatch: ", re.S)
_MARKDOWN = re.compile(
    rb"# Announcements(?:,| found from| found on) \d{4}-\d\d-\d\d(?: to \d{4}-\d\d-\d\d)?\n"
)
_HTML = b'<meta name="generator" content="clusterwatch">'
_WARC = re.compile(rb"WARC/1\.\d\r\n.*\r\nsoftware: clusterwatch/", re.S | re.I)
_ICS = b"BEGIN:VCALENDAR\r\n"
_ICS_MAKER = re.compile(rb"\r\nPRODID:-//clusterwatch//")
_WACZ = re.compile(rb"PK\x03\x04.{26}" + FIRST.encode(), re.S)  # the header of the first file of a ZIP file
_PARQUET = b"PAR1"
_FOOTER = 1 << 16  # bytes at the end of a Parquet file that hold its metadata


def is_export(path: Path) -> bool:
    """Return whether an export or a digest wrote a file, in any format. An empty file counts as such."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_PARQUET):
            file.seek(max(0, path.stat().st_size - _FOOTER))
            return b"clusterwatch" in file.read()
    return not head or any(test(head) for test in _TESTS)


def _is_warc(head: bytes) -> bool:
    try:
        return bool(_WARC.match(zlib.decompressobj(wbits=31).decompress(head, _HEAD)))
    except zlib.error:
        return False


_TESTS: tuple[Callable[[bytes], object], ...] = (
    lambda head: head.startswith(_CSV),
    _JSON.match,
    _ATOM.search,
    _OPML.search,
    _MARKDOWN.match,
    lambda head: _HTML in head,
    lambda head: head.startswith(_ICS) and _ICS_MAKER.search(head),
    _is_warc,
    _WACZ.match,
)
