"""CPU time of writing a day to `checked` of all sources: `python benchmarks/catalogue_dates.py [FILE]`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from clusterwatch.config import load_sources
from clusterwatch.config.edit import change_source, set_field

FEW = 5  # sources that are changed one by one; all of them would take more than a minute


def main() -> None:
    """Print the time for all sources at once, and by extrapolation one by one."""
    path = Path(*sys.argv[1:2] or ["sources.yaml"])
    text, ids = path.read_text("utf-8"), list(load_sources(path))
    started = time.process_time()
    set_field(text, ids, "checked", "2000-01-01")
    at_once = time.process_time() - started
    started = time.process_time()
    for source_id in ids[:FEW]:
        text = change_source(text, source_id, {"checked": "2000-01-01"})
    one_by_one = (time.process_time() - started) / FEW * len(ids)
    print(f"{len(ids)} sources: {at_once:.2f} s at once, {one_by_one:.0f} s one by one")


if __name__ == "__main__":
    main()
