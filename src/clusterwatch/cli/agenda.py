"""clusterwatch calls, events and mentions: what announcements say. These commands read the archive only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from clusterwatch import facts, sentences
from clusterwatch.archive import Call, Event, Namers, Told, by_post, key_of
from clusterwatch.cli.filters import (
    country_option,
    language_option,
    posts_of,
    sector_option,
    since_option,
    source_option,
)
from clusterwatch.cli.options import (
    coming_day,
    console,
    day,
    db_option,
    exact_day,
    json_option,
    now,
    print_json,
    read_archive,
    shown,
    sources_option,
)
from clusterwatch.errors import UsageError
from clusterwatch.models import CallState


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that narrow the posts."""
    options = (
        source_option,
        country_option,
        language_option,
        sector_option,
        click.option("--programme", metavar="NAME", help="Posts that name this programme or fund."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@sources_option
@db_option
@click.option("--open", "open_only", is_flag=True, help="Calls to which one can apply today.")
@click.option(
    "--closing", metavar="DATE", help="Open calls that close until this day, as YYYY-MM-DD, 30d or 2w."
)
@_filters
@json_option
def calls(
    sources_path: Path,
    db: Path | None,
    open_only: bool,
    closing: str | None,
    as_json: bool,
    **filters: str | None,
) -> None:
    """List the calls of the archive by their deadlines.

    A call that several sources announce is listed once. If it has several deadlines, the next one counts. A call
    without a last day, as one that is open until its funds are used up, counts as open for a year. A post in which no
    deadline was read is not listed.
    """
    today = now().date()
    last = coming_day(closing, "--closing", today)
    states = (CallState.OPEN,) if open_only or closing else tuple(CallState)
    with read_archive(sources_path, db) as archive:
        found = archive.calls(today, states, closing=last, wanted=posts_of(archive, **filters))
    if as_json:
        print_json([_flat(call) for call in found])
        return
    for call in found:
        row = _flat(call)
        _print(call.told, sentences.of_call(row), [*call.programmes, sentences.of_move(row)])
    _say_none(found, "No call was found.")


@click.command()
@sources_option
@db_option
@click.option(
    "--next", "next_", metavar="DATE", help="Events that begin until this day, as YYYY-MM-DD, 30d or 2w."
)
@click.option("--since", metavar="DATE", help="Events since this day, as YYYY-MM-DD.  [default: today]")
@_filters
@json_option
def events(
    sources_path: Path,
    db: Path | None,
    next_: str | None,
    since: str | None,
    as_json: bool,
    **filters: str | None,
) -> None:
    """List the events that the archive announces, by their days.

    An event that several sources announce is listed once.
    """
    today = now().date()
    first = exact_day(since, "--since") or today
    last = coming_day(next_, "--next", today)
    if last is not None and last < first:
        raise UsageError(f"--next {last} is before {first}")
    with read_archive(sources_path, db) as archive:
        found = archive.events(first, last, wanted=posts_of(archive, **filters))
    if as_json:
        print_json([_flat(event) for event in found])
        return
    for event in found:
        _print(event.told, sentences.of_event(_flat(event)), [event.place_name or event.place])
    _say_none(found, "No event was found.")


@click.command()
@click.argument("name")
@sources_option
@db_option
@source_option
@country_option
@since_option
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Maximum number of posts."
)
@json_option
def mentions(
    name: str,
    sources_path: Path,
    db: Path | None,
    source: str | None,
    country: str | None,
    since: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """List the posts that name NAME: a body, programme, call or place.

    NAME is a name in any language, an alias, an acronym, or an id. The newest posts come first.
    """
    since = day(since, "--since", now().date())
    known = {key_of(one.kind, one.id, one.name) for one in facts.read_facts(None, name).mentions}
    with read_archive(sources_path, db) as archive:
        by = Namers(since, source, posts_of(archive, source, country).country)
        found = archive.named(name, known, by)
        posts = [archive.posts_naming(one, by, limit=limit) for one in found]
    if as_json:
        print_json([{**asdict(one), "mentions": rows} for one, rows in zip(found, posts, strict=True)])
        return
    out = console()
    for one, rows in zip(found, posts, strict=True):
        out.print(f"[bold]{shown(sentences.of_named(asdict(one)))}[/bold]")
        for of_post in by_post(rows):
            row = of_post[0]
            published = sentences.of_published(row["published"])
            out.print(shown(f"  {published}  {row['source']}  {row['title'] or '(no title)'}"))
            for row in of_post:
                written = f"    as written: {row['raw']}  {sentences.of_span(row)} · post {row['post']}"
                out.print(shown(written), style="dim", soft_wrap=True)
        out.print()
    _say_none(
        found,
        "Nothing of this name is mentioned. Only bodies, programmes, calls, amounts and places are; "
        "`clusterwatch search` looks for words.",
    )


def _flat(found: Call | Event) -> dict[str, Any]:
    values = asdict(found)
    return {**values.pop("told"), **values}


def _print(told: Told, when: str, more: Iterable[str | None]) -> None:
    """Print an entry: its title with the day, who tells it, and its address."""
    out = console()
    out.print(f"[bold]{shown(when)}[/bold]  {shown(told.title or '(no title)')}")
    country = f" ({told.country})" if told.country else ""
    first, *others = told.sources
    also = f", also {', '.join(others)}" if others else ""
    line = " · ".join(filter(None, [f"{first}{country}{also}", *more, f"post {told.post}"]))
    out.print(shown(f"  {line}"), style="dim")
    out.print(shown(f"  {told.url}"), style="dim", soft_wrap=True)


def _say_none(found: list[Any], sentence: str) -> None:
    if not found:
        click.echo(sentence, err=True)
