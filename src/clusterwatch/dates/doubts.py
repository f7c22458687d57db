"""Reject found forms that are not dates: parts of longer numbers, sums, versions, laws, seasons, everyday words."""

from __future__ import annotations

import re
from collections.abc import Callable

from clusterwatch.dates.calendar import Context
from clusterwatch.dates.clock import clock_after
from clusterwatch.dates.forms import Found
from clusterwatch.dates.lexicon import Role
from clusterwatch.dates.tokens import Tokens
from clusterwatch.text import fold

_SEPARATORS = ".-/:"
_NUMBERS = "abcefgzYKN"
_NUMBERS_NEXT = frozenset("NK%")  # a longer number follows
_SUMS = {*"§£$€¥%", "EUR", "USD", "GBP", "CHF", "PLN", "CZK", "SEK", "DKK", "NOK", "HUF", "RON", "BGN"}
_OF_DATES = Role.LABEL | Role.GLUE | Role.CLOCK | Role.WEEKDAY | Role.MARK | Role.ORDINAL
_USUAL = Role.GLUE | Role.CLOCK | Role.MARK
# Ley 12/2020, de 5 de marzo: the year belongs to the law, not to the day.
_LAW = re.compile(r"[abcefN]/Y,?\Z")
_SHORT_WORD = 4  # letters; prepositions are not longer
# Months that are also common words (`3 may be`, `12 set of`). They count only in complete dates or with a dot.
_EVERYDAY = {"may", "march", "set", "mar", "out", "ago"}


def doubtful(tokens: Tokens, found: Found, context: Context) -> bool:
    """Return whether the context shows that a form is not a date."""
    return _attached(tokens, found) or _measured(tokens, found) or _excluded(tokens, found, context)


def _attached(tokens: Tokens, found: Found) -> bool:
    """Return whether a date in digits is part of a longer number: 1.10.12.2019, 9-3/23-349."""
    i = min(at for slot, at in found.slots.items() if slot != "w")
    if i < 2 or tokens.classes[i] not in _NUMBERS or "r" in found.slots:
        return False
    number_before = tokens.classes[i - 1] in _SEPARATORS and tokens.classes[i - 2] in _NUMBERS
    return number_before and tokens.glued(i) and tokens.glued(i - 1)


def _measured(tokens: Tokens, found: Found) -> bool:
    """Return whether digits are a sum, a section, a version or part of a code: £3.11.20, § 5.2, v2.10.2020,
    j.2020.12.03.
    """
    i = min(at for slot, at in found.slots.items() if slot != "w")
    if not found.slots.keys().isdisjoint("mrk"):
        return False
    if i and tokens.at(i - 1) in _SUMS:
        return True
    if "q" in found.slots and found.end < len(tokens.spans) and tokens.at(found.end) in _SUMS:
        return True
    if not tokens.glued(i):
        return False
    before = i - 2 if tokens.at(i - 1) == "." and tokens.glued(i - 1) else i - 1
    alone = len(tokens.at(before)) == 1 and tokens.at(before).isalpha()
    # In the lexicon of all languages, every single letter is a word.
    return alone and not (tokens.alphabet.lexicon.known and tokens.word(before).roles & _USUAL)


def _numbered(tokens: Tokens, found: Found, order: str | None) -> bool:
    """Return whether a date with a year of two digits may be a version: 3.10.12, or month first 12.15.23.

    It is a date if day and month have two digits, or if a punctuation mark, a label or a word of dates comes before
    it and no other word follows.
    """
    first, second = (tokens.at(found.slots[slot]) for slot in ("p", "b"))
    i = found.slots["p"]
    if tokens.classes[i + 1] != ".":
        return False
    swapped = int(second) > 12 and order != "MDY"
    if len(first) == len(second) == 2 and not swapped:
        return False
    before = i - 1
    if before > 0 and tokens.classes[before] == ".":
        # CZ.02.1.01 or v. 1.10.21, but not a dot that ends a sentence
        glued = tokens.glued(i) and tokens.glued(before)
        before -= glued or len(tokens.at(before - 1)) <= _SHORT_WORD
    if before >= 0 and tokens.classes[before].isalpha():
        # In the lexicon of all languages, every single letter is a word.
        letter = len(tokens.at(before)) == 1 and not tokens.alphabet.lexicon.known
        return letter or not tokens.word(before).roles & _OF_DATES
    unknown = tokens.classes[found.end : found.end + 1].isalpha()
    if not unknown or tokens.word(found.end).roles & _OF_DATES:
        return False
    return clock_after(tokens, found.end) is None


