"""Property tests: dates formatted by CLDR are parsed correctly, and random text gives no error and no invented date."""

from __future__ import annotations

import re
import string
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import product
from types import FrameType
from typing import Any

from babel.dates import format_date
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clusterwatch.dates import dates_in_url, day_in_zone, learn_order, parse_date
from clusterwatch.dates.forms import _grammar
from clusterwatch.dates.iso import parse_iso
from clusterwatch.dates.lexicon import lexicon
from clusterwatch.dates.tables import cldr
from clusterwatch.dates.tokens import alphabet_of
from tests.tables import each

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LOCALES = [
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv",
    "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "nb", "is", "ca", "eu", "sr", "sr_Latn", "uk",
    "tr",
]  # fmt: skip
# The order of short dates with the month first, or with a year of two digits first.
SHORT_ORDER = {"en": "MDY", "eu": "YMD"}
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
ALPHABET = st.text(st.sampled_from(string.printable + "éáčžšŽ–’°№ıİßſ١二\u200b\u0301\ud800"), max_size=120)
PIECES = [
    "1", "12", "31", "2020", "20", ".", "-", "/", ":", ",", "(", ")", "le", "de", "12.", "mai", "May",
    "Sept.", "mars", "lundi", "Mo.", "il", "y", "a", "h", "Uhr", "UTC", "+02:00", "a.m.", "n°", "ago",
    "3", "days", "T",
]  # fmt: skip


@given(days, st.sampled_from(LOCALES), st.sampled_from(["full", "long", "medium", "d MMMM y", "d MMM y"]))
@settings(max_examples=600, deadline=None)
def test_formatted_dates_are_parsed(day: date, locale: str, form: str) -> None:
    text = format_date(day, form, locale=locale)
    found = parse_date(text, [locale.replace("_", "-")], now=NOW)
    assert found is not None
    assert (found.value, found.precision, found.end, found.assumed) == (day.isoformat(), "day", None, None)


@given(days.filter(lambda d: 1990 <= d.year < 2030), st.sampled_from(LOCALES))
@settings(max_examples=200, deadline=None)
def test_short_dates_are_parsed_in_the_order_of_the_source(day: date, locale: str) -> None:
    text = format_date(day, "short", locale=locale)
    found = parse_date(text, [locale.replace("_", "-")], order=SHORT_ORDER.get(locale))
    assert found is not None
    assert found.value == day.isoformat()


ISO = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["1900", "2020", "2099", "2100"]), st.sampled_from(["-01", "-12", "-13", "-2"]),
        st.sampled_from(["-01", "-30", "-32"]), st.sampled_from(["", "T", " "]),
        st.sampled_from(["00:00", "23:59", "24:00", "7:05", "10:60"]), st.sampled_from(["", ":00", ":59", ":60"]),
        st.sampled_from(["", ".5", ".000", ".1234567890", ",5"]),
        st.sampled_from(["", "Z", "+02:00", "-05:00", "-0500", "+14:00", "-00:00", " +02:00", "-15:30"]),
    ),
)  # fmt: skip


@given(ISO, st.sampled_from([[], ["fr"], ["en", "hu"]]), st.sampled_from([None, "MDY"]))
@settings(max_examples=1500, deadline=None)
def test_the_fast_path_for_iso_8601_agrees_with_the_forms(
    text: str, languages: list[str], order: str | None
) -> None:
    fast = parse_iso(text)
    # A bracket after the date prevents the fast path and does not change the date.
    assert fast is None or fast == parse_date(f"{text} )", languages, NOW, order=order)


@each("locale", LOCALES)
def test_months_have_the_precision_of_a_month(locale: str) -> None:
    for month in range(1, 13):
        day = date(2021, month, 15)
        for form in ("LLLL y", "y LLLL"):
            found = parse_date(format_date(day, form, locale=locale), [locale.replace("_", "-")], now=NOW)
            assert found is not None, (locale, month, form)
            assert (found.value, found.precision) == (f"2021-{month:02d}", "month")


@given(days, st.sampled_from(["full", "long", "d MMMM y"]), st.sampled_from(LOCALES))
@settings(max_examples=300, deadline=None)
def test_without_a_language_a_date_is_right_or_missing(day: date, form: str, locale: str) -> None:
    found = parse_date(format_date(day, form, locale=locale))
    assert found is None or found.value in (day.isoformat(), day.isoformat()[:7])


