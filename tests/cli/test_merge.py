"""Tests of merge: the summary, and files that it must not read or write."""

from __future__ import annotations

import json
from pathlib import Path

from clusterwatch.archive import Archive
from tests.cli.calls import Archived


def test_the_summary(own_archive: Archived) -> None:
    workspace, _ = own_archive
    out, err = workspace.call("merge", "archive.db", "other.db", "-o", "merged.db")
    assert err == ""
    one, other, merged = out.splitlines()
    assert (one, other) == ("archive.db: 7 posts", "other.db: 7 posts")
    assert merged.startswith("merged.db: 7 posts of 2 sources, ")
    assert merged.endswith(" MB; 7 posts were in several archives; 6 stories, 1 of them of several sources")
    again = json.loads(workspace.call("merge", "archive.db", "other.db", "-o", "m.db", "--json")[0])
    size = (workspace.folder / "m.db").stat().st_size
    assert again == {
        "path": "m.db",
        "bytes": size,
        "archives": [{"path": f"{n}.db", "posts": 7, "upgraded": False} for n in ("archive", "other")],
        "sources": 2,
        "posts": 7,
        "joined": 7,
        "stories": 6,
        "shared": 1,
    }
    assert workspace.call("merge", "archive.db", "m.db", "-o", "n.db", "-q") == ("", "")
    before = workspace.call("status")
    (workspace.folder / "archive.db").unlink()
    workspace.call("merge", "m.db", "other.db", "-o", "archive.db", "-q")
    assert workspace.call("status") == before


def test_files_that_are_not_replaced(own_archive: Archived) -> None:
    workspace, _ = own_archive
    before = {name: (workspace.folder / name).read_bytes() for name in ("archive.db", "other.db")}

    def refused(out: str, *more: str) -> str:
        return workspace.call("merge", "archive.db", "other.db", "-o", out, *more, code=2)[1]

    assert "is the archive itself" in refused("archive.db", "--force")
    assert "is the archive itself" in refused("other.db", "--force")
    assert (
        "is an archive of clusterwatch"
        in workspace.call("merge", "other.db", "a.db", "-o", "archive.db", "--force", code=2)[1]
    )
    assert "belongs to the archive" in refused("other.db-wal", "--force")
    assert "is the file of sources" in refused("sources.yaml", "--force")
    assert "is given twice" in workspace.call("merge", "other.db", "other.db", "-o", "m.db", code=2)[1]
    assert "at least two archives" in workspace.call("merge", "other.db", "-o", "m.db", code=2)[1]
    assert "no such archive" in workspace.call("merge", "other.db", "none.db", "-o", "m.db", code=2)[1]
    args = ("merge", "archive.db", "other.db", "-o", "no/m.db")
    assert "no/m.db: cannot be written" in workspace.call(*args, code=4)[1]
    assert {name: (workspace.folder / name).read_bytes() for name in before} == before


def test_an_earlier_result_is_replaced_with_force_until_a_run_has_written_to_it(
    own_archive: Archived,
) -> None:
    workspace, _ = own_archive
    call = ("merge", "archive.db", "other.db", "-o", "merged.db")
    workspace.call(*call)
    assert "already exists; use --force" in workspace.call(*call, code=2)[1]
    workspace.call(*call, "--force", "-q")
    _written_to(workspace.folder / "merged.db")
    assert "is an archive of clusterwatch" in workspace.call(*call, "--force", code=2)[1]


def _written_to(path: Path) -> None:
    with Archive(path) as archive, archive.transaction():
        archive.db.execute("UPDATE posts SET last_seen = last_seen")


def test_why_names_the_cause_of_a_merged_revision(own_archive: Archived) -> None:
    workspace, web = own_archive
    with Archive(workspace.folder / "other.db") as archive:
        archive.db.execute("UPDATE posts SET title = 'Another title', last_changed = '2027'")
    workspace.call("merge", "archive.db", "other.db", "-o", "merged.db")
    explained = workspace.call("why", f"{web.base}/news/lodz", "--db", "merged.db")[0]
    assert "then title different in two archives that were merged" in explained
