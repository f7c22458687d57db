"""Run commands in processes that are forked from one that has imported the program, which takes a tenth of the time.

Such a process is like `python -m clusterwatch` in what outputs and exit codes depend on: it has its own streams,
environment and folder, and its streams are flushed at its end. What a command imports, a locale, signals and worker
processes need a real process.
"""

from __future__ import annotations

import atexit
import gc
import io
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NoReturn

import clusterwatch
from clusterwatch.cli import main
from clusterwatch.cli.group import _lean_imports, exit_code

RESOURCE_WARNINGS = "default::ResourceWarning"  # the one value of PYTHONWARNINGS that a call may have
_ROOT = Path(__file__).parents[2]
_PACKAGE = Path(clusterwatch.__file__).parent
_WARM = "warm_up"  # what it imports needs numpy
_AT_LAST = 60  # seconds after which a command is considered to hang
_LONGEST = 1 << 20  # bytes of a call with its environment


def run_prepared(
    args: Sequence[str],
    folder: Path,
    env: Mapping[str, str],
    stdout: IO[bytes] | int | None = None,
    stderr: IO[bytes] | int | None = None,
) -> tuple[int, bytes, bytes]:
    """Run the program in the folder. Return its exit code and what it wrote to streams that are not given."""
    with ExitStack() as stack:
        kept = [stack.enter_context(tempfile.TemporaryFile()) for _ in "oe"]
        given = [
            file if stream is None else stream for file, stream in zip(kept, (stdout, stderr), strict=True)
        ]
        numbers = [file if isinstance(file, int) else file.fileno() for file in given]
        call = json.dumps({"args": list(args), "folder": str(folder), "env": dict(env)}).encode()
        socket.send_fds(_server(), [call], numbers)
        code = int(_server().recv(32))
        for file in kept:
            file.seek(0)
        return code, kept[0].read(), kept[1].read()


@cache
def _server() -> socket.socket:
    """Start the process that forks, once per test process. Return the socket to it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    number = str(theirs.fileno())
    call = [sys.executable, "-m", "tests.cli.prepared", number]
    process = subprocess.Popen(
        call, cwd=_ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, process_group=0
    )
    theirs.close()
    ours.settimeout(_AT_LAST)

    @atexit.register
    def stop() -> None:
        ours.close()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    return ours


def _preload() -> None:
    """Import the modules that commands need, except Datasette's, and load the model of languages."""
    modules = [one.name for one in pkgutil.walk_packages([str(_PACKAGE)], "clusterwatch.")]
    with _lean_imports():
        for name in modules:
            if not name.endswith(("__main__", ".generate", _WARM)) and ".browse." not in name:
                import_module(name)
    import_module(f"clusterwatch.pipeline.{_WARM}")
    gc.freeze()


def _serve(connection: socket.socket) -> None:
    """Fork for each call, and answer with the exit code. Return in the children."""
    while True:
        call, streams, _, _ = socket.recv_fds(connection, _LONGEST, 2)
        if not call:
            sys.exit(0)
        pid = os.fork()
        if not pid:
            connection.close()
            _become(json.loads(call), streams)
            return
        for stream in streams:
            os.close(stream)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        connection.send(str(code).encode())


def _become(call: dict[str, Any], streams: list[int]) -> None:
    """Take over what Python would get from its caller."""
    for number, stream in enumerate(streams, 1):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(call["env"])
    os.chdir(call["folder"])
    if os.environ.get("PYTHONWARNINGS") == RESOURCE_WARNINGS:
        warnings.simplefilter("default", ResourceWarning)
    sys.argv = ["clusterwatch", *call["args"]]
    sys.stdout = _opened(1, "strict")
    sys.stderr = _opened(2, "backslashreplace")


def _opened(number: int, errors: str) -> io.TextIOWrapper:
    """Open a stream as Python does when it starts."""
    encoding = os.environ.get("PYTHONIOENCODING", "utf-8")
    file = io.BufferedWriter(io.FileIO(number, "wb", closefd=False))
    return io.TextIOWrapper(file, encoding, errors, line_buffering=number == 2)


def _exit_code() -> int:
    """Run the command."""
    try:
        main(prog_name="clusterwatch")
    except SystemExit as error:
        return exit_code(error)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _end(code: int) -> NoReturn:
    """End as Python does, but leave the memory as it is: to free it, the system would copy all of it."""
    gc.collect()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            os.write(2, f"Exception ignored in: {stream}: {error}\n".encode())
            code = 120  # https://docs.python.org/3/library/sys.html#sys.exit
    os._exit(code)


if __name__ == "__main__":
    _preload()
    _serve(socket.socket(fileno=int(sys.argv[1])))
    _end(_exit_code())
