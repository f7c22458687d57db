"""Nights of `clusterwatch run -q` over a world, with the mail that cron sends of each."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.cli import main, options
from clusterwatch.cli import run as run_module  # noqa: F401 - the modules that hold `now` must be imported
from clusterwatch.cli.options import now as real_now
from clusterwatch.http import Client, Settings
from clusterwatch.models import Incident
from tests.soak.world import START


class Clock:
    """A clock that only the sleep of the program moves."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Night:
    """A run: what it mailed, its exit code, and the incidents of which it told that they opened or ended.

    `odd` are lines of the mail that say something else, apart from the weekly reminder of open incidents.
    """

    number: int
    code: int
    mail: str
    opened: tuple[Incident, ...] = ()
    closed: tuple[Incident, ...] = ()
    odd: tuple[str, ...] = ()
    interrupted: bool = False


class Nights:
    """Runs in a folder. Each is called as cron calls it, in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.done: list[Night] = []
        self._told: set[tuple[str, int]] = set()

    def run(self, number: int, moment: datetime, *, interrupted: bool = False) -> Night:
        """Run a night at a moment (UTC). `interrupted` says that Ctrl-C is pressed in it."""
        self.clock.time = moment
        paths = ["--sources", str(self.folder / "sources.yaml")]
        with _with_clock(self.clock):
            result = CliRunner().invoke(main, ["run", "-q", *paths], catch_exceptions=False)
        lines = result.output.splitlines()
        if interrupted:
            lines = [line for line in lines if line != "Interrupted; finished posts are in the archive."]
        if self.done and self.done[-1].interrupted:
            lines.remove(self._unfinished())
        opened, closed, odd = self._read(lines)
        night = Night(number, result.exit_code, result.output, opened, closed, odd, interrupted)
        self.done.append(night)
        return night

    def _unfinished(self) -> str:
        """Return the line that tells that the run before the last one did not come to its end."""
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            before = archive.runs.unfinished_before(archive.runs.newest() or 0)
        assert before is not None
        return sentences.of_unfinished_run(*before)

    def _read(self, lines: list[str]) -> tuple[tuple[Incident, ...], tuple[Incident, ...], tuple[str, ...]]:
        """Return the incidents whose beginning or end the lines tell, and the lines that tell something else."""
        told: dict[str, list[Incident]] = {"opened": [], "closed": []}
        wanted = {}
        for one in self.incidents():
            wanted[sentences.of_incident(one)] = ("opened", one)
            if one.closed is not None:
                wanted[sentences.of_closed_incident(one)] = ("closed", one)
        known = {sentences.of_worse_incident(one) for one in self.incidents()}
        odd = []
        for line in lines:
            what, incident = wanted.get(line, ("", None))
            if incident is not None and (what, incident.id) not in self._told:
                self._told.add((what, incident.id))
                told[what].append(incident)
            elif "[incident " not in line and line not in known and not _UNFINISHED.match(line):
                odd.append(line)
        return tuple(told["opened"]), tuple(told["closed"]), tuple(odd)

    def incidents(self) -> list[Incident]:
        """Return all incidents, in the order in which they were opened."""
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            sources = [row["source"] for row in archive.db.query("SELECT DISTINCT source FROM incidents")]
            found = [one for source in sources for one in archive.incidents.history(source)]
        return sorted(found, key=lambda one: one.id)

    def never_told(self) -> list[Incident]:
        """Return the incidents that last and were never told."""
        return [
            one for one in self.incidents() if one.closed is None and ("opened", one.id) not in self._told
        ]

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Return rows of the archive."""
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            return list(archive.db.query(sql))


_UNFINISHED = re.compile(r"The run of [\d-]+ [\d:]+ UTC was (killed|interrupted)")


@contextmanager
def _with_clock(clock: Clock) -> Iterator[None]:
    """Give the commands another clock, and a client that does not wait."""

    def web_client(network: Any, memory: Any, delay: float, ready: Any = None) -> Client:
        settings = Settings(allow_private=True, delay=delay, read_timeout=2.0)
        return Client(settings, memory, clock=clock, sleep=clock.sleep, ready=ready)

    with ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            if name.startswith("clusterwatch.cli"):
                if getattr(module, "now", None) is real_now:
                    stack.enter_context(patch.object(module, "now", clock))
                if hasattr(module, "web_client"):
                    stack.enter_context(patch.object(module, "web_client", web_client))
        assert options.now is clock
        yield
