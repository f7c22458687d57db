"""Serve the archive to web browsers with Datasette and additional pages.

Datasette is imported only when `serve` is called.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from clusterwatch.errors import UsageError


def serve(
    path: Path,
    host: str,
    port: int,
    clock: Callable[[], datetime],
    announce: Callable[[str], object],
    allowed: Collection[str] = (),
    *,
    sql: bool = True,
) -> None:
    """Serve the archive at `path` until the process is interrupted.

    `announce` is called with the address as soon as it can be opened. Port 0 chooses a free port. `allowed`
    are further host names that the server answers to, besides `host`, loopback and this machine; `*` allows all.
    Without `sql`, visitors cannot write queries of their own. Raise UsageError if
    Datasette is not installed, the archive cannot be read or the port is in use.
    """
    try:
        import datasette  # noqa: F401 - checks that it is installed
    except ImportError as error:
        raise UsageError("serve needs Datasette: pip install 'clusterwatch[browse]'") from error
    from clusterwatch.browse import server

    server.serve(path, host, port, clock, announce, allowed, sql=sql)
