"""calls, events and mentions: what they print, and what they refuse."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from clusterwatch.archive import Archive
from clusterwatch.cli import main
from clusterwatch.facts.versions import with_facts
from tests.archive.made import draft, observed, register

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
TEXT = (
    "The cluster invites small companies to apply for support of up to 20,000 euros from Horizon Europe.\n"
    "The deadline for applications is 12 May 2026 at 17:00.\nAn information day takes place on 20 March 2026 in Warsaw."
)
LATER = TEXT.replace("12 May", "12 June")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a call whose deadline was moved, in a year that no clock of a test reaches."""
    path = tmp_path_factory.mktemp("agenda") / "archive.db"
    with Archive(path) as archive:
        register(archive, NOW)
        for day, body in enumerate((TEXT, LATER), 1):
            now = NOW.replace(day=day)
            with archive.transaction():
                read = with_facts(draft(body=body, title="Call for \x1b[31mprojects"), now)
                number = archive.runs.begin(now, "0")
                archive.posts.record(observed(read=read), now)
                archive.runs.end(number, now, "done")
            archive.derive()
        archive.db.execute(
            "UPDATE days SET start = '2999' || substr(start, 5), until = '2999' || substr(until, 5)"
        )
        archive.db.execute("UPDATE moved_days SET after = '2999' || substr(after, 5)")
        archive.db.conn.commit()
    return path


def call(db: Path, *args: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*args, "--db", str(db)])
    assert result.exit_code == code, result.output
    return result.output


def test_calls(db: Path) -> None:
    assert call(db, "calls", "--open").splitlines() == [
        "2999-06-12 17:00  Call for [31mprojects",
        "  alpha.example.org · Horizon Europe · moved from 2026-05-12 17:00, seen on 2026-03-02 · post 1",
        "  https://alpha.example.org/a",
    ]
    assert call(db, "calls", "--closing", "30d") == "No call was found.\n"
    assert call(db, "calls", "--programme", "Horizont Europa", "--closing", "2999-06-12") == call(db, "calls")
    (found,) = json.loads(call(db, "calls", "--json"))
    assert (found["deadline"], found["state"], found["sources"]) == (
        "2999-06-12",
        "open",
        ["alpha.example.org"],
    )


def test_events(db: Path) -> None:
    assert call(db, "events").splitlines()[:2] == [
        "2999-03-20  Call for [31mprojects",
        "  alpha.example.org · Warsaw · post 1",
    ]
    assert call(db, "events", "--next", "4w") == "No event was found.\n"
    (found,) = json.loads(call(db, "events", "--json"))
    assert (found["start"], found["place"], found["post"]) == ("2999-03-20", "Warsaw", 1)


def test_mentions(db: Path) -> None:
    printed = call(db, "mentions", "Horizont Europa").splitlines()
    assert printed[:2] == [
        "programme Horizon Europe (horizon-europe): 1 post of 1 source",
        "  2026-02-20  alpha  Call for [31mprojects",
    ]
    assert printed[2] == "    as written: Horizon Europe  in line 1 of the body · post 1"
    assert len(printed) == 4
    (found,) = json.loads(call(db, "mentions", "horizon-europe", "--json"))
    assert (found["kind"], found["posts"], found["mentions"][0]["post"]) == ("programme", 1, 1)
    assert call(db, "mentions", "Atlantis").startswith("Nothing of this name is mentioned. Only bodies,")


def test_the_calendar_of_an_archive(db: Path, tmp_path: Path) -> None:
    made = tmp_path / "calls.ics"
    for _ in range(2):  # an export may be replaced
        assert call(db, "export", "ics", "-o", str(made)) == f"{made}: 2 days\n"
    assert made.read_bytes().count(b"\r\nUID:") == 2
    assert call(db, "export", "ics", "--since", "2999-06-01").count("BEGIN:VEVENT") == 1
    assert call(db, "export", "ics", "--lang", "fr").count("BEGIN:VEVENT") == 0


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("calls", "--closing", "soon"), "--closing: invalid date 'soon'; use YYYY-MM-DD, 7d or 2w"),
        (("calls", "--source", "gamma"), "archive.db: no source named gamma"),
        (
            ("events", "--since", "2026-02-02", "--next", "2026-02-01"),
            "--next 2026-02-01 is before 2026-02-02",
        ),
        (("events", "--since", "7d"), "--since: invalid date '7d'; use YYYY-MM-DD"),
    ],
)
def test_wrong_usage(db: Path, args: tuple[str, ...], message: str) -> None:
    assert message in call(db, *args, code=2)
