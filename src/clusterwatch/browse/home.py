"""The home page: what is new, closes, moved and was relayed; posts by month; the health of the sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from clusterwatch import sentences
from clusterwatch.archive import Wanted, browsing, morning, shown_state
from clusterwatch.archive.announcements import LATE
from clusterwatch.archive.post_lists import ListedPost
from clusterwatch.browse import charts, names, parameters, queries, respond
from clusterwatch.models import CallState

MONTHS, YEARS = 36, 40  # in the charts, at most
LISTED = 8  # stories, calls and so on in each list
_CLOSING, _LATER = timedelta(days=14), timedelta(days=90)
NEXT = 3  # calls that close later, if none closes soon
SILENT = timedelta(days=180)  # as in the query `silent_sources`
_SINCE = {"yesterday": 1, "7 days": 7, "30 days": 30}
STATES = (
    "ok",
    "silent",
    "quiet",
    "moved",
    "degraded",
    "blocked",
    "failed",
    "dead",
    "never run",
    "disabled",
    "not watched",
)
NO_TROUBLE = ("ok", "silent", "quiet", "never run", "disabled", "not watched")


async def home(datasette: Any, request: Any) -> Any:
    """Show what is new since yesterday or another day, then a chart of all posts and the health of the sources."""
    now = datasette.clock()
    today: date = now.date()
    day = _day(request.args.get("since"), today) or today - timedelta(days=1)
    since = datetime.combine(day, time(), UTC)
    new = await datasette.ask(morning.found, since, LISTED)
    totals = await datasette.ask(browsing.totals)
    last_run = await datasette.ask(browsing.last_run)
    health = [{**row, "state": state_of(row, last_run)} for row in await datasette.ask(browsing.health)]
    period = today, today + _LATER
    coming, _ = await datasette.ask(browsing.calls, today, (CallState.OPEN,), period, Wanted())
    closing = [call for call in coming if call.until <= (today + _CLOSING).isoformat()]
    context = {
        "today": today,
        "errors": parameters.wrong_days([request.args.get("since") or ""]),
        "since": day,
        "choices": {label: today - timedelta(days=days) for label, days in _SINCE.items()},
        "listed": LISTED,
        "new": new,
        "late_days": LATE.days,
        "before": await _before(datasette, new, today),
        "closing": [(call, sentences.of_call(asdict(call))) for call in closing[:LISTED] or coming[:NEXT]],
        "is_soon": bool(closing),
        "closing_days": _CLOSING.days,
        "closing_more": max(0, len(closing) - LISTED),
        "moved": await datasette.ask(browsing.moved_deadlines, since, now, Wanted()),
        "totals": totals,
        **await _chart(datasette, request, today),
        "states": charts.shares([(state, sum(r["state"] == state for r in health)) for state in STATES]),
        "in_words": sentences.of_states(counts(health), SILENT.days),
        "of_targets": await datasette.ask(browsing.incidents_of_targets),
        "troubled": [r for r in health if r["state"] not in NO_TROUBLE],
        "unknown": _not_acknowledged(health, today),
        "queries": queries.canned(),
    }
    return await respond.page(datasette, request, "home.html", context)


async def chart_csv(datasette: Any, request: Any) -> Any:
    """Return the figures of the chart of the home page, one row per period and country, also where there are none."""
    periods = await _periods(datasette, request, datasette.clock().date())
    counted = await datasette.ask(browsing.by_period_and_country, periods[0], periods[-1])
    figures = {(period, country): posts for period, country, posts in counted}
    countries = sorted({country for _, country in figures}, key=lambda code: code or "~")
    rows = (
        (period, code or "", names.country(code), figures.get((period, code), 0))
        for period in periods
        for code in countries
    )
    return respond.csv_file((_unit(periods), "country", "name", "posts"), rows, "posts-by-period.csv")


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = ((r"^/$", home), (r"^/chart\.csv$", chart_csv))


def state_of(row: Mapping[str, Any], last_run: datetime | None) -> str:
    """Return the state of a source for people: `silent` if it is well, but published nothing for long."""
    state = shown_state(row)
    if state not in ("ok", "quiet") or not row["newest"] or not last_run:
        return state
    silent_from = last_run.date() - SILENT
    return "silent" if row["newest"] <= silent_from.isoformat() else state


def counts(health: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return the number of sources in each state that any has, given as rows with their `state`."""
    return {state: n for state in STATES if (n := sum(row["state"] == state for row in health))}


def months(today: date, count: int) -> list[str]:
    """Return the last `count` months including the current one, as in `2026-11`."""
    last = today.year * 12 + today.month - 1
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(last - count + 1, last + 1)]


def _day(text: str | None, today: date) -> date | None:
    """Return a day before today that an address names, or None."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day <= today else None


async def _before(datasette: Any, new: morning.Found, today: date) -> list[ListedPost]:
    """Return older stories that fill the list of new ones."""
    listed = {post.id for post in (*new.fresh, *new.late, *new.relayed)}
    newest = await datasette.ask(browsing.newest_stories, today.isoformat(), LISTED + len(listed))
    return [post for post in newest if post.id not in listed][
        : max(0, LISTED - len(new.fresh) - len(new.late))
    ]


async def _periods(datasette: Any, request: Any, today: date) -> list[str]:
    """Return the months of the chart, or the years if the address asks for them."""
    if request.args.get("chart") != "years":
        return months(today, MONTHS)
    this = f"{today.year:04}"
    dating = await datasette.ask(browsing.dating, this, this)
    first = max(int(dating.first_year or this), today.year - YEARS + 1)
    return [f"{year:04}" for year in range(min(first, today.year), today.year + 1)]


def _unit(periods: Sequence[str]) -> str:
    return "year" if len(periods[0]) == len("2026") else "month"


async def _chart(datasette: Any, request: Any, today: date) -> dict[str, Any]:
    """Return the chart of posts by country with its figures, and how many posts it does not show."""
    periods = await _periods(datasette, request, today)
    counted = await datasette.ask(browsing.by_period_and_country, periods[0], periods[-1])
    series, by_country = charts.stacked(periods, counted)
    unit = _unit(periods)
    title = f"Posts per {unit} by country, {periods[0]} to {periods[-1]}"
    return {
        "unit": unit,
        "figure": charts.figure(periods, series, title),
        "countries": by_country,
        "dating": sentences.of_dating(asdict(await datasette.ask(browsing.dating, periods[0], periods[-1]))),
    }


def _not_acknowledged(health: Sequence[dict[str, Any]], today: date) -> list[tuple[dict[str, Any], Any]]:
    """Return the open incidents of watched sources that are not acknowledged, with them, the worst first."""
    return [
        (row, incident)
        for row in sorted(health, key=lambda row: STATES.index(row["state"]), reverse=True)
        if row["state"] not in NO_TROUBLE
        for incident in row["incidents"]
        if not incident.is_acknowledged(today)
    ]
