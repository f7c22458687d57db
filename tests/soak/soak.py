"""Plan faults over a world, run its nights, and judge them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.soak.faults import FAULTS, Fault
from tests.soak.nights import Nights
from tests.soak.report import Injected, Report, judge
from tests.soak.server import serving
from tests.soak.world import START, Site, World

_FIRST = 4  # nights without faults, in which the program learns what is usual
_LAST = 3  # nights without faults at the end
_PERIOD = 30  # nights in which a site has one fault at most
MISHAPS = ("skipped", "clock set back", "interrupted")
_SHARE = 0.75  # of the sites have one


def plan(
    world: World, nights: int, faults: Sequence[Fault] = FAULTS, share: float = _SHARE
) -> list[Injected]:
    """Return faults for `share` of the sites in each period: each kind as often as the others."""
    random = Random(world.random.random())
    planned: list[Injected] = []
    for first in range(0, max(nights - _PERIOD, 0) + 1, _PERIOD):
        free = list(world.sites)
        random.shuffle(free)
        kinds: list[Fault] = []
        while len(free) > (1 - share) * len(world.sites):
            kinds = kinds or random.sample(list(faults), len(faults))
            fault = kinds.pop()
            site = next((site for site in free if fault.suits(site)), None)
            if site is None:
                break
            free.remove(site)
            length = min(_PERIOD, nights - first)
            last = length - _LAST - fault.lasts - fault.closing
            begins = first + random.randint(_FIRST, max(_FIRST, last))
            planned.append(Injected(fault, site, begins, begins + fault.lasts))
    return planned


def soak(
    folder: Path,
    *,
    sources: int,
    nights: int,
    seed: int,
    faults: Sequence[Fault] = FAULTS,
    share: float = _SHARE,
) -> tuple[Report, Nights]:
    """Run the nights of a world in a folder. Return the report, and the nights with their mail."""
    world = World(sources, seed)
    injected = plan(world, nights, faults, share)
    mishaps = _mishaps(world, nights)
    runs = Nights(folder)
    with serving(world.hosts(), world.answer) as port:
        world.opened(port)
        for number in range(nights):
            if number:
                _change(injected, number)
                world.advance(number)
            (folder / "sources.yaml").write_text(world.yaml(), "utf-8")
            mishap = mishaps.get(number)
            world.interrupted_at = sources if mishap == "interrupted" else None
            moment = START + timedelta(days=number - (mishap == "clock set back"))
            if mishap != "skipped":
                runs.run(number, moment, interrupted=mishap == "interrupted")
    return judge(world, injected, runs), runs


def _mishaps(world: World, nights: int) -> dict[int, str]:
    """Return nights in which the machine has a problem of its own: one in seven."""
    last = nights - _LAST - 1
    chosen = world.random.sample(range(_FIRST, last), (last - _FIRST) // 7)
    return {night: MISHAPS[n % len(MISHAPS)] for n, night in enumerate(chosen)}


def _change(injected: Sequence[Injected], night: int) -> None:
    """Let faults begin and end."""
    for one in injected:
        if one.ends == night:
            one.site.fault = None
            one.site.copies.clear()
            one.fault.end(one.site)
            _publish(one.site, 2, night)
        elif one.begins == night:
            one.site.fault = one.fault
            one.fault.begin(one.site)
            _publish(one.site, one.fault.publishes, night)


def _publish(site: Site, count: int, night: int) -> None:
    site.night = night
    for _ in range(count):
        site.publish()
