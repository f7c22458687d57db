"""Read the dates that their own sentence does not explain, by what the title and the other days of the post say.

No list of verbs is complete: `Tell us until 5 May if you come` is the deadline of an event on 12 May.
A date is read this way only if nothing in its sentence speaks of anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from operator import ne

from clusterwatch.dates import FoundDate
from clusterwatch.facts.days.cues import EVENTS, CueKind, kinds_in, words_of
from clusterwatch.facts.days.reading import Meaning, Reading, is_call
from clusterwatch.facts.days.sentences import Sentence
from clusterwatch.facts.days.years import day_of, last_day_of
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.text import CAPITAL

_BEFORE_EVENT = timedelta(days=90)  # within which one registers for an event
_REGISTRATION = timedelta(days=45)  # between the end of a registration and an event that nothing else names
_LATE, _LONG = timedelta(days=30), timedelta(days=300)  # around the publication, in which a call ends
_SHORTEST_CALL, _LONGEST_CALL = timedelta(days=7), timedelta(days=200)
_AHEAD = timedelta(days=150)  # by which a past day whose year is not written seems to come
_LONGEST_EVENT = timedelta(days=60)
_EVENT_SOON = timedelta(days=365)
_YEAR = timedelta(days=365)
_OPENED_LATELY = timedelta(days=31)  # before the publication
_TRAVEL = timedelta(days=1)  # before an event
_ENDS_OF_YEARS = frozenset({(12, 31)})
_NEW_YEAR = (1, 1)  # a holiday, until which nobody lets one apply
_TWIN = 2  # words of a heading that differs from another one in one word
_LEAD = 3  # paragraphs in which an announced event stands
# One or two names behind a date: `, Linz, Austria`.
_NAME = rf"(?: {CAPITAL}[\w'’-]*){{1,3}}"
_PLACE_BEHIND = re.compile(rf",{_NAME}(?:,{_NAME})?\.?")
_PROJECTS = {CueKind.PROJECT, CueKind.PROJECT_START, CueKind.PROJECT_END}
_OF_MOVED = {CueKind.EXTENDED, CueKind.FORMER, CueKind.DEADLINE}
_ELSE = {*_PROJECTS, CueKind.OTHER, CueKind.LAST_YEAR, CueKind.DECISION}
# Words for what a call does. Other words of applying are also those of reports: `registered`, `received`.
_OF_COURSE = {*_OF_MOVED, CueKind.OPENS, CueKind.CLOSES, CueKind.FUNDS, CueKind.SURVEY}
_ENDS = (Reading.DEADLINE, Reading.PERIOD)
_OFF = {CueKind.STOPPED, CueKind.CANCELLED}
_OF_CALLS = {CueKind.APPLY, CueKind.DEADLINE, CueKind.CLOSES, CueKind.EXTENDED, CueKind.FORMER, CueKind.FUNDS}


@dataclass(frozen=True, slots=True)
class DatedMeaning:
    """A date of a sentence with its year and its meaning. `kinds` are those of the cues of the sentence.

    `section` is the last line before it that may be the heading of a section.
    `is_replaced` says that a later day of the sentence replaces it.
    """

    meaning: Meaning
    found: FoundDate
    sentence: Sentence
    kinds: frozenset[CueKind]
    paragraph: Paragraph
    section: str = ""
    is_replaced: bool = False

    @property
    def reading(self) -> Reading:
        """What the date means."""
        return self.meaning.reading

    @property
    def day(self) -> date | None:
        """The first day, or None if it is not written to the day."""
        return day_of(self.found)

    @property
    def last_day(self) -> date | None:
        """The last day of a range, or None."""
        return last_day_of(self.found)

    def read_as(self, reading: Reading) -> DatedMeaning:
        """Return this date with another meaning."""
        return replace(self, meaning=replace(self.meaning, reading=reading))


@dataclass(frozen=True, slots=True)
class About:
    """What a post is about: the cues of its title and first paragraphs, its day of publication and its language.

    `is_assumed` says that the day is only that of the first visit, and `names_call` that the title names a call.
    """

    title: frozenset[CueKind]
    lead: frozenset[CueKind]
    published: date | None
    language: str | None = None
    is_assumed: bool = False
    names_call: bool = False

    @property
    def is_call(self) -> bool:
        """Whether the post is a call (see `is_call`)."""
        return is_call(self.title, self.lead)

    @property
    def is_cancelled(self) -> bool:
        """Whether only the title says that something is off: it does not move, and is no call.

        A text that says it, too, tells what takes place all the same.
        """
        is_off = bool(self.title & _OFF) and self.lead.isdisjoint(_OFF)
        return is_off and self.title.isdisjoint({*_OF_CALLS, CueKind.OPENS})

    @property
    def is_event(self) -> bool:
        """Whether the title speaks of an event, and of no applications."""
        return bool(self.title & EVENTS) and CueKind.APPLY not in self.title


def with_context(read: Sequence[DatedMeaning], about: About) -> list[DatedMeaning]:
    """Return the dates of a post, with a meaning for those that the rest of the post explains."""
    running = [one for one in read if not (_is_past_survey(one, about) or _is_future_end(one, about))]
    kept = [one for one in running if not (_is_condition(one, read, about) or _is_term(one))]
    found = _with_former(kept, about)
    if about.is_event and not any(one.reading is Reading.EVENT for one in found):
        found = _first(found, lambda one: _may_be_event(one, about), Reading.EVENT)
    found = _with_pairs(_without_travel(found), about)
    events = [day for one in found if one.reading is Reading.EVENT and (day := one.day)]
    found = _all(found, lambda one: _may_be_registration(one, events, about), Reading.DEADLINE)
    is_open = about.is_call and len(running) == len(read)
    if is_open and not any(one.reading in (Reading.DEADLINE, Reading.PERIOD) for one in found):
        found = _all(found, lambda one: _may_be_last_day(one, about), Reading.DEADLINE)
        if not any(one.reading is Reading.DEADLINE for one in found):
            found = _only(found, lambda one: _may_be_period(one, about), Reading.PERIOD)
    found = _with_openings(found) if about.is_call else _with_labelled_openings(found)
    found = [one for one in found if not _is_history(one, found, about)]
    if about.is_cancelled and len({one.day for one in found if one.reading is Reading.EVENT}) == 1:
        found = [one for one in found if one.reading is not Reading.EVENT]
    return _without_late_openings(found, about.language)


def _is_history(one: DatedMeaning, read: Sequence[DatedMeaning], about: About) -> bool:
    """Return whether a report tells of something that was over: `Until 5 May the police registered 300 cases`.

    Its day counts if the sentence says that something opened or closed, if it begins with a call, or if the post is
    about one. An opening counts, too, if it was lately or if a deadline is to come.
    """
    day = one.last_day or one.day
    if about.published is None or about.is_assumed or day is None or day >= about.published:
        return False
    if one.is_replaced or one.kinds & _OF_COURSE:
        return False
    if one.reading is Reading.OPENS:
        is_late = about.published - day > _OPENED_LATELY
        return is_late and not (about.is_call or any(_is_to_come(other, about) for other in read))
    return one.reading in _ENDS and not (about.is_call or _begins_with_call(one))


def _begins_with_call(one: DatedMeaning) -> bool:
    """Return whether the sentence of a date begins with what one could apply for: `Consultations lasted until …`."""
    cue = one.meaning.cue
    return cue is not None and CueKind.APPLY in cue.kinds and one.sentence.begins_with(cue)


def _without_late_openings(read: Sequence[DatedMeaning], language: str | None) -> list[DatedMeaning]:
    """Return the dates without what starts after all deadlines of its call, if its sentence speaks of no applications.

    `Deadline: 5 May. Start of the programme: 1 June`
    """
    ends = [
        (one, day)
        for one in read
        if one.reading in _ENDS and not one.is_replaced and (day := one.last_day or one.day)
    ]
    return [
        one
        for one in read
        if one.reading is not Reading.OPENS
        or not one.kinds.isdisjoint(_OF_CALLS)
        or (one.day or date.min)
        <= max(
            (day for end, day in ends if not _are_twins(end.section, one.section, language)), default=date.max
        )
    ]


def _are_twins(one: str, other: str, language: str | None) -> bool:
    """Return whether two headings are alike but for one word, and say the same of days: `Call A` and `Call B`."""
    first, second = words_of(one), words_of(other)
    if len(first) != len(second) or len(first) < _TWIN or sum(map(ne, first, second)) != 1:
        return False
    return kinds_in(one, language) == kinds_in(other, language)


def _with_labelled_openings(read: Sequence[DatedMeaning]) -> list[DatedMeaning]:
    """Return the dates, in which a label of an opening before that of a deadline names no event.

    A table with `Opening date` and `Deadline` is that of a call, whatever its title speaks of.
    """
    found = list(read)
    for at, (one, other) in enumerate(pairwise(read)):
        first, last = one.day, other.day
        if (
            one.reading in (Reading.EVENT, Reading.UNKNOWN)
            and one.meaning.cue is not None
            and CueKind.OPENS in one.meaning.cue.kinds
            and one.kinds.isdisjoint({CueKind.EVENT, CueKind.HELD, CueKind.MEETING})
            and other.reading is Reading.DEADLINE
            and CueKind.DEADLINE in other.kinds
            and first
            and last
            and first < last
        ):
            found[at] = one.read_as(Reading.OPENS)
    return found


def _with_openings(read: Sequence[DatedMeaning]) -> list[DatedMeaning]:
    """Return the dates of a call, in which the day `from` which something goes until a deadline is its opening."""
    found = list(read)
    for at, (one, other) in enumerate(pairwise(read)):
        is_pair = one.sentence is other.sentence and other.reading is Reading.DEADLINE
        if is_pair and one.reading is Reading.UNKNOWN and not one.found.last:
            first, last = one.day, other.day
            if one.meaning.side is CueKind.SINCE and first and last and first < last:
                found[at] = one.read_as(Reading.OPENS)
    return found


def _without_travel(read: Sequence[DatedMeaning]) -> list[DatedMeaning]:
    """Return the dates without the day of travel before an event of several days: `Departure is on 9 May`."""
    starts = [day for one in read if one.reading is Reading.EVENT and one.last_day and (day := one.day)]
    return [
        one
        for one in read
        if one.reading is not Reading.EVENT
        or one.found.last
        or not one.kinds.isdisjoint(EVENTS)
        or not any(start - one.day == _TRAVEL for start in starts if one.day)
    ]


def _with_pairs(read: Sequence[DatedMeaning], about: About) -> list[DatedMeaning]:
    """Return the dates, in which the day before which one registers is that of an event.

    An announcement names the day of its event first, and then until when to register.
    """
    found = list(read)
    for at, one in enumerate(read):
        day = one.day
        if one.reading is not Reading.UNKNOWN or day is None or not _may_be_event(one, about):
            continue
        if any(_ends_before(later, day, about) for later in read[at + 1 :]):
            found[at] = one.read_as(Reading.EVENT)
    return found


def _ends_before(one: DatedMeaning, event: date, about: About) -> bool:
    """Return whether a date is the last day of something shortly before a day."""
    if one.reading is Reading.UNKNOWN:
        day = _last_day(one)
    else:
        day = one.day if one.reading is Reading.DEADLINE and not one.found.last else None
    if day is None or (about.published and day < about.published):
        return False
    return timedelta(0) < event - day <= _REGISTRATION


def _with_former(read: Sequence[DatedMeaning], about: About) -> list[DatedMeaning]:
    """Return the dates, in which a day that another one of its sentence replaces is a deadline, too.

    Either the other day is later, or the sentence calls it a former one: `on 5 May instead of 5 June`.
    """
    found = list(read)
    for at, (one, other) in enumerate(pairwise(read)):
        if one.sentence is other.sentence and _is_replaced(one, other, about):
            found[at] = replace(one.read_as(Reading.DEADLINE), is_replaced=True)
            found[at + 1] = other.read_as(Reading.DEADLINE)
        elif one.sentence is other.sentence and _is_earlier(one, other):
            found[at + 1] = replace(other.read_as(Reading.DEADLINE), is_replaced=True)
    return found


def _is_earlier(one: DatedMeaning, other: DatedMeaning) -> bool:
    """Return whether a deadline replaces a later day: `It closes on 5 May instead of 5 June`."""
    first, last = one.day, other.day
    is_pair = first is not None and last is not None and first < last and not other.found.last
    is_read = one.reading is Reading.DEADLINE and other.reading in (Reading.DEADLINE, Reading.UNKNOWN)
    return (
        is_pair
        and is_read
        and other.meaning.is_former
        and not one.meaning.is_former
        and not _is_extended(one)
    )


def _is_extended(one: DatedMeaning) -> bool:
    return CueKind.EXTENDED in one.kinds


def _is_past_survey(one: DatedMeaning, about: About) -> bool:
    """Return whether a range is that of a survey which was over when the post was published."""
    if one.reading is not Reading.PERIOD or about.published is None or CueKind.SURVEY not in one.kinds:
        return False
    last = one.last_day
    if last is None:
        return False
    after = last - about.published
    # A year that is not written was counted forward.
    return after < timedelta(0) or (one.sentence.dates[one.meaning.at].first.year is None and after > _AHEAD)


def _is_future_end(one: DatedMeaning, about: About) -> bool:
    """Return whether something will be closed from a day to come: `Registration is closed from 28 May`."""
    cue, day = one.meaning.cue, one.day
    is_closed = one.meaning.side is CueKind.SINCE and cue is not None and CueKind.CLOSES in cue.kinds
    is_end = is_closed and one.reading is Reading.DEADLINE and not one.found.last
    return is_end and about.published is not None and day is not None and day > about.published


def _is_condition(one: DatedMeaning, read: Sequence[DatedMeaning], about: About) -> bool:
    """Return whether a day that was over says who may apply: `firms registered before 1 January`.

    So does `until` a day that was over, in a post with a deadline to come: `theses that were defended by 1 January`.
    """
    day, cue = one.day, one.meaning.cue
    if one.reading is not Reading.DEADLINE or not (cue and cue.kinds & {CueKind.BEFORE, CueKind.UNTIL}):
        return False
    if day is None:
        return False
    if about.published is None:
        # Without a day of publication it was over if another day of the post is much later.
        latest = max((other.day for other in read if other.day), default=day)
        is_old = latest - day > _YEAR or (
            CueKind.OTHER in one.kinds and any(_is_last_later(other, day) for other in read)
        )
        # So it was if it ends a year, and another day lies in a later one.
        ends_year = (day.month, day.day) in _ENDS_OF_YEARS and latest.year > day.year
        return CueKind.BEFORE in cue.kinds and (is_old or ends_year)
    if day > about.published:
        return False
    if day == about.published:
        # `Those who applied by today may apply again until 5 May.`
        later = (other for other in read if other.reading is Reading.DEADLINE and other.day)
        return CueKind.PRICE not in one.kinds and any(other.day and other.day > day for other in later)
    return CueKind.BEFORE in cue.kinds or (
        not one.kinds & _OF_MOVED and any(_is_to_come(other, about) for other in read)
    )


def _is_last_later(one: DatedMeaning, day: date) -> bool:
    """Return whether a date is a later deadline that `before` does not name."""
    cue = one.meaning.cue
    is_named = one.reading is Reading.DEADLINE and cue is not None and CueKind.BEFORE not in cue.kinds
    return is_named and one.day is not None and one.day > day


def _is_to_come(one: DatedMeaning, about: About) -> bool:
    """Return whether a date is a deadline that is not over."""
    day = one.found.last if one.reading is Reading.PERIOD else one.found.first
    if one.reading not in (Reading.PERIOD, Reading.DEADLINE) or day is None:
        return False
    return about.published is None or day.text() >= about.published.isoformat()


def _is_term(one: DatedMeaning) -> bool:
    """Return whether a range is too long for an event that no word names: the term of a contract."""
    first, last = one.day, one.last_day
    if first is None or last is None:
        return False
    is_long = last - first > _LONGEST_EVENT
    return is_long and one.reading in (Reading.EVENT, Reading.UNKNOWN) and CueKind.EVENT not in one.kinds


def _is_replaced(one: DatedMeaning, other: DatedMeaning, about: About) -> bool:
    """Return whether a deadline moves from one day to the other: `instead of 5 May, it ends on 12 May`."""
    before, after = one.day, other.day
    if before is None or after is None or before >= after or one.found.last or other.found.last:
        return False
    if one.reading not in (Reading.UNKNOWN, Reading.OPENS, Reading.DEADLINE):
        return False
    is_moved = CueKind.EXTENDED in about.title | one.kinds
    if other.reading is Reading.DEADLINE:
        is_from = one.meaning.side is CueKind.SINCE and not one.meaning.is_start
        is_former = one.meaning.is_former and one.reading is not Reading.OPENS
        return is_former or (is_from and is_moved)
    return other.reading is Reading.UNKNOWN and one.meaning.is_former and CueKind.EXTENDED in about.title


def _may_be_event(one: DatedMeaning, about: About) -> bool:
    """Return whether a date of a post with an event in its title may be the day of that event."""
    day = one.day
    if day is None or not 0 < one.paragraph.number <= _LEAD or one.kinds & (_ELSE | _OF_CALLS):
        return False
    if one.meaning.side not in (None, CueKind.SINCE) or (one.meaning.side and not one.found.last):
        return False
    if not any(word.isalpha() for word in one.sentence.tokens):
        return False  # a line with a date alone may be that of the publication
    if about.published is None:
        return bool(one.found.time) or one.found.weekday >= 0 or _is_with_place(one)
    return timedelta(0) < day - about.published <= _EVENT_SOON


def _is_with_place(one: DatedMeaning) -> bool:
    """Return whether a line is a date and the name of a place behind it: `5 May 2026, Linz, Austria`."""
    text, begun, end = one.paragraph.text, one.found.start, one.found.end
    behind = text[end:].strip()
    return not text[:begun].strip() and _PLACE_BEHIND.fullmatch(behind) is not None


def _may_be_registration(one: DatedMeaning, events: Iterable[date], about: About) -> bool:
    """Return whether `until` stands beside a date shortly before an event."""
    day = _last_day(one)
    if day is None or (about.published and day < about.published):
        return False
    return any(timedelta(0) <= event - day <= _BEFORE_EVENT for event in events)


def _may_be_last_day(one: DatedMeaning, about: About) -> bool:
    """Return whether `until` stands beside a date of a call which may be its deadline."""
    day = _last_day(one)
    if day is None or CueKind.EVENT in one.kinds or CueKind.OTHER in about.title:
        return False
    if CueKind.EVENT in about.title and not about.names_call:
        return False  # `Tickets for the exhibition`
    return about.published is None or -_LATE <= day - about.published <= _LONG


def _may_be_period(one: DatedMeaning, about: About) -> bool:
    """Return whether a range of days of a call may be the time in which one applies."""
    first, last = one.day, one.last_day
    if first is None or last is None or one.meaning.is_joined:
        return False
    # The title or the sentence must speak of applications.
    if one.kinds & {*_ELSE, CueKind.EVENT, CueKind.CLOSES} or CueKind.APPLY not in about.title | one.kinds:
        return False
    is_long = _SHORTEST_CALL <= last - first <= _LONGEST_CALL
    return is_long and (about.published is None or -_LATE <= first - about.published <= _LONG)


def _last_day(one: DatedMeaning) -> date | None:
    """Return the day of a date beside which `until` stands, if its sentence speaks of nothing that ends."""
    is_until = one.meaning.side is CueKind.UNTIL and one.found.last is None
    is_new_year = one.day is not None and (one.day.month, one.day.day) == _NEW_YEAR
    return one.day if is_until and not is_new_year and not one.kinds & _ELSE else None


def _first(
    read: Sequence[DatedMeaning], wanted: Callable[[DatedMeaning], bool], reading: Reading
) -> list[DatedMeaning]:
    """Return the dates, with a meaning for the first unknown one that is wanted."""
    found = list(read)
    for at, one in enumerate(found):
        if one.reading is Reading.UNKNOWN and wanted(one):
            found[at] = one.read_as(reading)
            break
    return found


def _only(
    read: Sequence[DatedMeaning], wanted: Callable[[DatedMeaning], bool], reading: Reading
) -> list[DatedMeaning]:
    """Return the dates, with a meaning for the unknown one that is wanted, unless there are several."""
    several = sum(one.reading is Reading.UNKNOWN and wanted(one) for one in read) > 1
    return list(read) if several else _all(read, wanted, reading)


def _all(
    read: Sequence[DatedMeaning], wanted: Callable[[DatedMeaning], bool], reading: Reading
) -> list[DatedMeaning]:
    """Return the dates, with a meaning for each unknown one that is wanted."""
    return [one.read_as(reading) if one.reading is Reading.UNKNOWN and wanted(one) else one for one in read]
