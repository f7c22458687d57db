"""clusterwatch export: write posts and raw pages in the formats of other programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click

from clusterwatch import urls
from clusterwatch.archive import Archive, Selection
from clusterwatch.cli.options import day, db_option, now, read_archive, sources_option
from clusterwatch.cli.outputs import check_output, force_option
from clusterwatch.errors import UsageError
from clusterwatch.export import atom, jsonl, opened, parquet, table, warc

FORMATS = ("csv", "jsonl", "parquet", "atom", "warc")
BINARY = ("parquet", "warc")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@sources_option
@db_option
@click.option("--source", "ids", multiple=True, metavar="ID", help="Posts of this source; can be repeated.")
@click.option("--since", metavar="DATE", help="Posts since this day, as YYYY-MM-DD, 7d or 2w.")
@click.option("--until", metavar="DATE", help="Posts until the end of this day.")
@click.option(
    "--lang", "languages", multiple=True, help="Posts in this language, such as fr; can be repeated."
)
@click.option("--self", "self_link", metavar="URL", help="Address at which the Atom feed will be published.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write.  [default: standard output]",
)
@force_option
def export(
    form: str,
    sources_path: Path,
    db: Path | None,
    ids: tuple[str, ...],
    since: str | None,
    until: str | None,
    languages: tuple[str, ...],
    self_link: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Write posts as CSV, JSON lines, Parquet or Atom, or raw pages as WARC.

    For raw pages, --since and --until refer to the day on which they were fetched.
    """
    started = now()
    today = started.date()
    selection = Selection(ids, languages, day(since, "--since", today), day(until, "--until", today))
    _check(form, languages, self_link)
    check_output(output, sources_path, db, force=force)
    with read_archive(sources_path, db) as archive:
        unknown = sorted(set(ids) - {row["id"] for row in archive.status()})
        if unknown:
            raise UsageError(f"{archive.path}: no source named {', '.join(unknown)}")
        with opened(output, binary=form in BINARY) as out:
            count = _write(form, archive, selection, out, started, output, self_link)
    if output is not None:
        what = "page" if form == "warc" else "post"
        click.echo(f"{output}: {count:,} {what}{'' if count == 1 else 's'}")
    elif not count:
        click.echo("Nothing to export.", err=True)


def _check(form: str, languages: tuple[str, ...], self_link: str | None) -> None:
    if form == "warc" and languages:
        raise UsageError("--lang cannot be used with warc: raw pages have no language")
    if self_link is None:
        return
    if form != "atom":
        raise UsageError("--self can only be used with atom")
    try:
        urls.canonical(self_link)
    except ValueError as error:
        raise UsageError(f"--self {self_link}: {error}") from error


def _write(
    form: str,
    archive: Archive,
    selection: Selection,
    out: BinaryIO,
    started: datetime,
    output: Path | None,
    self_link: str | None,
) -> int:
    """Write the selected posts or pages, and return their number."""
    if form == "warc":
        name = output.name if output else "clusterwatch.warc.gz"
        return warc.write(archive.select_pages(selection), out, name=name, now=started)
    if form == "atom":
        posts = archive.select(selection, changed_last_first=True)
        title = f"clusterwatch: {', '.join(selection.sources) or 'all sources'}"
        return atom.write(posts, out, title=title, now=started, self_link=self_link)
    writers = {"csv": table.write, "jsonl": jsonl.write, "parquet": parquet.write}
    return writers[form](archive.select(selection), out)
