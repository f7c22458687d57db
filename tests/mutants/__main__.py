"""python -m tests.mutants [AREA…] [--all] [--limit N] [--again FILE] [--list]: which deliberate faults go unnoticed?"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutants.areas import AREAS, Area, load_areas
from tests.mutants.faults import Fault, faults_of
from tests.mutants.listed import EQUIVALENT, Key, entry, key, load_equivalent, printed, stale
from tests.mutants.trial import LEAST, Broken, try_faults, warm_up

LIMIT = 60  # faults per area, unless --all is given
SEED = 12


@dataclass
class Tally:
    """What became of the faults of one area."""

    listed: int = 0
    killed: int = 0
    survivors: list[Fault] = field(default_factory=list)

    def line(self, name: str, seconds: float) -> str:
        tried = self.killed + len(self.survivors)
        rate = 100 * self.killed / tried if tried else 100.0
        return (
            f"{name:12} {tried:5} tried {self.killed:5} noticed {len(self.survivors):4} survive"
            f" {rate:6.1f} %  {self.listed:3} listed as equivalent  {seconds:6.1f} s"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    root = Path.cwd()
    sys.path[:0] = [str(root / "src"), str(root)]
    areas = load_areas(options.areas, root)
    if unknown := set(options.area) - set(areas):
        print(f"unknown area {', '.join(sorted(unknown))}; choose from {', '.join(areas)}", file=sys.stderr)
        return 2
    chosen = [areas[name] for name in options.area or areas]
    faults = {area.name: [fault for path in area.files for fault in faults_of(path)] for area in chosen}
    listed = load_equivalent(options.equivalent)
    files = {path.relative_to(root).as_posix() for area in chosen for path in area.files}
    if gone := stale(
        [each for each in listed if each[0] in files], [f for each in faults.values() for f in each], root
    ):
        print("listed as equivalent, but no longer in the source:", *gone, sep="\n  ", file=sys.stderr)
        return 2
    again = printed(options.again) if options.again else None
    if not options.list:
        warm_up(options.package)
    survivors = 0
    for area in chosen:
        if again is not None:
            sample = [fault for fault in faults[area.name] if key(fault, root) in again]
        else:
            sample = _sample(area.name, faults[area.name], None if options.all else options.limit)
        if options.list:
            print(*(f"{_place(fault, root)}: {fault.before} → {fault.after}" for fault in sample), sep="\n")
            continue
        try:
            survivors += len(_try(area, sample, listed, root, options.least).survivors)
        except Broken as error:
            print(error, file=sys.stderr)
            return 2
    return 1 if survivors else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("area", nargs="*", help="areas of areas.toml (default: all)")
    parser.add_argument("--all", action="store_true", help="try every fault, not a sample")
    parser.add_argument("--limit", type=int, default=LIMIT, help=f"faults per area (default: {LIMIT})")
    parser.add_argument(
        "--again", type=Path, metavar="FILE", help="try the survivors that an earlier run printed"
    )
    parser.add_argument("--list", action="store_true", help="print the faults and try none")
    parser.add_argument("--areas", type=Path, default=AREAS, help="another table of areas")
    parser.add_argument(
        "--equivalent", type=Path, default=EQUIVALENT, help="another list of equivalent faults"
    )
    parser.add_argument(
        "--least", type=int, default=LEAST, metavar="SECONDS", help="CPU time that every trial may take"
    )
    parser.add_argument("--package", default="clusterwatch", help="the package that the areas belong to")
    return parser.parse_args(arguments)


def _sample(name: str, faults: Sequence[Fault], limit: int | None) -> list[Fault]:
    """The same faults on every run, in the order of the source."""
    if limit is None or limit >= len(faults):
        return list(faults)
    chosen = random.Random(f"{SEED} {name}").sample(range(len(faults)), limit)
    return [faults[place] for place in sorted(chosen)]


def _try(area: Area, faults: Sequence[Fault], listed: dict[Key, str], root: Path, least: int) -> Tally:
    tally, begun = Tally(), time.monotonic()

    def tell(fault: Fault, noticed: bool, tests: int) -> None:
        if noticed:
            tally.killed += 1
        else:
            tally.survivors.append(fault)
            print(f"# {_place(fault, root)}: {tests} tests run this line\n{entry(fault, root)}", flush=True)

    open_ = [fault for fault in faults if key(fault, root) not in listed]
    tally.listed = len(faults) - len(open_)
    try_faults(area, open_, tell, least)
    print(tally.line(area.name, time.monotonic() - begun), flush=True)
    return tally


def _place(fault: Fault, root: Path) -> str:
    inside = f" in {fault.inside[0]}" if fault.inside else ""
    return f"{fault.path.relative_to(root)}:{fault.lines[0]}{inside}"


if __name__ == "__main__":
    sys.exit(main())
