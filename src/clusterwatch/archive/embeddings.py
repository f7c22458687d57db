"""The vectors of posts: what their texts mean, in any language.

A vector is that of the current text: a trigger deletes it when the title, body or language of its post changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from clusterwatch.stories.meaning import likeness
from clusterwatch.stories.score import Comparison, with_meaning

_MISSING = """
SELECT value FROM json_each(:posts) EXCEPT SELECT post FROM embeddings WHERE engine = :engine ORDER BY 1
"""
_VECTORS = "SELECT post, vector FROM embeddings WHERE engine = ? AND post IN (SELECT value FROM json_each(?))"
_OTHERS = "DELETE FROM embeddings WHERE post = ? AND engine != ?"


class Embeddings:
    """The table `embeddings`. `engine` is a name from `stories.meaning.current`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def missing(self, posts: Iterable[int], engine: str) -> list[int]:
        """Return those of `posts` that have no vector of this engine."""
        values = {"posts": json.dumps(sorted(set(posts))), "engine": engine}
        return [row[0] for row in self._db.conn.execute(_MISSING, values)]

    def vectors(self, posts: Sequence[int], engine: str) -> dict[int, bytes]:
        """Return the vectors that posts have of this engine."""
        return dict(self._db.conn.execute(_VECTORS, [engine, json.dumps(posts)]).fetchall())

    def keep(self, vectors: Mapping[int, bytes], engine: str) -> None:
        """Store the vectors of posts in place of those that other engines made."""
        rows = [(post, engine, vector) for post, vector in vectors.items()]
        self._db.conn.executemany(_OTHERS, [row[:2] for row in rows])
        self._db.conn.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)", rows)

    def weighed(
        self, pairs: Sequence[tuple[int, int]], found: Sequence[Comparison], engine: str
    ) -> list[Comparison]:
        """Add what posts mean to the comparisons of pairs that facts leave open, if both posts have a vector."""
        wanted = {post for pair, one in zip(pairs, found, strict=True) if one.is_open for post in pair}
        known = self.vectors(sorted(wanted), engine)
        return [
            with_meaning(one, likeness(known[a], known[b]))
            if one.is_open and a in known and b in known
            else one
            for (a, b), one in zip(pairs, found, strict=True)
        ]
