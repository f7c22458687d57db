"""The date of a post, chosen from all dates that the page, its address and its index give.

A date of publication wins over a date of modification. A day that two places give wins over a day that one place
gives. The day of an event or of another post is rejected. An odd date is kept and flagged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache

from clusterwatch.dates import day_in_zone, is_open, parse_date
from clusterwatch.models import Evidence, Method, ParsedDate, Reason, Rejected

_DAY = len("2019-09-10")
_EARLIEST = "1990"
# The zero of a clock, in the zones from Hawaii to Samoa, and what databases store in place of no day.
_PLACEHOLDERS = ("1970-01-01", "1969-12-31", "1900-01-01")
_ORDERS = ("DMY", "MDY", "YMD")  # of the numbers of a date; the first is the usual one
_ARCHIVE = re.compile(r"\d{4}/\d\d?/\d\d?")  # the folders of a day; a day in a slug may be an event's
_WEST, _EAST = 12, 14  # hours that zones lie behind and before UTC
_OFFSET = re.compile(r"T.*(Z|[+-]\d{2}:?\d{2})$")
_UNLABELLED = 1.1  # weight
_EVENING = "17"  # hour: newspapers publish tomorrow's edition online from then on
_UTC = ("Z", "+00:00")
_TELLS_ZONE = 0.6  # weight
_NIGHT = 4  # hours around midnight: zones of neighbours are not farther apart
_CLAIMS = 60  # claims that are read
# Metadata that is so much younger than the address comes from a move to another system.
_IMPORTED = timedelta(days=31)
_RAW = 200  # characters of a raw value that evidence keeps


class Standing(Enum):
    """How far a claim can go."""

    STATED = "stated"  # there is a reason to take it for the day of publication
    DOUBTFUL = "doubtful"  # it is taken, with a flag, if no day is stated and the best doubtful claims agree
    CANDIDATE = "candidate"  # it confirms what other places state


@dataclass(frozen=True, slots=True)
class DateClaim:
    """One place that may carry the date. `weight` is the trust in the place; `sure` claims are not outvoted.

    `excluded` is the reason why it is not a date of publication. Such a claim is only stored as evidence.
    """

    method: Method
    raw: str
    where: str
    weight: float
    modified: bool = False
    sure: bool = False
    read: ParsedDate | None = None
    excluded: Reason | None = None
    standing: Standing = Standing.STATED


@dataclass(frozen=True, slots=True)
class DateHabits:
    """How to read dates on this page: languages, likeliest first, the time zone and order of the site, the time now.

    `usual_zone` is where such a site most likely is: it decides the day of instants written in UTC while the
    site's own `timezone` is not known.
    """

    languages: tuple[str, ...] = ()
    timezone: str | None = None
    usual_zone: str | None = None
    order: str | None = None
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A claim that was read: `value` in the site's zone where there is one."""

    claim: DateClaim
    parsed: ParsedDate
    value: str


