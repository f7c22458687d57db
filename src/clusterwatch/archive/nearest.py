"""Posts that are near to a query by their meaning, in any language.

`embeddings` ─► `write`: one flat file beside the archive ─► `Meanings`: a memory map that each query reads once

`clusterwatch embed` writes the file. It has the vectors of that moment, and can be deleted at any time. Its first line
says of which engine the vectors are and how many there are; the numbers of the posts and their vectors follow.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from clusterwatch.archive.own_files import VECTORS
from clusterwatch.archive.query import Query, terms_of
from clusterwatch.archive.search import Hit, hit_of
from clusterwatch.archive.selection import Selection
from clusterwatch.files import replaced
from clusterwatch.stories import meaning

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST = 0.1  # likeness of a post that is listed
_HEAD = 4096  # bytes of the first line
_NUMBER = 8  # bytes of the number of a post
_BATCH = 512  # vectors that are written or compared at once
# Nearest posts that are read at first, and how many times more if few of them are selected.
_FIRST, _GROWTH = 200, 20
_COLUMN = "SELECT {} FROM embeddings WHERE engine = ? ORDER BY post"


@dataclass(frozen=True, slots=True)
class Meanings:
    """The vectors of posts by one engine: a row of 8-bit integers for each of `posts`."""

    posts: NDArray[np.int64]
    vectors: NDArray[np.int8]

    def nearest(self, asked: bytes) -> Iterator[int]:
        """Yield the posts whose likeness to a vector is LEAST or more, the nearest first."""
        import numpy as np  # few commands need numbers

        wanted = np.frombuffer(asked, np.int8).astype(np.float32)
        lengths = meaning.SCALE * math.sqrt(float(wanted @ wanted)) or 1.0
        likeness = np.empty(len(self.posts), np.float32)
        room = np.empty((_BATCH, len(wanted)), np.float32)  # it stays in the cache of the processor
        for start in range(0, len(self.posts), _BATCH):
            part = self.vectors[start : start + _BATCH]
            batch = room[: len(part)]
            np.copyto(batch, part)
            np.matmul(batch, wanted, out=likeness[start : start + len(part)])
        likeness /= lengths
        near = np.flatnonzero(likeness >= LEAST)
        yield from map(int, self.posts[near[np.argsort(-likeness[near], kind="stable")]])


def path_of(archive: Path) -> Path:
    """Return the path of the file with the vectors of an archive."""
    real = Path(os.path.realpath(archive))
    return real.with_name(real.name + VECTORS)


def write(db: Database, archive: Path, engine: str) -> int:
    """Write the file with the vectors of an engine, in place of an older one. Return their number. Raises OSError."""
    with replaced(path_of(archive)) as out, db.atomic():  # numbers and vectors are those of one moment
        posts = [post for (post,) in db.conn.execute(_COLUMN.format("post"), [engine])]
        vectors = db.conn.execute(_COLUMN.format("vector"), [engine])
        first = vectors.fetchone()
        head = {"engine": engine, "posts": len(posts), "dimension": len(first[0]) if first else 0}
        out.write(json.dumps(head).encode().ljust(_HEAD - 1) + b"\n")
        out.write(b"".join(post.to_bytes(_NUMBER, "little") for post in posts))
        out.write(first[0] if first else b"")
        while batch := vectors.fetchmany(_BATCH):
            out.write(b"".join(vector for (vector,) in batch))
    return len(posts)


def opened(archive: Path, engine: str) -> Meanings | None:
    """Return the vectors of an archive, or None if there is no file with those of this engine."""
    import numpy as np  # few commands need numbers

    path = path_of(archive)
    try:
        with path.open("rb") as file:
            head = json.loads(file.read(_HEAD))
    except (OSError, ValueError):
        return None
    if head["engine"] != engine or not head["posts"]:
        return None
    shape = head["posts"], head["dimension"]
    posts = np.memmap(path, np.dtype("<i8"), "r", _HEAD, shape[:1])
    return Meanings(posts, np.memmap(path, np.int8, "r", _HEAD + _NUMBER * shape[0], shape))


def nearest(
    db: Database, meanings: Meanings, words: str, selection: Selection, limit: int, without: Collection[int]
) -> list[Hit]:
    """Return selected posts that mean what a query says, the nearest first, but none of those in `without`."""
    asked = Query(db, words)
    typed = " ".join(term.typed.strip('"*') for term in terms_of(words) if not term.is_excluded)
    if not typed:
        return []
    found = [post for post in meanings.nearest(meaning.vector_of_query(typed)) if post not in without]
    hits: list[Hit] = []
    start, size = 0, _FIRST
    while start < len(found) and len(hits) < limit:
        part = found[start : start + size]
        chosen = _selected(db, part, selection)
        hits += [hit_of(db, post, asked) for post in part if post in chosen][: limit - len(hits)]
        start, size = start + size, size * _GROWTH
    return [replace(hit, found_by="meaning") for hit in hits]


def _selected(db: Database, posts: Collection[int], selection: Selection) -> set[int]:
    conditions, values = selection.conditions(db)
    sql = f"SELECT p.id FROM posts p WHERE p.id IN (SELECT value FROM json_each(?)) AND {conditions}"
    return {row[0] for row in db.conn.execute(sql, [json.dumps(list(posts)), *values])}
