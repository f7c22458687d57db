"""Check that a command may write to a file: not the files of clusterwatch itself, and not those of other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from clusterwatch.archive import is_archive, own_files
from clusterwatch.cli.options import archive_path
from clusterwatch.errors import UsageError
from clusterwatch.export import is_export
from clusterwatch.files import same_file

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write.  [default: standard output]",
)
force_option = click.option("--force", is_flag=True, help="Replace a file that clusterwatch did not write.")


def check_output(
    out: Path | None,
    sources_path: Path,
    db: Path | None,
    *,
    force: bool,
    ours: Callable[[Path], bool] = is_export,
) -> None:
    """Raise UsageError if a command must not write to `out`; None is standard output.

    The sources, archives and the files next to an archive are never replaced, even if they are named by a link. Any
    other existing file is replaced if `ours` returns True for it, or with `force`.
    """
    if out is not None:
        archives = (archive_path(sources_path, db), archive_path(sources_path, None))
        check_file(out, sources_path, archives, force=force, ours=ours)


def check_file(
    out: Path,
    sources_path: Path,
    archives: Sequence[Path],
    *,
    force: bool,
    ours: Callable[[Path], bool] = is_export,
) -> None:
    """Raise UsageError if a command that reads `archives` must not write to `out`; see `check_output`."""
    if same_file(out, sources_path):
        raise UsageError(f"{out} is the file of sources; use another file")
    for archive in archives:
        itself, *beside = own_files(archive)
        if same_file(out, itself):
            raise UsageError(f"{out} is the archive itself; use another file")
        if any(same_file(out, own) for own in beside):
            raise UsageError(f"{out} belongs to the archive {archive}; use another file")
    try:
        if not out.is_file():
            return
        if is_archive(out):
            raise UsageError(f"{out} is an archive of clusterwatch; use another file")
        if not force and not ours(out):
            raise UsageError(
                f"{out} already exists, and clusterwatch did not write it; "
                "use --force to replace it, or use another file"
            )
    except OSError as error:
        raise UsageError(f"{out}: cannot be read: {error.strerror}") from error
