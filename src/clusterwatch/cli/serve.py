"""clusterwatch serve: serve the archive to web browsers."""

from __future__ import annotations

from pathlib import Path

import click

from clusterwatch import browse
from clusterwatch.cli.options import archive_path, db_option, now, sources_option


@click.command()
@sources_option
@db_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; 0.0.0.0 allows connections from other machines.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Port to listen on; 0 chooses a free port.",
)
def serve(sources_path: Path, db: Path | None, host: str, port: int) -> None:
    """Serve the archive to web browsers, read-only.

    A run can write at the same time; the pages show what it has committed.
    """
    path = archive_path(sources_path, db)
    browse.serve(
        path, host, port, now, lambda url: click.echo(f"{path} is served at {url}  (press Ctrl-C to stop)")
    )
