"""clusterwatch embed: make the vectors by which a search finds posts by their meaning."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from pathlib import Path

import click

from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    archive_path,
    db_option,
    json_option,
    print_json,
    say,
    sources_option,
    write_archive,
)
from clusterwatch.cli.workers import page_workers, workers_option
from clusterwatch.config import load_sources
from clusterwatch.errors import UsageError
from clusterwatch.maintain.embedding import Embedded
from clusterwatch.maintain.embedding import embed as make_vectors
from clusterwatch.sentences import of_missing_engine
from clusterwatch.stories import meaning
from clusterwatch.stories.engine import missing


@click.command(cls=LoggedCommand)
@sources_option
@db_option
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Make at most N vectors.")
@workers_option
@json_option
def embed(sources_path: Path, db: Path | None, limit: int | None, workers: int | None, as_json: bool) -> None:
    """Make vectors of what posts mean, for `search --any-language`.

    It needs the extra multilingual, and about a tenth of a second for each post that is new or has changed. What was
    made before is kept, also when it is interrupted. Let cron call it after `run`.
    """
    engine = meaning.current()
    if engine is None:
        why = missing()
        raise UsageError(of_missing_engine(why) if why else "there is no engine")
    limits = load_sources(sources_path).limits
    with write_archive(archive_path(sources_path, db), create=False) as archive:

        async def all_posts() -> Embedded:
            async with page_workers(workers, limits.cpu, many=True) as pool:
                return await make_vectors(archive, pool, engine, limit)

        done = asyncio.run(all_posts())
    if as_json:
        print_json(asdict(done))
        return
    say(f"{done.posts:,} of {done.of:,} posts have a vector; {done.new:,} are new.")
