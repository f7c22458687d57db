"""Tests of digest: the announcements of some days, and the sources with problems."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    assert "Nothing new was announced." in out
    head, last = out.splitlines()[-3], out.splitlines()[-1]
    assert head == "## Sources with problems"
    assert last.startswith("- lost: failed: http\\://127.0.0.1")
    assert "404" in last


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--since", "soon"), "--since: invalid date 'soon'; use YYYY-MM-DD, 7d or 2w"),
        (
            ("--since", "2026-02-02", "--until", "2026-02-01"),
            "--until 2026-02-01 is before --since 2026-02-02",
        ),
        (("--format", "pdf"), "'pdf' is not one of"),
    ],
)
def test_wrong_usage(archived: Archived, args: tuple[str, ...], message: str) -> None:
    assert message in archived[0].call("digest", *args, code=2)[1]
