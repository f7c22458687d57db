"""A small soak: each fault is told in time and once, and its end; nothing else is told; the archive is the truth."""

from __future__ import annotations

import re
from pathlib import Path

from tests.soak.faults import FAULTS
from tests.soak.report import text
from tests.soak.soak import soak


def test_nights_with_faults(tmp_path: Path) -> None:
    report, nights = soak(tmp_path, sources=12, nights=14, seed=1)
    assert report.well, text(report)
    assert len(report.injected) >= 8
    assert len(nights.done) == 14
    assert report.posts > 120


def test_the_table_of_the_documents_has_all_kinds_of_faults() -> None:
    text = (Path(__file__).parents[2] / "docs" / "reliability.md").read_text("utf-8")
    section = text.partition("## Many nights with faults")[2].partition("\n## ")[0]
    assert re.findall(r"^\| ([^|]+) \| \d", section, re.M) == [fault.name for fault in FAULTS]
