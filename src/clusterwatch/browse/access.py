"""Which requests the site answers: reading requests for its own host names, except the debug pages of Datasette.

A page of another site can make a browser send requests to this one under a name that it controls (DNS rebinding). The
Host header shows that name, so only known names are answered.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection
from http import HTTPStatus
from typing import Any

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]

ANY = "*"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_READING = frozenset({"GET", "HEAD"})
_INTERNAL = "/-/"
_STATIC = "/-/static/"


def known_names(host: str, more: Collection[str]) -> frozenset[str]:
    """Return the names under which a server that listens on `host` answers. `more` are names from the user.

    A server for other machines also answers to the name of this machine. ANY stands for every name.
    """
    names = {*_LOOPBACK, host, *more}
    if host not in _LOOPBACK:
        names |= {socket.gethostname(), socket.getfqdn()}
    return frozenset(name.lower().strip("[]").rstrip(".") for name in names)


def is_known(header: str, names: Collection[str]) -> bool:
    """Return whether the value of a Host header is one of `names` or an IP address, which nobody can rebind."""
    name = _without_port(header.strip().lower()).rstrip(".")
    return ANY in names or name in names or _is_ip(name)


def _without_port(header: str) -> str:
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0]


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def refusal(scope: Scope, names: Collection[str]) -> tuple[HTTPStatus, str] | None:
    """Return the status and the text for a request that is not answered, or None."""
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    if not is_known(host, names):
        return (
            HTTPStatus.MISDIRECTED_REQUEST,
            "This server does not answer to this host name. Start it with --allow-host NAME to allow the name.",
        )
    if scope["method"] not in _READING:
        return HTTPStatus.METHOD_NOT_ALLOWED, "The archive is read-only."
    paths = (scope["path"], scope.get("raw_path", b"").decode("latin-1"))
    if any(path.startswith(_INTERNAL) and not path.startswith(_STATIC) for path in paths):
        return HTTPStatus.NOT_FOUND, "There is no such page."
    return None


async def refuse(send: Send, status: HTTPStatus, text: str) -> None:
    """Send a refusal as plain text."""
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": f"{text}\n".encode()})
