"""Read the dates of a table by the heads of their columns.

The body has each row of a table as one line, with `|` between its cells. The head of a column is the label of the dates
below it: `Opening | Deadline | Results` above `3 March 2026 | 15 May 2026 | July 2026`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clusterwatch.dates import FoundDate
from clusterwatch.facts.days.cues import CueKind, kinds_in
from clusterwatch.facts.days.labels import Dated, with_label
from clusterwatch.facts.days.sentences import Sentence, sentences_of

_CELL = re.compile(r"[^|]+")
_LONGEST = 8  # words of the head of a column
# What the head of a column may say of the dates below it.
_OF_DATES = {
    CueKind.DEADLINE,
    CueKind.APPLY,
    CueKind.OPENS,
    CueKind.CLOSES,
    CueKind.END,
    CueKind.UNTIL,
    CueKind.SINCE,
    CueKind.DECISION,
    CueKind.EVENT,
    CueKind.MEETING,
    CueKind.WHEN,
}
_OF_APPLICATIONS = {CueKind.DEADLINE, CueKind.APPLY, CueKind.CLOSES, CueKind.UNTIL}

Heads = Sequence[str]


def heads_of(dated: Sequence[Dated], language: str | None) -> Mapping[int, Heads]:
    """Return the heads of the columns for each row of a table with dates, by the number of its paragraph."""
    found: dict[int, Heads] = {}
    heads: Heads = ()
    for paragraph, dates in dated:
        cells = _cells(paragraph.text)
        if len(cells) < 2 or not paragraph.number:
            heads = ()
        elif not heads:
            heads = () if dates else cells
        if not heads or not dates:
            continue
        if len(cells) == len(heads) and _says_of_dates(heads, paragraph.text, dates, language):
            found[paragraph.number] = heads
    return found


def row_sentences(
    text: str, dates: Sequence[FoundDate], heads: Heads, language: str | None
) -> list[Sentence]:
    """Return the cells of a row that have dates as sentences, each behind the head of its column.

    What the first cell says belongs to all dates of the row: `II round | 3 March 2026 | 15 May 2026`. It stands behind
    them, so that the head remains their label.
    """
    found: list[Sentence] = []
    first = ""
    said = [kinds_in(head, language) for head in heads]
    is_call = any(kinds & _OF_APPLICATIONS for kinds in said)
    for number, match in enumerate(_CELL.finditer(_without_border(text))):
        own = [date for date in dates if match.start() <= date.start and date.end <= match.end()]
        if not own:
            first = first or (match[0].strip() if number == 0 else "")
            continue
        if is_call and CueKind.MEETING in said[number] and not said[number] & _OF_APPLICATIONS:
            continue  # the day on which a board decides
        moved = [_moved(date, -match.start()) for date in own]
        cell = f"{match[0].rstrip()}, {first}" if first else match[0]
        for sentence in sentences_of(cell, moved, language):
            labelled = with_label(sentence, heads[number], language)
            kept = {at: own[moved.index(date)] for at, date in labelled.dates.items()}
            found.append(replace(labelled, dates=kept))
    return found


def _cells(text: str) -> Heads:
    return [match[0].strip() for match in _CELL.finditer(_without_border(text))] if "|" in text else ()


def _without_border(text: str) -> str:
    """Return a row without the `|` at its end. Positions stay the same."""
    return text.rstrip(" |")


def _says_of_dates(heads: Heads, text: str, dates: Sequence[FoundDate], language: str | None) -> bool:
    """Return whether the head of a column with a date says what its dates mean, in a few words."""
    for head, match in zip(heads, _CELL.finditer(_without_border(text)), strict=True):
        is_dated = any(match.start() <= date.start and date.end <= match.end() for date in dates)
        if is_dated and len(head.split()) <= _LONGEST and kinds_in(head, language) & _OF_DATES:
            return True
    return False


def _moved(date: FoundDate, by: int) -> FoundDate:
    return replace(date, start=date.start + by, core=date.core + by, end=date.end + by)
