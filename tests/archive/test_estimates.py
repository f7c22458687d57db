"""Intervals of shares and medians, against published values and against their definition."""

from __future__ import annotations

from math import comb

from clusterwatch.archive.estimates import _rank, median_of, share
from tests.tables import each


# The examples of Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
@each(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_shares_have_the_interval_of_wilson(part: int, whole: int, low: float, high: float) -> None:
    found = share(part, whole)
    assert found.value == part / whole
    assert found.low is not None
    assert abs(found.low - low) < 6e-5
    assert found.high is not None
    assert abs(found.high - high) < 6e-5


def test_the_interval_of_a_median_lies_between_two_ranks() -> None:
    assert median_of([]) is None
    few = median_of([4, 1, 9, 2])
    assert few is not None
    assert (few.value, few.low, few.high) == (3.0, None, None)
    # With six values: the least and the greatest; with ten, the second from both sides.
    six, ten = median_of(range(6)), median_of(range(10, 0, -1))
    assert six is not None
    assert (six.value, six.low, six.high) == (2.5, 0.0, 5.0)
    assert ten is not None
    assert (ten.value, ten.low, ten.high) == (5.5, 2.0, 9.0)


def test_the_rank_is_the_greatest_that_holds_the_median_often_enough() -> None:
    def missed(count: int, rank: int) -> float:
        return float(2 * sum(comb(count, n) for n in range(rank)) / 2**count)

    for count in (5, 6, 7, 30, 100, 1000, 1001):
        rank = _rank(count)
        assert missed(count, rank) <= 0.05
        assert missed(count, rank + 1 + (count > 1000)) > 0.05
