"""clusterwatch check: how the definitions in sources.yaml fare against their sites."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import reduce
from pathlib import Path

import click
from rich.table import Table

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.cli.extract import read_file
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    archive_path,
    chosen,
    console,
    db_option,
    json_option,
    memory_of,
    now,
    page_workers,
    plain,
    print_json,
    print_lines,
    rewrite,
    shown,
    sources_option,
    web_client,
)
from clusterwatch.cli.run import STYLES
from clusterwatch.config import Source, Sources, catalogue, change_source, load_sources
from clusterwatch.dates.generate import LANGUAGES
from clusterwatch.errors import UsageError
from clusterwatch.maintain.check import Checked, check_page
from clusterwatch.maintain.check import check as check_source
from clusterwatch.models import FIELDS, Problem, ProblemCode
from clusterwatch.pipeline.run import AT_ONCE

_SHOWN = {field.name: field.label for field in FIELDS if field.select}
_MOST = 5  # faults of a source that the table is followed by


@click.command(cls=LoggedCommand)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@sources_option
@db_option
@click.option(
    "--posts", type=click.IntRange(1, 50), default=5, show_default=True, help="Newest posts to read."
)
@click.option(
    "--file",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Check ID against this saved page of a post, without a request.",
)
@click.option("--url", help="The address that FILE was saved from.")
@click.option(
    "--offline", is_flag=True, help="Check the file itself by the rules of a catalogue, without a request."
)
@json_option
@click.option(
    "-v",
    "--verbose",
    count=True,
    help="Print all that was found of each source. Twice: print the log as well.",
)
def check(
    ids: tuple[str, ...],
    sources_path: Path,
    db: Path | None,
    posts: int,
    page: Path | None,
    url: str | None,
    offline: bool,
    as_json: bool,
    verbose: int,
) -> None:
    """Compare sources with their sites: index, fields, selectors.

    Nothing is archived. Where a source has a `checked` field, the day is written there when all is well. Ends with 1
    when something is broken.
    """
    sources = load_sources(sources_path)
    named = chosen(sources, ids, sources_path)
    if url and page is None:
        raise UsageError("--url names the address of a saved page: give the page with --file")
    if offline and page is not None:
        raise UsageError("--offline checks the file of sources, --file a saved page: one of them")
    if offline:
        sys.exit(_offline(sources, named, as_json))
    if page is not None:
        if len(ids) != 1:
            raise UsageError("--file checks one source: name its ID")
        told = [check_page(named[0], read_file(page), url or page.absolute().as_uri(), now())]
    else:
        told = _online(sources, [s for s in named if s.url and (ids or s.enabled)], sources_path, db, posts)
    if as_json:
        print_json(told)
    else:
        _print(told, verbose=bool(verbose) or len(told) == 1)
    noted = _note([] if page else told, sources, sources_path)
    if noted and not as_json:
        click.echo(f"checked: {now().date()} written to {sources_path} for {len(noted)} of {len(told)}.")
    sys.exit(int(any(one.broken for one in told)))


def _offline(sources: Sources, named: Sequence[Source], as_json: bool) -> int:
    """The faults of the file as a catalogue; no request."""
    faults = catalogue.faults(sources, LANGUAGES, {source.id for source in named})
    if as_json:
        print_json({"sources": len(named), "faults": faults})
    else:
        for fault in faults:
            click.echo(plain(fault))
        count = f"{len(faults)} fault{'s' * (len(faults) != 1)}" if faults else "no fault"
        click.echo(f"{len(named)} source{'s' * (len(named) != 1)}, {count}.")
    return int(bool(faults))


def _online(
    sources: Sources, named: Sequence[Source], sources_path: Path, db: Path | None, posts: int
) -> list[Checked]:
    """Check many sources at once, each one step at a time; what the archive remembers of hosts holds."""
    path = archive_path(sources_path, db)

    async def go(kept: Archive | None) -> list[Checked]:
        memory = memory_of(kept)
        gate = asyncio.Semaphore(AT_ONCE)
        async with (
            page_workers(None, sources) as workers,
            web_client(sources.network, memory, sources.defaults.delay) as client,
        ):

            async def one(source: Source) -> Checked:
                async with gate:
                    return await check_source(source, sources, client, now, posts, kept, workers)

            return list(await asyncio.gather(*map(one, named)))

    with ExitStack() as stack:
        kept = stack.enter_context(Archive(path, readonly=True)) if path.exists() else None
        return asyncio.run(go(kept))


def _note(told: Sequence[Checked], sources: Sources, path: Path) -> list[str]:
    """Write today's day where a `checked` field stands and the source is well; their ids."""
    today = now().date().isoformat()
    well = [
        one.source
        for one in told
        if one.state in ("ok", "quiet") and sources[one.source].checked not in (None, today)
    ]
    if well:
        rewrite(
            path, lambda text: reduce(lambda t, one: change_source(t, one, {"checked": today}), well, text)
        )
    return well


def _print(told: Sequence[Checked], *, verbose: bool) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("source", overflow="fold")
    table.add_column("state", no_wrap=True)
    for name in ("found", *_SHOWN.values()):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("newest post", no_wrap=True)
    for one in told:
        rates = {f.field: f"{f.filled}/{f.of}" if f.of else "" for f in one.fields}
        style = STYLES.get(one.state, "red")
        newest = f"{one.newest} ({one.days} d)" if one.newest else ""
        table.add_row(
            one.source,
            f"[{style}]{one.state}[/{style}]",
            str(one.found),
            *(rates.get(field, "") for field in _SHOWN),
            newest,
        )
    print_lines(table)
    for one in told:
        if verbose:
            _print_details(one)
        elif _sentences(one):
            for sentence in _sentences(one)[:_MOST]:
                click.echo(plain(f"{one.source}: {sentence}"))


def _sentences(one: Checked) -> list[str]:
    moved = [Problem(ProblemCode.MOVED, detail={"target": one.moved})] if one.moved else []
    return [sentences.of_problem(problem) for problem in (*moved, *one.problems, *one.doubts)]


def _print_details(one: Checked) -> None:
    out = console()
    out.print(f"\n[bold]{one.source}[/bold]  {one.requests} requests, robots.txt: {one.robots}")
    for strategy in one.strategies:
        out.print(shown(f"  found by {strategy.kind} {strategy.url}"), soft_wrap=True)
    for field in one.fields:
        methods = ", ".join(f"{name} {n}" for name, n in field.methods.items())
        out.print(
            shown(f"  {_SHOWN.get(field.field, field.field):<9}{field.filled} of {field.of}  {methods}")
        )
    for found in one.selectors:
        style = "" if found.pages else "[red]"
        sample = f": {found.sample}" if found.sample else ""
        said = shown(
            f'  select.{found.field} "{found.css}" finds something on {found.pages} of {found.of}{sample}'
        )
        out.print(f"{style}{said}", soft_wrap=True)
    for sentence in _sentences(one):
        out.print(f"  [yellow]{shown(sentence)}[/yellow]", soft_wrap=True)
