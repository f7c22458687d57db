"""What a sentence says of those who decide about applications, and of what applicants get until a date."""

from __future__ import annotations

from clusterwatch.facts.days.clause import ANSWERS, LABEL_WORDS, Clause
from clusterwatch.facts.days.cues import EVENTS, Cue, CueKind, Trait, has_trait, word_set
from clusterwatch.facts.days.reading import NOT_OF_CALLS

_OF_EVENTS = EVENTS | {CueKind.HELD, CueKind.DEADLINE}
_OF_OBJECT = 6  # tokens behind a verb of getting among which the name of what one gets stands
_MARKS = frozenset(",;:")


class Answers(Clause):
    """A date, and what its sentence says of evaluations and answers."""

    @property
    def is_evaluated(self) -> bool:
        """Whether a verb beside `until` says what is done with applications: `They will be evaluated by 30 June`.

        In languages whose verbs end the sentence it stands behind the date.
        """
        if self.side != CueKind.UNTIL:
            return False
        start = self._start
        ends = self.at + 1 if has_trait(self.language, Trait.VERBS_LAST) else -1
        return any(
            CueKind.EVALUATED in cue.kinds and (0 <= start - cue.end <= 1 or cue.start == ends)
            for cue in self.sentence.cues
        )

    @property
    def answers_about_decision(self) -> bool:
        """Whether the heading asks when a decision is known, and the sentence speaks of nothing else."""
        heading = self.around.heading
        if not self.around.is_question or not self.is_short or self._cues or CueKind.ASKED not in heading:
            return False
        is_told = CueKind.DECISION in heading or {CueKind.ANSWER, CueKind.POSTED} <= heading
        return is_told and heading.isdisjoint(
            NOT_OF_CALLS | {CueKind.DEADLINE, CueKind.CLOSES, CueKind.OPENS}
        )

    @property
    def is_received(self) -> bool:
        """Whether a verb beside the date says what those who applied get until then: `You receive your login by D`.

        It does not if they get a chance to apply, or if `we` are those who receive.
        """
        if self.side != CueKind.UNTIL or has_trait(self.language, Trait.GET_MEANS_MAY):
            return False
        start = self._start
        verb = next(
            (
                cue
                for cue in self.sentence.cues
                if CueKind.RECEIVES in cue.kinds and (0 <= start - cue.end <= 1 or cue.start == self.at + 1)
            ),
            None,
        )
        return verb is not None and not self._is_chance(verb) and not self._is_of_us(verb)

    def _is_chance(self, verb: Cue) -> bool:
        """Return whether what one gets is a chance: `Firms get until D the opportunity to apply`."""
        tokens = self.sentence.tokens
        first = max(self.at + 1, verb.end)
        behind = tokens[first : first + _OF_OBJECT]
        ends = next(
            (i for i, word in enumerate(behind) if word in _MARKS or word in self.joints), len(behind)
        )
        text = f" {' '.join(behind[:ends])} "
        return any(f" {chance} " in text for chance in word_set("day_chances", self.language))

    def _is_of_us(self, verb: Cue) -> bool:
        """Return whether `we` is the subject of a verb beside the date: `Proposals that we should receive by D`."""
        tokens = self.sentence.tokens
        first, last = min(verb.start, self.begun), max(verb.end, self.at + 1)
        start = max(
            (i + 1 for i in range(first) if tokens[i] in _MARKS or i in self.sentence.dates), default=0
        )
        return not word_set("first_persons", self.language).isdisjoint(tokens[start : last + 1])

    @property
    def is_answered_later(self) -> bool:
        """Whether one applies until the date and gets an answer later: `Those who apply by D receive a reply.`"""
        if self.side != CueKind.UNTIL or not any(
            CueKind.DECISION in cue.kinds for _, cue in self.by_kind.get(CueKind.RECEIVES, ())
        ):
            return False
        start = self._start
        before = next((cue for cue in reversed(self._cues) if cue.end <= start), None)
        if before and self.side_cue and start - before.end <= 1 and self._applies(before):
            return True
        behind = next((cue for cue in self._cues if cue.start == self.at + 1), None)
        return has_trait(self.language, Trait.VERBS_LAST) and behind is not None and self._applies(behind)

    @staticmethod
    def _applies(cue: Cue) -> bool:
        """Return whether a cue says that one applies, and not who does or what he gets."""
        return CueKind.APPLY in cue.kinds and cue.kinds.isdisjoint({CueKind.APPLICANT, *ANSWERS})

    @property
    def is_evaluation(self) -> bool:
        """Whether a few words about the date begin with what is done with applications: `Evaluation: 5–9 May`."""
        before = max((at + 1 for at in self.sentence.dates if at < self.at), default=0)
        if self.by_kind.keys() & _OF_EVENTS or not (before or self.is_brief_line):
            return False  # `Review conference on 5 May`
        cues = (c for c in self._cues if c.start >= before)
        first = next(cues, None)
        if first is None or CueKind.EVALUATED not in first.kinds:
            return False
        return first.start <= (before if before else self._label) + LABEL_WORDS and (
            not before or first.end <= self.at
        )
