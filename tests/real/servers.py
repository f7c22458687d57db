"""Servers that run while a test does: processes on loopback that are waited for and terminated."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

TIMEOUT = 60  # seconds


@contextmanager
def running(*command: str | Path, cwd: Path | None = None, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process with more variables of the environment, and terminate it at the end of the block."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [str(c) for c in command], stdout=quiet, stderr=quiet, cwd=cwd, env={**os.environ, **env}
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(TIMEOUT)


def until(process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> None:
    """Wait until a server is ready. Fail if it ends before, or takes a minute."""
    end = time.monotonic() + TIMEOUT
    while not ready():
        assert process.poll() is None, f"{process.args!r} ended with {process.returncode}"
        assert time.monotonic() < end, f"{process.args!r} does not answer"
        time.sleep(0.05)


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serves(url: str) -> bool:
    """Return whether a server answers 200."""
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=TIMEOUT) as answer:
        return bool(answer.status == 200)
    return False
