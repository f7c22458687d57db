"""Measure `clusterwatch merge` on two archives of different sources.

    python benchmarks/merge.py [POSTS…]       # of each archive; 5000 50000

The posts are those of benchmarks/growth.py, with its sketches: their sentences repeat too often for real ones. Each
has a raw page of 6 KB (compressed), evidence for four fields and an address. Every hundredth post of the second archive
relays one of the first, with its text and sketch. The output is the CPU time of the command, its peak memory, and the
size of the file.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from growth import Generator

from clusterwatch import text, urls
from clusterwatch.archive import Archive
from clusterwatch.features import SKETCH
from clusterwatch.models import Draft

PAGE = 6_000  # bytes of a compressed page
FIELDS = ("title", "published", "body", "language")
BATCH = 5_000


Text = tuple[str, list[int]]  # a body and its sketch


def fill(path: Path, generator: Generator, first: int, count: int, relays: list[Text]) -> list[Text]:
    """Write an archive with posts of `count` numbers. Return the texts of some of its posts.

    Every hundredth text is one of `relays`.
    """
    dice = random.Random(first)
    texts = []
    with Archive(path) as archive:
        generator.sources(archive)
        for start in range(first, first + count, BATCH):
            with archive.transaction():
                for number in range(start + 1, min(start + BATCH, first + count) + 1):
                    source, read = generator.draft(number)
                    # Each archive has sources of its own.
                    source = f"s{int(source[1:]) // 2 * 2 + (first > 0)}"
                    body, sketch = read.body or "", [dice.getrandbits(44) for _ in range(SKETCH)]
                    if relays and number % 100 == 0:
                        body, sketch = relays[number // 100 % len(relays)]
                    elif number % 50 == 0:
                        texts.append((body, sketch))
                    _insert(archive, number - first, source, replace(read, body=body), sketch, dice)
    return texts


def _insert(
    archive: Archive,
    number: int,
    source: str,
    read: Draft,
    sketch: list[int],
    dice: random.Random,
) -> None:
    url, body, seen = read.url, read.body or "", f"{read.published}T03:00:00.000Z"
    db = archive.db.conn
    fingerprint = text.fingerprint(body)
    db.execute(
        "INSERT OR IGNORE INTO stories (id, first_post, posts, sources, fingerprint) VALUES (?, ?, 1, 1, ?)",
        [number, number, fingerprint],
    )
    db.execute(
        "INSERT INTO posts (id, source, url, title, published, precision, language, body, first_seen, last_seen, "
        "last_changed, fingerprint, story, story_by) VALUES (?, ?, ?, ?, ?, 'day', 'fr', ?, ?, ?, ?, ?, ?, 'alone')",
        [number, source, url, read.title, read.published, body, seen, seen, seen, fingerprint, number],
    )
    db.executemany("INSERT INTO sketches VALUES (?, ?)", [(one, number) for one in sketch])
    db.executemany(
        "INSERT INTO evidence (post, field, method, raw, value) VALUES (?, ?, 'generic', 'raw', 'value')",
        [(number, field) for field in FIELDS],
    )
    db.execute(
        "INSERT INTO sightings (url, post, source, status, key, first_seen, last_seen) "
        "VALUES (?, ?, ?, 'post', ?, ?, ?)",
        [url, number, source, urls.key(url), seen, seen],
    )
    db.execute(
        "INSERT INTO pages (url, fetched, status, headers, body, kind, digest, source) "
        "VALUES (?, ?, 200, '{}', ?, 'page', ?, ?)",
        [url, seen, dice.randbytes(PAGE), str(number), source],
    )


def main(sizes: list[int]) -> None:
    """Print a table with one line for each size."""
    print(
        f"| posts | CPU s | CPU ms per post | s | peak memory MB | MB | stories of several sources |\n{'|---' * 7}|"
    )
    for size in sizes:
        generator = Generator()
        with tempfile.TemporaryDirectory() as name:
            one, other, out = (Path(name) / f"{n}.db" for n in ("a", "b", "c"))
            texts = fill(one, generator, 0, size, [])
            fill(other, generator, size, size, texts)
            command = [sys.executable, "-m", "clusterwatch", "merge", one, other, "-o", out, "--json"]
            command += ["--sources", Path(name) / "sources.yaml"]
            before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        posts = result["posts"]
        print(
            f"| {posts:,} | {cpu:.1f} | {1000 * cpu / posts:.2f} | {wall:.1f} | {after.ru_maxrss / 1024:.0f} | "
            f"{result['bytes'] / 1e6:.0f} | {result['shared']} |",
            flush=True,
        )


if __name__ == "__main__":
    main([int(n) for n in sys.argv[1:]] or [5_000, 50_000])
