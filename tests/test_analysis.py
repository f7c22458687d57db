"""Tests of docs/analysis.md: its recipes, run as they stand there, give the answers that are known of an archive."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from datasette.cli import cli as datasette
from sqlite_utils.cli import cli as sqlite_utils

from tests.analysed import fill
from tests.archive.planted_terms import plant
from tests.cli.workspace import Workspace
from tests.tables import each

TEXT = Path(__file__).parents[1].joinpath("docs/analysis.md").read_text("utf-8")
OTHERS: dict[str, click.Command] = {"datasette": datasette, "sqlite-utils": sqlite_utils}


def blocks(section: str, language: str) -> list[str]:
    """Return the code of a section in one language."""
    text = TEXT.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def run(line: str) -> str:
    """Return what a call of a program prints."""
    name, *words = shlex.split(line)
    if name == "clusterwatch":
        return Workspace(Path.cwd()).call(*words)[0]
    return CliRunner().invoke(OTHERS[name], words, catch_exceptions=False).stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the archive."""
    folder = tmp_path_factory.mktemp("analysis")
    fill(folder / "archive.db")
    return folder


@pytest.fixture(autouse=True)
def _in_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def question(number: int) -> str:
    """Return the command or query of a question."""
    answer: str = re.findall(rf"^\*\*{number}\. .*?^```(?:sql|sh)\n(.*?)^```", TEXT, re.M | re.S)[0]
    return answer.strip()


QUERIES: dict[int, list[tuple[Any, ...]]] = {
    1: [
        ("2022-03", "FR", 1, 1),
        ("2026-01", "DE", 3, 3),
        ("2026-01", "ES", 2, 2),
        ("2026-01", "FR", 2, 2),
    ],
    2: [
        ("beta", "DE", "de", "2026-01-07", 2, "https://beta.example/2"),
        ("gamma", "ES", "es", "2026-01-13T10:00", 8, "https://gamma.example/3"),
    ],
    3: [("alpha", "beta", 2, 2, 3.0, 4), ("alpha", "gamma", 1, 8, 8.0, 8)],
    6: [
        ("alpha", "clustero", "CLUSTERO", 2),
        ("beta", "clustero", "CLUSTERO", 1),
        ("beta", "eismea", "EISMEA", 1),
    ],
    8: [("DE", "de", 3, 100.0), ("ES", "es", 3, 100.0), ("FR", "fr", 3, 100.0)],
    9: [
        (6, "alpha", "2022-03-01", "future"),
        (8, "gamma", "2026-01", "only-month"),
        (9, "gamma", None, "no-date"),
    ],
    11: [
        ("2026-W03", "alpha", 0),
        ("2026-W03", "beta", 0),
        ("2026-W03", "gamma", 0),
        ("2026-W04", "beta", 1),
    ],
}


@each("number", QUERIES)
def test_queries_give_the_known_answers(number: int) -> None:
    with closing(sqlite3.connect("archive.db")) as db:
        assert db.execute(question(number), {"post": 1}).fetchall() == QUERIES[number]


def test_commands_give_the_known_answers(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(folder / "archive.db", tmp_path)
    monkeypatch.chdir(tmp_path)
    plant(tmp_path / "planted.db")
    assert [(call["source"], call["deadline"]) for call in json.loads(run(question(4)))] == [
        ("alpha", "2998-06-30")
    ]
    assert [(event["source"], event["start"]) for event in json.loads(run(question(5)))] == [
        ("alpha", "2026-12-04")
    ]
    (german,) = json.loads(run(f"{question(7)} --db planted.db"))["groups"]
    assert [one["term"] for one in german["terms"]][:3] == ["fotonik", "wasserstoff", "grüne allianz"]
    cited = run(question(12))
    assert (
        "Agency of the North: Announcements of 3 sources, 2022-03-01 to 2026-01-20. Run 3 of 2026-01-21."
        in cited
    )
    with closing(sqlite3.connect("archive.db")) as db, db:
        db.execute("UPDATE posts SET title = 'Feria de láser' WHERE id = 9")
    changed = json.loads(run(question(10)))
    assert {name: [row["post"] for row in rows] for name, rows in changed.items() if rows} == {
        "posts_changed": [9]
    }


def test_each_of_twelve_questions_has_an_answer() -> None:
    asked = [int(number) for number in re.findall(r"^\*\*(\d+)\. .*\?\*\*", TEXT, re.M)]
    assert asked == list(range(1, 13)) == sorted([*QUERIES, 4, 5, 7, 10, 12])


def test_pandas_reads_days_and_times() -> None:
    (code,) = blocks("pandas", "python")
    names: dict[str, Any] = {}
    exec(code, names)
    posts, pd = names["posts"], names["pd"]
    assert [day.date() if day is not pd.NaT else None for day in posts["day"]] == [
        *(date(2026, 1, day) for day in (5, 7, 13, 6, 10)),
        date(2022, 3, 1),
        date(2026, 1, 20),
        None,
        None,
    ]
    assert {
        str(week)[:10]: count for (week, country), count in names["weeks"].items() if country == "DE"
    } == {
        "2026-01-05": 2,
        "2026-01-19": 1,
    }
    assert dict(names["hours"]) == {9: 1, 10: 1, 8: 1}


def test_pandas_silently_loses_days_of_the_column_published() -> None:
    """Show what docs/analysis.md warns of. Only the first row, and those of its form, become a date."""
    import pandas as pd

    with closing(sqlite3.connect("archive.db")) as db:
        posts = pd.read_sql("select * from announcements order by post", db, parse_dates=["published", "day"])
    assert (int(posts["published"].isna().sum()), int(posts["day"].isna().sum())) == (7, 2)


def test_duckdb_reads_the_parquet_that_is_exported() -> None:
    (command,) = blocks("DuckDB", "sh")
    (code,) = blocks("DuckDB", "python")
    run(command)
    names: dict[str, Any] = {}
    exec(code, names)
    months = [(month.isoformat(), country, posts) for month, country, posts in names["months"]]
    assert months == [
        ("2022-03-01", "FR", 1),
        ("2026-01-01", "DE", 3),
        ("2026-01-01", "ES", 1),
        ("2026-01-01", "FR", 2),
    ]


def test_datasette_and_sqlite_utils_read_the_archive() -> None:
    (commands,) = blocks("Datasette and sqlite-utils", "sh")
    served, listed = map(run, commands.splitlines())
    assert json.loads(served) == [
        {"post": 5, "day": "2026-01-10"},
        {"post": 3, "day": "2026-01-13"},
        {"post": 7, "day": "2026-01-20"},
    ]
    assert listed.splitlines()[:3] == ["day,posts", "2022-03-01,1", "2026-01-05,1"]


@pytest.mark.real
def test_r_reads_days_and_times() -> None:
    (code,) = blocks("R", "r")
    shown = 'cat(format(posts$day[1]), format(posts$published_utc[1]), months$Freq[months$country == "DE"])'
    done = subprocess.run(
        ["Rscript", "-e", f"{code}\n{shown}"], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "2026-01-05 2026-01-05 08:30:00 0 3"
