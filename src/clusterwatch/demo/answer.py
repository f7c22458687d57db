"""The responses of the demo servers, with validators and 304 (RFC 9110 section 13)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """A response. `modified` (UTC) is its Last-Modified date; without one it has no validators."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    modified: datetime | None = None
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """The strong entity tag of the body."""
        return f'"{hashlib.blake2b(self.body, digest_size=8).hexdigest()}"'

    def all_headers(self) -> dict[str, str]:
        """Return the headers of the response."""
        headers = {"Content-Type": self.kind, **self.headers}
        if self.modified is not None:
            headers |= {"ETag": self.etag, "Last-Modified": format_datetime(self.modified, usegmt=True)}
        return headers

    def still_holds(self, if_none_match: str | None, if_modified_since: str | None) -> bool:
        """Return whether the client already has this body. If-None-Match takes precedence over If-Modified-Since."""
        if self.modified is None:
            return False
        if if_none_match is not None:
            tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
            return bool(tags & {"*", self.etag})
        if if_modified_since is None:
            return False
        try:
            return self.modified.replace(microsecond=0) <= parsedate_to_datetime(if_modified_since)
        except (TypeError, ValueError):
            return False


def not_found() -> Answer:
    """Return a 404 response."""
    return Answer(b"<!DOCTYPE html><title>404</title><h1>404</h1>", status=HTTPStatus.NOT_FOUND)


def redirect(url: str) -> Answer:
    """Return a permanent redirect to `url`."""
    return Answer(b"", status=HTTPStatus.MOVED_PERMANENTLY, headers={"Location": url})


def as_json(
    data: Any,
    modified: datetime | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Return `data` as a JSON response."""
    body = json.dumps(data, ensure_ascii=False).encode()
    return Answer(body, "application/json; charset=UTF-8", modified, status, headers or {})
