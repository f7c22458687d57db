"""Which files a command may write to: never those that clusterwatch lives on, and no work of others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from clusterwatch.archive import is_archive, own_files
from clusterwatch.cli.options import archive_path
from clusterwatch.errors import UsageError
from clusterwatch.export import is_export
from clusterwatch.files import same_file

force_option = click.option("--force", is_flag=True, help="Replace a file that clusterwatch did not write.")


def check_output(
    out: Path | None,
    sources_path: Path,
    db: Path | None,
    *,
    force: bool,
    ours: Callable[[Path], bool] = is_export,
) -> None:
    """Raise UsageError where `out` must not be written: standard output, None, always may.

    The sources, an archive and the files beside it are never replaced, by whatever name. Any other file that is
    there is replaced if it is `ours`, or with `force`.
    """
    if out is None:
        return
    if same_file(out, sources_path):
        raise UsageError(f"{out}: is the file of sources; name another file")
    for archive in (archive_path(sources_path, db), archive_path(sources_path, None)):
        itself, *beside = own_files(archive)
        if same_file(out, itself):
            raise UsageError(f"{out}: is the archive itself; name another file")
        if any(same_file(out, own) for own in beside):
            raise UsageError(f"{out}: is a file that the archive {archive} needs; name another file")
    try:
        if not out.is_file():
            return
        if is_archive(out):
            raise UsageError(f"{out}: is an archive of clusterwatch; name another file")
        if not force and not ours(out):
            raise UsageError(
                f"{out}: is there already, and clusterwatch did not write it; "
                "replace it with --force, or name another file"
            )
    except OSError as error:
        raise UsageError(f"{out}: cannot be read: {error.strerror}") from error
