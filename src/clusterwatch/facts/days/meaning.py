"""Say what the dates of a sentence mean.

Each reading of a date (a deadline, the day of an event …) is supported by cues near it. The support falls with the
distance in words, and marks and other dates between a cue and the date make the distance longer. The best supported
reading is used if its support suffices. Days of publications, laws and signatures compete as readings of their own, so
that they take the days that are theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from clusterwatch.dates import FoundDate
from clusterwatch.facts.days.cues import Cue, CueKind, cues_in, ending, listed, words_of
from clusterwatch.facts.days.sentences import Sentence
from clusterwatch.vocab import folded


class Reading(Enum):
    """What a date may mean."""

    DEADLINE = auto()
    OPENS = auto()
    PERIOD = auto()  # a range from the opening to the deadline
    EVENT = auto()
    DECISION = auto()
    PROJECT = auto()  # the range of a project
    PROJECT_START = auto()
    PROJECT_END = auto()
    OTHER = auto()
    UNKNOWN = auto()  # no word near the date says what it means


@dataclass(frozen=True, slots=True)
class Meaning:
    """A reading of the date at token `at`, with its support, and the cue that says it.

    `is_joined` says that the date is two days joined by `and`. `side` is what stands beside the date (UNTIL, SINCE,
    AFTER), and `is_former` says that a word there calls the day a former one. `is_start` says that something begins on
    it: `starting from`.
    """

    reading: Reading
    support: float
    at: int
    cue: Cue | None = None
    is_joined: bool = False
    side: CueKind | None = None
    is_former: bool = False
    is_start: bool = False


def is_call(title: frozenset[CueKind], lead: frozenset[CueKind]) -> bool:
    """Return whether the title speaks of applications, or the first paragraphs do and the title speaks of no event.

    The arguments are the cues of both.
    """
    return CueKind.APPLY in title or (CueKind.APPLY in lead and CueKind.EVENT not in title)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text around a sentence is about: cues of the title, and of the heading or the sentence before it.

    `lead` has those of the first paragraphs. `is_item` says that the sentence is an item of a list, `is_lead` that it
    stands in the first paragraphs.
    """

    title: frozenset[CueKind] = frozenset()
    heading: frozenset[CueKind] = frozenset()
    before: frozenset[CueKind] = frozenset()
    is_item: bool = False
    lead: frozenset[CueKind] = frozenset()
    is_lead: bool = False

    @property
    def is_call(self) -> bool:
        """Whether the post is a call (see `is_call`)."""
        return is_call(self.title, self.lead)

    @property
    def heads_events(self) -> bool:
        """Whether the heading says that events take place on the days below, and speaks of no applications."""
        is_held = bool(self.heading & {CueKind.HELD, CueKind.WHEN})
        return is_held and CueKind.EVENT in self.heading and self.heading.isdisjoint(_OF_ANYTHING_ELSE)

    def has(self, kind: CueKind) -> bool:
        """Return whether the title, the heading or the sentence before has a cue of this kind."""
        return kind in self.title or kind in self.heading or kind in self.before


_ENOUGH = 4.6
_MARGIN = 0.3
_CLAUSE = {";": 8.0, ",": 1.0, "(": 1.0, ")": 1.0, ":": 0.0, "|": 3.0, "•": 3.0}
_DATE_BETWEEN = 1.5
_FAR = 25.0  # the distance at which a cue of the sentence has no weight
_SUBJECT = 6.0  # words between a verb and its subject
_FAR_SUBJECT = 20  # tokens between a verb directly before a date and its subject
_COLON = 4.0  # what a colon between them counts
_COPULA = 2  # tokens between a label and its date: `The date is the`
_OF_WORDS = 2  # tokens between `start` and what starts
_ITEM_WORDS = 9  # words of an item that its heading explains
_FEW_WORDS = 3  # words of a sentence that says only until when
_LISTED = 0.5  # support that the next date of a list loses
_GAP = 4  # tokens between two dates of a list
_NEXT = 6.0  # added to the distance of a cue that belongs to the next date
_OF_CLAUSE = 3.0  # support that a deadline loses if it is that of the date before
_NEW_WORDS, _LONG_WORD = 2, 4  # words, and their letters, with which another clause begins
_OF_NEXT = 2.0  # support that an event after the date loses if it is that of the next date
_BEGINNING = 2  # tokens before a date at the beginning of its sentence
_SIDES = {CueKind.UNTIL, CueKind.SINCE, CueKind.AFTER}
_LONGEST, _LONGEST_AFTER_NUMBER = 3, 6  # letters of a word that may stand between `until` and a date
_LONGEST_JOINING = 4  # letters of a word between the name of an event and its date: `from`
_JOINING = 2  # words between an hour and a date: `do dia`
_OF_PAIR = 4  # tokens between a date and the `until` of the next one
_SKIPPED = 7  # tokens between `until` and a date
_ENDS = frozenset(".;!?")
_LONGEST_EVENT = 10  # days
_LAST_WORDS = 3  # tokens before `until` of which one may say that the day is the last one
_LONG_SIDE = 7  # letters of a word such as `spätestens`, which may follow a date
_BESIDE_DEADLINE = 2  # words between a date and the name of a deadline
_BESIDE = 1  # words between a verb and its date
_DENIED = 2  # words between `not` and what is denied
_FORMER = 3  # words between a date and one that calls it a former one
_OF_YEARS = frozenset({CueKind.THIS_YEAR, CueKind.NEXT_YEAR})
_TO_BE_DONE = 10  # tokens between the words for an end of a project and its last day
_BESIDE_TERM = 4  # tokens between the words of a deadline and of the project whose it is
_OF_PROJECTS = frozenset({CueKind.PROJECT, CueKind.PROJECT_START, CueKind.PROJECT_END})
_NOT_OF_CALLS = _OF_PROJECTS | {CueKind.EVENT, CueKind.MEETING, CueKind.HELD}
_NO_EVENT = {
    CueKind.APPLY,
    CueKind.DEADLINE,
    CueKind.DECISION,
    CueKind.OTHER,
    CueKind.OPENS,
    CueKind.CLOSES,
}
_OF_ANYTHING_ELSE = _OF_PROJECTS | _NO_EVENT
_ENDS_OR_CALLS = frozenset({CueKind.UNTIL, CueKind.APPLY})
_NOTHING: frozenset[CueKind] = frozenset()
_OF_CALL = frozenset({CueKind.APPLY, CueKind.DEADLINE, CueKind.CLOSES})
_SUBJECTS = frozenset({CueKind.APPLY, CueKind.DEADLINE, CueKind.KEPT, CueKind.PRICE})
_RUNNING = frozenset({CueKind.DEADLINE, CueKind.SURVEY})  # what takes place and is no event
_HELD_BESIDE = 1.0  # support of a verb of an event beside the date that names the event behind it
_HELD_ALONE = 0.6  # support of a verb of an event in a sentence that speaks of nothing else
_VERBS_LAST = frozenset({"de", "nl", "hu"})
_POSTPOSITIONS = frozenset({"fi", "et", "hu"})  # languages in which such words follow the date


