"""The rhythm of a source: the day from which a silence is improbable by its own history. Pure.

    days with posts ─► gaps in slowed time ─► tail of their distribution ─► limit in slowed time ─► a day

Slowed time counts a day of August, of the turn of the year, of a weekend or of another slow season as the part of a
day that it was in the past of the source. A gap is improbable if fewer than one in a hundred gaps are longer, and if
such a gap is expected less than once in years, since a source that publishes daily has hundreds of gaps a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate, pairwise
from math import exp, log, sqrt
from statistics import NormalDist, median

LOOK_BACK = 1100  # days of history that are used
LEAST_DAYS = 8  # days with posts that are needed; fewer show no rhythm
LEAST_SPAN = 60  # days between the first and the last of them that are needed
LONGEST = 800  # days that a limit may lie ahead

_IMPROBABLE = 0.01  # share of the gaps that are longer than the limit, at most
_ALARMS = 0.4  # false alarms that a source is expected to give in _PERIOD, at most
_PERIOD = 730  # days
_HALF_LIFE = 270  # days after which a gap weighs half, so that a source may speed up or slow down
_WEIGHTY = 20  # newest gaps that weigh at least half, however long ago they were
_TAILS = (0.1, 0.25)  # shares of the gaps that show how long a long gap is; bursts have few long gaps
_LEAST_TAIL = 8  # gaps that are at least needed for that
_FEW = 30  # with so many gaps, their tail counts as much as their mean and variance
_DOUBT = 0.5  # weight of the assumptions that gaps vary as if posts came at random, and that one issue may be left out
_OUTLIER = 2.0  # one gap may be so many times as long as the next one: a longer one was an interruption

_AUGUST, _TURN = 24, 25  # seasons; the others are the halves of months
_PRIORS = {_AUGUST: 0.4, _TURN: 0.3}  # what is assumed of a season that is not in the history
_PRIOR_WEIGHT = 3.0  # days with posts that weigh as much as this assumption
_LONG_HISTORY = 500  # days after which other slow seasons can be seen
_SURE = NormalDist().inv_cdf


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a source publishes.

    `newest` is the last day with a post, and `usual` the median number of days between two of the last days with
    posts. A post is overdue after the day `limit`, which is None if the history is too short to tell.
    """

    newest: date | None
    usual: int | None = None
    limit: date | None = None

    def is_silent(self, today: date, watched_since: date = date.min) -> bool:
        """Return whether the time without a post, since the source was first watched, is improbable."""
        if self.newest is None or self.limit is None:
            return False
        return today - max(self.newest, watched_since) > self.limit - self.newest


def rhythm(days: Iterable[date], today: date) -> Rhythm:
    """Return the rhythm of a source with posts on these days, in any order. Days after `today` are left out.

    Many posts on one day are one day, so that they do not shorten the limit.
    """
    past = sorted({day.toordinal() for day in days if day <= today})
    if not past:
        return Rhythm(None)
    active = [day for day in past if past[-1] - day <= LOOK_BACK]
    newest = date.fromordinal(past[-1])
    if len(active) < LEAST_DAYS or active[-1] - active[0] < LEAST_SPAN:
        return Rhythm(newest)
    usual = round(median(b - a for a, b in pairwise(active[-_WEIGHTY:])))
    clock = _slowed(active)
    first, last = active[0], active[-1]
    longest = _longest_gap(active, clock)
    end = last - first + 1
    ahead = next((n for n in range(end, len(clock) - 1) if clock[n + 1] - clock[end] > longest), None)
    return Rhythm(newest, max(usual, 1), None if ahead is None else date.fromordinal(first + ahead))


def _slowed(active: Sequence[int]) -> list[float]:
    """Return the slowed time at the beginning of each day from the first active one, and of LONGEST days after all."""
    first, length = active[0], active[-1] - active[0] + 1
    kinds = [_kind(day) for day in range(first, first + length + LONGEST)]
    there, posts = [0] * (_TURN + 1), [0] * (_TURN + 1)
    ends = [[0, 0], [0, 0]]  # days there and days with posts, of weekdays and of weekends
    for season, weekend in kinds[:length]:
        there[season] += 1
        ends[weekend][0] += 1
    for day in active:
        season, weekend = kinds[day - first]
        posts[season] += 1
        ends[weekend][1] += 1
    usual = range(_AUGUST)
    rate = max(sum(posts[n] for n in usual), 1) / max(sum(there[n] for n in usual), 1)
    pace = [1.0] * (_TURN + 1)
    for season, prior in _PRIORS.items():
        expected = rate * there[season]
        pace[season] = min(1.0, (posts[season] + _PRIOR_WEIGHT * prior) / (expected + _PRIOR_WEIGHT))
    if length > _LONG_HISTORY:
        for season in usual:  # the square root keeps chance from looking like a season
            seen = posts[season] + sqrt(posts[season]) + _PRIOR_WEIGHT / 2
            pace[season] = min(1.0, seen / (rate * there[season] + _PRIOR_WEIGHT / 2))
    (weekdays, on_weekdays), (weekends, on_weekends) = ends
    expected = on_weekdays / max(weekdays, 1) * weekends
    of_weekend = min(1.0, (on_weekends + _PRIOR_WEIGHT) / (expected + _PRIOR_WEIGHT))
    return list(accumulate((pace[s] * (of_weekend if weekend else 1.0) for s, weekend in kinds), initial=0.0))


