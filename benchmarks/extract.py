"""Pages a second of the generic extraction, of one with selectors, and of trafilatura, side by side in one run.

usage: python benchmarks/extract.py FOLDER    (of *.html or *.html.gz files)

The figure with selectors is that of a site whose keeper chose them well. Every page has its own, made beforehand from
what the generic extraction found on it: the element and class of the body's box, `h1` (or `<title>`), and the meta
element of the date or else `<time>`. It is measured on the pages where all three hit, and again without selectors on
the same pages.

Needs trafilatura, which the program itself does not: pip install trafilatura
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
    """A source with selectors for this page, from what the generic extraction finds on it."""
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


def all_hit(page: bytes, source: Source) -> bool:
    """True when the selectors give title, date and body of the page."""
    evidence = extract_post(page, URL, source).evidence
    return all(evidence[field].method == "selector" for field in _FIELDS)


def read_pages(folder: Path) -> list[bytes]:
    """The bytes of all pages of a folder."""
    paths = sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])
    return [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in paths]


def pages_per_second(work: Callable[[T], object], pages: Sequence[T]) -> float:
    """The speed of the second of two runs: the first loads language models and tables."""
    for page in pages:
        work(page)
    start = time.process_time()
    for page in pages:
        work(page)
    return len(pages) / (time.process_time() - start)


def memory_over(pages: Sequence[bytes], count: int) -> list[tuple[int, float]]:
    """The most memory that the process has held (MB) after the first thousand pages, and after `count` of them."""
    held = []
    for number in range(1, count + 1):
        extract_post(pages[number % len(pages)], f"{URL}-{number}")
        if number in (count // 10, count):
            held.append((number, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    return held


def main(folder: str) -> None:
    pages = read_pages(Path(folder))
    print(f"{len(pages)} pages of {sum(map(len, pages)) / len(pages) / 1024:.0f} KB on average")
    chosen = [(page, source_of(page)) for page in pages]
    chosen = [(page, source) for page, source in chosen if all_hit(page, source)]
    gc.freeze()  # the collector would walk all that the peer has loaded and the sources above: no run carries them
    few = pages[:: max(1, len(pages) // 100)]  # a tenth of the speed: a hundred pages tell enough
    report("clusterwatch, no selectors", pages_per_second(lambda page: extract_post(page, URL), pages))
    hit = f"{len(chosen)} pages"
    report(
        f"the same on {hit}",
        pages_per_second(lambda page: extract_post(page, URL), [page for page, _ in chosen]),
    )
    report(f"selectors on {hit}", pages_per_second(lambda one: extract_post(one[0], URL, one[1]), chosen))
    for number, megabytes in memory_over(pages, MANY):
        print(f"memory after {number:,} more pages {megabytes:8.0f} MB")
    report(
        "trafilatura",
        pages_per_second(lambda page: trafilatura.bare_extraction(page, url=URL, with_metadata=True), few),
    )


def report(name: str, speed: float) -> None:
    print(f"{name:<28}{speed:8.0f} pages/s")


if __name__ == "__main__":
    main(sys.argv[1])
