"""Turn a found form into days: read its slots, complete them, and check them against the calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clusterwatch.dates.calendar import Context, Day, day_and_month, full_year, in_year, nearest_past
from clusterwatch.dates.doubts import doubtful
from clusterwatch.dates.forms import Found
from clusterwatch.dates.lexicon import Role
from clusterwatch.dates.tokens import Tokens

_ENDS = {"d2", "m2", "n2", "y2", "b2"}  # slots of the end of a range
_SECOND = {*_ENDS, "a2", "q2"}
_EARLIEST = 1900
_SHORTEST_WEEKDAY = 3  # letters of a weekday behind a date


@dataclass(frozen=True, slots=True)
class Reading:
    """A date in the text. `last` is the end of a range. `assumed` is `year` if the year is not written.

    `weekday` is the weekday that is written beside it, 0 to 6, or -1.
    """

    found: Found
    first: Day
    last: Day | None = None
    assumed: str | None = None
    weekday: int = -1


def read(found: Found, tokens: Tokens, context: Context) -> Reading | None:
    """Return the date of a found form, or None if it does not exist, is doubtful, or needs a year that is not known."""
    reading = read_as_written(found, tokens, context)
    if reading is None or reading.first.year is not None:
        return reading and checked(reading)
    supplied = nearest_past(reading.first, reading.weekday, context.today) if context.today else None
    if supplied is None or supplied.year is None:
        return None
    first, last = in_year(reading.first, reading.last, supplied.year)
    return checked(replace(reading, first=first, last=last, assumed="year"))


def read_as_written(found: Found, tokens: Tokens, context: Context) -> Reading | None:
    """Return the date of a found form, whose year is None if it is not written, or None if the form is doubtful.

    `context.today` must not be None for dates without a year.
    """
    if doubtful(tokens, found, context):
        return None
    values = {slot: _value(tokens, slot, at) for slot, at in found.slots.items()}
    after = weekday_after(tokens, found.end)
    weekday = values["w"] if "w" in values else tokens.word(after).weekday if after >= 0 else -1
    if "k" in values:
        values = {"y": values["k"] // 10_000, "n": values["k"] // 100 % 100, "d": values["k"] % 100}
    if "q" in values or "q2" in values:
        values = _two_digit_year(values, context, year_first=tokens.alphabet.lexicon.year_first)
    first, last = _days(values, context, weekday)
    if not _ENDS.isdisjoint(values):
        first, last = _share(first, last or Day(None))
    return Reading(found, first, last, weekday=weekday)


def checked(reading: Reading) -> Reading | None:
    """Return `reading` if its day exists. Remove the end if it is not after the start."""
    first, last = reading.first, reading.last
    if not first.real() or (first.year or 0) < _EARLIEST:
        return None
    if last is None or (last.real() and _key(last) > _key(first)):
        return reading
    # Two complete dates with the later one first are not a range but two dates.
    found = reading.found
    second = min(at for slot, at in found.slots.items() if slot in _SECOND)
    own = {slot: at for slot, at in found.slots.items() if at < second and slot != "w"}
    if last.real() and _key(last) < _key(first) and own.keys() == {"d"}:
        return None  # Room 30 - 12 May 2022
    is_month = not own.keys().isdisjoint({"m", "n"})  # `30 September to 15 September 2026`
    if (is_month or not own.keys().isdisjoint({"y", "q"})) and not own.keys().isdisjoint({"d", "a"}):
        found = replace(found, end=max(own.values()) + 1)
    return replace(reading, found=found, last=None)


def _value(tokens: Tokens, slot: str, at: int) -> int:
    if slot[0] in "mr":
        return tokens.word(at).number
    if slot == "w":
        return tokens.word(at).weekday
    return int(tokens.at(at)) if slot[0] in "dnyqabpk" else 0


def _days(values: dict[str, int], context: Context, weekday: int) -> tuple[Day, Day | None]:
    """Return the two days as written. `_share` completes them later."""
    year, year2 = values.get("y"), values.get("y2")
    if "a" in values:
        day, month = day_and_month(values["a"], values["b"], context.order, year, weekday)
        if "a2" not in values:
            return Day(year, month, day), None
        # Both ends of a range have the same order, so one can decide for the other.
        day2, month2 = day_and_month(values["a2"], values["b2"], context.order, year2, -1)
        if values["b2"] > 12 and values["b"] <= 12 and values["a"] <= 12:
            day, month = values["b"], values["a"]
        elif values["b"] > 12 and values["b2"] <= 12 and values["a2"] <= 12:
            day2, month2 = values["b2"], values["a2"]
        return Day(year, month, day), Day(year2, month2, day2)
    month1 = values.get("m") or values.get("n") or values.get("r")
    if _ENDS.isdisjoint(values):
        return Day(year, month1, values.get("d")), None
    return Day(year, month1, values.get("d")), Day(
        year2, values.get("m2") or values.get("n2"), values.get("d2")
    )


def _share(first: Day, last: Day) -> tuple[Day, Day]:
    """Complete each end of a range with the month and year of the other: 28. Dez. – 2. Jan. 2021."""
    month, month2 = first.month or last.month, last.month or first.month
    year, year2 = first.year, last.year
    if year is None and year2 is not None:
        year = year2 - 1 if (month or 0) > (month2 or 0) else year2
    elif year2 is None and year is not None:
        year2 = year
    return Day(year, month, first.day), Day(year2, month2, last.day)


def _two_digit_year(values: dict[str, int], context: Context, *, year_first: bool) -> dict[str, int]:
    """Return `values` with years of four digits. An ambiguous year becomes 0, which is not a year.

    The first of three numbers of two digits is the year if that is the order of the source, or if it cannot be a day.
    """
    values = dict(values)
    if "p" in values:
        first = values.pop("p")
        if context.order == "YMD" or (context.order is None and year_first) or not 1 <= first <= 31:
            month, day = values.pop("b"), values.pop("q")
            return values | {"y": full_year(first) or 0, "n": month, "d": day}
        values["a"] = first
    years = {"y": values.get("q"), "y2": values.get("q2")}
    return values | {k: full_year(v) or 0 for k, v in years.items() if v is not None and k not in values}


def weekday_after(tokens: Tokens, at: int, marks: str = ".,(") -> int:
    """Return the token of the weekday after a date that ends before token `at`, or -1: `13 Kasım Cuma`, `8 May (Fri)`.

    A word of two letters is more often another thing, as the language in `01.03.2020 fr`. One of three is so if
    another word follows: `am 5. Mai. Die Frist …`, `5. maj. Man kan …`.
    """
    while at < len(tokens.classes) and tokens.classes[at] in marks:
        at += 1
    if at >= len(tokens.classes) or tokens.word(at).weekday < 0 or len(tokens.at(at)) < _SHORTEST_WEEKDAY:
        return -1
    following = tokens.at(at + 1) if at + 1 < len(tokens.classes) else ""
    is_another = following.isalnum() and not tokens.word(at + 1).roles & Role.CLOCK
    return -1 if is_another and len(tokens.at(at)) == _SHORTEST_WEEKDAY else at


def _key(day: Day) -> tuple[int, int, int]:
    return day.year or 0, day.month or 0, day.day or 0
