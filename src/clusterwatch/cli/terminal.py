"""The terminal, to which rich prints."""

from __future__ import annotations

import errno
import os

from rich.console import Console


class Terminal(Console):
    """A console of rich that leaves a closed pipe to `printing`."""

    def on_broken_pipe(self) -> None:
        """Raise the error for `printing` to handle; rich would exit with 1."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
