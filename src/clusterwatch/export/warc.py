"""Raw pages as WARC/1.1 (ISO 28500:2017, https://iipc.github.io/warc-specifications/), each record a gzip member.

Only what a server answered is written. The entries of feeds are JSON of our own making, and would stand in the place of
a page for whoever replays the file: they are left out.
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
    """Write (source, page) pairs to `out`; how many. Raises UsageError where warcio is not installed.

    `name` is the file's own, for its first record. Digests (SHA-1, base32) and lengths are of the bytes written here.
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
        "description": "Bodies as they were after decoding the content coding; of the headers, those that were kept.",
    }
    info = writer.create_warcinfo_record(name, about)
    info.rec_headers.replace_header("WARC-Date", _date(now))
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
                "WARC-Date": _date(page.fetched),
                "WARC-Record-ID": f"<{_id(source, page)}>",
                "WARC-Warcinfo-ID": info.rec_headers.get_header("WARC-Record-ID"),
            },
        )
        writer.write_record(record)
        count += 1
    return count


def _headers(page: Page) -> list[tuple[str, str]]:
    """The headers kept; the length is that of the body as it is here, decoded."""
    kept = [(name.title(), value) for name, value in page.headers.items()]
    return [*kept, ("Content-Length", str(len(page.body)))]


def _reason(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} "


def _date(moment: datetime) -> str:
    """WARC/1.1 takes W3CDTF with fractions of a second."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _id(source: str, page: Page) -> str:
    """The same for the same page in every export."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"clusterwatch:{source} {page.requested} {_date(page.fetched)}").urn
