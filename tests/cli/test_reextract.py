"""Tests of reextract: changes are shown by a dry run and written as revisions, without requests."""

from __future__ import annotations

import json

import pytest

from clusterwatch.maintain import reextract
from tests.cli.workspace import SLUGS, Web, Workspace, listing

OTHER_SELECTORS = "{title: nav, body: 'article div p:first-of-type'}"  # the body has only its first paragraph


def selected(web: Web) -> str:
    """Return the YAML of the source with other selectors."""
    lines = [line for line in listing(web).splitlines() if "select:" not in line]
    return "\n".join([*lines, f"    select: {OTHER_SELECTORS}", ""])


def test_a_dry_run_shows_changes_and_writes_nothing(workspace: Workspace, web: Web) -> None:
    workspace.call("run", "-q")
    before = workspace.rows("SELECT * FROM posts")
    web.log.clear()
    workspace.sources(selected(web))
    out, _ = workspace.call("reextract", "--dry-run", "--json")
    result = json.loads(out)
    assert result["dry_run"] is True
    (source,) = result["sources"]
    assert (source["posts"], source["changed"]) == (6, 6)
    assert source["fields"] == {"title": 6, "body": 6, "mentions": 1, "kind": 3}
    assert len(source["examples"]) == 10
    assert {one["was"] for one in source["examples"]} >= {"place Łódź (PL71)", "project"}
    assert {e["now"] for e in source["examples"] if e["field"] == "title"} == {"Home News Contact"}
    assert workspace.rows("SELECT * FROM posts") == before
    out, _ = workspace.call("reextract", "--dry-run")
    assert out.splitlines()[-1] == "6 posts read again, 6 would change. Nothing was written."
    assert "{+Home News Contact+}" in out
    assert web.log == []


def test_a_change_becomes_a_revision(workspace: Workspace, web: Web) -> None:
    workspace.call("run", "-q")
    web.log.clear()
    workspace.sources(selected(web))
    out, _ = workspace.call("reextract")
    assert out.splitlines()[-1] == "6 posts read again, 6 changed."
    assert workspace.rows("SELECT DISTINCT title, revision FROM posts") == [("Home News Contact", 2)]
    assert workspace.rows("SELECT DISTINCT cause, changed FROM revisions") == [
        ("reextracted", '["title", "body"]')
    ]
    assert workspace.rows("SELECT DISTINCT method FROM evidence WHERE field = 'title'") == [("selector",)]
    assert web.log == []
    assert workspace.call("reextract")[0].splitlines()[-1] == "6 posts read again, 0 changed."
    assert "read differently by new rules" in workspace.call("why", "1")[0]


def test_the_same_rules_change_nothing(workspace: Workspace, web: Web) -> None:
    """The index entry of the first visit is used again."""
    workspace.call("run", "-q")
    assert workspace.call("reextract")[0] == "6 posts read again, 0 changed.\n"
    assert workspace.rows("SELECT count(*) FROM revisions") == [(0,)]


def test_many_posts_are_read_by_several_processes(
    workspace: Workspace, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reextract, "BATCH", 2)
    workspace.call("run", "-q")
    workspace.sources(selected(web))
    assert workspace.call("reextract", "-q", "--workers", "2") == ("", "")
    assert workspace.rows("SELECT count(*) FROM revisions WHERE cause = 'reextracted'") == [(len(SLUGS),)]


def test_an_unknown_source_and_a_missing_archive(workspace: Workspace) -> None:
    _, err = workspace.call("reextract", "nobody", code=2)
    assert "no source named nobody" in err
    _, err = workspace.call("reextract", code=2)
    assert "no such archive; create it with: clusterwatch run" in err
