"""Tests of renamed and deleted sources: no table keeps the old id, and the other sources are not touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clusterwatch.archive import Archive, delete_source, rename_source
from clusterwatch.errors import UsageError
from clusterwatch.models import Note, NoteCode, Outcome, Problem, ProblemCode
from tests.archive.made import WORDS, draft, observed, page, record, register

URLS = {name: f"https://{name}.example.org/a" for name in ("alpha", "beta")}
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def archive(tmp_path: Path, now: datetime) -> Iterator[Archive]:
    """An archive in which both sources have the same announcement, an edit, a page, a problem and a note."""
    with Archive(tmp_path / "archive.db") as archive:
        register(archive, now)
        for name, url in URLS.items():
            raw = page(url, fetched=now)
            record(archive, observed(url, name, draft(url), page=raw), now)
            later = draft(url, body=f"{WORDS}\nThe meeting takes place in Gdynia.")
            record(archive, observed(url, name, later, page=raw), now + timedelta(days=1))
        with archive.transaction():
            run = archive.runs.begin(now, "0")
            for name in URLS:
                problem, note = Problem(ProblemCode.SELECTOR_LOST, "title"), Note(NoteCode.STRATEGY_CHOSEN)
                archive.runs.add(
                    run, Outcome(source=name, state="degraded", problems=(problem,), notes=(note,))
                )
            archive.learned.keep("alpha", {}, ("title",), now)
        yield archive


def rows(archive: Archive) -> Rows:
    """Return the rows of all tables of the archive itself."""
    names = [r[0] for r in archive.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if not name.startswith(("posts_fts", "sqlite_"))]
    return {name: archive.db.execute(f"SELECT * FROM {name}").fetchall() for name in kept}


def named(tables: Rows, source: str) -> dict[str, int]:
    """Return the number of rows that contain the id of a source, by table."""
    counts = {name: sum(source in row for row in rows) for name, rows in tables.items()}
    return {name: n for name, n in counts.items() if n}


def test_a_rename_changes_the_id_in_all_tables(archive: Archive) -> None:
    before = rows(archive)
    with archive.transaction():
        rename_source(archive.db, "alpha", "gamma")
    after = rows(archive)
    assert named(after, "alpha") == {}
    assert named(after, "gamma") == named(before, "alpha")
    with archive.transaction():
        rename_source(archive.db, "gamma", "alpha")
    assert {k: sorted(v, key=repr) for k, v in rows(archive).items()} == {
        k: sorted(v, key=repr) for k, v in before.items()
    }
    assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(("old", "new"), [("nobody", "gamma"), ("alpha", "beta")])
def test_a_rename_that_is_not_possible_changes_nothing(archive: Archive, old: str, new: str) -> None:
    before = rows(archive)
    with pytest.raises(UsageError), archive.transaction():
        rename_source(archive.db, old, new)
    assert rows(archive) == before


def test_a_deleted_source_leaves_nothing_and_the_others_stay(archive: Archive) -> None:
    assert archive.db.execute("SELECT sources FROM stories WHERE sources = 2").fetchall() == [(2,)]
    before = rows(archive)
    with archive.transaction():
        assert delete_source(archive.db, "alpha") == 1
    after = rows(archive)
    assert named(after, "alpha") == {}
    assert named(after, "beta") == named(before, "beta")
    assert archive.db.execute("SELECT posts, sources, first_post FROM stories").fetchall() == [(1, 1, 2)]
    assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []
    archive.db.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")
    assert [hit.source for hit in archive.search("harbours")] == ["beta"]
    with archive.transaction():
        delete_source(archive.db, "beta")
    assert {k for k, v in rows(archive).items() if v} == {"runs"}


def test_an_unknown_source_cannot_be_deleted(archive: Archive) -> None:
    with pytest.raises(UsageError, match="no such source"), archive.transaction():
        delete_source(archive.db, "nobody")
