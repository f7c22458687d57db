"""The Datasette plugin hooks of clusterwatch. They ignore other Datasette instances in the same process."""

from __future__ import annotations

import hashlib
import sqlite3
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from datasette import hookimpl as _hookimpl

from clusterwatch import sentences
from clusterwatch.archive import browsing
from clusterwatch.browse import (
    access,
    agenda,
    cells,
    feeds,
    home,
    names,
    pages,
    queries,
    relays,
    search,
    sources,
    stories,
    terms,
    watches,
)
from clusterwatch.browse.access import App, Scope, Send
from clusterwatch.browse.alternates import alternates

_PAGES = (home, search, pages, sources, agenda, relays, stories, terms, feeds, watches)

_STATIC = Path(__file__).parent / "static"
_KEYS = f"sha256-{b64encode(hashlib.sha256((_STATIC / 'keys.js').read_bytes()).digest()).decode()}"
# The pages need no script. Scraped content must not add any: only the one with this hash runs, whatever names it.
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src '{_KEYS}'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
# A part of the addresses of static files, so that a browser does not show an old one.
_VERSION = hashlib.blake2b(
    b"".join((_STATIC / name).read_bytes() for name in ("style.css", "keys.js")), digest_size=6
).hexdigest()

Hook = TypeVar("Hook", bound=Callable[..., Any])


def hookimpl(hook: Hook) -> Hook:
    """Apply the decorator of Datasette, which has no type annotations."""
    return cast(Hook, _hookimpl(hook))


def _is_site(datasette: Any) -> bool:
    return hasattr(datasette, "ask") and hasattr(datasette, "clock")


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """Return the routes of the additional pages."""
    return [route for page in _PAGES for route in page.ROUTES] if _is_site(datasette) else []


@hookimpl
def prepare_connection(conn: sqlite3.Connection, datasette: Any) -> None:
    """Add the SQL functions of the queries, and remember each connection, so that the site can close it."""
    if _is_site(datasette):
        datasette.connections.append(conn)
        queries.add_functions(conn)


@hookimpl
def canned_queries(datasette: Any) -> dict[str, dict[str, Any]]:
    """Return the prepared queries by name."""
    return queries.canned() if _is_site(datasette) else {}


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Add the filters that the templates use."""
    if _is_site(datasette):
        env.filters["country"] = names.country
        env.filters["language"] = names.language
        env.filters["source_kind"] = names.source_kind
        env.filters["web"] = cells.web
        env.filters["region"] = sentences.of_region
        env.filters["sentence"] = sentences.of_problem
        env.filters["incident"] = sentences.of_incident_in_short
        env.filters["acknowledgement"] = sentences.of_acknowledgement
        env.filters["held"] = sentences.of_held_page
        env.filters["stated_day"] = sentences.of_day
        env.filters["mention"] = sentences.of_mention
        env.filters["moved_day"] = sentences.of_moved_day
        env.filters["span"] = sentences.of_span
        env.filters["file_type"] = cells.file_type
        env.filters["linked"] = cells.linked
        env.filters["dated"] = cells.dated
        env.filters["reason"] = sentences.of_reason
        env.filters["location"] = sentences.of_location
        env.filters["day"] = cells.day
        env.filters["when"] = cells.when
        env.filters["withdrawn_mark"] = cells.withdrawn_mark
        env.globals["version"] = _VERSION
        env.globals["keys"] = _KEYS


@hookimpl
def extra_template_vars(request: Any, columns: Any, template: str, datasette: Any) -> dict[str, Any]:
    """Let each page name the feeds with its posts, and say of which time the archive is."""
    if not _is_site(datasette) or request is None or template == "error.html":
        return {}

    async def span() -> str:
        return sentences.of_archive(*await datasette.ask(browsing.span))

    return {"feeds": alternates(request.path, request.query_string, columns or ()), "span": span}


@hookimpl
def render_cell(row: Mapping[str, Any], value: Any, column: str, table: str | None, datasette: Any) -> Any:
    """Return a table cell, with a link to the page of its post or source, and with a mark if the post is withdrawn."""
    if not _is_site(datasette):
        return None
    number = cells.unmarked_post(row, column, table)
    if number is None:
        return cells.shown(row, value, column, table)

    async def marked() -> Any:
        withdrawn = await datasette.ask(browsing.withdrawn, number)
        return cells.shown({**dict(row), "withdrawn": withdrawn}, value, column, table)

    return marked


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Refuse what the site does not answer, and add the security headers to all responses."""

    def wrap(app: App) -> App:
        if not _is_site(datasette):
            return app

        async def with_headers(scope: Scope, receive: Any, send: Send) -> None:
            async def send_with_headers(message: dict[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    own = {
                        name for name, _ in message.get("headers", ())
                    }  # a raw capture has a stricter policy
                    more = (header for header in HEADERS if header[0] not in own)
                    message = {**message, "headers": [*message.get("headers", ()), *more]}
                await send(message)

            refused = access.refusal(scope, datasette.names) if scope["type"] == "http" else None
            if refused:
                await access.refuse(send_with_headers, *refused)
            else:
                await app(scope, receive, send_with_headers)

        return with_headers

    return wrap
