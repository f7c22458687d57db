"""Tests of digest: the announcements of some days, and the sources with problems."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

from clusterwatch.archive import hold
from clusterwatch.errors import UsageError
from tests.cli.workspace import Web, Workspace, listing

Archived = tuple[Workspace, Web]


def test_one_line_per_story(archived: Archived, tmp_path: Path) -> None:
    workspace, web = archived
    out, err = workspace.call("digest", "--since", "2026-11-01", "--until", "2026-11-30")
    assert err == ""
    lines = [line for line in out.splitlines() if line.startswith("- ")]
    host = web.base.removeprefix("http://")
    assert lines[0].startswith(
        f"- 2026-11-19 [A new press for composite parts](<{web.base}/news/composites>), {host}"
    )
    assert ", also 127.0.0.1" in lines[0]
    assert len(lines) == 2
    target = tmp_path / "digest.html"
    args = ("--since", "2026-11-01", "--until", "2026-11-30", "--format", "html", "-o", str(target))
    assert workspace.call("digest", *args) == ("", "")
    assert target.read_text("utf-8").count("<li>") == 2


def test_sources_with_problems_are_listed_at_the_end(workspace: Workspace, web: Web) -> None:
    workspace.sources(
        listing(web), f"  lost:\n    url: {web.base}/lost\n    discover: {{kind: listing, link: h2 a}}\n"
    )
    workspace.call("run", code=1)
    out, _ = workspace.call("digest", "--since", "2020-01-01", "--until", "2020-01-31")
    assert "Nothing new was found." in out
    head, last = out.splitlines()[-3], out.splitlines()[-1]
    assert head == "## Sources with problems"
    assert last.startswith("- lost: http\\://127.0.0.1")
    assert "404" in last
    assert "\\[incident 1, open since " in last
    assert "Sources with problems" in workspace.call("digest", "--dry-run", "--source", "lost")[0]
    assert "Sources with problems" not in workspace.call("digest", "--dry-run", "--source", "vessel")[0]


def test_the_next_digest_tells_only_what_was_not_told(own_archive: Archived, tmp_path: Path) -> None:
    workspace, _ = own_archive
    seen = [workspace.call("digest", *args)[0] for args in (["--dry-run"], ["--since", "2026-11-01"], [])]
    assert seen[0] == seen[2]
    assert "A new press for composite parts" in seen[2]
    assert "Nothing new was found." in workspace.call("digest")[0]
    # A digest with filters tells what was not told with these filters.
    for expected in (["A new press for composite parts"], []):
        out, _ = workspace.call("digest", "--source", "relay", "--json")
        assert [one["title"] for one in json.loads(out)["new"]] == expected


def test_an_open_call_among_older_posts_is_named(own_archive: Archived) -> None:
    workspace, _ = own_archive
    with closing(sqlite3.connect(workspace.archive)) as db, db:
        db.execute(
            "INSERT INTO days (post, number, kind, start, until, raw, method, superseded) "
            "SELECT id, 90, 'deadline', '2998-06-01', '2998-06-01', '1 June 2998', 'generic', 0 "
            "FROM posts WHERE title = 'Harbour tests begin'"
        )
    out = workspace.call("digest", "--dry-run")[0]
    assert re.search(r"^- .*\[Appel « hydrogène vert »\].*; closes 2998-05-01$", out, re.M)
    section = out[out.index("## Other open calls") : out.index("## Older posts")]
    assert "- 2998-06-01 [Harbour tests begin](" in section
    told = []
    for kind in ("call", "event", "pole"):
        answer = json.loads(workspace.call("digest", "--dry-run", "--kind", kind, "--json")[0])
        told.append([one["title"] for one in answer["other_calls"]])
    workspace.call("digest")
    again = json.loads(workspace.call("digest", "--json")[0])["other_calls"]
    # The kind of a post is no reason to leave out the call that it states; `hydrogen` states one, too, and is new.
    assert (told, again) == ([["Appel « hydrogène vert »", "Harbour tests begin"], [], []], [])


def test_what_was_not_written_is_told_again(own_archive: Archived) -> None:
    workspace, _ = own_archive
    workspace.write("notes.md", "mine")
    workspace.call("digest", "-o", "notes.md", code=2)
    workspace.call("digest", "-o", "missing/digest.md", code=2)
    assert "A new press for composite parts" in workspace.call("digest")[0]


def test_a_digest_that_could_not_be_written_is_told_again(
    own_archive: Archived, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, _ = own_archive

    def broken(path: Path | None) -> NoReturn:
        raise UsageError(f"{path}: cannot be written: No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("clusterwatch.cli.digest.opened", broken)
        workspace.call("digest", code=2)
    assert workspace.rows("SELECT * FROM digests") == []
    assert "A new press for composite parts" in workspace.call("digest")[0]


def test_a_digest_that_is_kept_waits_for_no_run(own_archive: Archived) -> None:
    workspace, _ = own_archive
    with hold(workspace.archive):
        assert "another run holds the archive" in workspace.call("digest", code=3)[1]
        assert "A new press" in workspace.call("digest", "--dry-run")[0]
    assert "A new press" in workspace.call("digest")[0]


def test_a_digest_creates_no_archive(workspace: Workspace) -> None:
    workspace.sources("")
    assert "no such archive" in workspace.call("digest", code=2)[1]
    assert not workspace.archive.exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--since", "soon"), "--since: invalid date 'soon'; use YYYY-MM-DD, 7d or 2w"),
        (
            ("--since", "2026-02-02", "--until", "2026-02-01"),
            "--until 2026-02-01 is before --since 2026-02-02",
        ),
        (("--format", "pdf"), "'pdf' is not one of"),
        (("--until", "2026-02-01"), "--until needs --since"),
        (("--country", "fr"), "no source in the country FR; there are none"),
        (
            ("--country", "France"),
            "no source in the country France; write its code of two letters; there are none",
        ),
        (("--source", "nobody"), "no source named nobody"),
        (("--kind", "news"), "'news' is not one of 'call', 'event'"),
    ],
)
def test_wrong_usage(archived: Archived, args: tuple[str, ...], message: str) -> None:
    assert message in archived[0].call("digest", *args, code=2)[1]
