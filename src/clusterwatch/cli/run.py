"""clusterwatch run: the nightly job."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import click
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from clusterwatch import sentences
from clusterwatch.archive import Archive, hold
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    archive_path,
    chosen,
    console,
    db_option,
    json_option,
    must_have_url,
    now,
    page_workers,
    plain,
    print_json,
    print_lines,
    sources_option,
    web_client,
    workers_option,
)
from clusterwatch.config import Sources, load_sources
from clusterwatch.errors import UsageError
from clusterwatch.models import Outcome
from clusterwatch.pipeline.health import FAILING
from clusterwatch.pipeline.run import run as run_sources
from clusterwatch.pipeline.source_run import Options

_MOST_LINES = 5  # per source, unless all are asked for
STYLES = {"ok": "green", "quiet": "cyan", "moved": "yellow", "degraded": "yellow"}


@click.command(cls=LoggedCommand)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@sources_option
@db_option
@click.option("--backfill", is_flag=True, help="Walk back to each source's first post.")
@click.option("--since", metavar="DATE", help="Posts since this day only, as 2024-01-31.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Look at no more than N posts a source.")
@click.option("--recheck", is_flag=True, help="Look at every known post again, due or not.")
@click.option(
    "--keep-pages",
    metavar="DAYS|all",
    help="Drop raw pages older than this.  [default: as in the sources]",
)
@click.option("--dry-run", is_flag=True, help="Do everything but keep nothing.")
@workers_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print only what failed.")
@click.option(
    "-v", "--verbose", count=True, help="Print what each source had to say. Twice: print the log as well."
)
def run(
    ids: tuple[str, ...],
    sources_path: Path,
    db: Path | None,
    backfill: bool,
    since: str | None,
    limit: int | None,
    recheck: bool,
    keep_pages: str | None,
    dry_run: bool,
    workers: int | None,
    as_json: bool,
    quiet: bool,
    verbose: int,
) -> None:
    """Fetch new posts from all sources or from those given."""
    sources = load_sources(sources_path)
    chosen(sources, ids, sources_path)
    for source_id in ids:
        must_have_url(sources, source_id)
    options = Options(ids, backfill, _day(since), limit, recheck)
    keep = _days(keep_pages) if keep_pages else sources.defaults.keep_pages
    path, started = archive_path(sources_path, db), now()
    with ExitStack() as stack:
        if dry_run and not path.exists():
            path = Path(stack.enter_context(TemporaryDirectory())) / path.name
        stack.enter_context(hold(path))
        archive = stack.enter_context(Archive(path))
        if dry_run:
            stack.enter_context(archive.dry_run())
        kept = "a rehearsal keeps nothing" if dry_run else "what was finished is kept"
        outcomes = conduct(sources, archive, options, bars=not (quiet or as_json), workers=workers, kept=kept)
        touched = archive.touched_since(started) if verbose or dry_run else []
        dropped = _drop(archive, keep, started)
    if as_json:
        print_json({"dry_run": dry_run, "outcomes": outcomes, "posts": touched, "dropped_pages": dropped})
    else:
        if not quiet:
            _print_touched(touched)
        report(outcomes, quiet=quiet, verbose=bool(verbose))
        if dropped and not quiet:
            click.echo(f"Dropped {dropped:,} raw pages older than {keep} days.")
        if dry_run and not quiet:
            click.echo("A rehearsal: nothing was kept.")
    sys.exit(int(any(o.state in FAILING for o in outcomes)))


def conduct(
    sources: Sources,
    archive: Archive,
    options: Options,
    *,
    bars: bool,
    workers: int | None = None,
    kept: str = "what was finished is kept",
) -> list[Outcome]:
    """Run the pipe with the real web and clock; a first Ctrl-C or SIGTERM ends it cleanly, says `kept` and exits."""
    caught: list[int] = []

    async def go() -> list[Outcome]:
        task = asyncio.current_task()
        loop = asyncio.get_running_loop()

        def stop(number: int) -> None:
            caught.append(number)
            if task is not None:
                task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop, number)
        with _Bars(bars) as progress:
            async with (
                web_client(sources.network, archive.hosts, sources.defaults.delay) as client,
                page_workers(workers, sources) as pool,
            ):
                return await run_sources(sources, archive, client, now, options, progress, pool)

    try:
        return asyncio.run(go())
    except asyncio.CancelledError:
        click.echo(f"Interrupted; {kept}.", err=True)
        sys.exit(128 + caught[0] if caught else 1)


class _Bars:
    """A moving bar and the counts of each source on a terminal, nothing elsewhere.

    The bar has no end: how many posts there are is known only when the last index was read.
    """

    def __init__(self, wanted: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.fields[source]}"),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[counts]}"),
            TimeElapsedColumn(),
            console=console(stderr=True),
            transient=True,
            disable=not (wanted and sys.stderr.isatty()),
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> _Bars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, source: str, counts: Counter[str], *, done: Outcome | None = None) -> None:
        if source not in self._tasks:
            self._tasks[source] = self._progress.add_task("", total=None, source=source, counts="")
        task = self._tasks[source]
        if done is not None:
            self._progress.remove_task(task)
            return
        self._progress.update(task, counts=f"{counts['found']} found, {counts['new']} new")


def report(outcomes: Sequence[Outcome], *, quiet: bool = False, verbose: bool = False) -> None:
    """The table at the end of a run, and below it what went wrong; `quiet` keeps the failures only."""
    if not quiet:
        print_lines(_table(outcomes))
    for outcome in outcomes:
        wanted = verbose or outcome.state not in ("ok", "quiet")
        if wanted and not (quiet and outcome.state not in FAILING):
            _print_sentences(outcome, verbose=verbose)


def _print_sentences(outcome: Outcome, *, verbose: bool) -> None:
    lines = [
        *map(sentences.of_problem, outcome.problems),
        *map(sentences.of_note, outcome.notes if verbose else ()),
    ]
    for line in lines[: None if verbose else _MOST_LINES]:
        click.echo(plain(f"{outcome.source}: {line}"), err=True)
    if not verbose and len(lines) > _MOST_LINES:
        click.echo(f"{outcome.source}: … {len(lines) - _MOST_LINES} more; see them with -v", err=True)


def _table(outcomes: Sequence[Outcome]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_footer=len(outcomes) > 1)
    numbers = ("found", "new", "changed", "copies", "gone", "failed")
    table.add_column("source", footer="all", no_wrap=True)
    for name in numbers:
        table.add_column(name, footer=str(sum(getattr(o, name) for o in outcomes)), justify="right")
    table.add_column("time", justify="right")
    table.add_column("state")
    for o in outcomes:
        style = STYLES.get(o.state, "red")
        counts = [str(getattr(o, name)) for name in numbers]
        table.add_row(o.source, *counts, f"{o.seconds:.1f} s", f"[{style}]{o.state}[/{style}]")
    return table


def _print_touched(posts: Sequence[dict[str, Any]]) -> None:
    """The posts that a run brought or changed, a line each."""
    for post in posts:
        what = f"changed ({', '.join(post['changed'])})" if post["changed"] else "new"
        click.echo(
            f"{post['source']}: {what}: {post['published'] or 'no date'}: {post['title'] or '(no title)'}"
        )
        click.echo(f"    {post['url']}")


def _days(text: str) -> int | Literal["all"]:
    if text == "all":
        return "all"
    if re.fullmatch(r"[1-9]\d{0,4}", text):
        return int(text)
    raise UsageError(f"--keep-pages {text}: a number of days, at least 1, or all is meant")


def _drop(archive: Archive, keep: int | Literal["all"], started: datetime) -> int:
    """Drop raw pages that are older than asked for; how many."""
    return 0 if keep == "all" else archive.drop_pages(started - timedelta(days=keep))


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"--since {text}: not a day; write it as 2024-01-31") from error
