"""clusterwatch add: add a source from the address of its site."""

from __future__ import annotations

import asyncio
import shlex
import sys
from pathlib import Path

import click
from rich.table import Table

from clusterwatch import sentences, urls
from clusterwatch.cli.fetching import web_client
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    console,
    json_option,
    now,
    plain,
    print_json,
    print_lines,
    print_patch,
    read_sources_text,
    rewrite,
    shown,
    sources_option,
)
from clusterwatch.cli.repair import repaired_line
from clusterwatch.config import Sources, is_source_id, load_or_begin, temporary
from clusterwatch.config.edit import insert_source
from clusterwatch.errors import FetchError, NothingFound, UsageError
from clusterwatch.http import ForgetfulMemory
from clusterwatch.maintain.add import SHOWN, Proposal, id_of, known_as, propose
from clusterwatch.maintain.cms import CUSTOM
from clusterwatch.models import FIELDS

_WORDS = 50  # characters of the text of a post that are shown
_SHORT = 60  # characters of a title that are shown
_RATIOS = {"title": 3, "first words": 2}  # how these columns share the remaining width


@click.command(cls=LoggedCommand)
@click.argument("url")
@sources_option
@click.option("--id", "source_id", help="Id of the source; made from the host name by default.")
@click.option("--yes", is_flag=True, help="Write to the sources without asking.")
@json_option
def add(url: str, sources_path: Path, source_id: str | None, yes: bool, as_json: bool) -> None:
    """Show the posts of the site at URL, and add it to the sources.

    URL is the home page or the news page. Nothing is written until you confirm. The exit code is 1 if the site cannot
    be watched.
    """
    url = url if "://" in url else f"https://{url}"
    try:
        urls.canonical(url)
    except ValueError as error:
        raise UsageError(f"{url}: invalid address: {error}") from error
    try:
        temporary.refuse(url)
    except ValueError as error:
        raise UsageError(f"{url}: {error}") from error
    sources = load_or_begin(sources_path)
    known = known_as(url, sources)
    if known and source_id is None:
        raise UsageError(
            f"{sources.where(known)}: already watches this site; use --id to add another part of it"
        )
    name = source_id or id_of(url, sources)
    if not is_source_id(name) or name in sources:
        raise UsageError(
            f"--id {name}: use lowercase letters, digits and hyphens, and an id that no other source has"
        )
    try:
        proposal = asyncio.run(_propose(url, name, sources))
    except (FetchError, NothingFound) as error:
        click.echo(plain(f"The site cannot be watched: {sentences.of_problem(error.problem)}"), err=True)
        sys.exit(1)
    if as_json:
        print_json(proposal)
    else:
        _print(proposal)
        before = read_sources_text(sources_path)
        print_patch(sources_path, before, insert_source(before, name, proposal.fields))
    if yes or (not as_json and sys.stdin.isatty() and click.confirm("Add this source?")):
        rewrite(sources_path, lambda text: insert_source(text, name, proposal.fields))
        if not as_json:
            options = (
                "" if str(sources_path) == "sources.yaml" else f" --sources {shlex.quote(str(sources_path))}"
            )
            click.echo(f"Written to {sources_path}. Next: clusterwatch run {name} --backfill{options}")
    elif not as_json:
        click.echo("Nothing was written. Use --yes to write it.")


async def _propose(url: str, name: str, sources: Sources) -> Proposal:
    async with web_client(sources.network, ForgetfulMemory(), sources.defaults.delay) as client:
        return await propose(url, name, sources, client, now)


def _print(proposal: Proposal) -> None:
    out = console()
    cms = "no known content management system" if proposal.cms == CUSTOM else shown(proposal.cms)
    out.print(
        f"[bold]{proposal.source_id}[/bold]  {cms}, {proposal.requests} requests, {proposal.seconds:g} s"
    )
    for note in proposal.notes:
        out.print(shown(sentences.of_note(note)), soft_wrap=True)
    strategies = Table(box=None, pad_edge=False, header_style="bold")
    for column in (
        "strategy",
        "posts",
        "with title and date",
        "agrees with others",
        "pages to fetch",
        "score",
    ):
        strategies.add_column(column, justify="left" if column == "strategy" else "right", overflow="fold")
    for score in proposal.scores:
        agreement = "-" if score.agreement is None else f"{score.agreement:.0%}"
        pages = "none" if score.full_text else "one per post"
        address = shown(f"{score.strategy.kind} {score.strategy.url}")
        strategies.add_row(
            address, str(score.posts), f"{score.complete:.0%}", agreement, pages, f"{score.score:.2f}"
        )
    print_lines(strategies)
    click.echo()
    posts = Table(box=None, pad_edge=False, header_style="bold", expand=out.is_terminal)
    for column in ("day", "lang", "title", "first words", "title, date, text found by"):
        posts.add_column(column, no_wrap=True, overflow="ellipsis", ratio=_RATIOS.get(column))
    for draft in proposal.drafts[:SHOWN]:
        methods = ", ".join(draft.evidence[f.name].method for f in FIELDS if f.select)
        text = " ".join((draft.body or "").split())[:_WORDS]
        day = (draft.published or "not known")[:10]
        posts.add_row(day, draft.language or "", shown((draft.title or "")[:_SHORT]), shown(text), methods)
    print_lines(posts)
    for repaired in proposal.repaired:
        out.print(shown(repaired_line(repaired)), soft_wrap=True)
    for doubt in proposal.doubts:
        out.print(f"[yellow]{shown(sentences.of_problem(doubt))}[/yellow]", soft_wrap=True)
