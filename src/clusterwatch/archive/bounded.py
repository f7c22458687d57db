"""Read-only connections for visitors, whose memory is bounded, and the results that they share."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable
from contextlib import closing
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from clusterwatch.archive import schema

LONGEST_VALUE = 16 << 20  # longer than any page that is archived
MOST_BYTES = 32 << 20
HEAP = 256 << 20
_MOST_KEPT = 40  # results that are kept of an archive
_Counted = TypeVar("_Counted")
_State = tuple[tuple[int, int], ...]


class _BoundedCursor(sqlite3.Cursor):
    """A cursor that raises OperationalError when the rows that it has returned are larger than MOST_BYTES."""

    _bytes = 0

    def execute(self, *args: Any) -> _BoundedCursor:
        try:
            super().execute(*args)
        except MemoryError:
            raise _too_large() from None
        return self

    def __next__(self) -> Any:
        try:
            row = super().__next__()
        except MemoryError:
            raise _too_large() from None
        self._bytes += sum(len(value) for value in row if isinstance(value, str | bytes))
        if self._bytes > MOST_BYTES:
            raise _too_large()
        return row

    def fetchone(self) -> Any:
        return next(self, None)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return list(islice(self, self.arraysize if size is None else size))

    def fetchall(self) -> list[Any]:
        return list(self)


class _BoundedConnection(sqlite3.Connection):
    """A connection with such cursors. `kept` is what was counted over its archive."""

    kept: _Kept | None = None

    def cursor(self, factory: Any = _BoundedCursor) -> Any:
        return super().cursor(factory)


def _too_large() -> sqlite3.OperationalError:
    return sqlite3.OperationalError(
        f"the result is larger than {MOST_BYTES >> 20} MB; select fewer rows or shorter columns"
    )


def connection(path: Path) -> sqlite3.Connection:
    """Open the archive at `path` read-only, for use from any thread. It sees what a run commits meanwhile.

    Any visitor can send SQL, so memory is bounded: a value has at most LONGEST_VALUE bytes, a result at most
    MOST_BYTES, and SQLite uses at most HEAP bytes in this process. Raises ArchiveError if the file is not an archive
    of the current schema.
    """
    db = schema.connect(path, readonly=True, any_thread=True, factory=_BoundedConnection)
    conn: sqlite3.Connection = db.conn
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    conn.execute(f"PRAGMA hard_heap_limit = {HEAP}")
    if isinstance(conn, _BoundedConnection):
        conn.kept = _kept_of(path.resolve())
    return conn


def check_readable(path: Path) -> None:
    """Raise ArchiveError if `path` cannot be read as an archive."""
    with closing(connection(path)):
        pass


def kept(conn: sqlite3.Connection, key: Hashable, count: Callable[[], _Counted]) -> _Counted:
    """Return what `count` returns, or what it returned for this key if the archive did not change since."""
    shared = conn.kept if isinstance(conn, _BoundedConnection) else None
    if shared is None:
        return count()
    results = shared.of_now()  # another thread may start new ones meanwhile
    if key not in results:
        results[key] = count()
    found: _Counted = results[key]
    return found


class _Kept:
    """The results that all connections to the archive at `path` share, until its files change."""

    def __init__(self, path: Path) -> None:
        self._files = (path, path.with_name(f"{path.name}-wal"))
        # One value, since another thread must never see the new state with the old results.
        self._current: tuple[_State, dict[Hashable, Any]] = ((), {})

    def of_now(self) -> dict[Hashable, Any]:
        """Return the results of the archive as it is now, or an empty dict if it changed or they became many."""
        state = self._state()
        known, results = self._current
        if state != known or len(results) >= _MOST_KEPT:
            results = {}
            self._current = state, results
        return results

    def _state(self) -> _State:
        """Return the times and sizes of the files, which each commit changes."""
        found = (file.stat() for file in self._files if file.exists())
        return tuple((one.st_mtime_ns, one.st_size) for one in found)


@cache
def _kept_of(path: Path) -> _Kept:
    return _Kept(path)