def choose_date(claims: Sequence[DateClaim], habits: DateHabits) -> tuple[Evidence, ParsedDate | None]:
    """The date most places agree on, with its evidence; the second value is None when no date was read."""
    rejected: list[Rejected] = []
    dated: list[Dated] = []
    for claim in claims[:_CLAIMS]:
        found = read_claim(claim, habits)
        if found is None:
            rejected.append(Rejected(claim.method, claim.raw[:_RAW], None, Reason.UNREADABLE))
        elif claim.excluded:
            rejected.append(Rejected(claim.method, claim.raw[:_RAW], found.value, claim.excluded))
        elif _is_placeholder(found):
            rejected.append(Rejected(claim.method, claim.raw[:_RAW], found.value, Reason.PLACEHOLDER))
        else:
            dated.append(found)
    if habits.order is None:
        dated = [_in_order(one, dated, habits) for one in dated]
    taken = _taken(dated)
    if not taken:
        rejected += [_unmarked(one) for one in dated]
        is_placeholder = any(one.reason is Reason.PLACEHOLDER for one in rejected)
        reason = Reason.PLACEHOLDER if is_placeholder else Reason.NO_DATE
        return Evidence(Method.NONE, "", None, None, reason, tuple(dict.fromkeys(rejected))), None
    best = _finer(_winner(taken, dated, habits), dated)
    losers = (other for other in dated if other is not best and not _agree(other.value, best.value))
    rejected.extend(_lost(other, best, habits) for other in losers)
    flag = _flag(best.value, habits.now)
    if best.claim.modified and not flag:
        flag = Reason.ONLY_CHANGED
    if best.claim.standing is Standing.DOUBTFUL and not flag:
        flag = Reason.UNMARKED
    evidence = Evidence(
        best.claim.method,
        best.claim.raw[:_RAW],
        best.value,
        best.claim.where,
        flag,
        tuple(dict.fromkeys(rejected)),
    )
    return evidence, best.parsed


def _taken(dated: Sequence[Dated]) -> list[Dated]:
    """The dates of which one is chosen: those that are stated, or else the best doubtful ones if they are one day."""
    stated = [one for one in dated if one.claim.standing is Standing.STATED]
    doubtful = [one for one in dated if one.claim.standing is Standing.DOUBTFUL]
    most = max((one.claim.weight for one in doubtful), default=0.0)
    doubtful = [one for one in doubtful if one.claim.weight == most]
    days = {one.value[:_DAY] for one in doubtful}
    if len(days) != 1:
        return stated
    if not stated:
        return doubtful
    whole = any(len(one.value) >= _DAY and not one.claim.modified for one in stated)
    if whole or not any(day.startswith(one.value) for one in stated for day in days):
        return stated
    # A day within the month that the address gives.
    return [*stated, *(replace(one, claim=replace(one.claim, standing=Standing.STATED)) for one in doubtful)]


def _unmarked(one: Dated) -> Rejected:
    reason = Reason.LAST_CHANGE if one.claim.modified else Reason.UNMARKED
    return Rejected(one.claim.method, one.claim.raw[:_RAW], one.value, reason)


def _in_order(one: Dated, dated: Sequence[Dated], habits: DateHabits) -> Dated:
    """A date in digits, in the order in which it is a day that another place gives: `12/03/22` and 3 December.

    An entry of a list is compared with all of the page, a date of the page with those that have only one order.
    """
    if not is_open(one.claim.raw):
        return one
    listed = one.claim.method is Method.LISTING
    others = [
        o
        for o in dated
        if o.claim.method is not one.claim.method
        and not o.claim.modified
        and o.claim.standing is Standing.STATED
        and (listed or not is_open(o.claim.raw))
    ]
    for order in _ORDERS:
        read = read_claim(replace(one.claim, read=None), replace(habits, order=order))
        if read is not None and any(
            len(o.value) >= len(read.value) and _agree(o.value, read.value) for o in others
        ):
            return read
    return one


def is_settled(claims: Sequence[DateClaim], habits: DateHabits) -> bool:
    """True when no line of the page could change the choice: a selector gives the date, or two strong claims agree."""
    methods = {claim.method for claim in claims if _is_strong(claim)}
    if len(methods) < 2 and not any(claim.sure for claim in claims):
        return False
    dated = [one for claim in claims if (one := read_claim(claim, habits)) and not _is_placeholder(one)]
    if any(one.claim.sure for one in dated):
        return True
    if _before_import(dated):
        return False
    strong: dict[str, set[str]] = {}
    for one in dated:
        if _is_strong(one.claim):
            if one.value.endswith(_UTC) or _is_near_midnight(one, habits):
                return False  # the page may show the day before or after
            strong.setdefault(one.value[:_DAY], set()).add(one.claim.method)
    return len(strong) == 1 and len(next(iter(strong.values()))) > 1


