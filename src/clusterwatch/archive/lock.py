"""The lock by which only one run at a time writes to an archive."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clusterwatch.errors import ArchiveError, Locked


def lock_of(path: Path) -> Path:
    """Return the lock file of an archive. It is the same for all symbolic links to the archive."""
    return Path(f"{os.path.realpath(path)}.lock")


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock file beside the archive. The system releases the lock even if the process is killed.

    Symbolic links are followed, so that all names of one archive share one lock. Raises Locked with the process id of
    the holder, or ArchiveError if the lock file cannot be created.
    """
    lock = lock_of(path)
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise ArchiveError(
            f"{path}: the lock file {lock.name} cannot be created beside it: {error.strerror}"
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(handle, 20).decode("ascii", "replace").strip() or "unknown"
            raise Locked(f"{path}: another run holds the archive (process {holder})") from error
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)