def meanings_of(sentence: Sentence, around: Surroundings, language: str | None) -> list[Meaning]:
    """Return the meanings of the dates in a sentence, UNKNOWN for those of which none is certain enough."""
    found: list[Meaning] = []
    last: Meaning | None = None
    for at in sentence.dates:
        view = _View(sentence, at, around, language)
        best = _best(view)
        if best is None and last is not None and _is_listed(sentence, last.at, view):
            best = replace(last, at=at, support=last.support - _LISTED)
        if best is None or best.reading != Reading.OTHER:
            said = best or Meaning(Reading.UNKNOWN, 0.0, at)
            is_joined = view.is_range and not view.is_period
            said = replace(said, is_joined=is_joined, side=view.side)
            found.append(replace(said, is_former=view.is_former, is_start=view.is_start))
        last = best
    return found


def _is_listed(sentence: Sentence, before: int, view: _View) -> bool:
    """Return whether a date continues a list of dates with the same meaning: `on 5 May, then 6 June`."""
    between = range(before + 1, view.at)
    if view.side_cue and view.side_cue.start in between:
        return False
    cued = any(cue.start in between and not cue.kinds <= {CueKind.FORMER} for cue in sentence.cues)
    return len(between) <= _GAP and not cued and not any(sentence.tokens[i] in ";:.(" for i in between)


def _best(view: _View) -> Meaning | None:
    ranked: dict[Reading, Meaning] = {}
    for meaning in _readings(view):
        if meaning.reading not in ranked or meaning.support > ranked[meaning.reading].support:
            ranked[meaning.reading] = meaning
    order = sorted(ranked.values(), key=lambda m: -m.support)
    if not order or order[0].support < _ENOUGH:
        return None
    if len(order) > 1 and order[0].support - order[1].support < _MARGIN and not _akin(order[0], order[1]):
        return None
    return order[0]


def _akin(one: Meaning, other: Meaning) -> bool:
    pair = {one.reading, other.reading}
    return pair == {Reading.DEADLINE, Reading.PERIOD}


def _readings(view: _View) -> Iterator[Meaning]:
    if view.side == CueKind.AFTER and not view.is_range:
        apply = view.nearest(CueKind.APPLY)
        if apply and CueKind.REFUSED in view.by_kind:
            # `Applications after 5 May are not considered.`
            yield Meaning(Reading.DEADLINE, 7.0 - 0.2 * view.distance(apply), view.at, apply)
        return
    is_else = view.is_kept or view.is_of_appeal or view.is_too_early or view.is_not_before
    if is_else or view.is_withdrawal or view.is_former_period or view.is_not_moved:
        yield Meaning(Reading.OTHER, 9.5, view.at)  # `Rooms are held until 5 May`
        return
    yield from _prices(view)
    yield from _deadlines(view)
    yield from _openings(view)
    yield from _events(view)
    yield from _projects(view)
    yield from _decisions(view)
    yield from _others(view)
    if view.is_relative:
        yield Meaning(Reading.OTHER, 10.0, view.at)  # `by 31 March of the year before`
    elif not _of_call(view):
        yield from view.near(CueKind.LAST_YEAR, Reading.OTHER, 10.0, 0.1, 15, right=(8.0, 0.6, 4))


def _is_of_ceremony(view: _View) -> bool:
    """Return whether a verb of an event stands beside the date: `on D the announcement and the gala take place`."""
    return view.nearest(CueKind.HELD, _BESIDE_DEADLINE) is not None and CueKind.EVENT in view.by_kind


def _decisions(view: _View) -> Iterator[Meaning]:
    # Results that are announced at an event have the day of the event.
    is_held = view.nearest(CueKind.EVENT, 3) or _is_of_ceremony(view)
    most = 4.7 if is_held else 9.9 if view.side == CueKind.UNTIL else 7.5
    for meaning in view.near(CueKind.DECISION, Reading.DECISION, most, 0.3, 8, right=(most, 2.0, 4)):
        if meaning.cue is None or not view.is_behind_and(meaning.cue):
            yield meaning


def _others(view: _View) -> Iterator[Meaning]:
    # `Since 5 May a new law is in force`
    behind = (8.2, 0.45, 4.0) if view.side == CueKind.SINCE else (7.0, 0.6, 4.0)
    for meaning in view.near(CueKind.OTHER, Reading.OTHER, 8.2, 0.45, 6, right=behind):
        # `The winners will be announced on D` publishes nothing yet, and `since` may begin the time to apply.
        cue = meaning.cue
        is_start = (
            cue is not None
            and CueKind.SINCE in cue.kinds
            and {CueKind.APPLY, CueKind.UNTIL} <= view.by_kind.keys()
        )
        if cue is None or not (
            is_start or view.follows(cue, CueKind.DECISION) or view.is_of_application(cue)
        ):
            yield meaning


