"""Read the test suites of other projects with clusterwatch, and count where both agree.

usage: python -m tests.suites [-v] [--folder FOLDER] [SUITE ...]

Nothing of these projects is in the repository: pip and apt download their source packages. With --folder they are kept
there. The exit code is 1 if a suite disagrees without a reason.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.suites import feedparser_feeds, joining, miniflux, robots, sitemaps
from tests.suites.cases import Comparison, Unavailable


@dataclass(frozen=True, slots=True)
class _Suite:
    """The comparisons of one suite; `title` says whose cases they are."""

    title: str
    comparisons: Callable[[Path], Iterator[Comparison]]


SUITES = {
    "dates": _Suite("feedparser: texts of dates", feedparser_feeds.dates),
    "feedparser": _Suite("feedparser: its feeds", feedparser_feeds.comparisons),
    "miniflux": _Suite("miniflux: its feeds", miniflux.comparisons),
    "miniflux-dates": _Suite("miniflux: texts of dates", miniflux.texts_of_dates),
    "miniflux-tracking": _Suite("miniflux: tracking parameters", miniflux.tracking),
    "sitemaps": _Suite("ultimate-sitemap-parser: own files, read by both", sitemaps.comparisons),
    "joining": _Suite("web platform tests: joining addresses", joining.comparisons),
    "robots": _Suite("Google: robots.txt, tests of its parser and of its specification", robots.comparisons),
}


def main(arguments: list[str]) -> int:
    """Print the table of the suites with the reasons for differences, and each value that differs without one."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.suites",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument("-v", "--verbose", action="store_true", help="print all values that differ")
    parser.add_argument("--folder", type=Path, help="keep the downloaded sources in this folder")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.suites) - set(SUITES):
        parser.error(f"no such suite: {', '.join(sorted(unknown))}")
    reasons: list[str] = []
    failed = False
    with tempfile.TemporaryDirectory() as temporary:
        print("| suite | values | the same | differ on purpose | differ |\n|---|---:|---:|---:|---:|")
        for name in chosen.suites or SUITES:
            try:
                found = list(SUITES[name].comparisons(chosen.folder or Path(temporary)))
            except Unavailable as error:
                print(f"{name} could not be downloaded: {error}", file=sys.stderr)
                failed = True
                continue
            failed |= _show(name, found, chosen.verbose)
            reasons += _reasons(name, found)
    print("\nWhat differs on purpose:\n", *reasons, sep="\n")
    return int(failed)


def _show(name: str, found: Sequence[Comparison], verbose: bool) -> bool:
    """Print the line of a suite; return whether a value differs without a reason."""
    others = [c for c in found if not c.agrees]
    unexplained = [c for c in others if not c.reason]
    counts = (len(found), len(found) - len(others), len(others) - len(unexplained), len(unexplained))
    print(f"| {SUITES[name].title} (`{name}`) | {' | '.join(map(str, counts))} |", flush=True)
    for case in others if verbose else unexplained:
        told = f"{case.name}\n  expected {case.expected!r}\n  found    {case.found!r}\n  {case.reason}"
        print(told, file=sys.stderr)
    return bool(unexplained)


def _reasons(name: str, found: Sequence[Comparison]) -> list[str]:
    counts = Counter(c.reason for c in found if c.reason and not c.agrees)
    return [f"- `{name}`, {count}: {reason}." for reason, count in counts.most_common()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
