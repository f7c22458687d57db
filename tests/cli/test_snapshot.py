"""Tests of snapshot and diff: the files that can be cited, and what is printed of them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from clusterwatch import __version__
from tests.analysed import fill
from tests.cli.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A folder with an archive, and without sources.yaml."""
    fill(tmp_path / "archive.db")
    return Workspace(tmp_path)


def test_a_snapshot_says_how_to_cite_it(workspace: Workspace) -> None:
    out, err = workspace.call("snapshot", "s.db", "--author", "Ada", "--author", 'The "Bee" Agency: Łódź')
    manifest = json.loads((workspace.folder / "s.db.json").read_text("utf-8"))
    assert err == ""
    assert out.splitlines() == [
        f"s.db: 9 posts, {manifest['bytes'] / 1e6:.1f} MB; see s.db.json",
        'Ada; The "Bee" Agency: Łódź: Announcements of 3 sources, 2022-03-01 to 2026-01-20. Run 3 of 2026-01-21. '
        f"Archived with clusterwatch {__version__}. SHA-256 {manifest['sha256']}.",
    ]
    cited = YAML(typ="safe").load((workspace.folder / "s.db.cff").read_text("utf-8"))
    assert cited["title"] == "Announcements of 3 sources, 2022-03-01 to 2026-01-20"
    assert cited["authors"] == [{"name": "Ada"}, {"name": 'The "Bee" Agency: Łódź'}]
    assert (cited["version"], cited["date-released"]) == ("run 3", "2026-01-21")
    assert cited["identifiers"][0]["value"] == f"sha256:{manifest['sha256']}"


def test_a_snapshot_replaces_no_file_without_force(workspace: Workspace) -> None:
    for name in ("s.db", "s.db.json", "s.db.cff"):
        path = workspace.write(name, "mine")
        assert f"{name} already exists" in workspace.call("snapshot", "s.db", code=2)[1]
        path.unlink()
    workspace.write("s.db.json", "mine")
    assert "give yours with --author NAME" in workspace.call("snapshot", "s.db", "--force")[1]
    assert json.loads((workspace.folder / "s.db.json").read_text())["tables"]["posts"]["rows"] == 9


def test_diff_prints_each_part_with_its_rows(workspace: Workspace) -> None:
    later = shutil.copy(workspace.archive, workspace.folder / "later.db")
    with closing(sqlite3.connect(later)) as db, db:
        db.execute("UPDATE posts SET published = '2026-01-08', title = NULL WHERE id = 2")
        db.execute(
            "INSERT INTO revisions (post, revision, seen, replaced, changed) VALUES (2, 1, '2026', '2026', '[]')"
        )
        db.execute("UPDATE posts SET body = 'shorter', revision = 2 WHERE id = 1")
        db.execute(
            "INSERT INTO revisions (post, revision, seen, replaced, changed, cause) "
            "VALUES (1, 1, '2026', '2026', '[]', 'reextracted')"
        )
        db.execute("UPDATE posts SET story = 1 WHERE story = 2")
        db.execute("UPDATE posts SET withdrawn = '2026-02-01' WHERE id = 9")
        db.execute("UPDATE sources SET country = 'AT' WHERE id = 'beta'")
        db.execute(
            "INSERT INTO moved_days (post, kind, before, after, seen, stated) "
            "VALUES (1, 'deadline', '2026-03-01', '2026-03-15', '2026-02-01', 0)"
        )
    out, _ = workspace.call("diff", "archive.db", "later.db")
    assert out.splitlines() == [
        "Sources added: 0",
        "Sources removed: 0",
        "Sources changed: 1",
        "  ~ beta  Beta  https://beta.example/news: country DE → AT",
        "Posts added: 0",
        "Posts changed: 2, 1 of them without an edit of the page",
        "  ~ 2026-01-05  alpha  Appel photonique: body (no edit)",
        "  ~ 2026-01-07  beta  https://beta.example/2: title Aufruf Photonik → nothing, "
        "published 2026-01-07 → 2026-01-08",
        "Posts withdrawn: 1",
        "  - no day  gamma  Feria",
        "Posts that returned: 0",
        "Posts removed from the archive: 0",
        "Stories joined: 1",
        "  ~ posts 1, 2, 3, 4, 5: Appel photonique",
        "Stories split: 0",
        "Days that moved: 1",
        "  ~ alpha  Appel photonique: deadline moved from 2026-03-01 to 2026-03-15 by an edit, seen on 2026-02-01",
    ]
    error = "Error: none.db: no such archive; give the path of a snapshot, a copy or an archive\n"
    assert workspace.call("diff", "archive.db", "none.db", code=2)[1] == error
