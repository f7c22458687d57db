"""The archive file: opening and refusing files, the lock, full disks, dry runs, and the columns of the contract."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from clusterwatch.archive import Archive, hold
from clusterwatch.archive.schema import APPLICATION_ID, MIGRATIONS
from clusterwatch.archive.store import POLL
from clusterwatch.errors import ArchiveError, Locked, UsageError
from clusterwatch.models import Observation
from tests.archive.made import SITE, draft, observed, page, record, register, row, rows

CONTRACT = {
    "sources": "id name url country region kind sectors",
    "posts": "id source url title published precision language body first_seen last_seen last_changed revision "
    "withdrawn story",
    "sightings": "url post source status",
    "evidence": "post field method raw",
    "revisions": "post revision seen title published body",
    "pages": "url fetched status headers body",
    "stories": "id",
    "runs": "id",
    "outcomes": "run source",
    "posts_fts": "title body",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_the_columns_of_the_contract(archive: Archive, table: str) -> None:
    with closing(sqlite3.connect(archive.path)) as plain:
        names = {r[1] for r in plain.execute(f"PRAGMA table_info({table})")}
    assert set(CONTRACT[table].split()) <= names


def test_plain_sql_reads_the_archive(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    with closing(sqlite3.connect(archive.path)) as plain:
        sql = "SELECT substr(published, 1, 10), title FROM posts JOIN sources ON sources.id = posts.source"
        assert plain.execute(sql).fetchall() == [("2026-02-20", "Twelve chosen")]
        sql = "SELECT p.title FROM posts_fts JOIN posts p ON p.id = posts_fts.rowid WHERE posts_fts MATCH 'harbours'"
        assert plain.execute(sql).fetchall() == [("Twelve chosen",)]


def test_a_post_needs_a_source(archive: Archive, now: datetime) -> None:
    with pytest.raises(sqlite3.IntegrityError), archive.transaction():
        archive.posts.record(observed(source="gamma"), now)
    assert rows(archive, "SELECT * FROM posts") == []


def test_opening_an_archive_again_changes_nothing(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "a b?#%41.db"
    with Archive(path) as first:
        register(first, now)
        record(first, observed(), now)
        before = rows(first, "SELECT type, name, sql FROM sqlite_master ORDER BY name")
    for _ in range(2):
        with Archive(str(path)) as again:
            assert rows(again, "SELECT type, name, sql FROM sqlite_master ORDER BY name") == before
            assert row(again, "PRAGMA user_version")["user_version"] == len(MIGRATIONS)
            assert row(again, "PRAGMA application_id")["application_id"] == APPLICATION_ID
            assert [p["title"] for p in rows(again, "SELECT title FROM posts")] == ["Twelve chosen"]
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_an_archive_is_upgraded_once(tmp_path: Path) -> None:
    """Open an empty file and archives of two schemas twice. `test_migrations.py` has all schemas."""
    with Archive(tmp_path / "new.db") as new:
        expected = rows(new, "SELECT type, name, sql FROM sqlite_master ORDER BY name")
    for version in (0, 1, len(MIGRATIONS)):
        path = tmp_path / f"{version}.db"
        with closing(sqlite3.connect(path)) as plain:
            plain.execute("PRAGMA synchronous = off")
            for migrate in MIGRATIONS[:version]:
                migrate(Database(plain))
            plain.execute(f"PRAGMA user_version = {version}")
            plain.execute(f"PRAGMA application_id = {APPLICATION_ID if version else 0}")
        for _ in range(2):
            with Archive(path) as made:
                assert rows(made, "SELECT type, name, sql FROM sqlite_master ORDER BY name") == expected


def test_an_older_archive_is_not_opened_readonly(tmp_path: Path, archive: Archive) -> None:
    archive.db.execute("PRAGMA user_version = 0")
    with pytest.raises(ArchiveError, match="older clusterwatch"):
        Archive(archive.path, readonly=True)


def no_sqlite(path: Path) -> None:
    path.write_bytes(b"sources:\n  a:\n" * 100)


def other_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT)")


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA application_id = 7")
        plain.execute("CREATE TABLE t (a)")


def newer(path: Path) -> None:
    with Archive(path) as made:
        made.db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def cut(path: Path) -> None:
    with Archive(path) as made:
        made.db.execute("PRAGMA wal_checkpoint(truncate)")
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (no_sqlite, "cannot be used as an archive: file is not a database"),
        (other_sqlite, "a SQLite file, but not an archive of clusterwatch; use another --db"),
        (other_program, "a SQLite file, but not an archive of clusterwatch"),
        (
            newer,
            f"made by a newer clusterwatch .schema {len(MIGRATIONS) + 1}, this one knows {len(MIGRATIONS)}.; install",
        ),
    ],
)
def test_a_file_that_is_not_an_archive_is_refused_and_left_unchanged(
    tmp_path: Path, make: object, sentence: str, readonly: bool
) -> None:
    assert callable(make)
    path = tmp_path / "archive.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=sentence) as caught:
        Archive(path, readonly=readonly)
    assert str(path) in str(caught.value)
    assert isinstance(caught.value, UsageError)
    assert path.read_bytes() == before


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    cut(path)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="cannot be used as an archive"):
        Archive(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("path", ["folder", "none/archive.db"])
def test_a_path_where_no_file_can_be_created(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ArchiveError, match="cannot be used as an archive: unable to open database file"):
        Archive(tmp_path / path)


def test_opening_readonly_creates_no_file(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"none\.db: no such archive$"):
        Archive(tmp_path / "none.db", readonly=True)
    assert list(tmp_path.iterdir()) == []


def test_a_readonly_archive_refuses_writes(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    with Archive(archive.path, readonly=True) as reader:
        assert reader.explain("1") is not None
        assert len(reader.search("harbours")) == 1
        with pytest.raises(ArchiveError, match="cannot be written: attempt to write a readonly database"):
            record(reader, observed(), now)


def test_readers_read_while_the_writer_writes(archive: Archive, now: datetime) -> None:
    with Archive(archive.path, readonly=True) as reader:
        with archive.transaction():
            archive.posts.record(observed(), now)
            assert reader.explain("1") is None
        assert reader.explain("1") is not None


def break_off(archive: Archive, seen: Observation, now: datetime) -> None:
    """Record an observation in a transaction that then fails."""
    with archive.transaction():
        archive.posts.record(seen, now)
        raise RuntimeError


def test_a_transaction_is_all_or_nothing(archive: Archive, now: datetime) -> None:
    with pytest.raises(RuntimeError):
        break_off(archive, observed(), now)
    assert rows(archive, "SELECT * FROM posts") == rows(archive, "SELECT * FROM sightings") == []
    assert record(archive, observed(), now).kind == "new"


def fill(archive: Archive, now: datetime) -> None:
    """Record nine large posts."""
    for n in range(9):
        url = f"{SITE}/{n}"
        read = draft(url, body=f"{n} {os.urandom(20_000).hex()}")
        record(archive, observed(url, read=read, page=page(url, os.urandom(50_000), now)), now)


def test_a_full_disk_loses_only_the_last_write(archive: Archive, now: datetime) -> None:
    record(archive, observed(page=page(f"{SITE}/a", b"<p>a</p>", now)), now)
    pages = row(archive, "PRAGMA page_count")["page_count"]
    archive.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveError, match="database or disk is full; what was committed before is kept"):
        fill(archive, now)
    stored = len(rows(archive, "SELECT * FROM posts"))
    assert stored >= 1
    assert row(archive, "PRAGMA integrity_check")["integrity_check"] == "ok"
    archive.db.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")
    archive.db.execute("PRAGMA max_page_count = 100000")  # there is room again
    assert record(archive, observed(read=draft(title="Thirteen chosen")), now).kind == "changed"
    archive.close()
    with Archive(archive.path) as again:
        assert len(rows(again, "SELECT * FROM posts")) == stored
        assert row(again, "SELECT title FROM posts WHERE id = 1")["title"] == "Thirteen chosen"


def test_a_dry_run_changes_nothing(archive: Archive, now: datetime) -> None:
    def everything() -> dict[str, object]:
        names = [r["name"] for r in rows(archive, "SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: rows(archive, f'SELECT * FROM "{name}"') for name in names}

    record(archive, observed(), now)
    before = everything()
    with archive.dry_run():
        assert record(archive, observed(read=draft(title="Thirteen chosen")), now).kind == "changed"
        assert record(archive, observed(f"{SITE}/b", read=draft(body="Other words.")), now).kind == "new"
        with pytest.raises(RuntimeError):
            break_off(archive, observed(f"{SITE}/c", read=draft(f"{SITE}/c", body="More words.")), now)
        explained = archive.explain("1")
        assert explained is not None
        assert explained["title"] == "Thirteen chosen"
        assert archive.explain(f"{SITE}/b") is not None
        assert archive.explain(f"{SITE}/c") is None
    assert everything() == before
    with pytest.raises(RuntimeError), archive.dry_run():
        break_off(archive, observed(read=draft(title="Thirteen chosen")), now)
    assert everything() == before
    assert record(archive, observed(), now).kind == "same"


HOLD = """
import sys
from pathlib import Path
from clusterwatch.archive import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_run_at_a_time_holds_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(Locked, match=rf"another run holds the archive \(process {other.pid}\)"),
            hold(path),
        ):
            pass
        other.kill()  # a killed process holds no lock
    with hold(path), pytest.raises(Locked, match=str(os.getpid())), hold(path):
        pass
    with hold(path):
        assert (tmp_path / "archive.db.lock").read_text() == f"{os.getpid()}\n"


