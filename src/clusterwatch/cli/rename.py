"""clusterwatch rename: give a source another id, in sources.yaml and in the archive."""

from __future__ import annotations

from pathlib import Path

import click

from clusterwatch.archive import rename_source
from clusterwatch.cli.options import (
    SOURCE_ID,
    archive_path,
    db_option,
    json_option,
    print_json,
    rewrite,
    sources_option,
    write_archive,
)
from clusterwatch.config import edit, is_source_id, load_sources
from clusterwatch.errors import UsageError


@click.command()
@click.argument("old", type=SOURCE_ID, metavar="OLD")
@click.argument("new")
@sources_option
@db_option
@json_option
def rename(old: str, new: str, sources_path: Path, db: Path | None, as_json: bool) -> None:
    """Give the source OLD the id NEW, in the sources and in the archive.

    Its posts, its history and what was learned for it stay with it. If you have changed the id in the file already,
    only the archive is changed.
    """
    if not is_source_id(new):
        raise UsageError(f"{new}: an id has lowercase letters, digits and hyphens only")
    sources = load_sources(sources_path)
    in_file = old in sources
    if in_file and new in sources:
        raise UsageError(f"{sources.where(new)}: the file has a source with this id already")
    if not in_file and new not in sources:
        raise UsageError(f"{sources_path}: no source named {old} or {new}")
    path = archive_path(sources_path, db)
    archived = False
    if path.exists():
        # The file is written before the archive is committed, so that an error changes neither.
        with write_archive(path) as archive, archive.transaction():
            archived = archive.sources.exists(old)
            if archived:
                rename_source(archive.db, old, new)
            if in_file:
                rewrite(sources_path, lambda text: edit.rename_source(text, old, new))
    elif in_file:
        rewrite(sources_path, lambda text: edit.rename_source(text, old, new))
    if not in_file and not archived:
        raise UsageError(f"{path}: no source named {old}")
    changed = [str(p) for p, done in ((sources_path, in_file), (path, archived)) if done]
    if as_json:
        print_json({"old": old, "new": new, "changed": changed})
    else:
        click.echo(f"Renamed {old} to {new} in {' and '.join(changed)}.")
