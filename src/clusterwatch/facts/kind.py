"""Decide what kind of announcement a post is, by its words and its days.

Each word of vocab/kind_*.toml is evidence for one kind: most in the title, more in the first paragraphs than behind
them. A deadline is evidence of a call, and the day of an event that of an event. The evidence becomes a probability,
and below CERTAIN no kind is given.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clusterwatch.facts.mentions.found import Word, flat, words_of
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import AnnouncementKind, DayKind, StatedDay
from clusterwatch.vocab import by_language, matches

CERTAIN = 0.8  # the least probability at which a kind is given
_KEY = 3  # letters by which phrases are looked up
_GAP = 4  # words for which ` * ` stands at most
_TITLE, _LEAD, _REST = 3.0, 1.0, 0.5  # the weight of a phrase, by its place
_LEAD_PARAGRAPHS = 2
_MOST_OF_BODY = 4.0  # a long text repeats the words of its kind
_LONGEST = 6000  # characters of a post that are read
# Words that stand in announcements of all kinds weigh less: in titles, and still less in bodies.
_WEIGHTS_OF_TITLE: Mapping[AnnouncementKind, float] = {
    AnnouncementKind.PROJECT: 0.6,
    AnnouncementKind.FUNDING: 0.8,
}
_WEIGHTS_OF_BODY: Mapping[AnnouncementKind, float] = {
    AnnouncementKind.PROJECT: 0.5,
    AnnouncementKind.POLICY: 0.4,
    AnnouncementKind.TRAINING: 0.4,
    AnnouncementKind.PUBLICATION: 0.4,
    AnnouncementKind.PARTNERSHIP: 0.7,
    AnnouncementKind.FUNDING: 0.7,
    AnnouncementKind.APPOINTMENT: 0.7,
    AnnouncementKind.MEMBER: 0.6,
}
_DAYS: Mapping[DayKind, tuple[AnnouncementKind, float]] = {
    DayKind.DEADLINE: (AnnouncementKind.CALL, 2.2),
    DayKind.OPENS: (AnnouncementKind.CALL, 1.7),
    DayKind.EVENT: (AnnouncementKind.EVENT, 1.5),
    DayKind.PROJECT_START: (AnnouncementKind.PROJECT, 0.8),
    DayKind.PROJECT_END: (AnnouncementKind.PROJECT, 0.8),
}
_NO_EVIDENCE = 0.3  # the least evidence at which a kind is considered


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: AnnouncementKind
    words: tuple[str, ...]  # a word that ends with * stands for any ending, and * alone for a few words

    def stands_at(self, words: Sequence[Word], position: int) -> bool:
        """Return whether the phrase begins at this word of a text."""
        for index, one in enumerate(self.words):
            if one == "*":
                rest = _Phrase(self.kind, self.words[index + 1 :])
                return any(rest.stands_at(words, later) for later in range(position, position + _GAP))
            if position >= len(words) or not matches(one, words[position].flat):
                return False
            position += 1
        return True


def kind_of(
    paragraphs: Sequence[Paragraph], language: str | None = None, days: Sequence[StatedDay] = ()
) -> tuple[AnnouncementKind | None, float]:
    """Return the kind of a post, or None if it is not certain, and the probability of the kind that is most likely."""
    evidence = _evidence(paragraphs, language)
    for kind in {day.kind for day in days}:
        if kind in _DAYS:
            announcement, weight = _DAYS[kind]
            evidence[announcement] = evidence.get(announcement, 0.0) + weight
    if not evidence:
        return None, 0.0
    powers = {kind: math.exp(value) for kind, value in evidence.items()}
    best = max(powers, key=lambda kind: powers[kind])
    confidence = round(powers[best] / (sum(powers.values()) + math.exp(_NO_EVIDENCE)), 3)
    return (best if confidence >= CERTAIN else None), confidence


def _evidence(paragraphs: Sequence[Paragraph], language: str | None) -> dict[AnnouncementKind, float]:
    """Return the evidence for each kind."""
    title: dict[AnnouncementKind, float] = {}
    body: dict[AnnouncementKind, float] = {}
    seen: set[_Phrase] = set()
    left = _LONGEST
    for paragraph in paragraphs:
        if paragraph.number:
            found, weights = body, _WEIGHTS_OF_BODY
            weight = _LEAD if paragraph.number <= _LEAD_PARAGRAPHS else _REST
        else:
            found, weights, weight = title, _WEIGHTS_OF_TITLE, _TITLE
        for phrase in _phrases_in(words_of(paragraph.text[:left]), language):
            if phrase not in seen:
                seen.add(phrase)
                evidence = weight * weights.get(phrase.kind, 1.0)
                found[phrase.kind] = found.get(phrase.kind, 0.0) + evidence
        left -= len(paragraph.text)
        if left <= 0:
            break
    return {kind: title.get(kind, 0.0) + min(_MOST_OF_BODY, body.get(kind, 0.0)) for kind in {*title, *body}}


def _phrases_in(words: Sequence[Word], language: str | None) -> Iterator[_Phrase]:
    index = _index(language)
    for position, word in enumerate(words):
        for phrase in index.get(word.flat[:_KEY], ()):
            if phrase.stands_at(words, position):
                yield phrase


@cache
def _index(language: str | None) -> dict[str, tuple[_Phrase, ...]]:
    """Return the phrases of a language by the first letters of their first word. Without one, those of all."""
    found: dict[str, list[_Phrase]] = {}
    for kind in AnnouncementKind:
        if kind is AnnouncementKind.OTHER:
            continue
        sets = by_language(f"kind_{kind.replace('-', '_')}")
        for written in sets.get(language or "") or [phrase for listed in sets.values() for phrase in listed]:
            words = tuple(
                flat(word) for word in written.replace("'", " ").replace("-", " ").replace("/", " ").split()
            )
            found.setdefault(words[0].rstrip("*")[:_KEY], []).append(_Phrase(kind, words))
    return {key: tuple(listed) for key, listed in found.items()}
