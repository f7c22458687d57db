"""Tests of docs/analysis.md: its recipes, run as they stand there, give the answers that are known of an archive."""

from __future__ import annotations

import json
import re
import shlex
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
from tests.cli.workspace import Workspace

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
