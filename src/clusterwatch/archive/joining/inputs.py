"""The archives that are merged."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from clusterwatch.errors import ArchiveError

Row = dict[str, Any]


@dataclass(slots=True)
class Input:
    """One archive, open for reading. `posts`, `runs` and `incidents` give the new number of each of them.

    `upgraded` is True if it has an older schema, so that a copy is read. `changed_urls` has the posts that get another
    spelling of their URL: (source, own URL, new URL).
    """

    path: Path
    db: Database
    upgraded: bool
    posts: array[int] = field(default_factory=lambda: array("q"))
    runs: dict[int, int] = field(default_factory=dict)
    incidents: dict[int, int] = field(default_factory=dict)
    changed_urls: list[tuple[str, str, str]] = field(default_factory=list)

    def tuples(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, one after the other. Raises ArchiveError if the archive cannot be read."""
        try:
            yield from self.db.conn.execute(sql, values)
        except sqlite3.Error as error:
            raise ArchiveError(f"{self.path}: cannot be read: {error}") from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query with the names of their columns."""
        try:
            cursor = self.db.conn.execute(sql, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
        except sqlite3.Error as error:
            raise ArchiveError(f"{self.path}: cannot be read: {error}") from error

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first value of the first row, or None."""
        return next(self.tuples(sql, values), (None,))[0]

    def post(self, old: int | None) -> int | None:
        """Return the new number of a post; None if there is no such post."""
        return (self.posts[old] or None) if old is not None and old < len(self.posts) else None


@dataclass(frozen=True, slots=True)
class Found:
    """A row of one of the inputs."""

    origin: Input
    row: Row


def by_key(inputs: list[Input], table: str, key: tuple[str, ...]) -> Iterator[list[Found]]:
    """Yield the rows of a table of all inputs that have the same key, in the order of the keys."""
    sql = f"SELECT * FROM {table} ORDER BY {', '.join(key)}"

    def keyed(number: int) -> Iterator[tuple[tuple[Any, ...], int, Row]]:
        for row in inputs[number].rows(sql):
            yield tuple(row[name] for name in key), number, row

    streams = [keyed(number) for number in range(len(inputs))]
    for _, same in groupby(merge(*streams, key=lambda found: found[:2]), lambda found: found[0]):
        yield [Found(inputs[number], row) for _, number, row in same]


def insert(db: Database, table: str, row: Mapping[str, Any]) -> None:
    """Write a row."""
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    db.conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


def latest(found: list[Found], *names: str) -> Found:
    """Return the row with the latest times in the columns `names`. Other values decide between equal times."""
    return max(found, key=lambda one: (tuple(one.row[name] or "" for name in names), repr(one.row)))


def earliest(found: list[Found], name: str) -> Any:
    """Return the smallest value of a column, without NULL; None if all are NULL."""
    return min((one.row[name] for one in found if one.row[name] is not None), default=None)


def newest(found: list[Found], name: str) -> Any:
    """Return the largest value of a column, without NULL; None if all are NULL."""
    return max((one.row[name] for one in found if one.row[name] is not None), default=None)
