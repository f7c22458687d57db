"""Measure searches with and without the forms of words, their facets, and the size of the vocabulary.

    python benchmarks/growth.py 300000 --keep big.db
    python benchmarks/search.py big.db

Times are medians in milliseconds of CPU time of the process. The invented words of `growth.py` are more alike than
those of a language, so that more of them are forms in one language and other words in another.
"""

from __future__ import annotations

import sys
from pathlib import Path

from growth import Generator, timed

from clusterwatch.archive import Archive, Selection
from clusterwatch.archive.search import facets
from clusterwatch.archive.suggestions import suggestions

TIMES = 10


def main(path: Path) -> None:
    """Print two tables."""
    words = Generator().words
    queries = {
        "common word": words[0],
        "two common words": f"{words[1]} {words[3]}",
        "middling word": words[300],
        "rare word": words[20_000],
    }
    with Archive(path) as archive:
        print("| query | as typed | with forms | facets |\n|---|---|---|---|")
        for name, query in queries.items():
            jobs = (
                lambda query=query: archive.search(query, exact=True),
                lambda query=query: archive.search(query),
                lambda query=query: facets(archive.db, query, Selection()),
            )
            spent = [f"{timed([job] * TIMES)[0]:.0f}" for job in jobs]
            print(f"| {name} | {' | '.join(spent)} |", flush=True)
        wrong = f"{words[20_000]}x {words[300]}"
        for name, job in {
            "a query that finds nothing: suggestions": lambda: suggestions(archive.db, wrong, Selection()),
            "the glossary, for hydrogen": lambda: archive.translated("hydrogen", Selection()),
        }.items():
            print(f"| {name} | | {timed([job] * TIMES)[0]:.0f} | |", flush=True)
        print("\n| table | MB |\n|---|---|")
        for name in ("words", "posts_fts%", "%"):
            sql = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE ?"
            print(f"| {name} | {archive.db.execute(sql, [name]).fetchone()[0] / 1e6:.0f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
