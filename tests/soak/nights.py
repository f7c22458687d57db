"""Nights of `clusterwatch run -q` over a world, with the mail that cron sends of each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
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
    """A run: what it mailed, its exit code, and the incidents that it opened and closed.

    `odd` are lines of the mail that are none of these, nor the weekly reminder of open ones.
    """

    number: int
    code: int
    mail: str
    opened: tuple[Incident, ...] = ()
    closed: tuple[Incident, ...] = ()
    odd: tuple[str, ...] = field(default=())


class Nights:
    """Runs in a folder. Each is called as cron calls it, in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.done: list[Night] = []

    def run(self, number: int, moment: datetime) -> Night:
        """Run a night at a moment (UTC)."""
        self.clock.time = moment
        paths = ["--sources", str(self.folder / "sources.yaml")]
        with _with_clock(self.clock):
            result = CliRunner().invoke(main, ["run", "-q", *paths], catch_exceptions=False)
        night = self._read(number, result.exit_code, result.output)
        self.done.append(night)
        return night

    def _read(self, number: int, code: int, mail: str) -> Night:
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            run = archive.runs.newest() or 0
            opened, closed = archive.incidents.opened_in(run), archive.incidents.closed_in(run)
        told = [sentences.of_incident(one) for one in opened] + [
            sentences.of_closed_incident(one) for one in closed
        ]
        rest = mail.splitlines()
        for line in told:
            if line in rest:
                rest.remove(line)
            else:
                rest.append(f"not told: {line}")
        odd = tuple(line for line in rest if "[incident " not in line)
        return Night(number, code, mail, tuple(opened), tuple(closed), odd)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Return rows of the archive."""
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            return list(archive.db.query(sql))


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
