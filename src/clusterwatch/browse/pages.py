"""The pages of a search and of a post."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from datasette.utils.asgi import NotFound

from clusterwatch import sentences
from clusterwatch.archive import browsing, query
from clusterwatch.browse import raw, respond
from clusterwatch.models import FIELDS
from clusterwatch.worddiff import word_diff

_FIELDS = tuple(field.name for field in FIELDS)
HITS, MOST_HITS = 20, 200  # posts that a search shows at first and at most


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


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/search$", search),
    (r"^/post/(?P<number>\d{1,18})$", post),
    (r"^/post/(?P<number>\d{1,18})/raw$", raw.raw),
)


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
