"""Tests of the arguments of parse_date, and of the other public functions of dates."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime

from clusterwatch.dates import dates_in_url, day_in_zone, is_open, learn_order, parse_date
from clusterwatch.dates.url import YEAR, YEARS
from clusterwatch.models import ParsedDate
from tests.tables import each

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@each(
    ("url", "value", "precision", "end"),
    [
        ("https://example.org/2021/03/04/a-title/", "2021-03-04", "day", None),
        ("https://example.org/blog/2021/3/4", "2021-03-04", "day", None),
        ("https://example.org/lv/2021/03/a-title/", "2021-03", "month", None),
        ("https://example.org/2021/02/30/", "2021-02", "month", None),
        ("https://example.org/news/a-title-2021-03-04", "2021-03-04", "day", None),
        ("https://example.org/04-03-2021-a-title/", "2021-03-04", "day", None),
        ("https://example.org/4-5-3-2021/", "2021-03-04", "day", "2021-03-05"),
        ("https://example.org/5-5-3-2021/", "2021-03-05", "day", None),  # no range: the days are equal
        ("https://example.org/news/28-2-4-3-2021-fair", "2021-02-28", "day", "2021-03-04"),
        ("https://example.org/Press/2021/20210304-a-title.html", "2021-03-04", "day", None),
        ("https://example.org/?option=x&id=117-2021-03-04-15-16-17", "2021-03-04T15:16:17", "second", None),
        ("https://example.org/news?date=20210304", "2021-03-04", "day", None),
        ("https://example.org/2021-03-04T15:16", "2021-03-04T15:16", "minute", None),
        ("https://example.org/2021/03/04-05-2022-event", "2022-05-04", "day", None),
        ("https://example.org/news/a-title_04.03.2021.pdf", "2021-03-04", "day", None),
    ],
)
def test_dates_in_addresses(url: str, value: str, precision: str, end: str | None) -> None:
    found = dates_in_url(url)
    assert found is not None
    assert (found.value, found.precision, found.end) == (value, precision, end)
    assert found.assumed is None


@each(
    "url",
    [
        "https://example.org/news/1234",
        "https://example.org/event/x/?eventDate=2026-06-15",
        "https://example.org/list?from=2026-06-15&end-date=2026-06-17",
        "https://example.org/news?id=20190411",
        "https://example.org/2021/",
        "https://example.org/2021/13/04/",
        "https://example.org/item-20219999",
        "https://example.org/a120210304b",
        "https://example.org/12021-03-04",
        "https://example.org/2021-03-041",
        "https://2021-03-04.example.org/",
        "http://[broken",
        "",
    ],
)
def test_addresses_without_a_date(url: str) -> None:
    assert dates_in_url(url) is None


@each(
    ("value", "zone", "expected"),
    [
        ("2019-09-10T23:30:00Z", "Europe/Paris", "2019-09-11T01:30:00+02:00"),
        ("2019-09-10T23:30Z", "Europe/Paris", "2019-09-11T01:30+02:00"),
        ("2019-12-10T23:30:00.125Z", "Europe/Sofia", "2019-12-11T01:30:00.125+02:00"),
        ("2019-09-11T01:30+0200", "Europe/Lisbon", "2019-09-11T00:30+01:00"),
        ("2019-09-10T23:30:00Z", None, "2019-09-10T23:30:00Z"),
        ("2019-09-10T23:30", "Europe/Paris", "2019-09-10T23:30"),
        ("2019-09-10", "Europe/Paris", "2019-09-10"),
        ("2019-09", "Europe/Paris", "2019-09"),
        ("0001-01-01T00:00:00Z", "America/New_York", "0001-01-01T00:00:00Z"),
        ("2019-02-30T23:30Z", "Europe/Paris", "2019-02-30T23:30Z"),
    ],
)
def test_day_in_zone(value: str, zone: str | None, expected: str) -> None:
    assert day_in_zone(value, zone) == expected


@each(
    ("zone", "offset"),
    [
        ("Z", "Z"),
        ("UTC", "+00:00"),
        ("GMT", "+00:00"),
        ("WET", "+00:00"),
        ("WEST", "+01:00"),
        ("CET", "+01:00"),
        ("CEST", "+02:00"),
        ("MEZ", "+01:00"),
        ("MESZ", "+02:00"),
        ("EET", "+02:00"),
        ("EEST", "+03:00"),
        ("MSK", "+03:00"),
        ("TRT", "+03:00"),
        ("EST", "-05:00"),
        ("EDT", "-04:00"),
        ("PST", "-08:00"),
        ("PDT", "-07:00"),
    ],
)
def test_offsets_of_named_zones(zone: str, offset: str) -> None:
    found = parse_date(f"12.05.2021 10:15 {zone}", ["en"])
    assert found is not None
    assert found.value == f"2021-05-12T10:15{offset}"


@each(
    ("texts", "order"),
    [
        (["05/13/2026", "04/05/2026"], "MDY"),
        (["Posted 13.05.2026", "4.5.2026"], "DMY"),
        (["05/13/2026", "13/05/2026"], None),
        (["04/05/2026"], None),
        (["31.4.2026"], "DMY"),
        (["32.4.2026"], None),
        (["31.12.2026"], "DMY"),
        (["31.1.2026"], "DMY"),
        (["31.0.2026"], None),
        (["1.31.2026"], "MDY"),
        (["1.32.2026"], None),
        (["12.31.2026"], "MDY"),
        (["0.31.2026"], None),
        (["13.13.2026"], None),
        (["1.13.05.2026", "99/99/2026", "2026-05-13"], None),
        ([], None),
    ],
)
def test_learn_order(texts: list[str], order: str | None) -> None:
    assert learn_order(texts) == order


def test_now_is_converted_to_the_time_zone() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    here, there = (
        parse_date("aujourd'hui", ["fr"], now=late, timezone=zone) for zone in (None, "Europe/Paris")
    )
    assert here is not None
    assert there is not None
    assert (here.value, there.value) == ("2026-11-22", "2026-11-23")
    minutes = parse_date("il y a 5 minutes", ["fr"], now=late, timezone="Europe/Paris")
    assert minutes is not None
    assert minutes.value == "2026-11-23T00:25"


@each("text", ["hier", "il y a 3 jours", "8 avril", "lundi 13.11.", "24 décembre à 10h15"])
def test_the_current_time_is_only_an_argument(text: str) -> None:
    assert parse_date(text, ["fr"]) is None
    assert parse_date(text, ["fr"], now=NOW) is not None


@each(
    ("text", "raw"),
    [
        ("Publié le 6 avril 2024 à 14h30 par la rédaction", "le 6 avril 2024 à 14h30"),
        ("Event from 12 to 14 May 2022 in Example", "12 to 14 May 2022"),
        ("Clock icon03.04.2024", "03.04.2024"),
        ("12.05.2022 - 03.01.2021", "12.05.2022"),  # no range: the later date is first
        (" 20210304T050607Z ", "20210304T050607Z"),
    ],
)
def test_raw_is_the_text_of_the_date(text: str, raw: str) -> None:
    found = parse_date(text, ["fr", "en"])
    assert found is not None
    assert found.raw == raw


def test_the_first_language_decides_the_meaning_of_a_word() -> None:
    polish, croatian = (
        parse_date("5 listopada 2020", languages) for languages in (["pl", "hr"], ["hr", "pl"])
    )
    assert polish is not None
    assert croatian is not None
    assert (polish.value, croatian.value) == ("2020-11-05", "2020-10-05")
    assert parse_date("5 listopada 2020") is None


@each("tag", ["sr-Latn", "sr_Cyrl", "nn-NO", "no", "en-US", "xx", "zh-Hans"])
def test_language_tags(tag: str) -> None:
    assert parse_date("2020-05-06", [tag]) == ParsedDate("2020-05-06", "day", "2020-05-06")


def test_dateparser_reads_other_languages_but_only_complete_dates() -> None:
    assert parse_date("5 სექტემბერი 2020", ["ka"]) is not None
    assert parse_date("სექტემბერი 2020", ["ka"], now=NOW) is None
    assert parse_date("5 სექტემბერი", ["ka"], now=NOW) is None


def test_the_pattern_of_a_year_is_that_of_the_years_of_posts() -> None:
    assert {year for year in range(10_000) if re.fullmatch(YEAR, str(year))} == YEARS


def test_dateparser_is_not_imported_for_languages_of_the_tables() -> None:
    loaded = {name for name in sys.modules if name.startswith("dateparser")}
    parse_date("nothing to be read in 2020 on 5 whatever", ["fr"], now=NOW)
    assert {name for name in sys.modules if name.startswith("dateparser")} == loaded


@each(
    ("text", "expected"),
    [
        ("3.4.2021", True),
        ("12/11/2021", True),
        ("11 - 12 - 2021", True),
        ("1.2.2021 and 25.12.2021", True),  # the first date of the text
        ("25.12.2021 and 1.2.2021", False),
        ("4.4.2021", False),  # the same day in both orders
        ("13.4.2021", False),
        ("4/13/2021", False),
        ("12/12/2021", False),
        ("12/11/12", True),
        ("11/12/11", True),
        ("13/11/13", False),
        ("3 April 2021", False),
        ("2021-04-03", False),
        ("", False),
    ],
)
def test_is_open(text: str, expected: bool) -> None:
    assert is_open(text) is expected


def test_only_ten_thousand_characters_are_read() -> None:
    words = "x " * 4995
    read = parse_date(f"{words}2021-03-04", ["en"])
    assert read is not None
    assert read.value == "2021-03-04"
    assert parse_date(f".{words}2021-03-04", ["en"]) is None


@each(
    ("text", "now", "value"),
    [
        ("2 days ago", "2026-11-22T23:59:59", "2026-11-20"),
        ("2 days ago", "2026-11-22T00:00:00", "2026-11-20"),
        ("2 weeks ago", "2026-11-22T23:59:59", "2026-11-08"),
        ("2 weeks ago", "2026-11-22T00:00:00", "2026-11-08"),
        ("2 hours ago", "2026-11-22T02:00:00", "2026-11-22"),
        ("2 hours ago", "2026-11-22T01:59:59", "2026-11-21"),
        ("2 minutes ago", "2026-11-22T00:01:59", "2026-11-21T23:59"),
        ("2 minutes ago", "2026-11-22T00:02:00", "2026-11-22T00:00"),
    ],
)
def test_units_of_relative_dates_are_exact(text: str, now: str, value: str) -> None:
    found = parse_date(text, ["en"], now=datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found is not None
    assert found.value == value
