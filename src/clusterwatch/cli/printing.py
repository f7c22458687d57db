"""Handle standard output and error that cannot be written: other encodings, full devices and closed pipes."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

FULL = 4  # the output could not be written
CLOSED = 128 + signal.SIGPIPE  # the exit code that a shell reports for a program ended by SIGPIPE


def print_any_letter() -> None:
    """Escape letters that the encoding of the output lacks, as in `\\u0142`, instead of raising an error.

    Unbuffered streams get a buffer, because they lose data without an error if the system does not write all of it at
    once (https://github.com/python/cpython/issues/85393).
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if isinstance(stream.buffer, io.RawIOBase):  # PYTHONUNBUFFERED, or python -u
            encoding = stream.encoding
            buffered = io.BufferedWriter(stream.detach())
            setattr(sys, name, io.TextIOWrapper(buffered, encoding, "backslashreplace", line_buffering=True))
        else:
            stream.reconfigure(errors="backslashreplace")


def is_utf8(stream: TextIO | None) -> bool:
    """Return True if all letters can be written to the stream."""
    return stream is None or (stream.encoding or "").lower().replace("-", "").startswith("utf8")


@contextmanager
def printing() -> Iterator[None]:
    """Exit if the output cannot be written: with an error message, or silently if it is a closed pipe."""
    try:
        try:
            yield
        finally:
            for stream in _streams():
                stream.flush()
    except OSError as error:
        if error.filename is not None:  # the error concerns a file
            raise
        _discard_the_rest()
        if error.errno == errno.EPIPE:
            sys.exit(CLOSED)
        _print_error(error)
        sys.exit(FULL)


def _streams() -> list[TextIO]:
    """Return the open streams. A caller may have closed one of them."""
    return [stream for stream in (sys.stdout, sys.stderr) if stream is not None]


def _discard_the_rest() -> None:
    """Send the buffered output to the null device. Otherwise Python tries to write it again on exit."""
    for stream in _streams():
        try:
            stream.flush()
        except OSError:
            null_device = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null_device, stream.fileno())
            os.close(null_device)


def _print_error(error: OSError) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"Error: the output cannot be written: {error.strerror}\n")
        sys.stderr.flush()
    except OSError:
        _discard_the_rest()
