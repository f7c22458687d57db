"""clusterwatch undo: take back what a run did to the posts of some sources, or of all."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from clusterwatch import sentences
from clusterwatch.archive import Archive, UndoPlan
from clusterwatch.cli.options import (
    SOURCE_ID,
    archive_path,
    db_option,
    json_option,
    must_have_sources,
    now,
    plain,
    print_json,
    print_lines,
    read_archive,
    shown,
    sources_option,
    write_archive,
)
from clusterwatch.errors import UsageError

_SHOWN = 50  # changes in the table; --json has all of them
_RECENT = 10  # runs in the list
_WIDTH = 60  # letters of a title


@click.command()
@click.argument("run", type=click.IntRange(1), required=False)
@click.argument("ids", type=SOURCE_ID, nargs=-1, metavar="[ID]...")
@sources_option
@db_option
@click.option("--yes", is_flag=True, help="Take it back without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be taken back, without changing anything.")
@json_option
def undo(
    run: int | None,
    ids: tuple[str, ...],
    sources_path: Path,
    db: Path | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take back what RUN did to the posts of all sources, or of the given ones.

    Edits, withdrawals and new addresses of posts are taken back, and new posts are removed. The next run reads all of
    them again. A post that was changed again since then is left alone, and the exit code is then 1. Without RUN, the
    last runs are listed.
    """
    if run is None:
        _list(sources_path, db, as_json=as_json)
        return
    with write_archive(archive_path(sources_path, db), dry_run=dry_run, create=False) as archive:
        plan = _planned(archive, run, ids)
        if not as_json:
            _report(plan)
        done = bool(plan.changes) and not dry_run and (yes or (not as_json and _agreed()))
        if done:
            archive.undo(plan, now())
        elif yes and plan.done and not dry_run:
            archive.derive()  # the call that took the run back may have been killed before this
    if as_json:
        refused = [{**asdict(one.change), "reason": one.reason, "later_run": one.run} for one in plan.refused]
        before = dict(plan.done)
        print_json(
            {"run": run, "undone": done, "changes": plan.changes, "refused": refused, "undone_before": before}
        )
    elif done:
        count = f"{len(plan.changes):,} change{'s' * (len(plan.changes) != 1)}"
        click.echo(f"{count} of run {run} taken back. The next run reads these posts again.")
    elif plan.changes:
        click.echo("Nothing was changed." if dry_run else "Nothing was changed. Use --yes to take it back.")
    sys.exit(int(bool(plan.refused)))


def _planned(archive: Archive, run: int, ids: tuple[str, ...]) -> UndoPlan:
    """Return what can be taken back. Raise UsageError for an unknown run or source."""
    last = archive.runs.newest() or 0
    if run > last or not archive.runs.exists(run):
        known = f"the last one is {last}" if last else "there was none yet"
        raise UsageError(f"{archive.path}: there is no run {run}; {known}")
    must_have_sources(archive, ids)
    return archive.plan_undo(run, ids)


def _agreed() -> bool:
    return sys.stdin.isatty() and click.confirm("Take this back?")


def _report(plan: UndoPlan) -> None:
    """Print what can be taken back, what cannot, and what was before."""
    from rich.table import Table

    if plan.changes:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in ("source", "post", "what", "title before", "title now"):
            table.add_column(name, justify="right" if name == "post" else "left", overflow="fold")
        for change in plan.changes[:_SHOWN]:
            was, title = (shown((text or "")[:_WIDTH]) for text in (change.was, change.title))
            edited = f"edited ({', '.join(change.fields)})"
            what = ", ".join(edited if one == "edited" else one for one in change.what)
            table.add_row(change.source, str(change.post), what, was, title if title != was else "(same)")
        print_lines(table)
        if len(plan.changes) > _SHOWN:
            click.echo(f"and {len(plan.changes) - _SHOWN:,} more; --json shows them all")
    for refusal in plan.refused:
        click.echo(
            plain(sentences.of_refusal(refusal.change.post, refusal.change.url, refusal.reason, refusal.run))
        )
    for source, when in plan.done.items():
        click.echo(plain(sentences.of_undone(source, plan.run, when)))
    if not (plan.changes or plan.refused or plan.done):
        click.echo(sentences.of_nothing_to_undo(plan.run, recorded=plan.recorded))


def _list(sources_path: Path, db: Path | None, *, as_json: bool) -> None:
    """Print the last runs with their numbers."""
    with read_archive(sources_path, db) as archive:
        runs = archive.runs.recent(_RECENT)
    if as_json:
        print_json(runs)
        return
    from rich.table import Table

    names = ("run", "started", "status", "new", "changed", "gone", "unread", "taken back")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, justify="right" if name in ("run", *names[3:7]) else "left", no_wrap=True)
    for row in runs:
        times = [(row[name] or "")[:16].replace("T", " ") for name in ("started", "undone")]
        counts = [str(row[name]) for name in ("new", "changed", "gone", "failed")]
        failed = row["sources_failed"]
        status = (
            f"done, {failed} source{'s' * (failed != 1)} failed"
            if row["status"] == "failed"
            else row["status"]
        )
        table.add_row(str(row["id"]), times[0], status, *counts, times[1])
    print_lines(table)
