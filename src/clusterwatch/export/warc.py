"""Write raw pages as WARC/1.1 (ISO 28500:2017, https://iipc.github.io/warc-specifications/).

Each record is a gzip member. Only responses of servers are written. The stored entries of feeds are left out: they are
JSON made by this program, and a replay of the file would show them in place of the pages.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO

from clusterwatch import __version__
from clusterwatch.errors import UsageError
from clusterwatch.models import Page

VERSION = "1.1"


def write(pages: Iterable[tuple[str, Page]], out: BinaryIO, *, name: str, now: datetime) -> int:
    """Write (source, page) pairs to `out`. Return the number of pages. Raises UsageError if warcio is not installed.

    `name` is the file name for the warcinfo record. Digests (SHA-1, base32) and lengths are those of the bytes written
    here, which are decoded.
    """
    try:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter
    except ImportError as error:
        raise UsageError("warc needs warcio: pip install 'clusterwatch[warc]'") from error
    writer = WARCWriter(out, gzip=True, warc_version=VERSION)
    about = {
        "software": f"clusterwatch/{__version__}",
        "format": f"WARC File Format {VERSION}",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": "Bodies are stored after the content coding was decoded. Some headers are left out.",
    }
    info = writer.create_warcinfo_record(name, about)
    info.rec_headers.replace_header("WARC-Date", date_of(now))
    writer.write_record(info)
    count = 0
    for source, page in pages:
        record = writer.create_warc_record(
            page.url,
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),
            http_headers=StatusAndHeaders(_reason(page.status), _headers(page), protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": date_of(page.fetched),
                "WARC-Record-ID": f"<{_id(source, page)}>",
                "WARC-Warcinfo-ID": info.rec_headers.get_header("WARC-Record-ID"),
            },
        )
        writer.write_record(record)
        count += 1
    return count


def _headers(page: Page) -> list[tuple[str, str]]:
    """Return the stored headers, with the length of the decoded body."""
    stored = [(name.title(), value) for name, value in page.headers.items()]
    return [*stored, ("Content-Length", str(len(page.body)))]


def _reason(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} "


def date_of(moment: datetime) -> str:
    """Return a UTC time in the W3C profile of ISO 8601 with milliseconds, which WARC/1.1 allows."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _id(source: str, page: Page) -> str:
    """Return the id of the record of a page. It is the same in every export."""
    return uuid.uuid5(
        uuid.NAMESPACE_URL, f"clusterwatch:{source} {page.requested} {date_of(page.fetched)}"
    ).urn