def _deadlines(view: _View) -> Iterator[Meaning]:
    reading = Reading.PERIOD if view.is_period and not view.is_moved else Reading.DEADLINE
    subject = view.nearest(CueKind.DEADLINE)
    if view.side != CueKind.SINCE or view.is_period or view.is_moved:
        # The term of a contract is no deadline.
        is_term = (
            view.nearest(CueKind.PROJECT, 8) is not None
            and CueKind.APPLY not in view.by_kind
            and not view.is_moved
            and not _is_named(view)
        )
        most = 6.5 if is_term else 9.0
        for meaning in view.near(CueKind.DEADLINE, reading, most, 0.3, 16, right=(most - 1.0, 0.4, 10)):
            if meaning.cue is None or not (view.begins(meaning.cue) or _ends_event(view, meaning.cue)):
                less = _OF_CLAUSE if meaning.cue and view.is_of_another_clause(meaning.cue) else 0.0
                yield replace(meaning, support=meaning.support - less)
        is_subject = subject is not None and view.is_subject(subject) and not view.begins(subject)
        if is_subject and CueKind.HELD not in view.by_kind:
            # `The deadline for registering for the gala and the seminar is 5 May`
            yield Meaning(reading, most, view.at, subject)
    yield from _former(view)
    if view.is_moved and view.is_of_moved(subject):
        # `The closing date for entries for the 2003 awards was extended from this Friday, to 26 September`
        yield Meaning(Reading.DEADLINE, 8.0, view.at, subject)
    moved = view.nearest(CueKind.EXTENDED, _BESIDE)
    if view.is_moved and moved and moved.end <= view.at and CueKind.EVENT not in view.by_kind:
        yield Meaning(Reading.DEADLINE, 8.0, view.at, moved)  # `The call has been extended to 5 May`
    apply = view.apply
    if view.is_range:
        yield from _periods(view, reading, apply)
    else:
        yield from _last_days(view, apply)


def _ends_event(view: _View, closing: Cue) -> bool:
    """Return whether a word for an end is that of an event: `Sunday: closing with music` below the name of a fair."""
    is_event = CueKind.EVENT in view.around.title and CueKind.APPLY not in view.around.title
    is_noun = CueKind.CLOSES in closing.kinds and closing.end - closing.start == 1
    return is_noun and is_event and not (view.by_kind.keys() | view.around.heading) & {CueKind.APPLY}


def _prices(view: _View) -> Iterator[Meaning]:
    """Yield the reading of the last day of a lower price: `The early-bird price applies until 5 May`."""
    price = view.nearest(CueKind.PRICE, 8)
    if price and view.side == CueKind.UNTIL and not view.is_range:
        yield Meaning(Reading.DEADLINE, 10.0 - 0.05 * view.distance(price), view.at, price)


def _is_named(view: _View) -> bool:
    """Return whether a deadline is named by several words, which say what it is for: `deadline for submission`."""
    deadline = view.nearest(CueKind.DEADLINE)
    return deadline is not None and deadline.end - deadline.start > 1


def _periods(view: _View, reading: Reading, apply: Cue | None) -> Iterator[Meaning]:
    """Yield the readings of a range as the period of a call."""
    closes = view.nearest(CueKind.CLOSES)
    asked = view.nearest(CueKind.ASKED, 5)
    if view.is_period and view.is_brief_item and CueKind.APPLY in view.around.heading and not view.is_brief:
        # One applies with projects.
        kinds = (view.around.heading - {CueKind.PROJECT}) | view.by_kind.keys()
        is_other = kinds & _NOT_OF_CALLS or view.has_unknown_label
        yield Meaning(reading, 0.0 if is_other else 5.4, view.at)
    if view.is_period and asked and view.begins_line(asked) and view.around.is_call:
        yield Meaning(reading, 7.5, view.at, asked)
    if view.is_period and apply:
        marked = view.nearest(CueKind.OPENS) or closes or view.side == CueKind.SINCE
        yield Meaning(reading, 6.8 + (1.2 if marked else 0.0) - 0.25 * view.distance(apply), view.at, apply)
    elif view.is_period and view.around.has(CueKind.APPLY) and closes and view.distance(closes) <= 6:
        yield Meaning(reading, 6.0 - 0.3 * view.distance(closes), view.at, closes)
    elif view.is_period and view.is_of_phase and view.around.heading & {CueKind.APPLY, CueKind.DEADLINE}:
        yield Meaning(reading, 5.0, view.at)
    elif view.is_period and view.is_short and view.side == CueKind.SINCE:
        yield Meaning(reading, 5.0 if CueKind.APPLY in view.around.heading else 0.0, view.at)


def _last_days(view: _View, apply: Cue | None) -> Iterator[Meaning]:
    """Yield the readings of a single day as the last day of a call."""
    if apply and view.is_label(apply) and view.side is None and view.knows_deadline(apply):
        yield Meaning(Reading.DEADLINE, 6.5 - 0.3 * view.distance(apply), view.at, apply)
    if view.is_brief_item and CueKind.DEADLINE in view.around.heading and view.side is None:
        yield Meaning(Reading.DEADLINE, 5.0, view.at)
    if view.is_alone and view.side is None and CueKind.UNTIL in view.around.heading:
        # A number such as `1.2.` is that of a section.
        is_known = CueKind.APPLY in view.around.title and view.date.first.year is not None
        yield Meaning(Reading.DEADLINE, 5.0 if is_known else 0.0, view.at)
    if view.is_evaluated or _is_no_deadline(view):
        yield Meaning(Reading.OTHER, 9.0, view.at, view.side_cue)  # `The scheme is in force until 5 May`
    elif view.side == CueKind.UNTIL:
        yield Meaning(Reading.DEADLINE, _until(view, apply), view.at, view.side_cue or apply)
    elif view.side == CueKind.SINCE and (closed := _closed_since(view)):
        yield Meaning(Reading.DEADLINE, 9.6, view.at, closed)
    elif view.side != CueKind.SINCE and (closes := view.nearest(CueKind.CLOSES, 9)):
        is_of_next = view.is_of_next(closes) or _opens_before(view, closes)
        if not view.nearest(CueKind.PROJECT_END, 6) and not is_of_next:
            support = _closing(view, apply, closes) - 0.3 * view.distance(closes)
            yield Meaning(Reading.DEADLINE, support, view.at, closes)


def _is_no_deadline(view: _View) -> bool:
    """Return whether something else is in force until the day, or was there by 1 January."""
    if view.side != CueKind.UNTIL or view.side_cue is None:
        return False
    if view.is_new_year and not view.nearest(CueKind.DEADLINE):
        return True  # `firms that were registered by 1 January`
    return view.is_term(view.side_cue) or view.is_stopped_later


def _closing(view: _View, apply: Cue | None, closes: Cue) -> float:
    """Return the support that a verb of an end gives a deadline."""
    if apply and (not view.is_behind_comma(apply, closes) or view.opens_and(closes)):
        return 8.0
    is_label = view.is_label(closes) and view.begins_line(closes) and view.around.is_call
    is_known = CueKind.APPLY in view.around.title or CueKind.APPLY in view.around.heading
    # `The course starts on 5 May and ends on 5 June`
    return 6.2 if (is_known or is_label) and CueKind.EVENT not in view.by_kind else 0.0


