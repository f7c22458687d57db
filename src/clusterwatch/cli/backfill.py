"""clusterwatch backfill: read the pages of other crawls from WARC files."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from clusterwatch import sentences
from clusterwatch.cli.filters import since_option
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    SOURCE_ID,
    archive_path,
    chosen,
    console,
    day,
    db_option,
    json_option,
    must_have_url,
    now,
    plain,
    print_json,
    print_lines,
    shown,
    sources_option,
    write_archive,
)
from clusterwatch.cli.workers import cores, page_workers, workers_option
from clusterwatch.config import load_sources
from clusterwatch.config.environment import filled
from clusterwatch.errors import UsageError, WorkersGone
from clusterwatch.pipeline.workers import Workers

if TYPE_CHECKING:
    from clusterwatch.pipeline.backfill import FileResult

FORMATS = ("warc",)
_POSTS = ("new", "changed", "same", "copies", "failed")
_URL = re.compile("https?://", re.I)
_AHEAD = 2  # sections that are read ahead per worker
_MOST_LINES = 20  # problems that are printed without -v


@click.command(cls=LoggedCommand)
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("names", nargs=-1, required=True, metavar="PATH...")
@sources_option
@db_option
@click.option(
    "--source",
    "ids",
    type=SOURCE_ID,
    multiple=True,
    metavar="ID",
    help="Pages of this source; can be repeated.",
)
@since_option
@click.option("--again", is_flag=True, help="Read files again that were read before.")
@click.option("--dry-run", is_flag=True, help="Show what would be archived, without writing it.")
@workers_option
@click.option(
    "--dask", metavar="ADDRESS", help="Read on the Dask cluster with this scheduler, as tcp://HOST:8786."
)
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print only problems.")
@click.option("-v", "--verbose", count=True, help="Print all problems. Use it twice to print the log too.")
def backfill(
    form: str,  # noqa: ARG001 - there is only one
    names: tuple[str, ...],
    sources_path: Path,
    db: Path | None,
    ids: tuple[str, ...],
    since: str | None,
    again: bool,
    dry_run: bool,
    workers: int | None,
    dask: str | None,
    as_json: bool,
    quiet: bool,
    verbose: int,
) -> None:
    """Read posts from WARC files of any crawl.

    Each PATH is a file, a folder, a pattern or an http(s) address. The pages of all sources are read, each at the time
    of its capture. A file that was read is not read again.
    """
    sources = load_sources(sources_path)
    chosen(sources, ids, sources_path)
    for source_id in ids:
        must_have_url(sources, source_id)
    first = day(since, "--since", now().date())
    try:
        from clusterwatch.pipeline.backfill import BackfillOptions
        from clusterwatch.pipeline.backfill import backfill as read_files
        from clusterwatch.pipeline.dask import dask_workers
        from clusterwatch.warc import Access, files_of, remote_file
    except ImportError as error:
        raise UsageError("warc needs fastwarc: pip install 'clusterwatch[warc]'") from error
    options = BackfillOptions(first, again, sources.limits.cpu)
    network = sources.network
    proxy = filled(network.proxy, os.environ, "network.proxy") if network.proxy is not None else None
    access = Access(network.contact, network.allow_private, proxy, network.ca)
    named = ([remote_file(name, access)] if _URL.match(name) else files_of([name]) for name in names)
    places = list({place.location: place for some in named for place in some}.values())
    wanted = [s for s in sources.values() if s.url and (not ids or s.id in ids)]
    path = archive_path(sources_path, db)
    with write_archive(path, dry_run=dry_run) as archive:
        kept = "nothing was written" if dry_run else "what was read is kept; the next call continues there"
        with _Bar(sum(place.size for place in places), not (quiet or as_json)) as bar:
            pool = dask_workers(dask) if dask else _local_workers(workers, sources.limits.cpu)
            results = _interruptible(
                pool,
                lambda ahead, workers: read_files(
                    places, wanted, archive, now, replace(options, at_once=ahead), bar, workers
                ),
                kept,
            )
    if as_json:
        print_json({"dry_run": dry_run, "files": results})
    else:
        _report(results, quiet=quiet, verbose=bool(verbose), dry_run=dry_run)
    sys.exit(int(any(result.problems for result in results)))


@asynccontextmanager
async def _local_workers(count: int | None, cpu: float) -> AsyncIterator[tuple[int, Workers]]:
    """Yield the number of processes, and the workers."""
    async with page_workers(count, cpu, many=True) as workers:
        yield max(1, cores() if count is None else count), workers


def _interruptible(
    pool: AbstractAsyncContextManager[tuple[int, Workers]],
    read: Callable[[int, Workers], Coroutine[Any, Any, list[FileResult]]],
    kept: str,
) -> list[FileResult]:
    """Read all files. Ctrl-C or SIGTERM stops that, prints `kept` and exits."""
    caught: list[int] = []

    async def read_all() -> list[FileResult]:
        task, loop = asyncio.current_task(), asyncio.get_running_loop()

        def stop(number: int) -> None:
            caught.append(number)
            if task is not None:
                task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop, number)
        async with pool as (count, workers):
            return await read(_AHEAD * count, workers)

    try:
        return asyncio.run(read_all())
    except asyncio.CancelledError:
        click.echo(f"Interrupted; {kept}.", err=True)
        sys.exit(128 + caught[0] if caught else 1)
    except WorkersGone as error:
        click.echo(f"Error: {error}; {kept}.", err=True)
        sys.exit(1)


class _Bar:
    """A progress bar of the bytes of all files, on a terminal only."""

    def __init__(self, size: int, shown: bool) -> None:
        self._read: dict[str, int] = {}
        self._new = 0
        self._progress = Progress(
            TextColumn("{task.fields[file]}"),
            BarColumn(bar_width=20),
            TextColumn("{task.percentage:.0f} %, {task.fields[counts]}"),
            TimeElapsedColumn(),
            console=console(stderr=True),
            transient=True,
            disable=not (shown and sys.stderr.isatty()),
        )
        self._task = self._progress.add_task("", total=size, file="", counts="")
        self._counts: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, result: FileResult, position: int, /) -> None:
        self._read[result.location] = position
        self._counts[result.location] = (result.counts["pages"], result.counts["new"])
        pages, new = (sum(column) for column in zip(*self._counts.values(), strict=True))
        self._progress.update(
            self._task,
            completed=sum(self._read.values()),
            file=shown(Path(result.location).name),
            counts=f"{pages} pages, {new} new posts",
        )


def _report(results: list[FileResult], *, quiet: bool, verbose: bool, dry_run: bool) -> None:
    lines = [sentences.of_problem(problem) for result in results for problem in result.problems]
    for line in lines[: None if verbose else _MOST_LINES]:
        click.echo(plain(line), err=True)
    if not verbose and len(lines) > _MOST_LINES:
        click.echo(f"{len(lines) - _MOST_LINES} more problems; use -v to see them", err=True)
    if quiet:
        return
    print_lines(_table(results))
    before = sum(not result.read for result in results)
    if before:
        files = "1 file was" if before == 1 else f"{before} files were"
        click.echo(f"{files} read before; use --again to read again.")
    if dry_run:
        click.echo("Dry run: nothing was written.")


def _table(results: list[FileResult]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_footer=len(results) > 1)
    table.add_column("file", footer="all", no_wrap=True)
    columns = ("records", "pages", *_POSTS, "no posts", "problems")
    rows = [_numbers(result) for result in results]
    for number, name in enumerate(columns):
        table.add_column(name, footer=f"{sum(row[number] for row in rows):,}", justify="right")
    for result, row in zip(results, rows, strict=True):
        table.add_row(shown(Path(result.location).name), *(f"{value:,}" for value in row))
    return table


def _numbers(result: FileResult) -> list[int]:
    counts = result.counts
    left_out = counts["other"] + counts["foreign"] + counts["too_old"]
    posts = [counts[name] for name in _POSTS]
    return [counts["records"], counts["pages"], *posts, left_out, len(result.problems)]
