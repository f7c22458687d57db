"""The stories of merged archives: those that one archive alone has are kept, the others are found anew."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from heapq import merge
from itertools import groupby

from sqlite_utils import Database

from clusterwatch.archive.joining.inputs import Input, Row, insert
from clusterwatch.archive.stories import COMMON
from clusterwatch.stories.similarity import SHARED

_DECISIONS = "SELECT * FROM story_decisions ORDER BY one, other"


class KeptStories:
    """The stories of the inputs that have no post in common and no text that may be that of another input.

    The stories of all other posts must be found anew.
    """

    def __init__(self, inputs: list[Input], count: int) -> None:
        self._inputs = inputs
        self._stories = [array("q", bytes(8 * (_largest(one) + 1))) for one in inputs]
        self._in_many = _posts_in_many(inputs, count)
        again = self._doubtful(count)
        for one, stories, doubtful in zip(inputs, self._stories, again, strict=True):
            for story, first in one.tuples("SELECT id, first_post FROM stories"):
                if first is not None and story not in doubtful:
                    stories[story] = one.posts[first]

    def of(self, origin: int, story: int | None) -> int | None:
        """Return the new number of a story; None if it is found anew. It is the number of its first post."""
        return (self._stories[origin][story] or None) if story is not None else None

    def write(self, db: Database) -> None:
        """Write the stories, and the sketches of the posts that are in one input only."""
        for origin, one in enumerate(self._inputs):
            for row in one.rows("SELECT * FROM stories"):
                number = self.of(origin, row["id"])
                if number is not None:
                    insert(db, "stories", {**row, "id": number, "first_post": number})
        sketches = ((hash_, self._inputs[n].posts[post]) for hash_, n, post in _sketches(self._inputs))
        kept = ((hash_, post) for hash_, post in sketches if self._in_many[post] == 1)
        db.conn.executemany("INSERT INTO sketches (hash, post) VALUES (?, ?)", kept)

    def write_links(self, db: Database) -> None:
        """Write what ties posts by their texts and by decisions, and what was made of the posts of one input only.

        That is signatures and vectors. The links of all posts by facts are found anew, since they may lead to posts of
        another input.
        """
        for one in self._inputs:
            for table in ("signatures", "story_facts", "identifiers", "embeddings"):
                for row in one.rows(f"SELECT * FROM {table}"):
                    if self._in_many[one.posts[row["post"]]] == 1:
                        insert(db, table, {**row, "post": one.posts[row["post"]]})
            for row in one.rows("SELECT * FROM story_links WHERE how != 'facts'"):
                _insert_pair(db, "story_links", one, row)
        decided = [
            (row["decided"], n, row) for n, one in enumerate(self._inputs) for row in one.rows(_DECISIONS)
        ]
        for _, n, row in sorted(decided, key=lambda found: (found[0], found[1])):  # the last one counts
            _insert_pair(db, "story_decisions", self._inputs[n], row)
        db.conn.execute("INSERT INTO story_queue SELECT id FROM posts ORDER BY id")

    def _doubtful(self, count: int) -> list[set[int]]:
        """Return the stories of each input that may have posts of another input."""
        shared = _shared_hashes(self._inputs, count)
        doubtful: list[set[int]] = [set() for _ in self._inputs]
        for one, stories in zip(self._inputs, doubtful, strict=True):
            others = [other for other in self._inputs if other is not one]
            for post, story in one.tuples("SELECT id, story FROM posts WHERE story IS NOT NULL"):
                new = one.posts[post]
                if self._in_many[new] > 1 or (shared[new] >= SHARED and _has_candidate(one, post, others)):
                    stories.add(story)
        for same in _same_texts(self._inputs):
            for n, story in same:
                doubtful[n].add(story)
        return doubtful


def _insert_pair(db: Database, table: str, origin: Input, row: Row) -> None:
    pair = sorted((origin.posts[row["one"]], origin.posts[row["other"]]))
    values = {**row, "one": pair[0], "other": pair[1]}
    sql = f"INSERT OR REPLACE INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
    db.conn.execute(sql, list(values.values()))


def _largest(one: Input) -> int:
    return one.value("SELECT max(id) FROM stories") or 0


def _sketches(inputs: list[Input]) -> Iterator[tuple[int, int, int]]:
    """Yield (hash, number of the input, post) in the order of the hashes."""
    sql = "SELECT hash, {}, post FROM sketches ORDER BY hash, post"
    return merge(*(one.tuples(sql.format(n)) for n, one in enumerate(inputs)))


def _shared_hashes(inputs: list[Input], count: int) -> bytearray:
    """Return for each post how many hashes of its sketch are also those of a post of another input, up to 255."""
    shared = bytearray(count + 1)
    for _, same in groupby(_sketches(inputs), lambda row: row[0]):
        posts = list(same)
        if any(n != posts[0][1] for _, n, _ in posts):
            for _, n, post in posts:
                new = inputs[n].posts[post]
                shared[new] = min(shared[new] + 1, 255)
    return shared


def _has_candidate(one: Input, post: int, others: list[Input]) -> bool:
    """Return whether a post of another input shares so many hashes that the texts must be compared."""
    hashes = [row[0] for row in one.tuples("SELECT hash FROM sketches WHERE post = ?", [post])]
    sql = f"SELECT post FROM sketches WHERE hash = ? LIMIT {COMMON + 1}"
    for other in others:
        sharing = ([row[0] for row in other.tuples(sql, [one_hash])] for one_hash in hashes)
        times = Counter(found for posts in sharing if len(posts) <= COMMON for found in posts)
        if times and max(times.values()) >= SHARED:
            return True
    return False


def _posts_in_many(inputs: list[Input], count: int) -> bytearray:
    """Return for each post in how many inputs it is, up to 255."""
    times = bytearray(count + 1)
    for one in inputs:
        for (post,) in one.tuples("SELECT id FROM posts"):
            new = one.posts[post]
            times[new] = min(times[new] + 1, 255)
    return times


def _same_texts(inputs: list[Input]) -> Iterator[list[tuple[int, int]]]:
    """Yield the stories of different inputs with equal texts, as (number of the input, story)."""
    sql = "SELECT fingerprint, {}, id FROM stories WHERE fingerprint IS NOT NULL ORDER BY fingerprint"
    rows = merge(*(one.tuples(sql.format(n)) for n, one in enumerate(inputs)))
    for _, same in groupby(rows, lambda row: row[0]):
        stories = [(n, story) for _, n, story in same]
        if len(stories) > 1:
            yield stories
