"""clusterwatch forget: stop watching a source, and delete its posts if the user wants that."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import click

from clusterwatch.archive import delete_source
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
from clusterwatch.config import edit, load_sources
from clusterwatch.errors import UsageError


@click.command()
@click.argument("source_id", type=SOURCE_ID, metavar="ID")
@sources_option
@db_option
@click.option(
    "--posts",
    type=click.Choice(["keep", "delete"]),
    help="What to do with its archived posts.  [default: ask]",
)
@json_option
def forget(
    source_id: str,
    sources_path: Path,
    db: Path | None,
    posts: Literal["keep", "delete"] | None,
    as_json: bool,
) -> None:
    """Remove the source ID from the sources, and keep or delete its posts.

    Kept posts stay in the archive, and can be searched and exported. Deleted posts are gone for good, with their
    revisions, raw pages and the history of the source.
    """
    sources = load_sources(sources_path)
    path = archive_path(sources_path, db)
    with ExitStack() as stack:
        archive = None
        if path.exists():
            archive = stack.enter_context(write_archive(path))
        archived = archive is not None and archive.sources.exists(source_id)
        if source_id not in sources and not archived:
            raise UsageError(f"{sources_path}: no source named {source_id}, and none in the archive {path}")
        count = archive.sources.posts(source_id) if archive and archived else 0
        delete = archived and (posts or _asked(source_id, count)) == "delete"
        if archive is not None:
            stack.enter_context(archive.transaction())
            if delete:
                delete_source(archive.db, source_id)
            archive.sources.unwatch([source_id])
        if source_id in sources:  # before the archive is committed, so that an error changes neither
            rewrite(sources_path, lambda text: edit.remove_source(text, source_id))
    if as_json:
        print_json({"source": source_id, "posts": count, "deleted": delete})
    elif archived:
        done = "deleted from" if delete else "kept in"
        click.echo(f"{source_id} is no longer watched; {_posts(count)} {done} {path}.")
    else:
        click.echo(f"{source_id} is no longer watched; the archive has no posts of it.")


def _asked(source_id: str, count: int) -> str:
    """Ask what to do with the posts. Without a terminal, raise UsageError."""
    if not count:
        return "delete"
    if not sys.stdin.isatty():
        raise UsageError(
            f"{source_id} has {_posts(count)} in the archive; use --posts keep or --posts delete"
        )
    question = f"Delete the {_posts(count)} of {source_id} from the archive too? They cannot be restored"
    return "delete" if click.confirm(question) else "keep"


def _posts(count: int) -> str:
    return f"{count:,} post{'s' * (count != 1)}"
