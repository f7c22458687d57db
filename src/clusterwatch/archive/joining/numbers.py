"""The numbers of posts in a merged archive. Posts are numbered in the order in which they were first seen."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import groupby

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.archive.joining.inputs import Input

_TABLES = """
CREATE TEMP TABLE places (
    origin INTEGER, old INTEGER, source TEXT, url TEXT, key TEXT, first_seen TEXT, new INTEGER,
    PRIMARY KEY (origin, old)
) WITHOUT ROWID;
"""
# If an archive has several posts with one key, the complete URL identifies them.
_AMBIGUOUS = """
UPDATE places SET key = 'url ' || url WHERE (source, key) IN
    (SELECT source, key FROM places GROUP BY source, key, origin HAVING count(*) > 1)
"""
_NUMBERED = """
CREATE TEMP TABLE numbers AS
    SELECT source, key, row_number() OVER (ORDER BY min(first_seen), source, min(old), key) AS new
    FROM places GROUP BY source, key
"""


def number_posts(db: Database, inputs: list[Input]) -> int:
    """Give each post of the inputs its new number, and return how many there are.

    Posts of different archives are one post if their source is equal, and their URLs but for trivial variants.
    """
    db.conn.execute(_TABLES)
    for origin, one in enumerate(inputs):
        db.conn.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, NULL)", _places(origin, one))
    db.conn.execute(_AMBIGUOUS)
    db.conn.execute(_NUMBERED)
    db.conn.execute("CREATE UNIQUE INDEX temp.numbers_key ON numbers (source, key)")
    db.conn.execute(
        "UPDATE places SET new = (SELECT new FROM numbers n WHERE n.source = places.source AND n.key = places.key)"
    )
    for origin, one in enumerate(inputs):
        largest = db.conn.execute("SELECT max(old) FROM places WHERE origin = ?", [origin]).fetchone()[0]
        one.posts = array("q", bytes(8 * ((largest or 0) + 1)))
        for old, new in db.conn.execute("SELECT old, new FROM places WHERE origin = ?", [origin]):
            one.posts[old] = new
    count: int = db.conn.execute("SELECT count(*) FROM numbers").fetchone()[0]
    db.conn.execute("DROP TABLE numbers")
    return count


def numbered(db: Database) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield each new number with the posts that it stands for, as (input, number in this input)."""
    rows = db.conn.execute("SELECT new, origin, old FROM places ORDER BY new, origin")
    for new, same in groupby(rows, lambda row: row[0]):
        yield new, [(origin, old) for _, origin, old in same]


def _places(origin: int, one: Input) -> Iterator[tuple[int, int, str, str, str, str]]:
    for old, source, url, first_seen in one.tuples("SELECT id, source, url, first_seen FROM posts"):
        yield origin, old, source, url, key_of(url), first_seen


def key_of(url: str) -> str:
    """Return the key of a URL, or the URL itself if it has none."""
    try:
        return urls.key(url)
    except ValueError:
        return url
