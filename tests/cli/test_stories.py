"""`stories rebuild` lists the stories that it joins."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from clusterwatch.sentences import of_missing_engine
from clusterwatch.stories.engine import Missing
from tests.cli.calls import Archived


def test_a_rebuild_lists_what_it_joins(own_archive: Archived, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, _ = own_archive
    ((story, first, title),) = workspace.rows(
        "SELECT s.id, p.id, p.title FROM stories s JOIN posts p ON p.id = s.first_post WHERE s.posts = 2"
    )
    with closing(sqlite3.connect(workspace.folder / "archive.db")) as db, db:
        db.execute("INSERT INTO stories (id, first_post, posts, sources) VALUES (99, ?, 1, 1)", [first])
        db.execute("UPDATE posts SET story = 99 WHERE id = ?", [first])
        db.execute("UPDATE stories SET posts = 1, sources = 1 WHERE id = ?", [story])
        ((other,),) = db.execute("SELECT id FROM posts WHERE story = ?", [story])
    lines = workspace.call("stories", "rebuild", "--dry-run")[0].splitlines()
    posts = ", ".join(map(str, sorted((first, other))))
    assert lines[0].startswith(f"Joined: posts {posts}  ")
    assert lines[0].endswith(title)
    assert lines[1].endswith(". Stories that would be joined: 1, split: 0. Nothing was written.")
    monkeypatch.setattr("clusterwatch.cli.stories.missing", lambda: Missing.PROCESSOR)
    rebuilt = workspace.call("stories", "rebuild")[0].splitlines()
    assert (rebuilt[0], rebuilt[-1]) == (lines[0], of_missing_engine(Missing.PROCESSOR))
    assert workspace.rows("SELECT posts, sources FROM stories WHERE posts > 1") == [(2, 2)]
