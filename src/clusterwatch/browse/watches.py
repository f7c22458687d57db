"""The pages of the saved searches of sources.yaml."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette.utils.asgi import NotFound

from clusterwatch.archive import Selection, browsing
from clusterwatch.browse import feeds, respond

NEWEST = 50  # posts on the page of a saved search


async def watches(datasette: Any, request: Any) -> Any:
    """Show the saved searches, each with the number of posts that it finds."""
    found = await datasette.ask(browsing.watches)
    rows = [(one, _sought(one)) for one in found]
    return await respond.page(datasette, request, "watches.html", {"rows": rows})


async def watch(datasette: Any, request: Any) -> Any:
    """Show the posts that a saved search finds, the one found last first."""
    name = request.url_vars["name"]
    found = {one.name: one for one in await datasette.ask(browsing.watches)}.get(name)
    if found is None:
        raise NotFound(f"There is no saved search {name} in the archive.")
    posts = await datasette.ask(browsing.listed_posts, Selection(watches=(name,)), NEWEST)
    context = {"watch": found, "sought": _sought(found), "posts": posts}
    return await respond.page(datasette, request, "watch.html", context)


def _sought(one: browsing.Watched) -> str:
    """Return what a saved search looks for."""
    return " · ".join(
        [*([one.selection.words] if one.selection.words else []), *feeds.narrowed(one.selection)]
    )


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/watches$", watches),
    (r"^/watch/(?P<name>[a-z0-9-]+)$", watch),
)
