"""Insert a capture into the versions of a post, whatever the order in which captures are read. Pure.

versions, oldest first      Jan: A ──► Mar: B ──► (May: B was seen again)
a capture of February       A: nothing is new · B: B is seen since February · C: Jan: A ──► Feb: C ──► Mar: B
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Any

from clusterwatch.archive.judge import REVISED, is_less_precise

Values = Mapping[str, str | None]
_FOLLOWS = {"published": "precision", "body": "language"}  # values that belong to another one


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a post: its values since `seen` (a stamp). `cause` says why the next version replaced it.

    `evidence` is what is known of where its values were found, by field.
    """

    seen: str
    values: Values
    cause: str = "edit"
    evidence: Mapping[str, Any] = dataclass_field(default_factory=dict, compare=False)


def with_capture(
    versions: Sequence[Version],
    confirmed: str,
    captured: str,
    values: Values,
    evidence: Mapping[str, Any] | None = None,
) -> tuple[Version, ...]:
    """Return the versions, oldest first, with a capture of the page at the time `captured`.

    `confirmed` is when the newest version was last seen; a capture before that never changes it, except that values
    that it lacks are filled. The result does not depend on the order in which captures are inserted.
    """
    points = list(versions)
    place = bisect_right([version.seen for version in points], captured)
    if place and points[place - 1].seen == captured:
        return tuple(versions)  # this capture was inserted before
    if place == len(points) and captured < confirmed:
        points.append(replace(points[-1], seen=confirmed))
    before = points[place - 1].cause if place else "edit"
    if place:
        points[place - 1] = replace(points[place - 1], cause="edit")
    points.insert(place, Version(captured, values, before, evidence or {}))
    return _without_repetition(points)


def settled(values: Values, earlier: Values) -> dict[str, str | None]:
    """Return the values of a version that follows `earlier`. A missing or less precise value replaces nothing."""
    out = dict(values)
    for name in REVISED:
        value = values.get(name)
        if value is None or (name == "published" and is_less_precise(value, earlier.get(name))):
            for each in (name, _FOLLOWS.get(name, name)):
                out[each] = earlier.get(each)
    return out


def changed(one: Values, other: Values) -> tuple[str, ...]:
    """Return the names of the fields whose change makes a revision and that differ."""
    return tuple(name for name in REVISED if one.get(name) != other.get(name))


def _without_repetition(points: Sequence[Version]) -> tuple[Version, ...]:
    """Return the versions without those that equal the one before."""
    out = [points[0]]
    for point in points[1:]:
        values = settled(point.values, out[-1].values)
        if changed(values, out[-1].values):
            out.append(replace(point, values=values))
        else:
            out[-1] = replace(out[-1], cause=point.cause)
    return tuple(out)
