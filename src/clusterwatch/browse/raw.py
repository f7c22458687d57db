"""The raw capture of a post: the page as the site sent it, in a sandbox.

The page may hold anything that a site put on it. Its policy lets it run no script and fetch nothing from the network:
only its own inline styles and inline pictures are shown.
"""

from __future__ import annotations

import json
import re
from email.utils import format_datetime
from typing import Any

from datasette.utils.asgi import NotFound, Response

from clusterwatch import charset
from clusterwatch.archive import Raw, browsing

# https://www.w3.org/TR/CSP3/#directive-sandbox
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'"
_HTML = ("text/html", "application/xhtml+xml")
# The policy forbids what these elements load, but browsers connect to their hosts before they ask it.
_CONNECTING = re.compile(r"<(?:link|i?frame)\b[^>]*>", re.I)


async def raw(datasette: Any, request: Any) -> Any:
    """Return what a post was read from: its page as HTML, its file to be saved, or its entry in the index as JSON."""
    number = int(request.url_vars["number"])
    found: Raw | None = await datasette.ask(browsing.raw, number)
    if found is None:
        raise NotFound(f"The archive has no raw page of post {number}.")
    page = found.page()
    headers = {
        "content-security-policy": POLICY,
        "x-dns-prefetch-control": "off",
        "last-modified": format_datetime(page.fetched, usegmt=True),
    }
    if found.kind == "entry":
        text = json.dumps(json.loads(page.body), ensure_ascii=False, indent=2)
        return Response(text, headers=headers, content_type="application/json; charset=utf-8")
    sent_type = page.headers.get("content-type", "text/html")
    if sent_type.partition(";")[0].strip().lower() in _HTML:
        # A space, since the texts on both sides could make such an element together.
        html = _CONNECTING.sub(" ", charset.decode(page.body, sent_type))
        return Response(html, headers=headers, content_type="text/html; charset=utf-8")
    headers["content-disposition"] = "attachment"
    return Response(page.body, headers=headers, content_type="application/octet-stream")
