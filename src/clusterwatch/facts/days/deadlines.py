"""Support for reading a date as the last day of a call, or a range as its period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clusterwatch.facts.days.clause import BESIDE, BESIDE_DEADLINE
from clusterwatch.facts.days.cues import Cue, CueKind
from clusterwatch.facts.days.position import FAR, FORMER, SUBJECT
from clusterwatch.facts.days.reading import NOT_OF_CALLS, OF_PROJECTS, Meaning, Reading
from clusterwatch.facts.days.view import View

_OF_CLAUSE = 3.0  # support that a deadline loses if it is that of the date before


def deadline_readings(view: View) -> Iterator[Meaning]:
    """Yield the readings of a date as a deadline, or as the period of a call."""
    if view.is_deadline_to_decide:
        return
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
        # `The last day for entries was moved from this Monday, to 26 May`
        yield Meaning(Reading.DEADLINE, 8.0, view.at, subject)
    moved = view.nearest(CueKind.EXTENDED, BESIDE)
    if view.is_moved and moved and moved.end <= view.at and CueKind.EVENT not in view.by_kind:
        yield Meaning(Reading.DEADLINE, 8.0, view.at, moved)  # `The call has been extended to 5 May`
    apply = view.apply
    if view.is_range:
        yield from _periods(view, reading, apply)
    else:
        yield from _last_days(view, apply)


def _ends_event(view: View, closing: Cue) -> bool:
    """Return whether a word for an end is that of an event: `Sunday: closing with music` below the name of a fair."""
    is_event = CueKind.EVENT in view.around.title and CueKind.APPLY not in view.around.title
    is_noun = CueKind.CLOSES in closing.kinds and closing.end - closing.start == 1
    return is_noun and is_event and not (view.by_kind.keys() | view.around.heading) & {CueKind.APPLY}


def price_readings(view: View) -> Iterator[Meaning]:
    """Yield the reading of the last day of a lower price: `The early-bird price applies until 5 May`."""
    price = view.nearest(CueKind.PRICE, 8)
    if price and view.side == CueKind.UNTIL and not view.is_range:
        yield Meaning(Reading.DEADLINE, 10.0 - 0.05 * view.distance(price), view.at, price)


def _is_named(view: View) -> bool:
    """Return whether a deadline is named by several words, which say what it is for: `deadline for submission`."""
    deadline = view.nearest(CueKind.DEADLINE)
    return deadline is not None and deadline.end - deadline.start > 1


def _periods(view: View, reading: Reading, apply: Cue | None) -> Iterator[Meaning]:
    """Yield the readings of a range as the period of a call."""
    closes = view.nearest(CueKind.CLOSES)
    asked = view.nearest(CueKind.ASKED, 5)
    if view.is_period and view.is_in_timetable:
        yield Meaning(reading, 7.5, view.at, apply)
    if view.is_period and view.is_brief_item and CueKind.APPLY in view.around.heading and not view.is_brief:
        # One applies with projects.
        kinds = (view.around.heading - {CueKind.PROJECT}) | view.by_kind.keys()
        is_other = kinds & NOT_OF_CALLS or view.has_unknown_label
        yield Meaning(reading, 0.0 if is_other else 5.4, view.at)
    if view.is_period and asked and view.begins_line(asked) and view.around.is_call:
        yield Meaning(reading, 7.5, view.at, asked)
    if view.is_period and view.answers_about_call:
        yield Meaning(reading, 6.0, view.at)  # `What is the deadline? From 5 May to 5 June`
    if view.is_period and apply and not view.takes_place(apply):
        marked = view.nearest(CueKind.OPENS) or closes or view.side == CueKind.SINCE
        yield Meaning(reading, 6.8 + (1.2 if marked else 0.0) - 0.25 * view.distance(apply), view.at, apply)
    elif view.is_period and view.around.has(CueKind.APPLY) and closes and view.distance(closes) <= 6:
        yield Meaning(reading, 6.0 - 0.3 * view.distance(closes), view.at, closes)
    elif view.is_period and view.is_of_phase and view.around.heading & {CueKind.APPLY, CueKind.DEADLINE}:
        yield Meaning(reading, 5.0, view.at)
    elif view.is_period and view.is_short and view.side == CueKind.SINCE:
        yield Meaning(reading, 5.0 if CueKind.APPLY in view.around.heading else 0.0, view.at)


def _last_days(view: View, apply: Cue | None) -> Iterator[Meaning]:
    """Yield the readings of a single day as the last day of a call."""
    if apply and view.is_label(apply) and view.side is None and view.knows_deadline(apply):
        yield Meaning(Reading.DEADLINE, 6.5 - 0.3 * view.distance(apply), view.at, apply)
    if view.is_brief_item and CueKind.DEADLINE in view.around.heading and view.side is None:
        yield Meaning(Reading.DEADLINE, 5.0, view.at)
    if view.is_alone and view.side is None and CueKind.UNTIL in view.around.heading:
        # A number such as `1.2.` is that of a section.
        is_known = CueKind.APPLY in view.around.title and view.date.first.year is not None
        yield Meaning(Reading.DEADLINE, 5.0 if is_known else 0.0, view.at)
    if view.is_in_timetable:
        yield Meaning(Reading.DEADLINE, 7.5, view.at, apply)
    if view.side == CueKind.UNTIL and view.answers_about_else:
        yield Meaning(Reading.OTHER, 5.5, view.at)  # `When must the project be finished? No later than 5 May`
    elif view.is_received:
        yield Meaning(Reading.OTHER, 8.0, view.at, view.side_cue)  # `You will receive your login by 5 May`
    elif view.is_evaluated or _is_no_deadline(view):
        yield Meaning(Reading.OTHER, 9.0, view.at, view.side_cue)  # `The scheme is in force until 5 May`
    elif view.side == CueKind.UNTIL:
        yield Meaning(Reading.DEADLINE, _until(view, apply), view.at, view.side_cue or apply)
    elif view.side == CueKind.SINCE and (closed := _closed_since(view)):
        yield Meaning(Reading.DEADLINE, 9.6, view.at, closed)
    elif view.side != CueKind.SINCE and (closes := view.nearest(CueKind.CLOSES, 9)):
        is_of_next = view.is_of_next(closes) or _opens_before(view, closes) or view.is_opening(closes)
        if not view.nearest(CueKind.PROJECT_END, 6) and not is_of_next:
            support = _closing(view, apply, closes) - 0.3 * view.distance(closes)
            yield Meaning(Reading.DEADLINE, support, view.at, closes)


def _is_no_deadline(view: View) -> bool:
    """Return whether something else is in force until the day, or was there by 1 January."""
    if view.side != CueKind.UNTIL or view.side_cue is None:
        return False
    if view.is_new_year and not view.nearest(CueKind.DEADLINE):
        return True  # `firms that were registered by 1 January`
    return view.is_term(view.side_cue) or view.is_stopped_later


def _closing(view: View, apply: Cue | None, closes: Cue) -> float:
    """Return the support that a verb of an end gives a deadline."""
    if apply and (not view.is_behind_comma(apply, closes) or view.opens_and(closes)):
        return 8.0
    is_label = view.is_label(closes) and view.begins_line(closes) and view.around.is_call
    is_known = CueKind.APPLY in view.around.title or CueKind.APPLY in view.around.heading
    # `The course starts on 5 May and ends on 5 June`, `Projects end, at most, on 5 June`
    is_else = not view.by_kind.keys().isdisjoint({CueKind.EVENT, *OF_PROJECTS})
    return 6.2 if (is_known or is_label) and not is_else else 0.0


def _closed_since(view: View) -> Cue | None:
    """Return what says beside `since` and the date that a call is over: `It is closed since 5 May`."""
    side, is_call = view.side_cue, CueKind.APPLY in view.by_kind or view.around.has(CueKind.APPLY)
    closes = view.nearest(CueKind.CLOSES, BESIDE_DEADLINE)
    if side is None or closes is None or not is_call or view.at < max(view.sentence.dates):
        return None
    # A word such as `year` may stand behind the date: `od 5. svibnja 2026. godine zatvoren`
    is_behind = closes.start > view.at and view.distance(closes) <= BESIDE
    return closes if closes.end == side.start or is_behind else None


def _opens_before(view: View, closes: Cue) -> bool:
    """Return whether the date opens what closes on a later one: `opens on D and shuts at 5 pm on D`."""
    opens = view.nearest(CueKind.OPENS, 6)
    is_later = closes.start > view.at and any(at > closes.start for at in view.sentence.dates)
    return is_later and opens is not None and opens.end <= view.at


def _former(view: View) -> Iterator[Meaning]:
    """Yield the reading of a deadline that no longer holds: `extended to 5 May (before: 5 April)`."""
    former = view.nearest(CueKind.FORMER, FORMER) or _first_former(view)
    is_moved = CueKind.EXTENDED in view.by_kind or CueKind.EXTENDED in view.around.before
    if former and former.end <= view.at and _opens_in_clause(view, former):
        yield Meaning(Reading.OTHER, 9.0, view.at, former)
    elif (
        former
        and former.end <= view.at
        and is_moved
        and (view.is_of_call or CueKind.APPLY in view.around.before)
    ):
        yield Meaning(Reading.DEADLINE, 7.0 - 0.3 * view.distance(former), view.at, former)


def _opens_in_clause(view: View, former: Cue) -> bool:
    """Return whether a former day is that of an opening: `The call opens, instead of 5 May, on 5 June`."""
    opens = view.nearest(CueKind.OPENS, SUBJECT)
    closes = view.by_kind.keys() & {CueKind.CLOSES, CueKind.DEADLINE}
    is_beside = not any(former.end <= at < view.at for at in view.sentence.dates)
    return opens is not None and opens.end <= former.start and is_beside and not closes


def _first_former(view: View) -> Cue | None:
    """Return a cue of the past that begins the sentence: `Originally the call was to close on 5 May`."""
    former = view.nearest(CueKind.FORMER, FAR)
    return former if former and view.begins_line(former) and len(view.sentence.dates) == 1 else None


def _until(view: View, apply: Cue | None) -> float:
    """Return the support that `until` gives a deadline: much beside words of applying, none without them."""
    if apply:
        if view.is_about_term:
            return 0.0  # `The project duration is from the day of application until 5 May`
        if view.is_to_be_done(apply) or view.is_of_project_term:
            return 0.0
        return 8.5 - 0.08 * view.distance(apply) - (_OF_CLAUSE if view.is_of_project(apply) else 0.0)
    if view.nearest(CueKind.DEADLINE, BESIDE_DEADLINE):
        return 8.5  # `before 5 May, the last possible day`
    if view.around.heading & {CueKind.APPLY, CueKind.PRICE}:
        return 0.0 if CueKind.PROJECT_END in view.by_kind else 6.0
    if view.is_last and not view.by_kind.keys() & (OF_PROJECTS | {CueKind.DECISION}):
        return 5.2
    if view.nearest(CueKind.EVENT, 6) or view.nearest(CueKind.PROJECT, 8):
        return 0.0
    if view.ends_pair and not view.by_kind.keys() & NOT_OF_CALLS and view.knows(CueKind.APPLY):
        return 6.0  # a sentence that speaks of applying far before
    if not view.around.has(CueKind.APPLY):
        return 0.0
    return 5.6 if view.is_short or view.nearest(CueKind.OPENS, 6) or view.nearest(CueKind.CLOSES, 6) else 0.0
