"""Where an export goes: a file that is there as a whole or not at all, or standard output."""

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
    """Open `path`, or standard output when None, for writing bytes; `binary` ones are no sight for a terminal.

    What is written stands beside `path` under another name until the end, and takes its place then.
    Raises UsageError when `path` cannot be written, OSError when standard output cannot.
    """
    if path is None:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        if binary and sys.stdout.isatty():
            raise UsageError("this format is not for a terminal; name a file with -o, or pipe it on")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with replaced(path) as file:
            yield file
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