def file_link(real: Path, place: Path) -> Path:
    (place / "link.db").symlink_to(real)
    return place / "link.db"


def relative_link(real: Path, place: Path) -> Path:
    (place / "link.db").symlink_to(os.path.relpath(real, place))
    return place / "link.db"


def link_to_a_link(real: Path, place: Path) -> Path:
    (place / "second.db").symlink_to(file_link(real, place))
    return place / "second.db"


def folder_link(real: Path, place: Path) -> Path:
    (place / "folder").symlink_to(real.parent)
    return place / "folder" / real.name


def dotted(real: Path, place: Path) -> Path:
    return place / ".." / real.parent.name / real.name


@pytest.mark.parametrize("name", [file_link, relative_link, link_to_a_link, folder_link, dotted])
@pytest.mark.parametrize("exists", [True, False], ids=["exists", "does not exist yet"])
def test_all_names_of_an_archive_share_one_lock(
    tmp_path: Path, name: Callable[[Path, Path], Path], exists: bool
) -> None:
    real, place = tmp_path / "real" / "archive.db", tmp_path / "place"
    real.parent.mkdir()
    place.mkdir()
    if exists:
        Archive(real).close()
    other = name(real, place)
    for one, two in ((real, other), (other, real)):
        with hold(one), pytest.raises(Locked, match=str(os.getpid())), hold(two):
            pass
    with Archive(other) as archive:
        archive.db.execute("DELETE FROM sources")
        assert {p.name for p in real.parent.iterdir()} >= {"archive.db", "archive.db-wal", "archive.db.lock"}
        assert [p.name for p in place.iterdir() if not p.is_symlink()] == []
    with Archive(real, readonly=True) as reader:
        assert reader.path == real


