"""A page or index whose worker is lost costs only itself; the run records it and reads the others."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from clusterwatch.errors import StepLost
from clusterwatch.models import LostReason, Outcome, Page, ProblemCode
from clusterwatch.pipeline.workers import ProcessWorkers
from tests.pipeline import hard_steps
from tests.sites.serving import Clock, Site, posts, watch, watching
from tests.sites.test_faults import write

P = ParamSpec("P")
T = TypeVar("T")
SOURCES = "sources:\n"
YAML = "  eins:\n    url: {base}/news/\n    languages: [de]\n    timezone: Europe/Berlin\n"


class LosingWorkers:
    """Workers that lose each step that reads a page whose address ends in `ending`."""

    def __init__(self, ending: str, reason: LostReason) -> None:
        self.ending, self.reason = ending, reason

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        page = args[0]
        if isinstance(page, Page) and page.url.endswith(self.ending):
            raise StepLost(self.reason)
        return step(*args, **kwargs)


def lost(outcome: Outcome) -> list[tuple[str | None, object]]:
    """Return the lost steps of an outcome: (address, reason)."""
    return [(p.url, p.detail["reason"]) for p in outcome.problems if p.code is ProblemCode.WORKER_LOST]


@pytest.mark.parametrize("reason", list(LostReason))
def test_a_page_whose_worker_is_lost_costs_that_page_only(
    tmp_path: Path, site: Site, reason: LostReason
) -> None:
    yaml, clock = SOURCES + YAML.format(base=site.base), Clock()
    (page,) = [p for p in all_pages(tmp_path / "first", site, clock) if p.endswith("3.html")]
    outcome = watch(tmp_path, yaml, clock, workers=LosingWorkers("3.html", reason))["eins"]
    assert (outcome.new, outcome.failed) == (7, 1)
    assert lost(outcome) == [(page, reason)]
    clock.forward(days=30)
    outcome = watch(tmp_path, yaml, clock)["eins"]
    assert (outcome.new, outcome.failed) == (1, 0)


class KilledWorkers:
    """Two worker processes. The one that is to read a page whose address ends in `ending` is killed by hand."""

    def __init__(self, processes: ProcessWorkers, ending: str, pipe: Path) -> None:
        self.processes, self.ending, self.pipe = processes, ending, pipe

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        page = args[0]
        if not (isinstance(page, Page) and page.url.endswith(self.ending)):
            return await self.processes.run(step, *args, **kwargs)
        reading = asyncio.create_task(self.processes.run(hard_steps.wait, str(self.pipe)))
        os.kill(int(await asyncio.to_thread(self.pipe.read_text, "ascii")), signal.SIGKILL)
        await reading
        raise AssertionError("the worker should have been lost")


def test_a_worker_that_is_killed_by_hand_costs_its_page_only(tmp_path: Path, site: Site) -> None:
    os.mkfifo(tmp_path / "pid")
    yaml, clock = SOURCES + YAML.format(base=site.base), Clock()

    async def go() -> dict[str, Outcome]:
        async with ProcessWorkers(2, cpu=60.0) as processes:
            return await watching(
                tmp_path, yaml, clock, workers=KilledWorkers(processes, "3.html", tmp_path / "pid")
            )

    outcome = asyncio.run(go())["eins"]
    assert (outcome.new, outcome.failed) == (7, 1)
    assert lost(outcome) == [(f"{site.base}/news/meldung-3.html", LostReason.CRASH)]
    clock.forward(days=30)
    assert watch(tmp_path, yaml, clock)["eins"].new == 1


def all_pages(folder: Path, site: Site, clock: Clock) -> list[str]:
    """Return the addresses of all posts, from a run that loses nothing."""
    folder.mkdir()
    watch(folder, SOURCES + YAML.format(base=site.base), clock)
    return [post["url"] for post in posts(folder)]


def test_an_index_whose_worker_is_lost_fails_its_source_and_no_other(tmp_path: Path, site: Site) -> None:
    write(tmp_path / "site" / "zwei", list(range(1, 9)))
    yaml = (
        SOURCES + YAML.format(base=site.base) + YAML.replace("eins", "zwei").format(base=f"{site.base}/zwei")
    )
    workers = LosingWorkers("zwei/news/", LostReason.CPU)
    outcomes = watch(tmp_path, yaml, Clock(), workers=workers)
    assert outcomes["zwei"].state == "failed"
    assert lost(outcomes["zwei"]) == [(f"{site.base}/zwei/news/", LostReason.CPU)]
    assert (outcomes["eins"].state, outcomes["eins"].new) == ("ok", 8)
