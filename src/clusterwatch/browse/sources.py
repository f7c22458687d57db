"""The pages of all sources and of one source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from datasette.utils.asgi import NotFound

from clusterwatch import sentences
from clusterwatch.archive import browsing, rhythm
from clusterwatch.browse import charts, home, respond

SPARK_MONTHS = 24


async def sources(datasette: Any, request: Any) -> Any:
    """Show all sources or those in one state: since when, posts per month, and the next check; problems first."""
    now = datasette.clock()
    months = home.months(now.date(), SPARK_MONTHS)
    last_run = await datasette.ask(browsing.last_run)
    found = await datasette.ask(rhythm.rhythms)
    posts = await datasette.ask(rhythm.months_by_source, months)
    rows = [
        {**_row(row, found[row["id"]], now, last_run), "spark": charts.spark(months, posts[row["id"]])}
        for row in await datasette.ask(browsing.health)
    ]
    rows.sort(key=lambda row: (row["state"] in home.NO_TROUBLE, row["name"].casefold()))
    wanted = request.args.get("state") or ""
    context = {
        "rows": [row for row in rows if wanted in ("", row["state"])],
        "all": len(rows),
        "wanted": wanted,
        "counts": home.counts(rows),
        "in_words": sentences.of_states(home.counts(rows), home.SILENT.days),
        "months": (months[0], months[-1]),
    }
    return await respond.page(datasette, request, "sources.html", context)


def _row(
    row: Mapping[str, Any], of: rhythm.Rhythm, now: datetime, last_run: datetime | None
) -> dict[str, Any]:
    """Add to the row of a source its state for people, since when it has it, and when the source is read next."""
    state = home.state_of(row, last_run)
    started = of.since.date().isoformat() if of.since else None
    opened = min((incident.opened[:10] for incident in row["incidents"]), default=started)
    next_run = of.next_run if row["watched"] and row["enabled"] else None
    return {
        **row,
        "state": state,
        "since": {"silent": row["newest"], "disabled": None, "not watched": None}.get(state, opened),
        "next": next_run.strftime("%Y-%m-%d %H:%M") if next_run else None,
        "overdue": next_run is not None and of.is_overdue(now),
    }


async def source(datasette: Any, request: Any) -> Any:
    """Show a source with its settings, runs and posts."""
    found = await datasette.ask(browsing.source, request.url_vars["name"])
    if found is None:
        raise NotFound(f"There is no source {request.url_vars['name']} in the archive.")
    now = datasette.clock()
    of = await datasette.ask(rhythm.rhythm, found.row["id"])
    months = home.months(now.date(), home.MONTHS)
    counts = dict(found.months)
    series = [charts.Series("posts", tuple(counts.get(m, 0) for m in months))]
    title = f"Posts of {found.row['name']} per month, {months[0]} to {months[-1]}"
    context = {
        "page": found,
        "row": _row(found.row, of, now, await datasette.ask(browsing.last_run)),
        "figure": charts.figure(months, series, title),
        "shown": sum(series[0].values),
        "runs": charts.strip([(r["started"][:10], r["state"]) for r in reversed(found.runs)]),
    }
    return await respond.page(datasette, request, "source.html", context)


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/sources$", sources),
    (r"^/source/(?P<name>[a-z0-9-]+)$", source),
)
