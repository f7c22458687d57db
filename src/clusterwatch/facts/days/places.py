"""Give events the places at which they are held.

A label such as `Where:` names the place. Without one it is the place that the paragraph names nearest to the day. The
only event of a post that is not held online may have the only place of the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from clusterwatch.facts.days.cues import word_set, words_of
from clusterwatch.facts.line_labels import value_at
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import DayKind, Mention, MentionKind, StatedDay
from clusterwatch.vocab import matches

_NEAR = 160  # characters between the day and the place
_BELOW, _ABOVE = 6, 2  # lines below and above the day of an event, among which the label of its place is


def with_places(
    days: Iterable[StatedDay],
    mentions: Sequence[Mention],
    paragraphs: Sequence[Paragraph],
    language: str | None,
) -> tuple[StatedDay, ...]:
    """Return `days` in which events have a `place` as written, of those in `mentions`."""
    found = tuple(days)
    events = {day.paragraph for day in found if day.kind == DayKind.EVENT and day.paragraph is not None}
    if not events:
        return found
    places = [m for m in mentions if m.kind == MentionKind.PLACE]
    labelled = _labelled(paragraphs, language)
    of_title = _of_title(found, places, paragraphs, language)
    return tuple(
        replace(day, place=_place(day, places, labelled, events) or of_title)
        if day.kind == DayKind.EVENT
        else day
        for day in found
    )


def _labelled(paragraphs: Sequence[Paragraph], language: str | None) -> Mapping[int, int]:
    """Return the paragraphs that name a place behind a label, by those that have the labels."""
    found: dict[int, int] = {}
    for paragraph in paragraphs:
        at = value_at(paragraph.text, "place_labels", language) if paragraph.number else -1
        if at >= 0:
            is_alone = not paragraph.text[at:].strip()
            found[paragraph.number] = paragraph.number + is_alone
    return found


def _place(
    day: StatedDay, places: Sequence[Mention], labelled: Mapping[int, int], events: Iterable[int | None]
) -> str | None:
    label = _label(day, labelled, events)
    if label is not None:
        return next((m.raw for m in places if m.paragraph == label), None)
    near = [(_distance(day, m), m.raw) for m in places if m.paragraph == day.paragraph]
    distance, raw = min(near, default=(_NEAR + 1, None))
    return raw if distance <= _NEAR else None


def _of_title(
    days: Sequence[StatedDay],
    places: Sequence[Mention],
    paragraphs: Sequence[Paragraph],
    language: str | None,
) -> str | None:
    """Return the only place of the title, if the post has one event, which is not held online and has no label."""
    of_title = [m.raw for m in places if m.paragraph == 0]
    events = [day for day in days if day.kind == DayKind.EVENT and not day.superseded]
    if len(of_title) != 1 or len(events) != 1 or _labelled(paragraphs, language):
        return None
    words = [words_of(p.text) for p in paragraphs if p.number in (0, events[0].paragraph)]
    return None if any(_is_online(one, language) for one in words) else of_title[0]


def _is_online(words: Sequence[str], language: str | None) -> bool:
    text = f" {' '.join(words)} "
    return any(
        any(matches(phrase, word) for word in words) if " " not in phrase else f" {phrase} " in text
        for phrase in word_set("online_events", language)
    )


def _label(day: StatedDay, labelled: Mapping[int, int], events: Iterable[int | None]) -> int | None:
    """Return the paragraph that names the place of an event behind a label, with no other event between them."""
    at = day.paragraph
    if at is None or not labelled:
        return None
    if at == 0:
        return labelled[min(labelled)] if set(events) == {0} else None
    for number in (*range(at, at + 1 + _BELOW), *range(at - 1, at - 1 - _ABOVE, -1)):
        if number != at and number in set(events):
            return None
        if number in labelled:
            return labelled[number]
    return None


def _distance(day: StatedDay, place: Mention) -> int:
    start, end = day.span or (0, 0)
    return max(place.span[0] - end, start - place.span[1], 0)
