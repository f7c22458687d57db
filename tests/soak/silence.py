"""Silences of 91 invented sources: how many are found in time, and how many alarms are false.

    python -m tests.soak.silence [FIRST SEED]

prints a Markdown table. Each history has two years of nights. Once it runs on to its end, and each alarm is false.
Once it falls silent for good in the second year, and the silence must be found in time. In time is within 1.75
times, and three days, of the gap that one in a hundred gaps of its process exceeds at that time of
the year.
"""

from __future__ import annotations

import random
import sys
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import mean, median

from clusterwatch.pipeline.rhythm import rhythm
from tests.soak.histories import DAY, KINDS, NIGHTS, History, history

EACH = 7  # histories of a kind
FIRST_SEED = 1000
LONGER, MORE = 1.75, 3  # how late an alarm may be
_GAPS, _REPEATS, _NEAR = (
    300,
    150,
    20,
)  # gaps, and repetitions, that show what is improbable; days around the silence


@dataclass(frozen=True, slots=True)
class Result:
    """The alarms of one history. `gap` and `improbable` are days; `gap` is None if the silence was never found."""

    false: int
    gap: int | None
    improbable: int

    @property
    def in_time(self) -> bool:
        """Whether the silence was found in time."""
        return self.gap is not None and self.gap <= LONGER * self.improbable + MORE


def result(of: History, seed: int) -> Result:
    """Return the alarms of a history, without a silence and with one."""
    silent = of.night + DAY * random.Random(seed).randrange(365, 640)
    last = of.days[bisect_left(of.days, silent) - 1]
    limit = rhythm([day for day in of.days if day <= last], last).limit
    gap = (limit - last).days + 1 if limit else None
    return Result(sum(_false(of)), gap, improbable(of, last))


def _false(of: History) -> Iterator[bool]:
    """Yield for each post whether there was an alarm before it."""
    end = of.night + DAY * NIGHTS
    for number, day in enumerate(of.days[:-1], 1):
        following = of.days[number]
        if following > of.night and day < end:
            limit = rhythm(of.days[:number], day).limit
            yield limit is not None and limit < following


def improbable(of: History, last: date) -> int:
    """Return the gap after `last` that one in a hundred gaps of the process exceeds at that time of the year."""
    gaps: list[int] = []
    for seed in range(_REPEATS):
        days = of.process(random.Random(seed), of.first)
        gaps += [(b - a).days for a, b in pairwise(days) if abs((a - last).days) <= _NEAR]
        if len(gaps) >= _GAPS:
            break
    return sorted(gaps)[int(0.99 * len(gaps))]


def main(first: int) -> None:
    """Print the table."""
    print(
        "| source | found in time | days to the alarm, times the improbable gap | false alarms in two years |"
    )
    print("|---|---|---|---|")
    everything: list[Result] = []
    for kind in KINDS:
        results = [result(history(kind, seed), seed) for seed in range(first, first + EACH)]
        everything += results
        print(_row(kind, results))
    print(_row("all", everything))


def _row(name: str, results: list[Result]) -> str:
    found = sum(one.in_time for one in results)
    times = median(one.gap / one.improbable if one.gap else 99 for one in results)
    return f"| {name} | {found} of {len(results)} | {times:.2f} | {mean(one.false for one in results):.2f} |"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FIRST_SEED)