def _closed_since(view: _View) -> Cue | None:
    """Return what says beside `since` and the date that a call is over: `It is closed since 5 May`."""
    side, is_call = view.side_cue, CueKind.APPLY in view.by_kind or view.around.has(CueKind.APPLY)
    closes = view.nearest(CueKind.CLOSES, _BESIDE_DEADLINE)
    if side is None or closes is None or not is_call or view.at < max(view.sentence.dates):
        return None
    # A word such as `year` may stand behind the date: `od 5. svibnja 2026. godine zatvoren`
    is_behind = closes.start > view.at and view.distance(closes) <= _BESIDE
    return closes if closes.end == side.start or is_behind else None


def _opens_before(view: _View, closes: Cue) -> bool:
    """Return whether the date opens what closes on a later one: `opens on D and shuts at 5 pm on D`."""
    opens = view.nearest(CueKind.OPENS, 6)
    is_later = closes.start > view.at and any(at > closes.start for at in view.sentence.dates)
    return is_later and opens is not None and opens.end <= view.at


def _former(view: _View) -> Iterator[Meaning]:
    """Yield the reading of a deadline that no longer holds: `extended to 5 May (before: 5 April)`."""
    former = view.nearest(CueKind.FORMER, _FORMER) or _first_former(view)
    is_moved = CueKind.EXTENDED in view.by_kind or CueKind.EXTENDED in view.around.before
    if former and former.end <= view.at and _opens_in_clause(view, former):
        yield Meaning(Reading.OTHER, 9.0, view.at, former)
    elif (
        former
        and former.end <= view.at
        and is_moved
        and (_of_call(view) or CueKind.APPLY in view.around.before)
    ):
        yield Meaning(Reading.DEADLINE, 7.0 - 0.3 * view.distance(former), view.at, former)


def _opens_in_clause(view: _View, former: Cue) -> bool:
    """Return whether a former day is that of an opening: `The call opens, instead of 5 May, on 5 June`."""
    opens = view.nearest(CueKind.OPENS, _SUBJECT)
    closes = view.by_kind.keys() & {CueKind.CLOSES, CueKind.DEADLINE}
    is_beside = not any(former.end <= at < view.at for at in view.sentence.dates)
    return opens is not None and opens.end <= former.start and is_beside and not closes


def _first_former(view: _View) -> Cue | None:
    """Return a cue of the past that begins the sentence: `Originally the call was to close on 5 May`."""
    former = view.nearest(CueKind.FORMER, _FAR)
    return former if former and view.begins_line(former) and len(view.sentence.dates) == 1 else None


def _of_call(view: _View) -> bool:
    """Return whether the sentence speaks of applications or of a deadline."""
    return CueKind.APPLY in view.by_kind or CueKind.DEADLINE in view.by_kind


def _until(view: _View, apply: Cue | None) -> float:
    """Return the support that `until` gives a deadline: much beside words of applying, none without them."""
    if apply:
        if view.is_about_term:
            return 0.0  # `The project duration is from the day of application until 5 May`
        if view.is_to_be_done(apply):
            return 0.0
        return 8.5 - 0.08 * view.distance(apply) - (_OF_CLAUSE if view.is_of_project(apply) else 0.0)
    if view.nearest(CueKind.DEADLINE, _BESIDE_DEADLINE):
        return 8.5  # `before 5 May, the last possible day`
    if view.around.heading & {CueKind.APPLY, CueKind.PRICE}:
        return 0.0 if CueKind.PROJECT_END in view.by_kind else 6.0
    if view.is_last and not view.by_kind.keys() & _OF_PROJECTS:
        return 5.2
    if view.nearest(CueKind.EVENT, 6) or view.nearest(CueKind.PROJECT, 8):
        return 0.0
    if view.ends_pair and not view.by_kind.keys() & _NOT_OF_CALLS and view.knows(CueKind.APPLY):
        return 6.0  # a sentence that speaks of applying far before
    if not view.around.has(CueKind.APPLY):
        return 0.0
    return 5.6 if view.is_short or view.nearest(CueKind.OPENS, 6) or view.nearest(CueKind.CLOSES, 6) else 0.0


def _openings(view: _View) -> Iterator[Meaning]:
    if view.is_range or view.side == CueKind.UNTIL or view.is_moved or view.is_of_meeting:
        return
    if view.is_stopped or CueKind.WITHDRAWN in view.by_kind:
        return  # `The call, which was to open on 5 May, is cancelled`
    if view.is_held_since:
        return
    apply = view.apply
    opens = view.nearest(CueKind.OPENS, 7)
    closes = view.nearest(CueKind.CLOSES, 3)
    if view.side == CueKind.SINCE and closes and (closes.start > view.at or view.distance(closes) <= _BESIDE):
        return
    if view.side == CueKind.SINCE and apply:
        # `Since 1 May, dealers must submit a declaration` opens nothing.
        is_known = view.around.has(CueKind.APPLY) or CueKind.OPENS in view.around.title
        is_call = opens or is_known or len(view.sentence.dates) > 1
        support = 8.3 if opens and opens is not view.side_cue else 7.5 if is_call else 0.0
        yield Meaning(Reading.OPENS, support - 0.08 * view.distance(apply), view.at, view.side_cue)
    elif named := _named_opening(view):
        yield Meaning(Reading.OPENS, 8.5, view.at, named)
    elif opens and (
        view.has_beside(opens, CueKind.APPLY)
        or view.has_beside(opens, CueKind.DEADLINE)
        or view.is_opened(opens)
    ):
        # A verb directly before the date decides: `the deadline for applications starts on D`.
        most = 9.0 if opens.end <= view.at and view.distance(opens) <= 1 else 8.0
        yield Meaning(Reading.OPENS, most - 0.35 * view.distance(opens), view.at, opens)
    elif (late := apply or view.nearest(CueKind.DEADLINE)) and view.side is None and view.begins_late(late):
        yield Meaning(
            Reading.OPENS, 8.0, view.at, late
        )  # `Today, on 5 May, opens the period for applications`
    elif view.side == CueKind.SINCE and CueKind.APPLY in view.around.heading:
        yield Meaning(Reading.OPENS, 6.0, view.at, view.side_cue)
    elif opens and view.around.is_call and view.is_label(opens) and view.begins_line(opens):
        yield Meaning(Reading.OPENS, 6.5 - 0.3 * view.distance(opens), view.at, opens)
    elif opens and view.around.is_call and _closes_later(view):
        # `The portal opens on 5 May and closes on 5 June`
        yield Meaning(Reading.OPENS, 5.5 - 0.3 * view.distance(opens), view.at, opens)


