"""clusterwatch snapshot and diff: a copy of the archive that can be cited, and what changed between two of them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from clusterwatch import sentences
from clusterwatch.archive.differing import difference
from clusterwatch.archive.new_file import manifest_of
from clusterwatch.archive.snapshot import write_snapshot
from clusterwatch.cli.options import (
    archive_path,
    db_option,
    json_option,
    plain,
    print_json,
    say,
    sources_option,
)
from clusterwatch.cli.outputs import check_output
from clusterwatch.errors import ArchiveError, UsageError
from clusterwatch.export import citation
from clusterwatch.files import replaced

_KEEPERS = "The keepers of this archive"
# The parts of a difference, with the mark of their lines and their heading.
_PARTS = (
    ("sources_added", "+", "Sources added"),
    ("sources_removed", "-", "Sources removed"),
    ("sources_changed", "~", "Sources changed"),
    ("posts_added", "+", "Posts added"),
    ("posts_changed", "~", "Posts changed"),
    ("posts_withdrawn", "-", "Posts withdrawn"),
    ("posts_returned", "+", "Posts that returned"),
    ("posts_removed", "-", "Posts removed from the archive"),
    ("stories_joined", "~", "Stories joined"),
    ("stories_split", "~", "Stories split"),
    ("days_moved", "~", "Days that moved"),
)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@sources_option
@db_option
@click.option(
    "--author",
    "authors",
    multiple=True,
    default=[_KEEPERS],
    show_default=True,
    metavar="NAME",
    help="Name for the citation; can be repeated.",
)
@click.option("--force", is_flag=True, help="Replace FILE, FILE.json and FILE.cff if they exist.")
@json_option
def snapshot(
    file: Path, sources_path: Path, db: Path | None, authors: tuple[str, ...], force: bool, as_json: bool
) -> None:
    """Write a copy that can be cited: FILE, its manifest FILE.json, and its citation FILE.cff.

    The copy has no raw pages. The manifest has the run, the sources, and the rows and SHA-256 of each table. The same
    archive always gives the same three files, byte for byte.
    """
    cited = file.with_name(f"{file.name}.cff")
    for path in (file, manifest_of(file), cited):
        check_output(path, sources_path, db, force=True)
        if path.exists() and not force:
            raise UsageError(f"{path} already exists; use --force to replace it, or use another file")
    manifest = asdict(write_snapshot(archive_path(sources_path, db), file, sources_path, force=force))
    try:
        with replaced(cited) as out:
            citation.write(manifest, authors, out)
    except OSError as error:
        raise ArchiveError(f"{cited}: cannot be written: {error.strerror}") from error
    text = sentences.of_citation(authors, citation.title_of(manifest), manifest)
    if as_json:
        print_json({"path": str(file), "citation": text, **manifest})
        return
    posts = manifest["tables"]["posts"]["rows"]
    click.echo(f"{file}: {posts:,} posts, {manifest['bytes'] / 1e6:.1f} MB; see {manifest_of(file).name}")
    say(text)
    if authors == (_KEEPERS,):
        click.echo("The citation has no name yet; give yours with --author NAME and --force.", err=True)


@click.command()
@click.argument("earlier", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("later", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def diff(earlier: Path, later: Path, as_json: bool) -> None:
    """Show what changed from the archive EARLIER to LATER: sources, posts, stories, and days that moved.

    Both may be snapshots, copies or archives. A line begins with + for what is new, - for what is gone, and ~ for what
    changed.
    """
    found = difference(earlier, later)
    if as_json:
        print_json(found)
        return
    for name, mark, head in _PARTS:
        rows = getattr(found, name)
        unedited = sum(not row.get("edited", True) for row in rows)
        click.echo(f"{head}: {len(rows):,}{sentences.of_unedited(unedited)}")
        for row in rows:
            click.echo(plain(f"  {mark} {sentences.of_difference(row)}"))
