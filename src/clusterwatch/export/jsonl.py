"""Write posts as JSON lines: one JSON object per line (https://jsonlines.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from clusterwatch.export.columns import cells


def write(posts: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """Write posts to `out`. Return the number of posts."""
    count = 0
    for post in posts:
        out.write(json.dumps(cells(post), ensure_ascii=False).encode() + b"\n")
        count += 1
    return count
