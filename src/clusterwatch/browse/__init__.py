"""The archive in a web browser: Datasette, with pages of its own. Nothing here is imported unless it is served."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from clusterwatch.errors import UsageError


def serve(
    path: Path, host: str, port: int, clock: Callable[[], datetime], say: Callable[[str], object]
) -> None:
    """Serve the archive at `path` until interrupted; `say` is told the address once it can be opened.

    Port 0 takes any that is free. Raises UsageError where Datasette is not installed, the archive cannot be read or the
    port cannot be had.
    """
    try:
        import datasette  # noqa: F401 - asked for here, so that nothing else needs it
    except ImportError as error:
        raise UsageError("serve needs Datasette: pip install 'clusterwatch[browse]'") from error
    from clusterwatch.browse import server

    server.serve(path, host, port, clock, say)
