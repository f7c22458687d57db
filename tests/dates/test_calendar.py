"""Tests of days: which of two is earlier if one of them is incomplete."""

from __future__ import annotations

import pytest

from clusterwatch.dates import is_before


@pytest.mark.parametrize(
    ("published", "before"),
    [
        ("2019", True),
        ("2020", False),  # perhaps in December
        ("2020-02", True),
        ("2020-03", False),
        ("2020-04", False),
        ("2020-03-14", True),
        ("2020-03-15", False),
        ("2020-03-14T23:59", True),
        ("2020-03-15T00:00", False),
        ("2020-03-14T23:59:59+01:00", True),
    ],
)
def test_a_date_is_before_a_day_if_no_part_of_it_is_on_or_after_that_day(
    published: str, before: bool
) -> None:
    assert is_before(published, "2020-03-15") is before
