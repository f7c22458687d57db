"""WARC files that are made byte by byte, with any damage."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

from backports import zstd

from clusterwatch.models import Page
from clusterwatch.warc import LocalFile, Section, captures, files_of

HTML = "Content-Type: text/html; charset=utf-8"
DATE = "2020-01-02T03:04:05Z"


def record(
    url: str,
    body: bytes = b"<p>text</p>",
    *http: str,
    status: str = "200 OK",
    date: str = DATE,
    kind: str = "response",
    length: int | None = None,
    **fields: str,
) -> bytes:
    """Return one record. `http` are the headers of the response, `fields` further headers of the record.

    `length` replaces the declared length of the record. A `status` of "" leaves out the HTTP head.
    """
    head = "\r\n".join([f"HTTP/1.1 {status}", *(http or (HTML,)), "", ""]) if status else ""
    block = head.encode() + body
    warc = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": date,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000000>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block) if length is None else length),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = [f"{name}: {value}" for name, value in warc.items()]
    return "\r\n".join(["WARC/1.0", *lines, "", ""]).encode() + block + b"\r\n\r\n"


def packed(data: bytes, ending: str) -> bytes:
    """Return a record as it is stored in a file with this ending."""
    if ending == ".gz":
        return gzip.compress(data, mtime=0)
    return zstd.compress(data) if ending == ".zst" else data


def saved(path: Path, *records: bytes) -> LocalFile:
    """Write a file that consists of these bytes."""
    path.write_bytes(b"".join(records))
    (place,) = files_of([str(path)])
    return place


def read(
    place: LocalFile, section: Section | None = None, counts: Counter[str] | None = None
) -> tuple[list[Page], list[tuple[int, str]]]:
    """Return the pages of example.org in a section of a file, and its damages: (offset, reason)."""
    items = list(
        captures(
            place,
            section or Section(0, max(1, place.size)),
            lambda url: "example.org" in url.lower(),
            Counter() if counts is None else counts,
        )
    )
    problems = [i.problem for i in items if i.problem is not None]
    assert all(p.url == place.location for p in problems)
    damages = [(int(str(p.detail["offset"])), str(p.detail["reason"])) for p in problems]
    return [i.page for i in items if i.page is not None], damages
