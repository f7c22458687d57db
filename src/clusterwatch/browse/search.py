"""The page of a search: a form, the posts that are found, and facets that narrow them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

from clusterwatch import sentences
from clusterwatch.archive import (
    COUNTED,
    Facets,
    Hit,
    Selection,
    Sought,
    Suggestion,
    Translated,
    browsing,
    query,
)
from clusterwatch.browse import names, parameters, respond
from clusterwatch.models import SuggestionCode

HITS, MOST_HITS = 20, 200  # posts that are shown at first and at most
SHOWN = 8  # values of a facet
# What narrows a search, by the name of its parameter; those without a field in the form; and the facets, as far as
# their values are counted. A year is chosen by its days.
_NARROWING = {
    "source": "Source",
    "country": "Country",
    "kind": "Kind",
    "language": "Language",
    "body": "Body",
    "watch": "Saved search",
}
_HIDDEN = ("country", "kind", "body", "watch")
_FACETS = {**_NARROWING, "year": "Year"}
_DAYS = ("since", "until")
_SWITCHES = ("exact", "best", "any_language")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet with its posts, and the address of the search that it narrows.

    For a value that is chosen, `href` is the address of the search without it, and `count` is None.
    """

    name: str
    count: int | None
    href: str


def selection_of(request: Any, words: str | None) -> Selection:
    """Return the selection that the parameters of a page or feed ask for."""

    def listed(name: str) -> tuple[str, ...]:
        return tuple(filter(None, map(str.strip, request.args.getlist(name))))

    since, until = (day or None for day in parameters.read(request, *_DAYS).values())
    return Selection(
        sources=listed("source"),
        languages=listed("language"),
        since=since,
        until=until,
        countries=listed("country"),
        kinds=listed("kind"),
        bodies=listed("body"),
        watches=listed("watch"),
        words=words,
        exact=bool(request.args.get("exact")),
    )


def days_of(selection: Selection) -> list[str]:
    """Return the days of a selection."""
    return [day for day in (selection.since, selection.until) if day]


async def page(datasette: Any, request: Any) -> Any:
    """Show a search form and the results of a search."""
    params = _params(request)
    words = params.get("q", "")
    selection = replace(selection_of(request, None), exact=False)
    limit = max(parameters.number(request.args.get("limit"), HITS, MOST_HITS) or HITS, HITS)
    sources, languages = await datasette.ask(browsing.choices)
    errors = [] if query(words) or not words else ["The query contains no word to search for."]
    errors += parameters.wrong_days(days_of(selection))
    hits: list[Hit] = []
    counted = Facets({}, False)
    if words and not errors:
        how = {"exact": "exact" in params, "best": "best" in params}
        # One more than shown, to know whether there are more.
        hits = await datasette.ask(browsing.search, words, selection, **how, limit=limit + 1)
        counted = await datasette.ask(browsing.facets, words, selection, exact=how["exact"])
    others, instead = Translated([]), []
    if words and not errors and "exact" not in params:
        others = await datasette.ask(browsing.translated, words, selection, HITS)
    path = Path(datasette.get_database("archive").path)
    meanings = None if errors else await datasette.ask(browsing.meanings, path)
    alike: list[Hit] = []
    if words and meanings is not None and "any_language" in params:
        known = {hit.id for hit in (*hits, *others.hits)}
        alike = await datasette.ask(browsing.nearest, meanings, words, selection, HITS, known)
    if words and not errors and not (hits or others.hits or alike):
        instead = await datasette.ask(browsing.suggestions, words, selection, exact="exact" in params)
    context = {
        "suggestions": [
            (
                sentences.of_suggestion(one.code, one.words, one.posts, has_more=one.has_more),
                _href(_changed(params, one)),
            )
            for one in instead
        ],
        "asked": urlencode([(name, params[name]) for name in ("q", "exact") if name in params]),
        "params": params,
        "hits": _shown(hits[:limit]),
        "others": _shown(others.hits),
        "alike": _shown(alike),
        "by_meaning": sentences.BY_MEANING,
        "has_meanings": meanings is not None,
        "heading": sentences.of_translations(others.terms),
        "more": _href({**params, "limit": str(min(limit + 2 * HITS, MOST_HITS))})
        if len(hits) > limit and limit < MOST_HITS
        else None,
        "cut": len(hits) > limit,
        "errors": errors,
        "sources": sources,
        "names": dict(sources),
        "languages": languages,
        "chosen": _chosen(params, dict(sources)),
        "facets": list(_facets(counted.counts, params, dict(sources))),
        "counted": COUNTED if counted.is_partial else None,
        "hidden": {name: params[name] for name in _HIDDEN if name in params},
    }
    return await respond.page(datasette, request, "search.html", context)


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = ((r"^/search$", page),)


