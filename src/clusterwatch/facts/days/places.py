"""Give events the places at which they are held: the place that their sentence or paragraph names nearest to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from clusterwatch.models import DayKind, Mention, MentionKind, StatedDay

_NEAR = 160  # characters between the day and the place


def with_places(days: Iterable[StatedDay], mentions: Sequence[Mention]) -> tuple[StatedDay, ...]:
    """Return `days` in which events have a `place` as written: the nearest place of `mentions` in their paragraph."""
    places = [m for m in mentions if m.kind == MentionKind.PLACE]
    return tuple(
        replace(day, place=_place(day, places)) if day.kind == DayKind.EVENT else day for day in days
    )


def _place(day: StatedDay, places: Sequence[Mention]) -> str | None:
    near = [(_distance(day, m), m.raw) for m in places if m.paragraph == day.paragraph]
    distance, raw = min(near, default=(_NEAR + 1, None))
    return raw if distance <= _NEAR else None


def _distance(day: StatedDay, place: Mention) -> int:
    start, end = day.span or (0, 0)
    return max(place.span[0] - end, start - place.span[1], 0)
