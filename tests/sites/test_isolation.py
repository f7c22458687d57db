"""A fault in one source or one post costs that source or post only; a broken archive ends the run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.archive import Archive
from clusterwatch.archive.posts import Posts
from clusterwatch.archive.runs import Runs, SourceRows
from clusterwatch.archive.url_records import UrlRecords
from clusterwatch.errors import ArchiveError
from clusterwatch.pipeline import health
from tests.sites.serving import Clock, Site, posts, served, watch
from tests.sites.test_faults import HTML, write


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    root = tmp_path / "site"
    write(root, list(range(1, 9)))
    with served(root) as site:
        yield site


def two(site: Site) -> str:
    """Two sources on one site."""
    languages = "languages: [de]\n    timezone: Europe/Berlin"
    return "".join(f"  {name}:\n    url: {site.base}/news/\n    {languages}\n" for name in ("eins", "zwei"))


def fail_once(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, error: Exception, when: str = ""
) -> None:
    """Make `owner.name` raise at its first call that has `when` in an argument."""
    works = getattr(owner, name)
    done: list[str] = []

    def fails(*args: Any, **named: Any) -> Any:
        if not done and any(when in str(arg) for arg in args):
            done.append(name)
            raise error
        return works(*args, **named)

    monkeypatch.setattr(owner, name, fails)


def broken(code: int) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (health, "of_drafts"),
        (health, "of_places"),
        (health, "state"),
        (SourceRows, "newest"),
        (SourceRows, "usual"),
        (Archive, "learn_boilerplate"),
        (UrlRecords, "due"),
        (UrlRecords, "fallen"),
    ],
)
@pytest.mark.parametrize("error", [ZeroDivisionError("odd"), sqlite3.IntegrityError("odd")])
def test_a_fault_in_one_source_is_its_outcome(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, error: Exception
) -> None:
    fail_once(monkeypatch, owner, name, error)
    clock = Clock()
    outcomes = watch(tmp_path, f"sources:\n{two(site)}", clock)
    states = sorted(outcome.state for outcome in outcomes.values())
    assert states == ["failed", "ok"]
    (failed,) = (o for o in outcomes.values() if o.state == "failed")
    assert any(f"{type(error).__name__}: odd" in message for message in failed.messages)
    assert failed.new == len(posts(tmp_path, failed.source))  # what was done before is counted
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        kept = {row["source"]: row["state"] for row in archive.db.query("SELECT * FROM outcomes")}
        assert kept == {source: outcome.state for source, outcome in outcomes.items()}
        assert [row["status"] for row in archive.db.query("SELECT status FROM runs")] == ["failed"]
    clock.forward(days=1)
    assert {o.state for o in watch(tmp_path, f"sources:\n{two(site)}", clock).values()} == {"ok"}
    assert len(posts(tmp_path)) == 16


@pytest.mark.parametrize(
    ("owner", "name", "answer", "says"),
    [
        (Runs, "history", (500, HTML, b""), "500"),
        (SourceRows, "posts", (200, HTML, b"<h1>Aktuelles</h1>"), "no posts"),
    ],
)
def test_a_fault_in_the_judging_of_a_failure_is_that_sources_outcome(
    tmp_path: Path,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    answer: tuple[int, dict[str, str], bytes],
    says: str,
) -> None:
    for path in ("/", "/sitemap.xml", "/sitemap_index.xml"):
        site.answers[path] = (404, HTML, b"")
    site.answers["/news/"] = answer
    fail_once(monkeypatch, owner, name, RuntimeError("odd"))
    outcomes = watch(tmp_path, f"sources:\n{two(site)}", Clock())
    assert [outcome.state for outcome in outcomes.values()] == ["failed", "failed"]
    assert sum("RuntimeError: odd" in " ".join(outcome.messages) for outcome in outcomes.values()) == 1
    assert sum(says in " ".join(outcome.messages) for outcome in outcomes.values()) >= 1


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
