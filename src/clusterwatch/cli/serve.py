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
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="Also answer requests for this host name, such as that of a proxy in front; * allows all. Can be repeated.",
)
@click.option(
    "--sql/--no-sql", default=True, show_default=True, help="Let visitors run SQL queries of their own."
)
def serve(
    sources_path: Path, db: Path | None, host: str, port: int, allowed: tuple[str, ...], sql: bool
) -> None:
    """Serve the archive to web browsers, read-only.

    A run can write at the same time; the pages show what it has committed.
    """
    path = archive_path(sources_path, db)

    def announce(url: str) -> None:
        click.echo(f"{path} is served at {url}  (press Ctrl-C to stop)")

    browse.serve(path, host, port, now, announce, allowed, sql=sql)
