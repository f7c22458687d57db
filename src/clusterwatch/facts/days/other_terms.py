"""What else than applications a sentence says of a last day: rooms that are kept, appeals, offices that are closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clusterwatch.facts.days.clause import BESIDE, OF_WORDS, SUBJECTS, Clause
from clusterwatch.facts.days.cues import EVENTS, Cue, CueKind, word_set
from clusterwatch.facts.days.position import OF_CALL

_TERMS = frozenset({CueKind.DEADLINE, CueKind.EXTENDED, CueKind.FUNDS})
_BESIDE_OFFICE = 5  # tokens between an office and the word which says that it is closed
_BESIDE_SYSTEM = 6  # tokens from a system to the word for its outage
_NAMED = 1  # tokens between a system and what it is for: `portal for applications`


class OtherTerms(Clause):
    """A date, and what its sentence says of other terms than those of applications."""

    @property
    def is_kept(self) -> bool:
        """Whether something is kept, shown or paid until the date: a word of that begins the clause."""
        if self.side != CueKind.UNTIL and CueKind.CLOSES not in self.by_kind:
            return False
        start, end = self._clause()
        subject = next((c for c in self.sentence.cues if start <= c.start < end and c.kinds & SUBJECTS), None)
        return subject is not None and CueKind.KEPT in subject.kinds

    @property
    def is_closing_time(self) -> bool:
        """Whether the clause says that an office is closed or a system out of service, and names nothing that ends."""
        if not self.by_kind.keys() & {CueKind.SHUT, CueKind.OUTAGE}:
            return False
        start, end = self._clause()
        cues = [cue for cue in self.sentence.cues if start <= cue.start < end]
        kinds = frozenset[CueKind]().union(*(cue.kinds for cue in cues))
        if not kinds.isdisjoint(_TERMS):
            return False
        is_shut = {CueKind.OFFICE, CueKind.SHUT} <= kinds and CueKind.APPLY not in kinds
        return (is_shut and self._is_office_shut(cues, start)) or (
            CueKind.OUTAGE in kinds and kinds.isdisjoint(EVENTS) and self._is_system_down(cues, start, end)
        )

    def _is_office_shut(self, cues: Sequence[Cue], start: int) -> bool:
        """Return whether an office is what is closed: no word for money stands between both, or heads the clause.

        `The grant of the office closes` and `the office grant closes` speak of a call, `the grant office closes` does
        not.
        """
        tokens = self.sentence.tokens
        offices = [cue for cue in cues if CueKind.OFFICE in cue.kinds]
        for shut in (cue for cue in cues if CueKind.SHUT in cue.kinds):
            for office in offices:
                first, last = (office, shut) if office.start < shut.start else (shut, office)
                named = (*tokens[start : office.start - 1], *tokens[first.end : last.start])
                if last.start - first.end <= _BESIDE_OFFICE and not self._has_words("funding_words", named):
                    return True
        return False

    def _is_system_down(self, cues: Sequence[Cue], start: int, end: int) -> bool:
        """Return whether a system stands beside its outage, and all that one applies for only names the system.

        `The portal for applications is unavailable`
        """
        systems = [
            i for i in range(start, end) if self._has_words("day_systems", self.sentence.tokens[i : i + 1])
        ]
        outages = [cue.start for cue in cues if CueKind.OUTAGE in cue.kinds]
        if not any(abs(system - outage) <= _BESIDE_SYSTEM for system in systems for outage in outages):
            return False
        named = {i + 1 for i in systems}  # the tokens behind the names of systems
        for cue in (cue for cue in cues if CueKind.APPLY in cue.kinds):
            is_first = cue.start in systems or cue.end in systems  # `Antragsportal`, `application portal`
            if not is_first and named.isdisjoint(range(cue.start - _NAMED, cue.start + 1)):
                return False
            named.add(cue.end)
        return True

    def _has_words(self, name: str, words: Iterable[str]) -> bool:
        """Return whether a word of a set is among others or, if it may have any ending, within one of them."""
        known = word_set(name, self.language)
        return any(
            stem[:-1] in word if stem.endswith("*") else stem == word for word in words for stem in known
        )

    @property
    def is_of_appeal(self) -> bool:
        """Whether the clause of the date speaks of appeals against a decision, before the date or only behind it."""
        appeals = [
            cue for _, cue in self.by_kind.get(CueKind.APPEAL, ()) if not self._is_joined_to_application(cue)
        ]
        if self.by_kind.keys() & EVENTS:
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
        first = withdrawn.end + OF_WORDS if is_before else max(commas, default=start)
        subjects = {CueKind.APPLY} if is_before else SUBJECTS
        return not any(cue.kinds & subjects and first <= cue.start < self.at for cue in cues)

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
            CueKind.REFUSED in cue.kinds and 0 < cue.start - self.at <= OF_WORDS - 1
            for cue in self.sentence.cues
        )
        before = self.sentence.tokens[: self.side_cue.start]
        clause = next((i for i, token in enumerate(reversed(before)) if not token.isalpha()), len(before))
        return refused and clause <= BESIDE

    @property
    def is_too_early(self) -> bool:
        """Whether something may not be before the date: `Purchases made before 5 May are not eligible`."""
        if self.side_cue is None or CueKind.BEFORE not in self.side_cue.kinds:
            return False
        start, end = self._clause()
        return any(CueKind.REFUSED in c.kinds and start <= c.start < end for c in self.sentence.cues)

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

    @property
    def is_former_period(self) -> bool:
        """Whether former deadlines lie in the range: `calls with original deadlines between 5 and 15 May`."""
        return self.is_former and self.is_range and self.is_between

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
