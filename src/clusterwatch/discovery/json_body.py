"""The JSON of a page → values of any type. What a site sends is checked wherever it is read."""

from __future__ import annotations

import json
import re
from typing import Any

from clusterwatch import charset
from clusterwatch.discovery.steps import no_index
from clusterwatch.models import Page


def json_body(page: Page) -> Any:
    """The first array or object of a body; NothingFound where there is none or it is nested too deep."""
    text = charset.decode(page.body, page.headers.get("content-type"))
    start = re.search(r"[\[{]", text)  # some servers print warnings or a BOM first
    try:
        return json.JSONDecoder().raw_decode(text, start.start() if start else 0)[0]
    except (ValueError, RecursionError) as error:
        raise no_index(page.url, "json") from error


def text_in(value: object) -> str | None:
    """A value that is a text, without lone surrogates (RFC 8259, section 8.2); None for all else and for empty ones."""
    return value.encode("utf-8", "ignore").decode("utf-8") or None if isinstance(value, str) else None
