"""Write an archive as a whole: it appears under its name when it is complete, or not at all."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clusterwatch.archive.own_files import own_files
from clusterwatch.errors import ArchiveError, UsageError
from clusterwatch.files import replaced, same_file


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


def manifest_of(out: Path) -> Path:
    """Return the path of the manifest of a backup or snapshot."""
    return out.with_name(f"{out.name}.json")


def write_manifest(out: Path, content: Mapping[str, Any]) -> None:
    """Write the manifest of a new archive beside it, as JSON. Raises ArchiveError if it cannot be written."""
    path = manifest_of(out)
    try:
        with replaced(path) as file:
            file.write(json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n")
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be written: {error.strerror}") from error


def _forget_files_beside(path: Path) -> None:
    """Remove the files beside an earlier archive of this name.

    SQLite would apply its journals to the new archive, and a search would take its vectors for those of other posts.
    """
    _, *beside, _ = own_files(path)
    for file in beside:
        file.unlink(missing_ok=True)
