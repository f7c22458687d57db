"""Decide what kind of announcement a post is, by its words and its days.

Each word of vocab/kind_*.toml is evidence for one kind: most in the title, more in the first paragraphs than behind
them. A phrase of several words says more than a word. Most offices and words for money say nothing alone: who comes to
an office is appointed, and who is sought for it fills a vacancy. A deadline is evidence of a call, and the day of an
event that of an event. A title that names the results of a call announces what was granted, unless one can still apply,
and one that names an information day on a call announces an event. Wishes, new websites and the like count only if the
title names no other kind. The evidence becomes a probability, and below CERTAIN no kind is given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import chain

from clusterwatch.facts.mentions.found import flat, words_of
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import AnnouncementKind, DayKind, Mention, MentionKind, StatedDay
from clusterwatch.vocab import by_language, matches
from clusterwatch.vocab.word_forms import COMPOUNDING, unmutated

CERTAIN = 0.8  # the least probability at which a kind is given
_KEY, _SHORT_KEY = 4, 3  # letters by which phrases and those with a short first word are looked up
_SECOND_KEY = 2  # letters by which those with the same first word are
_GAP = 4  # words for which ` * ` stands at most
# The weight of a phrase, by the paragraph in which it stands.
_TITLE, _REST = 3.5, 0.5
_LEAD: Mapping[int, float] = {1: 1.5, 2: 1.3}
_SEVERAL_WORDS = 1.3  # how much more a phrase of several words says than a word
_LONGEST = 6000  # characters of a post that are read
# The kinds that a day is evidence of, and how much. It supports the one of them for which the words say most: the
# deadline of a vacancy or of a registration makes no call. Without words it supports the first.
_DAYS: Mapping[DayKind, tuple[tuple[AnnouncementKind, ...], float]] = {
    DayKind.DEADLINE: (
        (AnnouncementKind.CALL, AnnouncementKind.EVENT, AnnouncementKind.TRAINING, AnnouncementKind.JOB),
        2.2,
    ),
    DayKind.OPENS: ((AnnouncementKind.CALL,), 1.7),
    DayKind.EVENT: ((AnnouncementKind.EVENT, AnnouncementKind.TRAINING), 1.3),
    DayKind.PROJECT_START: ((AnnouncementKind.PROJECT,), 0.8),
    DayKind.PROJECT_END: ((AnnouncementKind.PROJECT,), 0.8),
}
# A deadline is rather that of an event, if the post has the day of one, nothing opens, and the title names no call.
_OF_EVENT = 1.0
_OF_OTHER = 0.5  # how much the words of a prize say of a call, and those of a call of a vacancy
_SUM_IN_TITLE = 0.9  # evidence of funding in a title with an amount, unless the post has a deadline
_IN_QUOTES = 0.5  # the weight of a phrase between quotation marks in a title: they hold a name or a theme
# A seminar on a call is an event, and a call for papers of a workshop a call: a title names first what it is. Texts on
# calls name meetings, too.
_HEADS = frozenset({AnnouncementKind.CALL, AnnouncementKind.EVENT})
_BESIDE_HEAD = 0.5  # the share of the evidence that counts of the other one, in the title and below it
# Sets that say more than their kind, if the title has one of their phrases: the call is over, or it is explained.
_RESULTS, _BRIEFINGS = "kind_results", "kind_briefings"
_SETS: Mapping[str, AnnouncementKind] = {
    _RESULTS: AnnouncementKind.FUNDING,
    _BRIEFINGS: AnnouncementKind.EVENT,
    **{f"kind_{kind.replace('-', '_')}": kind for kind in AnnouncementKind},
}
# What is told in such a title. Money, laws and reports that are explained are only the subject of an event.
_SUBJECTS: Mapping[AnnouncementKind, tuple[AnnouncementKind, ...]] = {
    AnnouncementKind.FUNDING: (AnnouncementKind.CALL,),
    AnnouncementKind.EVENT: (
        AnnouncementKind.CALL,
        AnnouncementKind.FUNDING,
        AnnouncementKind.POLICY,
        AnnouncementKind.PUBLICATION,
    ),
}
_LEAST_OUTSIDE = 10  # characters of a title beside what it quotes
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')
_RELATED: Mapping[str, str] = {"nb": "da"}  # the language whose words are nearly those of another
_FIRST_PART, _LAST_PART = 3, 5  # letters of the parts of a compound
# What speaks for none of the kinds. One word of the first paragraph is more, if nothing contradicts it.
_NO_EVIDENCE = 0.1
_SHARPNESS = 1.15  # how much faster than by its evidence alone a kind becomes certain


class _Place(Enum):
    TITLE = auto()
    QUOTED = auto()  # between quotation marks in the title
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: AnnouncementKind
    # A word that ends with * stands for any ending, * alone for a few words, and <office> for a word of kind_offices.
    words: tuple[str, ...]
    language: str | None
    vocabulary: str = field(default="", compare=False)  # the set in which it is

    @property
    def strength(self) -> float:
        return _SEVERAL_WORDS if len(self.words) > 1 else 1.0

    def goes_on(self, words: Sequence[str], position: int, index: int = 1) -> bool:
        """Return whether the words of a text, which are flat, go on behind `position` as the phrase from `index`."""
        for at, one in enumerate(self.words[index:], index):
            position += 1
            if one == "*":
                return any(
                    _is_word(words[later], self.words[at + 1], self.language)
                    and self.goes_on(words, later, at + 2)
                    for later in range(position, min(position + _GAP, len(words)))
                )
            if position >= len(words) or not _is_word(words[position], one, self.language):
                return False
        return True


@dataclass(frozen=True, slots=True)
class _Begun:
    """The phrases that begin with a word of a text."""

    alone: tuple[_Phrase, ...]  # those of one word, one for each kind
    longer: Mapping[str, tuple[_Phrase, ...]]  # by the first letters of the second word
    any_longer: tuple[_Phrase, ...]  # those in which it stands for several, which are in all of `longer`, too

    @classmethod
    def of(cls, phrases: Sequence[_Phrase]) -> _Begun:
        keys = {phrase: _second_key(phrase) for phrase in phrases if len(phrase.words) > 1}
        return cls(
            _one_for_each_kind(phrase for phrase in phrases if len(phrase.words) == 1),
            {
                key: tuple(phrase for phrase, its_key in keys.items() if its_key in (key, ""))
                for key in {*keys.values()} - {""}
            },
            tuple(phrase for phrase, key in keys.items() if not key),
        )

    def at(self, words: Sequence[str], position: int) -> tuple[_Phrase, ...]:
        """Return the longest phrases at a word of a text, one for each kind. A study tour is no study."""
        following = words[position + 1][:_SECOND_KEY] if position + 1 < len(words) else ""
        found = [
            phrase
            for phrase in self.longer.get(following, self.any_longer)
            if phrase.goes_on(words, position)
        ]
        if not found:
            return self.alone
        if len(found) == 1:
            return (found[0],)
        longest = max(len(phrase.words) for phrase in found)
        return _one_for_each_kind(phrase for phrase in found if len(phrase.words) == longest)


@dataclass(frozen=True, slots=True)
class _Title:
    """What a title says outside quotation marks, beside the evidence of its words."""

    head: AnnouncementKind | None = None  # a call or an event, whichever it names first
    # The kind of a title on a call that is none itself: it names the results, or an event that explains the call.
    on_call: AnnouncementKind | None = None

    def share(self, kind: AnnouncementKind, is_of_title: bool) -> float:
        """Return the share of the evidence for a kind that counts, in the title or below it."""
        is_beside = self.head is not None and kind in _HEADS - {self.head}
        return _BESIDE_HEAD if is_beside and (is_of_title or kind is AnnouncementKind.EVENT) else 1.0


def kind_of(
    paragraphs: Sequence[Paragraph],
    language: str | None = None,
    days: Sequence[StatedDay] = (),
    mentions: Sequence[Mention] = (),
    published: str | None = None,
) -> tuple[AnnouncementKind | None, float]:
    """Return the kind of a post, or None if it is not certain, and the probability of the kind that is most likely.

    `published` is the date of publication (ISO 8601).
    """
    evidence, title = _evidence(paragraphs, language)
    stated = {day.kind for day in days}
    if title.on_call is AnnouncementKind.FUNDING and _is_open(days, published):
        # The money is what one may apply for.
        _move(evidence, AnnouncementKind.FUNDING, AnnouncementKind.CALL)
    elif title.on_call:
        # What opened and closed is that call. An information day is before a deadline, too.
        for subject in _SUBJECTS[title.on_call]:
            _move(evidence, subject, title.on_call)
        stated -= {DayKind.DEADLINE, DayKind.OPENS}
    if DayKind.DEADLINE not in stated and any(_is_sum_in_title(mention) for mention in mentions):
        _add(evidence, AnnouncementKind.FUNDING, _SUM_IN_TITLE)
    if DayKind.DEADLINE in stated:
        # A prize for which one can still apply is a call.
        _move(evidence, AnnouncementKind.AWARD, AnnouncementKind.CALL)
    if _of(evidence, AnnouncementKind.JOB) >= _of(evidence, AnnouncementKind.CALL):
        # For a vacancy one applies, too.
        _move(evidence, AnnouncementKind.CALL, AnnouncementKind.JOB)
    _add_days(evidence, stated, title.head)
    if not evidence:
        return None, 0.0
    best = max(evidence, key=lambda kind: evidence[kind])
    # The differences from the most evidence, since the powers of much evidence are too large for a float.
    total = sum(
        math.exp(_SHARPNESS * (value - evidence[best])) for value in (*evidence.values(), _NO_EVIDENCE)
    )
    confidence = round(1 / total, 3)
    return (best if confidence >= CERTAIN else None), confidence


def _is_open(days: Sequence[StatedDay], published: str | None) -> bool:
    """Return whether a call opens or closes after the day of publication."""
    return published is not None and any(
        day.kind in (DayKind.DEADLINE, DayKind.OPENS) and (day.start or "")[:10] > published[:10]
        for day in days
    )


def _of(evidence: Mapping[AnnouncementKind, float], kind: AnnouncementKind) -> float:
    return evidence.get(kind, 0.0)


def _add(evidence: dict[AnnouncementKind, float], kind: AnnouncementKind, more: float) -> None:
    evidence[kind] = _of(evidence, kind) + more


def _move(evidence: dict[AnnouncementKind, float], kind: AnnouncementKind, other: AnnouncementKind) -> None:
    """Take the evidence of one kind as weaker evidence of another."""
    if kind in evidence:
        _add(evidence, other, evidence.pop(kind) * _OF_OTHER)


def _add_days(
    evidence: dict[AnnouncementKind, float], stated: Set[DayKind], head: AnnouncementKind | None
) -> None:
    """Add what the days of a post say of its kind to the evidence of its words."""
    words = dict(evidence)
    has_registration = (
        DayKind.EVENT in stated and DayKind.OPENS not in stated and head is not AnnouncementKind.CALL
    )

    def support(announcement: AnnouncementKind) -> float:
        is_event = announcement in (AnnouncementKind.EVENT, AnnouncementKind.TRAINING)
        return _of(words, announcement) + (_OF_EVENT if is_event and has_registration else 0.0)

    for kind, (announcements, weight) in _DAYS.items():
        if kind in stated:
            best = max(announcements, key=support)
            evidence[best] = evidence.get(best, 0.0) + weight


def _is_sum_in_title(mention: Mention) -> bool:
    return mention.kind == MentionKind.AMOUNT and mention.paragraph == 0


def _evidence(
    paragraphs: Sequence[Paragraph], language: str | None
) -> tuple[dict[AnnouncementKind, float], _Title]:
    """Return the evidence for each kind, and what else the title says."""
    evidence: dict[AnnouncementKind, float] = {}
    seen: set[_Phrase] = set()
    title = _Title()
    named: set[AnnouncementKind] = set()  # by the title
    left = _LONGEST
    for text, weight, place in _parts(paragraphs):
        words = [word.flat for word in words_of(text[:left])]
        phrases = dict.fromkeys(_phrases_in(unmutated(words, language), language))
        if place is _Place.TITLE:
            title = _title(phrases)
            named = {phrase.kind for phrase in phrases}
        for phrase in phrases:
            if phrase not in seen:
                seen.add(phrase)
                share = title.share(phrase.kind, place is not _Place.TEXT)
                _add(evidence, phrase.kind, weight * share * phrase.strength)
        left -= len(text)
        if left <= 0:
            break
    if named - {AnnouncementKind.OTHER}:
        # Wishes and websites are then only how something is told.
        evidence.pop(AnnouncementKind.OTHER, None)
    return evidence, title


def _title(phrases: Collection[_Phrase]) -> _Title:
    sets = {phrase.vocabulary for phrase in phrases}
    for one in (_RESULTS, _BRIEFINGS):
        if one in sets:
            return _Title(on_call=_SETS[one])
    return _Title(next((phrase.kind for phrase in phrases if phrase.kind in _HEADS), None))


def _parts(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, float, _Place]]:
    """Yield the texts of a post with the weight of their phrases, and where they stand."""
    for paragraph in paragraphs:
        if paragraph.number:
            yield paragraph.text, _LEAD.get(paragraph.number, _REST), _Place.TEXT
            continue
        outside = _QUOTED.sub(" ", paragraph.text)
        if len(outside.strip()) < _LEAST_OUTSIDE:
            yield paragraph.text, _TITLE, _Place.TITLE
        else:
            yield outside, _TITLE, _Place.TITLE
            yield " ".join(_QUOTED.findall(paragraph.text)), _IN_QUOTES, _Place.QUOTED


def _phrases_in(words: Sequence[str], language: str | None) -> Iterator[_Phrase]:
    """Yield the phrases of a text: at each word the longest, the first of each kind."""
    for position, word in enumerate(words):
        begun = _begun_by(word, language)
        if begun and (found := begun.at(words, position)):
            yield from found
        elif language in COMPOUNDING:
            yield from _of_last_part(word, language)


@lru_cache(maxsize=1 << 14)
def _begun_by(word: str, language: str | None) -> _Begun | None:
    """Return the phrases whose first word a flat word is. Few words begin one, and texts repeat their words."""
    phrases = [
        phrase for phrase in _candidates(_index(language), word) if _is_word(word, phrase.words[0], language)
    ]
    return _Begun.of(phrases) if phrases else None


def _one_for_each_kind(phrases: Iterable[_Phrase]) -> tuple[_Phrase, ...]:
    """Return the first phrase of each kind: two endings of a word are no more evidence than one."""
    found: dict[AnnouncementKind, _Phrase] = {}
    for phrase in phrases:
        found.setdefault(phrase.kind, phrase)
    return tuple(found.values())


def _candidates(index: Mapping[str, tuple[_Phrase, ...]], word: str) -> tuple[_Phrase, ...]:
    """Return the phrases that may begin with a word."""
    return index.get(word[:_KEY], ()) + index.get(word[:_SHORT_KEY], ())


@lru_cache(maxsize=1 << 13)
def _of_last_part(word: str, language: str) -> tuple[_Phrase, ...]:
    """Return the phrases that the last part of a compound is: `Herbstkonferenz`, `sügiskonverents`."""
    index = _index(language)
    for begin in range(_FIRST_PART, len(word) - _LAST_PART + 1):
        last = word[begin:]
        found = _one_for_each_kind(
            phrase
            for phrase in _candidates(index, last)
            if len(phrase.words) == 1
            and len(phrase.words[0].rstrip("*")) >= _LAST_PART
            and matches(phrase.words[0], last)
        )
        if found:
            return found
    return ()


@cache
def _index(language: str | None) -> dict[str, tuple[_Phrase, ...]]:
    """Return the phrases of a language by the first letters of their first word. Without one, those of all."""
    found: dict[str, list[_Phrase]] = {}
    for vocabulary, kind in _SETS.items():
        sets = by_language(vocabulary)
        own = (*sets.get(language or "", ()), *sets.get(_RELATED.get(language or "", ""), ()))
        for words in (_words_of(written, language) for written in own or chain(*sets.values())):
            phrase = _Phrase(kind, words, language, vocabulary)
            begins = _listed(words[0], language) if words[0].startswith("<") else words[:1]
            for key in dict.fromkeys(_key(first.rstrip("*")) for first in begins):
                found.setdefault(key, []).append(phrase)
    return {key: tuple(listed) for key, listed in found.items()}


def _second_key(phrase: _Phrase) -> str:
    """Return the first letters of the second word, or nothing if they are not known."""
    second = phrase.words[1]
    begin = second.rstrip("*")
    is_known = begin and not begin.startswith("<") and (len(begin) >= _SECOND_KEY or begin == second)
    return begin[:_SECOND_KEY] if is_known else ""


def _key(word: str) -> str:
    return word[: _KEY if len(word) >= _KEY else _SHORT_KEY]


@cache
def _listed(name: str, language: str | None) -> tuple[str, ...]:
    """Return the words of a language for which a name such as `<office>` stands. Without a language, those of all."""
    sets = by_language(f"kind_{name[1:-1]}s")
    own = sets.get(language or "", ()) or chain(*sets.values())
    return tuple(dict.fromkeys(chain.from_iterable(_words_of(written, language) for written in own)))


@cache
def _whole_and_beginnings(name: str, language: str | None) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the listed words that are whole, and the beginnings of the others."""
    listed = _listed(name, language)
    return (
        frozenset(word for word in listed if not word.endswith("*")),
        tuple(word[:-1] for word in listed if word.endswith("*")),
    )


def _is_word(word: str, one: str, language: str | None) -> bool:
    """Return whether a flat word of a text is that of a phrase, which may stand for several."""
    return _is_listed(word, one, language) if one.startswith("<") else matches(one, word)


@lru_cache(maxsize=1 << 13)
def _is_listed(word: str, name: str, language: str | None) -> bool:
    """Return whether a flat word is one that a name stands for, or its last part is: `sekretariatsleder`."""
    whole, beginnings = _whole_and_beginnings(name, language)
    if word in whole or word.startswith(beginnings):
        return True
    return language in COMPOUNDING and any(
        word[begin:] in whole or word.startswith(beginnings, begin)
        for begin in range(_FIRST_PART, len(word) - _LAST_PART + 1)
    )


def _words_of(phrase: str, language: str | None) -> tuple[str, ...]:
    parts = flat(phrase).replace("'", " ").replace("-", " ").replace("/", " ").split()
    return tuple(unmutated(parts, language))
