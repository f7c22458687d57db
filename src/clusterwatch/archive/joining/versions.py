"""The versions of a post that several archives have: interleaved by the time at which each was seen. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clusterwatch.archive.columns import VALUES
from clusterwatch.archive.joining.inputs import Row
from clusterwatch.archive.timeline import changed, settled

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
        values = settled(version.values, known)
        if strip(values["body"]) == strip(known["body"]):
            values |= {name: known[name] for name in ("body", "language")}
        if changed(values, known):
            chain.append(replace(version, values=values))
    return chain


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
            "changed": json.dumps(changed(version.values, after.values)),
            "cause": after.cause,
        }
        for number, (version, after) in enumerate(pairwise(chain), 1)
    ]
