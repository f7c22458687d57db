"""Measure `clusterwatch backfill warc`, on WARC files that are made here.

    python benchmarks/warc.py [--sites 10] [--posts 100] [--kb 38] [--foreign 20]
    python benchmarks/warc.py --readers      # FastWARC beside warcio, which needs pip install warcio

The pages are those of benchmarks/crawl.py: a post in a frame of menus, in four languages. One file holds these posts.
Another holds pages of hosts that belong to no source, `--foreign` times as many records. The output is, for one core:
records and megabytes (compressed and not) that are skipped per second, and pages that are read and extracted per
second; and for the whole command with all its workers: posts per second and milliseconds of CPU per post.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from pickle import dumps

from backports import zstd
from crawl import LANGUAGES, Site, measure, words
from reextract import posts

from clusterwatch.config import load_sources
from clusterwatch.models import Page
from clusterwatch.pipeline.scope import SourceScope, scope_of
from clusterwatch.pipeline.section import read_section
from clusterwatch.warc import files_of, sections

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": lambda data: gzip.compress(data, 6),
    ".zst": zstd.compress,
}


def records(page: Page) -> list[bytes]:
    """Return a request and a response, as crawlers write them."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return [
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {page.url}\r\nWARC-Date: 2026-11-20T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype={kind}\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
        for kind, block in (("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", head + page.body))
    ]


def written(path: Path, pages: list[Page], times: int = 1) -> tuple[int, int]:
    """Write the pages to a file. Return the numbers of records and of bytes before compression."""
    plain = [record for page in pages for record in records(page)]
    packed = [PACKERS[path.suffix if path.suffix in PACKERS else ""](record) for record in plain]
    with path.open("wb") as file:
        for _ in range(times):
            file.writelines(packed)
    return times * len(plain), times * sum(map(len, plain))


def readers(folder: Path, pages: list[Page]) -> None:
    """Print the CPU seconds that two libraries need to read all bodies of a file."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from warcio.archiveiterator import ArchiveIterator as WarcioIterator

    def fastwarc(path: Path) -> int:
        return sum(len(r.reader.read()) for r in ArchiveIterator(path.open("rb"), WarcRecordType.response))

    def warcio(path: Path) -> int:
        with path.open("rb") as file:
            kinds = ((r.rec_type, r) for r in WarcioIterator(file))
            return sum(len(r.content_stream().read()) for kind, r in kinds if kind == "response")

    for suffix in PACKERS:
        path = folder / f"readers.warc{suffix}"
        count, _ = written(path, pages)
        for name, read in (("FastWARC", fastwarc), ("warcio", warcio)):
            if (name, suffix) != ("warcio", ".zst"):  # it does not read zstd
                started = time.process_time()
                read(path)
                spent = time.process_time() - started
                print(f"{path.name}: {name}: {count:,} records in {spent:.2f} s of CPU", flush=True)


def step(path: Path, scope: bytes) -> tuple[Counter[str], float]:
    """Read all sections of a file in this process. Return the counts and the CPU seconds."""
    (place,) = files_of([str(path)])
    counts: Counter[str] = Counter()
    started = time.process_time()
    for section in sections(place, 0, 1_000_000):
        reading = read_section(place, section, scope, None)
        counts += reading.counts
        counts["posts"] += len(reading.seen)
    return counts, time.process_time() - started


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--sites", type=int, default=10)
    options.add_argument("--posts", type=int, default=100)
    options.add_argument("--kb", type=int, default=38)
    options.add_argument("--foreign", type=int, default=20)
    options.add_argument("--readers", action="store_true")
    asked = options.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    rng = random.Random(20261129)
    vocabulary = words(rng)
    sites = [Site(n, LANGUAGES[n % len(LANGUAGES)], asked.posts) for n in range(asked.sites)]
    pages = [page for site in sites for page in posts(site, asked.kb, rng, vocabulary)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.readers:
            readers(folder, pages)
            return
        lines = "".join(
            f"  site-{s.number}: {{url: {s.base}/news/, languages: [{s.language}]}}\n" for s in sites
        )
        (folder / "sources.yaml").write_text(f"sources:\n{lines}")
        sources = load_sources(folder / "sources.yaml")
        ours, foreign = folder / "ours.warc.gz", folder / "foreign.warc.gz"
        written(ours, pages)
        _, size = written(foreign, pages, asked.foreign)
        nobody = SourceScope(next(iter(sources.values())), indexes=("https://nobody.example/",))
        counts, spent = step(foreign, dumps(scope_of([nobody], {})))
        compressed = foreign.stat().st_size
        print(
            f"skipped: {counts['records'] / spent:,.0f} records/s, {compressed / spent / 1e6:.0f} MB/s of gzip, "
            f"{size / spent / 1e6:.0f} MB/s before compression, per core",
            flush=True,
        )
        scope = dumps(scope_of([SourceScope(s, indexes=(s.url,)) for s in sources.values()], {}))
        counts, spent = step(ours, scope)
        print(
            f"extracted: {counts['posts'] / spent:,.0f} of {counts['pages'] / spent:,.0f} pages/s per core",
            flush=True,
        )
        where = ["--sources", str(folder / "sources.yaml")]
        command = [sys.executable, "-m", "clusterwatch", "backfill", "warc", str(ours), "-q", *where]
        measured = measure(command, dict(os.environ), folder / "archive.db")
        assert measured.posts == len(pages)
        print(
            f"whole command: {len(pages) / measured.wall:,.0f} posts/s, {1000 * measured.cpu / len(pages):.1f} ms of "
            "CPU per post"
        )


if __name__ == "__main__":
    main()
