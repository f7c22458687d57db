"""Parquet, by DuckDB, with typed columns.

`published` stays ISO text, as precise as it was written; `day` is a DATE, NULL where the day is not known.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from clusterwatch.errors import UsageError
from clusterwatch.export import jsonl
from clusterwatch.export.columns import COLUMNS

_LARGEST = 1 << 25  # bytes of one post as JSON
_MARK = "{creator: 'clusterwatch'}"
_AT_ONCE = 8192  # rows of a group, which is held in memory until it is full


def write(posts: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """Write posts to `out`; how many. Raises UsageError where DuckDB is not installed.

    DuckDB reads JSON lines from a file without holding them in memory; rows handed over in Python would be slower.
    """
    try:
        import duckdb
    except ImportError as error:
        raise UsageError("parquet needs DuckDB: pip install 'clusterwatch[parquet]'") from error
    with TemporaryDirectory(prefix="clusterwatch-") as folder:
        lines, made = Path(folder, "posts.jsonl"), Path(folder, "posts.parquet")
        with lines.open("wb") as file:
            count = jsonl.write(posts, file)
        columns = ", ".join(f"{name}: '{kind}'" for name, kind in COLUMNS.items())
        with duckdb.connect(config={"autoinstall_known_extensions": False}) as db:
            db.execute("SET threads = 1")  # the order of the rows is kept, and memory is spent once
            rows = (
                f"read_json({_quoted(lines)}, format = 'newline_delimited', columns = {{{columns}}}, "
                f"maximum_object_size = {_LARGEST})"
            )
            how = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_AT_ONCE}, KV_METADATA {_MARK}"
            db.execute(f"COPY (SELECT * FROM {rows}) TO {_quoted(made)} ({how})")
        with made.open("rb") as file:
            shutil.copyfileobj(file, out)
    return count


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
