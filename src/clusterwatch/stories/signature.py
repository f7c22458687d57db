"""What identifies an announcement in any language: its signature.

post ─► paragraphs without boilerplate ─► days, numbers, names, acronyms, identifiers, places, programmes, hosts

Pure. A fact is a string of its kind and its value, as people read it: `day 2026-04-30`, `number 450000000`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from clusterwatch import dates, facts
from clusterwatch.dates.calendar import day_in
from clusterwatch.facts.boilerplate import announced
from clusterwatch.facts.mentions.found import words_of
from clusterwatch.facts.paragraphs import Paragraph, paragraphs_of
from clusterwatch.models import AnnouncementKind, DayKind, Facts, Mention, MentionKind
from clusterwatch.stories.letters import plain
from clusterwatch.stories.numbers import numbers_in
from clusterwatch.vocab.languages import base_language, likely_language

if TYPE_CHECKING:
    from clusterwatch.dates import FoundDate

_LONGEST = 6000  # characters of an announcement that are read
_NAME, _STEM = 4, 6  # letters of the shortest name; letters by which other words are compared
_YEARS = range(1990, 2100)
_YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w%€$]|[.,/]\d)")
_HOST = re.compile(r"(?:https?://|www\.)([\w-]+(?:\.[\w-]+)+)")
HIDDEN = "\x00"  # stands for the characters of a date


@dataclass(frozen=True)
class Signature:
    """The facts of an announcement. `day` is that of publication, as the ordinal of `datetime.date`.

    `names` are the capitalised words that stand beside each other, by position: together they are one name.
    """

    day: int | None
    language: str | None
    kind: AnnouncementKind | None
    facts: frozenset[str]
    names: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def by_kind(self) -> Mapping[str, frozenset[str]]:
        """The values of the facts, by kind."""
        values: dict[str, list[str]] = {}
        for fact in self.facts:
            kind, _, value = fact.partition(" ")
            values.setdefault(kind, []).append(value)
        return {kind: frozenset(listed) for kind, listed in values.items()}

    def of_kind(self, kind: str) -> frozenset[str]:
        """Return the values of the facts of one kind."""
        return self.by_kind.get(kind, frozenset())


def signature_of(
    title: str | None,
    body: str | None,
    language: str | None = None,
    published: str | None = None,
    repeated: Collection[str] = frozenset(),
) -> Signature:
    """Return the signature of a post. `repeated` are fingerprints of paragraphs that belong to its source."""
    kept = _shortened(announced(paragraphs_of(title, body), repeated))
    text = "\n".join(one.text for one in kept)
    code = base_language(language) if language else likely_language(text)
    of_body = "\n".join(one.text for one in kept if one.number)
    read = facts.read_facts(title, of_body, code, published)
    day = day_in(published)
    said = set(chain(_mentioned(read), _dated(read)))
    names: list[tuple[str, ...]] = []
    for one in kept:
        rest = one.text
        for found in dates_in(one.text, code):
            said.update(days_of(found, day))
            rest = without(rest, found)
        said.update(_values_in(rest, code), _words_in(rest))
        names += _runs(rest)
    said.update(f"name {word}" for run in names for word in run)
    return Signature(day.toordinal() if day else None, code, read.kind, frozenset(said), tuple(names))


def _shortened(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    kept, left = [], _LONGEST
    for one in paragraphs:
        if left <= 0:
            break
        kept.append(Paragraph(one.number, one.text[:left]))
        left -= len(one.text)
    return kept


def dates_in(text: str, language: str | None) -> Sequence[FoundDate]:
    """Return the dates of a text (see `find_dates`)."""
    return dates.find_dates(text, [language] if language else []) if any(map(str.isdigit, text)) else ()


def without(text: str, found: FoundDate) -> str:
    """Return a text with the characters of a date hidden, so that all others keep their places."""
    return text[: found.start] + HIDDEN * (found.end - found.start) + text[found.end :]


def _values_in(text: str, language: str | None) -> Iterator[str]:
    """Yield the years, numbers and hosts of a text without its dates."""
    for year in _YEAR.findall(text):
        yield f"year {year}"
    for number in numbers_in(_YEAR.sub(HIDDEN, text), language):
        yield f"number {number:.10g}"
    for host in _HOST.findall(text):
        yield f"host {host.removeprefix('www.').lower()}"


def _words_in(text: str) -> Iterator[str]:
    """Yield the acronyms of a text and the stems of its other long words."""
    shouts = text.isupper()
    for word in words_of(text):
        written = word.as_written
        if written[0].isdigit():
            continue
        if word.is_acronym and not shouts:
            if len(plain(written)) > 1:  # that of II is one letter
                yield f"acronym {plain(written)}"
        elif len(written) >= _STEM:
            yield f"stem {plain(written)[:_STEM]}"


def days_of(found: FoundDate, published: date | None) -> Iterator[str]:
    """Yield the facts that a date states in a post: its first and last day, or months."""
    for one in (found.first, found.last):
        if one is None or one.month is None:
            continue
        if one.day is None:
            if one.year:
                yield f"month {one.year}-{one.month:02}"
        elif one.year:
            yield f"day {one.year}-{one.month:02}-{one.day:02}"
        elif published:
            near = _nearest(one.month, one.day, published)
            if near:
                yield f"day {near.isoformat()}"


def _nearest(month: int, day: int, published: date) -> date | None:
    found = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs((one - published).days), default=None)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the capitalised words of a text, those beside each other together."""
    if text.isupper():
        return
    run: list[str] = []
    end = 0
    for word in words_of(text):
        is_name = word.is_capitalised and not word.is_acronym and len(word.as_written) >= _NAME
        if run and not (is_name and text[end : word.start] in (" ", "-", " & ")):
            yield tuple(run)
            run = []
        end = word.end
        if is_name:
            run.append(plain(word.as_written))
    if run:
        yield tuple(run)


def _mentioned(read: Facts) -> Iterator[str]:
    for one in read.mentions:
        if one.kind is MentionKind.AMOUNT:
            yield f"number {one.value:.10g}"
        elif one.kind is MentionKind.CALL_ID:
            yield f"id {one.name}"
        elif one.kind is MentionKind.PLACE:
            yield f"place {_place(one)}"
        else:
            yield f"{one.kind.value} {one.id or plain(one.name)}"


def _place(one: Mention) -> str:
    return one.id if one.id and len(one.id) == 2 else f"{one.id or ''} {one.name}".strip()


def _dated(read: Facts) -> Iterator[str]:
    for one in read.days:
        if one.start and one.kind in (DayKind.DEADLINE, DayKind.EVENT):
            yield f"{one.kind.value} {one.start[:10]}"
            if len(one.start) >= 10:
                yield f"day {one.start[:10]}"
