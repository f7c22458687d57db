"""clusterwatch import: add the sites of a file to the sources."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from clusterwatch import urls
from clusterwatch.cli.options import (
    json_option,
    print_json,
    print_patch,
    read_sources_text,
    rewrite,
    sources_option,
)
from clusterwatch.config import Source, Sources, is_source_id, load_or_begin, make_source
from clusterwatch.config.edit import insert_source
from clusterwatch.errors import ConfigError, UsageError
from clusterwatch.maintain.add import id_of
from clusterwatch.maintain.source_lists import read_list


@click.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@sources_option
@click.option("--yes", is_flag=True, help="Write to the sources without asking.")
@json_option
def import_(file: Path, sources_path: Path, yes: bool, as_json: bool) -> None:
    """Add the sites of FILE, an OPML, CSV or text file, to the sources.

    OPML is what feed readers export. A CSV has the names of its columns in its first line: url or feed, and
    optionally id, name, country, region, kind, timezone, sectors, languages and aliases. A text file has
    addresses on lines of their own. Nothing is fetched (use add -f to try the sites), and nothing is written until you
    confirm. Sites that are watched already are left out.
    """
    rows, sources = read_list(file), load_or_begin(sources_path)
    try:
        added, known = _new(rows, sources)
    except UsageError as error:
        raise UsageError(f"{file}: {error}") from error
    before = read_sources_text(sources_path)
    after = _with(before, added)
    if as_json:
        print_json({"added": added, "known": known})
    elif added:
        print_patch(sources_path, before, after)
    asked = not as_json and sys.stdin.isatty()
    written = bool(added) and (yes or (asked and click.confirm("Add these sources?")))
    if written:
        rewrite(sources_path, lambda text: _with(text, added))
    if not as_json:
        what = f"{len(added)} source{'s' * (len(added) != 1)}"
        left = f"; {len(known)} watched already" if known else ""
        click.echo(f"Added {what}{left}." if written else f"{what} to add{left}. Nothing was written.")
        if added and not written:
            click.echo("Use --yes to write them.")


def _new(rows: Iterable[dict[str, Any]], sources: Sources) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Return the fields of the sources to add by id, and the addresses that are watched already.

    Raises UsageError for a value that sources.yaml cannot have.
    """
    watched = {urls.key(address) for source in sources.values() for address in _addresses(source)}
    added: dict[str, dict[str, Any]] = {}
    known: list[str] = []
    for row in rows:
        source_id, fields = row.pop("id", None), row
        try:
            source = make_source(fields)
        except ConfigError as error:
            raise UsageError(f"{fields['url']}: {error.faults[0]}") from error
        keys = {urls.key(address) for address in _addresses(source)}
        if keys & watched or source_id in sources:
            known.append(source.url)
            continue
        watched |= keys
        valid = source_id and is_source_id(source_id) and source_id not in added
        added[source_id if valid and source_id else id_of(source.url, {*sources, *added})] = fields
    return added, known


def _addresses(source: Source) -> list[str]:
    """Return the addresses by which a source is known: its indexes, or its page if it has none."""
    return [d.url for d in source.discover if d.url] or ([source.url] if source.url else [])


def _with(text: str, added: dict[str, dict[str, Any]]) -> str:
    for source_id, fields in added.items():
        text = insert_source(text, source_id, fields)
    return text
