"""Two runs at once, Ctrl-C, SIGTERM and kill -9: one writer, nothing finished is lost, the next run completes."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cli.place import AT_LAST, POSTS, PROMPTLY, Place, Web, ended

FINISHED = [title for _, title, _, _ in POSTS[:2]]


@contextmanager
def held_up(place: Place, web: Web, *args: str) -> Iterator[subprocess.Popen[str]]:
    """A run that has finished two posts and waits for the server to answer with the third."""
    gate = web.gate("/news/lodz")
    with place.start("run", *args) as process:
        try:
            assert gate.reached.wait(AT_LAST)
            yield process
        finally:
            gate.opened.set()
            process.kill()


def completes(place: Place) -> None:
    """The next run finds what was left, and only that."""
    place.call("run", "-q")
    titles = place.column("SELECT title FROM posts ORDER BY published DESC")
    assert titles == [title for _, title, _, _ in POSTS]
    assert place.column("PRAGMA integrity_check") == ["ok"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_run_promptly_and_keeps_what_was_finished(
    place: Place, web: Web, number: signal.Signals, code: int
) -> None:
    with held_up(place, web) as process:
        process.send_signal(number)
        out, err = ended(process, code, PROMPTLY)
    assert (out, err) == ("", "Interrupted; what was finished is kept.\n")
    assert place.column("SELECT title FROM posts ORDER BY published DESC") == FINISHED
    assert place.rows("SELECT status, ended IS NOT NULL FROM runs") == [("interrupted", 1)]
    completes(place)
    assert place.column("SELECT status FROM runs ORDER BY id") == ["interrupted", "done"]


def test_an_interrupted_rehearsal_keeps_nothing_and_says_so(place: Place, web: Web) -> None:
    with held_up(place, web, "--dry-run", "--json") as process:
        process.send_signal(signal.SIGINT)
        out, err = ended(process, 130, PROMPTLY)
    assert (out, err) == ("", "Interrupted; a rehearsal keeps nothing.\n")
    assert not place.archive.exists()


def test_a_killed_run_leaves_an_archive_that_the_next_one_completes(place: Place, web: Web) -> None:
    with held_up(place, web) as process:
        process.kill()
        process.wait(PROMPTLY)
    assert place.column("PRAGMA integrity_check") == ["ok"]
    assert place.column("SELECT title FROM posts ORDER BY published DESC") == FINISHED
    assert place.column("SELECT status FROM runs") == ["running"]
    completes(place)
    assert place.column("SELECT status FROM runs ORDER BY id") == ["killed", "done"]


def test_one_run_at_a_time_holds_an_archive_and_readers_do_not_mind(place: Place, web: Web) -> None:
    with held_up(place, web, "-q") as process:
        asked = len(web.log)
        said = f"Error: archive.db: another run holds the archive (process {process.pid})\n"
        assert place.shell("run", code=3) == ("", said)
        assert place.call("run", "--dry-run", "--json", code=3) == ("", said)
        assert len(web.log) == asked
        assert POSTS[0][1] in place.call("search", "composite")[0]
        assert place.call("run", "--db", "other.db", "--limit", "1", "-q") == ("", "")
        web.open_gates()
        assert ended(process, 0, AT_LAST) == ("", "")
    assert place.column("SELECT status FROM runs") == ["done"]
    assert place.column("SELECT count(*) FROM posts") == [6]
