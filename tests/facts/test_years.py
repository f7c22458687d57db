"""Tests of the years of days that are written without one."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.facts import read_facts
from tests.facts.stated import days
from tests.tables import each


@each(
    ("text", "published", "expected"),
    [
        ("Apply by 12 May.", "2026-01-20", "2026-05-12"),
        ("Apply by 12 January.", "2025-11-20", "2026-01-12"),
        # A report of what was possible until a short time ago.
        ("The call was open until 12 January.", "2026-02-20", "2026-01-12"),
        ("The conference on 12 January was full.", "2026-02-20", "2026-01-12"),
        # The weekday decides.
        ("Apply by Tuesday 12 May.", "2025-09-01", "2026-05-12"),
        # The other date of the sentence decides.
        ("Applications open on 12 December and close on 12 January 2027.", "2026-02-20", "2026-12-12"),
    ],
)
def test_a_year_that_is_not_written_is_counted_from_the_publication(
    text: str, published: str, expected: str
) -> None:
    day = read_facts("", text, "en", published).days[0]
    assert (day.start, day.assumed) == (expected, "year")


def test_a_last_day_lies_further_ahead_than_other_days() -> None:
    assert days("The call is open until 5 December.", published="2026-03-02") == ["deadline 2026-12-05"]
    assert days("The conference took place on 5 December.", published="2026-03-02") == ["event 2025-12-05"]


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "Apply by 31 March of the year before.", []),
        ("cs", "2026", "Žádosti lze podávat do 31. října příštího roku.", ["deadline 2027-10-31"]),
        ("hu", "2026", "Pályázni jövő év október 31-ig lehet.", ["deadline 2027-10-31"]),
        ("lv", "2026", "Pieteikumus pieņem līdz nākamā gada 31. oktobrim.", ["deadline 2027-10-31"]),
    ],
)
def test_words_for_the_year_before_or_behind(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("fr", "", "L'appel à candidatures a été lancé le 2 août dernier.", ["opens 2025-08-02"]),
        ("es", "", "El plazo de solicitud se abrió el 5 de mayo pasado.", ["opens 2025-05-05"]),
        ("it", "", "Il bando si è aperto lo scorso 5 maggio.", ["opens 2025-05-05"]),
        (
            "fr",
            "",
            "Le salon, programmé du 15 au 17 mai 2027, a été présenté à l'assemblée générale le 5 février dernier.",
            ["event 2027-05-15/2027-05-17", "event 2026-02-05"],
        ),
    ],
)
def test_a_day_that_is_said_to_be_past(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "es",
            "",
            "La ayuda cubre gastos hasta el 31 de diciembre de 2026; las solicitudes, hasta el 6 de junio.",
            ["deadline 2026-06-06"],
        ),
        (
            "es",
            "",
            "La convocatoria se cierra el 15 de diciembre de 2026, la jornada será el 20 de enero.",
            ["deadline 2026-12-15", "event 2027-01-20"],
        ),
    ],
)
def test_a_day_to_come_has_the_year_of_the_full_date_before_it(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("sk", "", "Seminár sa uskutoční sa 8. októbra.", ["event 2026-10-08"]),
        ("mt", "", "Irreġistra sat-30 ta' Ottubru.", ["deadline 2026-10-30"]),
        ("de", "", "Die Konferenz ist am Di. 8. Oktober.", []),
    ],
)
def test_words_that_look_like_weekdays(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


def test_a_weekday_that_no_year_has_makes_a_day_uncertain() -> None:
    assert days("Apply by Monday 12 May.", published="2026-01-20") == []


@each(
    ("title", "text", "expected"),
    [
        (
            "",
            "In 2024 the call for robots is open from 4 May to 1 June.",
            ["opens 2024-05-04", "deadline 2024-06-01"],
        ),
        ("Robotics conference 2023", "It takes place on 4 May in Cork.", ["event 2023-05-04"]),
        ("", "The robotics conference of 2023 takes place on Friday 4 May.", []),  # a Thursday
        # Years of programmes and targets, of periods and in identifiers say nothing.
        ("Horizon 2020 conference", "It takes place on 4 May in Cork.", []),
        ("", "The deadline for the prize of 2023 is 14 November this year.", []),
        # Without it, `before` a day long before the others is a condition.
        (
            "Awards",
            "Firms registered before 1 May 2019 may apply. The gala takes place on 19 November 2026.",
            ["event 2026-11-19"],
        ),
        ("Conference on the programme 2021-2027", "It takes place on 4 May in Cork.", []),
        (
            "Conference 2023",
            "It takes place on 4 May 2024, a dinner on 3 May.",
            ["event 2024-05-04", "event 2024-05-03"],
        ),
    ],
)
def test_without_publication_a_year_in_the_sentence_or_the_title_counts(
    title: str, text: str, expected: list[str]
) -> None:
    assert days(text, "en", None, title) == expected


@each(
    ("title", "text", "expected"),
    [
        (
            "Prorogati i termini per il bando turismo 2021",
            "La scadenza era fissata per il 12 aprile 2022. Il termine è prorogato al 30 settembre.",
            ["deadline 2022-04-12 old", "deadline 2022-09-30"],
        ),
        (
            "Bando turismo 2021",
            "Le domande si presentano entro il 30 settembre.",
            ["deadline 2021-09-30"],
        ),
        (
            "Premio Alto Adriatico",
            "Entro il 20 maggio si presenta domanda.\nL'edizione 2021 premia idee.",
            ["deadline 2021-05-20"],
        ),
        (
            "Bando turismo",
            "Il bando, pubblicato nel giugno 2021, si chiude il 30 settembre.",
            ["deadline 2021-09-30"],
        ),
    ],
)
def test_without_publication_a_full_date_in_the_paragraph_counts_before_the_title(
    title: str, text: str, expected: list[str]
) -> None:
    assert days(text, "it", None, title) == expected


def test_a_heading_names_the_year_of_the_days_below_it() -> None:
    text = (
        "Edycja Wiosna 2024\n• Termin składania wniosków – 19 czerwca\n"
        "Edycja Jesień 2024\n• Termin składania wniosków – 31 października"
    )
    assert days(text, "pl", None, "Terminarz") == ["deadline 2024-06-19", "deadline 2024-10-31"]


def test_a_year_before_a_spaced_dash_is_no_period() -> None:
    assert days("Frist: 1. oktober", "nb", None, "Prisen 2022 - Nordfjell") == ["deadline 2022-10-01"]
    assert days("Frist: 1. oktober", "nb", None, "Programmet 2022-2026") == []


def test_a_month_tells_the_year_of_a_day_but_1_january_does_not() -> None:
    title = "Magyar Innovációs Nagydíj: február 5-ig lehet pályázni"
    founded = "2021. január 1. után alapított vállalkozás kaphat díjat."
    assert days(founded, "hu", None, title) == []
    assert days(f"{founded}\nAz átadás 2024 márciusában lesz.", "hu", None, title) == ["deadline 2024-02-05"]


def test_a_weekday_confirms_the_year_that_the_lead_names() -> None:
    lead = "Twelve projects were nominated for the Water Prize 2018."
    for weekday, expected in (("Thursday", ["event 2018-11-29"]), ("Friday", [])):
        text = f"{lead}\n\nThe ceremony takes place on {weekday} 29 November in Linz."
        assert days(text, published=None) == expected


def test_the_day_of_the_first_visit_counts_less_than_a_year_that_is_named() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    found = read_facts("Robotics conference 2025", "It takes place on 4 May in Cork.", "en", None, now).days
    assert [day.start for day in found] == ["2025-05-04"]


def test_without_publication_years_are_counted_from_the_first_visit() -> None:
    seen = datetime(2026, 1, 20, tzinfo=UTC)
    assert read_facts("", "Apply by 12 May.", "en", None, seen).days[0].start == "2026-05-12"
    assert read_facts("", "Apply by 12 May.", "en").days == ()


def test_the_year_of_a_sentence_counts_for_a_day_that_would_be_over() -> None:
    text = "The deadlines for applications in 2026 are 14 February and 18 November."
    assert days(text, published="2026-01-05") == ["deadline 2026-02-14", "deadline 2026-11-18"]
    assert days("The deadline for applications is 18 November.", published="2026-01-05") == [
        "deadline 2025-11-18"
    ]
