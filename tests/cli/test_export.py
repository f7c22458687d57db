"""Tests of export: which posts are selected, and how the file is written."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from clusterwatch.cli.options import day
from tests.analysed import fill
from tests.cli.workspace import POSTS, SLUGS, Web, Workspace
from tests.tables import each

Archived = tuple[Workspace, Web]


def slugs(workspace: Workspace, *args: str) -> list[str]:
    out, err = workspace.call("export", "jsonl", *args)
    assert err == ("" if out else "Nothing to export.\n")
    return [json.loads(line)["url"].rsplit("/", 1)[1] for line in out.splitlines()]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ("--source vessel", set(SLUGS)),
        ("--source relay", {"composites"}),
        ("--source vessel --since 2026-11-12", {"composites", "hydrogen"}),
        ("--source vessel --until 2026-08-21", {"board-elected", "harbour"}),
        ("--source vessel --since 2026-10-02 --until 2026-10-30", {"lodz", "results"}),
        ("--since 2026-11-21", set()),
        ("--lang en --lang ga --since 2026-11-13", {"composites"}),
        ("--lang ga", set()),
    ],
)
def test_filters(archived: Archived, args: str, expected: set[str]) -> None:
    assert set(slugs(archived[0], *args.split())) == expected


def test_the_sources_of_a_country(tmp_path: Path) -> None:
    fill(tmp_path / "archive.db")
    workspace = Workspace(tmp_path)
    assert slugs(workspace, "--country", "fr") == ["1", "4", "6"]
    assert slugs(workspace, "--country", "FR", "--country", "DE", "--source", "beta") == ["2", "5", "7"]
    assert (
        "<title>clusterwatch: sources in FR</title>" in workspace.call("export", "atom", "--country", "FR")[0]
    )
    assert workspace.call("export", "ics", "--country", "ES")[0].count("BEGIN:VEVENT") == 0
    for args, message in (
        (("--country", "ZZ"), "no source in the country ZZ; there are DE, ES, FR"),
        (("--country", "FR", "--source", "beta"), "no source of --source is in the country FR"),
    ):
        assert message in workspace.call("export", "csv", *args, code=2)[1]


@each(
    ("text", "expected"),
    [
        (None, None),
        ("7d", "2026-02-22"),
        ("0d", "2026-03-01"),
        ("2w", "2026-02-15"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_dates_and_periods(text: str | None, expected: str | None) -> None:
    assert day(text, "--since", date(2026, 3, 1)) == expected


def test_csv_on_stdout(archived: Archived) -> None:
    out, err = archived[0].call("export", "csv", "--source", "vessel")
    assert err == ""
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert {(r["title"], r["day"]) for r in rows} == {(title, day) for _, title, day, _ in POSTS}


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "atom", "warc", "wacz"])
def test_a_file_is_replaced_when_it_is_complete(archived: Archived, form: str, tmp_path: Path) -> None:
    target = tmp_path / "all.out"
    target.write_text("older content")
    out, err = archived[0].call("export", form, "-o", str(target), "--force")
    assert (out, err) == (f"{target}: 7 {'pages' if form in ('warc', 'wacz') else 'posts'}\n", "")
    assert target.read_bytes() != b"older content"
    assert list(tmp_path.iterdir()) == [target]


def test_an_error_leaves_the_file_unchanged(
    archived: Archived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "all.warc.gz"
    target.write_text("older content")
    monkeypatch.setitem(sys.modules, "warcio.warcwriter", None)
    out, err = archived[0].call("export", "warc", "-o", str(target), "--force", code=2)
    assert (out, err) == ("", "Error: warc needs warcio: pip install 'clusterwatch[warc]'\n")
    assert (target.read_text(), list(tmp_path.iterdir())) == ("older content", [target])


def test_the_target_of_a_link_and_a_device_are_written(archived: Archived, tmp_path: Path) -> None:
    (tmp_path / "real.csv").touch()
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    archived[0].call("export", "csv", "-o", str(link))
    assert link.is_symlink()
    assert (tmp_path / "real.csv").stat().st_size > 1000
    archived[0].call("export", "csv", "-o", os.devnull)
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ("csv --source nobody", "no source named nobody"),
        ("csv --since yesterday", "--since: invalid date 'yesterday'; use YYYY-MM-DD, 7d or 2w"),
        ("csv --until 2026-02-30", "--until: invalid date '2026-02-30'"),
        ("csv --since 999999w", "--since: invalid date '999999w'"),
        ("warc --lang fr", "with warc: raw pages have no language"),
        ("wacz --lang fr", "with wacz: raw pages have no language"),
        ("csv --self https://example.org/", "--self can only be used with atom"),
        ("atom --self example.org", "--self example.org: "),
        ("xlsx", "'xlsx' is not one of"),
        ("csv -o no/such/folder/x.csv", "no/such/folder/x.csv: cannot be written: No such file or directory"),
    ],
)
def test_wrong_usage(archived: Archived, args: str, message: str) -> None:
    out, err = archived[0].call("export", *args.split(), code=2)
    assert out == ""
    assert message in err


def test_binary_formats_are_not_written_to_a_terminal(archived: Archived) -> None:
    workspace, _ = archived
    controller, terminal = os.openpty()
    try:
        process = workspace.start("export", "warc", stdout=terminal, stderr=subprocess.PIPE)
        _, err = process.communicate(timeout=60)
    finally:
        os.close(controller)
        os.close(terminal)
    assert process.returncode == 2
    assert err == "Error: this format is binary; name a file with -o, or pipe the output\n"


@pytest.mark.parametrize(
    ("table", "first"),
    [
        (
            "days",
            {"kind": "deadline", "start": "2027-12", "end": None, "superseded": False, "until": "2027-12-31"},
        ),
        ("mentions", {"kind": "amount", "name": "2 M€", "value": 2e6, "currency": "EUR", "raw": "=2 M€"}),
        (
            "links",
            {"link": "https://a.example/form.pdf", "text": "Form", "kind": "attachment", "to_source": None},
        ),
        ("moved_days", {"kind": "event", "before": "2026-11-30", "after": "2026-12-01", "stated": True}),
    ],
)
def test_tables_of_what_posts_say(
    own_archive: Archived, tmp_path: Path, table: str, first: dict[str, Any]
) -> None:
    workspace, web = own_archive
    with closing(sqlite3.connect(workspace.folder / "archive.db")) as db, db:
        for name in ("days", "mentions", "moved_days", "links"):
            db.execute(f"DELETE FROM {name}")
        ((post, url),) = db.execute("SELECT id, url FROM posts WHERE url = ?", [f"{web.base}/news/lodz"])
        day = "INSERT INTO days VALUES (?, 1, 'deadline', '2027-12', NULL, NULL, NULL, 'by', 'December', NULL, 1, 4, "
        db.execute(f"{day} 'text', NULL, 0, '2027-12-31', NULL)", [post])
        mention = (
            "INSERT INTO mentions VALUES (?, 1, 'amount', NULL, '2 M€', '=2 M€', 1, 0, 'amount', 2e6, 'EUR')"
        )
        db.execute(mention, [post])
        db.execute(
            "INSERT INTO moved_days VALUES (?, 'event', '2026-11-30', '2026-12-01', '2026-11-29T01:00:00.000Z', 1)",
            [post],
        )
        link = (post, "https://a.example/form.pdf", "Form", "attachment", "a.example", None)
        db.execute(
            f"INSERT INTO links (post, url, text, kind, host, source) VALUES ({', '.join('?' * 6)})", link
        )
    out, _ = workspace.call("export", "jsonl", "--table", table, "--source", "vessel")
    (row,) = [json.loads(line) for line in out.splitlines()]
    assert {name: row[name] for name in first} == first
    assert (row["post"], row["source"], row["url"]) == (post, "vessel", url)
    out, _ = workspace.call("export", "csv", "--table", table)
    (cells,) = csv.DictReader(io.StringIO(out, newline=""))
    assert list(cells) == list(row)
    assert cells.get("raw", "").startswith("'") == (table == "mentions")
    assert workspace.call("export", "csv", "--table", table, "--source", "relay")[1] == "Nothing to export.\n"
    target = tmp_path / "rows.parquet"
    out, _ = workspace.call("export", "parquet", "--table", table, "-o", str(target))
    assert out == f"{target}: 1 row\n"
    with duckdb.connect() as other:
        cursor = other.execute(f"SELECT * FROM '{target}'")
        names = [column[0] for column in cursor.description or ()]
        read = dict(zip(names, cursor.fetchall()[0], strict=True))
    assert {name: value for name, value in read.items() if name not in ("seen", "until")} == {
        name: value for name, value in row.items() if name not in ("seen", "until")
    }
    for form in ("csv", "jsonl"):
        file = tmp_path / f"again.{form}"
        for _ in range(2):  # an earlier export is recognised
            workspace.call("export", form, "--table", table, "-o", str(file))


def test_tables_are_written_in_formats_of_tables(archived: Archived) -> None:
    _, err = archived[0].call("export", "atom", "--table", "days", code=2)
    assert "--table days can only be used with csv, jsonl, parquet" in err
