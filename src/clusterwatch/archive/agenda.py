"""Calls by their deadlines, events by their days, and days that moved: one row per story, as the views give them.

A relay tells the same call or event again. It is listed with the post of the story that was published first among those
that are wanted and state a day; the others are its further sources.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.times import stamp
from clusterwatch.models import CallState, DayKind

# As in the view `open_calls`: a call without a last day is taken as open for a year.
_UNDATED = timedelta(days=365)
PAST = frozenset({CallState.CLOSED, CallState.UNDATED})
_STORY = "coalesce(v.story, -v.post)"
_WANTED = """
(:sources IS NULL OR v.source IN (SELECT value FROM json_each(:sources))) AND (:country IS NULL OR v.country = :country)
AND (:languages IS NULL OR v.language IN (SELECT value FROM json_each(:languages)))
AND (:sector IS NULL OR EXISTS (SELECT 1 FROM json_each(s.sectors) WHERE value = :sector))
AND (:programme IS NULL OR EXISTS (
    SELECT 1 FROM mentions m WHERE m.post = v.post AND m.kind = 'programme'
    AND (m.id = :programme COLLATE NOCASE OR m.name = :programme COLLATE NOCASE)))
"""
_COLUMNS = (
    "v.*, s.name AS source_name, s.sectors, (SELECT first_seen FROM posts WHERE id = v.post) AS first_seen"
)
_CALL_ORDER = f"ORDER BY {_STORY}, v.published IS NULL, v.published, v.post, v.until IS NULL, v.until"
_CALLS = f"""
SELECT {_COLUMNS} FROM calls v JOIN sources s ON s.id = v.source
WHERE {_WANTED} AND (:since IS NULL OR {_STORY} IN (
    SELECT coalesce(w.story, -w.post) FROM calls w
    WHERE w.until >= :since OR (w.until IS NULL AND w.published >= :undated_since)))
{_CALL_ORDER}
"""
_OF_POSTS = f"""
SELECT {_COLUMNS} FROM calls v JOIN sources s ON s.id = v.source
WHERE v.post IN (SELECT value FROM json_each(?)) {_CALL_ORDER}
"""
# The place of an event is written as in its sentence (`Kokkolassa`). The mention of a town has its usual name, too.
_PLACE_NAME = """
(SELECT min(m.name) FROM mentions m WHERE m.post = v.post AND m.kind = 'place' AND m.raw = v.place) AS place_name
"""
_EVENTS = f"""
SELECT {_COLUMNS}, {_PLACE_NAME} FROM events v JOIN sources s ON s.id = v.source
WHERE {_WANTED} AND v.until >= :since AND (:last IS NULL OR v.start <= :last)
ORDER BY {_STORY}, v.start, v.published IS NULL, v.published, v.post
"""
_MOVED = f"""
SELECT v.*, s.name AS source_name FROM (
    SELECT m.kind, m.before, m.after, m.seen, m.stated, p.id AS post, p.title, p.url, p.language, p.story, p.published,
           p.first_seen, p.source, s.country
    FROM moved_days m JOIN posts p ON p.id = m.post JOIN sources s ON s.id = p.source
    WHERE m.seen > :since AND m.seen <= :until AND p.withdrawn IS NULL AND (:kind IS NULL OR m.kind = :kind)
      AND (m.kind != 'deadline' OR p.kind = 'call' OR p.kind IS NULL)
) v JOIN sources s ON s.id = v.source WHERE {_WANTED}
ORDER BY {_STORY}, v.kind, v.after, v.published IS NULL, v.published, v.post, v.seen DESC
"""
# The last days of calls, and the events. What only a month or a year is known of has no place in a calendar.
_DAYS = """
SELECT * FROM (
    SELECT v.*, {start} AS first, row_number() OVER (PARTITION BY v.post ORDER BY v.number) AS ordinal,
           s.name AS source_name, s.timezone, s.url AS home, p.first_seen, p.revision, p.last_changed, {place_name},
           p.kind IS 'call' AS is_of_call
    FROM {view} v JOIN sources s ON s.id = v.source JOIN posts p ON p.id = v.post WHERE {wanted}
) v WHERE length(first) = 10
ORDER BY {story}, {by_day} v.published IS NULL, v.published, v.post, v.number
"""
_MOVED_FROM = """
SELECT before, seen FROM moved_days WHERE post = ? AND kind = 'deadline' AND after IN (?, ? || 'T' || ?)
ORDER BY seen DESC
"""
CHOICES = {
    "country": "SELECT DISTINCT country, country FROM sources WHERE country IS NOT NULL ORDER BY 1",
    "sector": "SELECT DISTINCT value, value FROM sources, json_each(sectors) ORDER BY 1",
    "programme": (
        "SELECT id, min(name) FROM mentions WHERE kind = 'programme' AND id IS NOT NULL GROUP BY id ORDER BY 2"
    ),
}
_PROGRAMMES = "SELECT DISTINCT name FROM mentions WHERE post = ? AND kind = 'programme' ORDER BY number"


@dataclass(frozen=True, slots=True)
class Told:
    """The post that tells something first in its story, by the day of publication.

    `sources` are the names of all sources that tell it, and `first_seen` is when the first of their posts was found.
    """

    post: int
    title: str | None
    url: str
    source: str
    country: str | None
    language: str | None
    published: str | None
    first_seen: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A call with its next deadline, or its last one if all have passed.

    `opens` and `deadline` are ISO 8601 text, no more precise than written. `deadline` is None if no last day is stated.
    `until` is the last day that the deadline may mean. `deadlines` are all last days, the first first. `assumed` is
    `year` if the year of the deadline was not written. `programmes` are names. `moved_from` is the former deadline,
    with its time if it had one, if it was moved; `moved` is when that was seen.
    """

    told: Told
    state: CallState
    opens: str | None
    deadline: str | None
    until: str | None
    time: str | None
    zone: str | None
    assumed: str | None
    deadlines: tuple[str, ...]
    programmes: tuple[str, ...] = ()
    moved_from: str | None = None
    moved: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event, from the day `start` to the day `until`, which are equal for one day.

    It begins at `time`, and ends on its last day at `end_time`, if these are written. `place` is as written, and
    `place_name` its usual name if it is a town, region or country.
    """

    told: Told
    start: str
    until: str
    time: str | None
    end_time: str | None
    zone: str | None
    place: str | None
    place_name: str | None
    assumed: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A day that was moved from `before` to `after`. `seen` is when; `stated` says that the text itself tells it."""

    told: Told
    kind: DayKind
    before: str
    after: str
    seen: str
    stated: bool


