"""Find amounts of money: "2 M€", "1,5 Mio. Euro", "3 mld zł", "mellan två och åtta miljoner kronor".

A range is two amounts, its ends. They share the scale if the first has none: "10 až 55 tisíc eur".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from clusterwatch.facts.mentions.found import Found, any_of, flat, table
from clusterwatch.vocab.currencies import currencies

_NUMBER = (
    r"\d{{1,3}}(?:(?P<{0}>[ .,'’])\d{{3}})(?:(?P={0})\d{{3}})*(?:[.,]\d{{1,2}})?(?!\d)|\d+(?:[.,]\d+)?(?!\d)"
)
_DIGIT = re.compile(r"\d")
_STANDS_ALONE = r"(?<![\w.,/])(?<!\d[ ])"
_OF = r"(?:d['’]|de |di |of )?"
# These stand directly before a currency: "M€", "kEUR".
_SHORT = ("k", "t", "m", "mn", "md", "mio", "mrd", "mds", "mln")
_SYMBOLS = frozenset("€$£") | {"us$", "r$"}
# Languages in which "mil" is a thousand. In Czech, Slovak and others "mil." is a million.
_JOINED = frozenset({"hu"})  # languages that join a number and its scale: "egymillió"
_MIL_IS_THOUSAND = frozenset({"es", "pt", "ca", "gl"})
_MILLION = ("mil", "мил")
_YEARS = range(1990, 2100)
_NO_SCALE_ABOVE = 1000  # "500 000 to 2 million": the first number is complete
_BETWEEN = 14  # characters before a number in which "between" stands
_BEFORE = 60  # characters before an amount in which the first number of its range stands


def find_amounts(text: str, language: str | None = None) -> tuple[Found, ...]:
    """Return the amounts of money that `text` states, in order. `language` says which crowns are meant by "kr."."""
    flattened = flat(text)
    if not _DIGIT.search(text) and not any(word in flattened for word in _MILLION):
        return ()
    grammar = _grammar(language or "")
    amounts: list[Found] = []
    for found in grammar.amount.finditer(flattened):
        one = grammar.read(found)
        if one is None or grammar.is_of_sum(flattened, found):
            continue
        amount = Found(found.start(), found.end(), text[found.start() : found.end()], None, "amount", *one)
        earliest = max(amounts[-1].end if amounts else 0, amount.start - _BEFORE)
        first = grammar.first_of_range(flattened, earliest, found, amount)
        if first:
            amounts.append(replace(first, name=text[first.start : first.end]))
        amounts.append(amount)
    return tuple(amounts)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """How amounts are written in one language."""

    language: str
    amount: re.Pattern[str]
    first: re.Pattern[str]
    between: re.Pattern[str]
    after_and: re.Pattern[str]
    scales: tuple[tuple[re.Pattern[str], float], ...]
    currencies: tuple[tuple[re.Pattern[str], str], ...]
    numbers: dict[str, float]

    def read(self, found: re.Match[str]) -> tuple[float, str] | None:
        """Return value and currency of an amount, or None if it is not certain."""
        currency = self._currency_of(found["before"] or found["after"] or found["of_single"])
        scale = self._scale_of(found["scale"] or found["scale_after"] or found["only_scale"])
        number = (
            self._number_of(found["number"] or found["number_after"], scale)
            if not found["only_scale"]
            else 1.0
        )
        if currency is None or scale is None or not number:
            return None
        return _product(number, scale), currency

    def is_of_sum(self, text: str, found: re.Match[str]) -> bool:
        """Return whether a half is a part of a number only: "dva a půl milionu", two and a half."""
        is_half = self.numbers.get(found["number"] or "", 1.0) < 1
        return is_half and self.after_and.search(text, 0, found.start()) is not None

    def first_of_range(self, text: str, earliest: int, found: re.Match[str], amount: Found) -> Found | None:
        """Return the first amount of the range whose second amount was found."""
        before = self.first.search(text, earliest, amount.start)
        if before is None:
            return None
        if before["and"] and not self.between.search(text, max(0, before.start() - _BETWEEN), before.start()):
            return None
        own = self._scale_of(before["scale"])
        shared = self._scale_of(found["scale"] or found["scale_after"])
        if own is None or shared is None:
            return None
        number = self._number_of(before["number"], own)
        if not number or (number in _YEARS and not before["scale"]):
            return None
        value = _product(number, own if before["scale"] or number >= _NO_SCALE_ABOVE else shared)
        if amount.value is None or value >= amount.value:
            return None
        start, end = before.start(), before.end("scale") if before["scale"] else before.end("number")
        return Found(start, end, text[start:end], None, "range", value, amount.currency)

    def _number_of(self, written: str, scale: float | None) -> float | None:
        if written in self.numbers:
            return self.numbers[written]
        return number_of(written, self.language, scaled=(scale or 1) > 1)

    def _scale_of(self, written: str | None) -> float | None:
        if not written:
            return 1.0
        word = written.strip(" .")
        if word == "mil" and self.language in _MIL_IS_THOUSAND:
            return 1e3
        if word == "billion" and self.language not in ("en", ""):
            return None
        return next((scale for pattern, scale in self.scales if pattern.fullmatch(word)), None)

    def _currency_of(self, written: str) -> str | None:
        return next(
            (code for pattern, code in self.currencies if pattern.fullmatch(written.strip(" ."))), None
        )


def number_of(written: str, language: str = "", scaled: bool = False) -> float | None:
    """Return the value of digits with separators, or None if it is not certain. `scaled`: a scale word follows."""
    digits = re.sub(r"[ '’]", "", written)
    marks = [char for char in digits if char in ".,"]
    if len(set(marks)) == 2:  # the last one is that of the decimals
        decimal = marks[-1]
        digits = digits.replace("." if decimal == "," else ",", "")
        return float(digits.replace(decimal, ".")) if digits.count(decimal) == 1 else None
    if len(marks) > 1:
        return float(re.sub("[.,]", "", digits))
    if marks and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits):
        of_thousands = not scaled or marks[0] == ("," if language in ("en", "ga", "mt") else ".")
        return float(re.sub("[.,]", "", digits) if of_thousands else digits.replace(",", "."))
    return float(digits.replace(",", "."))


def _product(number: float, scale: float) -> float:
    # 1.1 * 1e6 is 1100000.0000000001.
    return round(number * scale, 2)


@cache
def _grammar(language: str) -> _Grammar:
    tables = table("money")
    written = {code: one.of_amounts(language) for code, one in currencies().items() if one.has_amounts}
    scales: dict[str, list[str]] = tables["scales"]
    numbers = {flat(word): float(value) for value, words in tables["numbers"].items() for word in words}
    words = [word for listed in written.values() for word in listed]
    scale_words = [word for listed in scales.values() for word in listed]
    currency = rf"(?:{_any_of(words)})(?!\w)"
    symbol = rf"(?:{_any_of([*_SYMBOLS, *map(str.lower, written)])})"
    scale = rf"(?:(?:{_any_of(_SHORT)})(?=€|\$|£|eur|kr|usd)|(?:{_any_of(scale_words)})\.?(?!\w) ?)"
    # The singular stands without a number: "do milijun kuna". Others may be plurals: "několik milionů korun".
    single = r"(?:milijun|milijon|milijonas|milion|million|miljon|miljons|miljoona|милион)(?= )"
    joint = " ?" if language in _JOINED else " "
    counted = rf"(?:{_any_of(numbers)})(?={joint}(?:{_any_of(scale_words)})(?!\w))"
    amount = (
        rf"(?:{_STANDS_ALONE}(?P<number>{_NUMBER.format('s1')}|{counted})[ -]?(?:de )?"
        rf"(?P<scale>{scale})?{_OF}(?P<after>{currency})"
        rf"|(?<!\w)(?P<before>{symbol})(?<=[\w$€£]) ?(?P<number_after>{_NUMBER.format('s2')})"
        rf"(?: ?(?P<scale_after>(?:{_any_of(scale_words)})\.?(?!\w|-[^\W\d])))?(?: (?:{symbol})(?!\w| ?\d))?"
        rf"|(?<!\w)(?P<only_scale>{single}) {_OF}(?P<of_single>{currency}))"
    )
    ranges = tables["ranges"]
    first = (
        rf"{_STANDS_ALONE}(?P<number>{_NUMBER.format('s3')}|(?:{_any_of(numbers)})(?!\w))"
        rf"(?: ?(?P<scale>(?:{_any_of(scale_words)})(?!\w)\.?))?"
        rf" ?(?:(?:{_any_of(ranges['to'])})|(?P<and>(?<= )(?:{_any_of(ranges['and'])})(?= ))) ?$"
    )
    return _Grammar(
        language,
        re.compile(amount),
        re.compile(first),
        re.compile(rf"(?<!\w)(?:{_any_of(ranges['between'])})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{_any_of(ranges['and'])}) $"),
        tuple((re.compile(_any_of(listed)), float(scale)) for scale, listed in scales.items()),
        tuple((re.compile(_any_of(listed)), code) for code, listed in written.items()),
        numbers,
    )


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of the words. `*` stands for an ending, which is not that of "Europe"."""
    return any_of(words, r"(?!o?p)\w{0,6}")
