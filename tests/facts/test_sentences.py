"""Tests of how a paragraph is split into sentences with their dates."""

from __future__ import annotations

from clusterwatch.facts.days.sentences import sentences_of
from tests.facts.stated import days
from tests.tables import each


def test_an_ordinal_number_of_german_ends_no_sentence() -> None:
    text = "Die Einreichfrist des 9. Aufrufs für den 11. Gründerpreis ist der 14. Mai 2026."
    assert days(text, "de") == ["deadline 2026-05-14"]
    assert days("Der Aufruf schließt um 16. Die Konferenz ist am 14. Mai 2026.", "de") == ["event 2026-05-14"]


def test_a_dot_before_a_small_letter_of_any_script_ends_no_sentence() -> None:
    text = "На 11.05.2026 г. в гр. Пловдив се проведе общо събрание."
    assert days(text, "bg") == ["event 2026-05-11"]


def test_sentences_may_end_with_short_words() -> None:
    text = "The fund is for all of us. Our team was founded on 5 May 2024. Join in. Apply by 5 May."
    assert days(text) == ["deadline 2026-05-05"]


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "sk",
            "Klastre sa stretnú",
            "Košice 28. mája (TASR) - Vo štvrtok a v piatok (11. - 12. 6.) sa v Košiciach uskutoční konferencia.",
            ["event 2026-06-11/2026-06-12"],
        ),
        (
            "bg",
            "Клъстерите се срещат на конференция",
            "Пловдив 28 май (БТА) - Конференцията за роботика се провежда на 11 юни.",
            ["event 2026-06-11"],
        ),
        (
            "en",
            "",
            "Deadlines:\n– 5 May 2026 – 18:00 CET (Brussels time) – the last one",
            ["deadline 2026-05-05"],
        ),
    ],
)
def test_the_day_of_a_news_agency_is_left_out(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


def test_words_in_a_name_say_nothing_of_its_day() -> None:
    text = "Forums “Sadarbība ar rezultātu” notiks 2026. gada 19. maijā."
    assert days(text, "lv") == ["event 2026-05-19"]


@each(
    ("language", "text", "count"),
    [
        ("en", "Write to us. The jury meets.", 2),
        ("en", "WRITE TO US. THE JURY MEETS.", 2),
        ("fr", "ENVOYEZ-LES A LUI. LE JURY SE RÉUNIT.", 2),
        ("pl", "Napisz do nas. Jury się zbiera.", 2),
        ("en", "Ask Dr. Berg.", 1),
    ],
)
def test_a_short_word_ends_a_sentence_in_any_case(language: str, text: str, count: int) -> None:
    assert len(sentences_of(text, (), language)) == count


def test_the_first_hundred_dates_of_a_paragraph_are_read() -> None:
    """All dates of a paragraph are compared with all its words, so that thousands would take minutes."""
    laws = "The law of 5 May 2024. " * 99
    assert days(f"{laws}Apply by 5 June 2026. The fund was founded on 5 May 2024.") == ["deadline 2026-06-05"]
    assert days(f"{laws}The law of 6 May 2024. Apply by 5 June 2026.") == []
