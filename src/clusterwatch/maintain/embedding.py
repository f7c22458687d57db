"""Make the vectors of all posts, by which a search finds what they mean.

posts without a vector ─► workers: vectors ─► `embeddings` ─► one flat file beside the archive
"""

from __future__ import annotations

from dataclasses import dataclass

from clusterwatch.archive import Archive
from clusterwatch.pipeline.workers import Workers, run_steps


@dataclass(frozen=True, slots=True)
class Embedded:
    """How many posts have a vector, how many of these are new, and how many posts there are."""

    posts: int
    new: int
    of: int


async def embed(archive: Archive, workers: Workers, engine: str, limit: int | None = None) -> Embedded:
    """Make the vectors that posts lack, at most `limit`, in short transactions, and write the file.

    What was made before is kept. Raises OSError if the file cannot be written.
    """
    numbers = archive.post_numbers()
    missing = archive.embeddings.missing(numbers, engine)[:limit]
    await run_steps(archive.embedding_steps(missing, engine), workers, archive.unlocked)
    written = archive.write_meanings(engine)
    return Embedded(written, len(missing) - len(archive.embeddings.missing(missing, engine)), len(numbers))
