"""Shared by the commands that read pages: the number of worker processes."""

from __future__ import annotations

import os
from contextlib import AbstractAsyncContextManager, nullcontext

import click

from clusterwatch.pipeline.workers import InlineWorkers, ProcessWorkers

workers_option = click.option(
    "--workers",
    type=click.IntRange(0),
    metavar="N",
    envvar="CLUSTERWATCH_WORKERS",
    show_envvar=True,
    help="Number of processes that read pages; 0 uses the main process.",
    show_default="one per core",
)


def cores() -> int:
    """Return the number of cores that this process may use, or that the machine has where the system does not say."""
    allowed = getattr(os, "sched_getaffinity", None)  # macOS has none
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def page_workers(
    count: int | None, cpu: float, *, many: bool = False
) -> AbstractAsyncContextManager[InlineWorkers | ProcessWorkers]:
    """Return the workers that read pages: `count` processes, one per core if None, or this process if 0.

    `cpu` is the number of CPU seconds that a process may use for a page. `many` says that hundreds of pages are likely.
    """
    if count == 0:
        return nullcontext(InlineWorkers())
    return ProcessWorkers(count or cores(), cpu, many=many)
