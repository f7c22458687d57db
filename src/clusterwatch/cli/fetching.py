"""Shared by the commands that fetch pages: the HTTP client and the workers that read pages.

The other commands do not import this module, so they start without the network code.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import AbstractAsyncContextManager, nullcontext

import click

from clusterwatch.archive import Archive
from clusterwatch.cli.options import now
from clusterwatch.config import Network, Sources
from clusterwatch.http import Client, ForgetfulMemory, HostMemory, Settings
from clusterwatch.pipeline.workers import InlineWorkers, ProcessWorkers, Workers

workers_option = click.option(
    "--workers",
    type=click.IntRange(0),
    metavar="N",
    envvar="CLUSTERWATCH_WORKERS",
    show_envvar=True,
    help="Number of processes that read pages; 0 uses the main process.",
    show_default="one per core",
)


def web_client(network: Network, memory: HostMemory, delay: float) -> Client:
    """Return an HTTP client with the real clock."""
    settings = Settings(contact=network.contact, allow_private=network.allow_private, delay=delay)
    return Client(settings, memory, clock=now, sleep=asyncio.sleep)


def page_workers(count: int | None, sources: Sources) -> AbstractAsyncContextManager[Workers]:
    """Return the workers that read pages: `count` processes, one per core if None, or this process if 0."""
    if count == 0:
        return nullcontext(InlineWorkers())
    return ProcessWorkers(count or len(os.sched_getaffinity(0)), sources.limits.cpu)


def memory_of(archive: Archive | None) -> ForgetfulMemory:
    """Return the pauses that hosts asked for in earlier runs. Nothing is written back to the archive."""
    memory = ForgetfulMemory()
    for host, *_ in archive.hosts.all() if archive else []:
        if archive and (until := archive.hosts.not_before(str(host))):
            memory.keep_not_before(str(host), until)
    return memory
