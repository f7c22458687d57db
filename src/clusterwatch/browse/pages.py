"""The page of a post."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from datasette.utils.asgi import NotFound
from markupsafe import escape

from clusterwatch import sentences
from clusterwatch.archive import browsing
from clusterwatch.browse import cells, raw, respond, search
from clusterwatch.models import FIELDS
from clusterwatch.stories.letters import names_as_written
from clusterwatch.worddiff import word_diff

_FIELDS = tuple(field.name for field in FIELDS)


async def post(datasette: Any, request: Any) -> Any:
    """Show a post with its body, evidence, edits and relays."""
    found = await datasette.ask(browsing.post, int(request.url_vars["number"]))
    if found is None:
        raise NotFound(f"There is no post {request.url_vars['number']} in the archive.")
    sought = await search.sought_in(datasette, request, found["language"])
    context = {
        "post": found,
        "body": cells.post_body(found["body_html"], found["body"], sought),
        "title": cells.highlighted(escape(found["title"] or "(no title)"), sought),
        "edits": list(_edits(found)),
        "links": [
            (kind, heading, [row for row in found["links"] if row["kind"] == kind])
            for kind, heading in sentences.LINKS.items()
        ],
        "fields": [(f, found["evidence"][f]) for f in _FIELDS if f in found["evidence"]],
        "others": [t for t in found["story_posts"] if t.id != found["id"]],
        "first": next(iter(found["story_posts"]), None),
        "named": names_as_written(
            sorted({name for row in found["related"] for name in row["names"]}),
            f"{found['title'] or ''}\n{found['body'] or ''}",
        ),
    }
    return await respond.page(datasette, request, "post.html", context)


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/post/(?P<number>\d{1,18})$", post),
    (r"^/post/(?P<number>\d{1,18})/raw$", raw.raw),
)


def _edits(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the revisions, newest first, with the word diffs of their changed fields and where these were found."""
    states: Sequence[dict[str, Any]] = [*found["revisions"], found]
    for was, became in reversed(list(pairwise(states))):
        fields = [f for f in _FIELDS if was[f] != became[f]]
        yield {
            "number": was["revision"],
            "replaced": was["replaced"],
            "cause": was["cause"],
            "fields": [(f, word_diff(was[f], became[f]), was["evidence"].get(f)) for f in fields],
        }
