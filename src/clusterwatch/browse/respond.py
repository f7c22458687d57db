"""Make the responses of the additional pages."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response


async def page(datasette: Any, request: Any, template: str, context: dict[str, Any]) -> Any:
    """Return a page: a template that is filled with `context`."""
    html = await datasette.render_template(template, context, request=request)
    return Response.html(html)


def file(body: bytes, media_type: str, name: str) -> Any:
    """Return a file that a browser shows, or saves under this name."""
    disposition = {"content-disposition": f'inline; filename="{name}"'}
    return Response(body.decode("utf-8"), headers=disposition, content_type=media_type)
