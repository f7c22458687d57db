"""WARC export: warcio reads each record, the digests are right, and each record can be read at its offset."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import sys
from datetime import datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from clusterwatch.errors import UsageError
from clusterwatch.export import warc
from clusterwatch.models import Page

BODY = "<p>Łódź \U0001f600</p>".encode()


def pages(now: datetime) -> list[tuple[str, Page]]:
    url = "https://alpha.example.org/a"
    headers = {"content-type": "text/html; charset=utf-8", "etag": '"1"'}
    return [
        ("alpha", Page(url, url, 200, headers, BODY, now)),
        ("alpha", Page(f"{url}/final", f"{url}/b", 200, {}, b"", now)),
        ("beta", Page(url, url, 299, headers, b"\x00\xff" * 9000, now)),
    ]


def written(now: datetime) -> bytes:
    out = io.BytesIO()
    assert warc.write(iter(pages(now)), out, name="all.warc.gz", now=now) == 3
    return out.getvalue()


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def test_warcio_reads_every_record(now: datetime) -> None:
    data = written(now)
    reader = ArchiveIterator(io.BytesIO(data), check_digests="raise")
    info, *records = [(r, r.content_stream().read(), reader.get_record_offset()) for r in reader]
    assert info[0].rec_type == "warcinfo"
    assert info[0].rec_headers.get_header("WARC-Filename") == "all.warc.gz"
    assert b"software: clusterwatch/" in info[1]
    assert len(records) == 3
    for (source, page), (record, body, offset) in zip(pages(now), records, strict=True):
        head = record.rec_headers.get_header
        assert record.rec_headers.protocol == "WARC/1.1"
        assert (record.rec_type, head("WARC-Target-URI"), body) == ("response", page.url, page.body), source
        assert head("WARC-Date") == "2026-03-01T02:00:00.000Z"
        assert head("WARC-Payload-Digest") == sha1(page.body)
        http = record.http_headers
        assert http.get_statuscode() == str(page.status)
        assert http.get_header("Content-Length") == str(len(page.body))
        assert http.get_header("Content-Encoding") is None
        assert http.get_header("Content-Type") == page.headers.get("content-type")
        block = gzip.GzipFile(fileobj=io.BytesIO(data[offset:])).read().split(b"\r\n\r\n", 1)[1]
        block = block[: int(head("Content-Length"))]
        assert head("WARC-Block-Digest") == sha1(block)
        assert block.endswith(page.body)
    ids = [r.rec_headers.get_header("WARC-Record-ID") for r, _, _ in (info, *records)]
    assert len(set(ids)) == 4


def test_the_same_page_has_the_same_id_in_every_export(now: datetime) -> None:
    def ids() -> list[str]:
        reader = ArchiveIterator(io.BytesIO(written(now)))
        return [r.rec_headers.get_header("WARC-Record-ID") for r in reader if r.rec_type == "response"]

    assert ids() == ids()


def test_a_missing_warcio_is_reported_with_the_command_that_installs_it(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "warcio.warcwriter", None)
    with pytest.raises(UsageError, match=r"pip install 'clusterwatch\[warc\]'"):
        warc.write([], io.BytesIO(), name="x", now=now)
