"""Tests of slim: the copy is consistent, all reading commands open it, and the archive is not changed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from clusterwatch.archive import Archive
from tests.cli.workspace import POSTS, Web, Workspace

Archived = tuple[Workspace, Web]
LEFT_OUT = ("pages", "sketches", "signatures", "story_facts", "validators", "hosts", "changes")


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of each table, without the full-text index."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            n: sorted(db.execute(f"SELECT * FROM {n}"), key=repr)
            for n in names
            if not n.startswith(("posts_fts", "sqlite_"))
        }


def test_the_copy_has_everything_that_readers_need(archived: Archived, tmp_path: Path) -> None:
    workspace, _ = archived
    out = tmp_path / "it's 100% #1?.db"
    before = hashlib.sha256(workspace.archive.read_bytes()).digest()
    printed, err = workspace.call("slim", str(out))
    assert err == ""
    assert printed.startswith(f"{out}: ")
    assert hashlib.sha256(workspace.archive.read_bytes()).digest() == before
    archive, copy = content(workspace.archive), content(out)
    assert {n for n in copy if not copy[n] and archive[n]} == set(LEFT_OUT)
    assert {n: r for n, r in copy.items() if n not in LEFT_OUT} == {
        n: r for n, r in archive.items() if n not in LEFT_OUT
    }
    assert list(tmp_path.iterdir()) == [out]
    with closing(sqlite3.connect(out)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
        assert db.execute("PRAGMA freelist_count").fetchall() == [(0,)]
        db.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")


def test_reading_commands_open_the_copy(archived: Archived, tmp_path: Path) -> None:
    workspace, web = archived
    out = tmp_path / "slim.db"
    result = json.loads(workspace.call("slim", str(out), "--json")[0])
    assert result == {
        "path": str(out),
        "bytes": out.stat().st_size,
        "archive_bytes": workspace.archive.stat().st_size,
    }
    out.chmod(0o444)
    days = ("--since", "2026-01-01", "--until", "2026-12-31")
    for command in (
        ("search", "bench"),
        ("why", f"{web.base}/news/composites"),
        ("status",),
        ("digest", *days),
        ("export", "csv"),
        ("export", "atom"),
    ):
        here, there = (workspace.call(*command, "--db", str(db)) for db in (workspace.archive, out))
        assert here == there, command
    assert workspace.call("export", "jsonl", "--db", str(out), "--lang", "ga")[1] == "Nothing to export.\n"


def test_datasette_opens_the_copy(archived: Archived, tmp_path: Path) -> None:
    out = tmp_path / "slim.db"
    archived[0].call("slim", str(out))
    command = [sys.executable, "-m", "datasette", str(out), "--get", "/slim/posts.json?_shape=array"]
    result = subprocess.run(command, capture_output=True, check=True)
    assert {post["title"] for post in json.loads(result.stdout)} == {title for _, title, _, _ in POSTS}


def test_an_existing_file_is_replaced_only_with_force(archived: Archived, tmp_path: Path) -> None:
    workspace, _ = archived
    out = tmp_path / "slim.db"
    out.write_text("older content")
    out.with_name("slim.db-wal").write_text("older content")
    error = f"Error: {out} already exists; use --force to replace it, or use another file\n"
    assert workspace.call("slim", str(out), code=2) == ("", error)
    assert out.read_text() == "older content"
    workspace.call("slim", str(out), "--force")
    assert len(content(out)["posts"]) == 7
    assert list(tmp_path.iterdir()) == [out]


def test_wrong_usage(archived: Archived, tmp_path: Path) -> None:
    workspace, _ = archived
    own = tmp_path / "link.db"
    own.symlink_to(workspace.archive)
    for name in (str(own), "archive.db"):
        assert "is the archive itself" in workspace.call("slim", name, "--force", code=2)[1]
    assert "no such archive" in workspace.call("slim", "x.db", "--db", str(tmp_path / "none.db"), code=2)[1]
    assert "cannot be" in workspace.call("slim", str(tmp_path / "no" / "x.db"), code=4)[1]
    assert [p.name for p in tmp_path.iterdir()] == ["link.db"]


def test_the_copy_is_consistent_while_a_run_writes(archived: Archived, tmp_path: Path) -> None:
    """The copy has no uncommitted changes, and the writer is not blocked."""
    workspace, _ = archived
    copy = tmp_path / "archive.db"
    with closing(sqlite3.connect(workspace.archive)) as db, closing(sqlite3.connect(copy)) as to:
        db.backup(to)
    with Archive(copy) as writer:
        with writer.transaction():
            writer.db.execute("UPDATE posts SET title = 'committed' WHERE id = 1")
        with writer.transaction():
            writer.db.execute("UPDATE posts SET title = 'not yet' WHERE id = 2")
            workspace.call("slim", str(tmp_path / "slim.db"), "--db", str(copy))
    titles = {row[0]: row[3] for row in content(tmp_path / "slim.db")["posts"]}
    assert titles[1] == "committed"
    assert titles[2] != "not yet"
