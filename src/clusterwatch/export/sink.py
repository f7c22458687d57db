"""Where an export goes: a file that is there as a whole or not at all, or standard output."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from clusterwatch.errors import UsageError


@contextmanager
def opened(path: Path | None, *, binary: bool = False) -> Iterator[BinaryIO]:
    """Open `path`, or standard output when None, for writing bytes; `binary` ones are no sight for a terminal.

    What is written stands beside `path` under another name until the end, and takes its place then.
    Raises UsageError when it cannot be written.
    """
    if path is None:
        if binary and sys.stdout.isatty():
            raise UsageError("this format is not for a terminal; name a file with -o, or pipe it on")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _replaced(path) as file:
            yield file
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


@contextmanager
def _replaced(path: Path) -> Iterator[BinaryIO]:
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device has no place to take
        with path.open("wb") as file:
            yield file
        return
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
