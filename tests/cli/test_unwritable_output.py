"""Tests of all commands with full devices and closed pipes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calls import CALLS, JSON, Archived, ended
from tests.cli.workspace import AT_LAST, Workspace, environment, listing


@pytest.mark.parametrize("command", CALLS)
def test_a_full_device(own_archive: Archived, command: str) -> None:
    with open("/dev/full", "wb") as full:
        code, _, err = ended(own_archive, CALLS[command], stdout=full)
    assert (code, err.splitlines()[-1:]) == (
        4,
        ["Error: the output cannot be written: No space left on device"],
    )


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("status", "--help")])
def test_help_on_a_full_device_and_a_closed_pipe(own_archive: Archived, args: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        code, _, err = ended(own_archive, args, stdout=full)
    assert (code, err) == (4, "Error: the output cannot be written: No space left on device\n")
    assert closed(own_archive, args) == (141, "")


def closed(own_archive: Archived, args: tuple[str, ...]) -> tuple[int, str]:
    """Return exit code and stderr of a call that writes to a closed pipe."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        code, _, err = ended(own_archive, args, stdout=writer)
    finally:
        os.close(writer)
    return code, err


@pytest.mark.parametrize("command", CALLS)
def test_a_closed_pipe(own_archive: Archived, command: str) -> None:
    code, err = closed(own_archive, CALLS[command])
    assert code == 141  # 128 + SIGPIPE, as a shell reports it
    assert "Error" not in err


@pytest.mark.parametrize(
    ("args", "unbuffered"), [(CALLS["export"], ""), (JSON["why"], "1")], ids=["buffered", "unbuffered"]
)
def test_a_reader_that_closes_the_pipe_early(
    own_archive: Archived, args: tuple[str, ...], unbuffered: str
) -> None:
    """As with `| head -1`, the reader closes the pipe before the end of the output."""
    workspace, web = own_archive
    with sqlite3.connect(workspace.archive) as db:  # more than the buffer of a pipe
        db.execute("UPDATE posts SET body = ?", ["long " * 100_000])
    db.close()
    reader, writer = os.pipe()
    words = [arg.format(base=web.base) for arg in args]
    with subprocess.Popen(
        [sys.executable, "-m", "clusterwatch", *words],
        cwd=workspace.folder,
        env={**environment(), "PYTHONUNBUFFERED": unbuffered},
        stdout=writer,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(writer)
        os.read(reader, 1)
        os.close(reader)
        _, err = process.communicate(timeout=AT_LAST)
    assert (process.returncode, err) == (141, b"")


def test_the_posts_of_a_run_are_kept_if_the_output_cannot_be_written(
    archived: Archived, tmp_path: Path
) -> None:
    _, web = archived
    workspace = Workspace(tmp_path)
    workspace.sources(listing(web))
    with open("/dev/full", "wb") as full:
        code, _, _ = ended((workspace, web), ("run", "-v"), stdout=full)
    assert code == 4
    assert workspace.column("SELECT status FROM runs") == ["done"]
    assert len(workspace.rows("SELECT id FROM posts")) == 6


@pytest.mark.parametrize("args", [("nonsense",), ("status", "--db", "none.db"), ("search",)])
def test_an_error_that_cannot_be_printed(own_archive: Archived, args: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        assert ended(own_archive, args, stderr=full)[:2] == (4, b"")
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert ended(own_archive, args, stderr=writer)[:2] == (141, b"")
    finally:
        os.close(writer)


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [("status", 0, b""), ("export", 4, b"Error: the output cannot be written: Bad file descriptor\n")],
)
def test_a_closed_standard_output(own_archive: Archived, command: str, code: int, message: bytes) -> None:
    """As with `>&-`: only a command whose result is its output fails."""
    workspace, _ = own_archive
    process = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m clusterwatch {" ".join(CALLS[command])} >&-', sys.executable],
        cwd=workspace.folder,
        stderr=subprocess.PIPE,
        timeout=AT_LAST,
        check=False,
    )
    assert (process.returncode, process.stderr) == (code, message)
