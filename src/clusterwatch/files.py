"""Write files atomically: the new content replaces the old one completely, or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file that replaces `path` when the context ends. After a failure `path` is unchanged.

    Symbolic links are followed. The new file has the mode of the old one, and its owner if the system allows that.
    Pipes and devices are written to directly. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    before = target.stat() if target.exists() else None
    if before is not None and not stat.S_ISREG(before.st_mode):
        with target.open("wb") as file:
            yield file
        return
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    temporary = target.with_name(
        f".{os.fsdecode(os.fsencode(target.name)[:200])}.{secrets.token_hex(4)}.part"
    )
    # The copy is private until it has the mode of the original.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if before is None else 0o600)
    try:
        with open(handle, "wb") as file:
            yield file
            file.flush()
            if before is not None:
                _copy_mode(handle, before)
            os.fsync(handle)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def same_file(one: Path, other: Path) -> bool:
    """Return whether both paths are the same file, through links or relative paths. The file need not exist."""
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist
        return False


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_mode(handle: int, before: os.stat_result) -> None:
    created = os.fstat(handle)
    if (created.st_uid, created.st_gid) != (before.st_uid, before.st_gid):
        try:
            os.fchown(handle, before.st_uid, before.st_gid)
        except OSError:  # only root can change the owner
            pass
    os.fchmod(handle, stat.S_IMODE(before.st_mode))


def _sync_folder(folder: Path) -> None:
    """Write the directory entry to disk, if the file system supports that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
