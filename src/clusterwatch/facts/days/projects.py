"""What a sentence says of a project on one of its dates: that it starts or ends."""

from __future__ import annotations

from clusterwatch.facts.days.clause import OF_WORDS, Clause
from clusterwatch.facts.days.cues import Cue, CueKind
from clusterwatch.facts.days.position import FEW_WORDS, SUBJECT
from clusterwatch.facts.days.reading import OF_PROJECTS

_TO_BE_DONE = 10  # tokens between the words for an end of a project and its last day
_BESIDE_TERM = 4  # tokens between the words of a deadline and of the project whose it is


class Projects(Clause):
    """A date, and what its sentence says of a project."""

    def starts(self, project: Cue) -> bool:
        """Return whether a verb of beginning says that a project starts on the date: `Projects start by D at most`."""
        return any(
            CueKind.OPENS in cue.kinds
            and (
                (
                    project.end <= cue.start < self.at
                    and not any(project.end <= at < self.at for at in self.sentence.dates)
                )
                or 0 < cue.start - self.at <= OF_WORDS
            )
            for cue in self.sentence.cues
        )

    @property
    def is_of_project_term(self) -> bool:
        """Whether a project stands directly before `from` a date, or before that of the pair which this date ends.

        `The deadline is 5 May and the eligible period is from 1 June until 31 August`
        """
        first = self.at
        if self.ends_pair:
            first = max(at for at in self.sentence.dates if at < self.at)
        elif self.side != CueKind.SINCE:
            return False
        before = [c for c in self._cues if c.end <= first]
        return bool(before) and before[-1].kinds <= OF_PROJECTS and first - before[-1].end <= _BESIDE_TERM - 1

    def is_of_project(self, apply: Cue) -> bool:
        """Return whether a project lasts until the date, and a comma divides it from a word of applying behind it.

        `One may extend the project until 5 May, and apply for more funds.`
        """
        project = self.nearest(CueKind.PROJECT, FEW_WORDS)
        return (
            project is not None
            and project.end <= self.at < apply.start
            and "," in self.sentence.tokens[self.at : apply.start]
        )

    @property
    def is_about_term(self) -> bool:
        """Whether a sentence begins with the term of a project, after one word: `The project duration is`."""
        return any(
            CueKind.PROJECT in cue.kinds and cue.start <= 1 and cue.end - cue.start > 1
            for cue in self.sentence.cues
        )

    def is_submitted(self, project: Cue) -> bool:
        """Return whether a line begins with words of applying and a project: `Submission of projects: 5–30 May`."""
        return any(
            CueKind.APPLY in cue.kinds and cue.end == project.start and self.begins_line(cue)
            for cue in self.sentence.cues
        )

    def is_to_be_done(self, apply: Cue) -> bool:
        """Return whether words of carrying out a project stand between those of applying and the date.

        No word of applying stands behind them: `It may begin on the day of application and must be completed by 5 May`.
        """
        ends = self.nearest(CueKind.PROJECT_END, _TO_BE_DONE)
        if ends is None or not apply.end <= ends.start < self.at or CueKind.OPENS in self.by_kind:
            return False
        return not any(CueKind.APPLY in cue.kinds and cue.start >= ends.start for cue in self.sentence.cues)

    @property
    def term_of_project(self) -> Cue | None:
        """The words beside those of a deadline which say that it is one of a project, and of no applications.

        `Latest date of the end of the project`
        """
        term = self.nearest(CueKind.DEADLINE, SUBJECT)
        if term is None or CueKind.APPLY in self.by_kind or self.side is not None:
            return None
        beside = [
            cue
            for cue in self.sentence.cues
            if cue.kinds <= OF_PROJECTS
            and max(cue.start - term.end, term.start - cue.end) <= _BESIDE_TERM
            and max(cue.end, term.end) <= self.at
        ]
        ends = [cue for cue in beside if CueKind.PROJECT_END in cue.kinds]
        return ends[0] if ends else beside[0] if len(beside) > 1 else None

    def is_applied_for(self, project: Cue) -> bool:
        """Return whether a word of applying stands shortly before a project: `you may submit your projects`."""
        return any(
            CueKind.APPLY in cue.kinds
            and 0 <= project.start - cue.end <= OF_WORDS
            and "," not in self.sentence.tokens[cue.end : project.start]
            for cue in self.sentence.cues
        )
