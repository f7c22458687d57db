"""Pages a second of the generic extraction, of one with selectors, and of trafilatura, side by side in one run.

usage: python benchmarks/extract.py FOLDER    (of *.html or *.html.gz files)

Needs trafilatura, which the program itself does not: pip install trafilatura
"""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from clusterwatch.config import Source
from clusterwatch.extract import extract_post

URL = "https://www.example.org/news/a-post"
# Selectors as a keeper would write them: most pages have a heading, a date line and paragraphs under these names.
SOURCE = Source.model_validate(
    {
        "url": "https://www.example.org/",
        "languages": ["en", "de", "fr"],
        "select": {
            "title": ["h1", "title"],
            "date": ["time", ".date", "meta"],
            "body": ["article", "main", "body"],
        },
    }
)


def read_pages(folder: Path) -> list[bytes]:
    """The bytes of all pages of a folder."""
    paths = sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])
    return [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in paths]


def pages_per_second(work: Callable[[bytes], object], pages: Sequence[bytes]) -> float:
    """The speed of the second of two runs: the first loads language models and tables."""
    for page in pages:
        work(page)
    start = time.process_time()
    for page in pages:
        work(page)
    return len(pages) / (time.process_time() - start)


def main(folder: str) -> None:
    pages = read_pages(Path(folder))
    print(f"{len(pages)} pages of {sum(map(len, pages)) / len(pages) / 1024:.0f} KB on average")
    few = pages[:: max(1, len(pages) // 100)]  # a tenth of the speed: a hundred pages tell enough
    for name, work, some in (
        ("clusterwatch, no selectors", lambda page: extract_post(page, URL), pages),
        ("clusterwatch, selectors", lambda page: extract_post(page, URL, SOURCE), pages),
        ("trafilatura", lambda page: trafilatura.bare_extraction(page, url=URL, with_metadata=True), few),
    ):
        print(f"{name:<28}{pages_per_second(work, some):8.0f} pages/s")


if __name__ == "__main__":
    main(sys.argv[1])
