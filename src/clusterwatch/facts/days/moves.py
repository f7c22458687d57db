"""Mark the deadlines that later ones replace: `extended from 6 May to 20 May`, `originally 6 May, now 20 May`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clusterwatch.facts.days.cues import CueKind, cues_in, words_of
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import DayKind, StatedDay

_MOVED = {CueKind.FORMER, CueKind.EXTENDED}


def with_replaced(
    days: Sequence[StatedDay], paragraphs: Sequence[Paragraph], language: str | None
) -> tuple[StatedDay, ...]:
    """Return `days` with `superseded` on each deadline that a later one of a moved paragraph replaces.

    A paragraph that says that a deadline was moved replaces all its deadlines but the latest. The title says it for a
    paragraph whose deadlines are the ends of one range: `The closing date changes from 6 to 20 May`.
    """
    deadlines: dict[int | None, list[StatedDay]] = {}  # of each paragraph
    for day in days:
        if day.kind == DayKind.DEADLINE and day.start:
            deadlines.setdefault(day.paragraph, []).append(day)
    texts: dict[int | None, str] = {p.number: p.text for p in paragraphs}

    def is_moved(number: int | None, found: Sequence[StatedDay]) -> bool:
        is_range = len({day.span for day in found}) == 1
        return _is_moved(texts[number], language) or (is_range and _is_moved(texts.get(0, ""), language))

    latest = {
        number: max(day.start or "" for day in found)
        for number, found in deadlines.items()
        if len(found) > 1 and is_moved(number, found)
    }

    def is_replaced(day: StatedDay) -> bool:
        if day.kind != DayKind.DEADLINE or day.start is None:
            return False
        return day.start != latest.get(day.paragraph, day.start)

    return tuple(replace(day, superseded=True) if is_replaced(day) else day for day in days)


def _is_moved(text: str, language: str | None) -> bool:
    return any(cue.kinds & _MOVED for cue in cues_in(words_of(text), language))
