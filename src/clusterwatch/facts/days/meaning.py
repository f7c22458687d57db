"""Say what the dates of a sentence mean.

Each reading of a date (a deadline, the day of an event …) is supported by cues near it. The support falls with the
distance in words, and marks and other dates between a cue and the date make the distance longer. The best supported
reading is used if its support suffices. Days of publications, laws and signatures compete as readings of their own, so
that they take the days that are theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clusterwatch.facts.days.clause import ANSWERS, BESIDE, BESIDE_DEADLINE
from clusterwatch.facts.days.cues import Cue, CueKind
from clusterwatch.facts.days.deadlines import deadline_readings, price_readings
from clusterwatch.facts.days.hours_beside import has_label_of_event
from clusterwatch.facts.days.reading import (
    NOT_OF_CALLS,
    OF_ANYTHING_ELSE,
    OF_OTHER_THAN_EVENTS,
    OF_PROJECTS,
    Meaning,
    Reading,
    Surroundings,
)
from clusterwatch.facts.days.sentences import Sentence
from clusterwatch.facts.days.view import View

_ENOUGH = 4.6
_MARGIN = 0.3
_LISTED = 0.5  # support that the next date of a list loses
_GAP = 4  # tokens between two dates of a list
_OF_NEXT = 2.0  # support that an event after the date loses if it is that of the next date
_LABEL_WORDS = 1  # tokens before the word of applying in a label: `Late registration: from 5 May`
_RUNNING = frozenset({CueKind.DEADLINE, CueKind.SURVEY})  # what takes place and is no event
_HELD_BESIDE = 1.0  # support of a verb of an event beside the date that names the event behind it
_HELD_ALONE = 0.6  # support of a verb of an event in a sentence that speaks of nothing else


def meanings_of(sentence: Sentence, around: Surroundings, language: str | None) -> list[Meaning]:
    """Return the meanings of the dates in a sentence, UNKNOWN for those of which none is certain enough."""
    found: list[Meaning] = []
    last: Meaning | None = None
    for at in sentence.dates:
        view = _view(sentence, at, around, language)
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


def _view(sentence: Sentence, at: int, around: Surroundings, language: str | None) -> View:
    """Return the view of a date. An answer that is not given until the date says nothing of it."""
    view = View(sentence, at, around, language)
    if not view.is_answered_later:
        return view
    cues = [cue for cue in sentence.cues if cue.kinds.isdisjoint(ANSWERS)]
    return View(replace(sentence, cues=cues), at, around, language)


def _is_listed(sentence: Sentence, before: int, view: View) -> bool:
    """Return whether a date continues a list of dates with the same meaning: `on 5 May, then 6 June`."""
    between = range(before + 1, view.at)
    if view.side_cue and view.side_cue.start in between:
        return False
    cued = any(cue.start in between and not cue.kinds <= {CueKind.FORMER} for cue in sentence.cues)
    return len(between) <= _GAP and not cued and not any(sentence.tokens[i] in ";:.(" for i in between)


def _best(view: View) -> Meaning | None:
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


def _readings(view: View) -> Iterator[Meaning]:
    if view.side == CueKind.AFTER and not view.is_range:
        apply = view.nearest(CueKind.APPLY)
        if apply and CueKind.REFUSED in view.by_kind:
            # `Applications after 5 May are not considered.`
            yield Meaning(Reading.DEADLINE, 7.0 - 0.2 * view.distance(apply), view.at, apply)
        return
    is_else = (
        view.is_kept or view.is_of_appeal or view.is_too_early or view.is_not_before or view.is_closing_time
    )
    if (
        is_else
        or view.is_withdrawal
        or view.is_former_period
        or view.is_not_moved
        or view.is_evaluation
        or view.is_no_event
    ):
        yield Meaning(Reading.OTHER, 9.5, view.at)  # `Rooms are held until 5 May`
        return
    yield from price_readings(view)
    yield from deadline_readings(view)
    yield from _openings(view)
    yield from _events(view)
    yield from _projects(view)
    yield from _decisions(view)
    yield from _others(view)
    if view.is_relative:
        yield Meaning(Reading.OTHER, 10.0, view.at)  # `by 31 March of the year before`
    elif not view.is_of_call and not view.is_after_last_year:
        yield from view.near(CueKind.LAST_YEAR, Reading.OTHER, 10.0, 0.1, 15, right=(8.0, 0.6, 4))


def _is_of_ceremony(view: View) -> bool:
    """Return whether a verb of an event stands beside the date: `on D the announcement and the gala take place`."""
    return view.nearest(CueKind.HELD, BESIDE_DEADLINE) is not None and CueKind.EVENT in view.by_kind


def _decisions(view: View) -> Iterator[Meaning]:
    if view.answers_about_decision:
        yield Meaning(Reading.DECISION, 6.5, view.at)
    # Results that are announced at an event have the day of the event.
    is_held = view.nearest(CueKind.EVENT, 3) or _is_of_ceremony(view)
    most = 4.7 if is_held else 9.9 if view.side == CueKind.UNTIL else 7.5
    for meaning in view.near(CueKind.DECISION, Reading.DECISION, most, 0.3, 8, right=(most, 2.0, 4)):
        if meaning.cue is None or not view.is_behind_and(meaning.cue):
            yield meaning


def _others(view: View) -> Iterator[Meaning]:
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


def _openings(view: View) -> Iterator[Meaning]:
    if view.is_range or view.side == CueKind.UNTIL or view.is_moved or view.is_of_meeting:
        return
    if view.is_stopped or CueKind.WITHDRAWN in view.by_kind:
        return  # `The call, which was to open on 5 May, is cancelled`
    if view.is_held_since or view.is_of_project_term:
        return
    apply = view.apply
    opens = view.nearest(CueKind.OPENS, 7)
    closes = view.nearest(CueKind.CLOSES, 3)
    if view.side == CueKind.SINCE and closes and (closes.start > view.at or view.distance(closes) <= BESIDE):
        return
    if view.side == CueKind.SINCE and apply:
        # `Since 1 May, dealers must submit a declaration` opens nothing.
        is_known = view.around.has(CueKind.APPLY) or CueKind.OPENS in view.around.title
        is_label = view.is_label(apply) and apply.start <= _LABEL_WORDS
        is_call = opens or is_known or is_label or view.may_begin_period
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
    elif view.is_opening_of_heading:
        yield Meaning(Reading.OPENS, 6.0, view.at, view.side_cue)
    elif opens and view.around.is_call and view.is_label(opens) and view.begins_line(opens):
        yield Meaning(Reading.OPENS, 6.5 - 0.3 * view.distance(opens), view.at, opens)
    elif opens and view.around.is_call and _closes_later(view):
        # `The portal opens on 5 May and closes on 5 June`
        yield Meaning(Reading.OPENS, 5.5 - 0.3 * view.distance(opens), view.at, opens)


def _named_opening(view: View) -> Cue | None:
    """Return the name of an opening that words of applying explain: `The date of the opening of applications is D`."""
    opening = view.nearest(CueKind.OPENS)
    if opening is None or view.opens_in_timetable:
        return opening
    if opening.end - opening.start < 2 or opening.end > view.at:
        return None
    between = view.sentence.tokens[opening.end : view.begun]
    inside = [cue for cue in view.sentence.cues if opening.end <= cue.start < view.begun]
    is_plain = all(word.isalpha() for word in between)
    return opening if is_plain and inside and all(cue.kinds <= {CueKind.APPLY} for cue in inside) else None


def _closes_later(view: View) -> bool:
    """Return whether the sentence says after the date when something closes, and speaks of no event or project."""
    kinds = {CueKind.CLOSES, CueKind.DEADLINE}
    projects = [cue for _, cue in view.by_kind.get(CueKind.PROJECT, ())]
    submitted = {CueKind.PROJECT} if all(map(view.is_applied_for, projects)) else set()
    return not view.by_kind.keys() & (NOT_OF_CALLS - submitted) and any(
        cue.start > view.at and cue.kinds & kinds and any(at > view.at for at in view.sentence.dates)
        for cue in view.sentence.cues
    )


def _events(view: View) -> Iterator[Meaning]:
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
    if held and (event or meeting or not (view.by_kind.keys() & _RUNNING or view.is_plan_of_anything(held))):
        known = 0.8 if view.around.has(CueKind.EVENT) else 0.0
        known += 0.8 if CueKind.HELD in view.around.title else 0.0
        others = OF_OTHER_THAN_EVENTS if CueKind.EVENT in view.by_kind else OF_ANYTHING_ELSE
        known += 0.0 if view.by_kind.keys() & others else _HELD_ALONE
        known += _HELD_BESIDE if event and view.distance(held) <= BESIDE else 0.0
        yield Meaning(Reading.EVENT, 5.0 + known + more - less - 0.2 * view.distance(held), view.at, held)
    yield from _labelled_events(view, event, less)


def _labelled_events(view: View, event: Cue | None, less: float) -> Iterator[Meaning]:
    """Yield the readings that labels, headings and the title give a date as the day of an event."""
    when = view.nearest(CueKind.WHEN, 3)
    of_event = (
        event
        or view.is_organised
        or ((view.around.has(CueKind.EVENT) or view.date.time) and CueKind.APPLY not in view.by_kind)
    )
    is_label = when is not None and view.is_label(when)
    if is_label and not of_event and CueKind.APPLY not in view.by_kind:
        of_event = has_label_of_event(view.around.below, view.language, is_to_come=_is_to_come(view))
    if when and is_label and of_event:
        yield Meaning(Reading.EVENT, 8.5 - less - 0.3 * view.distance(when), view.at, when)
    if (
        view.is_alone
        and (view.is_range or (view.date.time and view.around.has(CueKind.EVENT)))
        and CueKind.APPLY not in view.around.title
    ):
        yield Meaning(Reading.EVENT, 5.2, view.at)
    if CueKind.EVENT in view.around.title and view.around.is_lead and view.is_range and view.is_brief:
        yield Meaning(Reading.EVENT, 4.8, view.at)
    if view.begins_item and view.around.heads_events and not view.by_kind.keys() & OF_ANYTHING_ELSE:
        yield Meaning(Reading.EVENT, 5.0, view.at)
    asked = view.nearest(CueKind.ASKED, 3)
    is_period = view.is_period and view.around.is_call
    if asked and view.begins_line(asked) and view.is_label(asked) and not view.is_of_call and not is_period:
        yield Meaning(Reading.EVENT, 8.0 - less - 0.3 * view.distance(asked), view.at, asked)
    opens = view.nearest(CueKind.OPENS, 3)
    if (
        opens
        and view.is_label(opens)
        and CueKind.EVENT in view.around.title
        and CueKind.APPLY not in view.around.title
    ):
        yield Meaning(Reading.EVENT, 6.0, view.at, opens)


def _is_to_come(view: View) -> bool:
    """Return whether a day is not over at the publication. Without a year it is one of the same year."""
    today, first = view.around.today, view.date.first
    if today is None:
        return False
    return replace(first, year=first.year or today.year).text() >= today.isoformat()


def _projects(view: View) -> Iterator[Meaning]:
    if view.side != CueKind.UNTIL and not view.is_end:
        yield from view.near(CueKind.PROJECT_START, Reading.PROJECT_START, 8.8, 0.4, 6)
    if view.side != CueKind.SINCE:
        yield from view.near(CueKind.PROJECT_END, Reading.PROJECT_END, 8.8, 0.4, 6)
    if term := view.term_of_project:
        yield Meaning(Reading.PROJECT_END, 10.5, view.at, term)
    near = filter(None, (view.nearest(kind, 12) for kind in OF_PROJECTS))
    project = min(near, key=view.distance, default=None)
    if project or CueKind.PROJECT in view.around.title or view.side == CueKind.UNTIL:
        yield from _course(view, 6 if project else 2)
    if project and not view.is_range and view.starts(project):
        yield Meaning(Reading.PROJECT_START, 8.8 - 0.25 * view.distance(project), view.at, project)
    elif project and view.is_range and not (view.is_moved or view.is_brief or view.is_submitted(project)):
        yield Meaning(Reading.PROJECT, 7.2 - 0.25 * view.distance(project), view.at, project)
    elif project and view.side == CueKind.UNTIL and not view.is_applied_for(project):
        yield Meaning(Reading.PROJECT_END, 8.2 - 0.25 * view.distance(project), view.at, project)
    elif project and view.side == CueKind.SINCE:
        yield Meaning(Reading.PROJECT_START, 6.6 - 0.3 * view.distance(project), view.at, project)


def _course(view: View, within: float) -> Iterator[Meaning]:
    """Yield the readings that verbs of beginning and end give in a text about a project."""
    if CueKind.APPLY in view.by_kind or CueKind.EVENT in view.by_kind:
        return
    if view.around.is_call and not any(map(view.knows, OF_PROJECTS)):
        return  # `Closing: 5 May` in a call for projects
    if not view.around.has(CueKind.PROJECT) and not view.by_kind.keys() & OF_PROJECTS:
        return
    opens, closes = view.nearest(CueKind.OPENS, within), view.nearest(CueKind.CLOSES, 3)
    if opens and view.side is None:
        yield Meaning(Reading.PROJECT_START, 6.8 - 0.3 * view.distance(opens), view.at, opens)
    if closes and closes.end <= view.at and view.side != CueKind.SINCE:
        yield Meaning(Reading.PROJECT_END, 7.6 - 0.3 * view.distance(closes), view.at, closes)
