"""What the commands share: where the files are, the clock, the web client, how things are printed."""

from __future__ import annotations

import asyncio
import difflib
import errno
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from rich.console import Console, RenderableType
from rich.markup import escape

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.cli.printing import is_utf8
from clusterwatch.config import Network, Source, Sources, StrategySettings
from clusterwatch.errors import ConfigError, UsageError
from clusterwatch.files import replaced
from clusterwatch.http import Client, ForgetfulMemory, HostMemory, Settings
from clusterwatch.models import Note, Problem
from clusterwatch.pipeline.workers import InlineWorkers, ProcessWorkers, Workers
from clusterwatch.worddiff import word_diff

_SPAN = re.compile(r"(\d{1,6})([dw])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

sources_option = click.option(
    "--sources",
    "sources_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("sources.yaml"),
    show_default=True,
    help="The file that lists the sources.",
)
db_option = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive.  [default: archive.db beside the sources]",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(0),
    metavar="N",
    help="Read pages in N processes, by default one per core; 0 uses the main process.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")


def now() -> datetime:
    """The clock of the command line; every step below is handed its time."""
    return datetime.now(UTC)


def archive_path(sources_path: Path, db: Path | None) -> Path:
    """The archive a call means: --db, or archive.db beside the sources."""
    return db or sources_path.parent / "archive.db"


def chosen(sources: Sources, ids: Sequence[str], path: Path) -> list[Source]:
    """The sources that a call names, all of them when it names none; raises UsageError for an unknown id."""
    unknown = sorted(set(ids) - set(sources))
    if unknown:
        raise UsageError(f"{path}: no source named {', '.join(unknown)}")
    return [source for name, source in sources.items() if not ids or name in ids]


def must_have_url(sources: Sources, source_id: str) -> None:
    """Raises UsageError for a body whose site is not known: there is nothing to ask."""
    if not sources[source_id].url:
        raise UsageError(f"{sources.where(source_id)}: has no url: {sources[source_id].reason}")


def read_sources_text(path: Path) -> str:
    """The text of sources.yaml with its own line ends; nothing where there is no file yet."""
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Change sources.yaml as it stands now: somebody may have saved it since it was read. Line ends stay.

    The file is replaced as a whole; a failure leaves it as it was. Raises UsageError, its faults with the path, where
    the change cannot be made or written.
    """
    try:
        changed = change(read_sources_text(path)).encode("utf-8")
        with replaced(path) as file:
            file.write(changed)
    except ConfigError as error:
        raise ConfigError([f"{path}: {fault}" for fault in error.faults]) from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error


def print_patch(path: Path, before: str, after: str) -> None:
    """What a change of sources.yaml would write, as a unified diff."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), str(path), str(path), lineterm="")
    click.echo("\n" + plain("\n".join(lines)))


def read_archive(sources_path: Path, db: Path | None) -> Archive:
    """The archive, opened for reading only."""
    return Archive(archive_path(sources_path, db), readonly=True)


def day(text: str | None, option: str, today: date) -> str | None:
    """A day as ISO text: `2024-01-31`, or so many days (`7d`) or weeks (`2w`) before today."""
    if text is None:
        return None
    try:
        if span := _SPAN.fullmatch(text):
            return (today - timedelta(days=int(span[1]) * (7 if span[2] == "w" else 1))).isoformat()
        return date.fromisoformat(text).isoformat()
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{option} {text}: not a day; write it as 2024-01-31, 7d or 2w") from error


def web_client(network: Network, memory: HostMemory, delay: float) -> Client:
    """The client for real sites, on the real clock."""
    settings = Settings(contact=network.contact, allow_private=network.allow_private, delay=delay)
    return Client(settings, memory, clock=now, sleep=asyncio.sleep)


def page_workers(count: int | None, sources: Sources) -> AbstractAsyncContextManager[Workers]:
    """The workers that read pages: `count` processes, one per core if None, or this process if 0."""
    if count == 0:
        return nullcontext(InlineWorkers())
    return ProcessWorkers(count or len(os.sched_getaffinity(0)), sources.limits.cpu)


def memory_of(kept: Archive | None) -> ForgetfulMemory:
    """What hosts asked for in earlier runs, to be left alone until then; nothing is written back to the archive."""
    memory = ForgetfulMemory()
    for host, *_ in kept.hosts.all() if kept else []:
        if kept and (until := kept.hosts.not_before(str(host))):
            memory.keep_not_before(str(host), until)
    return memory


def print_json(value: Any) -> None:
    """One JSON value on a line of its own; letters are escaped where the output is not UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=not is_utf8(sys.stdout), default=_as_json))


def _as_json(value: object) -> object:
    """What JSON knows no form for: problems with their sentence, other values by their fields."""
    if isinstance(value, Problem | Note):
        return sentences.as_object(value)
    if isinstance(value, StrategySettings):
        return value.model_dump(mode="json", exclude_none=True)
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return str(value)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave the closed pipe to `printing`; rich itself ends the program with 1."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def console(*, stderr: bool = False) -> Console:
    """Rich output; as wide as needed where no terminal limits it, so that nothing is cut for a program."""
    made = _Console(stderr=stderr, highlight=False, soft_wrap=False)
    return made if made.is_terminal else _Console(stderr=stderr, highlight=False, width=200)


def shown(text: object) -> str:
    """Remote text as rich markup that can do nothing to a terminal: no control characters, no markup of its own."""
    return escape(plain(text))


def plain(text: object) -> str:
    """Remote text without control characters (C0 but newline and tab, DEL, C1)."""
    return _CONTROLS.sub("", str(text))


def changes(was: str | None, now: str | None) -> str:
    """What differs between two values, as rich markup: what is gone in red and struck out, what is new in green."""
    styles = {"same": "", "gone": "red strike", "new": "green", "cut": "dim"}
    marks = {"gone": ("[-", "-]"), "new": ("{+", "+}")}  # as git's word diff, for those who see no colours
    out = []
    for piece in word_diff(was, now):
        text = " ".join(piece.text.split())
        before, after = marks.get(piece.kind, ("", ""))
        told = shown(f"{before}{text}{after}")
        out.append(f"[{styles[piece.kind]}]{told}[/]" if styles[piece.kind] else told)
    return " ".join(out)


def print_lines(what: RenderableType) -> None:
    """Print a table, without the blanks that would pad its lines to the width."""
    out = console()
    with out.capture() as captured:
        out.print(what)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))
