"""Since when a source has its state, and when its next run is expected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clusterwatch.archive import Archive, rhythm, stamp

FIRST = datetime(2026, 3, 1, 2, tzinfo=UTC)
# id, state of each night; a hyphen stands for a night without the source
NIGHTS = {
    "steady": "ok ok quiet ok ok ok ok",
    "failing": "ok ok failed failed ok failed failed",
    "weekly": "ok - - - - - ok",
    "once": "- - - - - - dead",
    "never": "- - - - - - -",
    "mended": "failed degraded ok quiet ok ok ok",
}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive.db")


def _register(archive: Archive, sources: Iterable[str]) -> None:
    for source in sources:
        archive.db.execute(
            "INSERT INTO sources (id, name, url, first_seen, rules) VALUES (?, ?, '/', '', '')",
            [source, source],
        )


def _begin(archive: Archive, run: int, started: datetime) -> None:
    archive.db.execute(
        "INSERT INTO runs (id, started, version, status) VALUES (?, ?, '0', 'done')", [run, stamp(started)]
    )


def _finish(archive: Archive, run: int, source: str, state: str) -> None:
    archive.db.execute(
        "INSERT INTO outcomes (run, source, state, found, new, changed, same, copies, gone, failed, "
        "requests, seconds) VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
        [run, source, state],
    )


def test_rhythms(archive: Archive) -> None:
    with archive:
        _register(archive, NIGHTS)
        for night in range(7):
            _begin(archive, night + 1, FIRST + timedelta(days=night))
            for source, states in NIGHTS.items():
                if (state := states.split()[night]) != "-":
                    _finish(archive, night + 1, source, state)
        of = rhythm.rhythms(archive.db.conn)
    days = {name: (r.since and r.since.day, r.next_run and r.next_run.day) for name, r in of.items()}
    assert days == {
        "steady": (1, 8),
        "failing": (6, 8),
        "weekly": (1, 13),
        "once": (7, None),
        "never": (None, None),
        "mended": (3, 8),
    }
    assert not of["steady"].is_overdue(datetime(2026, 3, 9, 1, tzinfo=UTC))
    assert of["steady"].is_overdue(datetime(2026, 3, 9, 3, tzinfo=UTC))
    assert not of["once"].is_overdue(datetime(2027, 1, 1, tzinfo=UTC))


def test_runs_that_people_start_one_after_the_other_are_no_schedule(archive: Archive) -> None:
    with archive:
        _register(archive, ["tried"])
        for run in (1, 2):
            _begin(archive, run, FIRST + timedelta(minutes=run))
            _finish(archive, run, "tried", "ok")
        of = rhythm.rhythm(archive.db.conn, "tried")
    assert of.next_run is None
    assert not of.is_overdue(FIRST + timedelta(days=9))
