"""What a sentence says of one of its dates: that something is kept, moved, stopped or evaluated on it."""

from __future__ import annotations

from itertools import pairwise

from clusterwatch.facts.days.cues import Cue, CueKind, ending, word_set
from clusterwatch.facts.days.position import (
    ENDS,
    FAR,
    FEW_WORDS,
    OF_CALL,
    OF_PAIR,
    SIDES,
    SKIPPED,
    SUBJECT,
    Position,
)
from clusterwatch.facts.days.reading import NOT_OF_CALLS, OF_PROJECTS, Surroundings
from clusterwatch.facts.days.sentences import Sentence

_FAR_SUBJECT = 20  # tokens between a verb directly before a date and its subject
_OF_WORDS = 2  # tokens between `start` and what starts
_NEW_WORDS, _LONG_WORD = 2, 4  # words, and their letters, with which another clause begins
ANSWERS = frozenset({CueKind.RECEIVES, CueKind.ANSWER})
BESIDE_DEADLINE = 2  # words between a date and the name of a deadline
BESIDE = 1  # words between a verb and its date
_DENIED = 2  # words between `not` and what is denied
_TO_BE_DONE = 10  # tokens between the words for an end of a project and its last day
_BESIDE_TERM = 4  # tokens between the words of a deadline and of the project whose it is
_OF_EVENTS = frozenset({CueKind.EVENT, CueKind.MEETING, CueKind.HELD, CueKind.DEADLINE})
_EVENTS = frozenset({CueKind.EVENT, CueKind.MEETING})
_SUBJECTS = frozenset({CueKind.APPLY, CueKind.DEADLINE, CueKind.KEPT, CueKind.PRICE})
_LABEL_WORDS = 3  # tokens of a label before the first word that says what it means: `2nd stage:`
_MORNING = "10:00"  # guests are registered before this time, and no term ends
_LINE_WORDS = 20  # words of a line of a timetable
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
_NOT_HELD = frozenset({CueKind.STOPPED, CueKind.CANCELLED, CueKind.EXTENDED})
_MAY = frozenset({"da", "et", "fi", "nb", "sv"})  # in which `you receive` and `you may` are one word
_OF_OBJECT = 6  # tokens behind a verb of getting among which the name of what one gets stands
_MARKS = frozenset(",;:")
_VERBS_LAST = frozenset({"de", "nl", "hu"})


