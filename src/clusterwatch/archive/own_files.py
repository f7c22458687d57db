"""Which files belong to an archive, and which file is one."""

from __future__ import annotations

import os
from pathlib import Path

from clusterwatch.archive.lock import lock_of
from clusterwatch.archive.schema import APPLICATION_ID

_JOURNALS = ("-wal", "-shm", "-journal")


def own_files(path: Path) -> tuple[Path, ...]:
    """The archive, what SQLite keeps beside it, and its lock, whether they are there or not."""
    real = Path(os.path.realpath(path))
    return (real, *(real.with_name(real.name + suffix) for suffix in _JOURNALS), lock_of(path))


def is_archive(path: Path) -> bool:
    """True for an archive that runs write to; a copy by `slim` is none. Reads the header of the file only.

    The bytes are described at https://www.sqlite.org/fileformat2.html#the_database_header.
    """
    with path.open("rb") as file:
        head = file.read(100)
    wal = head[18:20] == b"\x02\x02"
    return head.startswith(b"SQLite format 3\0") and wal and head[68:72] == APPLICATION_ID.to_bytes(4, "big")
