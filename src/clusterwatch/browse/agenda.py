"""The pages about what announcements say: calls, events, bodies and who is named together."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from datasette.utils.asgi import NotFound

from clusterwatch import sentences
from clusterwatch.archive import Call, Event, Period, Wanted, browsing
from clusterwatch.browse import graph, parameters, respond
from clusterwatch.export import ics
from clusterwatch.models import CallState

_FILTERS = ("country", "sector", "programme", "source")
_CLOSING = {"7d": 7, "30d": 30, "90d": 90}  # days
_ANY: Period = (None, None)
_MOVED = timedelta(days=30)
_YEAR = timedelta(days=366)
_COMING = timedelta(days=30)
_PAST = timedelta(days=90)  # what is older is left out of calendars to which programs subscribe
_MONTH = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")
_MONTH_OF_DAY = len("2026-11")  # characters of `2026-11-30` that are its month
_CALENDAR = "text/calendar; charset=utf-8"
CALLS = 100  # on a page
PAIRS = 60  # in the graph of bodies that are named together


async def calls(datasette: Any, request: Any) -> Any:
    """Show calls by their deadlines, with filters, and the deadlines that were moved in the last month."""
    now = datasette.clock()
    today: date = now.date()
    params = _params(request, "show", "closing")
    wanted = _wanted(params)
    periods = _periods(today)
    label, period = periods.get(params["closing"], ("", _ANY))
    states = tuple(CallState) if params["show"] == "all" else (CallState.OPEN,)
    first = parameters.number(request.args.get("first"), 0, 9_999_999) or 0
    found, total = await datasette.ask(browsing.calls, today, states, period, wanted, CALLS, first)
    later: list[Call] = []
    of_later = 0
    if not (params["show"] or first):
        later, of_later = await datasette.ask(
            browsing.calls, today, (CallState.UPCOMING,), period, wanted, CALLS, 0
        )
    of_periods = {name: days for name, (_, days) in periods.items()}
    counts = await datasette.ask(browsing.counted_calls, today, states, period, of_periods, wanted)
    if not total:
        # The choices stay where nothing is left, so that one can go on from there.
        some = await datasette.ask(browsing.counted_calls, today, states, _ANY, {}, wanted)
        counts = replace(counts, country=dict.fromkeys(some.country, 0), sector=dict.fromkeys(some.sector, 0))
    context = {
        "params": params,
        "errors": [
            *parameters.wrong_value("closing", params["closing"], periods),
            *parameters.wrong_value("show", params["show"], ("all",)),
        ],
        "narrowed": _narrowed(params),
        "today": today,
        "closes": label,
        "calls": [*map(_told, found)],
        "later": [*map(_told, later)],
        "of_later": of_later,
        "total": total,
        "first": first,
        "pages": [
            (name, n) for name, n in (("Previous", first - CALLS), ("Next", first + CALLS)) if 0 <= n < total
        ],
        "moved": await datasette.ask(browsing.moved_deadlines, now - _MOVED, now, wanted),
        "choices": await datasette.ask(browsing.agenda_choices),
        "counts": counts,
        "periods": {name: label for name, (label, _) in periods.items()},
    }
    return await respond.page(datasette, request, "calls.html", context)


def _told(call: Call) -> tuple[Call, str, str | None]:
    """Return a call, and what is said of its deadline and of its move."""
    return call, sentences.of_call(asdict(call)), sentences.of_move(asdict(call))


def _periods(today: date) -> dict[str, tuple[str, Period]]:
    """Return the periods in which calls close, by their name in addresses: what people call it, and its days."""
    month = _month_of(today)
    following = _month_of(month[1] + timedelta(days=1))
    within = {
        name: (f"within {days} days", (today, today + timedelta(days=days)))
        for name, days in _CLOSING.items()
    }
    return {
        "7d": within.pop("7d"),
        "month": (f"this month, {today:%B %Y}", month),
        "next-month": (f"next month, {following[0]:%B %Y}", following),
        **within,
        "": ("at any time", _ANY),
    }


def _month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month of a day."""
    first = day.replace(day=1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


async def events(datasette: Any, request: Any) -> Any:
    """Show the events of a month as a sheet of a calendar, and as a list: without a month, that of the next event.

    Below those of the month of today stand those of the next 30 days.
    """
    today: date = datasette.clock().date()
    params = _params(request, "month")
    month = params["month"]
    if not _MONTH.fullmatch(month):
        ahead = await datasette.ask(browsing.events, today, today + _YEAR, _wanted(params))
        month = max([*(event.start for event in ahead[:1]), f"{today}"])[:_MONTH_OF_DAY]
    first, last = _month_of(date.fromisoformat(f"{month}-01"))
    found = await datasette.ask(browsing.events, first, last, _wanted(params))
    is_this_month = first <= today <= last
    following: list[Event] = []
    if not found or is_this_month:
        following = await datasette.ask(
            browsing.events, last + timedelta(days=1), last + _YEAR, _wanted(params)
        )
    # At the end of a month its sheet has little to come.
    soon = f"{today + _COMING}"
    coming = [e for e in following if f"{last}" < e.start <= soon] if is_this_month else []
    context = {
        "params": params,
        "errors": []
        if month == params["month"]
        else parameters.wrong_value("month", params["month"], ("YYYY-MM",)),
        "following": following[0].start if following and not (found or coming) else None,
        "narrowed": _narrowed(params),
        "month": month,
        "heading": f"{first:%B %Y}",
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{last + timedelta(days=1):%Y-%m}",
        "today": today,
        "weeks": list(_weeks(first, found)),
        "events": [(event, sentences.of_event(asdict(event))) for event in found],
        "coming": [(event, sentences.of_event(asdict(event))) for event in coming],
        "choices": await datasette.ask(browsing.agenda_choices),
    }
    return await respond.page(datasette, request, "events.html", context)


async def calls_ics(datasette: Any, request: Any) -> Any:
    """Return the deadlines and events of the same filters, and of the last and coming days, as a calendar."""
    params = _params(request)
    since = datasette.clock().date() - _PAST
    days = await datasette.ask(browsing.calendar_days, since, _wanted(params))
    out = io.BytesIO()
    narrowed = ", ".join(value for value in params.values() if value)
    ics.write(days, out, title=f"clusterwatch: {narrowed or 'calls and events'}")
    return respond.file(out.getvalue(), _CALENDAR, "calls.ics")


async def bodies(datasette: Any, request: Any) -> Any:
    """Show which bodies are named, and a graph of those that are named together."""
    found, pairs = await datasette.ask(browsing.bodies, PAIRS)
    context = {"bodies": found, "pairs": pairs, "graph": graph.circle(pairs) if pairs else None}
    return await respond.page(datasette, request, "bodies.html", context)


async def body(datasette: Any, request: Any) -> Any:
    """Show who names a body, and whom it names."""
    found = await datasette.ask(browsing.body, request.url_vars["name"])
    if found is None:
        raise NotFound(f"No post names {request.url_vars['name']}.")
    return await respond.page(datasette, request, "body.html", {"page": found})


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/calls$", calls),
    (r"^/events$", events),
    (r"^/calls\.ics$", calls_ics),
    (r"^/bodies$", bodies),
    (r"^/body/(?P<name>[a-z0-9-]+)$", body),
)


def _params(request: Any, *more: str) -> dict[str, str]:
    return parameters.read(request, *_FILTERS, *more)


def _narrowed(params: dict[str, str]) -> dict[str, str]:
    return {name: params[name] for name in _FILTERS}


def _wanted(params: dict[str, str]) -> Wanted:
    return Wanted(
        sources=(params["source"],) if params["source"] else None,
        country=params["country"].upper() or None,
        programme=params["programme"] or None,
        sector=params["sector"] or None,
    )


def _weeks(first: date, found: Sequence[Event]) -> Iterator[list[tuple[date, list[Event]]]]:
    """Yield the weeks of a month from Monday: each day with its events, those of which the day is known."""
    exact = [event for event in found if len(event.start) == len("2026-11-29")]
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        yield [(day, [e for e in exact if e.start <= day.isoformat() <= e.until]) for day in week]
