"""What a sentence says of an event on one of its dates: that it is held, moved or cancelled."""

from __future__ import annotations

from itertools import pairwise

from clusterwatch.facts.days.clause import BESIDE, BESIDE_DEADLINE, OF_WORDS, Clause
from clusterwatch.facts.days.cues import EVENTS, Cue, CueKind, word_set
from clusterwatch.facts.days.position import OF_CALL

_NOT_HELD = frozenset({CueKind.STOPPED, CueKind.CANCELLED, CueKind.EXTENDED})
# Tokens between a word of applying and the comma behind its noun: `accepted in the period, from …`.
_OF_NOUN = 4


class HeldEvents(Clause):
    """A date, and what its sentence says of an event."""

    def is_done_before(self, event: Cue) -> bool:
        """Return whether a verb of something else stands between the date and an event: `On D we signed … the fair`."""
        return any(
            CueKind.OTHER in cue.kinds and self.at < cue.start < event.start and len(cue.kinds) == 1
            for cue in self.sentence.cues
        )

    @property
    def is_organised(self) -> bool:
        """Whether the sentence has no other date and says that an event is held: `X organises a debate on …, on D`."""
        cues = self.sentence.cues
        return len(self.sentence.dates) == 1 and any(
            {CueKind.HELD, CueKind.EVENT} <= one.kinds | other.kinds and other.start - one.end <= OF_WORDS
            for one, other in pairwise(cues)
        )

    @property
    def is_no_event(self) -> bool:
        """Whether an event is cancelled, or was to be held on the date before: `At first it was on 5 May`."""
        if not self.by_kind.keys() & EVENTS:
            return False
        if self.is_of_call and not self._is_event_stopped:
            return False
        is_only = len(self.sentence.dates) == 1
        stopped = self.nearest(CueKind.STOPPED)
        if stopped and is_only and stopped.end - stopped.start == 1 and self._is_stopped_by(stopped):
            return True
        if self._is_cancelled(is_only):
            return True
        former = self.nearest(CueKind.FORMER)
        return former is not None and (
            (is_only and self.begins_line(former) and not self._is_held_behind(former, ","))
            or (former.end <= self.at and self.distance(former) <= BESIDE)
        )

    @property
    def _is_event_stopped(self) -> bool:
        """Whether the word beside that for `cancelled` is an event: `The fair is cancelled, as few registered.`"""
        stopped = self.nearest(CueKind.CANCELLED) or self.nearest(CueKind.STOPPED)
        if stopped is None or self.side == CueKind.UNTIL:
            return False
        subjects = [c for c in self.sentence.cues if c.kinds & (OF_CALL | EVENTS)]
        before = [cue for cue in subjects if cue.end <= stopped.start]
        tokens = self.sentence.tokens
        clause = max((i for i in range(stopped.start) if tokens[i] in ",;"), default=0)
        subject = next(
            (cue for cue in before if cue.start >= clause),
            before[-1] if before else next((cue for cue in subjects if cue.start >= stopped.end), None),
        )
        return subject is not None and bool(subject.kinds & EVENTS)

    def _is_stopped_by(self, stopped: Cue) -> bool:
        """Return whether no word denies that the event is cancelled, and it is not held all the same.

        `It will not be cancelled`, `Cancelled last year, the fair takes place on 5 May`
        """
        return not self._is_denied(stopped) and not self._is_held_behind(stopped)

    @property
    def is_after_last_year(self) -> bool:
        """Whether words for the last year do not say what the date means.

        The year of the date is written, and the day was to come. Or the fair was `cancelled last year`, or is held `as
        last year`.
        """
        published, first = self.around.published, self.date.first
        if published and first.year and first.text() >= published.isoformat():
            return True
        last = self.nearest(CueKind.LAST_YEAR)
        tokens = self.sentence.tokens
        if last is None:
            return False
        held = self.nearest(CueKind.HELD, BESIDE_DEADLINE)
        # Behind the date: `Mint tavaly, a vásárt május 5-én rendezzük`
        is_held = held is not None and held.start > self.at and "," in tokens[last.end : self.at]
        if not (is_held or self._is_held_behind(last)):
            return False
        before = tokens[max(0, last.start - OF_WORDS - 1) : last.start]
        return not word_set("day_likewise", self.language).isdisjoint(before) or any(
            cue.kinds & _NOT_HELD and max(cue.start - last.end, last.start - cue.end) <= OF_WORDS
            for cue in self.sentence.cues
        )

    def _is_held_behind(self, cue: Cue, mark: str = "") -> bool:
        """Return whether a verb of taking place stands between a cue and the date, behind a mark if one is given.

        A participle directly behind the name of the event tells nothing new: `They cancel the fair, planned for 5 May`.
        """
        names = {other.end for other in self.sentence.cues if other.kinds & EVENTS}
        return any(
            CueKind.HELD in held.kinds
            and cue.end <= held.start < self.at
            and (
                not mark
                or (mark in self.sentence.tokens[cue.end : held.start] and held.start - 1 not in names)
            )
            for held in self.sentence.cues
        )

    def _is_cancelled(self, is_only: bool) -> bool:
        """Return whether the sentence says that the event does not take place, or not on this date: `but on 9 June`."""
        cancelled = self.nearest(CueKind.CANCELLED)
        if cancelled is None or self._is_denied(cancelled) or self._is_held_behind(cancelled, ","):
            return False
        behind = self.sentence.tokens[cancelled.end if is_only else self.at :]
        is_contrasted = not word_set("day_contrasts", self.language).isdisjoint(behind)
        if is_only:
            return not is_contrasted  # `It does not take place in the hall but online`
        return is_contrasted and cancelled.end <= self.at and self.distance(cancelled) <= BESIDE_DEADLINE

    def is_plan_of_anything(self, held: Cue) -> bool:
        """Return whether only a plan or a celebration is told, and nothing around speaks of an event.

        `The sale is scheduled for 5 May`, `The show celebrates its start on 5 May`
        """
        around = self.around.title | self.around.heading | self.around.before | self.around.lead
        is_event = not around.isdisjoint(EVENTS) or self.date.time or self.is_range
        return CueKind.PLANNED in held.kinds and not is_event

    def takes_place(self, apply: Cue) -> bool:
        """Return whether what takes place on a range is no call: `We registered the car for the race, held on …`.

        A verb of an event follows in the clause of the range, and a comma divides it from the word of applying. What
        applies is not the noun before that comma: `the period of applications, which takes place from …`.
        """
        tokens = self.sentence.tokens
        held = next((c for c in self.sentence.cues if c.start > self.at and CueKind.HELD in c.kinds), None)
        between = tokens[apply.end : self.begun]
        if held is None or apply.end > self.begun or "," not in between:
            return False
        if between.count(",") == 1 and between.index(",") < _OF_NOUN:
            return False
        return "," not in tokens[self.at : held.start] and not any(
            self.at < at < held.start for at in self.sentence.dates
        )

    @property
    def is_held_since(self) -> bool:
        """Whether `since` stands behind a verb of events: `We support events which take place from 5 May`."""
        side = self.side_cue
        if side is None or self.side != CueKind.SINCE or CueKind.EVENT not in self.by_kind:
            return False
        return any(CueKind.HELD in cue.kinds and cue.end == side.start for cue in self.sentence.cues)

    @property
    def is_of_meeting(self) -> bool:
        """Whether the date is that of a meeting, in a language in which `from` also means `of`: `réunion du 5 mai`."""
        if self.side != CueKind.SINCE or self.side_cue is None:
            return False
        return any(
            cue.kinds & EVENTS and CueKind.APPLY not in cue.kinds and cue.end == self.side_cue.start
            for cue in self.sentence.cues
        )
