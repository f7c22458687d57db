"""Where a date stands in its sentence: the words beside it, and the distances of cues in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from clusterwatch.dates import FoundDate
from clusterwatch.facts.days.cues import (
    Cue,
    CueKind,
    Trait,
    cues_in,
    ending,
    has_trait,
    listed,
    word_set,
    words_of,
)
from clusterwatch.facts.days.reading import Meaning, Reading, Surroundings
from clusterwatch.facts.days.sentences import Sentence

_CLAUSE = {";": 8.0, ",": 1.0, "(": 1.0, ")": 1.0, ":": 0.0, "|": 3.0, "•": 3.0}
_DATE_BETWEEN = 1.5
FAR = 25.0  # the distance at which a cue of the sentence has no weight
_FAR_TOKENS = 100  # words and marks to a cue that is far in any sentence; they are not counted one by one
SUBJECT = 6.0  # words between a verb and its subject
_COLON = 4.0  # what a colon between them counts
_AUXILIARIES = 2  # tokens between a subject and its participle: `will be`
_COPULA = 2  # tokens between a label and its date: `The date is the`
_ITEM_WORDS = 9  # words of an item that its heading explains
FEW_WORDS = 3  # words of a sentence that says only until when
_NEXT = 6.0  # added to the distance of a cue that belongs to the next date
_BEGINNING = 2  # tokens before a date at the beginning of its sentence
SIDES = {CueKind.UNTIL, CueKind.SINCE, CueKind.AFTER}
_LONGEST, _LONGEST_AFTER_NUMBER = 3, 6  # letters of a word that may stand between `until` and a date
_LONGEST_JOINING = 4  # letters of a word between the name of an event and its date: `from`
_JOINING = 2  # words between an hour and a date: `do dia`
OF_PAIR = 4  # tokens between a date and the `until` of the next one
SKIPPED = 7  # tokens between `until` and a date
ENDS = frozenset(".;!?")
_LONGEST_EVENT = 10  # days
_LAST_WORDS = 3  # tokens before `until` of which one may say that the day is the last one
_LONG_SIDE = 7  # letters of a word such as `spätestens`, which may follow a date
FORMER = 3  # words between a date and one that calls it a former one
_OF_YEARS = frozenset({CueKind.THIS_YEAR, CueKind.NEXT_YEAR})
_ENDS_OR_CALLS = frozenset({CueKind.UNTIL, CueKind.APPLY})
OF_CALL = frozenset({CueKind.APPLY, CueKind.DEADLINE, CueKind.CLOSES})
_NO_CUES: frozenset[CueKind] = frozenset()


class Position:
    """A date in its sentence: what stands beside it, and how far away the cues are."""

    def __init__(self, sentence: Sentence, at: int, around: Surroundings, language: str | None) -> None:
        self.sentence, self.at, self.around, self.language = sentence, at, around, language
        self.date = sentence.dates[at]
        self.begun = sentence.before.get(at, at)  # the token at which the words of the date begin
        self.is_range = self.date.last is not None
        self.joints = word_set("and", language)
        self.is_between = _is_between(self.date, language, self._words_beside())
        self.is_period = self.is_range and (self.is_between or not _is_joined(self.date, language))
        others = [*sentence.tokens[: self.begun], *sentence.tokens[at + 1 :]]
        self.is_alone = len(sentence.dates) == 1 and not any(word.isalpha() for word in others)
        self.is_short = sum(t.isalpha() for t in sentence.tokens) <= FEW_WORDS and ":" not in sentence.tokens
        self.by_kind: dict[CueKind, list[tuple[float, Cue]]] = {}
        for cue in sentence.cues:
            distance = self.distance(cue)
            if distance < FAR:
                for kind in cue.kinds:
                    self.by_kind.setdefault(kind, []).append((distance, cue))
        self.side, self.side_cue = self._side(language)
        self.is_start = self._is_start(language)
        self.is_last = self._is_last(language)
        self.phases = word_set("day_phases", language)

    def _words_beside(self) -> set[str]:
        tokens, begun, at = self.sentence.tokens, self.begun, self.at
        return {*tokens[max(0, begun - 3) : begun], *tokens[at + 1 : at + 2]}  # `entre los días 4 y 8`

    def nearest(self, kind: CueKind, within: float = FAR) -> Cue | None:
        """Return the nearest cue of a kind."""
        distance, cue = min(self.by_kind.get(kind, ()), key=lambda d: d[0], default=(FAR, None))
        return cue if distance <= within else None

    def has_beside(self, cue: Cue, kind: CueKind) -> bool:
        """Return whether a cue of a kind stands near enough to another cue to be its subject."""
        return any(self._gap(cue, other) <= SUBJECT for _, other in self.by_kind.get(kind, ()))

    def _gap(self, one: Cue, other: Cue) -> float:
        first, second = sorted((one, other), key=lambda cue: cue.start)
        between = self.sentence.tokens[first.end : second.start]
        return sum((_CLAUSE | {":": _COLON}).get(word, 1.0) for word in between)

    def follows(self, cue: Cue, kind: CueKind) -> bool:
        """Return whether a cue of a kind stands before another cue, with two words at most between them."""
        return any(
            kind in other.kinds and 0 <= cue.start - other.end <= _AUXILIARIES for other in self.sentence.cues
        )

    def is_behind_and(self, cue: Cue) -> bool:
        """Return whether `and` directly behind the date begins what a cue says: `until 5 May, and the jury meets`."""
        following = self.sentence.tokens[self.at + 1 : self.at + 3]
        joined = following[1:] if following[:1] == [","] else following[:1]
        return cue.start > self.at and not self.joints.isdisjoint(joined)

    def begins_line(self, cue: Cue) -> bool:
        """Return whether no word stands before a cue in its sentence."""
        return self.sentence.begins_with(cue)

    def knows(self, kind: CueKind) -> bool:
        """Return whether the sentence or the heading has a cue of a kind."""
        return kind in self.around.heading or any(kind in cue.kinds for cue in self.sentence.cues)

    def near(
        self,
        kind: CueKind,
        reading: Reading,
        support: float,
        fall: float,
        within: float,
        right: tuple[float, float, float] | None = None,
    ) -> Iterator[Meaning]:
        """Yield the reading for each cue of a kind. `right` has the numbers for cues after the date."""
        for distance, cue in self.by_kind.get(kind, ()):
            most, loss, reach = right if right and cue.start > self.at else (support, fall, within)
            if distance <= reach:
                label = 0.8 if self.is_label(cue) and not self._is_passed(cue) else 0.0
                yield Meaning(reading, most + label - loss * distance, self.at, cue)

    @property
    def begins_item(self) -> bool:
        """Whether no word stands before the date in an item of a list."""
        return self.around.is_item and not any(map(str.isalpha, self.sentence.tokens[: self.begun]))

    @property
    def is_brief_item(self) -> bool:
        """Whether the sentence is an item of a list of a few words, and not one that tells what happens."""
        words = sum(token.isalpha() for i, token in enumerate(self.sentence.tokens) if i != self.at)
        return self.around.is_item and words <= _ITEM_WORDS

    @property
    def has_unknown_label(self) -> bool:
        """Whether a label of several words that say nothing of a call stands before the date: `Award period: …`."""
        tokens = self.sentence.tokens[: self.begun]
        words = sum(map(str.isalpha, tokens))
        return (
            ":" in tokens[-_COPULA:]
            and words > 1
            and not any(c.end <= self.begun for c in self.sentence.cues)
        )

    @property
    def is_of_phase(self) -> bool:
        """Whether the only words beside the date are those of a phase: `Phase 1: 2 May – 30 June`."""
        words = [
            t for i, t in enumerate(self.sentence.tokens) if t.isalpha() and i not in self.sentence.dates
        ]
        return len(words) == 1 and words[0] in self.phases

    @property
    def is_former(self) -> bool:
        """Whether a word beside the date calls it a former one: `instead of 5 May`."""
        return self.nearest(CueKind.FORMER, FORMER) is not None

    def is_label(self, cue: Cue) -> bool:
        """Return whether a cue is a label of the date: a colon, a short word or nothing stands between them."""
        if cue.start > self.at:
            return False
        between = self.sentence.tokens[cue.end : self.at]
        plain = all(not word.isalpha() or len(word) <= _LONGEST for word in between)
        return ":" in between[:3] or (plain and len(between) <= _COPULA)

    def _is_passed(self, label: Cue) -> bool:
        """Return whether another label stands between a label and the date: `1st deadline: starts on: 5 May`."""
        return any(
            label.end <= cue.start < self.at and ":" in self.sentence.tokens[label.end : cue.start]
            for cue in self.sentence.cues
        )

    def is_directly_before(self, cue: Cue) -> bool:
        """Return whether a cue stands directly before the date: `the conference on 5 May`."""
        if not 0 <= self.at - cue.end <= 2:
            return False
        between = (c for c in self.sentence.cues if cue.end <= c.start < self.at)
        words = self.sentence.tokens[cue.end : self.at]
        is_near = all(word.isalpha() and len(word) <= _LONGEST_JOINING for word in words)
        return is_near and all(c.kinds <= SIDES for c in between)

    def distance(self, cue: Cue) -> float:
        """Return the distance of a cue in words, to which marks and other dates between them add."""
        left = cue.end <= self.at
        start, end = (cue.end, max(self.begun, cue.end)) if left else (self.at + 1, cue.start)
        if end - start > _FAR_TOKENS:
            return FAR
        total = 0.0
        # What a sentence says after a date at its beginning is said of that date.
        share = 0.5 if not left and self.begun <= _BEGINNING else 1.0
        for i in range(start, end):
            token = self.sentence.tokens[i]
            if i in self.sentence.dates:
                total += _DATE_BETWEEN
            else:
                total += _CLAUSE.get(token, 1.0 if token.isalnum() else 0.0)
        return total * share + (_NEXT if not left and self._is_of_next(cue, total) else 0.0)

    @property
    def is_brief(self) -> bool:
        """Whether a range is of at most ten days, as those of events are."""
        first, last = self.date.first, self.date.last
        if not (last and first.month and first.day and last.month and last.day):
            return False
        if first.year and last.year:
            years = last.year - first.year
        else:
            years = int((last.month, last.day) < (first.month, first.day))  # 28 December – 2 January
        months = 12 * years + last.month - first.month
        return 0 < 30 * months + last.day - first.day <= _LONGEST_EVENT

    def is_of_next(self, cue: Cue) -> bool:
        """Return whether a cue after the date rather belongs to the next date."""
        return cue.start > self.at and self._is_of_next(cue, 0)

    def _is_of_next(self, cue: Cue, distance: float) -> bool:
        """Return whether a cue after the date rather belongs to the next date: `opens on D and closes on D`."""
        following = min((at for at in self.sentence.dates if at >= cue.end), default=None)
        if following is None:
            return False
        return max(self.sentence.before.get(following, following) - cue.end, 0) <= distance + 1

    def _side(self, language: str | None) -> tuple[CueKind | None, Cue | None]:
        """Return whether `until` or `since` stands beside the date, or is its ending."""
        if kind := ending(self.date.raw, language):
            return kind, None
        sides = [cue for cue in self.sentence.cues if cue.kinds & SIDES]
        before = self._preposition({cue.end: cue for cue in sides}, language)
        cue = before or self._postposition({cue.start: cue for cue in sides}, language)
        if cue is None:
            joint = self._joint(self.begun, language)
            return (CueKind.UNTIL, joint) if joint or self._is_until_hour(language) else (None, None)
        if self._is_genitive(cue, language):
            return None, cue
        return next(side for side in (CueKind.UNTIL, CueKind.SINCE, CueKind.AFTER) if side in cue.kinds), cue

    def _is_until_hour(self, language: str | None) -> bool:
        """Return whether the date ends with `until` an hour: `applications on 5 May until 17:00`."""
        if not self.date.time or self.is_range or not self.by_kind.keys() & OF_CALL:
            return False
        sides = [cue.kinds & SIDES for cue in cues_in(words_of(self.date.raw), language)]
        return any(CueKind.UNTIL in kinds for kinds in sides) and not any(
            CueKind.SINCE in kinds for kinds in sides
        )

    def _joint(self, begun: int, language: str | None) -> Cue | None:
        """Return the word that joins a date beginning at a token to the one before: `du 5 mai à 9 h au 6 juin`."""
        tokens, hours = self.sentence.tokens, word_set("day_hours", language)
        before = max((i for i in self.sentence.dates if i < begun - 1), default=None)
        if before is None or begun - before > SKIPPED:
            return None
        joint = next(
            (i for i in range(before + 1, begun) if tokens[i] in word_set("day_spans", language)), None
        )
        start = self.sentence.before.get(before, before)
        is_from = not _begun_words(language).isdisjoint(tokens[max(0, start - OF_PAIR) : before])
        between = (word for word in tokens[before + 1 : begun] if word.isalpha() and word not in hours)
        is_near = all(len(word) <= _LONGEST_JOINING for word in between)
        return Cue(frozenset({CueKind.UNTIL}), joint, joint + 1) if joint and is_from and is_near else None

    def _is_genitive(self, side: Cue, language: str | None) -> bool:
        """Return whether `from` means `of`, since no `until` follows the date: `l'appel du 5 mai`.

        What one applies for does not stand between `from` and `until`.
        """
        words = " ".join(self.sentence.tokens[side.start : side.end])
        if self.is_range or words not in phrase_tokens("day_genitives", language):
            return False
        following = min((at for at in self.sentence.dates if at > self.at), default=None)
        if following is not None and self._joint(self.sentence.before.get(following, following), language):
            return False
        behind = (cue for cue in self.sentence.cues if cue.start > self.at)
        return CueKind.UNTIL not in next((c.kinds for c in behind if c.kinds & _ENDS_OR_CALLS), _NO_CUES)

    def _is_start(self, language: str | None) -> bool:
        """Return whether the words beside the date say that something begins on it: `starting from`."""
        if self.side != CueKind.SINCE or self.side_cue is None:
            return False
        start = max(0, self.side_cue.start - _LAST_WORDS)
        words = f" {' '.join(self.sentence.tokens[start : self.side_cue.end])} "
        return any(f" {phrase} " in words for phrase in phrase_tokens("day_starting", language))

    def _is_last(self, language: str | None) -> bool:
        """Return whether the words beside the date say that it is the last possible day: `no later than`."""
        if self.side != CueKind.UNTIL or self.side_cue is None:
            return False
        start = max(0, self.side_cue.start - _LAST_WORDS)
        words = f" {' '.join(self.sentence.tokens[start : self.begun])} "
        after = f" {' '.join(self.sentence.tokens[self.at + 1 : self.at + 1 + _LAST_WORDS])} "
        return any(
            f" {phrase} " in words or f" {phrase} " in after
            for phrase in phrase_tokens("day_latest", language)
        )

    def _preposition(self, by_end: dict[int, Cue], language: str | None) -> Cue | None:
        """Return the cue before the date with only short words, numbers, hours and a parenthesis between them."""
        skipped = self._skipped(language)
        passed = 0
        at = self.at
        while at > 0 and passed < SKIPPED:
            if at in by_end:
                return self._until_hour(by_end[at], by_end, language) or by_end[at]
            word = self.sentence.tokens[at - 1]
            if at - 1 not in skipped and at - 1 < self.begun:
                if word == ")" and "(" in self.sentence.tokens[:at]:
                    # `by 17:00 (Brussels local time) on 5 May`
                    at = max(i for i in range(at) if self.sentence.tokens[i] == "(")
                    continue
                if at - 1 in self.sentence.dates or self._separates(at - 1):
                    return None
                passed += 1
            at -= 1
        return None

    def _skipped(self, language: str | None) -> set[int]:
        """Return the tokens that may stand between `until` and its date: `this year`, `noon`, `hours`."""
        hours = word_set("day_hours", language)
        this_year = (
            i for cue in self.sentence.cues if cue.kinds & _OF_YEARS for i in range(cue.start, cue.end)
        )
        return {*this_year, *(i for i, word in enumerate(self.sentence.tokens[: self.at]) if word in hours)}

    def _separates(self, at: int) -> bool:
        """Return whether a token ends a sentence, or is a long word that is no unit of a number."""
        tokens = self.sentence.tokens
        word = tokens[at]
        long = len(word) > (_LONGEST_AFTER_NUMBER if at > 0 and tokens[at - 1].isdigit() else _LONGEST)
        # A dot after a short word ends no sentence: 17 h. on 5 May.
        is_end = word in ENDS and not (word == "." and at > 0 and len(tokens[at - 1]) <= _LONGEST)
        return is_end or (word.isalpha() and long)

    def _until_hour(self, cue: Cue, by_end: dict[int, Cue], language: str | None) -> Cue | None:
        """Return the `until` before an hour that short words join to the date: `até às 18h00 do dia 5 de maio`."""
        tokens = self.sentence.tokens
        words = tokens[cue.start : cue.end]
        if CueKind.UNTIL in cue.kinds or len(words) > _JOINING or any(len(word) > _LONGEST for word in words):
            return None
        hours = word_set("day_hours", language)
        # The words of the hour itself are read: `12 del mediodía del 5 de mayo`.
        start = min(cue.start, self.begun)
        for at in range(start, max(0, start - SKIPPED), -1):
            if at in by_end and at < cue.start:
                return by_end[at] if CueKind.UNTIL in by_end[at].kinds else None
            word = tokens[at - 1]
            if at - 1 in self.sentence.dates or word in ";!?,":
                return None
            if word.isalpha() and len(word) > _LONGEST and word not in hours:
                return None
        return None

    def _is_hour_behind(self, cue: Cue, language: str | None) -> bool:
        """Return whether a number or a date stands behind a cue, at most with words of hours between them."""
        at = cue.end
        while at < len(self.sentence.tokens) and self.sentence.tokens[at] in word_set("day_hours", language):
            at += 1
        following = self.sentence.tokens[at : at + 1]
        return at in self.sentence.dates or any(map(str.isdigit, following))

    def _postposition(self, by_start: dict[int, Cue], language: str | None) -> Cue | None:
        """Return the cue after the date: `5.5. mennessä`, `5 May at the latest`."""
        tokens, at = self.sentence.tokens, self.at + 1
        while at < len(tokens) and tokens[at] in ",)(":
            at += 1
        cue = by_start.get(at)
        if cue is None or cue.end in self.sentence.dates or cue.end + 1 in self.sentence.dates:
            return None
        if CueKind.AFTER in cue.kinds and not has_trait(language, Trait.POSTPOSITIONS):
            return None  # `It closes on 5 May, after it opened on 5 April`
        if CueKind.SINCE in cue.kinds and self._is_hour_behind(cue, language):
            return None  # the hour at which it begins: `on 5 May, from 18:00`
        is_long = cue.end - cue.start > 1 or len(tokens[cue.start]) >= _LONG_SIDE
        return cue if is_long or has_trait(language, Trait.POSTPOSITIONS) else None


def _is_between(date: FoundDate, language: str | None, beside: set[str]) -> bool:
    """Return whether `between` stands in front of a date or is one of the words `beside` it.

    `Between 9 and 11 May` is a period.
    """
    between = word_set("between", language)
    return not between.isdisjoint(beside) or words_of(date.raw)[0] in between


def _is_joined(date: FoundDate, language: str | None) -> bool:
    """Return whether the ends of a range are two days joined by `and`, and not the ends of a period."""
    words = words_of(date.raw)
    if date.last is None or word_set("and", language).isdisjoint(words):
        return False
    return not any(CueKind.UNTIL in cue.kinds for cue in cues_in(words, language))


@lru_cache(maxsize=64)
def phrase_tokens(name: str, language: str | None) -> frozenset[str]:
    """Return the phrases of a set as tokens with spaces between them."""
    return frozenset(" ".join(words_of(phrase)) for phrase in listed(name, language))


@lru_cache(maxsize=64)
def _begun_words(language: str | None) -> frozenset[str]:
    """Return the last words of what stands before a first day: `du`, `dal`, `a partir de`."""
    return frozenset(
        phrase.split()[-1] for phrase in phrase_tokens("day_since", language) if phrase[:1] != "-"
    )