@lru_cache(maxsize=8192)
def _kind(day: int) -> tuple[int, bool]:
    """Return the season of a day, and whether it is a Saturday or Sunday."""
    it = date.fromordinal(day)
    weekend = it.weekday() > 4
    if it.month == 8:
        return _AUGUST, weekend
    if (it.month, it.day) >= (12, 20) or (it.month, it.day) <= (1, 6):
        return _TURN, weekend
    return (it.month - 1) * 2 + (it.day > 15), weekend


def _longest_gap(active: Sequence[int], clock: Sequence[float]) -> float:
    """Return the longest gap that is not improbable, in slowed time."""
    first, last = active[0], active[-1]
    half_life = max(_HALF_LIFE, last - active[max(0, len(active) - 1 - _WEIGHTY)])
    gaps = sorted(
        (
            (max(clock[b - first + 1] - clock[a - first + 1], 0.01), 2.0 ** ((b - last) / half_life))
            for a, b in pairwise(active)
        ),
        reverse=True,
    )
    if gaps[0][0] > _OUTLIER * gaps[1][0]:
        gaps[0] = (_OUTLIER * gaps[1][0], gaps[0][1])
    # What happened within two years, which a gap of this weight is old, is not improbable.
    recent = [gap for gap, weight in gaps[:1] if weight >= 2.0 ** (-_PERIOD / half_life)]
    mean = sum(gap * weight for gap, weight in gaps) / sum(weight for _, weight in gaps)
    gaps = sorted([*gaps, (2 * mean, _DOUBT)], reverse=True)
    count = _effective(gaps)
    share = min(_IMPROBABLE, _ALARMS * mean / _PERIOD)
    by_tail = min(_of_tail(gaps, max(tail, _LEAST_TAIL / count), share) for tail in _TAILS)
    by_shape = _of_shape(gaps, count, share)
    weight = count / (count + _FEW)
    longest = exp(weight * log(by_tail) + (1 - weight) * log(by_shape))
    return max([longest, *recent])


def _effective(gaps: Sequence[tuple[float, float]]) -> float:
    """Return how many gaps of equal weight say as much as these, which are pairs of a gap and its weight."""
    total = sum(weight for _, weight in gaps)
    return total * total / sum(weight * weight for _, weight in gaps)


def _of_shape(gaps: Sequence[tuple[float, float]], count: float, share: float) -> float:
    """Return the gap that a `share` of the gaps exceeds in a gamma distribution of their mean and variance.

    The quantile is Wilson and Hilferty's approximation, https://doi.org/10.1073/pnas.17.12.684.
    """
    total = sum(weight for _, weight in gaps)
    mean = sum(gap * weight for gap, weight in gaps) / total
    variance = sum(weight * (gap - mean) ** 2 for gap, weight in gaps) / total
    variance = (count * variance + _DOUBT * mean * mean) / (count + _DOUBT)
    shape = mean * mean / variance
    spread = max(0.1, 1 - 1 / (9 * shape) - _SURE(share) / (3 * sqrt(shape)))
    return mean * spread * spread * spread


def _of_tail(gaps: Sequence[tuple[float, float]], tail: float, share: float) -> float:
    """Return the gap that a `share` of the gaps exceeds, if the excess of the longest ones is exponential.

    `gaps` are sorted, the longest first, and `tail` is the share of them that is looked at.
    """
    total = sum(weight for _, weight in gaps)
    reached, number = 0.0, 0
    while number < len(gaps) - 1 and reached < tail * total:
        reached += gaps[number][1]
        number += 1
    start = gaps[number][0]
    excess = sum(weight * (gap - start) for gap, weight in gaps[:number]) / reached
    return start + excess * max(0.0, log(reached / total / share))
