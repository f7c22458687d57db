"""The columns `day` and `published_utc`, which follow from `published` and the time zone of the source."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clusterwatch.archive import Archive, schema
from clusterwatch.archive.joining import merge_archives
from clusterwatch.archive.published import day_of, utc_of
from clusterwatch.config import Source
from tests.archive.made import SITE, draft, observed, page, record, rows
from tests.tables import each

NAMES = ("published", "zone", "day", "utc")
CASES = [
    (None, "Europe/Paris", None, None),
    ("2026", "Europe/Paris", None, None),
    ("2026-02", "Europe/Paris", None, None),
    ("2026-02-20", "Europe/Paris", "2026-02-20", None),
    ("2026-02-20T09:30", "Europe/Paris", "2026-02-20", "2026-02-20T08:30:00.000Z"),
    ("2026-07-20T09:30:15", "Europe/Paris", "2026-07-20", "2026-07-20T07:30:15.000Z"),
    ("2026-02-20T00:30", "Europe/Paris", "2026-02-20", "2026-02-19T23:30:00.000Z"),
    ("2026-02-20T00:30+02:00", None, "2026-02-20", "2026-02-19T22:30:00.000Z"),
    ("2026-02-20T00:30+02:00", "Europe/Paris", "2026-02-20", "2026-02-19T22:30:00.000Z"),
    ("2026-02-20T00:30Z", None, "2026-02-20", "2026-02-20T00:30:00.000Z"),
    ("2026-02-20T09:30", None, "2026-02-20", None),
    ("2026-02-20T09:30", "Nowhere/City", "2026-02-20", None),
    ("2026-02-20T25:30", "Europe/Paris", "2026-02-20", None),
    ("0001-01-01T00:30+02:00", None, "0001-01-01", None),
]
COLUMNS = "SELECT published, day, published_utc FROM posts"


@each(NAMES, CASES)
def test_the_columns_follow_from_date_and_zone(
    published: str | None, zone: str | None, day: str | None, utc: str | None
) -> None:
    assert (day_of(published), utc_of(published, zone)) == (day, utc)


def in_zone(archive: Archive, zone: str, now: datetime) -> None:
    """Give the source alpha a time zone, as sources.yaml does."""
    with archive.transaction():
        archive.sources.register(
            [Source(id="alpha", url="https://alpha.example.org/news", timezone=zone)], now
        )


def test_posts_edits_and_new_zones_write_the_columns(archive: Archive, now: datetime) -> None:
    in_zone(archive, "Europe/Paris", now)
    record(archive, observed(read=draft(published="2026-02-20T09:30", precision="minute")), now)
    (first,) = rows(archive, COLUMNS)
    record(archive, observed(read=draft(published="2026-02-21T10:00", precision="minute")), now)
    (edited,) = rows(archive, COLUMNS)
    in_zone(archive, "Europe/Athens", now)
    (moved,) = rows(archive, COLUMNS)
    assert (first["day"], first["published_utc"]) == ("2026-02-20", "2026-02-20T08:30:00.000Z")
    assert (edited["day"], edited["published_utc"]) == ("2026-02-21", "2026-02-21T09:00:00.000Z")
    assert (moved["day"], moved["published_utc"]) == ("2026-02-21", "2026-02-21T08:00:00.000Z")
    assert rows(archive, "SELECT day, month, published_utc FROM announcements") == [
        {"day": "2026-02-21", "month": "2026-02", "published_utc": "2026-02-21T08:00:00.000Z"}
    ]


def test_undo_writes_the_columns_of_the_restored_date(archive: Archive, now: datetime) -> None:
    in_zone(archive, "Europe/Paris", now)
    for published in ("2026-02-20T09:30", "2026-02-21T10:00"):
        with archive.transaction():
            run = archive.runs.begin(now, "0")
        record(archive, observed(read=draft(published=published, precision="minute")), now)
    archive.undo(archive.plan_undo(run), now)
    assert rows(archive, COLUMNS) == [
        {"published": "2026-02-20T09:30", "day": "2026-02-20", "published_utc": "2026-02-20T08:30:00.000Z"}
    ]


def test_a_capture_that_fills_a_date_writes_the_columns(archive: Archive, now: datetime) -> None:
    in_zone(archive, "Europe/Paris", now)
    record(archive, observed(read=draft(published=None, precision=None)), now)
    before = now - timedelta(days=5)
    read = draft(published="2026-02-20T09:30", precision="minute")
    with archive.transaction():
        archive.captures.record(observed(read=read, page=page(fetched=before)), now)
    assert rows(archive, COLUMNS) == [
        {"published": "2026-02-20T09:30", "day": "2026-02-20", "published_utc": "2026-02-20T08:30:00.000Z"}
    ]


def test_the_past_gets_the_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:28])
        with Archive(tmp_path / "old.db") as old:
            old.db.execute(
                "INSERT INTO sources (id, name, url, timezone, first_seen, rules) "
                "VALUES ('s', 'S', '/', 'Europe/Paris', '2026', '')"
            )
            for number, published in enumerate((None, "2026-02", "2026-02-20", "2026-02-20T09:30")):
                old.db.execute(
                    "INSERT INTO posts (source, url, published, first_seen, last_seen, last_changed, fingerprint) "
                    "VALUES ('s', ?, ?, '2026', '2026', '2026', '')",
                    [f"https://s.example/{number}", published],
                )
    with Archive(tmp_path / "old.db") as archive:
        found = [(row["day"], row["published_utc"]) for row in rows(archive, COLUMNS)]
    assert found == [
        (None, None),
        (None, None),
        ("2026-02-20", None),
        ("2026-02-20", "2026-02-20T08:30:00.000Z"),
    ]


def test_a_merged_archive_has_the_zone_of_the_later_run(
    archive: Archive, tmp_path: Path, now: datetime
) -> None:
    record(archive, observed(read=draft(published="2026-02-20T09:30", precision="minute")), now)
    later = tmp_path / "later.db"
    archive.db.execute("PRAGMA wal_checkpoint")
    shutil.copy(tmp_path / "archive.db", later)
    with Archive(later) as other:
        in_zone(other, "Europe/Paris", now)
        read = replace(
            draft(f"{SITE}/b"), published="2026-03-01T08:00", precision="minute", body="Other words."
        )
        record(other, observed(f"{SITE}/b", read=read), now)
        run = other.runs.begin(now, "0")
        columns = "found, new, changed, same, copies, gone, failed, requests, seconds"
        other.db.execute(
            f"INSERT INTO outcomes (run, source, state, {columns}) "
            "VALUES (?, 'alpha', 'ok', 0, 0, 0, 0, 0, 0, 0, 0, 0)",
            [run],
        )
    merge_archives([tmp_path / "archive.db", later], tmp_path / "merged.db", lambda *_: None)
    with Archive(tmp_path / "merged.db") as merged:
        found = [row["published_utc"] for row in rows(merged, f"{COLUMNS} ORDER BY published")]
    assert found == ["2026-02-20T08:30:00.000Z", "2026-03-01T07:00:00.000Z"]


def test_the_days_of_all_posts_are_counted_in_an_index(archive: Archive) -> None:
    sql = "EXPLAIN QUERY PLAN SELECT day, source, count(*) FROM posts GROUP BY day, source"
    assert [row[3] for row in archive.db.execute(sql)] == ["SCAN posts USING COVERING INDEX posts_day"]
