"""The SQL views for analysts."""

from __future__ import annotations

from pathlib import Path

from clusterwatch.archive import Archive, mentioned


def test_relays_have_the_first_source_and_the_days_since(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        for source in ("first", "second"):
            archive.db.execute(
                "INSERT INTO sources (id, name, url, first_seen, rules) VALUES (?, ?, '/', '2026', '')",
                [source, source],
            )
        archive.db.execute(
            "INSERT INTO stories (id, first_post, posts, sources, first_published, last_published) "
            "VALUES (1, 1, 2, 2, '2026-02-27', '2026-03-02T09:00'), (2, 3, 1, 1, '2026-02-27', '2026-02-27')"
        )
        for number, source, story, day in (
            (1, "first", 1, "2026-02-27"),
            (2, "second", 1, "2026-03-02T09:00"),
            (3, "second", 2, "2026-02-27"),
        ):
            archive.db.execute(
                "INSERT INTO posts (id, source, url, title, published, first_seen, last_seen, last_changed, story, "
                "fingerprint) VALUES (?, ?, ?, 'A call', ?, '2026', '2026', '2026', ?, '')",
                [number, source, f"https://x.example/{number}", day, story],
            )
        relays = list(archive.db.query("SELECT * FROM relays"))
        shared = list(archive.db.query("SELECT * FROM stories_across_sources"))
    assert [(r["first_source"], r["source"], r["post"], r["days_later"]) for r in relays] == [
        ("first", "second", 2, 3)
    ]
    assert [(s["story"], s["first_source"], s["sources"], s["days"]) for s in shared] == [(1, "first", 2, 3)]


def test_the_calls_that_are_open_on_a_day_are_one_range_of_an_index(tmp_path: Path) -> None:
    sql = "SELECT post FROM days WHERE kind = 'deadline' AND superseded = 0 AND until >= ? ORDER BY until"
    with Archive(tmp_path / "archive.db") as archive:
        plan = [row[3] for row in archive.db.execute(f"EXPLAIN QUERY PLAN {sql}", ["2026-11-29"])]
    assert plan == ["SEARCH days USING COVERING INDEX days_until (kind=? AND superseded=? AND until>?)"]


def test_the_posts_that_name_something_are_found_by_indexes(tmp_path: Path) -> None:
    names = ("kind", "id", "name", "since", "source", "country", "limit")
    with Archive(tmp_path / "archive.db") as archive:
        rows = archive.db.execute(
            f"EXPLAIN QUERY PLAN {mentioned._POSTS}", dict.fromkeys(names, "x") | {"limit": 5}
        )
        plan = " ".join(row[3] for row in rows)
    assert "INDEX mentions_id (kind=? AND id=?)" in plan
    assert "INDEX mentions_name (kind=? AND name=?)" in plan
