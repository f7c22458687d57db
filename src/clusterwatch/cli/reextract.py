"""clusterwatch reextract: read all archived pages again by the current rules."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import click
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from clusterwatch import sentences
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    SOURCE_ID,
    archive_path,
    changes,
    chosen,
    console,
    db_option,
    json_option,
    now,
    plain,
    print_json,
    shown,
    sources_option,
    write_archive,
)
from clusterwatch.cli.workers import page_workers, workers_option
from clusterwatch.config import load_sources
from clusterwatch.maintain.reextract import Reread
from clusterwatch.maintain.reextract import reextract as read_all_again


@click.command(cls=LoggedCommand)
@click.argument("ids", type=SOURCE_ID, nargs=-1, metavar="[ID]...")
@sources_option
@db_option
@click.option("--dry-run", is_flag=True, help="Show what would change, without changing it.")
@workers_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print only errors.")
def reextract(
    ids: tuple[str, ...],
    sources_path: Path,
    db: Path | None,
    dry_run: bool,
    workers: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read the archived raw pages again by the current rules, without requests.

    Each change becomes a revision with the cause "reextracted". What the posts say (days, mentions, kind) is read
    again from all archived texts, also without a page. A page that no worker can read is reported, and its post is
    unchanged.
    """
    sources = load_sources(sources_path)
    named = [s for s in chosen(sources, ids, sources_path) if s.url]
    path = archive_path(sources_path, db)
    bar = Progress(
        TextColumn("{task.description} {task.completed} posts read"),
        TimeElapsedColumn(),
        console=console(stderr=True),
    )
    task = bar.add_task("")

    def show(source: str, posts: int) -> None:
        bar.update(task, advance=posts, description=source)

    with (
        write_archive(path, dry_run=dry_run, create=False) as archive,
        nullcontext() if quiet or as_json else bar,
    ):

        async def read_all() -> list[Reread]:
            async with page_workers(workers, sources.limits.cpu, many=True) as pool:
                return await read_all_again(named, archive, now, show, pool)

        results = asyncio.run(read_all())
    if as_json:
        print_json({"dry_run": dry_run, "sources": [asdict(result) for result in results]})
        return
    for problem in (problem for result in results for problem in result.problems):
        click.echo(f"Error: {plain(sentences.of_problem(problem))}", err=True)
    if not quiet:
        _report(results, dry_run=dry_run)


def _report(results: list[Reread], *, dry_run: bool) -> None:
    out = console()
    for result in results:
        if result.changed:
            fields = ", ".join(f"{name} {count}" for name, count in result.fields.items())
            out.print(f"[bold]{result.source}[/bold]  {result.changed} of {result.posts} posts: {fields}")
        for example in result.examples:
            out.print(f"  {example.field} of post {example.post}  {shown(example.url)}", soft_wrap=True)
            out.print(f"    {changes(example.was, example.now)}", soft_wrap=True)
    posts, changed = sum(result.posts for result in results), sum(result.changed for result in results)
    verb = "would change" if dry_run else "changed"
    out.print(
        f"{posts:,} posts read again, {changed:,} {verb}." + (" Nothing was written." if dry_run else "")
    )
