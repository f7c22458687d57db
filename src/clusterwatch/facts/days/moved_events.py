"""Mark the days from which an event was moved: `The summit of 6 May is postponed to 20 May`, `from 6 May to 20 May`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from clusterwatch.facts.days.context import DatedMeaning
from clusterwatch.facts.days.cues import EVENTS, Cue, CueKind, is_in_set, word_set, words_of
from clusterwatch.facts.days.position import ENDS, SIDES
from clusterwatch.facts.days.reading import Reading

_JOINING = 3  # words between a verb of moving and the new day: `to the new date`
_BESIDE_PLANNED, _BEHIND_PLANNED = 5, 3  # tokens before and behind a day, of which one may be `planned`
_JOINING_HELD = 7  # the same with a verb of taking place: `was postponed and will now be held on`
_OF_OTHERS = {CueKind.APPLY, CueKind.DEADLINE, CueKind.PROJECT}
_SUBJECTS = EVENTS | {CueKind.APPLY, CueKind.DEADLINE, CueKind.PRICE}
_MARKS = frozenset(",;:()")
_BESIDE = SIDES | {CueKind.EXTENDED, CueKind.HELD}
_NOT_HELD = {CueKind.EXTENDED, CueKind.STOPPED, CueKind.CANCELLED}


def with_moved_events(
    read: Sequence[DatedMeaning], title: frozenset[CueKind], language: str | None
) -> list[DatedMeaning]:
    """Return the dates of a post, with `is_replaced` on each day of an event from which it was moved.

    `title` has the kinds of the cues of the title.
    """
    is_known = any(map(_is_called_moved, read)) or (bool(title & _NOT_HELD) and bool(title & EVENTS))
    found = [part for one in read for part in _parted(_named(one, is_known, language), language)]
    for at, (one, other) in enumerate(pairwise(found)):
        if _is_planned_anew(one, other, language):
            found[at] = replace(one.read_as(other.reading), is_replaced=True)
            continue
        if not _are_of_sentence(one, other):
            continue
        if _is_prolonged(one, other, language):
            found[at] = replace(one, found=replace(one.found, last=other.found.first))
            found[at + 1] = other.read_as(Reading.OTHER)
        elif _is_moved_back(one, other, language):
            found[at + 1] = replace(other, is_replaced=True)
        elif one.found.start == other.found.start or _is_moved(one, other, language):
            found[at] = replace(one, is_replaced=True)
    return _with_other_sentences(found, language)


def _is_planned_anew(one: DatedMeaning, other: DatedMeaning, language: str | None) -> bool:
    """Return whether a sentence names the day that holds now behind a planned one: `planned for D, it is now on D`."""
    if one.sentence is not other.sentence or other.reading not in (Reading.EVENT, Reading.DEADLINE):
        return False
    tokens, at = one.sentence.tokens, one.meaning.at
    beside = (*tokens[max(0, _begun(one) - _BESIDE_PLANNED) : at], *tokens[at + 1 : at + 1 + _BEHIND_PLANNED])
    if not any(is_in_set(word, "day_planned", language) for word in beside):
        return False
    return _are_of_one(one, other) and _has_now(one, other, language)


def _are_of_one(one: DatedMeaning, other: DatedMeaning) -> bool:
    """Return whether two dates may be days of one event or call: each is read alike, and one is named at most.

    `Til` and `till` beside the day of an event are not those of a last day: `planlagt til den 14. maj`.
    """
    subjects = [c for c in one.sentence.cues if c.kinds & _SUBJECTS and c.end <= _begun(other)]
    behind = sum(cue.start > one.meaning.at for cue in subjects)
    if behind > (0 if len(subjects) > behind else 1):
        return False  # `The fair is planned for 14 May, and the workshop is now on 4 June`
    is_event = other.reading is Reading.EVENT and all(c.kinds.isdisjoint(_OF_OTHERS) for c in subjects)
    return one.reading is other.reading or (is_event and one.reading is Reading.DEADLINE)


def _has_now(one: DatedMeaning, other: DatedMeaning, language: str | None) -> bool:
    """Return whether `now` stands beside the second of two days, or beside its verb: `will now take place on`."""
    tokens, begun, behind = one.sentence.tokens, _begun(other), other.meaning.at + 1
    nows = [words.split() for words in word_set("day_nows", language)]
    for start in range(one.meaning.at + 1, min(len(tokens), behind + _BEHIND_PLANNED)):
        for now in nows:
            end = start + len(now)
            if tokens[start:end] == now:
                first, last = (end, begun) if start < begun else (behind, start)
                # `The first one is on 14 May, the next one, now fully booked, on 4 June`
                between = tokens[first:last]
                applied = any(CueKind.APPLY in c.kinds and first <= c.start < last for c in one.sentence.cues)
                if len(between) <= _JOINING_HELD and _MARKS.isdisjoint(between) and not applied:
                    return True
    return False


def _with_other_sentences(found: Sequence[DatedMeaning], language: str | None) -> list[DatedMeaning]:
    """Mark the days that a sentence calls moved if another one, or the title, names the only new day."""
    new = [one for one in found if not one.is_replaced and _is_new(one, language)]
    days = {one.day for one in new}
    day = days.pop() if len(days) == 1 else None
    return [
        replace(one, is_replaced=True)
        if day and one.day and one.day < day and _is_called_moved(one) and one not in new
        else one
        for one in found
    ]


def _named(one: DatedMeaning, is_known: bool, language: str | None) -> DatedMeaning:
    """Return a date that nothing else explains as the day of the event that is moved to it: `New date: 20 May`.

    `is_known` says that another sentence tells of an event that was moved.
    """
    is_event = is_known or not one.kinds.isdisjoint(EVENTS)
    is_free = one.reading is Reading.UNKNOWN and is_event and one.kinds.isdisjoint(_OF_OTHERS)
    return one.read_as(Reading.EVENT) if is_free and _is_moved_to(one, language) else one


def _parted(one: DatedMeaning, language: str | None) -> Iterator[DatedMeaning]:
    """Yield the ends of a range from whose first day an event was moved to the last one, or the date as it is."""
    last = one.found.last
    is_only = one.reading is Reading.EVENT and len(one.sentence.dates) == 1
    if last is None or not is_only or not _is_moved_from(one, language):
        yield one
        return
    yield replace(one, found=replace(one.found, last=None))
    yield replace(one, found=replace(one.found, first=last, last=None))


def _is_moved_from(one: DatedMeaning, language: str | None) -> bool:
    """Return whether a word of moving and `from` stand directly before a date: `is moved from 6 May`."""
    begun = _begun(one)
    tokens = one.sentence.tokens
    return any(
        0 <= begun - cue.end <= 1
        and not _from_words(language).isdisjoint(
            {*tokens[cue.start : one.meaning.at], *words_of(one.found.raw)[:1]}
        )
        for cue in _moving(one)
    )


def _is_moved_back(one: DatedMeaning, other: DatedMeaning, language: str | None) -> bool:
    """Return whether the former day stands behind the new one: `is moved to 20 May from 6 May`."""
    between = one.sentence.tokens[one.meaning.at + 1 : other.meaning.at]
    is_from = not _from_words(language).isdisjoint(between) and len(between) <= _JOINING
    return is_from and not _is_moved_from(one, language) and _is_new(one, language)


def _is_moved(one: DatedMeaning, other: DatedMeaning, language: str | None) -> bool:
    """Return whether a word of moving joins the day of an event to the new one behind it."""
    at, begun = one.meaning.at, _begun(other)
    between = one.sentence.tokens[at + 1 : begun]
    between = between[between[:1] == ["."] :]  # the dot of `2027.`
    events = [cue for cue in one.sentence.cues if cue.kinds & EVENTS and cue.end <= begun]
    behind = sum(cue.start > at for cue in events)
    if not ENDS.isdisjoint(between) or behind > (0 if len(events) > behind else 1):
        return False  # each day may be that of an event of its own
    if one.meaning.is_former and not other.meaning.is_former:
        return True  # `Initially planned for 10 May, the summit will be held on 9 June`
    joints = {*word_set("and", language), ","}
    if any(0 <= _begun(one) - cue.end <= _JOINING - 1 for cue in _moving(one)):
        # `is moved from 6 May to 20 May`
        return 0 < len(between) <= _JOINING and joints.isdisjoint(between)
    return any(
        _is_beside(cue, other) and (cue.start > other.meaning.at) <= joints.isdisjoint(between)
        for cue in _moving(one)
        if cue.start > at
    )


def _is_prolonged(one: DatedMeaning, other: DatedMeaning, language: str | None) -> bool:
    """Return whether an event lasts until a later day: `The exhibition of 1–10 May is extended until 20 May`."""
    first, last = one.last_day or one.day, other.day
    is_later = first is not None and last is not None and first < last and not other.found.last
    tokens = one.sentence.tokens
    between = (c for c in one.sentence.cues if one.meaning.at < c.start < other.meaning.at)
    if any(" ".join(tokens[c.start : c.end]) in word_set("day_to", language) for c in between):
        return False
    is_price = CueKind.PRICE in one.kinds  # `Early bird for the fair of 1–10 May is extended until 20 May`
    return is_later and other.meaning.side is CueKind.UNTIL and CueKind.EXTENDED in one.kinds and not is_price


def _is_new(one: DatedMeaning, language: str | None) -> bool:
    """Return whether a word of moving stands beside a day to which an event was moved: `is moved to 20 May`."""
    return one.reading is Reading.EVENT and _is_moved_to(one, language)


def _is_moved_to(one: DatedMeaning, language: str | None) -> bool:
    """Return whether a word of moving stands directly before a new day."""
    if one.meaning.is_former or _is_moved_from(one, language):
        return False
    return any(_is_beside(cue, one) and cue.start < one.meaning.at for cue in _moving(one))


def _is_beside(cue: Cue, one: DatedMeaning) -> bool:
    """Return whether a few words stand between a cue and the date: `moved to 20 May`, `auf den 20. Mai verlegt`."""
    first, last = (cue.end, _begun(one)) if cue.start < one.meaning.at else (one.meaning.at + 1, cue.start)
    between = one.sentence.tokens[first:last]
    cues = [c for c in one.sentence.cues if first <= c.start < last]
    is_held = any(CueKind.HELD in c.kinds for c in cues)
    return (
        len(between) <= (_JOINING_HELD if is_held else _JOINING)
        and all(word.isalpha() or word in ":,-'" for word in between)
        and all(c.kinds <= _BESIDE for c in cues)
    )


def _is_called_moved(one: DatedMeaning) -> bool:
    """Return whether the sentence of a single day of an event says that it was moved."""
    return one.reading is Reading.EVENT and len(one.sentence.dates) == 1 and CueKind.EXTENDED in one.kinds


def _are_of_sentence(one: DatedMeaning, other: DatedMeaning) -> bool:
    """Return whether two dates are days of events in one sentence."""
    return one.sentence is other.sentence and one.reading is other.reading is Reading.EVENT


def _moving(one: DatedMeaning) -> list[Cue]:
    return [cue for cue in one.sentence.cues if CueKind.EXTENDED in cue.kinds]


def _begun(one: DatedMeaning) -> int:
    """Return the token at which the words of a date begin."""
    return one.sentence.before.get(one.meaning.at, one.meaning.at)


def _from_words(language: str | None) -> frozenset[str]:
    return frozenset(phrase for phrase in word_set(CueKind.SINCE.value, language) if " " not in phrase)