@dataclass(frozen=True, slots=True)
class CalendarDay(Event):
    """A deadline or an event for a calendar.

    `number` counts those of the same kind in the post, so that a day that moves keeps it. `changed` is when the post
    last changed, and `revision` its revision. `timezone` is that of its source, and `home` the address of the source.
    `is_of_call` says that the kind of the post is `call`.
    """

    kind: DayKind
    number: int
    revision: int
    changed: str
    timezone: str | None
    home: str
    is_of_call: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Posts of these sources, of a country (ISO 3166-1) and a sector, in these languages (ISO 639-1), with a programme.

    A programme is given by its key or its usual name. None means any.
    """

    sources: Sequence[str] | None = None
    country: str | None = None
    languages: Sequence[str] | None = None
    programme: str | None = None
    sector: str | None = None

    def params(self) -> dict[str, Any]:
        """Return the values of the queries."""
        return {
            "sources": _listed(self.sources),
            "country": self.country,
            "languages": _listed(self.languages),
            "programme": self.programme,
            "sector": self.sector,
        }


def _listed(values: Sequence[str] | None) -> str | None:
    return None if values is None else json.dumps(list(values))


def choices(db: Database, name: str) -> list[tuple[str, str]]:
    """Return the values of a filter, one of CHOICES, as (value, name)."""
    return [(row[0], row[1]) for row in db.conn.execute(CHOICES[name])]


def calls(
    db: Database,
    today: date,
    states: Collection[CallState] = tuple(CallState),
    *,
    closing: date | None = None,
    closing_from: date | None = None,
    wanted: Wanted | None = None,
) -> list[Call]:
    """Return the calls that are in one of `states` on the day `today`, by their next deadline.

    Those without a last day come last. With `closing`, only those are returned whose next deadline is not after that
    day, and with `closing_from` only those whose next deadline is not before that day.
    """
    return calls_of(
        db, today, call_order(db, today, states, closing=closing, closing_from=closing_from, wanted=wanted)
    )


def call_order(
    db: Database,
    today: date,
    states: Collection[CallState],
    *,
    closing: date | None = None,
    closing_from: date | None = None,
    wanted: Wanted | None = None,
    past_last: bool = False,
) -> list[tuple[int, ...]]:
    """Return the posts of each of the calls that `calls` returns, in the same order.

    With `past_last`, those to which one cannot apply any more follow the others, the last one to close first.
    """
    coming, past = [], []
    for rows in call_rows(db, today, states, wanted or Wanted()):
        state, until = next_deadline(rows, today)
        if is_among(state, until, states, closing=closing, closing_from=closing_from):
            posts = tuple(dict.fromkeys(row["post"] for row in rows))
            if past_last and state in PAST:
                past.append((until or "", posts))
            else:
                coming.append((until is None, until or "", posts))
    return [*(posts for *_, posts in sorted(coming)), *(posts for _, posts in sorted(past, reverse=True))]


def calls_of(db: Database, today: date, order: Sequence[tuple[int, ...]]) -> list[Call]:
    """Return the calls that these posts state, in the order of their posts (see `call_order`)."""
    place = {post: number for number, posts in enumerate(order) for post in posts}
    rows = groupby(db.query(_OF_POSTS, [json.dumps(list(place))]), _story_of)
    found = [_detailed(db, _call(list(group), today)) for _, group in rows]
    return sorted(found, key=lambda call: place[call.told.post])


def call_rows(
    db: Database, today: date, states: Collection[CallState], wanted: Wanted
) -> Iterator[list[dict[str, Any]]]:
    """Yield the deadlines of each story that may have a call in one of `states`, those of its first post first."""
    is_past = not PAST.isdisjoint(states)
    params = {
        **wanted.params(),
        "since": None if is_past else today.isoformat(),
        "undated_since": (today - _UNDATED).isoformat(),
    }
    for _, rows in groupby(db.query(_CALLS, params), _story_of):
        yield list(rows)


def is_among(
    state: CallState,
    until: str | None,
    states: Collection[CallState],
    *,
    closing: date | None = None,
    closing_from: date | None = None,
) -> bool:
    """Return whether a call with this state and next deadline is wanted, see `calls`."""
    first, last = (day.isoformat() if day else None for day in (closing_from, closing))
    in_period = (not first or (until or "") >= first) and (not last or (until is not None and until <= last))
    return state in states and in_period


def next_deadline(rows: Sequence[dict[str, Any]], today: date) -> tuple[CallState, str | None]:
    """Return the state of the call that deadlines of one story state, and the last day that the next one may mean."""
    row = _next(_of_first(rows), today)
    return _state(row, today), row["until"]


def _next(deadlines: Sequence[dict[str, Any]], today: date) -> dict[str, Any]:
    coming = [row for row in deadlines if row["until"] and row["until"] >= today.isoformat()]
    endless = [row for row in deadlines if row["until"] is None]
    return (coming or endless or deadlines[-1:])[0]


def _call(rows: Sequence[dict[str, Any]], today: date) -> Call:
    deadlines = _of_first(rows)
    next_ = _next(deadlines, today)
    return Call(
        told=_told(rows),
        state=_state(next_, today),
        **{name: next_[name] for name in ("opens", "deadline", "until", "time", "zone", "assumed")},
        deadlines=tuple(dict.fromkeys(row["deadline"] for row in deadlines if row["deadline"])),
    )


def _state(row: dict[str, Any], today: date) -> CallState:
    if row["until"] and row["until"] < today.isoformat():
        return CallState.CLOSED
    if row["opens"] and row["opens"] > today.isoformat():
        return CallState.UPCOMING
    if row["until"] is None and (row["published"] or "") < (today - _UNDATED).isoformat():
        return CallState.UNDATED
    return CallState.OPEN


def _detailed(db: Database, call: Call) -> Call:
    """Add the programmes of a call, and from which day its deadline was moved."""
    post = call.told.post
    moved_ = db.conn.execute(_MOVED_FROM, [post, call.deadline, call.deadline, call.time]).fetchone()
    moved_from, seen = moved_ or (None, None)
    programmes = tuple(name for (name,) in db.conn.execute(_PROGRAMMES, [post]))
    return replace(call, programmes=programmes, moved_from=moved_from, moved=seen)


def events(
    db: Database, since: date, until: date | None = None, *, wanted: Wanted | None = None
) -> list[Event]:
    """Return the events that last on the day `since` or later, and begin on the day `until` or before."""
    params = {
        **(wanted or Wanted()).params(),
        "since": since.isoformat(),
        "last": until.isoformat() if until else None,
    }
    rows = groupby(db.query(_EVENTS, params), lambda row: (_story_of(row), row["start"]))
    found = [event for _, group in rows for event in _events(list(group))]
    return sorted(found, key=lambda event: (event.start, event.time or "", event.told.post))


def _events(rows: Sequence[dict[str, Any]]) -> Iterator[Event]:
    """Yield the events of one day of a story: all that its first post has, or one, with what other posts say of it."""
    told, own = _told(rows), _of_first(rows)
    for first in own:
        known = rows if len(own) == 1 else [first]
        placed = next((row for row in known if row["place"]), first)
        timed = next((row for row in known if row["time"]), first)
        more = {name: timed[name] for name in ("time", "end_time", "zone")}
        more |= {name: placed[name] for name in ("place", "place_name")}
        yield Event(told, first["start"], first["until"], assumed=first["assumed"], **more)


def _of_first(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of the post that comes first."""
    return [row for row in rows if row["post"] == rows[0]["post"]]


