"""Tests of the words beside a date, and of the words that belong to it."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "text"),
    [
        ("pt", "Candidaturas até às 18h00 de 24 de abril de 2026."),
        ("en", "Entries can be submitted until midnight on Friday 24 April 2026."),
        ("hu", "A nevezéseket 2026. április 24-én éjfélig lehet feltölteni."),
        ("pl", "Wnioski składamy do piątku 24 kwietnia 2026 r."),
        ("ga", "Is féidir iarratas a dhéanamh idir seo agus an 24 Aibreán 2026."),
        ("et", "Soovist anna teada 24. aprilliks."),
        ("en", "Proposals have to reach us by 17:00 (Brussels local time) on 24 April 2026."),
        ("pt", "Candidaturas até às 19 horas do dia 24 de abril de 2026."),
        ("mt", "Il-proposti għandhom jaslu sa nofsinhar tal-Ġimgħa 24 ta' April 2026."),
    ],
)
def test_words_between_until_and_a_day(language: str, text: str) -> None:
    assert days(text, language) == ["deadline 2026-04-24"]


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "en",
            "",
            "Applications open on 5 May 2026 and close on 9 June 2026.",
            ["opens 2026-05-05", "deadline 2026-06-09"],
        ),
        (
            "en",
            "",
            "The deadline for the workshop on 9 June 2026 is 5 May 2026.",
            ["event 2026-06-09", "deadline 2026-05-05"],
        ),
        ("en", "", "The deadline is 5 May, winners present their robots on 9 June.", ["deadline 2026-05-05"]),
        ("en", "", "The deadlines are 5 May and 9 June.", ["deadline 2026-05-05", "deadline 2026-06-09"]),
        ("en", "", "Judges sit on 5 May, the award gala is on 9 June.", ["event 2026-06-09"]),
        (
            "bg",
            "",
            "На 17 април 2026 г. двете сдружения подписаха меморандум за организирането на конференция в София.",
            [],
        ),
        (
            "cs",
            "",
            "Dne 5. května 2026 se v Brně koná konference, na které klastry podepíší memorandum.",
            ["event 2026-05-05"],
        ),
    ],
)
def test_a_verb_belongs_to_its_own_date(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "en",
            "",
            "The plan is shown at the project development workshop in Cork, on 5 and 6 May 2026.",
            ["event 2026-05-05/2026-05-06"],
        ),
        (
            "en",
            "",
            "Applications for the event module may run from 5 May to 9 June 2026.",
            ["opens 2026-05-05", "deadline 2026-06-09"],
        ),
    ],
)
def test_a_longer_word_divides_a_name_from_a_date(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


def test_what_begins_a_sentence_says_what_its_only_day_means() -> None:
    text = "Rok za prijavo na slavnostno akademijo in strokovni posvet je 17. 5. 2026."
    assert days(text, "sl", title="Strokovni posvet") == ["deadline 2026-05-17"]


def test_the_hour_at_which_an_event_begins_is_no_beginning_of_a_period() -> None:
    assert days("Pe 12 mai, de la 18:30, are loc seminarul.", "ro") == ["event 2026-05-12"]


@each(("marks", "expected"), [(90, ["deadline 2026-05-05"]), (120, [])])
def test_a_word_beyond_a_hundred_marks_says_nothing_of_a_day(marks: int, expected: list[str]) -> None:
    assert days(f"Deadline {'- ' * marks}5 May 2026") == expected
