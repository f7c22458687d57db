"""Export the archive to the formats of other programs. Each format is a module with a function `write`.

A writer takes an iterable of the rows that `Archive.select` yields, and an open binary file. It returns the number of
rows that it wrote. Only one row is held in memory at a time. `opml` takes sources in place of posts.
"""

from clusterwatch.export import atom, digest, ics, jsonfeed, jsonl, opml, parquet, table, wacz, warc
from clusterwatch.export.origin import is_export
from clusterwatch.export.sink import opened

__all__ = [
    "atom",
    "digest",
    "ics",
    "is_export",
    "jsonfeed",
    "jsonl",
    "opened",
    "opml",
    "parquet",
    "table",
    "wacz",
    "warc",
]
