"""clusterwatch repair: propose new selectors for a rebuilt site."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import fields
from pathlib import Path

import click

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.cli.fetching import memory_of, web_client
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    SOURCE_ID,
    chosen,
    console,
    db_option,
    json_option,
    must_have_url,
    now,
    print_json,
    print_patch,
    read_archive,
    read_sources_text,
    rewrite,
    shown,
    sources_option,
)
from clusterwatch.config import Source, Sources, load_sources
from clusterwatch.config.edit import change_source
from clusterwatch.maintain.repair import Removed, Repair, Repaired
from clusterwatch.maintain.repair import repair as repair_source
from clusterwatch.models import ProblemCode


@click.command(cls=LoggedCommand)
@click.argument("source_id", type=SOURCE_ID, metavar="ID")
@sources_option
@db_option
@click.option("--yes", is_flag=True, help="Write to the sources without asking.")
@json_option
def repair(source_id: str, sources_path: Path, db: Path | None, yes: bool, as_json: bool) -> None:
    """Propose new selectors for a rebuilt site, learned from archived posts.

    Nothing is written until you confirm. The exit code is 1 if a field cannot be repaired.
    """
    sources = load_sources(sources_path)
    (source,) = chosen(sources, [source_id], sources_path)
    must_have_url(sources, source_id)
    with read_archive(sources_path, db) as archive:
        proposal = asyncio.run(_repair(source, sources, archive))
    if as_json:
        print_json(
            {**{f.name: getattr(proposal, f.name) for f in fields(proposal)}, "changes": proposal.changes}
        )
    else:
        _print(proposal, sources_path)
    if proposal.changes and (yes or (not as_json and _confirmed())):
        rewrite(sources_path, lambda text: change_source(text, source_id, proposal.changes))
        if not as_json:
            click.echo(f"Written to {sources_path}. Next: {_next(proposal)}")
    sys.exit(int(bool(proposal.problems)))


async def _repair(source: Source, sources: Sources, archive: Archive) -> Repair:
    async with web_client(sources.network, memory_of(archive), sources.defaults.delay) as client:
        return await repair_source(source, sources, archive, client, now)


def _confirmed() -> bool:
    return sys.stdin.isatty() and click.confirm("Write this change?")


def _print(proposal: Repair, path: Path) -> None:
    out = console()
    out.print(
        f"[bold]{proposal.source}[/bold]  {proposal.posts} archived posts compared with their current pages, "
        f"{proposal.requests} requests"
    )
    if proposal.unchanged:
        out.print(f"  already read correctly: {', '.join(proposal.unchanged)}")
    for repaired in proposal.repaired:
        out.print(shown(f"  {repaired_line(repaired)}"), soft_wrap=True)
    for removed in proposal.removed:
        out.print(shown(f"  {removed_line(removed)}"), soft_wrap=True)
    if index := proposal.index:
        kinds = ", ".join(f"{one.kind} {one.url}" for one in index.strategies)
        out.print(
            shown(f"  discover: {kinds} lists {index.known} archived posts among {index.listed}"),
            soft_wrap=True,
        )
    for problem in proposal.problems:
        out.print(f"  [yellow]{shown(sentences.of_problem_by_hand(problem))}[/yellow]", soft_wrap=True)
    if proposal.changes:
        before = read_sources_text(path)
        print_patch(path, before, change_source(before, proposal.source, proposal.changes))


def _next(proposal: Repair) -> str:
    """Return the commands that are of use after the change."""
    commands = [f"clusterwatch check {proposal.source}"]
    if "select" in proposal.changes:
        commands.append(f"clusterwatch reextract {proposal.source}")
    if proposal.index and any(one.code is ProblemCode.TOO_FEW_EXAMPLES for one in proposal.problems):
        commands += [f"clusterwatch run {proposal.source}", f"clusterwatch repair {proposal.source}"]
    return ", then ".join(commands)


def removed_line(removed: Removed) -> str:
    """Return a line about a selector that is not needed."""
    known = f", on {removed.known} of them as archived" if removed.known else ""
    return (
        f"{removed.field}: no selector is needed: it is read on {removed.pages} of {removed.pages} pages{known}: "
        f'"{removed.sample}"'
    )


def repaired_line(repaired: Repaired) -> str:
    """Return a line about a new selector and the posts that it was tested with."""
    learned = repaired.learned
    agreed = f"{learned.agreed} of {learned.of} posts agree"
    tested = f"{repaired.right} of {repaired.tested} others are read correctly"
    return f'{repaired.field}: "{learned.css[0]}": {agreed}, {tested}'
