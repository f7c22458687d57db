"""clusterwatch serve: the archive in a web browser."""

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
    help="Where to listen; 0.0.0.0 for all who reach this machine.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="The port; 0 for any that is free.",
)
def serve(sources_path: Path, db: Path | None, host: str, port: int) -> None:
    """Serve the archive to web browsers, read-only.

    A run may go on meanwhile: what it commits is seen at once.
    """
    path = archive_path(sources_path, db)
    browse.serve(
        path, host, port, now, lambda url: click.echo(f"{path} is served at {url}  (Ctrl-C ends it)")
    )
