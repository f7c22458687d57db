"""clusterwatch export: write posts and raw pages in the formats of other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import click

from clusterwatch import urls
from clusterwatch.archive import Archive, CalendarDay, Selection, Wanted
from clusterwatch.cli.filters import (
    countries_option,
    known_countries,
    languages_option,
    since_option,
    source_ids_option,
    until_option,
)
from clusterwatch.cli.options import (
    day,
    db_option,
    must_have_sources,
    now,
    read_archive,
    sources_option,
)
from clusterwatch.cli.outputs import check_output, force_option, output_option
from clusterwatch.config import Sources, load_sources
from clusterwatch.errors import UsageError
from clusterwatch.export import atom, ics, jsonl, opened, opml, parquet, table, wacz, warc
from clusterwatch.export.columns import TABLES, row_of
from clusterwatch.export.feed import Feed

FORMATS = ("csv", "jsonl", "parquet", "atom", "ics", "warc", "wacz", "opml")
TABULAR = ("csv", "jsonl", "parquet")  # formats of tables
RAW = ("warc", "wacz")  # formats of raw pages
BINARY = ("parquet", *RAW)


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@sources_option
@db_option
@source_ids_option
@since_option
@until_option
@languages_option
@countries_option
@click.option(
    "--table",
    "name",
    type=click.Choice(["posts", *TABLES]),
    default="posts",
    show_default=True,
    help="What to write as CSV, JSON lines or Parquet: the posts, or what they say or link to.",
)
@click.option("--self", "self_link", metavar="URL", help="Address at which the Atom feed will be published.")
@output_option
@force_option
def export(
    form: str,
    sources_path: Path,
    db: Path | None,
    ids: tuple[str, ...],
    since: str | None,
    until: str | None,
    languages: tuple[str, ...],
    countries: tuple[str, ...],
    name: str,
    self_link: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Write posts as CSV, JSON lines, Parquet or Atom, a calendar, raw pages (WARC, WACZ), or sources as OPML.

    With --table, the days, mentions, moved days or links of the selected posts are written as CSV, JSON lines or
    Parquet. The calendar (ics) has the deadlines and events of posts, and --since and --until are their days. For raw
    pages they are the days on which these were fetched. OPML lists the sources with their feeds for feed readers.
    """
    started = now()
    today = started.date()
    selection = Selection(ids, languages, day(since, "--since", today), day(until, "--until", today))
    _check(form, selection, self_link, name)
    check_output(output, sources_path, db, force=force)
    with read_archive(sources_path, db) as archive:
        must_have_sources(archive, ids)
        selection = _in_countries(archive, selection, countries)
        with opened(output, binary=form in BINARY) as out:
            if name in TABLES:
                count = _write_table(form, name, archive, selection, out)
            else:
                count = _write(form, archive, selection, out, started, output, self_link, sources_path)
    if output is not None:
        of_format = {"warc": "page", "wacz": "page", "opml": "source", "ics": "day"}.get(form, "post")
        what = "row" if name in TABLES else of_format
        click.echo(f"{output}: {count:,} {what}{'' if count == 1 else 's'}")
    elif not count:
        click.echo("Nothing to export.", err=True)


def _check(form: str, selection: Selection, self_link: str | None, name: str) -> None:
    if name in TABLES and form not in TABULAR:
        raise UsageError(f"--table {name} can only be used with {', '.join(TABULAR)}")
    if form in RAW and selection.languages:
        raise UsageError(f"--lang cannot be used with {form}: raw pages have no language")
    if form == "opml" and (selection.languages or selection.since or selection.until):
        raise UsageError(
            "--lang, --since and --until cannot be used with opml, which lists sources, not posts"
        )
    if self_link is None:
        return
    if form != "atom":
        raise UsageError("--self can only be used with atom")
    try:
        urls.canonical(self_link)
    except ValueError as error:
        raise UsageError(f"--self {self_link}: {error}") from error


def _in_countries(archive: Archive, selection: Selection, countries: Sequence[str]) -> Selection:
    """Return the selection with its sources in some countries. Raise UsageError if there are none."""
    places = known_countries(archive, countries)
    if not places:
        return selection
    ids = archive.sources_of(Selection(selection.sources, countries=places))
    if not ids:
        raise UsageError(f"no source of --source is in the country {', '.join(places)}")
    return replace(selection, sources=tuple(ids), countries=places)


def _write(
    form: str,
    archive: Archive,
    selection: Selection,
    out: BinaryIO,
    started: datetime,
    output: Path | None,
    self_link: str | None,
    sources_path: Path,
) -> int:
    """Write the selected posts, pages or sources, and return their number."""
    if form == "opml":
        sources = load_sources(sources_path)
        return opml.write(
            _subscriptions(sources, archive, selection), out, title=_title(selection), now=started
        )
    if form == "ics":
        return ics.write(_calendar_days(archive, selection), out, title=_title(selection))
    if form == "warc":
        name = output.name if output else "clusterwatch.warc.gz"
        return warc.write(archive.select_pages(selection), out, name=name, now=started)
    if form == "wacz":
        pages = archive.select_pages(selection)
        return wacz.write(pages, out, title=_title(selection), title_of=archive.title_of, now=started)
    if form == "atom":
        posts = archive.select(selection, changed_last_first=True, links=True)
        return atom.write(posts, out, Feed(_title(selection), started, self_link=self_link))
    writers = {"csv": table.write, "jsonl": jsonl.write, "parquet": parquet.write}
    return writers[form](archive.select(selection, links=form == "jsonl"), out)


def _write_table(form: str, name: str, archive: Archive, selection: Selection, out: BinaryIO) -> int:
    """Write the rows of a table of what the selected posts say, and return their number."""
    columns = TABLES[name]
    rows = (row_of(columns, row) for row in archive.select_facts(name, selection))
    if form == "jsonl":
        return jsonl.write_objects(rows, out)
    return (table.write_rows if form == "csv" else parquet.write_rows)(columns, rows, out)


def _calendar_days(archive: Archive, selection: Selection) -> Sequence[CalendarDay]:
    since, until = (date.fromisoformat(day) if day else None for day in (selection.since, selection.until))
    wanted = Wanted(selection.sources or None, languages=selection.languages or None)
    return archive.calendar_days(since, until, wanted=wanted)


def _title(selection: Selection) -> str:
    if selection.countries:
        return f"clusterwatch: sources in {', '.join(selection.countries)}"
    return f"clusterwatch: {', '.join(selection.sources) or 'all sources'}"


def _subscriptions(sources: Sources, archive: Archive, selection: Selection) -> Iterator[opml.Subscription]:
    """Yield the enabled sources with their feeds, whether these stand in the file or were found by a run."""
    for source in sources.values():
        if not source.enabled or (selection.sources and source.id not in selection.sources):
            continue
        strategies = source.discover or archive.sources.strategies(source.id)
        feed = next((one.url for one in strategies if one.kind == "feed"), None)
        yield opml.Subscription(source.id, source.label, source.url, feed, next(iter(source.languages), None))
