"""Run a command with all its processes, and measure what they took. Shared by the benchmarks of whole runs."""

from __future__ import annotations

import ctypes
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)


@dataclass(frozen=True)
class Usage:
    """What a command took: wall clock and CPU in seconds, and the peak memory of each of its processes in MB.

    The first process is the command itself. Pages that processes share are counted for each of them.
    """

    wall: float
    cpu: float
    memory: tuple[float, ...]


def run(
    command: Sequence[str],
    *,
    apart: str = "",
    env: Mapping[str, str] | None = None,
    output: IO[str] | None = None,
) -> Usage:
    """Run a command and wait for it and its processes; end the benchmark if it fails.

    Processes whose name contains `apart` belong to the benchmark and are not waited for.
    """
    # Worker processes that outlive the command are counted too.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    started = time.perf_counter()
    process = subprocess.Popen(command, env=dict(os.environ if env is None else env), stdout=output)
    wall = cpu = 0.0
    memory: list[float] = []
    while wall == 0.0 or _has_children(apart):
        pid, status, usage = os.wait4(-1, 0)
        cpu += usage.ru_utime + usage.ru_stime
        memory.insert(0 if pid == process.pid else len(memory), usage.ru_maxrss / 1024)
        if pid == process.pid:
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            if status:
                sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Usage(wall, cpu, tuple(memory))


def _has_children(apart: str) -> bool:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return any(not apart or apart not in Path(f"/proc/{pid}/cmdline").read_text() for pid in children)


def machine() -> str:
    """Return the Python, the processor and the number of cores."""
    models = [
        line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")
    ]
    model = models[0].partition(": ")[2] if models else platform.machine()
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores of {model}"
    )
