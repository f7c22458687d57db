"""clusterwatch add: add a source from the address of its site."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import click
from rich.table import Table

from clusterwatch import sentences, urls
from clusterwatch.cli.add_many import add_many, propose_all, say_patience
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    console,
    json_option,
    plain,
    print_json,
    print_lines,
    print_patch,
    read_sources_text,
    rewrite,
    shown,
    sources_option,
    sources_written,
)
from clusterwatch.cli.repair import repaired_line
from clusterwatch.config import Sources, is_source_id, load_or_begin, make_source, temporary
from clusterwatch.config.edit import insert_source
from clusterwatch.config.models import SourceKind
from clusterwatch.errors import ConfigError, UsageError
from clusterwatch.maintain.add import SHOWN, Proposal, known_as
from clusterwatch.maintain.cms import CUSTOM
from clusterwatch.maintain.source_lists import read_list
from clusterwatch.models import FIELDS, Problem

_WORDS = 50  # characters of the text of a post that are shown
_SHORT = 60  # characters of a title that are shown
_RATIOS = {"title": 3, "first words": 2}  # how these columns share the remaining width


@click.command(cls=LoggedCommand)
@click.argument("addresses", nargs=-1, metavar="[URL]...")
@click.option(
    "-f",
    "--file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add the sites of this file: addresses on lines of their own (.txt), OPML or CSV.",
)
@sources_option
@click.option("--id", "source_id", help="Id of the source; made from the name of its site by default.")
@click.option("--name", help="Name of the source.")
@click.option("--country", metavar="CODE", help="Country (ISO 3166-1), such as FR.")
@click.option("--kind", type=click.Choice(get_args(SourceKind)), help="What the source is.")
@click.option("--sector", "sectors", multiple=True, help="Sector of the source; can be repeated.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="Language of its dates, the most likely first; can be repeated.",
)
@click.option("--yes", is_flag=True, help="Write to the sources without asking.")
@json_option
def add(
    addresses: tuple[str, ...],
    file: Path | None,
    sources_path: Path,
    source_id: str | None,
    yes: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Show the posts of the site at URL, and add it to the sources.

    URL is the home page or the news page. The options say what you know of the source; the rest is found out. Several
    sites are shown in one table. Nothing is written until you confirm. The exit code is 1 if a site cannot be watched.
    """
    decided = {
        name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value
    }
    rows = [{"url": url if "://" in url else f"https://{url}", **decided} for url in addresses]
    if file is not None:
        rows += [{**row, **decided} for row in read_list(file)]
    if not rows:
        raise UsageError("give the address of a site, or a file of addresses with -f")
    if len(rows) > 1 and (source_id or given["name"]):
        raise UsageError("--id and --name can only be used with one site")
    for row in rows:
        _check(row)
    sources = load_or_begin(sources_path)
    if len(rows) > 1:
        sys.exit(add_many(rows, sources, sources_path, yes=yes, as_json=as_json))
    _add_one(rows[0], source_id, sources, sources_path, yes=yes, as_json=as_json)


def _check(row: Mapping[str, Any]) -> None:
    """Raise UsageError for an address that cannot be watched, and for a field that sources.yaml cannot have."""
    url = row["url"]
    try:
        urls.canonical(url)
    except ValueError as error:
        raise UsageError(f"{url}: invalid address: {error}") from error
    try:
        temporary.refuse(url)
    except ValueError as error:
        raise UsageError(f"{url}: {error}") from error
    try:
        make_source({name: value for name, value in row.items() if name != "id"})
    except ConfigError as error:
        raise UsageError(f"{url}: {error.faults[0]}") from error


def _add_one(
    row: Mapping[str, Any],
    source_id: str | None,
    sources: Sources,
    sources_path: Path,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """Show what would be written for a site, and write it if that is confirmed."""
    known = known_as(row["url"], sources)
    if known and source_id is None:
        raise UsageError(
            f"{sources.where(known)}: already watches this site; use --id to add another part of it"
        )
    if source_id is not None and (not is_source_id(source_id) or source_id in sources):
        raise UsageError(
            f"--id {source_id}: use lowercase letters, digits and hyphens, and an id that no other source has"
        )
    say_patience(1, sources)
    (proposal,) = asyncio.run(propose_all([row], sources, source_id))
    if isinstance(proposal, Problem):
        click.echo(plain(f"The site cannot be watched: {sentences.of_problem(proposal)}"), err=True)
        sys.exit(1)
    name = proposal.source_id
    if as_json:
        print_json(proposal)
    else:
        _print(proposal)
        before = read_sources_text(sources_path)
        print_patch(sources_path, before, insert_source(before, name, proposal.fields))
    if yes or (not as_json and sys.stdin.isatty() and click.confirm("Add this source?")):
        rewrite(sources_path, lambda text: insert_source(text, name, proposal.fields))
        if not as_json:
            options = sources_written(sources_path)
            click.echo(f"Written to {sources_path}. Next: clusterwatch run {name} --backfill{options}")
    elif not as_json:
        click.echo("Nothing was written. Use --yes to write it.")


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
    for passed_over in proposal.passed_over:
        strategy, chosen = passed_over.strategy, passed_over.chosen
        why = sentences.of_passed_over(
            strategy.kind, strategy.url or "", chosen.kind, same_posts=passed_over.same_posts
        )
        out.print(shown(why), soft_wrap=True)
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
