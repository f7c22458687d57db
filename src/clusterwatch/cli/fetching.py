"""Shared by the commands that fetch pages: the HTTP client and its memory.

The other commands do not import this module, so they start without the network code.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
from collections.abc import Awaitable, Callable

from clusterwatch.archive import Archive
from clusterwatch.cli.options import now
from clusterwatch.config import Network
from clusterwatch.config.environment import filled
from clusterwatch.http import Client, ForgetfulMemory, HostMemory, Settings, choose_proxies, choose_trust

_MANY = 100_000  # files


def web_client(
    network: Network,
    memory: HostMemory,
    delay: float,
    ready: Callable[[], Awaitable[None]] | None = None,
) -> Client:
    """Return an HTTP client with the real clock. `ready` is described in `Client`. Raises what `settings` raises."""
    return Client(settings(network, delay), memory, clock=now, sleep=asyncio.sleep, ready=ready)


def settings(network: Network, delay: float) -> Settings:
    """Return the settings of all requests.

    Raises UsageError if the proxies or authorities of sources.yaml or the environment cannot be used.
    """
    proxy = filled(network.proxy, os.environ, "network.proxy") if network.proxy is not None else None
    return Settings(
        contact=network.contact,
        allow_private=network.allow_private,
        delay=delay,
        trust=choose_trust(network.ca, os.environ),
        proxies=choose_proxies(proxy, os.environ),
    )


def connections() -> int:
    """Return how many connections this process may have, after its limit of open files was raised as far as allowed.

    Half of the files are left for what is not a connection of a running source, such as those that are kept open.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):  # some systems allow less than they say
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    return _MANY if soft == resource.RLIM_INFINITY else max(1, soft // 2)


def memory_of(archive: Archive | None) -> ForgetfulMemory:
    """Return the pauses that hosts asked for in earlier runs. Nothing is written back to the archive."""
    memory = ForgetfulMemory()
    for host, *_ in archive.hosts.all() if archive else []:
        if archive and (until := archive.hosts.not_before(str(host))):
            memory.keep_not_before(str(host), until)
    return memory
