"""Tests of find_amounts."""

from __future__ import annotations

from clusterwatch.facts.mentions.amounts import find_amounts, number_of
from tests.tables import each

AMOUNTS = [
    ("bg", "до 200 000 лв. и 2,5 млн. лева", [(200000, "BGN"), (2500000, "BGN")]),
    (
        "cs",
        "od 50 000 Kč do 1 mil. Kč, celkem 1,2 mld. Kč",
        [(50000, "CZK"), (1000000, "CZK"), (1200000000, "CZK")],
    ),
    ("cs", "170 tisíc korun", [(170000, "CZK")]),
    ("cs", "půl milionu korun, několik milionů korun, dva a půl milionu korun", [(500000, "CZK")]),
    ("hu", "egymillió forint, félmillió forint", [(1000000, "HUF"), (500000, "HUF")]),
    ("fi", "miljoona euroa, puoli miljoonaa euroa", [(1000000, "EUR"), (500000, "EUR")]),
    ("cs", "po pěti milionech korun", [(5000000, "CZK")]),
    ("de", "zwei Millionen Euro", [(2000000, "EUR")]),
    ("da", "360 mio. kr. og 1.200 kr.", [(360000000, "DKK"), (1200, "DKK")]),
    (
        "de",
        "1,5 Mio. Euro, 2.500 EUR, 3 Milliarden €",
        [(1500000, "EUR"), (2500, "EUR"), (3000000000, "EUR")],
    ),
    ("de", "zwischen 2 und 3 Millionen Euro", [(2000000, "EUR"), (3000000, "EUR")]),
    ("el", "5 εκατ. ευρώ και 600.000 ευρώ", [(5000000, "EUR"), (600000, "EUR")]),
    (
        "en",
        "€2.5 million, EUR 300,000, $800k, £3bn",
        [(2500000, "EUR"), (300000, "EUR"), (800000, "USD"), (3e9, "GBP")],
    ),
    ("en", "$5000 USD, then $50", [(5000, "USD"), (50, "USD")]),
    ("en", "from 500 000 to 2 million euros", [(500000, "EUR"), (2000000, "EUR")]),
    ("es", "15 mil euros y 2 millones de euros", [(15000, "EUR"), (2000000, "EUR")]),
    ("et", "3,2 miljonit eurot", [(3200000, "EUR")]),
    ("fi", "2,4 miljoonaa euroa, 300 000 euroa", [(2400000, "EUR"), (300000, "EUR")]),
    ("fr", "2 M€, 100K€, 1 million d’euros", [(2000000, "EUR"), (100000, "EUR"), (1000000, "EUR")]),
    ("ga", "€2 mhilliún", [(2000000, "EUR")]),
    ("mt", "€900,000 mill-programm", [(900000, "EUR")]),
    ("hr", "od 200 tisuća kuna do milijun kuna", [(200000, "HRK"), (1000000, "HRK")]),
    ("hu", "20 millió forinttól 120 millió forintig", [(20000000, "HUF"), (120000000, "HUF")]),
    ("it", "da 50 mila a 2 milioni di euro", [(50000, "EUR"), (2000000, "EUR")]),
    ("lt", "12 tūkst. eurų", [(12000, "EUR")]),
    ("lv", "3 407 288.67 LVL", [(3407288.67, "LVL")]),
    ("mt", "€4 miljun", [(4000000, "EUR")]),
    ("nl", "tussen 2 en 3 miljoen euro", [(2000000, "EUR"), (3000000, "EUR")]),
    ("pl", "3 mld zł, 540 tys. zł, 315 566,44 zł", [(3e9, "PLN"), (540000, "PLN"), (315566.44, "PLN")]),
    ("pt", "R$ 11,7 milhões, 6 milhões de euros", [(11700000, "BRL"), (6000000, "EUR")]),
    ("ro", "25 de milioane de lei, 122.243.657,12 lei", [(25000000, "RON"), (122243657.12, "RON")]),
    ("sk", "10 až 55 tisíc eur", [(10000, "EUR"), (55000, "EUR")]),
    ("sl", "2,4 milijona evrov", [(2400000, "EUR")]),
    ("sv", "mellan två och åtta miljoner kronor", [(2000000, "SEK"), (8000000, "SEK")]),
]


@each(("language", "text", "expected"), AMOUNTS)
def test_amounts(language: str, text: str, expected: list[tuple[float, str]]) -> None:
    assert [(one.value, one.currency) for one in find_amounts(text, language)] == expected


@each(
    "text",
    [
        "50 European clusters from 27 countries",
        "in the years 2021-2027",
        "version 2.5 of 12 May 2026",
        "40 kr.",  # which crowns?
        "the euro and the dollar",
        "85 % of the costs, 1,500 companies",
    ],
)
def test_no_amounts(text: str) -> None:
    assert find_amounts(text, "en") == ()


def test_years_before_an_amount_are_not_the_begin_of_a_range() -> None:
    assert [one.value for one in find_amounts("2024 – 50 000 EUR", "en")] == [50000]


@each(
    ("written", "language", "scaled", "value"),
    [
        ("1.500", "de", False, 1500),
        ("1.500", "de", True, 1500),
        ("1.250", "en", True, 1.25),
        ("1,250", "en", True, 1250),
        ("1,5", "fr", True, 1.5),
        ("12.345,60", "de", False, 12345.6),
        ("1'200", "de", False, 1200),
    ],
)
def test_number_of(written: str, language: str, scaled: bool, value: float) -> None:
    assert number_of(written, language, scaled) == value