def test_archives_in_different_folders_have_different_locks(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    with hold(tmp_path / "one" / "archive.db"), hold(tmp_path / "two" / "archive.db"):
        assert [p.name for p in tmp_path.glob("*/*")] == ["archive.db.lock"] * 2


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive.db").symlink_to(tmp_path / "archive.db")
    with pytest.raises(ArchiveError, match=r"archive\.db: cannot be used as an archive"):
        Archive(tmp_path / "archive.db")


def test_a_lock_file_that_cannot_be_created_is_reported(tmp_path: Path) -> None:
    with (
        pytest.raises(ArchiveError, match="cannot be created beside it: No such file or directory"),
        hold(tmp_path / "none" / "a.db"),
    ):
        pass


class Lock:
    """Another program that writes to the archive. `sleep` counts the pauses, and the last of `times` ends the lock."""

    def __init__(self, path: Path, times: int) -> None:
        self.conn = sqlite3.connect(path, isolation_level=None)
        self.conn.execute("BEGIN IMMEDIATE")
        self.times = times
        self.pauses: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) == self.times:
            self.conn.rollback()


def test_a_transaction_waits_for_another_program_without_holding_the_loop(
    archive: Archive, now: datetime
) -> None:
    async def write(archive: Archive) -> None:
        async with archive.writing():
            archive.record(observed(), now)

    lock = Lock(archive.path, 3)
    with closing(lock.conn), Archive(archive.path, sleep=lock.sleep) as waiting:
        asyncio.run(write(waiting))
        assert lock.pauses == [POLL] * 3
        assert len(rows(waiting, "SELECT * FROM posts")) == 1
        asyncio.run(waiting.unlocked())
        assert (len(lock.pauses), waiting.db.conn.in_transaction) == (3, False)


