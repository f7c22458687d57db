"""Export as JSON lines and Parquet: types and values."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import duckdb
import pytest

from clusterwatch.errors import UsageError
from clusterwatch.export import jsonl, parquet
from clusterwatch.export.columns import COLUMNS, cells
from tests.export.rows import ATTACHMENT, post

POSTS = (
    post(title="=x 'quoted' \"twice\" \u2028 😀", body_html="<p>a</p>", links=[ATTACHMENT]),
    post(2, published="2026-02", day=None, precision="month", flags=[], body=None),
)


def test_json_lines_contain_all_columns() -> None:
    out = io.BytesIO()
    assert jsonl.write(iter(POSTS), out) == 2
    lines = out.getvalue().decode().split("\n")
    assert lines[-1] == ""
    more = {"body_html": POSTS[0]["body_html"], "links": POSTS[0]["links"]}
    assert json.loads(lines[0]) == cells(POSTS[0]) | more
    assert json.loads(lines[1]) == cells(POSTS[1]) | {"body_html": None, "links": []}


def test_duckdb_reads_types_and_values_from_parquet(tmp_path: Path) -> None:
    path = tmp_path / "posts.parquet"
    with path.open("wb") as out:
        assert parquet.write(iter(POSTS), out) == 2
    with duckdb.connect() as db:
        kinds = {row[0]: row[1] for row in db.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}
        sql = f"SELECT id, title, published, day::VARCHAR, flags, body, epoch_ms(first_seen) FROM '{path}'"
        first, second = db.execute(sql).fetchall()
    assert kinds == {k: v.replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE") for k, v in COLUMNS.items()}
    moment = 1772330400000
    assert first == (
        1,
        POSTS[0]["title"],
        "2026-02-20",
        "2026-02-20",
        ["date ahead"],
        POSTS[0]["body"],
        moment,
    )
    assert second == (2, POSTS[1]["title"], "2026-02", None, [], None, moment)


def test_parquet_without_posts_has_all_columns(tmp_path: Path) -> None:
    path = tmp_path / "it's.parquet"
    with path.open("wb") as out:
        assert parquet.write([], out) == 0
    with duckdb.connect() as db:
        read = db.read_parquet(str(path))
        assert (read.columns, len(read.fetchall())) == (list(COLUMNS), 0)


def test_a_missing_duckdb_is_reported_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UsageError, match=r"pip install 'clusterwatch\[parquet\]'"):
        parquet.write([], io.BytesIO())
