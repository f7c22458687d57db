"""What it costs to record what a run changes: CPU and bytes per new and per edited post.

python -m benchmarks.changes_of_runs
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.features import features_of
from clusterwatch.models import Draft, Observation

POSTS = 20_000
ROUNDS = 3  # of which the fastest counts
NOW = datetime(2026, 11, 29, tzinfo=UTC)
BODY = (
    "The cluster has chosen twelve young companies for its programme on clean shipping in the region. " * 12
)


def main() -> None:
    """Print one line per kind of post."""
    with TemporaryDirectory() as folder:
        found = {
            recorded: [_night(Path(folder) / f"{recorded}{n}.db", recorded=recorded) for n in range(ROUNDS)]
            for recorded in (False, True)
        }
    for kind, name in enumerate(("new", "edited")):
        without, with_ = (min(one[kind][0] for one in found[recorded]) for recorded in (False, True))
        print(
            f"{name}: {1e6 * without / POSTS:.0f} µs of CPU a post without, {1e6 * with_ / POSTS:.0f} µs with; "
            f"{found[True][0][kind][1] / POSTS:.0f} bytes of the file a post"
        )


def _night(path: Path, *, recorded: bool) -> list[tuple[float, int]]:
    """Return the CPU seconds and the bytes of `changes` of a run with new posts, and of one that finds them edited."""
    with Archive(path) as archive:
        with archive.transaction():
            archive.sources.register([Source(id="alpha", url="https://alpha.example.org/news")], NOW)
        measured = []
        for word in ("Title", "Other title"):
            seen = [_seen(number, word) for number in range(POSTS)]
            with archive.transaction():
                archive.runs.begin(NOW, "")
            if not recorded:
                archive.changes.run = None
            before, started = _bytes(archive), time.process_time()
            for start in range(0, POSTS, 50):
                with archive.transaction():
                    for one in seen[start : start + 50]:
                        archive.record(one, NOW)
            measured.append((time.process_time() - started, _bytes(archive) - before))
        return measured


def _seen(number: int, word: str) -> Observation:
    url = f"https://alpha.example.org/news/{number}"
    draft = Draft(url, f"{word} {number}", "2026-11-28", "day", "en", f"Number {number}. {BODY}")
    return Observation("alpha", url, replace(draft, features=features_of(draft)))


def _bytes(archive: Archive) -> int:
    sql = "SELECT sum(pgsize) FROM dbstat WHERE name IN ('changes', 'changes_post')"
    return int(archive.db.execute(sql).fetchone()[0])


if __name__ == "__main__":
    main()
