"""clusterwatch repair: a proposal for the selectors of a site that was rebuilt."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import fields
from pathlib import Path

import click

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    chosen,
    console,
    db_option,
    json_option,
    memory_of,
    must_have_url,
    print_json,
    print_patch,
    read_archive,
    read_sources_text,
    rewrite,
    shown,
    sources_option,
    web_client,
)
from clusterwatch.config import Source, Sources, change_source, load_sources
from clusterwatch.maintain.repair import Repair, Repaired
from clusterwatch.maintain.repair import repair as repair_source


@click.command(cls=LoggedCommand)
@click.argument("source_id", metavar="ID")
@sources_option
@db_option
@click.option("--yes", is_flag=True, help="Write the proposal without asking.")
@json_option
def repair(source_id: str, sources_path: Path, db: Path | None, yes: bool, as_json: bool) -> None:
    """Propose selectors for a rebuilt site, from archived posts.

    Writes to the sources on yes only. Ends with 1 when a field cannot be repaired.
    """
    sources = load_sources(sources_path)
    (source,) = chosen(sources, [source_id], sources_path)
    must_have_url(sources, source_id)
    with read_archive(sources_path, db) as archive:
        told = asyncio.run(_ask(source, sources, archive))
    if as_json:
        print_json({**{f.name: getattr(told, f.name) for f in fields(told)}, "changes": told.changes})
    else:
        _print(told, sources_path)
    if told.repaired and (yes or (not as_json and _confirmed())):
        rewrite(sources_path, lambda text: change_source(text, source_id, told.changes))
        if not as_json:
            click.echo(f"Written to {sources_path}. Next: clusterwatch check {source_id}")
    sys.exit(int(bool(told.problems)))


async def _ask(source: Source, sources: Sources, archive: Archive) -> Repair:
    async with web_client(sources.network, memory_of(archive), sources.defaults.delay) as client:
        return await repair_source(source, sources, archive, client)


def _confirmed() -> bool:
    return sys.stdin.isatty() and click.confirm("Write this?")


def _print(told: Repair, path: Path) -> None:
    out = console()
    out.print(
        f"[bold]{told.source}[/bold]  {told.posts} archived posts on today's pages, {told.requests} requests"
    )
    if told.unchanged:
        out.print(f"  read correctly as it is: {', '.join(told.unchanged)}")
    for one in told.repaired:
        out.print(shown(f"  {repaired_line(one)}"), soft_wrap=True)
    for problem in told.problems:
        out.print(f"  [yellow]{shown(sentences.of_problem(problem))}[/yellow]", soft_wrap=True)
    if told.repaired:
        before = read_sources_text(path)
        print_patch(path, before, change_source(before, told.source, told.changes))


def repaired_line(one: Repaired) -> str:
    """A new selector and how well it fits."""
    learned = one.learned
    score = (
        f"{learned.agreed} of {learned.of} posts agree, {one.right} of {one.tested} others are read correctly"
    )
    return f'{one.field}: "{learned.css[0]}": {score}'