def calendar_days(
    db: Database, since: date | None = None, until: date | None = None, *, wanted: Wanted | None = None
) -> list[CalendarDay]:
    """Return deadlines of calls and events that end on the day `since` or later, and begin on `until` or before.

    The deadlines of a story are those of its first post that has any. The events of a day of a story are those of its
    first post that has any.
    """
    deadlines = _calendar_rows(db, "calls", "v.deadline", "", "NULL AS place_name", wanted)
    events_ = _calendar_rows(db, "events", "v.start", "first,", _PLACE_NAME, wanted)
    found: list[CalendarDay] = []
    for _, rows in groupby(deadlines, _story_of):
        group = list(rows)
        told = _told(group)
        found += [_calendar_day(DayKind.DEADLINE, told, row) for row in _of_first(group)]
    for _, rows in groupby(events_, lambda row: (_story_of(row), row["first"])):
        group = list(rows)
        found += [_calendar_day(DayKind.EVENT, _told(group), row) for row in _of_first(group)]
    first, last = (day.isoformat() if day else None for day in (since, until))
    return sorted(
        (d for d in found if (not first or d.until >= first) and (not last or d.start <= last)),
        key=lambda d: (d.start, d.time or "", d.told.post, d.kind, d.number),
    )


def _calendar_rows(
    db: Database, view: str, start: str, by_day: str, place_name: str, wanted: Wanted | None
) -> Iterator[dict[str, Any]]:
    sql = _DAYS.format(
        view=view, start=start, by_day=by_day, place_name=place_name, wanted=_WANTED, story=_STORY
    )
    return db.query(sql, (wanted or Wanted()).params())


