"""Find the labels of dates that stand alone on their lines.

A label stands in the line before its date. In a list below `Important dates`, it may stand in the line behind it. A
line that ends with `until` or `from` goes on with the date in the next line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clusterwatch.dates import FoundDate
from clusterwatch.facts.days.cues import CueKind, cues_in, kinds_in, word_set, words_of
from clusterwatch.facts.days.sentences import Sentence
from clusterwatch.facts.paragraphs import Paragraph

# Words of a label, and of one in a list whose labels stand behind the dates.
_LONGEST, _LONGEST_BEHIND = 6, 12
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 4  # letters of a word beside a date that is alone: `GMT`
_FEW = 2  # such words
_TAIL = 24  # words of a line that the next one continues
_WHEN = {CueKind.WHEN, CueKind.ASKED}
_SIDES = {CueKind.UNTIL, CueKind.SINCE}

Dated = tuple[Paragraph, Sequence[FoundDate]]


def labels_of(dated: Sequence[Dated], language: str | None) -> Mapping[int, str]:
    """Return the labels of the paragraphs that are a date alone, by their numbers."""
    found: dict[int, str] = {}
    alone = {at for at, one in enumerate(dated) if _is_alone(*one, language)}
    is_behind = False
    for at in sorted(alone):
        before = _label(dated, at - 1)
        if at - 2 not in alone:
            last = at
            while last + 2 in alone:
                last += 2
            is_list = last > at and all(_text(dated, i + 1, _LONGEST_BEHIND) for i in (at, last))
            # The first part of a list may have a name: `Important dates`, `Before the conference`.
            heads = (_heads_dates(line, language) for line in (before, _label(dated, at - 2)))
            is_behind = is_list and (any(heads) if before else _is_below_title(dated, at))
        label = _text(dated, at + 1, _LONGEST_BEHIND) if is_behind else before
        line = _tail(dated[at - 1][0].text) if at else ""
        if len(_WORD.findall(line)) > _LONGEST and _ends_with_side(line, language):
            found[dated[at][0].number] = line
        elif label and not _ends_with_side(label, language):
            found[dated[at][0].number] = label
    return found


def with_label(sentence: Sentence, label: str, language: str | None) -> Sentence:
    """Return a sentence with a label and a colon before it, or with the line that it continues."""
    words = words_of(label) if _ends_with_side(label, language) else [*words_of(label), ":"]
    tokens = [*words, *sentence.tokens]
    return replace(
        sentence,
        tokens=tokens,
        cues=cues_in(tokens, language),
        dates={at + len(words): found for at, found in sentence.dates.items()},
        before={at + len(words): begun + len(words) for at, begun in sentence.before.items()},
    )


def _is_alone(paragraph: Paragraph, dates: Sequence[FoundDate], language: str | None) -> bool:
    """Return whether a line of the body is one date, at most with `until` and its zone: `by 5 May 2026, 17:00 CET`."""
    if len(dates) != 1 or not paragraph.number:
        return False
    before, behind = paragraph.text[: dates[0].start], paragraph.text[dates[0].end :]
    words = _WORD.findall(behind)
    if len(_WORD.findall(before)) > _FEW + 1:
        return False
    is_side = not _WORD.search(before) or _ends_with_side(before, language)
    return is_side and len(words) <= _FEW and all(len(word) <= _SHORT for word in words)


def _label(dated: Sequence[Dated], at: int) -> str:
    """Return the line at a place if it may be the label of a date: a few words without a date and a full stop."""
    text = _text(dated, at, _LONGEST)
    return text if text and text[-1] not in ".!?;" else ""


def _text(dated: Sequence[Dated], at: int, longest: int) -> str:
    """Return the line at a place if it has no date and at most so many words."""
    if not 0 <= at < len(dated) or dated[at][1] or not dated[at][0].number:
        return ""
    text = dated[at][0].text.rstrip(" :")
    return text if 0 < len(_WORD.findall(text)) <= longest else ""


def _is_below_title(dated: Sequence[Dated], at: int) -> bool:
    """Return whether a line is the first one of the body, so that it has no label before it."""
    return at == 0 or not dated[at - 1][0].number


def _heads_dates(line: str, language: str | None) -> bool:
    """Return whether a line says only that dates follow, or that a timetable does."""
    kinds = kinds_in(line, language)
    return CueKind.TIMETABLE in kinds or (bool(kinds) and kinds <= _WHEN)


def _tail(line: str) -> str:
    """Return the last words of a line."""
    return " ".join(line.split()[-_TAIL:])


def _ends_with_side(line: str, language: str | None) -> bool:
    """Return whether `until` or `from` ends a line, at most with a word of hours: it belongs to the date below."""
    words = words_of(line)
    end = len(words)
    while end and words[end - 1] in word_set("day_hours", language):
        end -= 1
    return any(cue.end == end and cue.kinds & _SIDES for cue in cues_in(words, language))
