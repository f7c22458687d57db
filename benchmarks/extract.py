"""Measure the pages per second of extraction without selectors, with selectors, and of trafilatura.

usage: python benchmarks/extract.py FOLDER    (of *.html or *.html.gz files)

The figure with selectors is that of a site with well-chosen selectors. Each page gets its own selectors. They are made
beforehand from the result of the generic extraction: the element and class of the body's container, `h1` (or
`<title>`), and the meta element of the date or `<time>`. Pages are measured if all three selectors match. The same
pages are measured again without selectors.

Requires trafilatura: pip install trafilatura
"""

from __future__ import annotations

import gc
import gzip
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import trafilatura

from clusterwatch.config import Source
from clusterwatch.extraction import extract_post

URL = "https://www.example.org/news/a-post"
_CLASS = re.compile(r"^(\w+)\.([a-zA-Z_][\w-]*)$")
T = TypeVar("T")
MANY = 10_000
_FIELDS = ("title", "published", "body")


def source_of(page: bytes) -> Source:
    """Return a source whose selectors are made from the result of the generic extraction of this page."""
    draft = extract_post(page, URL)
    date = draft.evidence["published"]
    name = (date.where or "").replace('"', "")
    in_meta = {"css": [f'meta[property="{name}" i]', f'meta[name="{name}" i]'], "attr": "content"}
    box = _CLASS.match(draft.evidence["body"].where or "")
    select = {
        "title": ["h1", "title"],
        "date": in_meta if date.method == "meta" else {"css": "time", "attr": "datetime"},
        "body": [f"{box[1]}.{box[2]}", f"{box[1]}#{box[2]}"] if box else ["article", "main", "body"],
    }
    return Source.model_validate(
        {"url": "https://www.example.org/", "languages": [draft.language or "en"], "select": select}
    )


def all_match(page: bytes, source: Source) -> bool:
    """Return whether the selectors of a source match title, date and body of the page."""
    evidence = extract_post(page, URL, source).evidence
    return all(evidence[field].method == "selector" for field in _FIELDS)


def read_pages(folder: Path) -> list[bytes]:
    """Return the bytes of all pages in a folder."""
    paths = sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])
    return [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in paths]


def pages_per_second(work: Callable[[T], object], pages: Sequence[T]) -> float:
    """Return the speed of the second of two runs. The first one loads language models and tables."""
    for page in pages:
        work(page)
    start = time.process_time()
    for page in pages:
        work(page)
    return len(pages) / (time.process_time() - start)


def memory_over(pages: Sequence[bytes], count: int) -> list[tuple[int, float]]:
    """Return (pages, peak memory in MB) after a tenth of `count` pages and after `count` pages."""
    peaks = []
    for number in range(1, count + 1):
        extract_post(pages[number % len(pages)], f"{URL}-{number}")
        if number in (count // 10, count):
            peaks.append((number, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    return peaks


def main(folder: str) -> None:
    """Print the speed of each extraction, and the peak memory."""
    pages = read_pages(Path(folder))
    print(f"{len(pages)} pages of {sum(map(len, pages)) / len(pages) / 1024:.0f} KB on average")
    chosen = [(page, source_of(page)) for page in pages]
    chosen = [(page, source) for page, source in chosen if all_match(page, source)]
    gc.freeze()  # keeps the collector from walking trafilatura's data and the sources above, which a run does not have
    few = pages[:: max(1, len(pages) // 100)]  # a hundred pages are enough for trafilatura, which is slower
    report("clusterwatch, no selectors", pages_per_second(lambda page: extract_post(page, URL), pages))
    hit = f"{len(chosen)} pages"
    report(
        f"no selectors, {hit}",
        pages_per_second(lambda page: extract_post(page, URL), [page for page, _ in chosen]),
    )
    report(f"selectors, {hit}", pages_per_second(lambda one: extract_post(one[0], URL, one[1]), chosen))
    for number, megabytes in memory_over(pages, MANY):
        print(f"memory after {number:,} more pages {megabytes:8.0f} MB")
    report(
        "trafilatura",
        pages_per_second(lambda page: trafilatura.bare_extraction(page, url=URL, with_metadata=True), few),
    )


def report(name: str, speed: float) -> None:
    """Print one line of the result."""
    print(f"{name:<28}{speed:8.0f} pages/s")


if __name__ == "__main__":
    main(sys.argv[1])
