"""Snapshots are the same byte for byte, and their manifests describe them."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.archive.differing import Difference, difference
from clusterwatch.archive.new_file import manifest_of
from clusterwatch.archive.slim import shared_tables
from clusterwatch.archive.snapshot import write_snapshot
from tests.analysed import POSTS, SEEN, fill


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive beside its sources. Tests must not change it."""
    folder = tmp_path_factory.mktemp("snapshots")
    fill(folder / "archive.db")
    (folder / "sources.yaml").write_text("sources: {}\n", "utf-8")
    return folder / "archive.db"


def test_the_same_archive_gives_the_same_files(original: Path, tmp_path: Path) -> None:
    sources = original.with_name("sources.yaml")
    write_snapshot(original, tmp_path / "one.db", sources, force=False)
    rebuilt = Path(shutil.copy(original, tmp_path / "rebuilt.db"))
    with closing(sqlite3.connect(rebuilt, isolation_level=None)) as db:  # the same rows on other pages
        db.execute("CREATE TABLE own (text)")
        db.execute("INSERT INTO own VALUES (zeroblob(100000))")
        db.execute("INSERT INTO posts_fts (posts_fts) VALUES ('optimize')")
        db.execute("DROP TABLE own")
        db.execute("VACUUM")
    write_snapshot(rebuilt, tmp_path / "two.db", sources, force=False)
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()
    assert manifest_of(tmp_path / "one.db").read_bytes() == manifest_of(tmp_path / "two.db").read_bytes()


def test_the_manifest_describes_file_and_tables(original: Path, tmp_path: Path) -> None:
    out, sources = tmp_path / "one.db", original.with_name("sources.yaml")
    made = write_snapshot(original, out, sources, force=False)
    read = json.loads(manifest_of(out).read_text("utf-8"))
    assert read == json.loads(json.dumps(asdict(made)))
    assert read["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert read["bytes"] == out.stat().st_size
    assert read["sources_file"] == {
        "name": "sources.yaml",
        "sha256": hashlib.sha256(sources.read_bytes()).hexdigest(),
    }
    assert (read["first_day"], read["last_day"]) == ("2022-03-01", "2026-01-20")
    assert [source["posts"] for source in read["sources"]] == [3, 3, 3]
    assert (read["run"]["id"], read["run"]["status"]) == (3, "done")
    with Archive(out, readonly=True) as copy:
        assert set(read["tables"]) == set(shared_tables(copy.db))
        rows = [list(row) for row in copy.db.execute("SELECT * FROM posts ORDER BY id")]
    lines = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    assert read["tables"]["posts"] == {
        "rows": len(POSTS),
        "sha256": hashlib.sha256(lines.encode()).hexdigest(),
    }


def test_a_change_of_one_row_changes_the_hash_of_its_table(original: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copy(original, tmp_path / "changed.db"))
    with closing(sqlite3.connect(changed)) as db, db:
        db.execute("UPDATE posts SET withdrawn = '2026' WHERE id = 9")
    none = tmp_path / "none.yaml"
    before = write_snapshot(original, tmp_path / "one.db", none, force=False)
    after = write_snapshot(changed, tmp_path / "two.db", none, force=False)
    assert before.sources_file is None
    assert [name for name in before.tables if before.tables[name] != after.tables[name]] == ["posts"]


def changed(original: Path, folder: Path, *statements: str) -> Difference:
    """Return the difference between the archive and a copy in which some statements were run."""
    later = Path(shutil.copy(original, folder / "later.db"))
    with closing(sqlite3.connect(later)) as db, db:
        for statement in statements:
            db.execute(statement)
    return difference(original, later)


def test_an_archive_does_not_differ_from_itself(original: Path, tmp_path: Path) -> None:
    assert not any(asdict(changed(original, tmp_path)).values())


def test_the_differences_of_two_archives(original: Path, tmp_path: Path) -> None:
    moved = f"(2, 'deadline', '2026-03-01', '2026-03-15', '{SEEN}', 0)"
    found = changed(
        original,
        tmp_path,
        "UPDATE posts SET title = 'Fête des lasers', body = 'x' WHERE id = 4",
        "UPDATE posts SET url = 'https://alpha.example/moved' WHERE id = 1",
        "UPDATE posts SET withdrawn = '2026-02-01', story = 1 WHERE id = 5",
        "DELETE FROM posts WHERE id = 9",
        "INSERT INTO posts (id, source, url, title, day, first_seen, last_seen, last_changed, fingerprint) "
        "VALUES (10, 'delta', 'https://delta.example/10', 'New', '2026-02-02', '2026', '2026', '2026', '')",
        "UPDATE sources SET timezone = 'Europe/Berlin' WHERE id = 'beta'",
        "UPDATE sources SET id = 'delta' WHERE id = 'gamma'",
        "UPDATE posts SET source = 'delta' WHERE source = 'gamma'",
        f"INSERT INTO moved_days (post, kind, before, after, seen, stated) VALUES {moved}",
    )
    assert [row["id"] for row in found.sources_added] == ["delta"]
    assert [row["id"] for row in found.sources_removed] == ["gamma"]
    assert [(row["id"], row["changes"]) for row in found.sources_changed] == [
        ("beta", {"timezone": [None, "Europe/Berlin"]})
    ]
    assert [row["post"] for row in found.posts_added] == [3, 10, 8]
    assert [row["post"] for row in found.posts_removed] == [3, 8, 9]
    assert [(row["post"], row["changes"]) for row in found.posts_changed] == [
        (1, {"url": ["https://alpha.example/1", "https://alpha.example/moved"]}),
        (4, {"title": ["Journée des lasers", "Fête des lasers"], "body": None}),
    ]
    assert [row["post"] for row in found.posts_withdrawn] == [5]
    assert [row["edited"] for row in found.posts_changed] == [True, False]
    assert [(row["posts"], row["title"]) for row in found.stories_joined] == [((1, 2, 5), "Appel photonique")]
    assert [row["posts"] for row in found.stories_split] == [(4, 5)]
    assert not found.posts_returned
    assert [(row["post"], row["before"], row["after"]) for row in found.days_moved] == [
        (2, "2026-03-01", "2026-03-15")
    ]
    back = difference(tmp_path / "later.db", original)
    assert [row["post"] for row in back.posts_returned] == [5]
    assert not back.days_moved
