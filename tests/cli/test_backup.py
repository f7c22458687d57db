"""Tests of backup and restore: a copy of one moment, verified, and put back without losing what was there."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from tests.cli.calls import Archived
from tests.cli.test_slim import content
from tests.cli.workspace import Workspace


@pytest.fixture
def saved(own_archive: Archived) -> Workspace:
    """A folder with an archive and its backup, copy.db."""
    workspace, _ = own_archive
    (workspace.folder / "old.db").unlink()
    workspace.call("backup", "copy.db", "-q")
    return workspace


def test_a_backup_has_everything_and_a_manifest(own_archive: Archived) -> None:
    workspace, _ = own_archive
    out, err = workspace.call("backup", "copy.db")
    copy = workspace.folder / "copy.db"
    assert (out.split(",")[0], err) == ("copy.db: 7 posts", "")
    assert content(copy) == content(workspace.archive)
    manifest = json.loads((workspace.folder / "copy.db.json").read_text())
    assert manifest["sha256"] == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert manifest["bytes"] == copy.stat().st_size
    assert manifest["rows"] == {name: len(rows) for name, rows in content(copy).items()}
    assert not list(workspace.folder.glob("copy.db-*"))


def test_a_backup_is_of_one_moment_while_a_run_writes(own_archive: Archived) -> None:
    workspace, _ = own_archive
    before = content(workspace.archive)
    with Archive(workspace.archive) as writer, writer.transaction():
        writer.db.execute("UPDATE posts SET title = 'not yet'")
        workspace.call("backup", "copy.db", "-q")
    assert content(workspace.folder / "copy.db") == before


def test_an_archive_is_restored_and_the_earlier_one_is_kept(saved: Workspace) -> None:
    backup = content(saved.archive)
    with closing(sqlite3.connect(saved.archive)) as db, db:
        db.execute("DELETE FROM evidence")
    changed = content(saved.archive)
    out, _ = saved.call("restore", "copy.db", "--yes")
    (earlier,) = saved.folder.glob("archive.db.before-restore-*[0-9]")
    assert out == f"archive.db is restored from copy.db.\nThe archive that was there is now {earlier}.\n"
    assert content(saved.archive) == backup
    assert content(earlier) == changed
    saved.call("run", "-q")


def test_a_damaged_archive_is_kept_with_its_journal(saved: Workspace) -> None:
    saved.archive.write_bytes(b"damaged")
    saved.write("archive.db-wal", b"journal")
    result = json.loads(saved.call("restore", "copy.db", "--yes", "--json")[0])
    earlier = Path(result["earlier"])
    assert earlier.read_bytes() == b"damaged"
    assert Path(f"{earlier}-wal").read_bytes() == b"journal"
    assert len(saved.column("SELECT id FROM posts")) == 7


def test_an_archive_is_replaced_only_after_a_question(saved: Workspace) -> None:
    error = "Error: archive.db exists; use --yes to replace it\n"
    assert saved.call("restore", "copy.db", code=2) == ("", error)
    saved.archive.unlink()
    assert saved.call("restore", "copy.db")[0] == "archive.db is restored from copy.db.\n"
    assert len(saved.column("SELECT id FROM posts")) == 7


def damage(path: Path) -> None:
    """Overwrite a page in the middle of the file."""
    with path.open("r+b") as file:
        file.seek(4096 * (path.stat().st_size // 8192))
        file.write(b"\xff" * 4096)


def test_a_changed_backup_is_refused(saved: Workspace) -> None:
    damage(saved.folder / "copy.db")
    before = content(saved.archive)
    assert "another SHA-256" in saved.call("restore", "copy.db", "--yes", code=4)[1]
    (saved.folder / "copy.db.json").unlink()
    assert "copy.db: is damaged: " in saved.call("restore", "copy.db", "--yes", code=4)[1]
    saved.write("copy.db.json", "[]")
    assert "is not the manifest of a backup" in saved.call("restore", "copy.db", "--yes", code=4)[1]
    assert content(saved.archive) == before


def test_a_damaged_archive_is_not_backed_up(saved: Workspace) -> None:
    damage(saved.archive)
    assert "archive.db: is damaged: " in saved.call("backup", "new.db", code=4)[1]
    assert not (saved.folder / "new.db").exists()


def test_files_that_a_backup_does_not_replace(saved: Workspace) -> None:
    before = (saved.folder / "copy.db").read_bytes()
    assert "already exists" in saved.call("backup", "copy.db", code=2)[1]
    saved.call("backup", "copy.db", "--force")
    for name in ("archive.db", "sources.yaml", "archive.db-wal"):
        saved.call("backup", name, "--force", code=2)
    assert "the archive itself" in saved.call("restore", "archive.db", "--yes", code=2)[1]
    assert "none.db: no such file" in saved.call("restore", "none.db", code=2)[1]
    assert "no such archive" in saved.call("backup", "x.db", "--db", "none.db", code=2)[1]
    assert (saved.folder / "copy.db").read_bytes() == before


def test_an_archive_of_an_older_version_is_backed_up_as_it_is(saved: Workspace) -> None:
    with closing(sqlite3.connect(saved.archive)) as db:
        db.execute("PRAGMA user_version = 3")
    saved.call("backup", "older.db")
    assert json.loads((saved.folder / "older.db.json").read_text())["schema"] == 3


def test_a_folder_that_is_missing_is_named(saved: Workspace) -> None:
    err = saved.call("backup", "none/copy.db", code=4)[1]
    assert err == f"Error: none/copy.db: cannot be written: there is no folder {saved.folder / 'none'}\n"
