"""WACZ export: the files that a player asks for, their digests, and the index that leads to each record."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from clusterwatch.errors import UsageError
from clusterwatch.export import wacz
from clusterwatch.models import Page

HTML = {"content-type": "text/html; charset=utf-8"}
A, B, INDEX = (f"https://alpha.example.org/{name}" for name in ("a", "b", ""))
TITLES = {("alpha", A): "Łódź", ("alpha", B): "Second"}


def pages(now: datetime) -> list[tuple[str, Page]]:
    later = now + timedelta(days=1)
    return [
        ("alpha", Page(f"{B}?moved=1", B, 200, HTML, b"<p>b</p>", now)),
        ("alpha", Page(A, A, 200, HTML, b"<p>old</p>", now)),
        ("alpha", Page(A, A, 200, HTML, b"<p>new</p>", later)),
        ("beta", Page(INDEX, INDEX, 200, HTML, b"<p>no post</p>", now)),
    ]


def written(now: datetime) -> zipfile.ZipFile:
    out = io.BytesIO()
    found = wacz.write(iter(pages(now)), out, title="all", title_of=lambda *key: TITLES.get(key), now=now)
    assert found == 4
    return zipfile.ZipFile(out)


def rows(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def test_each_line_of_the_index_leads_to_its_record(now: datetime) -> None:
    whole = written(now)
    data = whole.read("archive/clusterwatch.warc.gz")
    index = whole.read("indexes/index.cdx.gz")
    lines = gzip.decompress(index).decode().splitlines()
    assert lines == sorted(lines)
    assert [line.split()[0] for line in lines] == [
        "org,example,alpha)/", "org,example,alpha)/a", "org,example,alpha)/a", "org,example,alpha)/b?moved=1"
    ]  # fmt: skip
    bodies = []
    for line in lines:
        entry = json.loads(line.split(" ", 2)[2])
        assert entry["filename"] == "clusterwatch.warc.gz"
        start = int(entry["offset"])
        record = next(iter(ArchiveIterator(io.BytesIO(data[start : start + int(entry["length"])]))))
        assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"]
        bodies.append(record.content_stream().read())
    assert bodies == [b"<p>no post</p>", b"<p>old</p>", b"<p>new</p>", b"<p>b</p>"]
    meta, *blocks = whole.read("indexes/index.idx").decode().splitlines()
    assert json.loads(meta.removeprefix("!meta 0 ")) == {
        "format": "cdxj-gzip-1.0",
        "filename": "index.cdx.gz",
    }
    block = json.loads(blocks[0].split(" ", 2)[2])
    assert (block["offset"], block["length"]) == (0, len(index))


def test_players_read_parts_of_what_is_not_compressed_again(now: datetime) -> None:
    stored = {i.filename for i in written(now).infolist() if i.compress_type == zipfile.ZIP_STORED}
    assert stored == {"archive/clusterwatch.warc.gz", "indexes/index.cdx.gz"}


def test_the_list_has_the_newest_page_of_each_post(now: datetime) -> None:
    head, *listed = rows(written(now).read("pages/pages.jsonl"))
    assert head == {"format": "json-pages-1.0", "id": "pages", "title": "Posts"}
    assert listed == [
        {"url": A, "title": "Łódź", "ts": "2026-03-02T02:00:00.000Z"},
        {"url": f"{B}?moved=1", "title": "Second", "ts": "2026-03-01T02:00:00.000Z"},
    ]


def test_the_description_has_the_digest_of_each_file(now: datetime) -> None:
    whole = written(now)
    about = json.loads(whole.read("datapackage.json"))
    assert (about["wacz_version"], about["title"], about["created"]) == (
        "1.1.1",
        "all",
        "2026-03-01T02:00:00Z",
    )
    described = {resource["path"]: resource for resource in about["resources"]}
    assert [*described, "datapackage.json", "datapackage-digest.json"] == whole.namelist()
    for path, resource in described.items():
        data = whole.read(path)
        assert (resource["hash"], resource["bytes"]) == (
            f"sha256:{hashlib.sha256(data).hexdigest()}",
            len(data),
        )
    digest = json.loads(whole.read("datapackage-digest.json"))
    own = hashlib.sha256(whole.read("datapackage.json")).hexdigest()
    assert digest == {"path": "datapackage.json", "hash": f"sha256:{own}"}


def test_a_missing_indexer_is_reported_with_the_command_that_installs_it(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cdxj_indexer.main", None)
    with pytest.raises(UsageError, match=r"^wacz needs cdxj-indexer: pip install 'clusterwatch\[warc\]'$"):
        written(now)