def _named_opening(view: _View) -> Cue | None:
    """Return the name of an opening that words of applying explain: `The date of the opening of applications is D`."""
    opening = view.nearest(CueKind.OPENS)
    if opening is None or opening.end - opening.start < 2 or opening.end > view.at:
        return None
    between = view.sentence.tokens[opening.end : view.begun]
    inside = [cue for cue in view.sentence.cues if opening.end <= cue.start < view.begun]
    is_plain = all(word.isalpha() for word in between)
    return opening if is_plain and inside and all(cue.kinds <= {CueKind.APPLY} for cue in inside) else None


def _closes_later(view: _View) -> bool:
    """Return whether the sentence says after the date when something closes, and speaks of no event or project."""
    kinds = {CueKind.CLOSES, CueKind.DEADLINE}
    projects = [cue for _, cue in view.by_kind.get(CueKind.PROJECT, ())]
    submitted = {CueKind.PROJECT} if all(map(view.is_applied_for, projects)) else set()
    return not view.by_kind.keys() & (_NOT_OF_CALLS - submitted) and any(
        cue.start > view.at and cue.kinds & kinds and any(at > view.at for at in view.sentence.dates)
        for cue in view.sentence.cues
    )


def _events(view: _View) -> Iterator[Meaning]:
    if view.side == CueKind.UNTIL and not view.is_range:
        return
    if view.is_end:
        return
    is_from = view.side_cue is not None and CueKind.SINCE in view.side_cue.kinds
    less = 2.5 if is_from and not view.is_range else 0.0
    more = 0.7 if view.date.time else 0.0
    held = view.nearest(CueKind.HELD, 15)
    event = view.nearest(CueKind.EVENT, 18)
    if event:
        support = 6.5 + (1.5 if held else 0.0) + (2.2 if view.is_directly_before(event) else 0.0)
        support -= _OF_NEXT if view.is_of_next(event) or view.is_done_before(event) else 0.0
        yield Meaning(Reading.EVENT, support + more - less - 0.2 * view.distance(event), view.at, event)
    meeting = view.nearest(CueKind.MEETING, 12)
    if meeting and (held or view.date.time):
        yield Meaning(Reading.EVENT, 6.2 + more - less - 0.2 * view.distance(meeting), view.at, meeting)
    if held and (event or meeting or not view.by_kind.keys() & _RUNNING):
        known = 0.8 if view.around.has(CueKind.EVENT) else 0.0
        known += 0.8 if CueKind.HELD in view.around.title else 0.0
        others = _NO_EVENT if CueKind.EVENT in view.by_kind else _OF_ANYTHING_ELSE
        known += 0.0 if view.by_kind.keys() & others else _HELD_ALONE
        known += _HELD_BESIDE if event and view.distance(held) <= _BESIDE else 0.0
        yield Meaning(Reading.EVENT, 5.0 + known + more - less - 0.2 * view.distance(held), view.at, held)
    yield from _labelled_events(view, event, less)


def _labelled_events(view: _View, event: Cue | None, less: float) -> Iterator[Meaning]:
    """Yield the readings that labels, headings and the title give a date as the day of an event."""
    when = view.nearest(CueKind.WHEN, 3)
    of_event = (
        event
        or view.is_organised
        or ((view.around.has(CueKind.EVENT) or view.date.time) and CueKind.APPLY not in view.by_kind)
    )
    if when and view.is_label(when) and of_event:
        yield Meaning(Reading.EVENT, 8.5 - less - 0.3 * view.distance(when), view.at, when)
    if (
        view.is_alone
        and (view.is_range or (view.date.time and view.around.has(CueKind.EVENT)))
        and CueKind.APPLY not in view.around.title
    ):
        yield Meaning(Reading.EVENT, 5.2, view.at)
    if CueKind.EVENT in view.around.title and view.around.is_lead and view.is_range and view.is_brief:
        yield Meaning(Reading.EVENT, 4.8, view.at)
    if view.begins_item and view.around.heads_events and not view.by_kind.keys() & _OF_ANYTHING_ELSE:
        yield Meaning(Reading.EVENT, 5.0, view.at)
    asked = view.nearest(CueKind.ASKED, 3)
    is_period = view.is_period and view.around.is_call
    if asked and view.begins_line(asked) and view.is_label(asked) and not _of_call(view) and not is_period:
        yield Meaning(Reading.EVENT, 8.0 - less - 0.3 * view.distance(asked), view.at, asked)
    opens = view.nearest(CueKind.OPENS, 3)
    if (
        opens
        and view.is_label(opens)
        and CueKind.EVENT in view.around.title
        and CueKind.APPLY not in view.around.title
    ):
        yield Meaning(Reading.EVENT, 6.0, view.at, opens)


def _projects(view: _View) -> Iterator[Meaning]:
    if view.side != CueKind.UNTIL:
        yield from view.near(CueKind.PROJECT_START, Reading.PROJECT_START, 8.8, 0.4, 6)
    if view.side != CueKind.SINCE:
        yield from view.near(CueKind.PROJECT_END, Reading.PROJECT_END, 8.8, 0.4, 6)
    if term := view.term_of_project:
        yield Meaning(Reading.PROJECT_END, 10.5, view.at, term)
    near = filter(None, (view.nearest(kind, 12) for kind in _OF_PROJECTS))
    project = min(near, key=view.distance, default=None)
    if project or CueKind.PROJECT in view.around.title or view.side == CueKind.UNTIL:
        yield from _course(view, 6 if project else 2)
    if project and view.is_range and not (view.is_moved or view.is_brief):
        yield Meaning(Reading.PROJECT, 7.2 - 0.25 * view.distance(project), view.at, project)
    elif project and view.side == CueKind.UNTIL and not view.is_applied_for(project):
        yield Meaning(Reading.PROJECT_END, 8.2 - 0.25 * view.distance(project), view.at, project)
    elif project and view.side == CueKind.SINCE:
        yield Meaning(Reading.PROJECT_START, 6.6 - 0.3 * view.distance(project), view.at, project)


