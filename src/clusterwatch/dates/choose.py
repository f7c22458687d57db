"""Choose one of all the dates in a text.

The order of preference is: a date after a label of publication; a complete single date; a date after a label of
modification; a relative date; a complete range; a month, or a day without a year; a year. Among equals the first date
in the text is chosen.
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
_LABEL_AFTER = 3  # tokens between a date and a label after it: `8.10.2020 julkaistu`
_SHORT = 14  # tokens of a text that can be a date line, in which years and relative dates count
_FIRST_WORDS = 2  # tokens at the beginning of a sentence: `Heute findet …`
_ALONE = 6  # tokens of a text that is hardly longer than its date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date in the text, from token `start` to `end` (exclusive). A lower `rank` is better."""

    date: ParsedDate
    rank: int
    start: int
    end: int


def choose(tokens: Tokens, context: Context, now: datetime | None) -> Candidate | None:
    """Return the best date in `tokens`, or None. `now` is the time in the time zone of the source."""
    tokens = without_others(tokens)
    labels = _labels(tokens.alphabet)
    labelled = labels is not None and labels.search(tokens.classes) is not None
    found: list[Candidate] = []
    for reading in _readings(tokens, context):
        if candidate := _absolute(reading, tokens):
            if candidate.rank <= SINGLE and not labelled:
                return candidate  # earlier candidates are worse, and later ones are not better
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
    """Yield all absolute dates from left to right, without overlaps."""
    classes = without_clocks(tokens)
    found = find_form(classes, tokens.alphabet)
    while found:
        reading = read(found, tokens, context)
        if reading:
            yield reading
        # A rejected range may contain a date after its first number: room 30 - 12 May 2022.
        after = found.start + 1 if found.form.endswith("range") else found.end
        found = find_form(classes, tokens.alphabet, reading.found.end if reading else after)


def _absolute(reading: Reading, tokens: Tokens) -> Candidate | None:
    """Return a candidate for an absolute date, with the time next to it."""
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
        value, precision = clock.on(value), clock.precision
        start, end = min(start, tokens.spans[clock.start][0]), max(end, clock.stop)
    raw = tokens.text[start:end].strip(" \t\r\n,(")
    last = reading.last.text() if reading.last else None
    return Candidate(ParsedDate(value, precision, raw, last, reading.assumed), rank, found.start, found.end)


def _clock(reading: Reading, tokens: Tokens) -> Clock | None:
    found = reading.found
    if "t" in found.slots:
        # There may be a comma before the hour.
        hour = found.slots["t"] + (tokens.classes[found.slots["t"]] == ",")
        return clock_at(tokens, hour)
    return clock_after(tokens, found.end) or clock_before(tokens, found.start)


def _relative(ago: Ago, tokens: Tokens) -> Candidate:
    value, precision, end = ago.value, ago.precision, tokens.spans[ago.end - 1][1]
    clock = clock_after(tokens, ago.end) if precision == "day" else None
    if clock:
        value, precision, end = f"{value}T{clock.text}", clock.precision, clock.stop
    raw = tokens.text[tokens.spans[ago.start][0] : end]
    # `today` within a sentence is usually a figure of speech. A label makes it a date.
    loose = ago.end - ago.start == 1 and ago.start > _FIRST_WORDS and len(tokens.classes) > _ALONE
    rank = YEAR + 1 if loose and not clock else RELATIVE
    return Candidate(ParsedDate(value, precision, raw, assumed="now"), rank, ago.start, ago.end)


def _is_year(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a year without a month is a date: it is alone, or a label or year word marks it.

    `Horizon 2020`, `© 2020` and `Interreg 2014-2020` are not dates.
    """
    if len(tokens.classes) > _SHORT:
        return False
    rest = tokens.classes[:start] + tokens.classes[end:]
    if not set(rest) - set(".,:/()&-|'"):
        return True
    marked = re.search(letters(tokens.alphabet, Role.MARK | Role.PUBLISHED), tokens.classes)
    return marked is not None and re.search("[abcefgzYKN]", rest) is None


def _labelled(found: list[Candidate], tokens: Tokens) -> list[Candidate]:
    """Return `found`, which is in order, with ranks that take labels into account.

    A label belongs to the next date if that is near, otherwise to the date before. In a text where all labels come
    after their dates (see `_all_after`), it belongs to the date before.
    """
    labels = _labels(tokens.alphabet)
    if labels is None:
        return found
    ranks = [c.rank for c in found]
    starts = [c.start for c in found]
    positions = [match.start() for match in labels.finditer(tokens.classes)]
    backwards = _all_after(found, positions)
    for at in positions:
        published = Role.PUBLISHED in tokens.word(at).roles
        nearest = bisect_left(starts, at + 1)
        if not backwards and nearest < len(found) and starts[nearest] - at <= _LABEL_REACH:
            ranks[nearest] = _rank(found[nearest].rank, published=published)  # the nearest label wins
            continue
        last = nearest - 1
        if nearest and 0 <= at - found[last].end <= _LABEL_AFTER and ranks[last] == found[last].rank:
            ranks[last] = _rank(found[last].rank, published=published)
    return [replace(c, rank=rank) for c, rank in zip(found, ranks, strict=True) if rank <= YEAR]


def _all_after(found: list[Candidate], labels: list[int]) -> bool:
    """Return whether all labels come after their dates: `15 June 2022 updated / 12 May 2022 published`."""
    if len(labels) < 2 or labels[0] < found[0].start:
        return False
    first, last = labels[0] - found[0].end, labels[-1] - found[-1].end
    return len(found) > 1 and first in (0, 1) and 0 <= last <= _LABEL_AFTER


def _rank(rank: int, *, published: bool) -> int:
    """Return the rank of a date with a label. `rank` is its rank without the label."""
    if published:
        return rank if rank == YEAR else PUBLISHED
    return UPDATED if rank == SINGLE else min(rank, RELATIVE) if rank > YEAR else rank


@lru_cache(maxsize=64)
def _labels(alphabet: Alphabet) -> re.Pattern[str] | None:
    found = letters(alphabet, Role.PUBLISHED | Role.UPDATED)
    return None if found == "(?!)" else re.compile(found)