def _params(request: Any) -> dict[str, str]:
    found = parameters.read(request, "q", *_NARROWING, *_DAYS, *_SWITCHES)
    return {name: value for name, value in found.items() if value}


def _href(params: Mapping[str, str]) -> str:
    return f"/search?{urlencode(params)}"


def _chosen(params: Mapping[str, str], sources: Mapping[str, str]) -> list[Choice]:
    """Return the values that narrow the search, each with the address without it."""
    return [
        Choice(f"{title}: {_name(name, params[name], sources)}", None, _href(_without(params, name)))
        for name, title in _NARROWING.items()
        if name in params
    ]


def _facets(
    counts: Mapping[str, Iterable[tuple[str, int]]], params: Mapping[str, str], sources: Mapping[str, str]
) -> Iterator[tuple[str, list[Choice]]]:
    """Yield each facet that can narrow the search: its name and its most frequent values."""
    for name, title in _FACETS.items():
        values = list(counts.get(name, ()))[:SHOWN]
        is_chosen = not params.keys().isdisjoint(_DAYS if name == "year" else {name})
        if not is_chosen and len(values) > 1:
            yield (
                title,
                [
                    Choice(_name(name, value, sources), count, _href({**params, **_narrowed(name, value)}))
                    for value, count in values
                ],
            )


def _narrowed(name: str, value: str) -> dict[str, str]:
    if name == "year":
        return {"since": f"{value}-01-01", "until": f"{value}-12-31"}
    return {name: value}


def _changed(params: Mapping[str, str], suggestion: Suggestion) -> dict[str, str]:
    """Return the parameters of the search that is suggested."""
    left_out = {
        SuggestionCode.DAYS: set(_DAYS),
        SuggestionCode.FILTERS: set(_NARROWING),
        SuggestionCode.FORMS: {"exact"},
    }.get(suggestion.code, set())
    return {"q": suggestion.words} | {
        name: value for name, value in params.items() if name != "q" and name not in left_out
    }


def _without(params: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: value for other, value in params.items() if other != name}


def _name(facet: str, value: str, sources: Mapping[str, str]) -> str:
    if facet == "source":
        return sources.get(value, value)
    return {"country": names.country, "language": names.language}.get(facet, str)(value)


def _shown(hits: Iterable[Hit]) -> list[tuple[Hit, list[tuple[bool, str]]]]:
    return [(hit, list(marked(hit.snippet, hit.marks))) for hit in hits]


def marked(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[tuple[bool, str]]:
    """Yield a text in parts: (whether the part is a match, text)."""
    position = 0
    for start, end in marks:
        yield False, text[position:start]
        yield True, text[start:end]
        position = end
    yield False, text[position:]


async def sought_in(datasette: Any, request: Any, language: str | None) -> Sought | None:
    """Return what the search looks for from which a post was opened, or None if it was opened elsewhere."""
    words = parameters.read(request, "q")["q"]
    if not query(words):
        return None
    return cast(
        Sought, await datasette.ask(browsing.sought, words, language, exact=bool(request.args.get("exact")))
    )
