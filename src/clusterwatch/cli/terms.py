"""clusterwatch terms: which words rise against their past. The command reads the archive only."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import click
from rich.table import Table

from clusterwatch import sentences
from clusterwatch.archive.term_counts import TermGroup
from clusterwatch.archive.terms import DAYS, LIMIT, PAST, TermFilter
from clusterwatch.cli.filters import (
    country_option,
    language_option,
    posts_of,
    sector_option,
)
from clusterwatch.cli.options import (
    console,
    day,
    db_option,
    exact_day,
    json_option,
    now,
    print_json,
    print_lines,
    read_archive,
    say,
    shown,
    sources_option,
)
from clusterwatch.errors import UsageError


@click.command()
@sources_option
@db_option
@language_option
@sector_option
@country_option
@click.option(
    "--since",
    metavar="DATE",
    default=f"{DAYS}d",
    show_default=True,
    help="First day of the period, as YYYY-MM-DD, 90d or 12w before its last day.",
)
@click.option("--until", metavar="DATE", help="Last day of the period.  [default: the day of the last run]")
@click.option(
    "--past",
    metavar="DAYS",
    type=click.IntRange(1, 36500),
    default=PAST,
    show_default=True,
    help="Days before the period that it is compared with.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=LIMIT,
    show_default=True,
    help="Maximum number of terms per language.",
)
@json_option
def terms(
    sources_path: Path,
    db: Path | None,
    language: str | None,
    sector: str | None,
    country: str | None,
    since: str,
    until: str | None,
    past: int,
    limit: int,
    as_json: bool,
) -> None:
    """Show which words announcements use more than before, in each language.

    The announcements that use a word, or two words together, are counted in a period and in the days before it. z says
    how certain the rise is, whatever the size: terms with less than 3 are not listed.
    """
    with read_archive(sources_path, db) as archive:
        last = exact_day(until, "--until") or archive.seen_until(now().date())
        first = date.fromisoformat(day(since, "--since", last + timedelta(days=1)) or "")
        if first > last:
            raise UsageError(f"--since {first} is after {last}")
        posts = posts_of(archive, None, country, language, sector)
        wanted = TermFilter(language, sector, posts.country)
        found = archive.rising_terms(first, last, wanted, past=past, limit=limit)
    if as_json:
        print_json(found)
        return
    out = console()
    for group in found.groups:
        if group.terms:
            counted = sentences.of_terms(asdict(group), asdict(found))
            out.print(shown(f"{group.language}: {counted}"), style="bold")
            print_lines(_table(group))
            click.echo()
    if not any(group.terms for group in found.groups):
        click.echo(sentences.of_no_terms([group.language for group in found.groups], language), err=True)
    if left_out := sentences.of_left_out(found.left_out):
        say(left_out)


def _table(group: TermGroup) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("term", no_wrap=True)
    for name in ("now", "before", "sources", "z"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("newest post", overflow="ellipsis", no_wrap=True)
    for one in group.terms:
        newest = one.examples[0]
        counts = (f"{one.recent:,}", f"{one.past:,}", f"{one.sources:,}", f"{one.z:.1f}")
        table.add_row(shown(one.term), *counts, shown(f"{newest.post}  {newest.title or ''}"))
    return table