def _course(view: _View, within: float) -> Iterator[Meaning]:
    """Yield the readings that verbs of beginning and end give in a text about a project."""
    if CueKind.APPLY in view.by_kind or CueKind.EVENT in view.by_kind:
        return
    if not view.around.has(CueKind.PROJECT) and not view.by_kind.keys() & _OF_PROJECTS:
        return
    opens, closes = view.nearest(CueKind.OPENS, within), view.nearest(CueKind.CLOSES, 3)
    if opens and view.side is None:
        yield Meaning(Reading.PROJECT_START, 6.8 - 0.3 * view.distance(opens), view.at, opens)
    if closes and closes.end <= view.at and view.side != CueKind.SINCE:
        yield Meaning(Reading.PROJECT_END, 7.6 - 0.3 * view.distance(closes), view.at, closes)


def _is_between(date: FoundDate, language: str | None, beside: set[str]) -> bool:
    """Return whether `between` stands in front of a date or is one of the words `beside` it.

    `Between 9 and 11 May` is a period.
    """
    between = _words(language, "between")
    return not between.isdisjoint(beside) or words_of(date.raw)[0] in between


def _is_joined(date: FoundDate, language: str | None) -> bool:
    """Return whether the ends of a range are two days joined by `and`, and not the ends of a period."""
    words = words_of(date.raw)
    if date.last is None or _words(language, "and").isdisjoint(words):
        return False
    return not any(CueKind.UNTIL in cue.kinds for cue in cues_in(words, language))


@lru_cache(maxsize=64)
def _words(language: str | None, name: str) -> frozenset[str]:
    return frozenset(map(folded, listed(name, language)))


@lru_cache(maxsize=64)
def _phrases(language: str | None, name: str) -> frozenset[str]:
    """Return the phrases of a set as tokens with spaces between them."""
    return frozenset(" ".join(words_of(phrase)) for phrase in listed(name, language))


@lru_cache(maxsize=64)
def _begun_words(language: str | None) -> frozenset[str]:
    """Return the last words of what stands before a first day: `du`, `dal`, `a partir de`."""
    return frozenset(phrase.split()[-1] for phrase in _phrases(language, "day_since") if phrase[:1] != "-")


