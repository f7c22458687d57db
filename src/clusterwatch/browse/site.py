"""Datasette on one archive: the file read-only, described, with pages of its own and no script anywhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from clusterwatch.archive import browsing
from clusterwatch.browse import hooks, metadata

HERE = Path(__file__).parent
NAME = "archive"  # of the database in addresses, whatever the file is called
SETTINGS = {
    "allow_download": False,
    "suggest_facets": False,  # each would be a query a column
    "default_facet_size": 20,
    "default_page_size": 50,
    "facet_time_limit_ms": 1500,
    "sql_time_limit_ms": 3000,
    "truncate_cells_html": 200,
}


class ArchiveFile(Database):  # type: ignore[misc] # Datasette has no types
    """The archive for Datasette: every connection reads only, and sees what a run commits meanwhile."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection of a thread; raises ArchiveError when the file is no archive any more."""
        if write:
            raise PermissionError(f"{self.path}: is served for reading only")
        return browsing.connection(Path(self.path))


class Site(Datasette):  # type: ignore[misc] # Datasette has no types
    """A Datasette that the hooks of this room are for; others in the process are left alone."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.clock = clock  # before all else: Datasette asks for the routes while it is made
        self.connections: list[sqlite3.Connection] = []
        super().__init__(
            files=[],
            metadata=metadata.described(NAME),
            settings=SETTINGS,
            template_dir=str(HERE / "templates"),
            static_mounts=[("assets", str(HERE / "static"))],
        )
        self.remove_database("_memory")
        self.add_database(ArchiveFile(self, str(path)), name=NAME)

    def close(self) -> None:
        """Wait for the queries that run, and close all connections; Datasette itself leaves them open."""
        self.executor.shutdown()
        for conn in self.connections:
            conn.close()

    async def ask(self, question: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """What a function of `archive.browsing` answers, in a thread of the pool."""
        return await self.get_database(NAME).execute_fn(lambda conn: question(conn, *args, **named))


def site(path: Path, clock: Callable[[], datetime]) -> Site:
    """The site of the archive at `path`; raises ArchiveError when it cannot be read."""
    browsing.check_readable(path)
    if not pm.is_registered(hooks):
        pm.register(hooks)
    return Site(path, clock)