def _calendar_day(kind: DayKind, told: Told, row: dict[str, Any]) -> CalendarDay:
    names = ("until", "time", "zone", "assumed", "revision", "timezone", "home")
    return CalendarDay(
        told=told,
        kind=kind,
        number=row["ordinal"],
        start=row["first"],
        place=row.get("place"),
        place_name=row["place_name"],
        end_time=row.get("end_time"),
        changed=row["last_changed"],
        is_of_call=bool(row["is_of_call"]),
        **{name: row[name] for name in names},
    )


def _story_of(row: dict[str, Any]) -> int:
    """Return the story of a row, or a number of its own if the story was not looked for yet."""
    return int(row["story"] or -row["post"])


def moved(
    db: Database,
    since: datetime,
    until: datetime,
    kind: DayKind | None = None,
    *,
    wanted: Wanted | None = None,
) -> list[Moved]:
    """Return the days of `kind`, or of all, that were moved after `since`, up to `until`; one per story and new day."""
    params = {
        **(wanted or Wanted()).params(),
        "since": stamp(since),
        "until": stamp(until),
        "kind": kind and str(kind),
    }
    rows = groupby(db.query(_MOVED, params), lambda row: (_story_of(row), row["kind"], row["after"]))
    found = [_moved(list(group)) for _, group in rows]
    return sorted(found, key=lambda one: (one.after, one.told.post))


def _moved(rows: Sequence[dict[str, Any]]) -> Moved:
    first = rows[0]
    return Moved(
        told=_told(rows),
        kind=DayKind(first["kind"]),
        **{name: first[name] for name in ("before", "after", "seen")},
        stated=bool(first["stated"]),
    )


def _told(rows: Sequence[dict[str, Any]]) -> Told:
    names = ("post", "title", "url", "source", "country", "language", "published")
    return Told(
        **{name: rows[0][name] for name in names},
        first_seen=min(row["first_seen"] for row in rows),
        sources=tuple(dict.fromkeys(row["source_name"] for row in rows)),
    )