class _View:
    """A sentence as seen from one of its dates."""

    def __init__(self, sentence: Sentence, at: int, around: Surroundings, language: str | None) -> None:
        self.sentence, self.at, self.around, self.language = sentence, at, around, language
        self.date = sentence.dates[at]
        self.begun = sentence.before.get(at, at)  # the token at which the words of the date begin
        self.is_range = self.date.last is not None
        self.joints = _words(language, "and")
        self.is_between = _is_between(self.date, language, self._words_beside())
        self.is_period = self.is_range and (self.is_between or not _is_joined(self.date, language))
        others = [*sentence.tokens[: self.begun], *sentence.tokens[at + 1 :]]
        self.is_alone = len(sentence.dates) == 1 and not any(word.isalpha() for word in others)
        self.is_short = sum(t.isalpha() for t in sentence.tokens) <= _FEW_WORDS and ":" not in sentence.tokens
        self.by_kind: dict[CueKind, list[tuple[float, Cue]]] = {}
        for cue in sentence.cues:
            distance = self.distance(cue)
            if distance < _FAR:
                for kind in cue.kinds:
                    self.by_kind.setdefault(kind, []).append((distance, cue))
        self.side, self.side_cue = self._side(language)
        self.is_start = self._is_start(language)
        self.is_moved = self._is_moved()
        self.is_last = self._is_last(language)
        self.phases = _words(language, "day_phases")

    def _is_moved(self) -> bool:
        """Return whether the sentence, or the title for a deadline of it, says that the date is one that was moved."""
        kinds = self.by_kind.keys()
        if self.is_start:
            return False  # `The call, which was moved, takes proposals starting from 5 May until 5 June`
        opens = self.nearest(CueKind.OPENS, _BESIDE)
        if opens and opens.end <= self.at and not self.is_range:
            return False  # `The term begins on 5 May and extends to 5 June`
        if CueKind.EXTENDED in kinds:
            return bool(kinds & {CueKind.DEADLINE, CueKind.APPLY})
        return (
            CueKind.EXTENDED in self.around.title and CueKind.DEADLINE in kinds and CueKind.OPENS not in kinds
        )

    @property
    def apply(self) -> Cue | None:
        """The nearest word of applying, unless it says what another date means, or who is told of a decision."""
        apply = self._nearest_untold()
        return None if apply and self._is_of_another(apply) else apply

    def _nearest_untold(self) -> Cue | None:
        if CueKind.DECISION not in self.by_kind:
            return self.nearest(CueKind.APPLY)
        if self._begins_notice:
            return None
        untold = (found for found in self.by_kind.get(CueKind.APPLY, ()) if not self._is_told(found[1]))
        return min(untold, key=lambda found: found[0], default=(_FAR, None))[1]

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
    def is_of_appeal(self) -> bool:
        """Whether the clause of the date speaks of appeals against a decision, before the date or only behind it."""
        appeals = [cue for _, cue in self.by_kind.get(CueKind.APPEAL, ())]
        if self.by_kind.keys() & {CueKind.EVENT, CueKind.MEETING}:
            return False  # `a seminar on complaints`
        if not appeals:
            return CueKind.APPEAL in self.around.heading and not _of_call(self)
        _, end = self._clause()
        divided = (
            i + 1 for i in range(self.begun) if self.sentence.tokens[i] == ";" or i in self.sentence.dates
        )
        start = max(divided, default=0)
        calls = [c for c in self.sentence.cues if start <= c.start < self.begun and c.kinds & _OF_CALL]
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
        return not beside.isdisjoint(_words(self.language, "and"))

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
        if before is None or self.side_cue is None or self.side != CueKind.UNTIL:
            return False
        begins = any(
            CueKind.SINCE in cue.kinds and 0 <= before - cue.end <= _SKIPPED for cue in self.sentence.cues
        )
        return begins and 0 < self.side_cue.start - before <= _OF_PAIR

    @property
    def is_evaluated(self) -> bool:
        """Whether a verb beside `until` says what is done with applications: `They will be evaluated by 30 June`.

        In languages whose verbs end the sentence it stands behind the date.
        """
        if self.side != CueKind.UNTIL:
            return False
        start = self.begun if self.side_cue is None else min(self.begun, self.side_cue.start)
        ends = self.at + 1 if self.language in _VERBS_LAST else -1
        return any(
            CueKind.EVALUATED in cue.kinds and (0 <= start - cue.end <= 1 or cue.start == ends)
            for cue in self.sentence.cues
        )

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
        closes = self.nearest(CueKind.CLOSES, _BESIDE)
        return before is not None and closes is not None and before < closes.start < self.at

    @property
    def is_not_moved(self) -> bool:
        """Whether the sentence denies that something is extended until the date: `It is not extended until 5 May`."""
        if self.side != CueKind.UNTIL or self.side_cue is None:
            return False
        before = self.side_cue.start
        return any(
            CueKind.EXTENDED in cue.kinds
            and 0 <= before - cue.end <= _BESIDE
            and any(
                CueKind.REFUSED in c.kinds and 0 <= cue.start - c.end <= _DENIED for c in self.sentence.cues
            )
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
        opens = self.nearest(CueKind.OPENS, _BESIDE)
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
        return refused and clause <= _BESIDE

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

    def _words_beside(self) -> set[str]:
        tokens, begun, at = self.sentence.tokens, self.begun, self.at
        return {*tokens[max(0, begun - 3) : begun], *tokens[at + 1 : at + 2]}  # `entre los días 4 y 8`

    def nearest(self, kind: CueKind, within: float = _FAR) -> Cue | None:
        """Return the nearest cue of a kind."""
        distance, cue = min(self.by_kind.get(kind, ()), key=lambda d: d[0], default=(_FAR, None))
        return cue if distance <= within else None

    def has_beside(self, cue: Cue, kind: CueKind) -> bool:
        """Return whether a cue of a kind stands near enough to another cue to be its subject."""
        return any(self._gap(cue, other) <= _SUBJECT for _, other in self.by_kind.get(kind, ()))

    def _gap(self, one: Cue, other: Cue) -> float:
        first, second = sorted((one, other), key=lambda cue: cue.start)
        between = self.sentence.tokens[first.end : second.start]
        return sum((_CLAUSE | {":": _COLON}).get(word, 1.0) for word in between)

    def is_opened(self, opens: Cue) -> bool:
        """Return whether a verb of opening stands directly before the date, and a call further away is its subject.

        `The call for projects of the fourth phase of the clusters policy was launched on 5 May`
        """
        if opens.end > self.at or self.distance(opens) > _BESIDE:
            return False
        subject = next((c for c in reversed(self.sentence.cues) if c.end <= opens.start), None)
        return (
            subject is not None
            and bool(subject.kinds & {CueKind.APPLY, CueKind.DEADLINE})
            and opens.start - subject.end <= _FAR_SUBJECT
            and not set(self.sentence.tokens[subject.end : opens.start]) & _ENDS
        )

    def follows(self, cue: Cue, kind: CueKind) -> bool:
        """Return whether a cue of a kind stands directly before another cue."""
        return any(kind in other.kinds and 0 <= cue.start - other.end <= 1 for other in self.sentence.cues)

    def is_term(self, until: Cue) -> bool:
        """Return whether what is in force stands directly before `until`."""
        return any(
            CueKind.OTHER in other.kinds
            and CueKind.SINCE not in other.kinds
            and (0 <= until.start - other.end <= 1 or other.start == self.at + 1)
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
        project = self.nearest(CueKind.PROJECT, _FEW_WORDS)
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

    def is_to_be_done(self, apply: Cue) -> bool:
        """Return whether words of carrying out a project stand between those of applying and the date, and none of
        applying behind them: `The project may begin on the day of application and is to be completed by 5 May`.
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

    def is_behind_and(self, cue: Cue) -> bool:
        """Return whether `and` directly behind the date begins what a cue says: `until 5 May, and the jury meets`."""
        following = self.sentence.tokens[self.at + 1 : self.at + 3]
        joined = following[1:] if following[:1] == [","] else following[:1]
        return cue.start > self.at and not _words(self.language, "and").isdisjoint(joined)

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

    def begins_line(self, cue: Cue) -> bool:
        """Return whether no word stands before a cue in its sentence."""
        return not any(word.isalpha() for word in self.sentence.tokens[: cue.start])

    def begins(self, cue: Cue) -> bool:
        """Return whether a cue is what begins: `start of the deadline`, `On 5 May begins the period of submission`."""
        if self._is_opened_there(cue):
            return True
        if self.at < cue.start:
            opens = self.nearest(CueKind.OPENS, _BESIDE)
            is_last = not any(at > cue.start for at in self.sentence.dates)
            if opens and opens.end <= self.at and is_last and self.distance(cue) <= _BESIDE_DEADLINE:
                return True
        return any(
            CueKind.OPENS in other.kinds
            and 0 <= cue.start - other.end <= _OF_WORDS
            and "," not in self.sentence.tokens[other.end : cue.start]
            for other in self.sentence.cues
        ) or (self.side is None and self.begins_late(cue))

    def _is_opened_there(self, cue: Cue) -> bool:
        """Return whether a verb of opening stands between a cue and the day: `The period to apply begins on 5 May`."""
        opens = self.nearest(CueKind.OPENS, _BESIDE)
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

    def knows(self, kind: CueKind) -> bool:
        """Return whether the sentence or the heading has a cue of a kind."""
        return kind in self.around.heading or any(kind in cue.kinds for cue in self.sentence.cues)

    def knows_deadline(self, label: Cue) -> bool:
        """Return whether the sentence or the heading names a deadline, or the title if the label begins its line."""
        in_title = CueKind.DEADLINE in self.around.title and self.begins_line(label)
        return in_title or self.knows(CueKind.DEADLINE)

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
    def is_relative(self) -> bool:
        """Whether the words behind the date count its year from another one: `31 March of the year before`."""
        after = self.nearest(CueKind.LAST_YEAR, _BESIDE)
        if after is None or after.start < self.at or CueKind.FORMER in after.kinds:
            return False
        return all(word.isalpha() for word in self.sentence.tokens[self.at + 1 : after.start])

    @property
    def term_of_project(self) -> Cue | None:
        """The words beside those of a deadline which say that it is one of a project, and of no applications: `latest
        date of the end of the project`.
        """
        term = self.nearest(CueKind.DEADLINE, _SUBJECT)
        if term is None or CueKind.APPLY in self.by_kind or self.side is not None:
            return None
        beside = [
            cue
            for cue in self.sentence.cues
            if cue.kinds <= _OF_PROJECTS
            and max(cue.start - term.end, term.start - cue.end) <= _BESIDE_TERM
            and max(cue.end, term.end) <= self.at
        ]
        ends = [cue for cue in beside if CueKind.PROJECT_END in cue.kinds]
        return ends[0] if ends else beside[0] if len(beside) > 1 else None

    @property
    def is_former_period(self) -> bool:
        """Whether former deadlines lie in the range: `calls with original deadlines between 5 and 15 May`."""
        return self.is_former and self.is_range and self.is_between

    @property
    def is_former(self) -> bool:
        """Whether a word beside the date calls it a former one: `instead of 5 May`."""
        return self.nearest(CueKind.FORMER, _FORMER) is not None

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
        return is_near and all(c.kinds <= _SIDES for c in between)

    def distance(self, cue: Cue) -> float:
        """Return the distance of a cue in words, to which marks and other dates between them add."""
        left = cue.end <= self.at
        start, end = (cue.end, max(self.begun, cue.end)) if left else (self.at + 1, cue.start)
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
        sides = [cue for cue in self.sentence.cues if cue.kinds & _SIDES]
        before = self._preposition({cue.end: cue for cue in sides}, language)
        cue = before or self._postposition({cue.start: cue for cue in sides}, language)
        if cue is None:
            joint = self._joint(self.begun, language)
            return (CueKind.UNTIL, joint) if joint else (None, None)
        if self._is_genitive(cue, language):
            return None, cue
        return next(side for side in (CueKind.UNTIL, CueKind.SINCE, CueKind.AFTER) if side in cue.kinds), cue

    def _joint(self, begun: int, language: str | None) -> Cue | None:
        """Return the word that joins a date beginning at a token to the one before: `du 5 mai à 9 h au 6 juin`."""
        tokens, hours = self.sentence.tokens, _words(language, "day_hours")
        before = max((i for i in self.sentence.dates if i < begun - 1), default=None)
        if before is None or begun - before > _SKIPPED:
            return None
        joint = next(
            (i for i in range(before + 1, begun) if tokens[i] in _words(language, "day_spans")), None
        )
        start = self.sentence.before.get(before, before)
        is_from = not _begun_words(language).isdisjoint(tokens[max(0, start - _OF_PAIR) : before])
        between = (word for word in tokens[before + 1 : begun] if word.isalpha() and word not in hours)
        is_near = all(len(word) <= _LONGEST_JOINING for word in between)
        return Cue(frozenset({CueKind.UNTIL}), joint, joint + 1) if joint and is_from and is_near else None

    def _is_genitive(self, side: Cue, language: str | None) -> bool:
        """Return whether `from` means `of`, since no `until` follows the date: `l'appel du 5 mai`.

        What one applies for does not stand between `from` and `until`.
        """
        words = " ".join(self.sentence.tokens[side.start : side.end])
        if self.is_range or words not in _phrases(language, "day_genitives"):
            return False
        following = min((at for at in self.sentence.dates if at > self.at), default=None)
        if following is not None and self._joint(self.sentence.before.get(following, following), language):
            return False
        behind = (cue for cue in self.sentence.cues if cue.start > self.at)
        return CueKind.UNTIL not in next((c.kinds for c in behind if c.kinds & _ENDS_OR_CALLS), _NOTHING)

    def _is_start(self, language: str | None) -> bool:
        """Return whether the words beside the date say that something begins on it: `starting from`."""
        if self.side != CueKind.SINCE or self.side_cue is None:
            return False
        start = max(0, self.side_cue.start - _LAST_WORDS)
        words = f" {' '.join(self.sentence.tokens[start : self.side_cue.end])} "
        return any(f" {phrase} " in words for phrase in _phrases(language, "day_starting"))

    def _is_last(self, language: str | None) -> bool:
        """Return whether the words beside the date say that it is the last possible day: `no later than`."""
        if self.side != CueKind.UNTIL or self.side_cue is None:
            return False
        start = max(0, self.side_cue.start - _LAST_WORDS)
        words = f" {' '.join(self.sentence.tokens[start : self.begun])} "
        after = f" {' '.join(self.sentence.tokens[self.at + 1 : self.at + 1 + _LAST_WORDS])} "
        return any(
            f" {phrase} " in words or f" {phrase} " in after for phrase in _phrases(language, "day_latest")
        )

    def _preposition(self, by_end: dict[int, Cue], language: str | None) -> Cue | None:
        """Return the cue before the date with only short words, numbers, hours and a parenthesis between them."""
        skipped = self._skipped(language)
        passed = 0
        at = self.at
        while at > 0 and passed < _SKIPPED:
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
        hours = _words(language, "day_hours")
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
        is_end = word in _ENDS and not (word == "." and at > 0 and len(tokens[at - 1]) <= _LONGEST)
        return is_end or (word.isalpha() and long)

    def _until_hour(self, cue: Cue, by_end: dict[int, Cue], language: str | None) -> Cue | None:
        """Return the `until` before an hour that short words join to the date: `até às 18h00 do dia 5 de maio`."""
        tokens = self.sentence.tokens
        words = tokens[cue.start : cue.end]
        if CueKind.UNTIL in cue.kinds or len(words) > _JOINING or any(len(word) > _LONGEST for word in words):
            return None
        hours = _words(language, "day_hours")
        for at in range(cue.start, max(0, cue.start - _SKIPPED), -1):
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
        while at < len(self.sentence.tokens) and self.sentence.tokens[at] in _words(language, "day_hours"):
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
        if CueKind.AFTER in cue.kinds and language not in _POSTPOSITIONS:
            return None  # `It closes on 5 May, after it opened on 5 April`
        if CueKind.SINCE in cue.kinds and self._is_hour_behind(cue, language):
            return None  # the hour at which it begins: `on 5 May, from 18:00`
        is_long = cue.end - cue.start > 1 or len(tokens[cue.start]) >= _LONG_SIDE
        return cue if is_long or language in _POSTPOSITIONS else None
