"""Tests of schedule: the printed command runs the sources of this folder."""

from __future__ import annotations

import subprocess

import pytest

from tests.cli.workspace import Web, Workspace


def test_the_line_for_cron_runs_the_sources(workspace: Workspace, web: Web) -> None:
    out, err = workspace.call("schedule", "cron", "--at", "04:30", "--mail", "watch@example.org")
    first, line = out.splitlines()
    assert (first, line[:11], err) == ("MAILTO=watch@example.org", "30 4 * * * ", "")
    done = subprocess.run(["sh", "-c", line[11:]], cwd="/", capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(workspace.column("SELECT id FROM posts")) == 6


def test_the_units_for_systemd(workspace: Workspace) -> None:
    out, _ = workspace.call("schedule", "systemd", "--db", "other.db")
    assert f"WorkingDirectory={workspace.folder}\n" in out
    assert f" run -q --sources sources.yaml --db {workspace.folder}/other.db\n" in out
    assert "OnCalendar=*-*-* 03:15:00\n" in out
    assert "systemctl --user enable --now clusterwatch.timer" in out


def test_the_variables_of_the_sources(workspace: Workspace) -> None:
    head = "heartbeat: https://hc.example.org/${BEAT}\nnotify: {keeper: {url: '${WATCH_MAIL}'}}\n"
    workspace.sources("  a:\n    url: https://a.example.org/\n", head=head)
    out, _ = workspace.call("schedule", "cron")
    assert [line for line in out.splitlines() if line.endswith("=")] == ["# BEAT=", "# WATCH_MAIL="]
    out, _ = workspace.call("schedule", "systemd", "--db", "/var/lib/x/a.db")
    assert f"EnvironmentFile={workspace.folder}/secrets\n" in out
    assert f"ReadWritePaths={workspace.folder} /var/lib/x\n" in out
    assert "# First: write BEAT=…, WATCH_MAIL=… to " in out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("cron", "--at", "25:00"), "--at: invalid time '25:00'; use HH:MM"),
        (("systemd", "--mail", "a@example.org"), "--mail is for cron"),
        (("cron", "--mail", "x y"), "--mail: invalid address 'x y'"),
        (("cron", "--sources", "none.yaml"), "none.yaml: no such file"),
    ],
)
def test_wrong_usage(workspace: Workspace, args: tuple[str, ...], words: str) -> None:
    assert words in workspace.call("schedule", *args, code=2)[1]
