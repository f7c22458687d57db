"""Write posts as Parquet with typed columns. DuckDB does the work.

`published` is ISO 8601 text, as precise as the site wrote it. `day` is a DATE, or NULL if the day is unknown.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from clusterwatch.errors import UsageError
from clusterwatch.export import jsonl
from clusterwatch.export.columns import COLUMNS, cells

_LARGEST = 1 << 25  # bytes of one post as JSON
_MARK = "{creator: 'clusterwatch'}"
_GROUP = 8192  # rows of a group, which is held in memory until it is full


def write(posts: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """Write posts to `out`. Return the number of posts. Raises UsageError if DuckDB is not installed."""
    return write_rows(COLUMNS, map(cells, posts), out)


def write_rows(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """Write rows with columns of these types. Return their number. Raises UsageError if DuckDB is not installed.

    The rows are written to a temporary file of JSON lines first. DuckDB reads it without holding it in memory, which
    is faster than passing rows from Python.
    """
    try:
        import duckdb
    except ImportError as error:
        raise UsageError("parquet needs DuckDB: pip install 'clusterwatch[parquet]'") from error
    with TemporaryDirectory(prefix="clusterwatch-") as folder:
        lines, result = Path(folder, "posts.jsonl"), Path(folder, "posts.parquet")
        with lines.open("wb") as file:
            count = jsonl.write_objects(rows, file)
        types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        with duckdb.connect(config={"autoinstall_known_extensions": False}) as db:
            db.execute("SET threads = 1")  # keeps the order of the rows, and needs the least memory
            read = (
                f"read_json({_quoted(lines)}, format = 'newline_delimited', columns = {{{types}}}, "
                f"maximum_object_size = {_LARGEST})"
            )
            options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP}, KV_METADATA {_MARK}"
            db.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(result)} ({options})")
        with result.open("rb") as file:
            shutil.copyfileobj(file, out)
    return count


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
