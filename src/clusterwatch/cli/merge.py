"""clusterwatch merge: join the archives of several machines."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from clusterwatch.archive.joining import MergeReport, merge_archives
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import console, json_option, print_json, sources_option
from clusterwatch.cli.outputs import check_file
from clusterwatch.errors import UsageError


@click.command(cls=LoggedCommand)
@click.argument(
    "archives", nargs=-1, required=True, metavar="ARCHIVE...", type=click.Path(dir_okay=False, path_type=Path)
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Archive to write.",
)
@sources_option
@click.option("--force", is_flag=True, help="Replace the output if it exists and no run has written to it.")
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print only errors.")
def merge(
    archives: tuple[Path, ...], output: Path, sources_path: Path, force: bool, as_json: bool, quiet: bool
) -> None:
    """Join the archives of several machines into a new one.

    All that the archives contain is kept. A post that several of them have becomes one post, and an announcement one
    story. The archives are not changed. Those of an earlier version are upgraded in a copy.
    """
    if len(archives) < 2:
        raise UsageError("give at least two archives")
    # merge_archives decides whether an existing file may be replaced.
    check_file(output, sources_path, archives, force=True)
    bar = Progress(
        TextColumn("posts merged"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console(stderr=True),
        transient=True,
        disable=quiet or as_json or not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task("", total=None)
        report = merge_archives(
            archives,
            output,
            lambda posts, total: bar.update(task, advance=posts, total=total),
            force=force,
        )
    if as_json:
        print_json(report)
    elif not quiet:
        _print(report)


def _print(report: MergeReport) -> None:
    for one in report.archives:
        upgraded = " (made by an earlier version; a copy was upgraded)" if one.upgraded else ""
        click.echo(f"{one.path}: {one.posts:,} posts{upgraded}")
    click.echo(
        f"{report.path}: {report.posts:,} posts of {report.sources:,} sources, {report.bytes / 1e6:.1f} MB; "
        f"{report.joined:,} posts were in several archives; "
        f"{report.stories:,} stories, {report.shared:,} of them of several sources"
    )
