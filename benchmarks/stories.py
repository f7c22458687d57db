"""Measure the accuracy of stories over labelled pairs of texts, and the cost of one more post as the archive grows.

python benchmarks/stories.py [POSTS…]        # 10000 100000 1000000
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from clusterwatch.archive import Archive
from clusterwatch.features import SKETCH, sketch
from clusterwatch.stories.similarity import SHARED, similarity
from tests.archive.story_pairs import pairs

PROBES = 300
BOILERPLATE = (
    "the members of the network work together for an industry that needs less energy and fewer journeys"
)


def accuracy() -> None:
    """Print precision and recall over the labelled pairs, and the kinds of pairs with errors."""
    counted: Counter[tuple[int, bool, bool]] = Counter()
    missed: Counter[str] = Counter()
    for pair in pairs():
        shared = set(sketch(pair.one.body)) & set(sketch(pair.other.body))
        joined = len(shared) >= SHARED and similarity(pair.one, pair.other) > 0
        counted[pair.half, pair.same, joined] += 1
        missed[pair.kind] += joined != pair.same
    print("| half | pairs | precision | recall |\n|---|---|---|---|")
    for half, name in ((0, "tuned on"), (1, "held out")):
        right, wrong, lost = counted[half, True, True], counted[half, False, True], counted[half, True, False]
        total = sum(n for (h, _, _), n in counted.items() if h == half)
        print(f"| {name} | {total} | {right / (right + wrong):.3f} | {right / (right + lost):.3f} |")
    print("\nwrong:", {kind: n for kind, n in missed.items() if n} or "none", "\n")


def growth(sizes: list[int]) -> None:
    """Print the milliseconds and the bytes per post for each size of the archive."""
    print("| posts | ms per post | bytes of sketches per post |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db") as archive:
        dice = random.Random(3)
        archive.db.execute(
            "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('s', 's', '/', '', '')"
        )
        archive.db.execute(
            "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('t', 't', '/', '', '')"
        )
        have = 0
        for size in sorted(sizes):
            with archive.transaction():
                fill(archive, dice, have, size)
            have = size
            used = archive.db.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'sketches%'"
            ).fetchone()[0]
            print(f"| {size:,} | {probe(archive, dice):.2f} | {used / size:.0f} |", flush=True)


def fill(archive: Archive, dice: random.Random, first: int, last: int) -> None:
    """Write posts that have a sketch but no text. One in ten shares the hashes of a common phrase."""
    common = sketch(f"{BOILERPLATE} " * 3)[:4]
    for number in range(first + 1, last + 1):
        archive.db.execute(
            "INSERT INTO posts (id, source, url, first_seen, last_seen, last_changed, fingerprint, story, story_by) "
            "VALUES (?, 's', ?, '', '', '', '', NULL, 'alone')",
            [number, f"/{number}"],
        )
        hashes = {dice.getrandbits(44) for _ in range(SKETCH)} | set(common if number % 10 == 0 else ())
        archive.db.conn.executemany("INSERT INTO sketches VALUES (?, ?)", [(h, number) for h in hashes])


def probe(archive: Archive, dice: random.Random) -> float:
    """Return the CPU time for finding the story of a new post, in milliseconds."""
    texts = [
        f"{BOILERPLATE} " + " ".join(f"w{dice.randint(1, 9999)}" for _ in range(200)) for _ in range(PROBES)
    ]
    archive.db.execute("BEGIN")
    ids = []
    for number, text in enumerate(texts):
        sql = (
            "INSERT INTO posts (source, url, body, first_seen, last_seen, last_changed, fingerprint) "
            "VALUES ('t', ?, ?, '', '', '', '')"
        )
        ids.append(archive.db.execute(sql, [f"/probe/{number}", text]).lastrowid)
    start = time.process_time()
    for post in ids:
        archive.stories.place([post])
    spent = time.process_time() - start
    archive.db.rollback()
    return 1000 * spent / PROBES


if __name__ == "__main__":
    accuracy()
    growth([int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000])
