"""Write raw pages as WACZ 1.1.1, a web archive that players such as ReplayWeb.page replay.

See https://specs.webrecorder.net/wacz/1.1.1/. A WACZ file is a ZIP file of a WARC file, its index, a list of pages, and
a description with the digests of all these.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, BinaryIO

from clusterwatch import __version__
from clusterwatch.errors import UsageError
from clusterwatch.export import warc
from clusterwatch.models import Page

VERSION = "1.1.1"
WARC = "clusterwatch.warc.gz"
FIRST = f"archive/{WARC}"  # the first file of the ZIP, which marks a file as one of clusterwatch
_INDEX = "index.cdx.gz"
_BLOCK = 300  # lines of the index that are compressed together, so that a player reads only some of them

TitleOf = Callable[[str, str], str | None]


def write(
    pages: Iterable[tuple[str, Page]], out: BinaryIO, *, title: str, title_of: TitleOf, now: datetime
) -> int:
    """Write (source, page) pairs to `out` as WACZ with a title. Return the number of pages.

    `title_of` returns the title of the post at a URL of a source, if there is one: such pages are listed, the newest
    version of each. Raises UsageError if warcio or cdxj-indexer is not installed.
    """
    posts: dict[str, tuple[str, datetime]] = {}

    def noted() -> Iterator[tuple[str, Page]]:
        for source, page in pages:
            of_post = title_of(source, page.requested)
            if of_post is not None and (page.url not in posts or posts[page.url][1] <= page.fetched):
                posts[page.url] = (of_post, page.fetched)
            yield source, page

    with TemporaryDirectory(prefix="clusterwatch-") as folder:
        path = Path(folder) / WARC
        with path.open("wb") as file:
            count = warc.write(noted(), file, name=WARC, now=now)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
            package = _Package(whole, now)
            with path.open("rb") as records:
                package.add(FIRST, records, stored=True)
            with _index(path) as (lines, blocks):
                package.add(f"indexes/{_INDEX}", lines, stored=True)
                package.add("indexes/index.idx", blocks)
            package.add("pages/pages.jsonl", io.BytesIO(_listed(posts)))
            package.describe(title)
    return count


class _Package:
    """A WACZ file that is being written. It takes down the size and the digest of each file in it."""

    def __init__(self, whole: zipfile.ZipFile, now: datetime) -> None:
        self._zip, self._now = whole, now
        self._resources: list[dict[str, str | int]] = []

    def add(self, name: str, file: io.BufferedIOBase, *, stored: bool = False) -> None:
        """Add a file. One that is `stored` is not compressed, so that a player can read parts of it."""
        info = zipfile.ZipInfo(name, self._now.timetuple()[:6])
        info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        with self._zip.open(info, "w", force_zip64=True) as copy:
            shutil.copyfileobj(file, copy)
        self._resources.append(
            {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{digest}", "bytes": size}
        )

    def describe(self, title: str) -> None:
        """Add the description of the files before it, and its own digest."""
        about = {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": title,
            "created": self._now.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "software": f"clusterwatch/{__version__}",
            "resources": list(self._resources),
        }
        self.add("datapackage.json", io.BytesIO(_json(about, indent=2)))
        digest = {"path": "datapackage.json", "hash": self._resources[-1]["hash"]}
        self.add("datapackage-digest.json", io.BytesIO(_json(digest, indent=2)))


@contextmanager
def _index(path: Path) -> Iterator[tuple[io.BufferedIOBase, io.BufferedIOBase]]:
    """Yield the index of a WARC file, sorted by address, in compressed blocks, and the index of these blocks.

    Their lines are CDXJ (https://specs.webrecorder.net/cdxj/0.1.0/).
    """
    try:
        from cdxj_indexer.main import CDXJIndexer
    except ImportError as error:
        raise UsageError("wacz needs cdxj-indexer: pip install 'clusterwatch[warc]'") from error
    with TemporaryFile() as lines, TemporaryFile() as blocks:
        text = io.TextIOWrapper(blocks, "utf-8", write_through=True)
        indexer = CDXJIndexer(
            text, [str(path)], sort=True, compress=lines, lines=_BLOCK, data_out_name=_INDEX
        )
        indexer.process_all()
        text.detach()
        lines.seek(0)
        blocks.seek(0)
        yield lines, blocks


def _listed(posts: Mapping[str, tuple[str, datetime]]) -> bytes:
    """Return the list of pages as JSON lines, the newest first."""
    rows: Sequence[dict[str, str]] = [
        {"url": url, "title": title, "ts": warc.date_of(fetched)}
        for url, (title, fetched) in sorted(posts.items(), key=lambda item: item[1][1], reverse=True)
    ]
    head = {"format": "json-pages-1.0", "id": "pages", "title": "Posts"}
    return b"".join(_json(row) + b"\n" for row in (head, *rows))


def _json(value: Any, indent: int | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent).encode()
