"""Find the days that were moved: by an edit of a post, or as its text says. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clusterwatch.models import DayKind, MovedDay, StatedDay


def moved_by_edit(was: Sequence[StatedDay], now: Sequence[StatedDay], seen: str) -> Iterator[MovedDay]:
    """Yield the days that an edit has moved, given the days of the versions before and after it.

    Deadlines are compared in their order if as many are gone as there are new ones. Any other kind of day counts only
    if each version has one.
    """
    for kind in DayKind:
        before, after = _current(was, kind), _current(now, kind)
        gone = [day for day in before if not any(_is_same(day, other) for other in after)]
        new = [day for day in after if not any(_is_same(day, other) for other in before)]
        is_certain = kind is DayKind.DEADLINE or len(before) == len(after) == 1
        if is_certain and len(gone) == len(new):
            for one, other in zip(gone, new, strict=True):
                yield MovedDay(kind, one.start or "", other.start or "", seen, stated=False)


def moved_by_text(days: Sequence[StatedDay], seen: str) -> Iterator[MovedDay]:
    """Yield the days that other ones replace, as the text of a version says.

    The new day is the last one of the same paragraph, or if there is none the only one of this kind.
    """
    for day in days:
        if not day.superseded or day.start is None:
            continue
        current = _current(days, day.kind)
        beside = [one for one in current if one.paragraph == day.paragraph]
        new = beside[-1] if beside else current[0] if len(current) == 1 else None
        if new is not None and not _is_same(day, new):
            yield MovedDay(day.kind, day.start, new.start or "", seen, stated=True)


def without_repetition(moved: Iterable[MovedDay]) -> tuple[MovedDay, ...]:
    """Return each move once. What a text says counts where it said so first, and for an edit of the same time, too."""
    kept: dict[tuple[DayKind, str, str, str], MovedDay] = {}
    stated: set[tuple[DayKind, str, str]] = set()
    for one in moved:
        what = (one.kind, one.before, one.after)
        key = (*what, one.seen)
        if not one.stated:
            kept.setdefault(key, one)
        elif what not in stated:
            stated.add(what)
            kept[key] = one
    return tuple(kept.values())


def _current(days: Sequence[StatedDay], kind: DayKind) -> list[StatedDay]:
    """Return the days of a kind that are in force, the earliest first."""
    found = (day for day in days if day.kind is kind and day.start is not None and not day.superseded)
    return sorted(found, key=lambda day: day.start or "")


def _is_same(one: StatedDay, other: StatedDay) -> bool:
    """Return whether two days are the same: equal, one of them more precise, or the same text without a year."""
    days = (one.start or "", other.start or "")
    return days[0].startswith(days[1]) or days[1].startswith(days[0]) or _is_counted_anew(one, other)


def _is_counted_anew(one: StatedDay, other: StatedDay) -> bool:
    return one.raw == other.raw and "year" in (one.assumed, other.assumed)
