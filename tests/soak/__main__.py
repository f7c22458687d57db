"""Run the soak, print its report or its table. The exit code is 1 if anything is not as it should be."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.soak.report import table, text
from tests.soak.soak import soak


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--nights", type=int, default=30)
    parser.add_argument("--weeks", type=int, help="instead of --nights")
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="only faults whose name has this text")
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/reliability.md")
    parser.add_argument("--keep", type=Path, help="keep sources.yaml and archive.db in this new folder")
    parser.add_argument("--mail", action="store_true", help="print the mail of each night too")
    given = parser.parse_args()
    os.environ["CLUSTERWATCH_WORKERS"] = "0"
    nights = given.weeks * 7 if given.weeks else given.nights
    started = time.process_time()
    from tests.soak.faults import FAULTS

    faults = [fault for fault in FAULTS if given.only is None or given.only in fault.name]
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        report, runs = soak(folder, sources=given.sources, nights=nights, seed=given.seed, faults=faults)
    if given.mail:
        for night in runs.done:
            print(f"--- night {night.number}, exit code {night.code}\n{night.mail}", end="")
    print(table(report) if given.markdown else text(report))
    well = sum(one.well for one in report.injected)
    print(
        f"\n{given.sources} sources, {nights} nights, {report.posts} posts, seed {given.seed}: {well} of "
        f"{len(report.injected)} faults told as they should be, {len(report.false)} false lines, "
        f"{len(report.exits)} wrong exit codes, {len(report.differences)} posts that differ from the truth; "
        f"{time.process_time() - started:.0f} s of CPU",
        file=sys.stdout if not given.markdown else sys.stderr,
    )
    return int(not report.well)


if __name__ == "__main__":
    sys.exit(main())
