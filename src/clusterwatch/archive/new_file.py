"""Write an archive as a whole: it appears under its name when it is complete, or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from clusterwatch.archive.own_files import own_files
from clusterwatch.errors import ArchiveError, UsageError
from clusterwatch.files import same_file


@contextmanager
def new_archive(out: Path, originals: Sequence[Path], *, force: bool) -> Iterator[Path]:
    """Yield a path in a folder of its own beside `out`. The file at this path replaces `out` when the block ends.

    The folder is deleted at the end, with all that it contains. An existing `out` is replaced only if `force` is true,
    and never if it is one of `originals`. Raises UsageError otherwise, or ArchiveError if a file cannot be written.
    """
    for original in originals:
        if same_file(out, original):
            raise UsageError(f"{out} is the archive itself; use another file")
    if out.exists() and not out.is_file():
        raise UsageError(f"{out} is not a regular file; use another file")
    if out.exists() and not force:
        raise UsageError(f"{out} already exists; use --force to replace it, or use another file")
    target = Path(os.path.realpath(out))
    if not target.parent.is_dir():
        raise ArchiveError(f"{out}: cannot be written: there is no folder {target.parent}")
    try:
        with TemporaryDirectory(prefix=f".{target.name}.", suffix=".part", dir=target.parent) as folder:
            part = Path(folder) / "archive.db"
            yield part
            with part.open("rb") as file:
                os.fsync(file.fileno())
            _forget_files_beside(target)
            part.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise ArchiveError(f"{out}: cannot be written: {error}") from error


def _forget_files_beside(path: Path) -> None:
    """Remove the files beside an earlier archive of this name.

    SQLite would apply its journals to the new archive, and a search would take its vectors for those of other posts.
    """
    _, *beside, _ = own_files(path)
    for file in beside:
        file.unlink(missing_ok=True)
