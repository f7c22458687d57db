"""An error in one source or post affects only that source or post. A broken archive ends the run."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any, NoReturn

import pytest

from clusterwatch.archive import Archive, stamp
from clusterwatch.archive.incidents import Incidents
from clusterwatch.archive.posts import Posts
from clusterwatch.archive.runs import Runs, SourceRows
from clusterwatch.archive.url_records import UrlRecords
from clusterwatch.errors import ArchiveError
from clusterwatch.models import Outcome, ProblemCode
from clusterwatch.pipeline import health
from clusterwatch.pipeline.source_run import Options
from tests.sites.serving import Clock, Site, posts, watch
from tests.sites.test_faults import HTML, MORE, index, page, put


def two(site: Site) -> str:
    """Return two sources on one site as YAML."""
    languages = "languages: [de]\n    timezone: Europe/Berlin"
    pages = {"eins": "/news/", "zwei": "/news/?from=zwei"}
    return "".join(
        f"  {name}:\n    url: {site.base}{page}\n    {languages}\n" for name, page in pages.items()
    )


def fail_once(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, error: Exception, when: str = "", times: int = 1
) -> None:
    """Make the first call (or `times` calls) of `owner.name` with an argument that contains `when` raise an error."""
    original = getattr(owner, name)
    done: list[str] = []

    def fails(*args: Any, **named: Any) -> Any:
        if len(done) < times and any(when in str(arg) for arg in args):
            done.append(name)
            raise error
        return original(*args, **named)

    monkeypatch.setattr(owner, name, fails)


def faults(outcome: Outcome) -> set[tuple[object, object]]:
    """Return the internal errors of an outcome: (type, message)."""
    found = [p.detail for p in outcome.problems if p.code is ProblemCode.INTERNAL]
    return {(detail["error"], detail["message"]) for detail in found}


def broken(code: int) -> sqlite3.DatabaseError:
    """Return an error of SQLite with a result code."""
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (health, "of_drafts"),
        (health, "of_body_locations"),
        (health, "state"),
        (SourceRows, "newest"),
        (SourceRows, "usual"),
        (Archive, "boilerplate_steps"),
        (UrlRecords, "due"),
        (UrlRecords, "delisted"),
    ],
)
@pytest.mark.parametrize("error", [ZeroDivisionError("odd"), sqlite3.IntegrityError("odd")])
def test_an_error_in_one_source_fails_only_this_source(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, error: Exception
) -> None:
    fail_once(monkeypatch, owner, name, error)
    clock = Clock()
    outcomes = watch(tmp_path, f"sources:\n{two(site)}", clock)
    states = sorted(outcome.state for outcome in outcomes.values())
    assert states == ["failed", "ok"]
    (failed,) = (o for o in outcomes.values() if o.state == "failed")
    assert (type(error).__name__, "odd") in faults(failed)
    assert failed.new == len(posts(tmp_path, failed.source))  # posts written before the error are counted
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        stored = {row["source"]: row["state"] for row in archive.db.query("SELECT * FROM outcomes")}
        assert stored == {source: outcome.state for source, outcome in outcomes.items()}
        assert [row["status"] for row in archive.db.query("SELECT status FROM runs")] == ["failed"]
    clock.forward(days=1)
    assert {o.state for o in watch(tmp_path, f"sources:\n{two(site)}", clock).values()} == {"ok"}
    assert len(posts(tmp_path)) == 16


@pytest.mark.parametrize("name", ["open", "see", "close"])
def test_an_error_in_the_incidents_of_a_source_stops_no_source(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    clock, yaml = Clock(), f"sources:\n{two(site)}"
    watch(tmp_path, yaml, clock)
    for answers in ({"/news/": (500, HTML, b"")}, {}):
        site.answers.clear()
        site.answers |= answers
        clock.forward(days=1)
        with monkeypatch.context() as patch:
            fail_once(patch, Incidents, name, KeyError("odd"))
            outcomes = watch(tmp_path, yaml, clock)
        assert outcomes["zwei"].state == "ok"
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        assert {row["status"] for row in archive.db.query("SELECT status FROM runs")} == {"done", "failed"}
        errors = [
            row["detail"] for row in archive.db.query("SELECT detail FROM problems WHERE code = 'internal'")
        ]
    assert errors
    assert all("KeyError" in error for error in errors)


def test_a_run_that_is_stopped_while_stories_are_found_is_interrupted(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: Archive) -> NoReturn:
        raise asyncio.CancelledError

    monkeypatch.setattr(Archive, "story_steps", stopped)
    with pytest.raises(asyncio.CancelledError):
        watch(tmp_path, f"sources:\n{two(site)}", Clock())
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        assert [row["status"] for row in archive.db.query("SELECT status FROM runs")] == ["interrupted"]


@pytest.mark.parametrize(
    ("owner", "name", "answer", "code"),
    [
        (Runs, "history", (500, HTML, b""), ProblemCode.HTTP_STATUS),
        (SourceRows, "posts", (200, HTML, b"<h1>Aktuelles</h1>"), ProblemCode.INDEX_EMPTY),
    ],
)
def test_an_error_while_a_failure_is_handled_fails_only_this_source(
    tmp_path: Path,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    answer: tuple[int, dict[str, str], bytes],
    code: ProblemCode,
) -> None:
    for path in ("/", "/sitemap.xml", "/sitemap_index.xml"):
        site.answers[path] = (404, HTML, b"")
    site.answers |= dict.fromkeys(("/news/", "/news/?from=zwei"), answer)
    fail_once(monkeypatch, owner, name, RuntimeError("odd"))
    outcomes = watch(tmp_path, f"sources:\n{two(site)}", Clock())
    assert [outcome.state for outcome in outcomes.values()] == ["failed", "failed"]
    assert [faults(outcome) for outcome in outcomes.values()].count({("RuntimeError", "odd")}) == 1
    assert code in {problem.code for outcome in outcomes.values() for problem in outcome.problems}


@pytest.mark.parametrize(
    ("owner", "name"), [(health, "state"), (SourceRows, "usual"), (Posts, "record"), (UrlRecords, "known")]
)
@pytest.mark.parametrize(
    "code",
    [sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CORRUPT_VTAB, sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_FULL],
)
def test_a_broken_archive_ends_the_run(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, code: int
) -> None:
    fail_once(monkeypatch, owner, name, broken(code))
    with pytest.raises(ArchiveError, match=r"archive\.db: cannot be (read|written): .*malformed"):
        watch(tmp_path, f"sources:\n{two(site)}", Clock())


def one(site: Site) -> str:
    """Return one source as YAML."""
    return (
        f"sources:\n  netz:\n    url: {site.base}/news/\n    languages: [de]\n    timezone: Europe/Berlin\n"
    )


def test_a_canonical_post_that_disappears_does_not_disable_the_source(tmp_path: Path, site: Site) -> None:
    """Give two posts the same title, make one the canonical URL of the other, then delete it."""
    clock, root = Clock(), tmp_path / "site" / "news"
    title = "Nachricht Nummer 2 aus dem Netzwerk"
    put(root / "meldung-1.html", page(1).replace("Nachricht Nummer 1 aus dem Netzwerk", title))
    assert watch(tmp_path, one(site), clock)["netz"].new == 8
    first = f"<link rel=canonical href={site.base}/news/meldung-1.html></head>"
    put(root / "meldung-2.html", page(2, MORE[::-1]).replace("</head>", first))
    clock.forward(days=2)
    outcome = watch(tmp_path, one(site), clock, Options(recheck=True))["netz"]
    assert (outcome.state, outcome.changed) == ("ok", 1)
    (root / "meldung-1.html").unlink()
    for night in range(3):
        clock.forward(days=2)
        outcome = watch(tmp_path, one(site), clock, Options(recheck=True))["netz"]
        assert (outcome.state, outcome.gone, outcome.failed) == ("ok", int(night == 0), 0)
    stored = {row["url"].rsplit("-", 1)[1]: row for row in posts(tmp_path)}
    assert len(stored) == 8
    assert stored["1.html"]["withdrawn"]
    assert not stored["2.html"]["withdrawn"]
    assert "Dies ist die Meldung 2" in stored["2.html"]["body"]
    assert "Dies ist die Meldung 1" in stored["1.html"]["body"]


def test_a_post_whose_url_redirects_to_another_post_is_gone(tmp_path: Path, site: Site) -> None:
    clock = Clock()
    watch(tmp_path, one(site), clock)
    site.answers["/news/meldung-2.html"] = (301, {"Location": "/news/meldung-1.html"}, b"")
    for gone in (0, 1):
        clock.forward(days=2)
        outcome = watch(tmp_path, one(site), clock, Options(recheck=True))["netz"]
        assert (outcome.state, outcome.gone) == ("ok", gone)
    stored = {row["url"].rsplit("-", 1)[1]: row for row in posts(tmp_path)}
    assert [number for number, row in stored.items() if row["withdrawn"]] == ["2.html"]
    assert {row["revision"] for row in stored.values()} == {1}


@pytest.mark.parametrize("name", ["record", "withdraw", "unchanged"])
@pytest.mark.parametrize(
    "error", [sqlite3.IntegrityError("UNIQUE constraint failed: posts.url"), OverflowError("too large")]
)
def test_a_database_error_in_one_post_affects_only_that_post(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, name: str, error: Exception
) -> None:
    clock, root = Clock(), tmp_path / "site" / "news"
    watch(tmp_path, one(site), clock)
    for n in range(1, 9):
        if name == "record":
            put(root / f"meldung-{n}.html", page(n, f"Der Termin wurde verschoben. {MORE}"))
        elif name == "withdraw" and n in (4, 5):
            (root / f"meldung-{n}.html").unlink()
    # An observation that could not be written with others is written again alone.
    fail_once(monkeypatch, Posts, name, error, "meldung-4.html", times=2 if name == "record" else 1)
    clock.forward(days=2)
    outcome = watch(tmp_path, one(site), clock, Options(recheck=True))["netz"]
    assert (outcome.state, outcome.failed) == ("ok", 1)
    found = {(p.url, p.detail["message"]) for p in outcome.problems if p.code is ProblemCode.INTERNAL}
    assert found == {(f"{site.base}/news/meldung-4.html", str(error))}
    assert {"record": outcome.changed == 7, "withdraw": outcome.gone == 1, "unchanged": outcome.same >= 7}[
        name
    ]
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        sql = "SELECT tries, next_check FROM sightings WHERE url LIKE '%meldung-4.html'"
        (row,) = archive.db.query(sql)
        assert (row["tries"], row["next_check"] > stamp(clock())) == (1, True)
    clock.forward(days=2)
    outcome = watch(tmp_path, one(site), clock, Options(recheck=True))["netz"]
    assert (outcome.state, outcome.failed) == ("ok", 0)
    stored = {row["url"].rsplit("-", 1)[1]: row for row in posts(tmp_path)}
    assert bool(stored["4.html"]["withdrawn"]) is (name == "withdraw")
    assert stored["4.html"]["revision"] == (2 if name == "record" else 1)


def test_a_failure_that_cannot_be_written_affects_only_its_url(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = UrlRecords.failed

    def fails(self: UrlRecords, source: str, url: str, *rest: Any) -> None:
        if "meldung-4" in url:
            raise sqlite3.DataError("string or blob too big")
        original(self, source, url, *rest)

    site.answers["/news/meldung-4.html"] = (500, HTML, b"")
    monkeypatch.setattr(UrlRecords, "failed", fails)
    outcome = watch(tmp_path, one(site), Clock())["netz"]
    assert (outcome.state, outcome.new, outcome.failed) == ("ok", 7, 1)


def test_an_error_in_one_entry_affects_only_that_entry(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, root = Clock(), tmp_path / "site" / "news"
    watch(tmp_path, one(site), clock)
    put(root / "meldung-9.html", page(9))
    put(root / "index.html", index([9, *range(1, 9)]))
    fail_once(monkeypatch, UrlRecords, "seen", sqlite3.IntegrityError("odd"), "meldung-4.html")
    outcome = watch(tmp_path, one(site), clock)["netz"]
    assert (outcome.state, outcome.new, outcome.failed) == ("ok", 1, 1)
