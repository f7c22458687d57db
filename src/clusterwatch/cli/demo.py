"""clusterwatch demo: the whole pipe on a small web of its own, served on this machine."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from clusterwatch.archive import Archive, hold
from clusterwatch.cli.run import conduct, report
from clusterwatch.config import load_sources
from clusterwatch.config import schema as made
from clusterwatch.demo import serve
from clusterwatch.errors import UsageError
from clusterwatch.health import FAILING
from clusterwatch.watch import Options


@click.command()
@click.argument("folder", default="clusterwatch-demo", type=click.Path(file_okay=False, path_type=Path))
def demo(folder: Path) -> None:
    """Make FOLDER with a sources.yaml and an archive.db, by running on a small web served on this machine."""
    archive_path = folder / "archive.db"
    if archive_path.exists():
        raise UsageError(f"{archive_path} is there already; name another folder or remove it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made: {error.strerror}") from error
    with serve() as sites:
        (folder / "sources.yaml").write_text(sites.sources_yaml(), "utf-8")
        (folder / "sources.schema.json").write_text(json.dumps(made(), indent=2), "utf-8")
        sources = load_sources(folder / "sources.yaml")
        click.echo(f"Watching {len(sources)} small sites on this machine ...")
        with hold(archive_path), Archive(archive_path) as archive:
            outcomes = conduct(sources, archive, Options(backfill=True), bars=True)
            relayed = archive.db.execute("SELECT first_post, posts FROM stories WHERE sources > 2").fetchone()
    report(outcomes)
    click.echo(_next_steps(folder, relayed))
    sys.exit(int(any(o.state in FAILING for o in outcomes)))


def _next_steps(folder: Path, relayed: tuple[int, int] | None) -> str:
    db = f"--db {folder / 'archive.db'}"
    lines = [
        f"\nEverything is in {folder / 'archive.db'}. Try next:",
        f"  clusterwatch search {db} cluster",
        f"  clusterwatch status {db}",
    ]
    if relayed is not None:
        lines.append(
            f"  clusterwatch why {db} {relayed[0]}      # one announcement that {relayed[1]} sites made"
        )
    lines.append(f"  less {folder / 'sources.yaml'}      # then write your own, and: clusterwatch run")
    return "\n".join(lines)
