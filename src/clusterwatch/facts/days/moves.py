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

    A paragraph that says that a deadline was moved replaces all its deadlines but the latest.
    """
    by_paragraph: dict[int, list[StatedDay]] = {}
    for day in days:
        if day.kind == DayKind.DEADLINE and day.start:
            by_paragraph.setdefault(day.paragraph, []).append(day)
    texts = {p.number: p.text for p in paragraphs}
    replaced: set[tuple[int, tuple[int, int], str | None]] = set()
    for number, deadlines in by_paragraph.items():
        if len(deadlines) > 1 and _is_moved(texts[number], language):
            latest = max(d.start or "" for d in deadlines)
            replaced |= {(number, d.span, d.start) for d in deadlines if d.start != latest}
    return tuple(
        replace(d, superseded=True)
        if d.kind == DayKind.DEADLINE and (d.paragraph, d.span, d.start) in replaced
        else d
        for d in days
    )


def _is_moved(text: str, language: str | None) -> bool:
    return any(cue.kinds & _MOVED for cue in cues_in(words_of(text), language))
