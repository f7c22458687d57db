"""Tests of the days that do not fit into their listing."""

from __future__ import annotations

from clusterwatch.dates import far_from_neighbours
from tests.tables import each


@each(
    ("days", "far"),
    [
        ("2026-05-09 2026-05-02 2021-04-20 2026-04-11 2026-04-01", [2]),
        ("2026-05-09 2026-05-02 2027-12-01 2026-04-11 2026-04-01", [2]),
        ("2026-05-09 2026-05-02 - 2020-04-20 2026-04-11 2026-04-01", [3]),
        ("2019-01-01 2026-05-02 2026-04-20 2026-04-11 2026-04-01", []),  # pinned
        ("2026-05-09 2026-05-02 2025-12-20 2026-04-11 2026-04-01", []),  # not far enough
        ("2026-05-09 2021-04-20 2026-05-02 2026-04-11 2026-04-01", []),
        ("2026-05-09 2026-05-02 2026-04-11 2021-04-20 2026-04-01", []),
        ("2026-05-09 2024-05-02 2022-04-20 2020-04-11 2018-04-01", []),  # a quiet site
        ("2026-05-09 2026-05-02 2026 2026-04-11 2026-04-01", []),
        ("2026-05-09 2026-05-02 2026-02-31 2026-04-11 2026-04-01", []),
        ("", []),
    ],
)
def test_far_from_neighbours(days: str, far: list[int]) -> None:
    assert far_from_neighbours([None if day == "-" else day for day in days.split()]) == far
