"""Tests of days: which of two is earlier if one of them is incomplete."""

from __future__ import annotations

from clusterwatch.dates import is_before
from clusterwatch.dates.calendar import Day, in_year
from tests.tables import each


@each(
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


@each(
    ("first", "last", "expected"),
    [
        (Day(None, 12, 28), Day(None, 1, 2), ("2026-12-28", "2027-01-02")),
        (Day(None, 5, 9), Day(None, 5, 11), ("2026-05-09", "2026-05-11")),
        (Day(None, 5, 9), None, ("2026-05-09", None)),
    ],
)
def test_the_end_of_a_range_may_be_in_the_next_year(
    first: Day, last: Day | None, expected: tuple[str, str | None]
) -> None:
    begin, end = in_year(first, last, 2026)
    assert (begin.text(), end and end.text()) == expected
