"""Tests of demo, and of the commands that it suggests."""

from __future__ import annotations

import shlex

from tests.cli.workspace import Workspace


def test_the_suggested_commands_work(workspace: Workspace) -> None:
    out, err = workspace.call("demo", "first look")
    assert err == ""
    assert "52   52" in out
    lines = [line.strip() for line in out.splitlines() if " --db " in line]
    assert [shlex.split(line, comments=True)[1] for line in lines] == [
        "calls", "events", "digest", "search", "status", "why", "serve",
    ]  # fmt: skip
    answers = {}
    for line in lines[:-1]:  # the last one runs until it is interrupted
        words = shlex.split(line, comments=True)
        answers[words[1]], err = workspace.call(*words[1:])
        assert err == ""
    for title in ("« Lumière utile »", "reparierbare Bauteile", "sdílené měřicí přístroje"):
        assert title in answers["calls"]
    assert "moved from " in answers["calls"]
    assert (
        "Jornada sobre la reutilización del agua en Valencia\n  Clúster Almazul (ES) · Valencia ·"
        in answers["events"]
    )
    assert "## Deadlines that moved" in answers["digest"]
    assert "Also announced by" in answers["why"]
    workspace.call("demo", "first look")  # a second time, over its own files
    own = workspace.folder / "first look"
    written = (own / "sources.yaml").read_text("utf-8")
    refusal = (
        "Error: first look has files that are not from an earlier demo, or were changed after it: first look/{}; use "
        "another folder\n"
    )
    (own / "sources.yaml").write_text(f"{written}  dock: {{url: https://dock.example/}}\n", "utf-8")
    assert workspace.call("demo", "first look", code=2) == ("", refusal.format("sources.yaml"))
    (own / "sources.yaml").write_text(written, "utf-8")
    workspace.call("story", "join", "1", "2", "--db", "first look/archive.db")
    archived = (own / "archive.db").read_bytes()
    assert workspace.call("demo", "first look", code=2) == ("", refusal.format("archive.db"))
    assert (own / "archive.db").read_bytes() == archived


def test_demo_does_not_change_other_files(workspace: Workspace) -> None:
    before = {p.name: p.read_bytes() for p in workspace.folder.iterdir()}
    out, err = workspace.call("demo", ".", code=2)
    assert out == ""
    assert err.startswith(
        "Error: . has files that are not from an earlier demo, or were changed after it: sources.yaml;"
    )
    workspace.write("file", "a file")
    assert "file/demo: cannot be created: " in workspace.call("demo", "file/demo", code=2)[1]
    assert {p.name: p.read_bytes() for p in workspace.folder.iterdir()} == before | {"file": b"a file"}
