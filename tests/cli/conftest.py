"""An archive that is made once, for tests that only read it, and copies of it for the others."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.calls import Archived
from tests.cli.workspace import POSTS, Workspace, listing, serving


@pytest.fixture(scope="package")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archived]:
    """A folder with the archive of two sites; the second relays a post of the first. Tests must not change it."""
    with serving() as web, serving() as other:
        web.publish()
        other.publish(tuple((slug, title, "2026-11-20", first) for slug, title, _, first in POSTS[:1]))
        workspace = Workspace(tmp_path_factory.mktemp("archived"))
        workspace.sources(listing(web), listing(other, "relay"))
        workspace.call("run", "-q")
        workspace.call("export", "warc", "-o", "all.warc.gz")
        yield workspace, web


@pytest.fixture
def own_archive(archived: Archived, tmp_path: Path) -> Archived:
    """A new folder with two copies of the archive."""
    workspace, web = archived
    shutil.copy(workspace.archive, tmp_path / "old.db")
    (tmp_path / "sites.csv").write_text("url,name\nhttps://dock.example/news,Dock\n", "utf-8")
    shutil.copy(workspace.archive, tmp_path / "other.db")  # for merge
    for name in (workspace.archive.name, "sources.yaml", "all.warc.gz"):
        shutil.copy(workspace.folder / name, tmp_path)
    told = "notify: {me: {url: 'json://127.0.0.1:9/', send: digest}}\n"
    text = (workspace.folder / "sources.yaml").read_text("utf-8")
    (tmp_path / "notifying.yaml").write_text(told + text, "utf-8")
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db, db:  # one open incident
        db.execute(
            "INSERT INTO incidents (source, code, opened_run, opened, last_seen, evidence) "
            "VALUES ('relay', 'index-empty', 1, '2026-11-01', '2026-11-01', '{\"code\": \"index-empty\"}')"
        )
        db.executemany(  # a deadline and an event in a year that no clock of a test reaches
            "INSERT INTO days (post, number, kind, start, until, raw, method, superseded) "
            "SELECT id, ?, ?, '2998-05-01', '2998-05-01', '1 May 2998', 'generic', 0 "
            "FROM posts WHERE title LIKE 'Appel%'",
            [(90, "deadline"), (91, "event")],
        )
    return Workspace(tmp_path), web
