"""Measure the response times of `clusterwatch serve` for each kind of page.

    python benchmarks/growth.py 100000 --keep big.db
    python benchmarks/browse.py big.db

Pages are requested in the process, without a network. Times are wall-clock milliseconds. The first page of each kind
is requested once before the others, and has a column of its own: `serve` keeps some counts until the archive changes.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from clusterwatch.archive import Archive
from clusterwatch.browse.site import site

TIMES = 40
NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


def kinds(path: Path) -> dict[str, list[str]]:
    """Return the URLs to request for each kind of page."""
    dice = random.Random(5)
    with Archive(path, readonly=True) as archive:
        last = archive.db.execute("SELECT max(id) FROM posts").fetchone()[0]
        sources = [row[0] for row in archive.db.execute("SELECT id FROM sources")]
        ids = [dice.randint(1, last) for _ in range(TIMES)]
        bodies = [archive.db.execute("SELECT body FROM posts WHERE id = ?", [n]).fetchone()[0] for n in ids]
    return {
        "home": ["/"] * TIMES,
        "search, a word": [f"/search?q={dice.choice(b.split()).strip('.')}" for b in bodies],
        "search, two words": [f"/search?q={'+'.join(dice.sample(b.split(), 2))}" for b in bodies],
        "post": [f"/post/{n}" for n in ids],
        "source": [f"/source/{dice.choice(sources)}" for _ in range(TIMES)],
        "calls, all": ["/calls?show=all"] * TIMES,
        "bodies": ["/bodies"] * TIMES,
        "how news travels": ["/relays"] * TIMES,
        "announcements, all facets": ["/archive/announcements"] * TIMES,
        "announcements of a country": ["/archive/announcements?country=FR"] * TIMES,
    }


async def main(path: Path) -> None:
    """Print a table of response times."""
    client = site(path, lambda: NOW).client
    print("| page | first, ms | p50 ms | p95 ms |\n|---|---|---|---|")
    for kind, addresses in kinds(path).items():
        spent = []
        for address in [addresses[0], *addresses]:
            start = time.perf_counter()
            answer = await client.get(address)
            spent.append(1000 * (time.perf_counter() - start))
            assert answer.status_code == 200, address
        first, *others = spent
        others.sort()
        times = first, others[len(others) // 2], others[int(len(others) * 0.95)]
        print(f"| {kind} | {' | '.join(f'{one:.0f}' for one in times)} |", flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
