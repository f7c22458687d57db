"""Measure the search by meaning: what it finds in eight languages, and its time as an archive grows.

    python benchmarks/any_language.py              # 60 queries in 8 languages
    python benchmarks/any_language.py 300000       # the time of a query over so many vectors

It needs the extra multilingual. The posts are those of `any_language.toml`, among the announcements of the tests of
stories in 22 languages. Recall is the share of queries with their post among the first ten. The vectors of the second
measurement are drawn at random. Times are milliseconds: CPU time of the process, and wall-clock time.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from clusterwatch.archive import Archive, Selection, nearest
from clusterwatch.stories import meaning

HERE = Path(__file__).parent
OTHERS = HERE.parent / "tests" / "stories" / "announcements.toml"
FIRST = 10  # posts in which the right one must be
QUERIES = 20  # that are timed
_USUAL = bytes((byte * 71 // 256 - 35) % 256 for byte in range(256))  # numbers as large as those of vectors


def add(archive: Archive, language: str, title: str, body: str) -> int:
    """Write a post as it is needed here, and return its number."""
    sql = (
        "INSERT INTO posts (source, url, title, body, language, first_seen, last_seen, last_changed, fingerprint) "
        "VALUES ('s', ?, ?, ?, ?, '', '', '', '')"
    )
    number = archive.db.execute(sql, [f"{language}/{title}", title, body, language]).lastrowid
    assert number is not None
    return int(number)


def recall(archive: Archive) -> None:
    """Print the recall of the queries of each language."""
    topics = tomllib.loads((HERE / "any_language.toml").read_text("utf-8"))["topics"]
    wanted = [add(archive, one["language"], one["title"], one["body"]) for one in topics]
    for one in tomllib.loads(OTHERS.read_text("utf-8"))["posts"]:
        add(archive, one["language"], one["title"], one["body"])
    rows = archive.db.execute("SELECT id, language, title, body FROM posts").fetchall()
    made = meaning.vectors([(meaning.opening(title, body), language) for _, language, title, body in rows])
    found = keep(archive, dict(zip([row[0] for row in rows], made, strict=True)))
    print(f"{len(rows)} posts, {len(topics)} queries\n\n| language | recall at {FIRST} |\n|---|---|")
    shares = []
    for language in topics[0]["queries"]:
        hits = [archive.nearest(found, one["queries"][language], Selection(), limit=FIRST) for one in topics]
        right = [post in {hit.id for hit in listed} for post, listed in zip(wanted, hits, strict=True)]
        shares.append(statistics.mean(right))
        print(f"| {language} | {shares[-1]:.2f} |", flush=True)
    print(f"| all | {statistics.mean(shares):.3f} |")


def speed(archive: Archive, size: int) -> None:
    """Print the time of a query over `size` vectors, without the engine and with it."""
    dice = random.Random(7)
    with archive.transaction():
        for number in range(size):
            add(archive, "en", f"Title {number}", "Body.")
    found = keep(archive, {n: dice.randbytes(384).translate(_USUAL) for n in range(1, size + 1)})
    vector = meaning.vector_of_query("hydrogen in ports")
    jobs = {
        "compare with all vectors": lambda: list(found.nearest(vector)),
        "search, with the engine": lambda: archive.nearest(found, "hydrogen in ports", Selection()),
    }
    print("| vectors | operation | CPU ms | wall ms |\n|---|---|---|---|")
    for name, job in jobs.items():
        spent = []
        for _ in range(QUERIES):
            cpu, wall = time.process_time(), time.perf_counter()
            job()
            spent.append((1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)))
        cpu, wall = (statistics.median(column) for column in zip(*spent, strict=True))
        print(f"| {size:,} | {name} | {cpu:.0f} | {wall:.0f} |", flush=True)


def keep(archive: Archive, vectors: dict[int, bytes]) -> nearest.Meanings:
    """Store vectors and return the memory map of them."""
    engine = meaning.current()
    if engine is None:
        raise SystemExit("pip install 'clusterwatch[multilingual]'")
    with archive.transaction():
        archive.embeddings.keep(vectors, engine)
    archive.write_meanings(engine)
    found = archive.meanings()
    assert found is not None
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db") as made:
        made.db.execute(
            "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('s', 'S', '', '', '')"
        )
        if len(sys.argv) > 1:
            speed(made, int(sys.argv[1]))
        else:
            recall(made)
