"""Errors that the user can correct: a message on stderr, exit code 2, or 4 for the archive, and no changes."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

from clusterwatch.archive.schema import MIGRATIONS
from tests.cli.calls import Archived
from tests.cli.workspace import Web, Workspace


def test_all_faults_of_the_sources_are_reported_at_once(workspace: Workspace, web: Web) -> None:
    workspace.sources(
        "  good:\n    url: https://good.example.org/\n",
        "  worse:\n    url: https://worse.example.org/\n    timezone: Europe/Atlantis\n    languges: [fr]\n",
        "  worst:\n    country: NO\n    select: {title: 'h1['}\n",
    )
    out, err = workspace.shell("run", code=2)
    assert out == ""
    lines = err.splitlines()
    assert lines[-1] == f"{len(lines) - 1} faults; nothing was done"
    for expected in (
        "sources.yaml:8: worse: timezone",
        "sources.yaml:9: worse: languges",
        "worst: url",
        "h1[",
    ):
        assert any(expected in line for line in lines[:-1]), (expected, lines)
    assert 'did you mean "languages"' in err
    assert sorted(p.name for p in workspace.folder.iterdir()) == ["sources.yaml"]


def test_status_tells_faults_of_sources_that_were_changed_since_the_last_run(own_archive: Archived) -> None:
    workspace, _ = own_archive
    before = workspace.call("status")
    path = workspace.folder / "sources.yaml"
    path.write_text(path.read_text("utf-8") + "    country: France\n", "utf-8")
    os.utime(path, (1, 1))
    assert workspace.call("status") == before  # the last run has read it
    os.utime(path, (4_000_000_000, 4_000_000_000))
    out, err = workspace.call("status", code=2)
    assert out == before[0]
    assert err.splitlines()[0].endswith('country: write "FR" in place of "France"')
    assert err.splitlines()[1:] == ["A run does nothing until this is corrected."]
    workspace.archive.unlink()
    assert 'write "FR"' in workspace.call("status", code=2)[1]


def test_a_missing_sources_file(workspace: Workspace) -> None:
    (workspace.folder / "sources.yaml").unlink()
    out, err = workspace.call("run", code=2)
    assert out == ""
    assert err.startswith("sources.yaml: no such file; name one with --sources")
    assert err.endswith("1 fault; nothing was done\n")
    assert list(workspace.folder.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"# nothing yet\n", b"\xff\xfe\x00\x01", b"sources: {}: {}\n", b"- a\n- b\n"]
)
def test_files_that_are_not_sources(workspace: Workspace, content: bytes) -> None:
    workspace.write("sources.yaml", content)
    out, err = workspace.call("run", code=2)
    assert out == ""
    assert err.startswith("sources.yaml")
    assert not workspace.archive.exists()


def _text(path: Path) -> None:
    path.write_text("The minutes of the meeting, by mistake called archive.db.\n" * 50, "utf-8")


def _other(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(
            "CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('https://example.org/')"
        )


def _marked(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript("PRAGMA application_id = 252006674; CREATE TABLE t (x)")


def _newer(path: Path) -> None:
    from clusterwatch.archive import Archive

    Archive(path).close()
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(f"PRAGMA journal_mode = delete; PRAGMA user_version = {len(MIGRATIONS) + 7}")


@pytest.mark.parametrize("command", [("run",), ("status",), ("search", "press"), ("why", "1")], ids=" ".join)
@pytest.mark.parametrize(
    ("make", "word"),
    [
        (_text, "file is not a database"),
        (_other, "a SQLite file, but not an archive of clusterwatch; use another --db"),
        (_marked, "a SQLite file, but not an archive of clusterwatch"),
        (
            _newer,
            f"made by a newer clusterwatch (schema {len(MIGRATIONS) + 7}, this one knows {len(MIGRATIONS)})",
        ),
    ],
)
def test_a_file_that_is_not_an_archive_is_not_changed(
    workspace: Workspace, web: Web, make: object, word: str, command: tuple[str, ...]
) -> None:
    assert callable(make)
    make(workspace.archive)
    before = hashlib.sha256(workspace.archive.read_bytes()).hexdigest()
    out, err = workspace.call(*command, code=4)
    assert out == ""
    assert err.startswith("Error: archive.db: ")
    assert word in err
    assert hashlib.sha256(workspace.archive.read_bytes()).hexdigest() == before
    assert not list(workspace.folder.glob("archive.db-*"))
    assert web.log == []


@pytest.mark.parametrize("db", ["missing/archive.db", "sources.yaml/archive.db"])
def test_an_archive_that_cannot_be_created(workspace: Workspace, db: str) -> None:
    out, err = workspace.call("run", "--db", db, code=4)
    assert out == ""
    assert err.startswith(f"Error: {db}")


@pytest.mark.parametrize("command", [("status",), ("search", "press"), ("why", "1")], ids=" ".join)
def test_reading_a_missing_archive_does_not_create_it(workspace: Workspace, command: tuple[str, ...]) -> None:
    out, err = workspace.call(*command, code=2)
    assert (out, err) == ("", "Error: archive.db: no such archive; create it with: clusterwatch run\n")
    assert not workspace.archive.exists()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (MemoryError(), "This machine has no memory left. Give it more memory"),
        (
            OSError(errno.EMFILE, "Too many open files", "archive.db"),
            "archive.db: This machine has too many open files.",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device", "tmp"),
            "tmp: A disk of this machine is full. Free some space",
        ),
    ],
)
def test_what_the_machine_lacks(
    error: Exception, sentence: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr("clusterwatch.cli.run.load_sources", lacking)
    assert workspace.call("run", code=4)[1].startswith(f"Error: {sentence}")
