"""A Datasette instance for one archive, which is opened read-only."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from clusterwatch.archive import bounded
from clusterwatch.browse import access, hooks, metadata

HERE = Path(__file__).parent
NAME = "archive"  # of the database in addresses, whatever the name of the file is
SETTINGS = {
    "allow_download": False,
    "suggest_facets": False,  # otherwise each column would need a query
    "default_facet_size": 20,
    "default_page_size": 50,
    "facet_time_limit_ms": 1500,
    "sql_time_limit_ms": 3000,
    "truncate_cells_html": 200,
}


class ArchiveFile(Database):  # type: ignore[misc] # Datasette has no types
    """The archive for Datasette. All connections are read-only and see what a run commits."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Open a connection for a thread. Raise ArchiveError if the file is no longer an archive."""
        if write:
            raise PermissionError(f"{self.path} is served read-only")
        return bounded.connection(Path(self.path))


class Site(Datasette):  # type: ignore[misc] # Datasette has no types
    """A Datasette instance to which the hooks of this package apply."""

    def __init__(self, path: Path, clock: Callable[[], datetime], names: Collection[str], sql: bool) -> None:
        self.names = names
        self.clock = clock  # set first, because the constructor of Datasette calls the hooks
        self.connections: list[sqlite3.Connection] = []
        super().__init__(
            files=[],
            metadata=metadata.described(NAME),
            settings={**SETTINGS, "default_allow_sql": sql},
            template_dir=str(HERE / "templates"),
            static_mounts=[("assets", str(HERE / "static"))],
        )
        self.remove_database("_memory")
        self.add_database(ArchiveFile(self, str(path)), name=NAME)

    def close(self) -> None:
        """Wait for running queries and close all connections, which Datasette leaves open."""
        self.executor.shutdown()
        for conn in self.connections:
            conn.close()

    async def ask(self, function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Return the result of a function of a connection, as in `archive.browsing`, which a pool thread runs."""
        return await self.get_database(NAME).execute_fn(lambda conn: function(conn, *args, **named))


def site(
    path: Path,
    clock: Callable[[], datetime],
    names: Collection[str] = frozenset({access.ANY}),
    *,
    sql: bool = True,
) -> Site:
    """Return the site of the archive at `path`. Raise ArchiveError if it cannot be read.

    `names` are the host names that it answers to. Without `sql`, visitors can use the prepared queries only.
    """
    bounded.check_readable(path)
    if not pm.is_registered(hooks):
        pm.register(hooks)
    return Site(path, clock, names, sql)
