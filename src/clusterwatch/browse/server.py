"""A web server for one archive, on a socket of its own so that a taken port is told before anything starts."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import uvicorn

from clusterwatch.browse.site import site
from clusterwatch.errors import UsageError


def serve(
    path: Path, host: str, port: int, clock: Callable[[], datetime], say: Callable[[str], object]
) -> None:
    """See `clusterwatch.browse.serve`."""
    from datasette import handle_exception  # only after datasette.app, which registers it

    handle_exception.rich = None  # else every address that is not there prints a traceback
    with closing(site(path, clock)) as served, _listening(host, port) as listener:
        config = uvicorn.Config(served.app(), log_level="warning", lifespan="on", server_header=False)
        say(address(host, listener.getsockname()[1]))
        with suppress(KeyboardInterrupt):  # uvicorn has shut down, and says once more that Ctrl-C was pressed
            uvicorn.Server(config).run(sockets=[listener])


def address(host: str, port: int) -> str:
    """The address to open: all interfaces are reached by this machine's own."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"{host} port {port}: {why}; use another --port or --host") from error
