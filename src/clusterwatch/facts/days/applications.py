"""What a sentence says of applications on one of its dates: that one may apply until it."""

from __future__ import annotations

from clusterwatch.facts.days.clause import BESIDE, LABEL_WORDS, OF_WORDS, Clause
from clusterwatch.facts.days.cues import Cue, CueKind
from clusterwatch.facts.days.position import FAR

_NEW_WORDS, _LONG_WORD = 2, 4  # words, and their letters, with which another clause begins
_MORNING = "10:00"  # guests are registered before this time, and no term ends
_OF_TIMETABLES = frozenset(
    {
        CueKind.APPLY,
        CueKind.DEADLINE,
        CueKind.EVENT,
        CueKind.PROJECT,
        CueKind.APPLICANT,
        CueKind.EVALUATED,
    }
)


class Applications(Clause):
    """A date, and what its sentence says of applications."""

    @property
    def apply(self) -> Cue | None:
        """The nearest word of applying, unless it says what another date means, or who is told of a decision."""
        apply = self._nearest_untold()
        return None if apply and self._is_of_another(apply) else apply

    def _nearest_untold(self) -> Cue | None:
        if CueKind.DECISION not in self.by_kind:
            return self.nearest(CueKind.APPLY)
        if self._begins_notice or self._is_decided:
            return None
        untold = (found for found in self.by_kind.get(CueKind.APPLY, ()) if not self._is_told(found[1]))
        return min(untold, key=lambda found: found[0], default=(FAR, None))[1]

    @property
    def _is_decided(self) -> bool:
        """Whether a decision begins the clause of a last day: `The jury will decide on all proposals by 5 May`."""
        start, _ = self._clause()
        cues = (c for c in self._cues if start <= c.start < self.begun)
        first = next(cues, None)
        if self.side != CueKind.UNTIL or first is None:
            return False
        return CueKind.DECISION in first.kinds and CueKind.APPLY not in first.kinds

    @property
    def _begins_notice(self) -> bool:
        """Whether a sentence says when those who applied are told: `By 5 May applicants will know the result`."""
        if self.side != CueKind.UNTIL or self.side_cue is None or not self.begins_line(self.side_cue):
            return False
        behind = [cue for cue in self.sentence.cues if cue.start > self.at]
        told = next((cue for cue in behind if CueKind.APPLY in cue.kinds), None)
        return (
            told is not None
            and CueKind.APPLICANT in told.kinds
            and any(CueKind.DECISION in cue.kinds and cue.start > told.start for cue in behind)
        )

    def _is_told(self, apply: Cue) -> bool:
        """Return whether a decision stands beside a word of applying: `applicants will be notified by 5 May`."""
        return any(
            CueKind.DECISION in cue.kinds
            and (0 <= cue.start - apply.end <= OF_WORDS or 0 <= apply.start - cue.end <= OF_WORDS)
            and self.at not in range(*sorted((apply.start, cue.start)))
            for cue in self.sentence.cues
        )

    def _is_of_another(self, cue: Cue) -> bool:
        """Return whether a cue says what another date means: a semicolon divides them, or it stands at the next one.

        `There are funds until 5 May, and partners must apply by 2 May.`
        """
        first, last = sorted((cue.start, self.at))
        between = self.sentence.tokens[first:last]
        if ";" in between:
            return True
        following = min((at for at in self.sentence.dates if at >= cue.end), default=None)
        if following is None or "," not in between or cue.start < self.at:
            return False
        return "," not in self.sentence.tokens[cue.end : following]

    @property
    def is_in_timetable(self) -> bool:
        """Whether what one applies for is the label of the date below a title or heading of a timetable.

        `Submission of papers: 5 May`, `5 May – registration for the conference`
        """
        if not self._is_below_timetable or self.side == CueKind.SINCE:
            return False
        cues = self._cues
        if not cues or CueKind.APPLY not in cues[0].kinds or len(self.sentence.dates) > 1:
            return False
        if self.date.time and self.date.time < _MORNING:
            return False  # `Registration and coffee: 5 May, 8:30`
        is_first = cues[0].start <= self._label + LABEL_WORDS and self.is_brief_line
        return is_first and all(c.kinds <= _OF_TIMETABLES for c in cues)

    @property
    def is_deadline_to_decide(self) -> bool:
        """Whether the sentence names the deadline of a decision: `deadline for the notification of authors`."""
        deadlines = [cue for _, cue in self.by_kind.get(CueKind.DEADLINE, ())]
        decisions = [cue for _, cue in self.by_kind.get(CueKind.DECISION, ())]
        return any(
            0 <= decision.start - deadline.end <= OF_WORDS for deadline in deadlines for decision in decisions
        )

    def is_behind_comma(self, apply: Cue, closes: Cue) -> bool:
        """Return whether a comma divides the date, which a verb of an end precedes, from a word of applying behind it.

        `The limits end on 5 May, and applications could not yet be paid.`
        """
        return closes.end <= self.at < apply.start and "," in self.sentence.tokens[self.at : apply.start]

    def is_subject(self, cue: Cue) -> bool:
        """Return whether a cue begins a sentence with no other date, and no mark stands between it and the date.

        Before a range, commas may: `Period of submission of plans, annexes and forms: 5 May – 6 June`.
        """
        marks = "," if self.is_range else ""
        between = self.sentence.tokens[cue.end : self.begun]
        is_only = len(self.sentence.dates) == 1 and self.begins_line(cue)
        return is_only and cue.end <= self.at and all(word.isalpha() or word in marks for word in between)

    def is_of_another_clause(self, cue: Cue) -> bool:
        """Return whether the text speaks of something else between a date that a cue explains and this one.

        `The deadline is 5 May, winners present their robots on 9 June.`
        """
        before = max((at for at in self.sentence.dates if cue.end <= at < self.at), default=None)
        if before is None:
            return False
        words = self.sentence.tokens[before + 1 : self.begun]
        return sum(word.isalpha() and len(word) >= _LONG_WORD for word in words) >= _NEW_WORDS

    def knows_deadline(self, label: Cue) -> bool:
        """Return whether the sentence or the heading names a deadline, or the title if the label begins its line."""
        in_title = CueKind.DEADLINE in self.around.title and self.begins_line(label)
        return in_title or self.knows(CueKind.DEADLINE)

    @property
    def is_relative(self) -> bool:
        """Whether the words behind the date count its year from another one: `31 March of the year before`."""
        after = self.nearest(CueKind.LAST_YEAR, BESIDE)
        if after is None or after.start < self.at or CueKind.FORMER in after.kinds:
            return False
        return all(word.isalpha() for word in self.sentence.tokens[self.at + 1 : after.start])
