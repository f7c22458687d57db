"""What a sentence says of a beginning on one of its dates: that a call opens."""

from __future__ import annotations

from clusterwatch.facts.days.clause import BESIDE, BESIDE_DEADLINE, LABEL_WORDS, OF_WORDS, Clause
from clusterwatch.facts.days.cues import Cue, CueKind
from clusterwatch.facts.days.position import ENDS

_FAR_SUBJECT = 20  # tokens between a verb directly before a date and its subject


class Openings(Clause):
    """A date, and what its sentence says of a beginning."""

    @property
    def may_begin_period(self) -> bool:
        """Whether another date may be the end of what begins on this one: not `from 5 May, and from 6 June`."""
        begun = sum(CueKind.SINCE in cue.kinds for cue in self.sentence.cues)
        return begun < len(self.sentence.dates) > 1

    @property
    def is_opening_of_heading(self) -> bool:
        """Whether the heading speaks of applications and the date says since when, or it asks when a call opens."""
        if self.side == CueKind.SINCE:
            return CueKind.APPLY in self.around.heading
        bounds = self.around.heading & {CueKind.OPENS, CueKind.CLOSES, CueKind.DEADLINE}
        return self.side is None and self.is_short and bounds == {CueKind.OPENS} and self.answers_about_call

    @property
    def opens_in_timetable(self) -> bool:
        """Whether a line of a timetable begins with what opens: `5 May – start of the submission of papers`."""
        cues = self._cues
        if (
            not (self._is_below_timetable and self.is_brief_line)
            or not cues
            or len(self.sentence.dates) > 1
            or self.side is not None
        ):
            return False
        # A phrase of several words names what opens.
        is_named = cues[0].end - cues[0].start > 1 or any(CueKind.APPLY in c.kinds for c in cues[1:2])
        return is_named and CueKind.OPENS in cues[0].kinds and cues[0].start <= self._label + LABEL_WORDS

    def is_opening(self, closes: Cue) -> bool:
        """Return whether a verb of opening stands directly before the date, and that of an end behind it."""
        opens = self.nearest(CueKind.OPENS, BESIDE)
        return opens is not None and opens.end <= self.at < closes.start

    def opens_and(self, closes: Cue) -> bool:
        """Return whether what closes opens on an earlier date: `The phase that opens on D and closes on D`."""
        return any(
            CueKind.OPENS in cue.kinds and any(cue.end <= at < closes.start for at in self.sentence.dates)
            for cue in self.sentence.cues
        )

    def is_opened(self, opens: Cue) -> bool:
        """Return whether a verb of opening stands directly before the date, and a call further away is its subject.

        `The call for projects of the fourth phase of the clusters policy was launched on 5 May`
        """
        if opens.end > self.at or self.distance(opens) > BESIDE:
            return False
        subject = next((c for c in reversed(self.sentence.cues) if c.end <= opens.start), None)
        return (
            subject is not None
            and bool(subject.kinds & {CueKind.APPLY, CueKind.DEADLINE})
            and opens.start - subject.end <= _FAR_SUBJECT
            and not set(self.sentence.tokens[subject.end : opens.start]) & ENDS
        )

    def begins(self, cue: Cue) -> bool:
        """Return whether a cue is what begins: `start of the deadline`, `On 5 May begins the period of submission`."""
        if self._is_opened_there(cue):
            return True
        if self.at < cue.start:
            opens = self.nearest(CueKind.OPENS, BESIDE)
            is_last = not any(at > cue.start for at in self.sentence.dates)
            if opens and opens.end <= self.at and is_last and self.distance(cue) <= BESIDE_DEADLINE:
                return True
        return any(
            CueKind.OPENS in other.kinds
            and 0 <= cue.start - other.end <= OF_WORDS
            and "," not in self.sentence.tokens[other.end : cue.start]
            for other in self.sentence.cues
        ) or (self.side is None and self.begins_late(cue))

    def _is_opened_there(self, cue: Cue) -> bool:
        """Return whether a verb of opening stands between a cue and the day: `The period to apply begins on 5 May`."""
        opens = self.nearest(CueKind.OPENS, BESIDE)
        if opens is None or self.is_range or self.side == CueKind.UNTIL:
            return False
        return cue.end <= opens.start < self.at and not any(
            cue.end <= at < opens.start for at in self.sentence.dates
        )

    def begins_late(self, cue: Cue) -> bool:
        """Return whether the first word of a sentence says that a cue behind the date begins: `Today opens the …`."""
        opens = self.nearest(CueKind.OPENS)
        return (
            opens is not None
            and self.begins_line(opens)
            and opens.end <= self.at < cue.start
            and len(self.sentence.dates) == 1
        ) and not any(cue.end <= other.start < self.at for other in self.sentence.cues)
