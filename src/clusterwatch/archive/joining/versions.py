"""The versions of a post that several archives have: interleaved by the time at which each was seen. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from clusterwatch.archive.columns import VALUES
from clusterwatch.archive.joining.inputs import Row
from clusterwatch.archive.judge import REVISED

MERGED = "merged"  # the cause of a difference between two archives


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a post: its values, when it was first seen, and why it replaced the one before.

    `row` is its row in `revisions`; None for the current version of an archive.
    """

    seen: str
    values: Row
    cause: str
    row: Row | None = None


def versions_of(post: Row, revisions: Sequence[Row]) -> list[Version]:
    """Return the versions of a post in one archive, oldest first."""
    rows = [*revisions, {**post, "seen": post["last_changed"]}]
    causes = [MERGED, *(row["cause"] for row in revisions)]
    kept = [*revisions, None]
    return [
        Version(row["seen"], {name: row[name] for name in VALUES}, cause, own)
        for row, cause, own in zip(rows, causes, kept, strict=True)
    ]


def interleaved(versions: Sequence[Version], strip: Callable[[str | None], str | None]) -> list[Version]:
    """Return the versions of all archives in the order in which they were seen, without repetitions.

    As in one archive, a missing value or a less precise day never replaces a known value. `strip` removes the
    boilerplate of a body, which is no difference.
    """
    ordered = sorted(versions, key=lambda version: (version.seen, repr(version.values)))
    chain = [ordered[0]]
    for version in ordered[1:]:
        known = chain[-1].values
        changed = [name for name in REVISED if _differs(name, known[name], version.values[name], strip)]
        if changed:
            values = {**known, **{name: version.values[name] for name in changed}}
            if "published" in changed:
                values["precision"] = version.values["precision"]
            if "body" in changed:
                values["language"] = version.values["language"]
            chain.append(replace(version, values=values))
    return chain


def _differs(name: str, known: Any, value: Any, strip: Callable[[str | None], str | None]) -> bool:
    if value is None or value == known:
        return False
    if name == "body":
        return strip(value) != strip(known)
    return not (name == "published" and known is not None and known.startswith(value))


def revisions_of(chain: Sequence[Version], post: int) -> list[Row]:
    """Return the rows of `revisions` for all versions but the last one."""
    return [
        {
            **(version.row or {}),
            "post": post,
            "revision": number,
            "seen": version.seen,
            **version.values,
            "replaced": after.seen,
            "changed": json.dumps([n for n in REVISED if version.values[n] != after.values[n]]),
            "cause": after.cause,
        }
        for number, (version, after) in enumerate(pairwise(chain), 1)
    ]
