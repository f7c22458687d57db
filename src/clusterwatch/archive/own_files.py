"""Tell which files belong to an archive, and whether a file is an archive."""

from __future__ import annotations

import os
from pathlib import Path

from clusterwatch.archive.lock import lock_of
from clusterwatch.archive.schema import APPLICATION_ID

VECTORS = "-vectors"  # the file of `clusterwatch embed`
_BESIDE = ("-wal", "-shm", "-journal", VECTORS)


def own_files(path: Path) -> tuple[Path, ...]:
    """Return the paths of the archive, of the files beside it and of its lock, whether they exist or not."""
    real = Path(os.path.realpath(path))
    return (real, *(real.with_name(real.name + suffix) for suffix in _BESIDE), lock_of(path))


def is_archive(path: Path) -> bool:
    """Return whether a file is an archive that runs write to. A copy made by `slim` is not one.

    Only the header of the file is read: https://www.sqlite.org/fileformat2.html#the_database_header.
    """
    with path.open("rb") as file:
        head = file.read(100)
    wal = head[18:20] == b"\x02\x02"
    return head.startswith(b"SQLite format 3\0") and wal and head[68:72] == APPLICATION_ID.to_bytes(4, "big")
