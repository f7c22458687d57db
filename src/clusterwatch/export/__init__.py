"""The archive in the formats of other programs: one module a format, each with `write`.

A writer takes rows as `Archive.select` gives them, one after another, and an open binary file; it returns how many it
wrote. Nothing is held in memory but the row at hand.
"""

from clusterwatch.export import atom, digest, jsonl, parquet, table, warc
from clusterwatch.export.origin import is_export
from clusterwatch.export.sink import opened

__all__ = ["atom", "digest", "is_export", "jsonl", "opened", "parquet", "table", "warc"]
