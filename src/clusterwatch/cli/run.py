"""clusterwatch run: fetch new posts."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.cli.fetching import connections, web_client
from clusterwatch.cli.heartbeat import heartbeat
from clusterwatch.cli.incidents import NightReport
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.notify import print_served, serve_targets
from clusterwatch.cli.options import (
    SOURCE_ID,
    STYLES,
    archive_path,
    chosen,
    db_option,
    exact_day,
    json_option,
    must_have_url,
    now,
    print_json,
    print_lines,
    say,
    say_no_source,
    sources_option,
    write_archive,
)
from clusterwatch.cli.workers import page_workers, workers_option
from clusterwatch.config import Sources, load_sources
from clusterwatch.errors import UsageError
from clusterwatch.models import NoteCode, Outcome
from clusterwatch.pipeline.health import FAILING
from clusterwatch.pipeline.run import AT_ONCE
from clusterwatch.pipeline.run import run as run_sources
from clusterwatch.pipeline.source_run import Options, Progress

if TYPE_CHECKING:
    from rich.table import Table

    from clusterwatch.notify.serve import Served

_MONDAY = 0
_MOST_LINES = 5  # per source, without -v
_KEPT = "finished posts are in the archive"


@dataclass(frozen=True, slots=True)
class _Finished:
    """What a run did. The names are the keys of --json."""

    dry_run: bool
    outcomes: Sequence[Outcome]
    posts: Sequence[dict[str, Any]]
    dropped_pages: int
    incidents: NightReport
    notices: Sequence[Served]


@click.command(cls=LoggedCommand)
@click.argument("ids", type=SOURCE_ID, nargs=-1, metavar="[ID]...")
@sources_option
@db_option
@click.option("--backfill", is_flag=True, help="Go back to the first post of each source.")
@click.option("--since", metavar="DATE", help="Posts since this day, as YYYY-MM-DD.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Fetch at most N posts per source.")
@click.option("--recheck", is_flag=True, help="Fetch all known posts again now.")
@click.option(
    "--keep-pages",
    metavar="DAYS|all",
    help="Delete raw pages older than DAYS.  [default: keep_pages of the sources]",
)
@click.option("--dry-run", is_flag=True, help="Show what would be archived, without writing it.")
@click.option(
    "--strict", is_flag=True, help="Exit with 1 while any incident is open that is not acknowledged."
)
@workers_option
@json_option
@click.option(
    "-q",
    "--quiet",
    is_flag=True,
    help="Print only incidents that opened, worsened or ended; on Mondays, all open ones.",
)
@click.option(
    "-v", "--verbose", count=True, help="Print the details of each source. Use it twice to print the log too."
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
    strict: bool,
    workers: int | None,
    as_json: bool,
    quiet: bool,
    verbose: int,
) -> None:
    """Fetch new posts from all sources or from the given ones.

    The exit code is 1 if an incident was opened, or if all sources failed.
    """
    sources = load_sources(sources_path)
    chosen(sources, ids, sources_path)
    for source_id in ids:
        must_have_url(sources, source_id)
    since_day = exact_day(since, "--since")
    options = Options(ids, backfill, since_day.isoformat() if since_day else None, limit, recheck)
    keep = _days(keep_pages) if keep_pages else sources.defaults.keep_pages
    path, started = archive_path(sources_path, db), now()
    with nullcontext() if dry_run else heartbeat(sources, path):
        with write_archive(path, dry_run=dry_run) as archive:
            kept = "dry run: nothing was written" if dry_run else _KEPT
            outcomes = conduct(
                sources, archive, options, bars=not (quiet or as_json), workers=workers, kept=kept
            )
            served = [] if dry_run else serve_targets(archive, sources, started)
            incidents = NightReport.of(archive, started.date())
            posts = archive.touched_since(started) if verbose or dry_run else []
            finished = _Finished(dry_run, outcomes, posts, _drop(archive, keep, started), incidents, served)
        if not outcomes:
            say_no_source(sources_path)  # also if `quiet`: cron would watch nothing without a word
        if as_json:
            print_json(finished)
        elif quiet:
            incidents.print(started.date(), weekly=started.weekday() == _MONDAY)
        else:
            _print_finished(finished, keep, verbose=bool(verbose))
        failed = bool(incidents.opened) or all_failed(outcomes) or (strict and bool(incidents.open))
        sys.exit(int(failed))


def _print_finished(finished: _Finished, keep: int | Literal["all"], *, verbose: bool) -> None:
    """Print what a run did. Raw pages were deleted that are older than `keep` days."""
    _print_posts(finished.posts)
    report(finished.outcomes, verbose=verbose)
    print_served(finished.notices)
    if finished.dropped_pages:
        click.echo(f"Deleted {finished.dropped_pages:,} raw pages older than {keep} days.")
    if finished.dry_run:
        click.echo("Dry run: nothing was written.")


def all_failed(outcomes: Sequence[Outcome]) -> bool:
    """Return whether a run had sources and each of them failed."""
    return bool(outcomes) and all(outcome.state in FAILING for outcome in outcomes)


def conduct(
    sources: Sources,
    archive: Archive,
    options: Options,
    *,
    bars: bool,
    workers: int | None = None,
    kept: str = _KEPT,
) -> list[Outcome]:
    """Run all sources and return their outcomes. Ctrl-C or SIGTERM stops the run, prints `kept` and exits."""
    caught: list[int] = []
    many = options.backfill or options.recheck or _has_new_sources(sources, archive, options)

    async def run_all() -> list[Outcome]:
        task = asyncio.current_task()
        loop = asyncio.get_running_loop()

        def stop(number: int) -> None:
            caught.append(number)
            if task is not None:
                task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop, number)
        with _progress(bars) as progress:
            async with (
                page_workers(workers, sources.limits.cpu, many=many) as pool,
                web_client(sources.network, archive.hosts, sources.defaults.delay, pool.ready) as client,
            ):
                at_once = min(AT_ONCE, connections())
                return await run_sources(
                    sources, archive, client, now, options, progress, pool, at_once=at_once
                )

    try:
        return asyncio.run(run_all())
    except asyncio.CancelledError:
        click.echo(f"Interrupted; {kept}.", err=True)
        sys.exit(128 + caught[0] if caught else 1)


def _has_new_sources(sources: Sources, archive: Archive, options: Options) -> bool:
    """Return whether a source is run whose indexes were never read to their end: many posts are new."""
    chosen = options.ids or [source.id for source in sources.values() if source.enabled]
    return options.limit is None and any(archive.sources.walked(source) is None for source in chosen)


def _progress(bars: bool) -> AbstractContextManager[Progress]:
    """Return progress bars on a terminal. Elsewhere, as in a job of cron, return a function that shows nothing."""
    if not (bars and sys.stderr.isatty()):
        return nullcontext(_show_nothing)
    from clusterwatch.cli.progress_bars import ProgressBars

    return ProgressBars()


def _show_nothing(source: str, counts: Counter[str], *, done: Outcome | None = None) -> None:
    """Do nothing with the progress of a source."""


def report(outcomes: Sequence[Outcome], *, verbose: bool = False) -> None:
    """Print the table of outcomes, and the problems below it."""
    if not outcomes:
        return
    print_lines(_table(outcomes))
    for outcome in outcomes:
        if verbose or outcome.state not in ("ok", "quiet"):
            _print_sentences(outcome, verbose=verbose)
    # What this machine lacks concerns no single source.
    lacks = {note for outcome in outcomes for note in outcome.notes if note.code is NoteCode.PDF_NOT_READ}
    for note in lacks:
        say(sentences.of_note(note), err=True)


def _print_sentences(outcome: Outcome, *, verbose: bool) -> None:
    lines = [
        *([sentences.of_requests(outcome)] if verbose else []),
        *map(sentences.of_problem, outcome.problems),
        *(sentences.of_note(n) for n in outcome.notes if verbose and n.code is not NoteCode.PDF_NOT_READ),
    ]
    for line in lines[: None if verbose else _MOST_LINES]:
        say(f"{outcome.source}: {line}", err=True)
    if not verbose and len(lines) > _MOST_LINES:
        click.echo(f"{outcome.source}: {len(lines) - _MOST_LINES} more; use -v to see them", err=True)


def _table(outcomes: Sequence[Outcome]) -> Table:
    from rich.table import Table

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
        if not o.found and o.unchanged_indexes:
            counts[0] = "unchanged"
        table.add_row(o.source, *counts, f"{o.seconds:.1f} s", f"[{style}]{o.state}[/{style}]")
    return table


def _print_posts(posts: Sequence[dict[str, Any]]) -> None:
    """Print the new and changed posts of a run."""
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
    raise UsageError(f"--keep-pages: invalid value {text!r}; use a number of days or all")


def _drop(archive: Archive, keep: int | Literal["all"], started: datetime) -> int:
    """Delete raw pages that are older than `keep` days, and return their number."""
    return 0 if keep == "all" else archive.drop_pages(started - timedelta(days=keep))
