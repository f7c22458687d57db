"""The SQL views for analysts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from sqlite_utils import Database

from clusterwatch.archive import Archive, mentioned
from tests.analysed import fill
from tests.tables import each


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


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return an archive whose answers are known. Tests must not change it."""
    path = tmp_path_factory.mktemp("views") / "archive.db"
    fill(path)
    with Archive(path) as archive:
        yield archive.db


@each(
    ("view", "columns", "rows"),
    [
        (
            "coverage",
            "week, monday, runs, sources, read, not_read, new",
            [
                ("2026-W02", "2026-01-05", 2, 3, 3, 0, 5),
                ("2026-W03", "2026-01-12", 0, 3, 0, 3, 0),
                ("2026-W04", "2026-01-19", 1, 3, 2, 1, 3),
            ],
        ),
        (
            "coverage_by_source WHERE read = 0",
            "week, source, country, runs",
            [
                ("2026-W03", "alpha", "FR", 0),
                ("2026-W03", "beta", "DE", 0),
                ("2026-W03", "gamma", "ES", 0),
                ("2026-W04", "beta", "DE", 1),
            ],
        ),
        (
            "relay_lags",
            "first_source, source, relays, shortest, first_quartile, median, third_quartile, longest",
            [("alpha", "beta", 2, 2, 2, 3.0, 4, 4), ("alpha", "gamma", 1, 8, 8, 8.0, 8, 8)],
        ),
        (
            "doubtful",
            "post, source, day, published, reason",
            [
                (6, "alpha", "2022-03-01", "2022-03-01", "future"),
                (8, "gamma", None, "2026-01", "only-month"),
                (9, "gamma", None, None, "no-date"),
            ],
        ),
    ],
    ids=lambda case: case[0],
)
def test_views_for_analysts_have_the_known_rows(
    answers: Database, view: str, columns: str, rows: list[tuple[object, ...]]
) -> None:
    assert answers.execute(f"SELECT {columns} FROM {view} ORDER BY 1, 2").fetchall() == rows


def test_weeks_are_those_of_iso_8601_and_end_with_the_last_outcome(archive: Archive) -> None:
    archive.db.execute("UPDATE sources SET first_seen = '2019-12-31', watched = id = 'alpha'")
    columns = "found, new, changed, same, copies, gone, failed, requests, seconds"
    for run, (day, state, undone) in enumerate(
        [
            ("2019-12-31", "ok", 0),
            ("2020-01-07", "ok", 1),
            ("2020-01-14", "blocked", 0),
            ("2027-01-10", "ok", 0),
        ],
        1,
    ):
        archive.db.execute(
            "INSERT INTO runs (id, started, status, version) VALUES (?, ?, 'done', '0')",
            [run, f"{day}T23:30:00.000Z"],
        )
        for source in ("alpha", "beta") if run < 4 else ("alpha",):
            archive.db.execute(
                f"INSERT INTO outcomes (run, source, state, {columns}) VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
                [run, source, state],
            )
        if undone:
            archive.db.execute(
                "INSERT INTO undone (run, source, undone, new, changed, gone, others) "
                "VALUES (?, 'alpha', '', 0, 0, 0, 0)",
                [run],
            )
    mondays = [date(2019, 12, 30) + timedelta(weeks=number) for number in range(367)]
    weeks = [(f"{day.isocalendar().year}-W{day.isocalendar().week:02}", day.isoformat()) for day in mondays]
    sql = "SELECT week, monday, read FROM coverage_by_source WHERE source = ? ORDER BY monday"
    alpha, beta = (archive.db.execute(sql, [source]).fetchall() for source in ("alpha", "beta"))
    assert [row[:2] for row in alpha] == weeks
    assert weeks[-1] == ("2027-W01", "2027-01-04")
    assert [number for number, row in enumerate(alpha) if row[2]] == [0, 366]
    assert [row[2] for row in beta] == [1, 1, 0]


def test_quartiles_and_medians_are_those_of_the_days(archive: Archive, now: datetime) -> None:
    """Compare them with sorted days, for one to nine relays of one source."""
    for count in range(1, 10):
        for table in ("posts", "stories"):
            archive.db.execute(f"DELETE FROM {table}")
        days = sorted(number * number % 11 for number in range(count))
        for story, days_later in enumerate(days, 1):
            archive.db.execute(
                "INSERT INTO stories (id, first_post, posts, sources) VALUES (?, ?, 2, 2)", [story, story]
            )
            for number, source, day in ((story, "alpha", 0), (100 + story, "beta", days_later)):
                archive.db.execute(
                    "INSERT INTO posts (id, source, url, published, first_seen, last_seen, last_changed, story, "
                    "fingerprint) VALUES (?, ?, ?, date('2026-01-01', ?), '', '', '', ?, '')",
                    [number, source, f"/{number}", f"+{day} days", story],
                )
        sql = "SELECT relays, shortest, first_quartile, median, third_quartile, longest FROM relay_lags"
        least = [min(d for d in days if sum(x <= d for x in days) >= share * count) for share in (0.25, 0.75)]
        assert archive.db.execute(sql).fetchall() == [
            (count, days[0], least[0], median(days), least[1], days[-1])
        ]


def test_doubtful_days_are_found_by_indexes(archive: Archive) -> None:
    plan = " ".join(row[3] for row in archive.db.execute("EXPLAIN QUERY PLAN SELECT * FROM doubtful"))
    assert "evidence USING COVERING INDEX evidence_doubts" in plan
    assert "p USING INDEX posts_flagged" in plan
    assert "posts USING INDEX posts_day (day=?)" in plan
