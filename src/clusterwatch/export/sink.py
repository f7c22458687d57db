"""Open the destination of an export: a file that is replaced atomically, or standard output."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from clusterwatch.errors import UsageError
from clusterwatch.files import replaced


@contextmanager
def opened(path: Path | None, *, binary: bool = False) -> Iterator[BinaryIO]:
    """Open `path` for writing bytes, or standard output if it is None.

    The bytes are written to a temporary file beside `path`, which replaces `path` at the end of the block. Raises
    UsageError if `path` cannot be written or a `binary` format would go to a terminal, and OSError if standard output
    is closed or cannot be written.
    """
    if path is None:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        if binary and sys.stdout.isatty():
            raise UsageError("this format is binary; name a file with -o, or pipe the output")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with replaced(path) as file:
            yield file
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
