"""Mark the deadlines that later ones replace: `extended from 6 May to 20 May`, `originally 6 May, now 20 May`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from clusterwatch.facts.days.cues import Cue, CueKind, cues_in, kinds_in, word_set, words_of
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import DayKind, StatedDay

_JOINING = 3  # letters of a word between `before` and a day: `zuvor am 10. April`
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
        if day.kind == DayKind.DEADLINE and day.start and not day.superseded:
            deadlines.setdefault(day.paragraph, []).append(day)
    texts: dict[int | None, str] = {p.number: p.text for p in paragraphs}
    for number in sorted(n for n in deadlines if n is not None):
        if _continues(deadlines, texts, number, language):
            deadlines[number - 1] += deadlines.pop(number)

    def is_moved(number: int | None, found: Sequence[StatedDay]) -> bool:
        is_range = len({day.span for day in found}) == 1
        return _is_moved(texts[number], language) or (is_range and _is_moved(texts.get(0, ""), language))

    latest = {
        number: _in_force(texts[number], language)(day.start or "" for day in found)
        for number, found in deadlines.items()
        if len(found) > 1 and is_moved(number, found)
    }

    def is_replaced(day: StatedDay) -> bool:
        if day.kind != DayKind.DEADLINE or day.start is None or day.superseded:
            return False
        number = day.paragraph if day.paragraph in deadlines else (day.paragraph or 0) - 1
        if _is_earlier(day, texts, language):
            return any(other.start != day.start for other in deadlines[number])
        return day.start != latest.get(number, day.start)

    return tuple(replace(day, superseded=True) if is_replaced(day) else day for day in days)


def _continues(
    deadlines: dict[int | None, list[StatedDay]],
    texts: dict[int | None, str],
    number: int,
    language: str | None,
) -> bool:
    """Return whether a paragraph names the former deadline of the one above: `Originally it was 6 May.`"""
    return (
        number - 1 in deadlines
        and len(deadlines[number]) == 1
        and CueKind.FORMER in kinds_in(texts[number], language)
        and CueKind.EXTENDED in kinds_in(texts[number - 1], language)
    )


def _in_force(text: str, language: str | None) -> Callable[[Iterable[str]], str]:
    """Return what chooses the deadline that is in force: the latest one, or the earliest if it was brought forward."""
    return min if CueKind.ADVANCED in kinds_in(text, language) else max


def _is_moved(text: str, language: str | None) -> bool:
    tokens = words_of(text)
    cues = cues_in(tokens, language)
    moved = (cue for cue in cues if not cue.kinds.isdisjoint(_MOVED))
    return any(not _is_of_former_call(cue, cues, tokens) for cue in moved)


def _is_of_former_call(former: Cue, cues: Sequence[Cue], tokens: Sequence[str]) -> bool:
    """Return whether a former call is meant and no day: `Projects of the previous call must report by 5 May`."""
    following = next((cue for cue in cues if cue.start == former.end), None)
    begins = former.start == 0 or not tokens[former.start - 1].isalpha()
    is_call = (
        following is not None and CueKind.APPLY in following.kinds and CueKind.DEADLINE not in following.kinds
    )
    return is_call and not begins and CueKind.EXTENDED not in former.kinds


def _is_earlier(day: StatedDay, texts: Mapping[int | None, str], language: str | None) -> bool:
    """Return whether a bracket has a word for what was before and this day: `24 April (before: 10 April)`."""
    if day.span is None:
        return False
    start, end = day.span
    text = texts[day.paragraph]
    _, opening, inner = text[:start].rpartition("(")
    if (
        not opening
        or ")" in inner
        or any(word.isalpha() for word in words_of(text[end:].partition(")")[0])[1:])
    ):
        return False
    words = words_of(inner)
    return any(
        words[: len(phrase)] == phrase and all(map(_may_join, words[len(phrase) :]))
        for phrase in map(words_of, word_set("day_earlier", language))
    )


def _may_join(word: str) -> bool:
    return not word.isdigit() and len(word) <= _JOINING
