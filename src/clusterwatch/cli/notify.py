"""clusterwatch notify: send the notices that are due, or test the targets of notices."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    archive_path,
    db_option,
    json_option,
    now,
    plain,
    print_json,
    say,
    sources_option,
    write_archive,
)
from clusterwatch.config import Sources, load_sources
from clusterwatch.errors import ArchiveError, Locked, UsageError
from clusterwatch.models import NoticeReason, Problem

if TYPE_CHECKING:
    from clusterwatch.notify.serve import Served

_OF_THE_SETUP = (NoticeReason.VARIABLE, NoticeReason.NOT_INSTALLED, NoticeReason.NO_SERVICE)


@click.command(cls=LoggedCommand)
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@sources_option
@db_option
@click.option(
    "--test", "is_test", is_flag=True, help="Send a test to each target, and say whether it is accepted."
)
@json_option
def notify(
    targets: tuple[str, ...], sources_path: Path, db: Path | None, is_test: bool, as_json: bool
) -> None:
    """Send the notices that are due to each TARGET of sources.yaml, or test them.

    Each run does this at its end. The exit code is 1 if a target did not accept its notice, and 2 if a target is not
    set up correctly.
    """
    sources = load_sources(sources_path)
    if not sources.notify:
        raise UsageError(f"{sources_path}: there is no target under `notify:`")
    if unknown := sorted(set(targets) - set(sources.notify)):
        raise UsageError(f"{sources_path}: no target named {', '.join(unknown)}")
    path = archive_path(sources_path, db)
    if is_test:
        served = _tested(sources, path, targets or tuple(sources.notify))
    else:
        with write_archive(path, create=False) as archive:
            served = serve_targets(archive, sources, now(), targets)
    if as_json:
        print_json({"test": is_test, "targets": served})
    elif served:
        print_served(served)
    else:
        click.echo("There is nothing to send.")
    problems = [one.problem for one in served if one.problem is not None]
    sys.exit(max(map(_code, problems), default=0))


def serve_targets(
    archive: Archive, sources: Sources, started: datetime, names: Sequence[str] = ()
) -> list[Served]:
    """Send what is due after the run that began at `started`, to all targets or to those with these names."""
    if not sources.notify and not archive.incidents.of_targets():
        return []  # most runs do not need the code of notices
    from clusterwatch.notify.serve import serve

    return serve(archive, sources, started, now, os.environ, names)


def print_served(served: Iterable[Served]) -> None:
    """Print what became of each target."""
    for one in served:
        if one.problem is None:
            click.echo(plain(f"notify.{one.target}: accepted: {one.title}"))
        else:
            say(sentences.of_target(one.problem, f"notify.{one.target}"), err=True)


def _tested(sources: Sources, path: Path, names: Sequence[str]) -> list[Served]:
    from clusterwatch.notify import serve

    served = serve.send_tests(sources, os.environ, names)
    accepted = [one.target for one in served if one.problem is None]
    if accepted:
        with suppress(ArchiveError, Locked), write_archive(path, create=False) as archive:
            serve.accepted(archive, accepted, now())
    return served


def _code(problem: Problem) -> int:
    return 2 if problem.detail.get("reason") in _OF_THE_SETUP else 1
