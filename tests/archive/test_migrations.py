"""Migrations: an archive of any earlier schema gets the current schema and keeps its rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from clusterwatch import urls
from clusterwatch.archive import Archive, schema


def shape(archive: Archive) -> set[tuple[str, str, str]]:
    """Return every table, index, view and trigger with the SQL that created it."""
    rows = archive.db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(row[0], row[1], " ".join(row[2].split())) for row in rows}


@pytest.mark.parametrize("number", range(1, len(schema.MIGRATIONS)))
def test_every_earlier_schema_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    caplog.set_level("INFO", "clusterwatch.archive")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:number])
        with Archive(tmp_path / "old.db") as old:
            old.db.execute(
                "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('s', 'S', '/', '2026', '')"
            )
            old.db.execute(
                "INSERT INTO posts (source, url, title, body, first_seen, last_seen, last_changed, fingerprint) "
                "VALUES ('s', 'https://s.example/1', 'Łódź', 'A hall for looms', '2026', '2026', '2026', '')"
            )
    with Archive(tmp_path / "old.db") as archive, Archive(tmp_path / "new.db") as new:
        assert archive.db.execute("PRAGMA user_version").fetchone()[0] == len(schema.MIGRATIONS)
        assert shape(archive) == shape(new)
        assert [hit.title for hit in archive.search("lodz looms")] == ["Łódź"]
    logged = [(r.getMessage(), vars(r)["from"], vars(r)["to"]) for r in caplog.records]
    assert logged == [("archive upgraded", number, len(schema.MIGRATIONS))]  # a new archive is not upgraded


@pytest.mark.parametrize(
    ("url", "before", "after"),
    [
        ("https://s.example/projects/amp", "s.example/projects", "s.example/projects/amp"),
        ("https://s.example/news/1/AMP/", "s.example/news/1", "s.example/news/1/AMP"),
        ("https://s.example/a/amp?id=1", "s.example/a?id=1", "s.example/a/amp?id=1"),
        ("https://s.example/stamp", "s.example/stamp", "s.example/stamp"),
        ("https://s.example/a?b=/amp", "s.example/a?b=/amp", "s.example/a?b=/amp"),
        ("https://s.example/a/", "s.example/a", "s.example/a"),
    ],
)
def test_the_slug_amp_is_restored_in_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, before: str, after: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:6])
        with Archive(tmp_path / "old.db") as old:
            old.db.execute(
                "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('s', 'S', '/', '2026', '')"
            )
            old.db.execute(
                "INSERT INTO sightings (url, source, status, key, first_seen, last_seen) "
                "VALUES (?, 's', 'post', ?, '2026', '2026')",
                [url, before],
            )
    with Archive(tmp_path / "old.db") as archive:
        assert list(archive.db.execute("SELECT url, key FROM sightings")) == [(url, after)]
        assert urls.key(url) == after


def test_keys_are_computed_again_when_the_tracking_parameters_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [
        ("https://s.example/a?mkt_tok=1", "s.example/a?mkt_tok=1"),
        ("https://s.example/b?id=2", "s.example/b?id=2"),
        ("https://s.example/c", "s.example/c"),
        ("https://s.example/c?_ga=1", "s.example/c?_ga=1"),  # its key is taken by the row before
    ]
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:21])
        with Archive(tmp_path / "old.db") as old:
            old.db.execute(
                "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('s', 'S', '/', '2026', '')"
            )
            for row in known:
                old.db.execute(
                    "INSERT INTO sightings (url, source, status, key, first_seen, last_seen) "
                    "VALUES (?, 's', 'post', ?, '2026', '2026')",
                    row,
                )
    with Archive(tmp_path / "old.db") as archive:
        keys = dict(archive.db.execute("SELECT url, key FROM sightings"))
    assert keys == dict(known) | {"https://s.example/a?mkt_tok=1": "s.example/a"}


def test_the_comparison_reveals_lost_triggers(tmp_path: Path) -> None:
    """Check that `shape` reveals a loss: `transform()` of sqlite-utils recreates a table without its triggers."""
    with Archive(tmp_path / "archive.db") as archive:
        before = shape(archive)
        archive.db.table("posts").transform(not_null={"title"})
        lost = before - shape(archive)
    triggers = {name for kind, name, _ in lost if kind == "trigger"}
    fts = {"posts_fts_insert", "posts_fts_delete", "posts_fts_update"}
    assert triggers == {*fts, "embeddings_outdated", "posts_queued", "labels_of_new", "labels_of_changed"}