def _is_placeholder(dated: Dated) -> bool:
    return dated.value.startswith(_PLACEHOLDERS)


def _is_strong(claim: DateClaim) -> bool:
    """True for a claim of publication in a place that is trusted like the metadata of the site."""
    return claim.weight >= 1.0 and not (claim.modified or claim.excluded)


@lru_cache(maxsize=1024)
def read_text(text: str, habits: DateHabits) -> ParsedDate | None:
    """The date in a text, read with the habits of the page. Several steps read the same text."""
    return parse_date(text, habits.languages, habits.now, habits.timezone, habits.order)


def read_claim(claim: DateClaim, habits: DateHabits) -> Dated | None:
    """The claim's date as written, moved to the site's zone when it carries an offset."""
    parsed = claim.read or read_text(claim.raw, habits)
    if parsed is None:
        return None
    zone = habits.timezone or (habits.usual_zone if parsed.value.endswith(_UTC) else None)
    return Dated(claim, parsed, day_in_zone(parsed.value, zone))


def _winner(taken: list[Dated], dated: Sequence[Dated], habits: DateHabits) -> Dated:
    if (sure := next((one for one in taken if one.claim.sure), None)) is not None:
        return sure
    pool = [one for one in taken if not _flag(one.value, habits.now)] or taken
    pool = [one for one in pool if not one.claim.modified and not _repeats_change(one, pool)] or pool
    pool = [one for one in pool if len(one.value) >= _DAY] or pool
    pool = _before_import(pool) or pool
    voters = [
        *pool,
        *(one for one in dated if one.claim.standing is Standing.CANDIDATE and not one.claim.modified),
    ]

    def support(one: Dated) -> float:
        # Several places of one kind are filled from one field of the site: they count once.
        best: dict[str, float] = {}
        for other in voters:
            local = one.value if habits.timezone else one.parsed.value
            share = float(_agree(other.value, one.value) or _printed_next_day(local, other.value))
            if not share and (_same_moment(other.value, one.value) or _in_other_zone(other, one, habits)):
                # The day that the page prints, or its address has, tells the zone of an instant.
                share = 1.0 if one.claim.weight >= _TELLS_ZONE or "T" in one.value else 0.5
            if share:
                weight = share * other.claim.weight
                best[other.claim.method] = max(weight, best.get(other.claim.method, 0.0))
        return round(sum(best.values()), 3)

    return max(pool, key=lambda one: (support(one), one.claim.weight))


def _before_import(pool: Sequence[Dated]) -> list[Dated]:
    """The days in the address, if all metadata is much younger and no line of the page confirms it.

    An import into another system gives old posts the day of the import; addresses with a day keep the first one.
    """
    folders = (one for one in pool if one.claim.method is Method.URL and _ARCHIVE.fullmatch(one.claim.raw))
    address = next(folders, None)
    others = [one for one in pool if one.claim.method is not Method.URL and not one.claim.modified]
    if address is None or not others or not all(one.claim.method.states_publication for one in others):
        return []
    day = date.fromisoformat(address.value[:_DAY])
    whole = [one for one in others if len(one.value) >= _DAY]
    younger = [one for one in whole if date.fromisoformat(one.value[:_DAY]) - day >= _IMPORTED]
    return [address] if len(younger) == len(others) else []


def _finer(best: Dated, dated: Sequence[Dated]) -> Dated:
    """The same day with its time, if the metadata gives one: a line on the page seldom does."""
    if best.claim.sure:
        return best
    finer = (
        one
        for one in dated
        if one.claim.method.states_publication
        and one.claim.weight >= 1.0
        and not one.claim.modified
        and one.value[:_DAY] == best.value
        and one.parsed.precision in ("minute", "second")
    )
    return next(finer, best)


