"""Archives filled by their schema: a row in every table, with a value of its own in every column."""

from __future__ import annotations

import json
from typing import Any

from clusterwatch.archive import Archive

_NAMES = {  # columns that tell the rows of a table apart
    "posts": "url",
    "stories": "fingerprint",
    "runs": "started",
    "incidents": "opened",
    "digests": "filters",
}
# References that the schema does not declare.
_REFERENCES = {("stories", "first_post"): "posts", ("story_facts", "post"): "posts"}


def tables(archive: Archive) -> list[str]:
    """Return the names of all tables in the order of their creation, without those of SQLite and of the index."""
    rows = archive.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    return [row[0] for row in rows if not row[0].startswith(("sqlite_", "posts_fts"))]


def columns(archive: Archive, table: str) -> dict[str, str]:
    """Return the types of the columns of a table by their name."""
    return {row[1]: row[2] for row in archive.db.execute(f"PRAGMA table_info('{table}')")}


def references(archive: Archive, table: str) -> dict[str, str]:
    """Return the tables to which columns of a table refer, by the name of the column."""
    declared = {row[3]: row[2] for row in archive.db.execute(f"PRAGMA foreign_key_list('{table}')")}
    return {**declared, **{column: to for (own, column), to in _REFERENCES.items() if own == table}}


def fill(archive: Archive, name: str, rows: int = 2) -> None:
    """Write `rows` rows to every table. Numbers begin at 1 in each archive; texts contain `name`."""
    counter = 1000 * sum(map(ord, name))
    archive.db.execute("PRAGMA foreign_keys = off")
    for table in tables(archive):
        refers = references(archive, table)
        for number in range(1, rows + 1):
            row: dict[str, Any] = {}
            for column, kind in columns(archive, table).items():
                counter += 1
                if column in refers:
                    row[column] = f"sources.id {name}{number}" if refers[column] == "sources" else number
                elif (table, column) in {
                    ("posts", "id"),
                    ("stories", "id"),
                    ("runs", "id"),
                    ("incidents", "id"),
                    ("digests", "id"),
                }:
                    row[column] = number
                elif (table, column) == ("watches", "settings"):
                    row[column] = json.dumps({"search": f"{name}{number}"})
                else:
                    text = f"{table}.{column} {name}{number}"
                    row[column] = {"TEXT": text, "BLOB": text.encode()}.get(kind, counter)
            marks = ", ".join("?" * len(row))
            archive.db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def content(archive: Archive) -> dict[str, list[str]]:
    """Return the rows of every table without numbers: a reference is replaced by a text of the row."""
    return {table: sorted(_rows(archive, table)) for table in tables(archive)}


def _rows(archive: Archive, table: str) -> list[str]:
    refers = references(archive, table)
    found = []
    for row in archive.db.query(f"SELECT * FROM {table}"):
        for column, to in refers.items():
            if to != "sources":
                row[column] = _text(archive, to, row[column])
        if table in refers.values() or table in _NAMES:
            row.pop("id")
        found.append(repr(row))
    return found


def _text(archive: Archive, table: str, number: int | None) -> str | None:
    name = {
        "posts": "url",
        "stories": "fingerprint",
        "runs": "started",
        "incidents": "opened",
        "digests": "filters",
    }[table]
    found = archive.db.execute(f"SELECT {name} FROM {table} WHERE id = ?", [number]).fetchone()
    return found[0] if found else None
