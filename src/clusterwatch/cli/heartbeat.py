"""The heartbeat of a run: asks the address of sources.yaml, however the run ends."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from clusterwatch import sentences
from clusterwatch.cli.group import exit_code
from clusterwatch.cli.options import now, plain, write_archive
from clusterwatch.config import Sources
from clusterwatch.errors import ArchiveError, Locked, UsageError, VariableNotSet
from clusterwatch.models import Problem

_log = logging.getLogger("clusterwatch.notify")
_SIGNALLED = 128  # exit codes above it stand for a signal


@contextmanager
def heartbeat(sources: Sources, archive: Path) -> Iterator[None]:
    """Ask the address of the heartbeat after the block, with its exit code.

    Nothing is asked if the block did not run because another run holds the archive, which asks at its own end, or if
    somebody stopped it. A failure is an incident, which is printed when it is opened or closed. It does not change the
    exit code.
    """
    try:
        yield
    except (KeyboardInterrupt, Locked):
        raise
    except BaseException as error:
        code = exit_code(error)
        if code <= _SIGNALLED:
            _beat(sources, archive, code)
        raise
    _beat(sources, archive, 0)


def _beat(sources: Sources, path: Path, code: int) -> None:
    if sources.heartbeat is None:
        return
    problem = _asked(sources, sources.heartbeat, code)
    from clusterwatch.notify.heartbeat import record

    if problem is None:
        _log.info("heartbeat accepted", extra={"exit": code})
    else:
        _log.warning("heartbeat failed", extra={"exit": code, **problem.detail})
    try:
        with write_archive(path, create=False) as archive:
            is_new, closed = record(archive, problem, now())
    except (ArchiveError, Locked, OSError):
        is_new, closed = True, []  # nobody can know whether it was said before
    if problem is not None and is_new:
        click.echo(plain(sentences.of_target(problem, "heartbeat")), err=True)
    for incident in closed:
        click.echo(plain(sentences.of_closed_incident(incident)), err=True)


def _asked(sources: Sources, value: str, code: int) -> Problem | None:
    """Send the ping and return the problem with it."""
    from clusterwatch.cli.fetching import settings
    from clusterwatch.http import ping
    from clusterwatch.notify import heartbeat as beats

    try:
        address = beats.address(sources.filled(value, ("heartbeat",), os.environ), code)
        detail = asyncio.run(ping(address, settings(sources.network, sources.defaults.delay)))
    except VariableNotSet as error:
        return beats.variable_problem(error)
    except UsageError:  # of the proxy or the authorities; the run itself has reported it
        return beats.problem({})
    return beats.problem(detail) if detail else None