def _repeats_change(one: Dated, pool: list[Dated]) -> bool:
    """True for an unlabelled line with the day of the last change, if metadata gives the day of publication.

    A list shows the last change where its theme prints it for programs, beside a day that only readers see.
    """
    listed = one.claim.method is Method.LISTING
    if not listed and (one.claim.method not in (Method.TEXT, Method.TIME) or one.claim.weight > _UNLABELLED):
        return False
    declared = [
        o
        for o in pool
        if not o.claim.modified and o.claim.method.states_publication and (listed or o.claim.weight >= 1.0)
    ]
    if not declared or any(_agree(o.value, one.value) for o in declared):
        return False
    return any(o.claim.modified and o.value[:_DAY] == one.value[:_DAY] for o in pool)


def _agree(one: str, other: str) -> bool:
    """True when both name the same day, or the coarser one contains the finer."""
    a, b = one[:_DAY], other[:_DAY]
    return a.startswith(b) or b.startswith(a)


def _same_moment(utc: str, local: str) -> bool:
    """True when `utc`, an instant in UTC, may be what the page shows as `local`, a day earlier or later."""
    if not utc.endswith(_UTC) or "T" not in utc or len(local) < _DAY or _OFFSET.search(local):
        return False
    there = datetime.fromisoformat(utc[:16])
    if "T" in local:
        hours = (datetime.fromisoformat(local[:16]) - there).total_seconds() / 3600
        # Zones lie on quarters of an hour; a few minutes may pass between the two stamps.
        near = abs(4 * hours - round(4 * hours)) < 0.4
        return near and -_WEST <= hours <= _EAST
    days = (date.fromisoformat(local[:_DAY]) - there.date()).days
    return (days == -1 and there.hour < _WEST) or (days == 1 and there.hour >= 24 - _EAST)


def _in_other_zone(instant: Dated, day: Dated, habits: DateHabits) -> bool:
    """True when an instant in UTC is near midnight in the zone that is usual for such sites, and `day` beyond it."""
    if len(day.value) != _DAY or not _is_near_midnight(instant, habits):
        return False
    days = (date.fromisoformat(day.value) - date.fromisoformat(instant.value[:_DAY])).days
    return days == (-1 if int(instant.value[11:13]) < _NIGHT else 1)


def _is_near_midnight(instant: Dated, habits: DateHabits) -> bool:
    """True when an instant in UTC is near midnight in the usual zone, and the site's own zone is not known."""
    known = habits.timezone or not instant.parsed.value.endswith(_UTC)
    return not known and not _NIGHT <= int(instant.value[11:13]) < 24 - _NIGHT


def _printed_next_day(instant: str, day: str) -> bool:
    """True when `day` is that of the printed edition of what appeared on the web the evening before."""
    local = _OFFSET.search(instant) and not instant.endswith(_UTC)
    if len(day) != _DAY or not local or instant[11:13] < _EVENING:
        return False
    return date.fromisoformat(day) - date.fromisoformat(instant[:_DAY]) == timedelta(days=1)


def is_future(value: str, now: datetime | None) -> bool:
    """True when a date is after the day of the visit and the next, which a zone far ahead may have."""
    return (
        now is not None and value[:_DAY] > (now + timedelta(days=1)).strftime("%Y-%m-%d")[: len(value[:_DAY])]
    )


def _flag(value: str, now: datetime | None) -> Reason | None:
    if is_future(value, now):
        return Reason.FUTURE
    if value < _EARLIEST:
        return Reason.BEFORE_1990
    return None


def _lost(other: Dated, best: Dated, habits: DateHabits) -> Rejected:
    if other.claim.modified:
        reason = Reason.LAST_CHANGE
    elif best.claim.sure:
        reason = Reason.SELECTOR_DECIDES
    elif flag := _flag(other.value, habits.now):
        reason = flag
    else:
        reason = Reason.SAME_MOMENT if _same_moment(other.value, best.value) else Reason.WEAKER
    return Rejected(other.claim.method, other.claim.raw[:_RAW], other.value, reason)
