"""clusterwatch record: save the answers of a site as a test case."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from clusterwatch import sentences
from clusterwatch.cli.fetching import web_client
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    SOURCE_ID,
    chosen,
    console,
    json_option,
    must_have_url,
    now,
    print_json,
    shown,
    sources_option,
)
from clusterwatch.cli.outputs import check_output, force_option
from clusterwatch.config import Source, Sources, load_sources
from clusterwatch.errors import NothingFound, UsageError
from clusterwatch.http import ForgetfulMemory
from clusterwatch.maintain.dry_run import Trial, trial
from clusterwatch.maintain.record import POSTS, is_case, write


@click.command(cls=LoggedCommand)
@click.argument("source_id", type=SOURCE_ID, metavar="ID")
@sources_option
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("tests/recorded"),
    show_default=True,
    help="Folder of the test cases.",
)
@force_option
@json_option
def record(source_id: str, sources_path: Path, folder: Path, force: bool, as_json: bool) -> None:
    """Record a source as a test case.

    Check the result before you keep it.
    """
    sources = load_sources(sources_path)
    (source,) = chosen(sources, [source_id], sources_path)
    must_have_url(sources, source_id)
    for suffix in (".json", ".zip"):
        check_output(folder / f"{source_id}{suffix}", sources_path, None, force=force, ours=is_case)
    started = now()
    try:
        case = write(source, asyncio.run(_try(source, sources)), started, folder)
    except NothingFound as error:
        sentence = sentences.of_problem_by_hand(error.problem)
        raise UsageError(f"{source_id}: cannot be recorded: {sentence}") from error
    if as_json:
        print_json(case)
        return
    out = console()
    out.print(f"{len(case['result']['listed'])} addresses listed; two posts read:")
    for post in case["result"]["posts"]:
        out.print(
            f"[bold]{shown(post['title'])}[/bold]  {post['published'] or 'no date'}  {post['language']}"
        )
        out.print(shown(f"  {post['body'][0][:70] if post['body'] else '(no body)'}"))
    out.print(
        shown(f"Read {folder / source_id}.json, correct errors in it, then run the tests."), soft_wrap=True
    )


async def _try(source: Source, sources: Sources) -> Trial:
    async with web_client(sources.network, ForgetfulMemory(), sources.defaults.delay) as client:
        return await trial(source, sources, client, now, POSTS)
