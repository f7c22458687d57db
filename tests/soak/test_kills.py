"""A few of the moments of `python -m tests.soak.kills`, and tests of its checks."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from tests.archive.made import draft, observed, record, register
from tests.soak.kills import Killed, faults_of, table

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 29, tzinfo=UTC)


def test_commands_that_are_killed_leave_the_archive_as_it_was_committed() -> None:
    # In a process of its own: one with threads, as that of the tests may be, should not be forked.
    call = [
        sys.executable,
        "-m",
        "tests.soak.kills",
        "--only",
        "first run",
        "--moments",
        "2",
        "--site",
        "nordmark",
    ]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split(" | ") for line in done.stdout.splitlines() if line.startswith("| ")]
    assert [row[0] for row in rows[1:]] == ["| first run", "| all"]
    assert {row[-1] for row in rows[1:]} == {"0 |"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Archive(tmp_path / "archive.db") as archive:
        register(archive, NOW)
        record(archive, observed(), NOW)
        record(archive, observed(read=draft(title="Thirteen chosen")), NOW)
    return tmp_path


def test_an_archive_without_faults(folder: Path) -> None:
    assert faults_of(folder) == []


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("DELETE FROM revisions", "a gap in the revisions: (1,)"),
        ("DELETE FROM sightings", "a post without address: (1,)"),
        ("DELETE FROM posts_fts_docsize", "a post that is not in the search index: (1,)"),
        ("UPDATE evidence SET post = 9 WHERE field = 'title'; DELETE FROM sources", "reference to nothing"),
        (
            "INSERT INTO posts SELECT 2, source, url || '/again', title, published, precision, language, body, "
            "first_seen, last_seen, last_changed, 1, NULL, story, flags, fingerprint, story_by, similarity, "
            "body_html, kind, kind_confidence, facts_revision, day, published_utc FROM posts",
            "a text twice: ('alpha', 'https://alpha.example.org/a')",
        ),
    ],
)
def test_a_fault_is_found(folder: Path, damage: str, fault: str) -> None:
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        db.executescript(damage)
    assert any(found.startswith(fault) for found in faults_of(folder))


def test_the_table_has_the_sums() -> None:
    results = [Killed("run", 50, 2, 9, ["lost: 1"]), Killed("undo", 25, 0, 4)]
    assert table(results).splitlines()[2:] == [
        "| run | 50 | 9 | 1 |",
        "| undo | 25 | 4 | 0 |",
        "| all | 75 | 13 | 1 |",
    ]
