"""Make the responses of the additional pages."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from datasette.utils.asgi import Response

from clusterwatch.export import table

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]")


async def page(datasette: Any, request: Any, template: str, context: dict[str, Any]) -> Any:
    """Return a page: a template that is filled with `context`."""
    html = await datasette.render_template(template, context, request=request)
    return Response.html(html)


def text(sentence: str, status: HTTPStatus) -> Any:
    """Return a sentence for a program that asked for something else than a page."""
    return Response.text(f"{sentence}\n", status=int(status))


def file(body: bytes, media_type: str, name: str) -> Any:
    """Return a file that a browser shows, or saves under this name."""
    return Response(body.decode("utf-8"), headers=disposition(name), content_type=media_type)


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[Any]], name: str) -> Any:
    """Return a table as a CSV file in which no cell is a formula. Days are written as text."""
    out = io.BytesIO()
    texts = ([str(cell) if isinstance(cell, date) else cell for cell in row] for row in rows)
    table.write_rows(columns, (dict(zip(columns, row, strict=True)) for row in texts), out)
    return file(out.getvalue(), "text/csv; charset=utf-8", name)


def disposition(name: str) -> dict[str, str]:
    """Return the header that gives a file its name, of which only plain characters are kept.

    A name can have parts that an address asks for. These must not end the name, the header or its line.
    """
    return {"content-disposition": f'inline; filename="{_NOT_PLAIN.sub("", name)}"'}


def feed(request: Any, body: bytes, media_type: str, changed: str | None) -> Any:
    """Return a feed, or the status 304 to a reader that has it (RFC 9110, section 13).

    `changed` is when its last entry changed, as the archive writes times.
    """
    headers = {"etag": f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"', "cache-control": "no-cache"}
    modified = datetime.fromisoformat(changed).astimezone(UTC).replace(microsecond=0) if changed else None
    if modified is not None:
        headers["last-modified"] = format_datetime(modified, usegmt=True)
    if _is_known(request, headers["etag"], modified):
        return Response("", status=HTTPStatus.NOT_MODIFIED, headers=headers, content_type=media_type)
    return Response(body, headers=headers, content_type=f"{media_type}; charset=utf-8")


def _is_known(request: Any, etag: str, modified: datetime | None) -> bool:
    tags = request.headers.get("if-none-match")
    if tags is not None:  # then the date does not count
        # A proxy that compresses makes the tag of an answer weak.
        return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since") or "")
    except ValueError:
        return False
    return modified is not None and since.tzinfo is not None and modified <= since
