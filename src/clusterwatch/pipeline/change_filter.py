"""What of a changed page is no edit: a clock, a counter, a teaser that is another one at each visit. Pure.

A page that looks changed is fetched once more: what differs between two visits within seconds was changed by nobody.
What moves with the day only, as a line with today's date, is told by the days of the two visits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from clusterwatch.dates import parse_date
from clusterwatch.models import Draft

_TIME = re.compile(r"\b(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?\b")
_LONG = 12  # words: a line with more of them is prose, whatever days it names
_QUARTER, _SLACK = 15, 2  # minutes: zones lie on quarters of an hour; a page may be that old
_DIGITS = re.compile(r"\d+")


def filter_changes(draft: Draft, again: Draft, before: Draft, at: datetime, then: datetime) -> Draft:
    """`draft` with the values of `before` where nothing but the visit changed them.

    `draft` and `again` were read within seconds at `at`, `before` from the page kept at `then`.
    """
    out = draft
    if draft.title != again.title:
        out = replace(out, title=before.title)
    if draft.published != again.published or moves_with_the_clock(draft, before, at, then):
        out = replace(out, published=before.published, precision=before.precision)
    if draft.body and before.body and _only_noise(draft, again, before, at, then):
        out = replace(out, body=before.body)
    return out


def moves_with_the_clock(draft: Draft, before: Draft, at: datetime, then: datetime) -> bool:
    """True when the day of a post was the day of the visit, both times: the page prints today's date."""
    now, was = (draft.published or "")[:10], (before.published or "")[:10]
    return now != was and _is_day(now, at) and _is_day(was, then)


def _only_noise(draft: Draft, again: Draft, before: Draft, at: datetime, then: datetime) -> bool:
    now, same, was = (Counter((d.body or "").splitlines()) for d in (draft, again, before))
    added, gone = now - was, was - now
    for line in list(now - same):  # changed within seconds
        added.pop(line, None)
    stays = [line for line in added if not _is_clock(line, list(gone), at, then)]
    # A rotating line takes the place of another; lines that went without one coming were cut by somebody.
    return not stays and gone.total() <= (now - was).total()


def _is_clock(line: str, gone: Sequence[str], at: datetime, then: datetime) -> bool:
    """True for a short line that tells the time of the visit where another told that of the visit before."""
    if len(line.split()) > _LONG:
        return False
    shape = _DIGITS.sub("#", line)
    for other in gone:
        if _tells_day(line, at) and _tells_day(other, then):
            return True
        if shape == _DIGITS.sub("#", other) and _tells_time(line, at) and _tells_time(other, then):
            return True
    return False


def _tells_day(line: str, when: datetime) -> bool:
    read = parse_date(line, now=when)
    return read is not None and read.assumed is None and _is_day(read.value[:10], when)


def _tells_time(line: str, when: datetime) -> bool:
    minutes = [int(found[2]) for found in _TIME.finditer(line)]
    away = [abs(when.minute - minute) % _QUARTER for minute in minutes]
    return any(min(a, _QUARTER - a) <= _SLACK for a in away)


def _is_day(day: str, when: datetime) -> bool:
    """True for the day of a moment somewhere on earth."""
    return day in {(when + timedelta(hours=h)).date().isoformat() for h in (-12, 0, 14)}
