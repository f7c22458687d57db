"""All dates of a text ─► the one to believe.

In this order: a date behind a label of publication; a complete single date; one behind a label of change; a
relative date; a complete range; a month, or a day without a year; a year. Among equals the first in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from clusterwatch.dates.calendar import Context
from clusterwatch.dates.clock import Clock, clock_after, clock_at, clock_before
from clusterwatch.dates.forms import find_form, letters
from clusterwatch.dates.lexicon import Role
from clusterwatch.dates.masks import without_clocks, without_others
from clusterwatch.dates.reading import Reading, read
from clusterwatch.dates.relative import Ago, find_relative
from clusterwatch.dates.tokens import Alphabet, Tokens
from clusterwatch.models import ParsedDate, Precision

PUBLISHED, SINGLE, UPDATED, RELATIVE, RANGE, PARTIAL, YEAR = range(7)
_LABEL_REACH = 14  # tokens between a label and its date: `Submitted by A. Name-… on`
_LABEL_AFTER = 3  # tokens between a date and a label behind it: `8.10.2020 julkaistu`
_SHORT = 14  # tokens of a text that may be a date line: there relative dates and years are dates
_FIRST_WORDS = 2  # tokens at which a sentence still begins: `Heute findet …`
_ALONE = 6  # tokens of a text that is little more than its date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date of the text; a lower `rank` is better; tokens `start` to `end`."""

    date: ParsedDate
    rank: int
    start: int
    end: int


def choose(tokens: Tokens, context: Context, now: datetime | None) -> Candidate | None:
    """The best date of `tokens`; None when there is none. `now` is on the source's own clock."""
    tokens = without_others(tokens)
    labels = _labels(tokens.alphabet)
    labelled = labels is not None and labels.search(tokens.classes) is not None
    found: list[Candidate] = []
    for reading in _readings(tokens, context):
        if candidate := _absolute(reading, tokens):
            if candidate.rank <= SINGLE and not labelled:
                return candidate  # what came before is worse, what follows no better
            found.append(candidate)
    if now is not None:
        found += [_relative(ago, tokens) for ago in find_relative(tokens, now)]
    if not found:
        return None
    found.sort(key=lambda c: c.start)
    found = _labelled(found, tokens)
    found = [c for c in found if c.rank != RELATIVE or c.start <= _SHORT]
    return min(found, key=lambda c: c.rank, default=None)


def _readings(tokens: Tokens, context: Context) -> Iterator[Reading]:
    """All dates that are written out, left to right, not overlapping."""
    classes = without_clocks(tokens)
    found = find_form(classes, tokens.alphabet)
    while found:
        reading = read(found, tokens, context)
        if reading:
            yield reading
        # What is no range may have a date behind its first number: room 30 - 12 May 2022.
        behind = found.start + 1 if found.form.endswith("range") else found.end
        found = find_form(classes, tokens.alphabet, reading.found.end if reading else behind)


def _absolute(reading: Reading, tokens: Tokens) -> Candidate | None:
    """A candidate from a date that is written out, with the time beside it."""
    found, first = reading.found, reading.first
    precision: Precision = "day" if first.day else "month" if first.month else "year"
    rank = PARTIAL if precision == "month" or reading.assumed else RANGE if reading.last else SINGLE
    if precision == "year":
        if not _is_year(tokens, found.start, found.end):
            return None
        rank = YEAR
    start, end = tokens.spans[found.start][0], tokens.spans[found.end - 1][1]
    value = first.text()
    clock = _clock(reading, tokens) if precision == "day" and not reading.last else None
    if clock:
        value, precision = f"{value}T{clock.text}", clock.precision
        start, end = min(start, tokens.spans[clock.start][0]), max(end, clock.stop)
    raw = tokens.text[start:end].strip(" \t\r\n,(")
    last = reading.last.text() if reading.last else None
    return Candidate(ParsedDate(value, precision, raw, last, reading.assumed), rank, found.start, found.end)


