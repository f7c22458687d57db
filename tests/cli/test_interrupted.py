"""Tests of interrupted, killed and parallel runs: no finished post is lost, and the next run continues."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cli.workspace import AT_LAST, POSTS, PROMPTLY, Web, Workspace, ended

FINISHED = [title for _, title, _, _ in POSTS[:2]]


@contextmanager
def held_up(workspace: Workspace, web: Web, *args: str) -> Iterator[subprocess.Popen[str]]:
    """Start a run that has finished two posts and waits for the answer with the third."""
    gate = web.gate("/news/lodz")
    with workspace.start("run", "--workers", "2", *args) as process:
        try:
            assert gate.reached.wait(AT_LAST)
            yield process
        finally:
            gate.opened.set()
            process.kill()


def check_next_run(workspace: Workspace) -> None:
    """Check that the next run fetches the remaining posts."""
    workspace.call("run", "-q")
    titles = workspace.column("SELECT title FROM posts ORDER BY published DESC")
    assert titles == [title for _, title, _, _ in POSTS]
    assert workspace.column("PRAGMA integrity_check") == ["ok"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_a_run_promptly_and_finished_posts_are_kept(
    workspace: Workspace, web: Web, number: signal.Signals, code: int
) -> None:
    with held_up(workspace, web) as process:
        process.send_signal(number)
        out, err = ended(process, code, PROMPTLY)
    assert (out, err) == ("", "Interrupted; finished posts are in the archive.\n")
    assert workspace.column("SELECT title FROM posts ORDER BY published DESC") == FINISHED
    assert workspace.rows("SELECT status, ended IS NOT NULL FROM runs") == [("interrupted", 1)]
    check_next_run(workspace)
    assert workspace.column("SELECT status FROM runs ORDER BY id") == ["interrupted", "done"]


def test_an_interrupted_dry_run_writes_nothing(workspace: Workspace, web: Web) -> None:
    with held_up(workspace, web, "--dry-run", "--json") as process:
        process.send_signal(signal.SIGINT)
        out, err = ended(process, 130, PROMPTLY)
    assert (out, err) == ("", "Interrupted; dry run: nothing was written.\n")
    assert not workspace.archive.exists()


def test_the_next_run_continues_after_a_killed_run(workspace: Workspace, web: Web) -> None:
    with held_up(workspace, web) as process:
        process.kill()
        process.wait(PROMPTLY)
    assert workspace.column("PRAGMA integrity_check") == ["ok"]
    assert workspace.column("SELECT title FROM posts ORDER BY published DESC") == FINISHED
    assert workspace.column("SELECT status FROM runs") == ["running"]
    check_next_run(workspace)
    assert workspace.column("SELECT status FROM runs ORDER BY id") == ["killed", "done"]


def test_only_one_run_holds_an_archive_and_readers_are_not_blocked(workspace: Workspace, web: Web) -> None:
    with held_up(workspace, web, "-q") as process:
        requests = len(web.log)
        message = f"Error: archive.db: another run holds the archive (process {process.pid})\n"
        assert workspace.shell("run", code=3) == ("", message)
        assert workspace.call("run", "--dry-run", "--json", code=3) == ("", message)
        assert len(web.log) == requests
        assert POSTS[0][1] in workspace.call("search", "composite")[0]
        assert workspace.call("run", "--db", "other.db", "--limit", "1", "-q") == ("", "")
        web.open_gates()
        assert ended(process, 0, AT_LAST) == ("", "")
    assert workspace.column("SELECT status FROM runs") == ["done"]
    assert workspace.column("SELECT count(*) FROM posts") == [6]
