"""Find the days that an announcement states, with what they mean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from clusterwatch.dates import find_dates
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import DayKind, StatedDay
from clusterwatch.vocab import folded, phrases


def find_days(
    paragraphs: Iterable[Paragraph],
    language: str | None,
    published: str | None,
    now: datetime | None,
) -> tuple[StatedDay, ...]:
    """Return the days that the paragraphs state, in their order."""
    labels = phrases("deadlines")
    return tuple(
        StatedDay(
            DayKind.DEADLINE,
            date.first.text(),
            paragraph.text[date.start : date.end],
            paragraph.number,
            (date.start, date.end),
        )
        for paragraph in paragraphs
        for date in find_dates(paragraph.text, [language] if language else ())
        if date.first.year and folded(paragraph.text[: date.start]).rstrip(": ") in labels
    )
