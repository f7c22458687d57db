"""Tests of undo: it shows what it would take back, takes it back when told to, and says what it cannot."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from tests.cli.calls import Archived
from tests.cli.workspace import POSTS, Workspace


def titles(workspace: Workspace) -> list[str]:
    return workspace.column("SELECT title FROM posts WHERE source = 'vessel' ORDER BY title")


def edited(own: Archived) -> Workspace:
    """Publish the first post with another title, and the others without the last; run, and return the folder."""
    workspace, web = own
    slug, _, day, first = POSTS[0]
    web.publish(((slug, "Sorry, the press is broken", day, first), *POSTS[1:-1]))
    web.pages.pop(f"/news/{POSTS[-1][0]}", None)
    workspace.call("run", "vessel", "--recheck", "-q")
    web.publish()
    return workspace


def test_a_run_is_shown_and_then_taken_back(own_archive: Archived) -> None:
    workspace, _ = own_archive
    before = titles(workspace)
    edited(own_archive)
    assert titles(workspace) != before
    out, err = workspace.call("undo", "2", "--dry-run")
    lines = out.splitlines()
    assert lines[0].split() == ["source", "post", "what", "title", "before", "title", "now"]
    assert [line.split()[2] for line in lines[1:-1]] == ["edited", "withdrawn"]
    assert "A new press for composite parts" in lines[1]
    assert "Sorry, the press is broken" in lines[1]
    assert "edited (title" in lines[1]
    assert lines[2].endswith("  (same)")
    assert (lines[-1], err) == ("Nothing was changed.", "")
    assert workspace.call("undo", "2")[0].endswith("Nothing was changed. Use --yes to take it back.\n")
    assert titles(workspace) != before
    out, _ = workspace.call("undo", "2", "vessel", "--yes")
    assert out.endswith("2 changes of run 2 taken back. The next run reads these posts again.\n")
    assert titles(workspace) == before
    with closing(sqlite3.connect(workspace.folder / "archive.db")) as db, db:  # as a killed call leaves it
        db.execute("UPDATE posts SET facts_revision = 0, kind = 'job'")
    out, _ = workspace.call("undo", "2", "--yes")
    assert out.startswith("vessel: run 2 was taken back on 2")
    assert workspace.rows(
        "SELECT min(facts_revision = revision), count(*) FROM posts WHERE kind = 'job'"
    ) == [(None, 0)]
    assert "vessel: run 2 was taken back on 2" in workspace.call("status")[0]
    (post,) = workspace.column(
        "SELECT id FROM posts WHERE title = 'A new press for composite parts' AND source = 'vessel'"
    )
    assert "title  A new press for composite parts\n  found by" in workspace.call("why", str(post))[0]


def test_json_writes_only_with_yes(own_archive: Archived) -> None:
    workspace = edited(own_archive)
    shown = json.loads(workspace.call("undo", "2", "--json")[0])
    assert (shown["undone"], [change["what"] for change in shown["changes"]]) == (
        False,
        [["edited"], ["withdrawn"]],
    )
    assert shown["refused"] == []
    assert json.loads(workspace.call("undo", "2", "--json", "--yes")[0]) == {**shown, "undone": True}
    again = json.loads(workspace.call("undo", "2", "--json", "--yes")[0])
    assert (again["undone"], again["changes"], list(again["undone_before"])) == (False, [], ["vessel"])


def test_a_post_that_was_changed_again_is_left_alone(own_archive: Archived) -> None:
    workspace = edited(own_archive)
    workspace.call("run", "vessel", "--recheck", "-q")
    out, _ = workspace.call("undo", "2", "--yes", code=1)
    assert "is left alone: run 3 changed it again; take back run 3 first.\n" in out
    assert "changes of run 2 taken back" not in out


def test_the_list_of_runs_says_what_was_taken_back(own_archive: Archived) -> None:
    workspace = edited(own_archive)
    workspace.call("undo", "2", "--yes")
    lines = workspace.call("undo")[0].splitlines()
    assert [line.split()[0] for line in lines] == ["run", "2", "1"]
    assert (len(lines[1].split()), len(lines[2].split())) == (10, 8)
    newest, oldest = json.loads(workspace.call("undo", "--json")[0])
    assert (newest["status"], newest["sources_failed"]) == ("done", 0)
    assert (newest["changed"], newest["gone"], oldest["new"], oldest["undone"]) == (1, 1, 7, None)
    assert newest["undone"] is not None


def test_a_run_whose_changes_were_not_recorded(own_archive: Archived) -> None:
    workspace = edited(own_archive)
    with closing(sqlite3.connect(workspace.archive)) as db, db:
        db.execute("DELETE FROM changes")
        db.execute("UPDATE runs SET started = '1999', ended = '1999'")
    out, _ = workspace.call("undo", "2", "--yes")
    assert out.startswith("Run 2 cannot be taken back: an earlier version of clusterwatch made it")


def test_errors(own_archive: Archived) -> None:
    workspace, _ = own_archive
    error = "Error: archive.db: there is no run 7; the last one is 1\n"
    assert workspace.call("undo", "7", "--yes", code=2) == ("", error)
    error = "Error: archive.db: no source named ship\n"
    assert workspace.call("undo", "1", "ship", "--yes", code=2) == ("", error)
    workspace.call("run", "vessel", "-q")
    assert workspace.call("undo", "2")[0] == (
        "Run 2 changed no post of these sources, or its changes do not exist any more.\n"
    )
