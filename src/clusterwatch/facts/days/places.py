"""Give events the places at which they are held.

A label such as `Where:` names the place. Without one, or if it names a hall of no known town, it is the place that the
paragraph names nearest to the day, and then that of an address which is close below. The only event of a post that is
not held online may have the only town of the title, behind a word such as `in`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clusterwatch.facts.days.cues import is_in_set, listed, word_set, words_of
from clusterwatch.facts.line_labels import value_at
from clusterwatch.facts.mentions.regions import is_country
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import DayKind, Mention, MentionKind, StatedDay
from clusterwatch.vocab import folded

_NEAR = 160  # characters between the day and the place
_BELOW, _ABOVE = 6, 2  # lines below and above the day of an event, among which the label of its place is
_ADDRESS = 2  # lines below the day or the label of its place, among which its address is


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
    labels = _Labels(_labelled(paragraphs, "place_labels", language), events)
    addresses = _Labels(_labelled(paragraphs, "address_labels", language), events)
    is_labelled = bool(labels.values or addresses.values)
    of_title = None if is_labelled else _of_title(found, places, paragraphs, language)
    return tuple(
        replace(day, place=_place(day, places, labels, addresses) or of_title)
        if day.kind == DayKind.EVENT
        else day
        for day in found
    )


@dataclass(frozen=True, slots=True)
class _Labels:
    """The paragraphs that name something behind a label, by those that have the labels, and those with events."""

    values: Mapping[int, int]
    events: Collection[int]


def _labelled(paragraphs: Sequence[Paragraph], name: str, language: str | None) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for paragraph in paragraphs:
        at = value_at(paragraph.text, name, language) if paragraph.number else -1
        if at >= 0:
            is_alone = not paragraph.text[at:].strip()
            found[paragraph.number] = paragraph.number + is_alone
    return found


def _place(day: StatedDay, places: Sequence[Mention], labels: _Labels, addresses: _Labels) -> str | None:
    """Return the place of an event. Its label may name a hall only, and an address may be that of an office."""
    if day.paragraph is None:
        return None
    label = _label(day.paragraph, labels)
    if place := _first_of(label, places):
        return place
    near = [(_distance(day, m), m.raw) for m in places if m.paragraph == day.paragraph]
    distance, raw = min(near, default=(_NEAR + 1, None))
    if distance <= _NEAR:
        return raw
    begin = day.paragraph if label is None else max(label, day.paragraph)
    address = _label(day.paragraph, addresses)
    return _first_of(address, places) if address is not None and address - begin <= _ADDRESS else None


def _first_of(paragraph: int | None, places: Sequence[Mention]) -> str | None:
    return next((m.raw for m in places if m.paragraph == paragraph), None)


def _of_title(
    days: Sequence[StatedDay],
    places: Sequence[Mention],
    paragraphs: Sequence[Paragraph],
    language: str | None,
) -> str | None:
    """Return the only place of the title, if it is where the only event of the post is held, which is not online."""
    of_title = [m for m in places if m.paragraph == 0]
    events = [day for day in days if day.kind == DayKind.EVENT and not day.superseded]
    if len(of_title) != 1 or len(events) != 1:
        return None
    words = [words_of(p.text) for p in paragraphs if p.number in (0, events[0].paragraph)]
    is_held = _is_inside(of_title[0], paragraphs[0].text, language)
    return of_title[0].raw if is_held and not any(_is_online(one, language) for one in words) else None


def _is_inside(place: Mention, title: str, language: str | None) -> bool:
    """Return whether the words say that something is in a town: `Forum in Graz`, but not `Guests from Graz`."""
    if is_country(place.name, language):
        return False
    endings = tuple(one[1:] for one in listed("inside", language) if one[0] == "-")
    if place.raw != place.name and any(raw.endswith(endings) for raw in (place.raw, folded(place.raw))):
        return True
    before = [word for word in words_of(title[: place.span[0]]) if word.isalpha()]
    return not word_set("inside", language).isdisjoint(before[-1:])


def _is_online(words: Sequence[str], language: str | None) -> bool:
    text = f" {' '.join(words)} "
    return any(is_in_set(word, "online_events", language) for word in words) or any(
        f" {phrase} " in text for phrase in word_set("online_events", language) if " " in phrase
    )


def _label(at: int, labels: _Labels) -> int | None:
    """Return the paragraph that a label names for the event of a paragraph, with no other event between them."""
    values, events = labels.values, labels.events
    if not values:
        return None
    if at == 0:
        return values[min(values)] if set(events) == {0} else None
    for number in (*range(at, at + 1 + _BELOW), *range(at - 1, at - 1 - _ABOVE, -1)):
        if number != at and number in events:
            return None
        if number in values:
            return values[number]
    return None


def _distance(day: StatedDay, place: Mention) -> int:
    start, end = day.span or (0, 0)
    return max(place.span[0] - end, start - place.span[1], 0)
