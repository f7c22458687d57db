"""Tests of forget: the source leaves the file, and its posts are kept or deleted as the user says."""

from __future__ import annotations

import json

from tests.cli.calls import Archived
from tests.cli.workspace import Workspace


def counts(workspace: Workspace) -> dict[str, int]:
    return dict(workspace.rows("SELECT source, count(*) FROM posts GROUP BY source"))


def is_watched(workspace: Workspace) -> bool:
    return "vessel:" in (workspace.folder / "sources.yaml").read_text()


def test_posts_are_kept(own_archive: Archived) -> None:
    workspace, _ = own_archive
    out, err = workspace.call("forget", "vessel", "--posts", "keep")
    assert (out, err) == ("vessel is no longer watched; 6 posts kept in archive.db.\n", "")
    assert (counts(workspace), is_watched(workspace)) == ({"vessel": 6, "relay": 1}, False)
    out, _ = workspace.call("forget", "vessel", "--posts", "delete", "--json")
    assert json.loads(out) == {"source": "vessel", "posts": 6, "deleted": True}
    assert counts(workspace) == {"relay": 1}


def test_posts_are_deleted(own_archive: Archived) -> None:
    workspace, _ = own_archive
    out, _ = workspace.call("forget", "vessel", "--posts", "delete")
    assert out == "vessel is no longer watched; 6 posts deleted from archive.db.\n"
    assert (counts(workspace), is_watched(workspace)) == ({"relay": 1}, False)
    assert workspace.call("search", "harbour") == ("", "Nothing found.\n")


def test_without_a_terminal_nothing_is_decided(own_archive: Archived) -> None:
    workspace, _ = own_archive
    error = "Error: vessel has 6 posts in the archive; use --posts keep or --posts delete\n"
    assert workspace.call("forget", "vessel", code=2) == ("", error)
    assert (counts(workspace), is_watched(workspace)) == ({"vessel": 6, "relay": 1}, True)


def test_a_source_that_was_never_run(workspace: Workspace) -> None:
    out, _ = workspace.call("forget", "vessel")
    assert out == "vessel is no longer watched; the archive has no posts of it.\n"
    assert not is_watched(workspace)
    assert "no source named vessel" in workspace.call("forget", "vessel", code=2)[1]


def test_a_source_that_left_the_file_is_not_watched(own_archive: Archived) -> None:
    workspace, web = own_archive
    path = workspace.folder / "sources.yaml"
    text = path.read_text()
    web.pages.pop("/news")
    assert "vessel" in workspace.call("run", "vessel", "-q", code=1)[1]
    path.write_text(text[: text.index("  vessel:")] + text[text.index("  relay:") :])
    workspace.call("run", "-q")
    out, _ = workspace.call("status")
    assert [line.split("  ")[1].strip() for line in out.splitlines() if line.startswith("vessel")] == [
        "not watched"
    ]
    digest, _ = workspace.call("digest", "--since", "2026-01-01")
    assert digest.splitlines()[-3] == "## Sources with problems"
    assert digest.splitlines()[-1].startswith("- relay: No posts were found")
    web.publish()
    path.write_text(text)
    workspace.call("run", "-q")
    assert workspace.column("SELECT watched FROM sources") == [1, 1]


def test_kept_posts_are_of_a_source_that_is_not_watched(own_archive: Archived) -> None:
    workspace, _ = own_archive
    workspace.call("forget", "vessel", "--posts", "keep")
    assert workspace.rows("SELECT id, watched FROM sources ORDER BY id") == [("relay", 1), ("vessel", 0)]
