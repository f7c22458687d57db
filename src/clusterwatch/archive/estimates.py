"""Shares and medians with their intervals of 95 %, and how certainly one share is greater than another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, log, sqrt
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


PRIOR = 50  # announcements that the prior of `rise` is worth


def rise(part: int, whole: int, past_part: int, past_whole: int) -> tuple[float, float]:
    """Return the log-odds ratio of two shares, and its z score. Both are positive if the first share is greater.

    Neither `whole` nor `past_whole` is 0, nor are both parts. Both results are 0 if both shares are 1. The informative
    Dirichlet prior of Monroe, Colaresi and Quinn (Fightin' words, 2008, equations 16, 19 and 22) adds to each side
    PRIOR announcements with the share of both together: the few cases of a rare word tell little, and no share is 0.
    """
    if (part, past_part) == (whole, past_whole):
        return 0.0, 0.0
    prior = PRIOR * (part + past_part) / (whole + past_whole)
    ratio = _log_odds(part + prior, whole + PRIOR) - _log_odds(past_part + prior, past_whole + PRIOR)
    return ratio, ratio / sqrt(1 / (part + prior) + 1 / (past_part + prior))


def _log_odds(part: float, whole: float) -> float:
    return log(part / (whole - part))