def test_a_lock_that_does_not_end(archive: Archive) -> None:
    async def write(archive: Archive) -> None:
        async with archive.writing(1.0):
            raise AssertionError

    lock = Lock(archive.path, 99)
    with closing(lock.conn), Archive(archive.path, sleep=lock.sleep) as waiting:
        with pytest.raises(ArchiveError, match="another program has locked it for 1 s"):
            asyncio.run(write(waiting))
        assert sum(lock.pauses) == 1.0


def test_an_error_rolls_back_what_was_written(archive: Archive, now: datetime) -> None:
    async def write() -> None:
        async with archive.writing():
            archive.record(observed(), now)
            archive.posts.record(observed(source="gamma"), now)

    with pytest.raises(sqlite3.IntegrityError):
        asyncio.run(write())
    assert rows(archive, "SELECT * FROM posts") == []


def test_hosts_are_kept_while_another_program_writes(archive: Archive, now: datetime) -> None:
    lock = Lock(archive.path, 1)
    with closing(lock.conn):
        archive.hosts.keep_robots(SITE, now, 200, "Disallow: /x")
        archive.hosts.keep_not_before("alpha.example.org", now)
        assert archive.hosts.robots(SITE) == (now, 200, "Disallow: /x")
        assert archive.hosts.not_before("alpha.example.org") == now
        assert rows(archive, "SELECT * FROM hosts") == []
    with pytest.raises(ZeroDivisionError), archive.transaction():
        raise ZeroDivisionError
    with archive.transaction():
        pass
    assert [r["host"] for r in rows(archive, "SELECT host FROM hosts ORDER BY host")] == sorted(
        [SITE, "alpha.example.org"]
    )
    assert archive.hosts.robots(SITE) == (now, 200, "Disallow: /x")


def test_many_small_commits_wait_in_the_wal_file(archive: Archive) -> None:
    """The usual 1,000 pages are copied into the archive a dozen times while a first run fills it."""
    wal = Path(f"{archive.path}-wal")
    at_first = wal.stat().st_size
    with archive.transaction():
        archive.db.execute("CREATE TABLE large (value BLOB)")
        archive.db.execute("INSERT INTO large VALUES (zeroblob(6000000))")
    with archive.transaction():
        archive.db.execute("INSERT INTO large VALUES (zeroblob(6000000))")
    assert wal.stat().st_size - at_first > 12_000_000
