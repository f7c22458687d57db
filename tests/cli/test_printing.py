"""Tests of all commands with other encodings, full devices and closed pipes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import COMMANDS
from tests.cli.workspace import AT_LAST, Web, Workspace, check_output, listing

DAYS = ("--since", "2026-01-01", "--until", "2026-12-31")
URL = "{base}/news/lodz"
CALLS: dict[str, tuple[str, ...]] = {
    "run": ("run", "-v"),
    "demo": ("demo", "made"),
    "add": ("add", "{base}/news", "--id", "again"),
    "check": ("check", "vessel"),
    "repair": ("repair", "vessel"),
    "record": ("record", "vessel", "--to", "cases"),
    "extract": ("extract", URL),
    "why": ("why", URL),
    "status": ("status",),
    "search": ("search", "bench"),
    "digest": ("digest", *DAYS),
    "export": ("export", "jsonl"),
    "serve": ("serve", "--port", "0"),
    "slim": ("slim", "copy.db"),
    "reextract": ("reextract", "vessel", "--dry-run"),
    "schema": ("schema",),
}
JSON: dict[str, tuple[str, ...]] = {
    name: (*CALLS[name], "--json")
    for name in ("run", "add", "check", "record", "extract", "why", "status", "search", "slim", "reextract")
}
OWN_FORMAT = ("digest", "export")  # always UTF-8, because their output is a file
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
Archived = tuple[Workspace, Web]


def test_every_command_is_in_the_table() -> None:
    assert set(CALLS) == set(COMMANDS)


@pytest.fixture
def own(archived: Archived, tmp_path: Path) -> Archived:
    """A new folder with a copy of the archive."""
    workspace, web = archived
    shutil.copy(workspace.archive, tmp_path)
    shutil.copy(workspace.folder / "sources.yaml", tmp_path)
    return Workspace(tmp_path), web


def ended(
    own: Archived, args: tuple[str, ...], env: dict[str, str] | None = None, **how: Any
) -> tuple[int, bytes, str]:
    """Return exit code, stdout and stderr of a call. A server is stopped after its first line."""
    workspace, web = own
    streams: dict[str, Any] = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "stdin": subprocess.DEVNULL,
    } | how
    words = [arg.format(base=web.base) for arg in args]
    with subprocess.Popen(
        [sys.executable, "-m", "clusterwatch", *words],
        cwd=workspace.folder,
        env={**os.environ, **(env or {})},
        **streams,
    ) as process:
        if args[0] == "serve" and process.stdout is not None:
            first = process.stdout.readline()
            process.terminate()
            process.communicate(timeout=AT_LAST)
            return 0, first, ""
        out, err = process.communicate(timeout=AT_LAST)
    message = (err or b"").decode("utf-8", "replace")
    check_output(message)
    assert "Exception ignored" not in message
    return process.returncode, out or b"", message


@pytest.mark.parametrize("command", CALLS)
def test_an_output_that_is_not_utf_8(own: Archived, command: str) -> None:
    code, out, err = ended(own, CALLS[command], {"PYTHONIOENCODING": "latin-1"})
    assert code == 0, err
    text = out.decode("utf-8" if command in OWN_FORMAT else "latin-1")
    assert text
    if command in ("search", "why", "extract"):
        assert "Partners from \\u0141ód\\u017a join the test bench" in text


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
@pytest.mark.parametrize("command", JSON)
def test_json_is_valid_in_every_encoding(own: Archived, command: str, encoding: str) -> None:
    code, out, err = ended(own, JSON[command], {"PYTHONIOENCODING": encoding})
    assert code == 0, err
    value = json.loads(out.decode("utf-8"))
    assert value
    if command in ("search", "why", "extract"):
        assert "Łódź" in json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("command", ["search", "extract"])
def test_the_c_locale(own: Archived, command: str) -> None:
    for env in (ASCII, {"LC_ALL": "C"}):
        code, out, err = ended(own, CALLS[command], env)
        assert (code, bool(out)) == (0, True), err


def test_a_file_name_that_is_not_valid_utf_8(own: Archived) -> None:
    code, _, err = ended(own, ("status", "--db", os.fsdecode(b"\xffno.db")))
    assert (code, err) == (2, "Error: \\udcffno.db: no such archive; create it with: clusterwatch run\n")


@pytest.mark.parametrize("command", CALLS)
def test_a_full_device(own: Archived, command: str) -> None:
    with open("/dev/full", "wb") as full:
        code, _, err = ended(own, CALLS[command], stdout=full)
    assert (code, err.splitlines()[-1:]) == (
        4,
        ["Error: the output cannot be written: No space left on device"],
    )


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("status", "--help")])
def test_help_on_a_full_device_and_a_closed_pipe(own: Archived, args: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        code, _, err = ended(own, args, stdout=full)
    assert (code, err) == (4, "Error: the output cannot be written: No space left on device\n")
    assert closed(own, args) == (141, "")


def closed(own: Archived, args: tuple[str, ...]) -> tuple[int, str]:
    """Return exit code and stderr of a call that writes to a closed pipe."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        code, _, err = ended(own, args, stdout=writer)
    finally:
        os.close(writer)
    return code, err


@pytest.mark.parametrize("command", CALLS)
def test_a_closed_pipe(own: Archived, command: str) -> None:
    code, err = closed(own, CALLS[command])
    assert code == 141  # 128 + SIGPIPE, as a shell reports it
    assert "Error" not in err


@pytest.mark.parametrize("buffered", [True, False], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("args", [CALLS["export"], JSON["why"]])
def test_a_reader_that_closes_the_pipe_early(own: Archived, args: tuple[str, ...], buffered: bool) -> None:
    """As with `| head -1`, the reader closes the pipe before the end of the output."""
    workspace, web = own
    with sqlite3.connect(workspace.archive) as db:  # more than the buffer of a pipe
        db.execute("UPDATE posts SET body = ?", ["long " * 100_000])
    db.close()
    reader, writer = os.pipe()
    words = [arg.format(base=web.base) for arg in args]
    with subprocess.Popen(
        [sys.executable, "-m", "clusterwatch", *words],
        cwd=workspace.folder,
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
def test_an_error_that_cannot_be_printed(own: Archived, args: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        assert ended(own, args, stderr=full)[:2] == (4, b"")
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert ended(own, args, stderr=writer)[:2] == (141, b"")
    finally:
        os.close(writer)


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [("status", 0, b""), ("export", 4, b"Error: the output cannot be written: Bad file descriptor\n")],
)
def test_a_closed_standard_output(own: Archived, command: str, code: int, message: bytes) -> None:
    """As with `>&-`: only a command whose result is its output fails."""
    workspace, _ = own
    process = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m clusterwatch {" ".join(CALLS[command])} >&-', sys.executable],
        cwd=workspace.folder,
        stderr=subprocess.PIPE,
        timeout=AT_LAST,
        check=False,
    )
    assert (process.returncode, process.stderr) == (code, message)
