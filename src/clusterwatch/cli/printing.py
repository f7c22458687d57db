"""Standard output and error that cannot be written: another encoding, a full device, a closed pipe."""

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
CLOSED = 128 + signal.SIGPIPE  # as a shell reports a program that a closed pipe ended


def print_any_letter() -> None:
    """Print letters that the encoding of a terminal lacks as escapes, `\\u0142`, instead of raising an error.

    Streams without a buffer get one: such a stream drops what the system did not take at once, without an error
    (https://github.com/python/cpython/issues/85393).
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
    """True when every letter can be written to the stream."""
    return stream is None or (stream.encoding or "").lower().replace("-", "").startswith("utf8")


@contextmanager
def printing() -> Iterator[None]:
    """End the program when what it prints cannot be written: silently for a closed pipe, else with a sentence."""
    try:
        try:
            yield
        finally:
            for stream in _streams():
                stream.flush()
    except OSError as error:
        if error.filename is not None:  # the fault of a file
            raise
        _discard_the_rest()
        if error.errno == errno.EPIPE:
            sys.exit(CLOSED)
        _complain(error)
        sys.exit(FULL)


def _streams() -> list[TextIO]:
    """The streams that are open; a caller may have closed either."""
    return [stream for stream in (sys.stdout, sys.stderr) if stream is not None]


def _discard_the_rest() -> None:
    """Send what is still buffered nowhere: Python would try to write it once more at its end."""
    for stream in _streams():
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _complain(error: OSError) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"Error: the output cannot be written: {error.strerror}\n")
        sys.stderr.flush()
    except OSError:
        _discard_the_rest()
