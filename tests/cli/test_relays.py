"""relays: what the command prints, in words and as JSON."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from clusterwatch.archive import Archive
from clusterwatch.cli import main
from tests.archive.planted import Planter

TABLE = """\
relayed in  announcements  relayed  never relayed  median days
FR                      7        6    14% (3–51%)      4 (2–7)
DE                      7        1   86% (49–97%)            2"""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An archive of seven calls of Austria. France relays six of them, and Germany one."""
    path = tmp_path_factory.mktemp("relays") / "archive.db"
    with Archive(path) as archive, archive.transaction():
        to = Planter(archive)
        for name, country in (("a", "AT"), ("d", "DE"), ("f", "FR")):
            to.source(name, country)
        to.tell(("a", "2026-01-01", "de"), ("d", "2026-01-03", "de"), kind="call", programme="life")
        for days in (2, 3, 3, 5, 6, 7):
            to.tell(("a", "2026-02-01", "de"), ("f", f"2026-02-0{days + 1}", "fr"), kind="call")
        archive.db.execute("INSERT INTO runs VALUES (1, '2026-06-01T03:00:00.000Z', NULL, 'done', '0')")
    return str(path)


def call(db: str, *args: str) -> str:
    result = CliRunner().invoke(main, ["relays", "--db", db, *args])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_table_has_the_ranges_and_what_is_left_out(db: str) -> None:
    printed = call(db).splitlines()
    assert printed[:3] == TABLE.splitlines()
    assert printed[-3].startswith("Announcements first told from 2026-01-01 to 2026-03-03. ")
    assert printed[-1] == (
        "Left out: 0 announcements from after 2026-03-03, which may still be relayed; 0 posts published more "
        "than 90 days later; 0 posts without a day."
    )
    assert "life" not in call(db, "--by", "kind")
    assert call(db, "--by", "programme").splitlines()[1].startswith("Life ")


def test_the_answer_as_json(db: str) -> None:
    found = json.loads(call(db, "--across-languages", "--json"))
    assert (found["by"], found["within"], found["whole"]["announcements"]) == ("country", 90, 7)
    (first, *_) = found["groups"]
    assert (first["key"], first["relayed"], first["days"]) == (
        "FR",
        6,
        {"value": 4.0, "low": 2.0, "high": 7.0},
    )
    assert [one["relayed"] for one in found["groups"] if one["key"] == "DE"] == [0]


def test_an_archive_without_old_announcements(db: str) -> None:
    assert call(db, "--since", "2026-05-01").startswith("No announcement is old enough.")
