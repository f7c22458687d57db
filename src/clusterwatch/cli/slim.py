"""clusterwatch slim: write a smaller copy of the archive for readers."""

from __future__ import annotations

from pathlib import Path

import click

from clusterwatch.archive import slim as write_slim_copy
from clusterwatch.cli.options import archive_path, db_option, json_option, print_json, sources_option
from clusterwatch.cli.outputs import check_output


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@sources_option
@db_option
@click.option("--force", is_flag=True, help="Replace OUT if it exists.")
@json_option
def slim(out: Path, sources_path: Path, db: Path | None, force: bool, as_json: bool) -> None:
    """Write a copy of the archive without raw pages."""
    path = archive_path(sources_path, db)
    # write_slim_copy decides whether an existing copy may be replaced.
    check_output(out, sources_path, db, force=True)
    size = write_slim_copy(path, out, force=force)
    archive_size = path.stat().st_size
    if as_json:
        print_json({"path": str(out), "bytes": size, "archive_bytes": archive_size})
        return
    click.echo(f"{out}: {size / 1e6:.1f} MB; the archive has {archive_size / 1e6:.1f} MB")
