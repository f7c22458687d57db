"""What a sentence says of one of its dates."""

from __future__ import annotations

from clusterwatch.facts.days.answers import Answers
from clusterwatch.facts.days.applications import Applications
from clusterwatch.facts.days.clause import BESIDE
from clusterwatch.facts.days.cues import Cue, CueKind
from clusterwatch.facts.days.held_events import HeldEvents
from clusterwatch.facts.days.openings import Openings
from clusterwatch.facts.days.other_terms import OtherTerms
from clusterwatch.facts.days.projects import Projects
from clusterwatch.facts.days.reading import Surroundings
from clusterwatch.facts.days.sentences import Sentence


class View(Applications, Openings, OtherTerms, Answers, HeldEvents, Projects):
    """A date in its sentence, and all that the sentence says of it."""

    def __init__(self, sentence: Sentence, at: int, around: Surroundings, language: str | None) -> None:
        super().__init__(sentence, at, around, language)
        self.is_moved = self._is_moved()

    def _is_moved(self) -> bool:
        """Return whether the sentence, or the title for a deadline of it, says that the date is one that was moved."""
        kinds = self.by_kind.keys()
        if self.is_start:
            return False  # `The call, which was moved, takes proposals starting from 5 May until 5 June`
        opens = self.nearest(CueKind.OPENS, BESIDE)
        if opens and opens.end <= self.at and not self.is_range:
            return False  # `The term begins on 5 May and extends to 5 June`
        if CueKind.EXTENDED in kinds:
            return bool(kinds & {CueKind.DEADLINE, CueKind.APPLY})
        return (
            CueKind.EXTENDED in self.around.title and CueKind.DEADLINE in kinds and CueKind.OPENS not in kinds
        )

    def is_of_moved(self, deadline: Cue | None) -> bool:
        """Return whether the only date of a sentence stands behind a deadline and a verb that says that it moved."""
        if deadline is None or len(self.sentence.dates) > 1 or self.is_range or self.side == CueKind.SINCE:
            return False
        return any(
            CueKind.EXTENDED in cue.kinds and deadline.end <= cue.start < self.at
            for cue in self.sentence.cues
        )