@given(days, st.integers(1, 12), st.integers(1, 12))
def test_the_day_is_first_by_default(day: date, a: int, b: int) -> None:
    for text in (f"{a:02d}/{b:02d}/{day.year}", f"{a}.{b}.{day.year}"):
        found = parse_date(text, ["en"])
        assert found is not None
        assert found.value == f"{day.year}-{b:02d}-{a:02d}"


@given(
    ALPHABET | st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.sampled_from([(), ("fr",), ("hu", "sr")]),
)
@example("１２/05/2020", ("fr",))
@example("9999999999 days ago", ("fr",))
@example("30 February 2020 24:61", ())
@settings(max_examples=500, deadline=None)
def test_any_text_gives_a_real_date_or_none(text: str, languages: tuple[str, ...]) -> None:
    found = parse_date(text, languages, now=NOW)
    if found is None:
        return
    for value in (found.value, found.end):
        if value is not None and len(value) >= 10:
            datetime.fromisoformat(value)
    shape = {
        "year": r"\d{4}",
        "month": r"\d{4}-\d\d",
        "day": r"\d{4}-\d\d-\d\d",
        "minute": r".{10}T\d\d:\d\d\D?.*",
    }
    assert re.match(shape.get(found.precision, r".{10}T\d\d:\d\d:\d\d.*"), found.value)
    if found.assumed is None:
        # The year must be in the text, with four or two digits.
        assert (found.end or found.value)[2:4] in text


@given(st.text(string.ascii_lowercase + "     ", max_size=200))
@settings(deadline=None)
def test_words_without_numbers_give_no_absolute_date(text: str) -> None:
    found = parse_date(text, ["en", "de"], now=NOW)
    assert found is None or found.assumed == "now"
    assert parse_date(text, ["en", "de"]) is None


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_accepted_by_the_other_functions(text: str) -> None:
    dates_in_url("https://example.org/" + text)
    dates_in_url(text)
    learn_order([text])
    assert day_in_zone(text, None) == text


def _calls(text: str) -> int:
    count = 0

    def tick(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        parse_date(text, ["fr", "hu"], now=NOW)
    finally:
        sys.setprofile(before)
    return count


@each(
    "unit",
    [
        "1 ",
        "1.",
        "12 mai ",
        "mai 1 ",
        "le ",
        "il y a 3 ",
        "il y a 3 jours ",
        "a",
        "12 zxcvb 2020 ",
        "Publié le ",
    ],
)
def test_the_work_is_linear_in_the_length_of_the_text(unit: str) -> None:
    half, full = (unit * (size // len(unit)) for size in (4_000, 8_000))
    _calls(full)  # fill the caches
    assert _calls(full) <= 2.5 * _calls(half) + 500


def test_every_repetition_in_a_form_has_a_limit() -> None:
    pattern = _grammar(alphabet_of(lexicon(("fr", "hu")))).pattern.pattern
    assert not re.search(r"(?<!\\)[*+]|\{\d*,\}", re.sub(r"\[[^]]*\]", "[]", pattern))


def test_only_the_first_ten_thousand_characters_are_read() -> None:
    assert parse_date(" " * 9_990 + "2020-05-06", ["fr"]) is not None
    assert parse_date(" " * 10_000 + "2020-05-06", ["fr"]) is None


def test_every_month_of_every_language_is_known() -> None:
    for language, month in product(cldr(), range(12)):
        for name in cldr()[language]["months"][month][:1]:
            found = parse_date(f"5 {name} 2021", [language])
            assert found is not None, (language, name)
            assert found.value == f"2021-{month + 1:02d}-05"


def test_dates_without_a_year_are_the_latest_before_now() -> None:
    for offset in range(400):
        day = NOW.date() - timedelta(days=offset)
        found = parse_date(f"{day.day}. {day:%B}", ["en"], now=NOW)
        assert found is not None
        assert found.assumed == "year"
        assert found.value[5:] == day.isoformat()[5:]
        assert NOW.date() - timedelta(days=366) <= date.fromisoformat(found.value) <= NOW.date()
