"""clusterwatch check: test the definitions in sources.yaml against their sites."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click
from rich.table import Table

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.cli.extract import read_file
from clusterwatch.cli.fetching import memory_of, web_client
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    SOURCE_ID,
    STYLES,
    archive_path,
    chosen,
    console,
    db_option,
    json_option,
    now,
    plain,
    print_json,
    print_lines,
    rewrite,
    say,
    say_no_source,
    shown,
    sources_option,
)
from clusterwatch.cli.workers import page_workers, workers_option
from clusterwatch.config import Source, Sources, catalogue, load_sources
from clusterwatch.config.edit import set_field
from clusterwatch.dates.generate import LANGUAGES
from clusterwatch.errors import UsageError
from clusterwatch.maintain.check import Checked, check_page, decision
from clusterwatch.maintain.check import check as check_source
from clusterwatch.models import FIELDS, Decision, Problem, ProblemCode

_SHOWN = {field.name: field.label for field in FIELDS if field.select}
_AT_ONCE = 32  # sources
_MOST = 5  # problems of each source that are printed below the table


@click.command(cls=LoggedCommand)
@click.argument("ids", type=SOURCE_ID, nargs=-1, metavar="[ID]...")
@sources_option
@db_option
@click.option(
    "--posts",
    type=click.IntRange(1, 50),
    default=5,
    show_default=True,
    help="Number of newest posts to read.",
)
@click.option(
    "--file",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Check the source ID with this saved page of a post, without requests.",
)
@click.option("--url", help="Address from which FILE was saved.")
@click.option(
    "--offline",
    is_flag=True,
    help="Check only sources.yaml, by the rules of the catalogue that is shipped, without requests.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Check the sources that are not enabled too, and list what a person must decide.",
)
@click.option(
    "--write",
    is_flag=True,
    help="Write today's date also to sources that have no `checked` field.",
)
@workers_option
@json_option
@click.option(
    "-v",
    "--verbose",
    count=True,
    help="Print the details of each source. Use it twice to print the log too.",
)
def check(
    ids: tuple[str, ...],
    sources_path: Path,
    db: Path | None,
    posts: int,
    page: Path | None,
    url: str | None,
    offline: bool,
    everything: bool,
    write: bool,
    workers: int | None,
    as_json: bool,
    verbose: int,
) -> None:
    """Test sources against their sites: indexes, fields and selectors.

    Nothing is archived. If a source has a `checked` field and no problems, today's date is written there. The exit
    code is 1 if a source is broken.
    """
    sources = load_sources(sources_path)
    named = chosen(sources, ids, sources_path)
    if not (ids or everything or any(source.enabled for source in named)):
        say_no_source(sources_path)
    if url and page is None:
        raise UsageError("--url is the address of a saved page; use --file to name the page")
    if offline and page is not None:
        raise UsageError("--offline and --file cannot be used together")
    if everything and ids:
        raise UsageError("--all checks all sources; leave out the ids")
    if (everything or write) and (offline or page is not None):
        raise UsageError("--all and --write need the sites; leave out --offline and --file")
    if offline:
        sys.exit(_offline(sources, named, as_json))
    if page is not None:
        if len(ids) != 1:
            raise UsageError("--file checks one source; give its ID")
        results = [check_page(named[0], read_file(page), url or page.absolute().as_uri(), now())]
    else:
        with_url = [s for s in named if s.url and (ids or s.enabled or everything)]
        results = _online(sources, with_url, archive_path(sources_path, db), posts, workers)
    to_decide = _decisions(results, named) if everything else []
    if as_json:
        print_json({"sources": results, "decisions": to_decide} if everything else results)
    else:
        _print(results, verbose=bool(verbose) or len(results) == 1)
        _print_decisions(to_decide)
    dated = _write_day([] if page else results, sources, sources_path, everywhere=write)
    if dated and not as_json:
        click.echo(
            f"Wrote checked: {now().date()} to {sources_path} for {len(dated)} of {len(results)} sources."
        )
    sys.exit(int(any(result.broken for result in results)))


def _offline(sources: Sources, named: Sequence[Source], as_json: bool) -> int:
    """Print the faults of the file by the rules of the catalogue, and return the exit code."""
    faults = catalogue.faults(sources, LANGUAGES, {source.id for source in named})
    if as_json:
        print_json({"sources": len(named), "faults": faults})
    else:
        for fault in faults:
            click.echo(plain(fault))
        count = f"{len(faults)} fault{'s' * (len(faults) != 1)}" if faults else "no faults"
        click.echo(
            f"{len(named)} source{'s' * (len(named) != 1)}, {count} by the rules of the shipped catalogue."
        )
        if faults:
            click.echo("A file of your own needs only `url`, and its runs report what does not work.")
    return int(bool(faults))


def _online(
    sources: Sources, named: Sequence[Source], path: Path, posts: int, count: int | None
) -> list[Checked]:
    """Check many sources at once. Pauses that hosts asked for in earlier runs are respected."""

    async def check_all(archive: Archive | None) -> list[Checked]:
        memory = memory_of(archive)
        limit = asyncio.Semaphore(_AT_ONCE)
        async with (
            page_workers(count, sources.limits.cpu) as workers,
            web_client(sources.network, memory, sources.defaults.delay) as client,
        ):

            async def check_one(source: Source) -> Checked:
                async with limit:
                    return await check_source(source, sources, client, now, posts, archive, workers)

            return list(await asyncio.gather(*map(check_one, named)))

    with ExitStack() as stack:
        archive = stack.enter_context(Archive(path, readonly=True)) if path.exists() else None
        return asyncio.run(check_all(archive))


def _decisions(results: Sequence[Checked], sources: Sequence[Source]) -> list[Decision]:
    """Return what a person must decide, in the order of the file."""
    by_id = {result.source: result for result in results}
    return [found for source in sources if (found := decision(source, by_id.get(source.id)))]


def _print_decisions(to_decide: Sequence[Decision]) -> None:
    if to_decide:
        click.echo(f"\nTo decide ({len(to_decide)}):")
    for one in to_decide:
        click.echo(plain(f"{one.source}: {sentences.of_decision(one)}"))


def _write_day(results: Sequence[Checked], sources: Sources, path: Path, *, everywhere: bool) -> list[str]:
    """Write today's date to the `checked` fields of sources without problems, and return their ids.

    With `everywhere`, the field is added where it is missing.
    """
    today = now().date().isoformat()
    without_problems = [
        result.source
        for result in results
        if result.state in ("ok", "quiet")
        and sources[result.source].checked != today
        and (everywhere or sources[result.source].checked is not None)
    ]
    if without_problems:
        rewrite(path, lambda text: set_field(text, without_problems, "checked", today))
    return without_problems


def _print(results: Sequence[Checked], *, verbose: bool) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("source", overflow="fold")
    table.add_column("state", no_wrap=True)
    for name in ("found", *_SHOWN.values()):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("newest post", no_wrap=True)
    for result in results:
        rates = {f.field: f"{f.filled}/{f.of}" if f.of else "" for f in result.fields}
        style = STYLES.get(result.state, "red")
        newest = f"{result.newest} ({result.days} d)" if result.newest else ""
        table.add_row(
            result.source,
            f"[{style}]{result.state}[/{style}]",
            str(result.found),
            *(rates.get(field, "") for field in _SHOWN),
            newest,
        )
    print_lines(table)
    for note in dict.fromkeys(note for result in results for note in result.notes):
        say(sentences.of_note(note))
    for result in results:
        if verbose:
            _print_details(result)
        elif _sentences(result):
            for sentence in _sentences(result)[:_MOST]:
                say(f"{result.source}: {sentence}")


def _sentences(result: Checked) -> list[str]:
    moved = [Problem(ProblemCode.MOVED, detail={"target": result.moved})] if result.moved else []
    return [sentences.of_problem(problem) for problem in (*moved, *result.problems, *result.doubts)]


def _print_details(result: Checked) -> None:
    out = console()
    out.print(f"\n[bold]{result.source}[/bold]  {result.requests} requests, robots.txt: {result.robots}")
    for strategy in result.strategies:
        out.print(shown(f"  found by {strategy.kind} {strategy.url}"), soft_wrap=True)
    for field in result.fields:
        methods = ", ".join(f"{name} {n}" for name, n in field.methods.items())
        out.print(
            shown(f"  {_SHOWN.get(field.field, field.field):<9}{field.filled} of {field.of}  {methods}")
        )
    for found in result.selectors:
        style = "" if found.pages else "[red]"
        sample = f": {found.sample}" if found.sample else ""
        line = shown(
            f'  select.{found.field} "{found.css}" finds something on {found.pages} of {found.of} pages{sample}'
        )
        out.print(f"{style}{line}", soft_wrap=True)
    for sentence in _sentences(result):
        out.print(f"  [yellow]{shown(sentence)}[/yellow]", soft_wrap=True)
