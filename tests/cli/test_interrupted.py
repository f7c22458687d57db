"""Tests of interrupted, killed and parallel runs: no finished post is lost, and the next run continues."""

from __future__ import annotations

import os
import select
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from clusterwatch import sentences
from clusterwatch.archive import Archive
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
    with Archive(workspace.archive, readonly=True) as archive:
        before = archive.runs.unfinished_before(2)
        assert archive.runs.unfinished_before(3) is None
    assert before is not None
    assert sentences.of_unfinished_run(*before).endswith(
        "UTC was killed. What it had written is kept, and this run continued."
    )


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


@dataclass(frozen=True)
class Running:
    """A process as Linux shows it. `ticks` is the CPU time that it has used, in hundredths of a second."""

    pid: int
    parent: int
    ticks: int
    command: str


def group_of(process: subprocess.Popen[str]) -> list[Running]:
    """Return the processes of the group that `process` leads, except those that have ended."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ends meanwhile
            state, parent, group, *rest = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(group) == process.pid and state != "Z":
                command = (folder / "cmdline").read_text().replace("\0", " ")
                found.append(Running(int(folder.name), int(parent), int(rest[8]) + int(rest[9]), command))
    return found


def server_of(process: subprocess.Popen[str]) -> list[Running]:
    """Return the process that forks the workers, if it runs."""
    return [one for one in group_of(process) if one.parent == process.pid and "forkserver" in one.command]


def busy_worker(process: subprocess.Popen[str]) -> bool:
    """Return whether a worker has used CPU time for a while."""
    servers = {one.pid for one in server_of(process)}
    return any(one.parent in servers and one.ticks >= 10 for one in group_of(process))


def wait_until(condition: Callable[[], object], process: subprocess.Popen[str]) -> None:
    """Wait until `condition` is true, while the process runs."""
    while not condition():
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.02)


@contextmanager
def leading(workspace: Workspace, *args: str) -> Iterator[subprocess.Popen[str]]:
    """Start a run with two workers, as the leader of a group of processes. In the end none of them may be left."""
    with workspace.start("run", "--workers", "2", *args, process_group=0) as process:
        try:
            yield process
            for one in group_of(process):
                with suppress(ProcessLookupError):
                    handle = os.pidfd_open(one.pid)
                    ended_now, _, _ = select.select([handle], [], [], PROMPTLY)
                    os.close(handle)
                    assert ended_now, one
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


on_linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
INTERRUPTED = ("", "Interrupted; finished posts are in the archive.\n")


@on_linux
def test_a_signal_to_all_processes_stops_a_run_while_a_worker_reads_a_page_that_takes_long(
    workspace: Workspace, web: Web
) -> None:
    """The pattern of the source never ends on the address in the sitemap. It runs in C, which no signal interrupts."""
    web.pages["/sitemap.xml"] = f"<urlset><url><loc>{web.base}/news/{'a' * 60}</loc></url></urlset>"
    slow = f"""
  slow:
    url: {web.base}/news
    discover: {{kind: sitemap, url: {web.base}/sitemap.xml, match: "(a|a)*b"}}
"""
    workspace.sources(slow, head="network: {allow_private: true}\ndefaults: {delay: 0}\nlimits: {cpu: 60}\n")
    with leading(workspace) as process:
        wait_until(lambda: busy_worker(process), process)
        os.killpg(process.pid, signal.SIGTERM)
        assert ended(process, 143, PROMPTLY) == INTERRUPTED
    assert workspace.column("SELECT status FROM runs") == ["interrupted"]
    assert workspace.column("SELECT source FROM outcomes") == []  # no worker counts as lost


@on_linux
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_to_all_processes_stops_a_run_while_its_workers_start(
    workspace: Workspace, web: Web, number: signal.Signals, code: int
) -> None:
    """Ctrl-C and a service manager send it to all of them. No process prints a traceback."""
    with leading(workspace) as process:
        wait_until(lambda: server_of(process), process)
        os.killpg(process.pid, number)
        assert ended(process, code, PROMPTLY) == INTERRUPTED
    check_next_run(workspace)


@on_linux
def test_a_run_that_has_just_taken_the_lock_ends_at_once(workspace: Workspace, web: Web) -> None:
    with leading(workspace) as process:
        wait_until(Path(f"{workspace.archive}.lock").exists, process)
        process.terminate()
        out, err = process.communicate(timeout=PROMPTLY)
        assert process.returncode in (-signal.SIGTERM, 143)
        assert (out, err) in (("", ""), INTERRUPTED)
    check_next_run(workspace)


def test_what_an_interrupted_run_found_is_told_by_the_next_run(workspace: Workspace, web: Web) -> None:
    workspace.call("run", "-q")
    index = web.pages.pop("/news")
    told = workspace.call("run", "-q", code=1)[1]
    assert "answers 404 Not Found" in told
    with closing(sqlite3.connect(workspace.archive)) as db, db:  # as if it had been stopped before its end
        db.execute("UPDATE runs SET status = 'interrupted' WHERE id = 2")
    out, err = workspace.call("run", "-q", code=1)
    first, rest = err.split("\n", 1)
    assert (out, rest) == ("", told)
    assert "UTC was interrupted, or could not write to the archive. What it had written is kept" in first
    web.pages["/news"] = index
    with closing(sqlite3.connect(workspace.archive)) as db, db:
        db.execute("UPDATE runs SET status = 'killed' WHERE id = 3")
    (line,) = workspace.call("run", "-q")[1].splitlines()
    assert "UTC was killed." in line  # neither its beginning nor its end was told
    assert workspace.column("SELECT closed_run FROM incidents") == [4]
