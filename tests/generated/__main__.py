"""Prints the scores of all frames and languages, and every miss.

python -m tests.generated            the tables
python -m tests.generated floors     floors.toml as the program reaches it now
"""

from __future__ import annotations

import sys

from tests.generated.floors import as_toml
from tests.generated.scoring import MEASURES, Score, by_language, readings, scores


def main(arguments: list[str]) -> None:
    if arguments == ["floors"]:
        print(as_toml(scores()), end="")
        return
    _table("frame", scores())
    _table("language", by_language())
    for reading in readings():
        if reading.notes:
            print(f"{reading.frame:26} {reading.post:44} {'; '.join(reading.notes)}")


def _table(name: str, rows: dict[str, Score]) -> None:
    print(f"{name:26}" + "".join(f"{measure:>12}" for measure in MEASURES))
    for row, score in rows.items():
        print(f"{row:26}" + "".join(f"{getattr(score, measure):12.4f}" for measure in MEASURES))
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
