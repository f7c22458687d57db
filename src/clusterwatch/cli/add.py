"""clusterwatch add: a new source from a bare address."""

from __future__ import annotations

import asyncio
import re
import shlex
import sys
from pathlib import Path

import click
from rich.table import Table

from clusterwatch import sentences, urls
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
    web_client,
)
from clusterwatch.cli.repair import repaired_line
from clusterwatch.config import Sources, insert_source, load_sources, no_sources
from clusterwatch.errors import FetchError, NothingFound, UsageError
from clusterwatch.http import ForgetfulMemory
from clusterwatch.maintain.add import SHOWN, Proposal, id_of, known_as, propose
from clusterwatch.models import FIELDS

_ID = re.compile(r"[a-z0-9-]+")
_WORDS = 50  # characters of a post's first words
_SHORT = 60  # characters of a title
_RATIOS = {"title": 3, "first words": 2}  # of the room that is left to them


@click.command(cls=LoggedCommand)
@click.argument("url")
@sources_option
@click.option("--id", "source_id", help="The id of the source; made from the host where it is left out.")
@click.option("--yes", is_flag=True, help="Write the proposal without asking.")
@json_option
def add(url: str, sources_path: Path, source_id: str | None, yes: bool, as_json: bool) -> None:
    """Add the site at URL to the sources, after showing its posts.

    URL is what a person would open: the home page or the page of news. Writes on yes only. Ends with 1 when the
    site cannot be watched, with the reason.
    """
    url = url if "://" in url else f"https://{url}"
    try:
        urls.canonical(url)
    except ValueError as error:
        raise UsageError(f"{url}: not an address to open: {error}") from error
    sources = load_sources(sources_path) if sources_path.exists() else no_sources(sources_path)
    known = known_as(url, sources)
    if known and source_id is None:
        raise UsageError(f"{sources.where(known)}: watches this site already; --id adds another part of it")
    name = source_id or id_of(url, sources)
    if not _ID.fullmatch(name) or name in sources:
        raise UsageError(f"--id {name}: small letters, digits and hyphens are meant, and no id that is taken")
    try:
        told = asyncio.run(_ask(url, name, sources))
    except (FetchError, NothingFound) as error:
        click.echo(plain(f"The site cannot be watched: {sentences.of_problem(error.problem)}"), err=True)
        sys.exit(1)
    if as_json:
        print_json(told)
    else:
        _print(told)
        before = read_sources_text(sources_path)
        print_patch(sources_path, before, insert_source(before, name, told.fields))
    if yes or (not as_json and sys.stdin.isatty() and click.confirm("Add this?")):
        rewrite(sources_path, lambda text: insert_source(text, name, told.fields))
        if not as_json:
            named = (
                "" if str(sources_path) == "sources.yaml" else f" --sources {shlex.quote(str(sources_path))}"
            )
            click.echo(f"Written to {sources_path}. Next: clusterwatch run {name} --backfill{named}")
    elif not as_json:
        click.echo("Nothing was written; --yes writes it.")


async def _ask(url: str, name: str, sources: Sources) -> Proposal:
    async with web_client(sources.network, ForgetfulMemory(), sources.defaults.delay) as client:
        return await propose(url, name, sources, client, now)


def _print(told: Proposal) -> None:
    out = console()
    out.print(
        f"[bold]{told.source_id}[/bold]  {shown(told.cms)}, {told.requests} requests, {told.seconds:g} s"
    )
    for note in told.notes:
        out.print(shown(sentences.of_note(note)), soft_wrap=True)
    ways = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("way", "posts", "complete", "agrees", "pages", "score"):
        ways.add_column(column, justify="left" if column == "way" else "right", overflow="fold")
    for way in told.scores:
        agreed = "" if way.agreement is None else f"{way.agreement:.0%}"
        cost = "none" if way.full_text else "each"
        address = shown(f"{way.strategy.kind} {way.strategy.url}")
        ways.add_row(address, str(way.posts), f"{way.complete:.0%}", agreed, cost, f"{way.score:.2f}")
    print_lines(ways)
    click.echo()
    posts = Table(box=None, pad_edge=False, header_style="bold", expand=out.is_terminal)
    for column in ("day", "lang", "title", "first words", "title, date, text by"):
        posts.add_column(column, no_wrap=True, overflow="ellipsis", ratio=_RATIOS.get(column))
    for draft in told.drafts[:SHOWN]:
        methods = ", ".join(draft.evidence[f.name].method for f in FIELDS if f.select)
        text = " ".join((draft.body or "").split())[:_WORDS]
        day = (draft.published or "not known")[:10]
        posts.add_row(day, draft.language or "", shown((draft.title or "")[:_SHORT]), shown(text), methods)
    print_lines(posts)
    for one in told.repaired:
        out.print(shown(repaired_line(one)), soft_wrap=True)
    for doubt in told.doubts:
        out.print(f"[yellow]{shown(sentences.of_problem(doubt))}[/yellow]", soft_wrap=True)
