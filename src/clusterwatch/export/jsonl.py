"""Write posts as JSON lines: one JSON object per line (https://jsonlines.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from clusterwatch.export.columns import cells


def write(posts: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """Write posts with their links to `out`. Return the number of posts."""
    return write_objects(({**cells(post), "links": post["links"]} for post in posts), out)


def write_objects(objects: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """Write one object per line. Return their number."""
    count = 0
    for one in objects:
        out.write(json.dumps(one, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count
