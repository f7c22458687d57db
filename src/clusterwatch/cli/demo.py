"""clusterwatch demo: run on small sites that are served on this machine."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from pathlib import Path

import click

from clusterwatch.archive import Archive, hold
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import now
from clusterwatch.cli.run import conduct, report
from clusterwatch.config import load_sources
from clusterwatch.config.schema import schema as json_schema
from clusterwatch.demo import serve
from clusterwatch.errors import ArchiveError, UsageError
from clusterwatch.pipeline.health import FAILING
from clusterwatch.pipeline.source_run import Options


@click.command(cls=LoggedCommand)
@click.argument("folder", default="clusterwatch-demo", type=click.Path(file_okay=False, path_type=Path))
def demo(folder: Path) -> None:
    """Run on small sites that are served on this machine."""
    archive_path = folder / "archive.db"
    with serve(now().date()) as sites:
        _prepare(folder, sites.sources_yaml())
        (folder / "sources.yaml").write_text(sites.sources_yaml(), "utf-8")
        (folder / "sources.schema.json").write_text(json.dumps(json_schema(), indent=2), "utf-8")
        sources = load_sources(folder / "sources.yaml")
        click.echo(f"Watching {len(sources)} small sites on this machine ...")
        with hold(archive_path), Archive(archive_path) as archive:
            outcomes = conduct(sources, archive, Options(backfill=True), bars=True)
            relayed = archive.db.execute("SELECT first_post, posts FROM stories WHERE sources > 2").fetchone()
    report(outcomes)
    click.echo(_next_steps(folder, relayed))
    sys.exit(int(any(o.state in FAILING for o in outcomes)))


def _prepare(folder: Path, sources_text: str) -> None:
    """Create the folder. Delete the archive of an earlier demo, but refuse a folder with anything else."""
    sources, archive = folder / "sources.yaml", folder / "archive.db"
    try:
        if any(path.exists() for path in (sources, archive, folder / "sources.schema.json")):
            as_written = sources.exists() and _portless(sources.read_text("utf-8", "replace")) == _portless(
                sources_text
            )
            if not as_written or (archive.exists() and not _as_made(archive)):
                changed = archive if as_written else sources if sources.exists() else folder
                raise UsageError(
                    f"{folder} has files that are not from an earlier demo, or were changed after it: {changed}; use "
                    "another folder"
                )
            for path in folder.glob("archive.db*"):
                path.unlink()
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be created: {error.strerror}") from error


def _portless(sources_text: str) -> str:
    """Return the text of a sources.yaml without the ports of the sites, which differ from demo to demo."""
    return re.sub(r"(?<=127\.0\.0\.1:)\d+", "", sources_text)


def _as_made(path: Path) -> bool:
    """Return whether an archive holds nothing but the one run of a demo: no other run, and no decision of a person."""
    made_by_hand = (
        "SELECT (SELECT count(*) FROM runs) > 1 OR EXISTS (SELECT 1 FROM story_decisions) "
        "OR EXISTS (SELECT 1 FROM undone) OR EXISTS (SELECT 1 FROM incidents WHERE acknowledged IS NOT NULL)"
    )
    try:
        with Archive(path, readonly=True) as archive:
            return not archive.db.execute(made_by_hand).fetchone()[0]
    except ArchiveError:
        return False


def _next_steps(folder: Path, relayed: tuple[int, int] | None) -> str:
    program = sys.argv[0] if "/" in sys.argv[0] and not sys.argv[0].endswith(".py") else "clusterwatch"
    program = shlex.quote(os.path.relpath(program) if program.startswith(str(Path.cwd())) else program)
    db = f"--db {shlex.quote(str(folder / 'archive.db'))}"
    lines = [
        f"\nEverything is in {folder / 'archive.db'}. Next, try:",
        f"  {program} calls {db} --open",
        f"  {program} events {db}",
        f"  {program} digest {db}    # what closes soon, what moved, what is new",
        f"  {program} search {db} cluster",
        f"  {program} status {db}",
    ]
    if relayed is not None:
        lines.append(f"  {program} why {db} {relayed[0]}    # an announcement of {relayed[1]} sites")
    lines.append(f"  {program} serve {db}    # for web browsers; needs: pip install 'clusterwatch[browse]'")
    lines.append(
        f"{folder / 'sources.yaml'} shows how to list sites. Its sites do not answer any more. For your own, make a "
        "folder, and in it call: clusterwatch add URL"
    )
    return "\n".join(lines)
