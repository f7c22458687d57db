"""The additional pages: home, search, post, sources and source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from datasette.utils.asgi import NotFound

from clusterwatch import sentences
from clusterwatch.archive import browsing, query, shown_state
from clusterwatch.browse import charts, queries, raw, respond
from clusterwatch.models import FIELDS
from clusterwatch.worddiff import word_diff

_FIELDS = tuple(field.name for field in FIELDS)
MONTHS = 36  # in the charts
NEWEST = 14  # stories on the home page
HITS, MOST_HITS = 20, 200  # posts that a search shows at first and at most
_STATES = (
    "ok",
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
_NO_TROUBLE = ("ok", "quiet", "never run", "disabled", "not watched")


async def home(datasette: Any, request: Any) -> Any:
    """Show charts of the last three years, the health of the sources, and the newest stories."""
    today: date = datasette.clock().date()
    months = list(_months(today, MONTHS))
    health = [{**row, "state": shown_state(row)} for row in await datasette.ask(browsing.health)]
    counted = await datasette.ask(browsing.by_month_and_country, months[0], months[-1])
    series, by_country = charts.stacked(months, counted)
    context = {
        "totals": await datasette.ask(browsing.totals),
        "newest": await datasette.ask(browsing.newest_stories, today.isoformat(), NEWEST),
        "wide": charts.columns(months, series, "Posts by month and country, the last three years"),
        "narrow": charts.columns(
            months[-12:], [s.last(12) for s in series], "Posts by month, the last year", width=360
        ),
        "months": months,
        "series": series,
        "countries": by_country,
        "states": charts.shares([(state, sum(r["state"] == state for r in health)) for state in _STATES]),
        "of_targets": await datasette.ask(browsing.incidents_of_targets),
        "troubled": [r for r in health if r["state"] not in _NO_TROUBLE],
        "unknown": _not_acknowledged(health, today),
        "queries": queries.canned(),
    }
    return await respond.page(datasette, request, "home.html", context)


def _not_acknowledged(health: Sequence[dict[str, Any]], today: date) -> list[tuple[dict[str, Any], Any]]:
    """Return the open incidents of watched sources that are not acknowledged, with them, the worst first."""
    return [
        (row, incident)
        for row in sorted(health, key=lambda row: _STATES.index(row["state"]), reverse=True)
        if row["state"] not in _NO_TROUBLE
        for incident in row["incidents"]
        if not incident.is_acknowledged(today)
    ]


async def search(datasette: Any, request: Any) -> Any:
    """Show a search form and the results of a search."""
    params = {
        name: (request.args.get(name) or "").strip() for name in ("q", "source", "language", "since", "best")
    }
    limit = _number(request.args.get("limit"), HITS, MOST_HITS)
    sources, languages = await datasette.ask(browsing.choices)
    errors = list(_errors(params))
    hits = []
    if params["q"] and not errors:
        narrowed = {name: params[name] or None for name in ("source", "language", "since")}
        # One more than shown, to know whether there are more.
        hits = await datasette.ask(browsing.search, params["q"], limit + 1, bool(params["best"]), **narrowed)
    context = {
        "params": params,
        "hits": [(hit, list(_marked(hit))) for hit in hits[:limit]],
        "more": min(limit + 2 * HITS, MOST_HITS) if len(hits) > limit and limit < MOST_HITS else None,
        "cut": len(hits) > limit,
        "errors": errors,
        "sources": sources,
        "names": dict(sources),
        "languages": languages,
    }
    return await respond.page(datasette, request, "search.html", context)


async def post(datasette: Any, request: Any) -> Any:
    """Show a post with its body, evidence, edits and relays."""
    found = await datasette.ask(browsing.post, int(request.url_vars["number"]))
    if found is None:
        raise NotFound(f"There is no post {request.url_vars['number']} in the archive.")
    context = {
        "post": found,
        "paragraphs": (found["body"] or "").split("\n") if found["body"] else [],
        "edits": list(_edits(found)),
        "links": [
            (kind, heading, [row for row in found["links"] if row["kind"] == kind])
            for kind, heading in sentences.LINKS.items()
        ],
        "fields": [(f, found["evidence"][f]) for f in _FIELDS if f in found["evidence"]],
        "others": [t for t in found["story_posts"] if t.id != found["id"]],
        "first": next(iter(found["story_posts"]), None),
    }
    return await respond.page(datasette, request, "post.html", context)


async def source(datasette: Any, request: Any) -> Any:
    """Show a source with its settings, runs and posts."""
    found = await datasette.ask(browsing.source, request.url_vars["name"])
    if found is None:
        raise NotFound(f"There is no source {request.url_vars['name']} in the archive.")
    counts = dict(found.months)
    months = list(_months(datasette.clock().date(), MONTHS))
    series = [charts.Series("posts", tuple(counts.get(m, 0) for m in months))]
    context = {
        "page": found,
        "row": found.row,
        "state": shown_state(found.row),
        "wide": charts.columns(
            months, series, f"Posts of {found.row['name']} by month, the last three years"
        ),
        "narrow": charts.columns(
            months[-12:],
            [series[0].last(12)],
            f"Posts of {found.row['name']} by month, the last year",
            width=360,
        ),
        "months": months,
        "series": series,
        "runs": charts.strip([(r["started"][:10], r["state"]) for r in reversed(found.runs)]),
    }
    return await respond.page(datasette, request, "source.html", context)


async def sources(datasette: Any, request: Any) -> Any:
    """Show the health of all sources, those with problems first."""
    rows = [
        {
            **row,
            "state": shown_state(row),
            "since": min((incident.opened for incident in row["incidents"]), default=None),
        }
        for row in await datasette.ask(browsing.health)
    ]
    rows.sort(key=lambda row: (row["state"] in _NO_TROUBLE, row["name"].casefold()))
    return await respond.page(datasette, request, "sources.html", {"rows": rows})


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/$", home),
    (r"^/search$", search),
    (r"^/post/(?P<number>\d{1,18})$", post),
    (r"^/post/(?P<number>\d{1,18})/raw$", raw.raw),
    (r"^/sources$", sources),
    (r"^/source/(?P<name>[a-z0-9-]+)$", source),
)


def _months(today: date, count: int) -> Iterator[str]:
    """Yield the last `count` months including the current one, as in `2026-11`."""
    last = today.year * 12 + today.month - 1
    for number in range(last - count + 1, last + 1):
        yield f"{number // 12:04}-{number % 12 + 1:02}"


def _number(text: str | None, least: int, most: int) -> int:
    return max(least, min(int(text), most)) if text and text.isdecimal() and len(text) < 5 else least


def _errors(params: dict[str, str]) -> Iterator[str]:
    if params["q"] and not query(params["q"]):
        yield "The query contains no word to search for."
    yield from respond.wrong_days([params["since"]])


def _marked(hit: Any) -> Iterator[tuple[bool, str]]:
    """Yield the snippet in parts: (whether the part is a match, text)."""
    position = 0
    for start, end in hit.marks:
        yield False, hit.snippet[position:start]
        yield True, hit.snippet[start:end]
        position = end
    yield False, hit.snippet[position:]


def _edits(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the revisions, newest first, with the word diffs of their changed fields."""
    states: Sequence[dict[str, Any]] = [*found["revisions"], found]
    for was, became in reversed(list(pairwise(states))):
        fields = [f for f in _FIELDS if was[f] != became[f]]
        yield {
            "number": was["revision"],
            "replaced": was["replaced"],
            "cause": was["cause"],
            "fields": [(f, word_diff(was[f], became[f])) for f in fields],
        }