def _of_law(tokens: Tokens, found: Found) -> bool:
    """Return whether a number and a year belong to a law or issue: Ley 12/2020, (EU) 2019/12, 2010/12/EU, 2020/12.

    szám.

    They do if the word before them is not a word of dates and not a short word such as `in`, or if the number
    continues.
    """
    classes, end = tokens.classes, found.end
    if classes[end : end + 1] == "/" and tokens.glued(end) and tokens.glued(end + 1):
        return True
    after = end + (classes[end : end + 1] == ".")
    if after < len(classes) and tokens.word(after).roles & Role.NUMBERED:
        return True
    i = min(at for slot, at in found.slots.items() if slot != "w") - 1
    if i >= 2 and classes[i] == ")" and classes[i - 2] == "(" and tokens.at(i - 1).isupper():
        return True  # (EU) 2019/12
    i -= i >= 0 and classes[i] == "."
    if i < 0 or not classes[i].isalpha() or classes[i] in _NUMBERS or tokens.word(i).roles & _OF_DATES:
        return False
    return len(tokens.at(i)) > _SHORT_WORD or not tokens.at(i).islower()


def _excluded(tokens: Tokens, found: Found, context: Context) -> bool:
    """Return whether a form that depends on its context is rejected there."""
    if "m" in found.slots and found.form.startswith(("yearless", "month")):
        return _before_our_era(tokens, found) or _doubtful_name(tokens, found, context)
    check = _CONTEXT_RULES.get(found.form)
    return check is not None and check(tokens, found, context)


def _before_our_era(tokens: Tokens, found: Found) -> bool:
    """Return whether a year that no site can mean follows: `30 Nov -0001` is what PHP prints for a day of zeros."""
    after = found.end + (tokens.classes[found.end : found.end + 1] == "-")
    return tokens.classes[after : after + 1] == "N" and tokens.at(after).startswith("000")


def _doubtful_name(tokens: Tokens, found: Found, context: Context) -> bool:
    """Return whether a month name without a day or a year may be another word or part of a street name."""
    lexicon, classes, at = tokens.alphabet.lexicon, tokens.classes, found.slots["m"]
    month = tokens.at(at)
    if found.form != "month":
        street = found.end < len(classes) and Role.STREET in tokens.word(found.end).roles
        if context.today is None or street:  # Kovo 11-osios gatvė
            return True
        if _LAW.search(classes, max(0, found.start - 4), found.start):
            return True
    if month in _EVERYDAY and classes[at + 1 : at + 2] != ".":
        return True
    if not lexicon.known and len(month) < 4 and fold(month) not in lexicon.full:
        return True
    # `elokuun 28. päivään`, but not `elokuun 12 osallistujaa`
    is_named = bool(Role.ORDINAL & tokens.word(found.end - 1).roles)
    unusual = found.form == "yearless first" and not lexicon.month_first and not is_named
    return unusual and classes[found.end : found.end + 1] == "w"


def _year_first(tokens: Tokens, context: Context) -> bool:
    return context.order == "YMD" or (context.order is None and tokens.alphabet.lexicon.year_first)


def _after_a_number_word(tokens: Tokens, found: Found) -> bool:
    before = found.start - 1 - (tokens.classes[found.start - 1 : found.start] == ".")
    return before >= 0 and bool(Role.NUMBERED & tokens.word(before).roles)


def _season(tokens: Tokens, found: Found) -> bool:
    """Return whether a month such as 2010-11 is a season: the years are consecutive and other words surround it."""
    month, year = int(tokens.at(found.slots["n"])), int(tokens.at(found.slots["y"]))
    return month == year % 100 + 1 and len(tokens.classes) > 3


def _followed(tokens: Tokens, found: Found) -> bool:
    """Return whether anything other than a time follows `15.3.`."""
    return bool(tokens.classes[found.end :]) and clock_after(tokens, found.end) is None


def _loose(tokens: Tokens, found: Found) -> bool:
    """Return whether `15.3.` in running text may be the number of a section: a word for one stands before it."""
    return _after_a_number_word(tokens, found) or tokens.classes[found.end : found.end + 1] in _NUMBERS_NEXT


def _no_range(tokens: Tokens, found: Found, context: Context) -> bool:
    """Return whether `14.–15. 3.` is no range: its days must follow each other, in running text."""
    first, last = (int(tokens.at(found.slots[slot])) for slot in ("d", "d2"))
    backward = "n" not in found.slots and first >= last
    return backward or not context.running or _loose(tokens, found)


def _spaced(tokens: Tokens, found: Found) -> bool:
    """Return whether there are spaces within 18·5·2022."""
    return not all(tokens.glued(i) for i in range(min(found.slots.values()) + 1, found.end))


# For each form, the test that rejects it.
_CONTEXT_RULES: dict[str, Callable[[Tokens, Found, Context], bool]] = {
    "compact": lambda tokens, found, _: len(tokens.classes) > found.end - found.start,
    "year first": lambda tokens, _, context: not _year_first(tokens, context),
    "short range": lambda tokens, _, context: _year_first(tokens, context),
    "short": lambda tokens, found, context: (
        _numbered(tokens, found, context.order) or _after_a_number_word(tokens, found)
    ),
    "season": lambda tokens, found, _: _of_law(tokens, found) or _season(tokens, found),
    "month in digits": lambda tokens, found, _: _of_law(tokens, found),
    "yearless range": _no_range,
    "yearless alone": lambda tokens, found, context: (
        _loose(tokens, found) if context.running else _followed(tokens, found)
    ),
    "glued": lambda tokens, found, _: _spaced(tokens, found),
}
