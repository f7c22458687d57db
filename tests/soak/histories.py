"""Invented histories of sources: the days on which each published over six years, by the habits of thirteen kinds."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log

DAY = timedelta(days=1)
PAST, NIGHTS = 1460, 730  # days before the first night, and nights
BEGINNINGS = (90, 365, 730, PAST)  # days of the past that an archive has
Process = Callable[[random.Random, date], list[date]]  # the days of one past and future, from a first day on


@dataclass(frozen=True, slots=True)
class History:
    """One source: its `days` with posts, the first night, and the process that made them."""

    kind: str
    days: list[date]
    first: date
    night: date
    process: Process


def history(kind: str, seed: int) -> History:
    """Return a history of a kind. The archive begins some time before the first night."""
    rng = random.Random(f"{kind} {seed}")
    process = KINDS[kind](rng)
    first = date(2020, 1, 1) + DAY * rng.randrange(365)
    night = first + DAY * PAST
    began = night - DAY * BEGINNINGS[seed % len(BEGINNINGS)]
    days = [day for day in process(rng, first) if day >= began]
    return History(kind, days, first, night, process)


def _in_august(day: date) -> bool:
    return day.month == 8


def _at_turn(day: date) -> bool:
    return (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 6)


def _daily(rate: Callable[[date, int], float]) -> Process:
    """Return a process that publishes on each day with its own probability; its arguments are a day and its number."""

    def days(rng: random.Random, first: date) -> list[date]:
        numbered = ((first + DAY * number, number) for number in range(PAST + NIGHTS))
        return [day for day, number in numbered if rng.random() < rate(day, number)]

    return days


def _slow(day: date, august: float, turn: float) -> float:
    return august if _in_august(day) else turn if _at_turn(day) else 1.0


def _issues(every: float, spread: float, skipped: Callable[[date], float]) -> Process:
    """Return a process of issues that appear every so many days, some days early or late, if they are not skipped."""

    def days(rng: random.Random, first: date) -> list[date]:
        start = rng.random() * every
        plan = [
            first + DAY * round(start + every * n + rng.gauss(0, spread))
            for n in range(int((PAST + NIGHTS) / every))
        ]
        return sorted({day for day in plan if rng.random() > skipped(day)})

    return days


def _weekly(rng: random.Random) -> Process:
    spread, skip = rng.uniform(0.3, 1.5), rng.uniform(0, 0.12)
    return _issues(7, spread, lambda day: 0.6 if _at_turn(day) else 0.3 if _in_august(day) else skip)


def _fortnightly(rng: random.Random) -> Process:
    spread = rng.uniform(1, 4)
    return _issues(14, spread, lambda day: 0.5 if _at_turn(day) else 0.05)


def _monthly(rng: random.Random) -> Process:
    spread, skip = rng.uniform(1, 5), rng.uniform(0, 0.08)
    return _issues(30.4, spread, lambda day: 0.5 if _in_august(day) else skip)


def _at_random(rng: random.Random) -> Process:
    rate, august, turn = exp(rng.uniform(log(0.03), log(0.6))), rng.uniform(0.3, 1), rng.uniform(0.2, 0.8)
    return _daily(lambda day, _: rate * _slow(day, august, turn))


def _six_a_year(rng: random.Random) -> Process:
    rate = rng.uniform(5, 8) / 365
    return _daily(lambda *_: rate)


def _dead_august(rng: random.Random) -> Process:
    rate, turn = rng.uniform(0.1, 0.5), rng.uniform(0, 0.4)
    return _daily(lambda day, _: rate * _slow(day, 0, turn))


def _bursts(rng: random.Random) -> Process:
    every, most, shape = rng.uniform(12, 40), rng.randrange(2, 7), rng.uniform(1, 4)

    def days(rng: random.Random, first: date) -> list[date]:
        out, start, end = set(), first, first + DAY * (PAST + NIGHTS)
        while start < end:
            out |= {start + DAY * rng.randrange(5) for _ in range(1 + rng.randrange(most))}
            start += DAY * max(1, round(rng.gammavariate(shape, every / shape)))
        return sorted(out)

    return days


def _conferences(rng: random.Random) -> Process:
    rate, busy = rng.uniform(0.04, 0.15), rng.uniform(0.6, 0.95)
    months, start = (rng.randrange(3, 7), rng.randrange(9, 12)), rng.randrange(1, 22)

    def of(day: date, _: int) -> float:
        conference = day.month in months and start <= day.day < start + 8
        return busy if conference else rate * _slow(day, 0.5, 0.4)

    return _daily(of)


def _growing(rng: random.Random) -> Process:
    rate, times = rng.uniform(0.03, 0.1), rng.uniform(2, 5)
    return _daily(lambda day, n: min(0.9, rate * times ** min(1, n / PAST)) * _slow(day, 0.6, 0.5))


def _slowing(rng: random.Random) -> Process:
    rate, times = rng.uniform(0.15, 0.5), rng.uniform(2, 5)
    return _daily(lambda day, n: rate / times ** min(1, n / PAST) * _slow(day, 0.6, 0.5))


def _weekdays(rng: random.Random) -> Process:
    rate, august, turn = rng.uniform(0.5, 0.95), rng.uniform(0.3, 0.9), rng.uniform(0.1, 0.8)
    return _daily(lambda day, _: 0 if day.weekday() > 4 else rate * _slow(day, august, turn))


def _every_day(rng: random.Random) -> Process:
    rate = rng.uniform(0.7, 0.97)
    return _daily(lambda day, _: rate * (0.6 if day.weekday() > 4 else 1))


def _two_moods(rng: random.Random) -> Process:
    """Return a process that publishes much for some weeks, and then little for some weeks."""
    much = rng.uniform(0.2, 0.5)
    little = much / rng.uniform(3, 8)

    def days(rng: random.Random, first: date) -> list[date]:
        out, rate = [], much
        for number in range(PAST + NIGHTS):
            if rng.random() < 1 / 60:
                rate = little if rate == much else much
            if rng.random() < rate:
                out.append(first + DAY * number)
        return out

    return days


KINDS: dict[str, Callable[[random.Random], Process]] = {
    "weekly": _weekly,
    "fortnightly": _fortnightly,
    "monthly newsletter": _monthly,
    "at random": _at_random,
    "six a year": _six_a_year,
    "dead August": _dead_august,
    "bursts": _bursts,
    "conference weeks": _conferences,
    "growing": _growing,
    "slowing": _slowing,
    "weekdays": _weekdays,
    "every day": _every_day,
    "two moods": _two_moods,
}