def _clock(reading: Reading, tokens: Tokens) -> Clock | None:
    found = reading.found
    if "t" in found.slots:
        # `,` may stand before the hour.
        hour = found.slots["t"] + (tokens.classes[found.slots["t"]] == ",")
        return clock_at(tokens, hour)
    return clock_after(tokens, found.end) or clock_before(tokens, found.start)


def _relative(ago: Ago, tokens: Tokens) -> Candidate:
    value, precision, end = ago.value, ago.precision, tokens.spans[ago.end - 1][1]
    clock = clock_after(tokens, ago.end) if precision == "day" else None
    if clock:
        value, precision, end = f"{value}T{clock.text}", clock.precision, clock.stop
    raw = tokens.text[tokens.spans[ago.start][0] : end]
    # `today` in the middle of a sentence is a figure of speech, unless a label says otherwise.
    loose = ago.end - ago.start == 1 and ago.start > _FIRST_WORDS and len(tokens.classes) > _ALONE
    rank = YEAR + 1 if loose and not clock else RELATIVE
    return Candidate(ParsedDate(value, precision, raw, assumed="now"), rank, ago.start, ago.end)


def _is_year(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a year without a month is a date: it stands alone, or is told to be a year and has no other numbers.

    `Horizon 2020` is a name, `© 2020` an owner, `Interreg 2014-2020` a programme.
    """
    if len(tokens.classes) > _SHORT:
        return False
    rest = tokens.classes[:start] + tokens.classes[end:]
    if not set(rest) - set(".,:/()&-|'"):
        return True
    told = re.search(letters(tokens.alphabet, Role.MARK | Role.PUBLISHED), tokens.classes)
    return told is not None and re.search("[abcefgzYKN]", rest) is None


def _labelled(found: list[Candidate], tokens: Tokens) -> list[Candidate]:
    """`found` (in order) with the ranks that labels give: each label speaks of the next date, or of the one before.

    Of the one before where all stand so: none before the first date, one behind each of the first and the last.
    """
    labels = _labels(tokens.alphabet)
    if labels is None:
        return found
    ranks = [c.rank for c in found]
    starts = [c.start for c in found]
    places = [match.start() for match in labels.finditer(tokens.classes)]
    backwards = _all_behind(found, places)
    for at in places:
        published = Role.PUBLISHED in tokens.word(at).roles
        nearest = bisect_left(starts, at + 1)
        if not backwards and nearest < len(found) and starts[nearest] - at <= _LABEL_REACH:
            ranks[nearest] = _rank(found[nearest].rank, published=published)  # the nearest label wins
            continue
        last = nearest - 1
        if nearest and 0 <= at - found[last].end <= _LABEL_AFTER and ranks[last] == found[last].rank:
            ranks[last] = _rank(found[last].rank, published=published)
    return [replace(c, rank=rank) for c, rank in zip(found, ranks, strict=True) if rank <= YEAR]


def _all_behind(found: list[Candidate], labels: list[int]) -> bool:
    """Whether labels stand behind their dates: `15 June 2022 updated / 12 May 2022 published`."""
    if len(labels) < 2 or labels[0] < found[0].start:
        return False
    first, last = labels[0] - found[0].end, labels[-1] - found[-1].end
    return len(found) > 1 and first in (0, 1) and 0 <= last <= _LABEL_AFTER


def _rank(rank: int, *, published: bool) -> int:
    """The rank that a label makes of a `rank`."""
    if published:
        return rank if rank == YEAR else PUBLISHED
    return UPDATED if rank == SINGLE else min(rank, RELATIVE) if rank > YEAR else rank


@lru_cache(maxsize=64)
def _labels(alphabet: Alphabet) -> re.Pattern[str] | None:
    found = letters(alphabet, Role.PUBLISHED | Role.UPDATED)
    return None if found == "(?!)" else re.compile(found)
