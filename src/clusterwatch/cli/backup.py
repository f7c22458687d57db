"""clusterwatch backup and restore: copy the archive while it is in use, and put a copy back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clusterwatch.archive import hold
from clusterwatch.archive.backup import back_up, verify
from clusterwatch.archive.backup import restore as restore_backup
from clusterwatch.archive.new_file import manifest_of
from clusterwatch.cli.options import archive_path, db_option, json_option, now, print_json, sources_option
from clusterwatch.cli.outputs import check_output
from clusterwatch.errors import UsageError

_file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@_file
@sources_option
@db_option
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print only errors.")
def backup(file: Path, sources_path: Path, db: Path | None, force: bool, as_json: bool, quiet: bool) -> None:
    """Copy the archive to FILE, verify the copy, and describe it in FILE.json.

    A run can write at the same time. FILE.json has the number of rows of each table and the SHA-256 of the copy.
    """
    path = archive_path(sources_path, db)
    check_output(
        file, sources_path, db, force=True
    )  # back_up decides whether an existing copy may be replaced
    manifest = back_up(path, file, now(), force=force)
    if as_json:
        print_json(manifest)
    elif not quiet:
        posts = manifest.rows.get("posts", 0)
        click.echo(
            f"{file}: {posts:,} posts, {manifest.bytes / 1e6:.1f} MB, verified; see {manifest_of(file).name}"
        )


@click.command()
@_file
@sources_option
@db_option
@click.option("--yes", is_flag=True, help="Replace the archive without asking.")
@json_option
def restore(file: Path, sources_path: Path, db: Path | None, yes: bool, as_json: bool) -> None:
    """Put the backup FILE in the place of the archive.

    FILE is verified first. The archive that was there is renamed, not deleted.
    """
    path = archive_path(sources_path, db)
    manifest = verify(file)
    with hold(path):
        if path.exists() and not yes:
            if as_json or not sys.stdin.isatty():
                raise UsageError(f"{path} exists; use --yes to replace it")
            click.confirm(f"Replace {path} by {file}?", abort=True)
        earlier = restore_backup(file, path, now())
    if as_json:
        print_json({"path": str(path), "earlier": str(earlier) if earlier else None, "manifest": manifest})
        return
    if manifest is None:
        click.echo(f"There is no {manifest_of(file).name}, so only the file itself was verified.", err=True)
    click.echo(f"{path} is restored from {file}.")
    if earlier:
        click.echo(f"The archive that was there is now {earlier}.")
