"""A web server for one archive. It opens the socket first, so that a port in use is reported before anything starts."""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import uvicorn

from clusterwatch.browse.access import known_names
from clusterwatch.browse.site import site
from clusterwatch.errors import UsageError


def serve(
    path: Path,
    host: str,
    port: int,
    clock: Callable[[], datetime],
    announce: Callable[[str], object],
    allowed: Collection[str],
    *,
    sql: bool,
) -> None:
    """Serve the archive; see `clusterwatch.browse.serve`."""
    from datasette import handle_exception  # datasette.app must be imported before

    handle_exception.rich = None  # otherwise it prints a traceback for every 404
    names = known_names(host, allowed)
    with closing(site(path, clock, names, sql=sql)) as served, _listening(host, port) as listener:
        config = uvicorn.Config(served.app(), log_level="warning", lifespan="on", server_header=False)
        announce(address(host, listener.getsockname()[1]))
        with suppress(KeyboardInterrupt):  # uvicorn raises it again after its shutdown
            uvicorn.Server(config).run(sockets=[listener])


def address(host: str, port: int) -> str:
    """Return the address to open in a browser. For all interfaces, it is the loopback address."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{host} port {port}: {reason}; use another --port or --host") from error
