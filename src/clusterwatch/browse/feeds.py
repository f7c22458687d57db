"""Every question is a feed: the posts of a search, a source, a body or a table as Atom, JSON Feed and CSV.

Feeds begin with the posts of the last day on which some were found, so that a reader that asks daily misses none,
whenever it was published. They have the texts, and one page of a feed leads to the next (RFC 5005).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils.asgi import AsgiStream

from clusterwatch.archive import Selection, browsing, query
from clusterwatch.browse import names, parameters, respond, search
from clusterwatch.browse.alternates import PAGING, SUBJECTS
from clusterwatch.browse.metadata import tables
from clusterwatch.browse.queries import canned
from clusterwatch.export import atom, jsonfeed, table
from clusterwatch.export.feed import Feed, id_of_feed
from clusterwatch.vocab.countries import country_name

ENTRIES, MOST_ENTRIES = 100, 500  # in a page of a feed, at first and at most
_BATCH = 200  # posts of a CSV file that are in memory at once
_CSV = "text/csv; charset=utf-8"
_SHAPING = ("_shape", "_nl", "_labels")  # parameters that change the JSON of Datasette


async def of_search(datasette: Any, request: Any) -> Any:
    """Return the posts of a search, or all posts, as a feed or a table."""
    words = parameters.read(request, "q")["q"]
    if words and not query(words):
        return respond.text("The query contains no word to search for.", HTTPStatus.BAD_REQUEST)
    selection = search.selection_of(request, words or None)
    if errors := parameters.wrong_days(search.days_of(selection)):
        return respond.text(errors[0], HTTPStatus.BAD_REQUEST)
    return await _answer(datasette, request, selection, [words, *narrowed(selection)], "/search")


async def of_subject(datasette: Any, request: Any) -> Any:
    """Return the posts of a source, those that name a body, or those that a saved search finds."""
    what, name = (request.url_vars[key] for key in ("what", "name"))
    title = await datasette.ask(browsing.name_of, what, name)
    if title is None:
        kind = "saved search" if what == "watch" else what
        return respond.text(f"There is no {kind} {name} in the archive.", HTTPStatus.NOT_FOUND)
    selection = {
        "source": Selection(sources=(name,)),
        "body": Selection(bodies=(name,)),
        "watch": Selection(watches=(name,)),
    }[what]
    return await _answer(datasette, request, selection, [title], f"/{what}/{name}")


async def of_table(datasette: Any, request: Any) -> Any:
    """Return the posts in the rows of a table, view or query of Datasette, with its filters, as an Atom feed."""
    name, args = request.url_vars["table"], parse_qsl(request.query_string, keep_blank_values=True)
    path, asked = f"/archive/{name}", [(key, value) for key, value in args if key not in _SHAPING]
    asked += [("_nofacet", "1"), ("_nocount", "1")]
    columns = await datasette.get_database("archive").table_columns(name)
    if "post" in columns and not any(key.startswith("_sort") for key, _ in args):
        asked.append(("_sort_desc", "post"))
    found: dict[str, Any] = {}
    if "post" in columns or name in canned():
        answer = await datasette.client.get(f"{path}.json?{urlencode(asked)}")
        found = answer.json() if answer.status_code == HTTPStatus.OK else {}
    if "post" not in found.get("columns", ()):
        return respond.text(f"{path} has no posts for a feed.", HTTPStatus.NOT_FOUND)
    column = found["columns"].index("post")
    posts = await datasette.ask(browsing.feed_of, {row[column] for row in found["rows"] if row[column]})
    following = {"_next": found["next"]} if found.get("next") else {}
    title = (tables().get(name) or canned().get(name) or {}).get("title", name)
    values = [value for key, value in args if not key.startswith("_")]
    feed = await _feed(datasette, request, [title, *values], path, following)
    return respond.feed(request, _atom(posts, feed), atom.TYPE, _changed(posts))


async def of_nothing() -> Any:
    """Refuse a format that Datasette does not know. It would return the page."""
    return respond.text("There is no such format.", HTTPStatus.NOT_FOUND)


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/search\.(?P<format>atom|json|csv)$", of_search),
    (rf"^/(?P<what>{'|'.join(SUBJECTS)})/(?P<name>[a-z0-9-]+)\.(?P<format>atom|json|csv)$", of_subject),
    (r"^/archive/(?P<table>[^/.]+)\.atom$", of_table),
    (r"^/archive(?:\.atom|(?:/[^/.]+)?\.(?!(?:jsono?|csv|blob|atom)$)\w+)$", of_nothing),
)


async def _answer(datasette: Any, request: Any, selection: Selection, named: Sequence[str], home: str) -> Any:
    """Return the selected posts in the format of the request. `home` is the path of a page with the same posts."""
    form = request.url_vars["format"]
    if form == "csv":
        return _csv(datasette, selection, f"{home.rpartition('/')[2]}.csv")
    limit = parameters.number(request.args.get("limit"), 1, MOST_ENTRIES) or ENTRIES
    before = parameters.number(request.args.get("before"), 1, 1 << 62)
    found = await datasette.ask(browsing.feed, selection, limit + 1, before)
    posts = found[:limit]
    following = {"before": str(posts[-1]["id"])} if len(found) > limit else {}
    feed = await _feed(datasette, request, named, home, following)
    if form == "json":
        out = io.BytesIO()
        jsonfeed.write(posts, out, feed)
        return respond.feed(request, out.getvalue(), jsonfeed.TYPE, _changed(posts))
    return respond.feed(request, _atom(posts, feed), atom.TYPE, _changed(posts))


async def _feed(
    datasette: Any, request: Any, named: Sequence[str], home: str, following: Mapping[str, str]
) -> Feed:
    """Return what a feed says of itself. `following` are the parameters of its next page, if there is one."""
    args = parse_qsl(request.query_string, keep_blank_values=home.startswith("/archive/"))
    asked = sorted((k, v) for k, v in args if k not in PAGING)
    own = [(k, v) for k, v in args if k not in following]

    def address(path: str, args: Sequence[tuple[str, str]]) -> str:
        absolute: str = datasette.absolute_url(request, f"{path}?{urlencode(args)}" if args else path)
        return absolute

    return Feed(
        title=": ".join(["clusterwatch", ", ".join(filter(None, named)) or "all announcements"]),
        now=await datasette.ask(browsing.last_run) or datasette.clock(),
        # It does not depend on the name under which the reader knows this server.
        id=id_of_feed(home, urlencode(asked)),
        self_link=address(request.path, args),
        home=address(home, asked),
        next=address(request.path, [*own, *following.items()]) if following else None,
    )


def _atom(posts: Sequence[Mapping[str, Any]], feed: Feed) -> bytes:
    out = io.BytesIO()
    atom.write(posts, out, feed, updated=_changed(posts))
    return out.getvalue()


def _changed(posts: Sequence[Mapping[str, Any]]) -> str | None:
    """Return when the last of the posts changed."""
    return max((max(post["last_changed"], post["withdrawn"] or "") for post in posts), default=None)


def _csv(datasette: Any, selection: Selection, name: str) -> Any:
    """Return all selected posts as a table with the columns of `clusterwatch export csv`."""

    async def write(writer: Any) -> None:
        out = io.BytesIO()
        table.write((), out)
        before = None
        while posts := await datasette.ask(browsing.feed, selection, _BATCH, before):
            table.append(posts, out)
            await writer.write(out.getvalue().decode())
            out, before = io.BytesIO(), posts[-1]["id"]
        await writer.write(out.getvalue().decode())

    return AsgiStream(write, headers=respond.disposition(name), content_type=_CSV)


def narrowed(selection: Selection) -> list[str]:
    """Return what narrows a selection, for people."""
    countries = map(country_name, selection.countries)
    return [
        *selection.sources,
        *map(names.language, selection.languages),
        *countries,
        *selection.kinds,
        *selection.bodies,
        *selection.watches,
        *(f"{word} {day}" for word, day in (("since", selection.since), ("until", selection.until)) if day),
    ]
