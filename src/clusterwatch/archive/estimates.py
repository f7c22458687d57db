"""Shares and medians with the intervals within which the true value lies with a probability of 95 %."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, sqrt
from statistics import NormalDist, median

CONFIDENCE = 0.95
_MANY = 1000  # values from which the normal distribution is near enough
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval. `low` and `high` are None if there are too few values for one."""

    value: float
    low: float | None
    high: float | None


def share(part: int, whole: int) -> Estimate:
    """Return the share of `part` in `whole`, which is not 0, with the score interval of Wilson (1927).

    That interval stays within 0 and 1, and is right for few cases and for extreme shares (Brown, Cai and DasGupta,
    Interval estimation for a binomial proportion, 2001).
    """
    value, square = part / whole, _Z * _Z / whole
    middle = (value + square / 2) / (1 + square)
    half = _Z / (1 + square) * sqrt(value * (1 - value) / whole + square / (4 * whole))
    return Estimate(value, max(0.0, middle - half), min(1.0, middle + half))


def median_of(values: Sequence[int]) -> Estimate | None:
    """Return the median with the interval between two of the sorted values, or None if there is no value.

    As many values lie below the median as heads fall in fair throws, whatever the distribution is, so that the binomial
    distribution gives the two ranks (David and Nagaraja, Order statistics, 2003, section 7.1). It takes six values.
    """
    if not values:
        return None
    ordered = sorted(values)
    rank = _rank(len(ordered))
    if rank == 0:
        return Estimate(float(median(ordered)), None, None)
    return Estimate(float(median(ordered)), float(ordered[rank - 1]), float(ordered[-rank]))


def _rank(count: int) -> int:
    """Return the greatest rank r for which the median lies between the r-th value from below and from above; or 0."""
    if count > _MANY:
        # This is the exact rank or the one below.
        return int(count / 2 - _Z * sqrt(count) / 2)
    tail, rank = 0.0, 0
    while 2 * (tail + comb(count, rank) * 0.5**count) <= 1 - CONFIDENCE:
        tail += comb(count, rank) * 0.5**count
        rank += 1
    return rank
