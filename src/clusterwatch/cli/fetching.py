"""Shared by the commands that fetch pages: the HTTP client and its memory.

The other commands do not import this module, so they start without the network code.
"""

from __future__ import annotations

import asyncio
import os

from clusterwatch.archive import Archive
from clusterwatch.cli.options import now
from clusterwatch.config import Network
from clusterwatch.config.environment import filled
from clusterwatch.http import Client, ForgetfulMemory, HostMemory, Settings, choose_proxies, choose_trust


def web_client(network: Network, memory: HostMemory, delay: float) -> Client:
    """Return an HTTP client with the real clock.

    Raises UsageError if the proxies or authorities of sources.yaml or the environment cannot be used.
    """
    proxy = filled(network.proxy, os.environ, "network.proxy") if network.proxy is not None else None
    settings = Settings(
        contact=network.contact,
        allow_private=network.allow_private,
        delay=delay,
        trust=choose_trust(network.ca, os.environ),
        proxies=choose_proxies(proxy, os.environ),
    )
    return Client(settings, memory, clock=now, sleep=asyncio.sleep)


def memory_of(archive: Archive | None) -> ForgetfulMemory:
    """Return the pauses that hosts asked for in earlier runs. Nothing is written back to the archive."""
    memory = ForgetfulMemory()
    for host, *_ in archive.hosts.all() if archive else []:
        if archive and (until := archive.hosts.not_before(str(host))):
            memory.keep_not_before(str(host), until)
    return memory
