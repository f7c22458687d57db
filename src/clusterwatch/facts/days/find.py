"""Find the days of an announcement. This module combines the steps.

paragraphs ─► dates ─► sentences ─► meanings ─► years ─► what other sentences say ─► days ─► those that are repeated
or replaced
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from clusterwatch.dates import FoundDate, find_dates
from clusterwatch.dates.calendar import day_in
from clusterwatch.facts.days.context import About, DatedMeaning, with_context
from clusterwatch.facts.days.cues import (
    Cue,
    CueKind,
    cues_in,
    is_in_set,
    kinds_in,
    listed,
    word_set,
    words_of,
)
from clusterwatch.facts.days.hours_beside import with_hours
from clusterwatch.facts.days.labels import labels_of, with_label
from clusterwatch.facts.days.meaning import meanings_of
from clusterwatch.facts.days.month_ends import completed, marked, with_last_days, without_day
from clusterwatch.facts.days.moved_events import with_moved_events
from clusterwatch.facts.days.moves import with_replaced
from clusterwatch.facts.days.numbers import is_of_code, is_part_number
from clusterwatch.facts.days.reading import Meaning, Reading, Surroundings
from clusterwatch.facts.days.sentences import Sentence, sentences_of
from clusterwatch.facts.days.tables import Heads, heads_of, row_sentences
from clusterwatch.facts.days.years import day_of, in_named_year, in_year_of, with_year
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import DayKind, StatedDay
from clusterwatch.text import CAPITAL
from clusterwatch.vocab import pattern_of

_HEADING = 12  # words of a line that heads the next one
_LABEL = 3  # words of a line that is a label of the next one
_LEAD, _LONGEST_LEAD = 3, 600  # paragraphs and characters that say what a post is about
_BELOW = 2  # lines below a day, of which one may be a label of an event
_QUESTION = 2  # words of a question that says nothing by itself
_ITEM = 20  # words of an item of a list
_STOPS = ".!?;"  # marks with which no heading ends
_BULLET = re.compile(r"\s*(?:[-–—•*▪◦·‣➢✓|]|\d{1,2}[.)]|[a-z]\))\s")
_TAIL = 300  # characters of a heading
_OLDEST = 400  # days before the publication: an earlier day is history
_LATEST_OPENING = 300  # days after it: a rule applies from a later day
_KINDS = {
    Reading.DEADLINE: DayKind.DEADLINE,
    Reading.OPENS: DayKind.OPENS,
    Reading.EVENT: DayKind.EVENT,
    Reading.DECISION: DayKind.DECISION,
    Reading.PROJECT_START: DayKind.PROJECT_START,
    Reading.PROJECT_END: DayKind.PROJECT_END,
}
# Numbers with commas: 3, 10 and 17 February.
_LISTED = re.compile(r"\d{1,2}\.?((?:\s?,\s?\d{1,2}\.?)+)(?!\d)")
_NO_MONTH = re.compile(r"\bsię\b")  # not the Polish `sie` for August: `odbędą się 15–16 czerwca`
_PLACE = 30  # characters of a place
_AGENCY = re.compile(rf"\s*\({CAPITAL}[\w./ ]{{1,14}}\)\s*[-–—]\s")
_DASHES = ("-", "–", "—")
_SPACED = re.compile(r"\s[-–—]\s")  # between a name with a year and more of a title, and not in a period
_BOUNDS = {CueKind.OPENS, CueKind.CLOSES, CueKind.DEADLINE, CueKind.PRICE}
_OF_CALLS = frozenset({CueKind.DEADLINE, CueKind.OPENS, CueKind.FUNDS})
_NAMES_OF_CALLS = "kind_call"  # the set by which posts are known to be calls
_READINGS_OF_CALLS = frozenset({Reading.DEADLINE, Reading.PERIOD, Reading.OPENS})
_UNTIL_MONTH_ENDS = frozenset({Reading.DEADLINE, Reading.PERIOD, Reading.UNKNOWN})
_NO_CUES: frozenset[CueKind] = frozenset()


@dataclass(frozen=True, slots=True)
class _Text:
    """What is known of the whole post. `complete` are its dates with a year, by which the years of others are told.

    `published` may be assumed: the day of the first visit. `named` are the tokens of what may name the
    year of the days, the nearest first: the heading and the title. `lead_words` are those of the first paragraphs.
    `section` is the last line that may be the heading of a section.
    """

    language: str | None
    published: date | None
    is_assumed: bool
    named: tuple[Sequence[str], ...]
    lead_words: Sequence[str]
    complete: tuple[FoundDate, ...]
    title: frozenset[CueKind]
    lead: frozenset[CueKind]
    section: str = ""


def find_days(
    paragraphs: Sequence[Paragraph],
    language: str | None,
    published: str | None,
    now: datetime | None,
) -> tuple[StatedDay, ...]:
    """Return the days that the paragraphs state, in their order. The other arguments are those of `read_facts`."""
    dated = [(p, _dates(p.text, language)) for p in paragraphs]
    title = next((p.text for p in paragraphs if p.number == 0), "")
    lead = " ".join(p.text for p in paragraphs[:_LEAD] if p.number)[:_LONGEST_LEAD]
    text = _Text(
        language,
        day_in(published) or (now.date() if now else None),
        day_in(published) is None,
        (words_of(_SPACED.sub(" | ", title)),),
        words_of(lead),
        tuple(found for _, dates in dated for found in dates if found.first.year and found.first.month),
        _with_applications(kinds_in(title, language)),
        _with_applications(_kinds_of_lead(lead, language)),
    )
    read: list[DatedMeaning] = []
    labels = labels_of(dated, language)
    heads = heads_of(dated, language)
    heading = section = ""
    last = ""
    for at, (paragraph, dates) in enumerate(dated):
        heading = _heading(last, paragraph.text, heading) if paragraph.number else ""
        if dates:
            row = heads.get(paragraph.number, ())
            label = labels.get(paragraph.number, "")
            above = last if not label and heading != last and _is_label(last) else ""
            kinds = _NO_CUES if row else _labelled(heading[-_TAIL:], above, language)
            headed = replace(text, named=(words_of(heading[-_TAIL:]), *text.named), section=section)
            asks = not row and _is_question(heading)
            below = tuple(p.text for p, others in dated[at + 1 : at + 1 + _BELOW] if not others)
            read += _meanings(paragraph, dates, kinds, label, row, headed, asks, below)
        elif paragraph.number and _is_section(paragraph.text):
            section = paragraph.text
        if paragraph.number == 0:
            last = ""
        elif not dates or paragraph.text.endswith(":"):
            last = paragraph.text
        else:
            last = "."  # a line with a date of its own heads no other line
    names_call = any(is_in_set(word, _NAMES_OF_CALLS, language) for word in words_of(title))
    about = About(text.title, text.lead, text.published, language, text.is_assumed, names_call)
    days_of: dict[int, list[StatedDay]] = {}
    for one in with_moved_events(with_context(read, about), text.title, language):
        days_of.setdefault(one.paragraph.number, []).extend(_stated(one))
    days = [day for p in paragraphs for day in (*days_of.get(p.number, ()), *_without_day(p, text))]
    found = _once(with_replaced(_recent(days, text.published), paragraphs, language))
    return with_hours(found, paragraphs, {p.number for p, dates in dated if dates}, language)


def _kinds_of_lead(lead: str, language: str | None) -> frozenset[CueKind]:
    """Return the cues of the first paragraphs. One word makes them those of a call only if it names one."""
    tokens = words_of(lead)
    cues = cues_in(tokens, language)
    kinds = frozenset(kind for cue in cues for kind in cue.kinds)
    phrases = {tuple(tokens[cue.start : cue.end]) for cue in cues if CueKind.APPLY in cue.kinds}
    if len(phrases) != 1 or not kinds.isdisjoint(_OF_CALLS):
        return kinds
    (phrase,) = phrases
    is_call = len(phrase) > 1 or is_in_set(phrase[0], _NAMES_OF_CALLS, language)
    return kinds if is_call else kinds - {CueKind.APPLY}


def _tells_year(date: FoundDate) -> bool:
    """Return whether a date tells the years of others. What was there before 1 January may be long over."""
    return (date.first.month, date.first.day) != (1, 1)


def _dates(text: str, language: str | None) -> Sequence[FoundDate]:
    """Return the dates of a text. Two days with hours and a dash between them are a range."""
    found: list[FoundDate] = []
    plain, ends = with_last_days(text, language)
    if not any(map(str.isdigit, plain)):
        return found
    plain = _NO_MONTH.sub("   ", plain) if language == "pl" else plain
    dates: Iterable[FoundDate] = find_dates(plain, [language] if language else [])
    for one in marked(dates, text, ends) if ends else dates:
        before = found[-1] if found else None
        if before and before.time and one.time and text[before.end : one.core].strip() in _DASHES:
            first, last = day_of(before), day_of(one)
            if first and last and first < last and not (before.last or one.last):
                raw = text[before.start : one.end]
                found[-1] = replace(
                    before,
                    last=one.first,
                    end=one.end,
                    raw=raw,
                    last_time=one.time,
                    zone=before.zone or one.zone,
                )
                continue
        if before and _is_end_of(before, one, text):
            raw = text[before.start : one.end]
            found[-1] = replace(
                one,
                first=replace(before.first, year=one.first.year),
                last=one.first,
                raw=raw,
                start=before.start,
                core=before.core,
                time="",
                zone="",
            )
            continue
        if not (_is_dateline(text, one) or is_of_code(text, one) or is_part_number(text, one, language)):
            found.append(one)
    return found


def _is_end_of(before: FoundDate, one: FoundDate, text: str) -> bool:
    """Return whether two days are the ends of a range whose dash was lost: `29 martie 15 aprilie 2019`."""
    first, last = before.first, one.first
    if text[before.end : one.core].strip() or before.last or one.last or before.time:
        return False
    if not (first.day and first.month and last.day and last.month and last.year) or first.year:
        return False
    return (first.month, first.day) < (last.month, last.day) and before.weekday < 0


def _is_dateline(text: str, date: FoundDate) -> bool:
    """Return whether a date is that of an agency, before which only a place stands: `Košice 28. marca (TASR) – `."""
    return not date.time and date.start <= _PLACE and _AGENCY.match(text, date.end) is not None


def _kinds_of(cues: Iterable[Cue]) -> frozenset[CueKind]:
    return _with_applications(frozenset(kind for cue in cues for kind in cue.kinds))


def _with_applications(kinds: frozenset[CueKind]) -> frozenset[CueKind]:
    """Return what cues say together. A deadline is one of applications, and who is searched for may apply."""
    return kinds | {CueKind.APPLY} if kinds & {CueKind.DEADLINE, CueKind.SEARCHED} else kinds


def _heading(last: str, line: str, above: str) -> str:
    """Return the line that heads `line`: the short one before it without a full stop, or the one with a colon.

    `last` is the line before, and `above` is the line that heads that one. The items of a list have one heading.
    """
    if last.endswith(":") or _is_question(last):
        return last
    if _is_question(above):
        return above if _BULLET.match(line) else ""
    if above and _is_item(line) and (last == "." or _is_item(last)):
        return above
    is_heading = 0 < len(last.split()) <= _HEADING and last[-1] not in _STOPS and not _BULLET.match(last)
    return last if is_heading else ""


def _is_section(line: str) -> bool:
    """Return whether a line without a date may be the heading of a section."""
    return line[-1:] not in _STOPS and len(line.split()) <= _HEADING


def _is_question(line: str) -> bool:
    """Return whether a line asks what the next one answers: `When is the deadline?`, but not `Until when?`."""
    return line.endswith("?") and _QUESTION < len(line.split()) <= _HEADING


def _is_label(line: str) -> bool:
    """Return whether a line of a few words may be the label of the next one, also below a heading."""
    return 0 < len(line.split()) <= _LABEL and line[-1] not in ".!?;,"


def _labelled(heading: str, label: str, language: str | None) -> frozenset[CueKind]:
    """Return the cues of a heading and of the label below it, which decides whether something begins or ends."""
    below = _with_applications(kinds_in(label, language))
    above = _with_applications(kinds_in(heading, language))
    return below | (above - (_BOUNDS if below & _BOUNDS else _NO_CUES))


def _is_item(line: str) -> bool:
    return _BULLET.match(line) is not None or len(line.split()) <= _ITEM


def _meanings(
    paragraph: Paragraph,
    dates: Sequence[FoundDate],
    heading: frozenset[CueKind],
    label: str,
    heads: Heads,
    text: _Text,
    asks: bool,
    below: tuple[str, ...],
) -> Iterator[DatedMeaning]:
    carried = _NO_CUES
    is_item = bool(heading) and _is_item(paragraph.text)
    sentences = (
        row_sentences(paragraph.text, dates, heads, text.language)
        if heads
        else sentences_of(paragraph.text, dates, text.language)
    )
    for plain in sentences:
        is_labelled = label and not any(day_of(found) == text.published for found in plain.dates.values())
        sentence = with_label(plain, label, text.language) if is_labelled else plain
        title = text.title if paragraph.number else _NO_CUES
        is_lead = 0 < paragraph.number <= _LEAD
        published = None if text.is_assumed else text.published
        around = Surroundings(
            title=title,
            heading=heading,
            before=carried,
            is_item=is_item,
            lead=text.lead,
            is_lead=is_lead,
            published=published,
            is_question=asks,
            below=below if paragraph.number else (),
            today=text.published,
        )
        kinds = _kinds_of(sentence.cues)
        for meaning in meanings_of(sentence, around, text.language):
            found = _dated(sentence, meaning, dates, text)
            if found and found.is_month_end:
                found = completed(found) if meaning.reading in _UNTIL_MONTH_ENDS else without_day(found)
            if found and not _is_dated_line(meaning, found, text):
                yield DatedMeaning(meaning, found, sentence, kinds, paragraph, text.section)
        carried = _NO_CUES if heads else kinds


def _is_dated_line(meaning: Meaning, found: FoundDate, text: _Text) -> bool:
    """Return whether a label such as `Date:` names the day of publication, and no event."""
    is_label = meaning.cue is not None and meaning.cue.kinds == {CueKind.WHEN}
    is_day = not text.is_assumed and not found.time and found.last is None and day_of(found) == text.published
    return is_label and is_day and meaning.reading is Reading.EVENT


def _dated(sentence: Sentence, meaning: Meaning, dates: Sequence[FoundDate], text: _Text) -> FoundDate | None:
    """Return the date of a meaning with its year."""
    found = sentence.dates[meaning.at]
    if found.first.year is not None:
        return found
    if text.published and not text.is_assumed and _is_of_next_year(sentence, meaning.at):
        return found.in_year(text.published.year + 1)
    following = [d for at, d in sentence.dates.items() if at > meaning.at]
    preceding = [d for at, d in reversed(sentence.dates.items()) if at < meaning.at]
    is_past = _is_past(sentence, meaning.at, text.language)
    if is_past and not text.is_assumed and (dated := with_year(found, (), text.published, is_past=True)):
        return dated  # `on 5 July last` beside a day of the next year
    near = (*following, *preceding)
    beside = [d for d in near if day_of(d)] or [d for d in near if d.first.year and text.is_assumed]
    is_before = beside and beside[0] in preceding and not text.is_assumed
    if is_before and (dated := _in_same_year(found, beside[0], text.published)):
        return dated
    if (
        beside
        and not is_before
        and not text.is_assumed
        and (dated := _before(found, beside[0], text.published))
    ):
        return dated
    if beside and (dated := with_year(found, beside, None)):
        return dated
    is_last = meaning.side is CueKind.UNTIL
    in_paragraph = [d for d in dates if day_of(d)]
    all_dates = [*in_paragraph, *filter(_tells_year, text.complete)]
    this_year = CueKind.THIS_YEAR in _kinds_of(sentence.cues)
    if text.is_assumed and not this_year:
        # A date in the paragraph says more than the title, and the lead may name the edition of a call.
        named = () if in_paragraph else text.named
        is_of_call = meaning.reading in _READINGS_OF_CALLS or is_last
        # A weekday confirms the year.
        lead = text.lead_words if (is_of_call or found.weekday >= 0) and not text.complete else ()
        if dated := in_named_year(found, sentence.tokens, *named, lead):
            return dated
    dated = with_year(found, all_dates, text.published, this_year=this_year, is_last=is_last, is_past=is_past)
    in_sentence = in_named_year(found, sentence.tokens) if text.published else None
    if text.published and in_sentence:
        # `The deadlines in 2026 are 5 May and 5 December.`
        is_over = dated is not None and (day_of(dated) or text.published) < text.published
        return in_sentence if is_over and (day_of(in_sentence) or date.min) >= text.published else dated
    return dated


def _is_of_next_year(sentence: Sentence, at: int) -> bool:
    """Return whether the words beside a single day say that it is in the year after the publication."""
    begun = sentence.before.get(at, at)
    beside = (cue for cue in sentence.cues if cue.start == at + 1 or begun <= cue.end <= at)
    return sentence.dates[at].last is None and any(CueKind.NEXT_YEAR in cue.kinds for cue in beside)


def _in_same_year(found: FoundDate, beside: FoundDate, published: date | None) -> FoundDate | None:
    """Return a date in the year of the one beside it if it is to come then, or None."""
    dated = in_year_of(found, beside)
    day = day_of(dated) if dated else None
    return dated if day and published and day >= published else None


def _before(found: FoundDate, behind: FoundDate, published: date | None) -> FoundDate | None:
    """Return a date to come as the last such day before the full date behind it, or None if it would be over."""
    end, year = day_of(behind), behind.first.year or 0
    for dated in (found.in_year(year), found.in_year(year - 1)):
        day = day_of(dated)
        if day and end and published and published <= day <= end and in_year_of(found, dated):
            return dated
    return None


def _is_past(sentence: Sentence, at: int, language: str | None) -> bool:
    """Return whether a word beside a date says that it is over: `le 2 août dernier`."""
    if language is None:
        return False
    begun = sentence.before.get(at, at)
    beside = {*sentence.tokens[max(0, begun - 1) : at], *sentence.tokens[at + 1 : at + 2]}
    return not beside.isdisjoint(word_set("day_past", language))


def _stated(one: DatedMeaning) -> Iterator[StatedDay]:
    found, sentence, meaning = one.found, one.sentence, one.meaning
    of = " ".join(sentence.tokens[meaning.cue.start : meaning.cue.end]) if meaning.cue else None
    assumed = "year" if sentence.dates[meaning.at].first.year is None else None
    base = StatedDay(
        DayKind.EVENT,
        _at(found.first.text(), found.time),
        one.paragraph.text[found.start : found.end],
        one.paragraph.number,
        (found.start, found.end),
        zone=found.zone or None,
        of=of,
        assumed=assumed,
        superseded=one.is_replaced,
    )
    last = found.last.text() if found.last else None
    if found.first.day is None and meaning.reading not in (
        Reading.PROJECT,
        Reading.PROJECT_START,
        Reading.PROJECT_END,
    ):
        return
    if meaning.reading == Reading.PERIOD and last:
        yield from _period(base, found, last)
    elif meaning.reading == Reading.PROJECT and last:
        yield replace(base, kind=DayKind.PROJECT_START)
        yield replace(base, kind=DayKind.PROJECT_END, start=last)
    elif meaning.reading in _KINDS:
        kind = _KINDS[meaning.reading]
        days = _listed_days(found)
        together = kind == DayKind.EVENT and (_consecutive(days) or not meaning.is_joined)
        if last and not together:
            # The hour behind a list is that of each event, but only of the last deadline.
            timed = days if kind == DayKind.EVENT else days[-1:]
            until = found.time_end or None if kind == DayKind.EVENT and found.time else None
            yield from (
                replace(base, kind=kind, start=_at(day, found.time if day in timed else ""), end_time=until)
                for day in days
            )
        else:
            lasts = kind == DayKind.EVENT and "T" in (base.start or "")
            yield replace(
                base,
                kind=kind,
                end=last,
                end_time=(found.last_time or found.time_end or None) if lasts else None,
            )


def _period(base: StatedDay, found: FoundDate, last: str) -> Iterator[StatedDay]:
    """Yield the opening and the last day of a call. An hour before the range is that of the opening."""
    is_before = any(map(str.isdigit, base.raw[: found.core - found.start]))
    until = found.last_time or ("" if is_before or found.time_end else found.time)
    since = found.time if found.last_time or is_before else ""
    yield replace(base, kind=DayKind.OPENS, start=_at(found.first.text(), since))
    yield replace(base, kind=DayKind.DEADLINE, start=_at(last, until))


def _listed_days(found: FoundDate) -> list[str]:
    """Return the days that a range lists: three for `3, 10 and 17 May`, but only its ends for `3 to 17 May`."""
    if found.last is None:
        return [found.first.text()]
    first, last = found.first, found.last
    listed = _LISTED.search(found.raw) if (first.year, first.month) == (last.year, last.month) else None
    between = [int(number) for number in re.findall(r"\d+", listed[1])] if listed else []
    days = [replace(first, day=day) for day in between if (first.day or 0) < day < (last.day or 0)]
    return [day.text() for day in (first, *days, last)]


def _at(day: str, time: str) -> str:
    return f"{day}T{time}" if time else day


def _consecutive(days: Sequence[str]) -> bool:
    """Return whether each day is the one after the day before."""
    dates = [day_in(day) for day in days]
    return all(one and other == one + timedelta(days=1) for one, other in pairwise(dates))


def _without_day(paragraph: Paragraph, text: _Text) -> Iterator[StatedDay]:
    """Yield the deadline without a day of a call that is open until its funds are used up."""
    found = _funds(text.language).search(paragraph.text.lower().replace("’", "'"))
    if found and len(paragraph.text.lower()) == len(paragraph.text):
        raw = paragraph.text[found.start() : found.end()]
        yield StatedDay(DayKind.DEADLINE, None, raw, paragraph.number, found.span(), of=raw)


@lru_cache(maxsize=32)
def _funds(language: str | None) -> re.Pattern[str]:
    return re.compile(pattern_of(listed(CueKind.FUNDS.value, language)))


def _recent(days: Sequence[StatedDay], published: date | None) -> list[StatedDay]:
    if published is None:
        return list(days)
    oldest = (published - timedelta(days=_OLDEST)).isoformat()
    latest = (published + timedelta(days=_LATEST_OPENING)).isoformat()
    kept = (DayKind.PROJECT_START, DayKind.PROJECT_END)
    return [
        d
        for d in days
        if d.start is None
        or d.kind in kept
        # A decision that was taken is no day to wait for.
        or (
            d.start >= (published.isoformat() if d.kind == DayKind.DECISION else oldest)
            and (d.kind != DayKind.OPENS or d.start <= latest)
        )
    ]


def _once(days: Sequence[StatedDay]) -> list[StatedDay]:
    """Return each day once: with its time and its end, if any of its mentions has them.

    A day within the days of an event is a part of that event, and nothing opens on the day on which it closes.
    """
    kept: dict[tuple[DayKind, str], StatedDay] = {}
    for day in days:
        key = (day.kind, (day.start or "")[:10])
        first = kept.setdefault(key, day)
        if first is not day:
            fuller = max(first, day, key=lambda one: (len(one.start or ""), one.end_time is not None))
            kept[key] = replace(
                first,
                start=fuller.start,
                zone=fuller.zone,
                end_time=fuller.end_time,
                end=first.end or day.end,
                assumed=first.assumed and day.assumed,
                superseded=first.superseded or day.superseded,
            )
    ends = {(d.start or "")[:10] for d in kept.values() if d.kind == DayKind.DEADLINE}
    spans = [d for d in kept.values() if d.kind == DayKind.EVENT and d.end]
    return [
        d
        for d in kept.values()
        if not (d.kind == DayKind.OPENS and (d.start or "")[:10] in ends)
        and not (d.kind == DayKind.EVENT and any(_is_part(d, whole) for whole in spans))
    ]


def _is_part(day: StatedDay, whole: StatedDay) -> bool:
    """Return whether a day is one of the days of an event that was named before it.

    An event that is named first is no part of the fair at which it takes place: `our workshop on 6 May at the fair
    (5–8 May)`.
    """
    start, end = (day.start or "")[:10], (day.end or day.start or "")[:10]
    if day.paragraph == whole.paragraph and (day.span or (0, 0)) < (whole.span or (0, 0)):
        return False
    return (whole.start or "")[:10] < start and end <= (whole.end or "")
