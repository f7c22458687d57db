"""Throttle requests per host: one at a time, with a delay after each, or longer if the host asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import httpx

from clusterwatch.errors import Deferred
from clusterwatch.http.guard import host_of, origin
from clusterwatch.http.host_memory import HostMemory
from clusterwatch.http.retry_after import LONGEST
from clusterwatch.http.robots import Robots
from clusterwatch.http.settings import Settings


class Host:
    """The state of one host in this run, with all its origins. `turn` is held during a request."""

    __slots__ = ("ended", "name", "not_before", "turn")

    def __init__(self, name: str, not_before: datetime | None) -> None:
        self.name = name
        self.not_before = not_before
        self.ended: datetime | None = None
        self.turn = asyncio.Lock()


class Origin:
    """The state of one origin of a host in this run. `reading` is held while its robots.txt is fetched."""

    __slots__ = ("host", "name", "reading", "robots")

    def __init__(self, name: str, host: Host) -> None:
        self.name = name
        self.host = host
        self.robots: Robots | None = None
        self.reading = asyncio.Lock()


class Throttle:
    """The hosts of a run with their origins, and the delays between requests to each host."""

    def __init__(
        self,
        settings: Settings,
        memory: HostMemory,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._longest = settings.longest_wait
        self._longest_crawl_delay = settings.longest_crawl_delay
        self._memory = memory
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, Host] = {}
        self._origins: dict[str, Origin] = {}

    def origin(self, url: httpx.URL) -> Origin:
        """Return the state of the origin of an address and of its host, with what the memory knows about them."""
        name = origin(url)
        if name not in self._origins:
            self._origins[name] = Origin(name, self._host(host_of(url)))
        return self._origins[name]

    def _host(self, name: str) -> Host:
        if name not in self._hosts:
            until = self._memory.not_before(name)
            # No pause is stored for longer: it was stored while the clock was wrong.
            if until is not None and until - self._clock() > LONGEST:
                until = None
            self._hosts[name] = Host(name, until)
        return self._hosts[name]

    def leave_alone(self, host: Host, until: datetime) -> None:
        """Send no request to the host until then, in this run and later ones."""
        host.not_before = until
        self._memory.keep_not_before(host.name, until)

    async def wait(self, origin: Origin, url: str, delay: float, crawl_delay: float) -> None:
        """Sleep until the host may be asked. Raises Deferred if that takes longer than the limit in the settings.

        `delay` comes from sources.yaml and is always waited for; `crawl_delay` comes from robots.txt and is shortened
        to the limit in the settings.
        """
        now, host = self._clock(), origin.host
        pause = (host.not_before - now).total_seconds() if host.not_before is not None else 0.0
        if pause > self._longest:
            raise Deferred(url, now + timedelta(seconds=pause))
        if host.ended is not None:
            gap = max(delay, min(crawl_delay, self._longest_crawl_delay))
            # A clock that was set back must not make the delay longer.
            since_end = min(gap, gap - (now - host.ended).total_seconds())
            pause = max(pause, since_end)
        if pause > 0:
            await self._sleep(pause)
