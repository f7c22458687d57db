"""A small soak: each fault is told in time and once, and its end; nothing else is told; the archive is the truth."""

from __future__ import annotations

from pathlib import Path

from tests.soak.report import text
from tests.soak.soak import soak


def test_nights_with_faults(tmp_path: Path) -> None:
    report, nights = soak(tmp_path, sources=12, nights=14, seed=1)
    assert report.well, text(report)
    assert len(report.injected) >= 8
    assert len(nights.done) == 14
    assert report.posts > 120
