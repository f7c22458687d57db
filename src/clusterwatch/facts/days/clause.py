"""The clause of a date in its sentence, and what the words of that clause have in common."""

from __future__ import annotations

from clusterwatch.facts.days.cues import Cue, CueKind, Trait, ending, has_trait
from clusterwatch.facts.days.position import OF_CALL, OF_PAIR, SIDES, SKIPPED, Position
from clusterwatch.facts.days.reading import NOT_OF_CALLS

OF_WORDS = 2  # tokens between `start` and what starts
ANSWERS = frozenset({CueKind.RECEIVES, CueKind.ANSWER})
BESIDE_DEADLINE = 2  # words between a date and the name of a deadline
BESIDE = 1  # words between a verb and its date
_DENIED = 2  # words between `not` and what is denied
SUBJECTS = frozenset({CueKind.APPLY, CueKind.DEADLINE, CueKind.KEPT, CueKind.PRICE})
LABEL_WORDS = 3  # tokens of a label before the first word that says what it means: `2nd stage:`
_LINE_WORDS = 20  # words of a line of a timetable


class Clause(Position):
    """A date in its clause."""

    @property
    def is_of_call(self) -> bool:
        """Whether the sentence speaks of applications or of a deadline."""
        return CueKind.APPLY in self.by_kind or CueKind.DEADLINE in self.by_kind

    def _clause(self) -> tuple[int, int]:
        """Return the tokens of the clause: from the date or semicolon before this date to the next ones.

        A comma begins one if a word behind it says what the date means.
        """
        tokens, dates = self.sentence.tokens, self.sentence.dates
        start = max((i + 1 for i in range(self.begun) if tokens[i] == ";" or i in dates), default=0)
        end = next(
            (i for i in range(self.at + 1, len(tokens)) if tokens[i] == ";" or i in dates), len(tokens)
        )
        for cue in reversed(self.sentence.cues):
            if start <= cue.start < self.begun and cue.kinds & SUBJECTS:
                start = max((i + 1 for i in range(start, cue.start) if tokens[i] == ","), default=start)
                break
        return start, end

    @property
    def ends_pair(self) -> bool:
        """Whether `from` a date stands directly before `until` this one: `from 10:00 on D and until 16:00 on D`."""
        before = max((at for at in self.sentence.dates if at < self.at), default=None)
        if before is None or self.side != CueKind.UNTIL:
            return False
        begins = ending(self.sentence.dates[before].raw, self.language) == CueKind.SINCE or any(
            CueKind.SINCE in cue.kinds and 0 <= before - cue.end <= SKIPPED for cue in self.sentence.cues
        )
        until = self.side_cue.start if self.side_cue else self.at
        return begins and 0 < until - before <= OF_PAIR

    def _is_denied(self, cue: Cue) -> bool:
        """Return whether a word such as `not` stands shortly before a cue."""
        return any(
            CueKind.REFUSED in word.kinds and 0 <= cue.start - word.end <= _DENIED
            for word in self.sentence.cues
        )

    @property
    def is_brief_line(self) -> bool:
        """Whether the sentence has a few words beside the date, as the lines of timetables have."""
        return sum(map(str.isalpha, self.sentence.tokens)) <= _LINE_WORDS

    @property
    def _is_below_timetable(self) -> bool:
        """Whether the title or the heading says that a list of days follows."""
        return CueKind.TIMETABLE in self.around.title | self.around.heading

    @property
    def _start(self) -> int:
        """The token at which the date begins, with the word such as `until` beside it."""
        return self.begun if self.side_cue is None else min(self.begun, self.side_cue.start)

    @property
    def _cues(self) -> list[Cue]:
        """The cues of the sentence that say more than `until` or `since`."""
        return [cue for cue in self.sentence.cues if not cue.kinds & SIDES]

    @property
    def _label(self) -> int:
        """The token at which the words about the date begin: behind the date if no word stands before it."""
        before = self.sentence.tokens[: self.begun]
        return next((i for i, token in enumerate(before) if token.isalpha()), self.at + 1)

    @property
    def is_new_year(self) -> bool:
        """Whether the date is 1 January, until which nobody lets one apply."""
        first = self.date.first
        return self.date.last is None and (first.month, first.day) == (1, 1)

    @property
    def is_end(self) -> bool:
        """Whether something ends on the date that began on the date before: `starts on 5 May and ends on 6 June`."""
        before = max((at for at in self.sentence.dates if at < self.at), default=None)
        closes = self.nearest(CueKind.CLOSES, BESIDE)
        if before is None or closes is None:
            return False
        # Behind the date in languages whose verbs end the sentence.
        return before < closes.start < self.at or (
            has_trait(self.language, Trait.VERBS_LAST) and closes.start == self.at + 1
        )

    def is_of_application(self, cue: Cue) -> bool:
        """Return whether a cue that also means something else says that applications are accepted, not a law.

        Another word of applying stands in the sentence: `projektu pieteikumi tiek pieņemti`.
        """
        return CueKind.APPLY in cue.kinds and any(
            CueKind.APPLY in other.kinds and other is not cue for other in self.sentence.cues
        )

    @property
    def answers_about_call(self) -> bool:
        """Whether the heading asks when one applies, and the sentence speaks of nothing else."""
        asks = self.around.is_question and bool(self.around.heading & OF_CALL)
        return asks and self.around.heading.isdisjoint(NOT_OF_CALLS | {CueKind.DECISION}) and not self._cues

    @property
    def answers_about_else(self) -> bool:
        """Whether the heading asks something of which neither its words nor those of the sentence name a call."""
        asks = self.around.is_question and self.around.heading.isdisjoint(OF_CALL)
        return asks and not self.by_kind.keys() & OF_CALL
