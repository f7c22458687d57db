"""clusterwatch relays: how announcements travel from source to source. The command reads the archive only."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table

from clusterwatch import sentences
from clusterwatch.archive import RELAY_LIMIT, By, RelayFilter, Relays
from clusterwatch.cli.filters import kind_option, posts_of
from clusterwatch.cli.options import (
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

_HEADINGS = {
    By.COUNTRY: "relayed in",
    By.ORIGIN: "first told in",
    By.PROGRAMME: "programme",
    By.KIND: "kind",
}


@click.command()
@sources_option
@db_option
@click.option(
    "--by",
    type=click.Choice([by.value for by in By]),
    default=By.COUNTRY.value,
    show_default=True,
    help="Group by the country of the relays, the country of origin, the programme or the kind of announcement.",
)
@kind_option
@click.option("--programme", metavar="NAME", help="Announcements that name this programme or fund.")
@click.option("--across-languages", is_flag=True, help="Relays in another language than the first post only.")
@click.option("--since", metavar="DATE", help="First told on this day or later, as YYYY-MM-DD.")
@click.option("--until", metavar="DATE", help="First told on this day or before, as YYYY-MM-DD.")
@click.option(
    "--within",
    metavar="DAYS",
    type=click.IntRange(1, 3650),
    default=RELAY_LIMIT,
    show_default=True,
    help="Later posts are no relays.",
)
@json_option
def relays(
    sources_path: Path,
    db: Path | None,
    by: str,
    kind: str | None,
    programme: str | None,
    across_languages: bool,
    since: str | None,
    until: str | None,
    within: int,
    as_json: bool,
) -> None:
    """Show how fast announcements are told elsewhere, and how many never are.

    An announcement counts if it is older than --within days, so that it had the same time as all others. In the rows by
    country, it counts for each other country of which a source was read at that time.
    """
    first, last = exact_day(since, "--since"), exact_day(until, "--until")
    with read_archive(sources_path, db) as archive:
        key = posts_of(archive, None, None, programme=programme).programme
        wanted = RelayFilter(kind, key, first, last, across_languages, within)
        found = archive.relays(now().date(), wanted)
    chosen = By(by)
    if as_json:
        print_json(
            {"by": by, "within": within, **asdict(found), "groups": [asdict(g) for g in found.groups[chosen]]}
        )
        return
    if found.groups[chosen]:
        print_lines(_table(found, chosen))
        click.echo()
    else:
        click.echo("No announcement is old enough.", err=True)
    for sentence in sentences.of_relays(asdict(found), within):
        say(sentence)


def _table(found: Relays, by: By) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(_HEADINGS[by], no_wrap=True)
    for name in ("announcements", "relayed", "never relayed", "median days"):
        table.add_column(name, justify="right", no_wrap=True)
    for group in found.groups[by]:
        counts = (f"{group.announcements:,}", f"{group.relayed:,}")
        never, days = asdict(group.never), asdict(group.days) if group.days else None
        name = group.name or group.key or "not known"
        table.add_row(shown(name), *counts, sentences.of_share(never), sentences.of_median(days))
    return table
