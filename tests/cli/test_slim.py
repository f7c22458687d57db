"""clusterwatch slim: a copy for readers that every command opens, of one moment, and the archive is left alone."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from clusterwatch.archive import Archive
from tests.cli.place import POSTS, Place, Web

Archived = tuple[Place, Web]
LEFT_OUT = ("pages", "sketches", "validators", "hosts")


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row by table, without the index of full-text search."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            n: sorted(db.execute(f"SELECT * FROM {n}"), key=repr)
            for n in names
            if not n.startswith(("posts_fts", "sqlite_"))
        }


def test_all_but_what_a_run_needs(archived: Archived, tmp_path: Path) -> None:
    place, _ = archived
    out = tmp_path / "it's 100% #1?.db"
    before = hashlib.sha256(place.archive.read_bytes()).digest()
    said, err = place.call("slim", str(out))
    assert err == ""
    assert said.startswith(f"{out}: ")
    assert hashlib.sha256(place.archive.read_bytes()).digest() == before
    whole, made = content(place.archive), content(out)
    assert {n for n in made if not made[n] and whole[n]} == set(LEFT_OUT)
    assert {n: r for n, r in made.items() if n not in LEFT_OUT} == {
        n: r for n, r in whole.items() if n not in LEFT_OUT
    }
    assert list(tmp_path.iterdir()) == [out]
    with closing(sqlite3.connect(out)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
        assert db.execute("PRAGMA freelist_count").fetchall() == [(0,)]
        db.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")


def test_every_command_opens_it(archived: Archived, tmp_path: Path) -> None:
    place, web = archived
    out = tmp_path / "slim.db"
    told = json.loads(place.call("slim", str(out), "--json")[0])
    assert told == {
        "path": str(out),
        "bytes": out.stat().st_size,
        "archive_bytes": place.archive.stat().st_size,
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
        here, there = (place.call(*command, "--db", str(db)) for db in (place.archive, out))
        assert here == there, command
    assert place.call("export", "jsonl", "--db", str(out), "--lang", "xx")[1] == "Nothing to export.\n"


def test_datasette_opens_it(archived: Archived, tmp_path: Path) -> None:
    out = tmp_path / "slim.db"
    archived[0].call("slim", str(out))
    command = [sys.executable, "-m", "datasette", str(out), "--get", "/slim/posts.json?_shape=array"]
    told = subprocess.run(command, capture_output=True, check=True)
    assert {post["title"] for post in json.loads(told.stdout)} == {title for _, title, _, _ in POSTS}


def test_what_is_there_is_replaced_only_by_force(archived: Archived, tmp_path: Path) -> None:
    place, _ = archived
    out = tmp_path / "slim.db"
    out.write_text("the last one")
    out.with_name("slim.db-wal").write_text("of the last one")
    error = f"Error: {out}: already exists; replace it with --force, or name another file\n"
    assert place.call("slim", str(out), code=2) == ("", error)
    assert out.read_text() == "the last one"
    place.call("slim", str(out), "--force")
    assert len(content(out)["posts"]) == 7
    assert list(tmp_path.iterdir()) == [out]


def test_what_a_person_can_mend(archived: Archived, tmp_path: Path) -> None:
    place, _ = archived
    own = tmp_path / "link.db"
    own.symlink_to(place.archive)
    for name in (str(own), "archive.db"):
        assert "is the archive itself" in place.call("slim", name, "--force", code=2)[1]
    assert "no such archive" in place.call("slim", "x.db", "--db", str(tmp_path / "none.db"), code=2)[1]
    assert "cannot be" in place.call("slim", str(tmp_path / "no" / "x.db"), code=2)[1]
    assert [p.name for p in tmp_path.iterdir()] == ["link.db"]


def test_it_is_of_one_moment_while_a_run_writes(archived: Archived, tmp_path: Path) -> None:
    """What is not committed is not in it, and the writer is not held up."""
    place, _ = archived
    copy = tmp_path / "archive.db"
    with closing(sqlite3.connect(place.archive)) as db, closing(sqlite3.connect(copy)) as to:
        db.backup(to)
    with Archive(copy) as writer:
        with writer.transaction():
            writer.db.execute("UPDATE posts SET title = 'committed' WHERE id = 1")
        with writer.transaction():
            writer.db.execute("UPDATE posts SET title = 'not yet' WHERE id = 2")
            place.call("slim", str(tmp_path / "slim.db"), "--db", str(copy))
    titles = {row[0]: row[3] for row in content(tmp_path / "slim.db")["posts"]}
    assert titles[1] == "committed"
    assert titles[2] != "not yet"