class View(Position):
    """A date in its sentence, and what the sentence says of it."""

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

    @property
    def is_of_call(self) -> bool:
        """Whether the sentence speaks of applications or of a deadline."""
        return CueKind.APPLY in self.by_kind or CueKind.DEADLINE in self.by_kind

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
            and (0 <= cue.start - apply.end <= _OF_WORDS or 0 <= apply.start - cue.end <= _OF_WORDS)
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
            if start <= cue.start < self.begun and cue.kinds & _SUBJECTS:
                start = max((i + 1 for i in range(start, cue.start) if tokens[i] == ","), default=start)
                break
        return start, end

    @property
    def is_kept(self) -> bool:
        """Whether something is kept, shown or paid until the date: a word of that begins the clause."""
        if self.side != CueKind.UNTIL and CueKind.CLOSES not in self.by_kind:
            return False
        start, end = self._clause()
        subject = next(
            (c for c in self.sentence.cues if start <= c.start < end and c.kinds & _SUBJECTS), None
        )
        return subject is not None and CueKind.KEPT in subject.kinds

    @property
    def is_closing_time(self) -> bool:
        """Whether the clause says that an office is closed or a system out of service, and names no applications."""
        if not self.by_kind.keys() & {CueKind.SHUT, CueKind.OUTAGE}:
            return False
        start, end = self._clause()
        kinds = frozenset[CueKind]().union(*(c.kinds for c in self.sentence.cues if start <= c.start < end))
        is_shut = {CueKind.OFFICE, CueKind.SHUT} <= kinds and CueKind.APPLY not in kinds
        return is_shut or (CueKind.OUTAGE in kinds and kinds.isdisjoint({CueKind.DEADLINE, CueKind.EXTENDED}))

    @property
    def is_of_appeal(self) -> bool:
        """Whether the clause of the date speaks of appeals against a decision, before the date or only behind it."""
        appeals = [
            cue for _, cue in self.by_kind.get(CueKind.APPEAL, ()) if not self._is_joined_to_application(cue)
        ]
        if self.by_kind.keys() & {CueKind.EVENT, CueKind.MEETING}:
            return False  # `a seminar on complaints`
        if not appeals:
            return CueKind.APPEAL in self.around.heading and not self.is_of_call
        _, end = self._clause()
        divided = (
            i + 1 for i in range(self.begun) if self.sentence.tokens[i] == ";" or i in self.sentence.dates
        )
        start = max(divided, default=0)
        calls = [c for c in self.sentence.cues if start <= c.start < self.begun and c.kinds & OF_CALL]
        for appeal in appeals:
            if start <= appeal.start < self.begun:
                # `One may appeal for ten days, and the call is open until 5 May`
                behind = range(appeal.end, self.begun)
                other = next((i for i in behind if self._begins_clause(i)), self.begun)
                if not any(call.start > other for call in calls):
                    return True
        return not calls and any(self.at < appeal.start < end for appeal in appeals)

    @property
    def is_withdrawal(self) -> bool:
        """Whether one may cancel one's registration until the date: `Cancellation is free until 5 May`.

        Between them stands nothing to apply for, but for what is cancelled, and no `and` joins both.
        """
        if self.is_range and CueKind.WITHDRAWN in self.by_kind and not self.is_of_call:
            return True
        if self.side != CueKind.UNTIL and not self.by_kind.keys() & {CueKind.DEADLINE, CueKind.CLOSES}:
            return False
        start, end = self._clause()
        cues = [cue for cue in self.sentence.cues if start <= cue.start < end]
        withdrawn = next((cue for cue in cues if CueKind.WITHDRAWN in cue.kinds), None)
        if withdrawn is None or self._is_joined(withdrawn):
            return False
        is_before = withdrawn.start < self.at
        commas = [i for i in range(start, self.at) if self.sentence.tokens[i] == ","]
        first = withdrawn.end + _OF_WORDS if is_before else max(commas, default=start)
        subjects = {CueKind.APPLY} if is_before else _SUBJECTS
        return not any(cue.kinds & subjects and first <= cue.start < self.at for cue in cues)

    def _is_joined(self, cue: Cue) -> bool:
        """Return whether `and` stands beside a cue."""
        tokens = self.sentence.tokens
        beside = {*tokens[max(0, cue.start - 1) : cue.start], *tokens[cue.end : cue.end + 1]}
        return not beside.isdisjoint(self.joints)

    def _is_joined_to_application(self, cue: Cue) -> bool:
        """Return whether `and` joins a cue and something to apply or to send: `proposals and objections`."""
        return any(
            CueKind.APPLY in other.kinds
            and 1 in (other.start - cue.end, cue.start - other.end)
            and self.sentence.tokens[min(other.end, cue.end)] in self.joints
            for other in self.sentence.cues
        )

    def _begins_clause(self, at: int) -> bool:
        """Return whether a token is a comma before `and`."""
        following = self.sentence.tokens[at + 1 : at + 2]
        return self.sentence.tokens[at] == "," and bool(following) and following[0] in self.joints

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
            {CueKind.HELD, CueKind.EVENT} <= one.kinds | other.kinds and other.start - one.end <= _OF_WORDS
            for one, other in pairwise(cues)
        )

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

    @property
    def is_evaluated(self) -> bool:
        """Whether a verb beside `until` says what is done with applications: `They will be evaluated by 30 June`.

        In languages whose verbs end the sentence it stands behind the date.
        """
        if self.side != CueKind.UNTIL:
            return False
        start = self._start
        ends = self.at + 1 if self.language in _VERBS_LAST else -1
        return any(
            CueKind.EVALUATED in cue.kinds and (0 <= start - cue.end <= 1 or cue.start == ends)
            for cue in self.sentence.cues
        )

    @property
    def answers_about_call(self) -> bool:
        """Whether the heading asks when one applies, and the sentence speaks of nothing else."""
        asks = self.around.is_question and bool(self.around.heading & OF_CALL)
        return asks and self.around.heading.isdisjoint(NOT_OF_CALLS | {CueKind.DECISION}) and not self._cues

    @property
    def is_opening_of_heading(self) -> bool:
        """Whether the heading speaks of applications and the date says since when, or it asks when a call opens."""
        if self.side == CueKind.SINCE:
            return CueKind.APPLY in self.around.heading
        bounds = self.around.heading & {CueKind.OPENS, CueKind.CLOSES, CueKind.DEADLINE}
        return self.side is None and self.is_short and bounds == {CueKind.OPENS} and self.answers_about_call

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
    def answers_about_else(self) -> bool:
        """Whether the heading asks something of which neither its words nor those of the sentence name a call."""
        asks = self.around.is_question and self.around.heading.isdisjoint(OF_CALL)
        return asks and not self.by_kind.keys() & OF_CALL

    def starts(self, project: Cue) -> bool:
        """Return whether a verb of beginning says that a project starts on the date: `Projects start by D at most`."""
        return any(
            CueKind.OPENS in cue.kinds
            and (
                (
                    project.end <= cue.start < self.at
                    and not any(project.end <= at < self.at for at in self.sentence.dates)
                )
                or 0 < cue.start - self.at <= _OF_WORDS
            )
            for cue in self.sentence.cues
        )

    @property
    def is_received(self) -> bool:
        """Whether a verb beside the date says what those who applied get until then: `You receive your login by D`.

        It does not if they get a chance to apply, or if `we` are those who receive.
        """
        if self.side != CueKind.UNTIL or self.language in _MAY:
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
        return self.language in _VERBS_LAST and behind is not None and self._applies(behind)

    @staticmethod
    def _applies(cue: Cue) -> bool:
        """Return whether a cue says that one applies, and not who does or what he gets."""
        return CueKind.APPLY in cue.kinds and cue.kinds.isdisjoint({CueKind.APPLICANT, *ANSWERS})

    @property
    def is_no_event(self) -> bool:
        """Whether an event is cancelled, or was to be held on the date before: `At first it was on 5 May`."""
        if not self.by_kind.keys() & {CueKind.EVENT, CueKind.MEETING}:
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
        subjects = [c for c in self.sentence.cues if c.kinds & (OF_CALL | _EVENTS)]
        before = [cue for cue in subjects if cue.end <= stopped.start]
        tokens = self.sentence.tokens
        clause = max((i for i in range(stopped.start) if tokens[i] in ",;"), default=0)
        subject = next(
            (cue for cue in before if cue.start >= clause),
            before[-1] if before else next((cue for cue in subjects if cue.start >= stopped.end), None),
        )
        return subject is not None and bool(subject.kinds & _EVENTS)

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
        before = tokens[max(0, last.start - _OF_WORDS - 1) : last.start]
        return not word_set("day_likewise", self.language).isdisjoint(before) or any(
            cue.kinds & _NOT_HELD and max(cue.start - last.end, last.start - cue.end) <= _OF_WORDS
            for cue in self.sentence.cues
        )

    def _is_denied(self, cue: Cue) -> bool:
        """Return whether a word such as `not` stands shortly before a cue."""
        return any(
            CueKind.REFUSED in word.kinds and 0 <= cue.start - word.end <= _DENIED
            for word in self.sentence.cues
        )

    def _is_held_behind(self, cue: Cue, mark: str = "") -> bool:
        """Return whether a verb of taking place stands between a cue and the date, behind a mark if one is given.

        A participle directly behind the name of the event tells nothing new: `They cancel the fair, planned for 5 May`.
        """
        names = {other.end for other in self.sentence.cues if other.kinds & _EVENTS}
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
        return first.start <= (before if before else self._label) + _LABEL_WORDS and (
            not before or first.end <= self.at
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
        is_first = cues[0].start <= self._label + _LABEL_WORDS and self.is_brief_line
        return is_first and all(c.kinds <= _OF_TIMETABLES for c in cues)

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
        return is_named and CueKind.OPENS in cues[0].kinds and cues[0].start <= self._label + _LABEL_WORDS

    @property
    def is_deadline_to_decide(self) -> bool:
        """Whether the sentence names the deadline of a decision: `deadline for the notification of authors`."""
        deadlines = [cue for _, cue in self.by_kind.get(CueKind.DEADLINE, ())]
        decisions = [cue for _, cue in self.by_kind.get(CueKind.DECISION, ())]
        return any(
            0 <= decision.start - deadline.end <= _OF_WORDS
            for deadline in deadlines
            for decision in decisions
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

    @property
    def is_end(self) -> bool:
        """Whether something ends on the date that began on the date before: `starts on 5 May and ends on 6 June`."""
        before = max((at for at in self.sentence.dates if at < self.at), default=None)
        closes = self.nearest(CueKind.CLOSES, BESIDE)
        if before is None or closes is None:
            return False
        # Behind the date in languages whose verbs end the sentence.
        return before < closes.start < self.at or (
            self.language in _VERBS_LAST and closes.start == self.at + 1
        )

    @property
    def is_not_moved(self) -> bool:
        """Whether the sentence denies that something is extended until the date: `It is not extended until 5 May`."""
        if self.side != CueKind.UNTIL or self.side_cue is None:
            return False
        before = self.side_cue.start
        return any(
            CueKind.EXTENDED in cue.kinds and 0 <= before - cue.end <= BESIDE and self._is_denied(cue)
            for cue in self.sentence.cues
        )

    @property
    def is_held_since(self) -> bool:
        """Whether `since` stands behind a verb of events: `We support events which take place from 5 May`."""
        side = self.side_cue
        if side is None or self.side != CueKind.SINCE or CueKind.EVENT not in self.by_kind:
            return False
        return any(CueKind.HELD in cue.kinds and cue.end == side.start for cue in self.sentence.cues)

    @property
    def is_stopped(self) -> bool:
        """Whether a call is suspended or cancelled, or takes no more applications, and does not open after that."""
        stopped = self.nearest(CueKind.STOPPED)
        if stopped is None:
            return False
        opens = self.nearest(CueKind.OPENS, BESIDE)
        return stopped.start > self.at or opens is None or not stopped.end <= opens.start < self.at

    @property
    def is_stopped_later(self) -> bool:
        """Whether the sentence says behind the date, and before the next one, that a call is suspended."""
        following = min((at for at in self.sentence.dates if at > self.at), default=len(self.sentence.tokens))
        return any(
            CueKind.STOPPED in cue.kinds and self.at < cue.start < following for cue in self.sentence.cues
        )

    @property
    def is_not_before(self) -> bool:
        """Whether a clause begins with the date until which something is not: `but until 5 May we do not meet`."""
        if self.side != CueKind.UNTIL or self.side_cue is None:
            return False
        refused = any(
            CueKind.REFUSED in cue.kinds and 0 < cue.start - self.at <= _OF_WORDS - 1
            for cue in self.sentence.cues
        )
        before = self.sentence.tokens[: self.side_cue.start]
        clause = next((i for i, token in enumerate(reversed(before)) if not token.isalpha()), len(before))
        return refused and clause <= BESIDE

    @property
    def is_of_meeting(self) -> bool:
        """Whether the date is that of a meeting, in a language in which `from` also means `of`: `réunion du 5 mai`."""
        if self.side != CueKind.SINCE or self.side_cue is None:
            return False
        kinds = {CueKind.MEETING, CueKind.EVENT}
        return any(
            cue.kinds & kinds and CueKind.APPLY not in cue.kinds and cue.end == self.side_cue.start
            for cue in self.sentence.cues
        )

    @property
    def is_too_early(self) -> bool:
        """Whether something may not be before the date: `Purchases made before 5 May are not eligible`."""
        if self.side_cue is None or CueKind.BEFORE not in self.side_cue.kinds:
            return False
        start, end = self._clause()
        return any(CueKind.REFUSED in c.kinds and start <= c.start < end for c in self.sentence.cues)

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

    def is_term(self, until: Cue) -> bool:
        """Return whether what is in force stands directly before `until`."""
        return any(
            CueKind.OTHER in other.kinds
            and CueKind.SINCE not in other.kinds
            and (0 <= until.start - other.end <= 1 or other.start == self.at + 1)
            and not self.follows(other, CueKind.DECISION)
            and not self.is_of_application(other)
            for other in self.sentence.cues
        )

    def is_of_application(self, cue: Cue) -> bool:
        """Return whether a cue that also means something else says that applications are accepted, not a law.

        Another word of applying stands in the sentence: `projektu pieteikumi tiek pieņemti`.
        """
        return CueKind.APPLY in cue.kinds and any(
            CueKind.APPLY in other.kinds and other is not cue for other in self.sentence.cues
        )

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
        """Return whether a sentence begins with the term of a project, after one word: `The project duration is`."""
        return any(
            CueKind.PROJECT in cue.kinds and cue.start <= 1 and cue.end - cue.start > 1
            for cue in self.sentence.cues
        )

    def is_applied_for(self, project: Cue) -> bool:
        """Return whether a word of applying stands shortly before a project: `you may submit your projects`."""
        return any(
            CueKind.APPLY in cue.kinds
            and 0 <= project.start - cue.end <= _OF_WORDS
            and "," not in self.sentence.tokens[cue.end : project.start]
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

    def is_behind_comma(self, apply: Cue, closes: Cue) -> bool:
        """Return whether a comma divides the date, which a verb of an end precedes, from a word of applying behind it.

        `The limits end on 5 May, and applications could not yet be paid.`
        """
        return closes.end <= self.at < apply.start and "," in self.sentence.tokens[self.at : apply.start]

    @property
    def is_new_year(self) -> bool:
        """Whether the date is 1 January, until which nobody lets one apply."""
        first = self.date.first
        return self.date.last is None and (first.month, first.day) == (1, 1)

    def is_subject(self, cue: Cue) -> bool:
        """Return whether a cue begins a sentence with no other date, and no mark stands between it and the date.

        Before a range, commas may: `Period of submission of plans, annexes and forms: 5 May – 6 June`.
        """
        marks = "," if self.is_range else ""
        between = self.sentence.tokens[cue.end : self.begun]
        is_only = len(self.sentence.dates) == 1 and self.begins_line(cue)
        return is_only and cue.end <= self.at and all(word.isalpha() or word in marks for word in between)

    def is_of_moved(self, deadline: Cue | None) -> bool:
        """Return whether the only date of a sentence stands behind a deadline and a verb that says that it moved."""
        if deadline is None or len(self.sentence.dates) > 1 or self.is_range or self.side == CueKind.SINCE:
            return False
        return any(
            CueKind.EXTENDED in cue.kinds and deadline.end <= cue.start < self.at
            for cue in self.sentence.cues
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
            and 0 <= cue.start - other.end <= _OF_WORDS
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

    @property
    def is_former_period(self) -> bool:
        """Whether former deadlines lie in the range: `calls with original deadlines between 5 and 15 May`."""
        return self.is_former and self.is_range and self.is_between
