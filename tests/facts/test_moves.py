"""Tests of deadlines that later ones replace."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "Sports event grants: new deadline 5 May 2026", ["deadline 2026-05-05"]),
        (
            "en",
            "",
            "Calls with original deadlines between 5 and 15 May 2026 have been extended to 9 June 2026.",
            ["deadline 2026-06-09"],
        ),
        (
            "en",
            "",
            "The call closes on 5 May 2026 instead of 5 June 2026.",
            ["deadline 2026-05-05", "deadline 2026-06-05 old"],
        ),
    ],
)
def test_a_moved_deadline_is_named_with_what_moves_it(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "it",
            "",
            "Slitta il termine: le domande potranno essere presentate a partire dalle ore 12 del 4 maggio e fino "
            "alle 16 del 9 giugno.",
            ["opens 2026-05-04", "deadline 2026-06-09"],
        ),
        (
            "it",
            "",
            "Le domande si presentano a partire dalle ore 9 del 04/05/2026 e fino al 09/06/2026 salvo proroghe.",
            ["opens 2026-05-04", "deadline 2026-06-09"],
        ),
        ("it", "", "Il bando è prorogato: aprirà, invece del 5 maggio, soltanto in estate.", []),
    ],
)
def test_what_starts_from_a_day_does_not_move_away_from_it(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "ro",
            "",
            "Înscrierea nu se va prelungi până la 28 mai, sesiunea de depunere se va încheia la 14 mai.",
            ["deadline 2026-05-14"],
        ),
        (
            "es",
            "",
            "El plazo arranca el 2 de marzo y se extiende hasta el 17 de abril.",
            ["opens 2026-03-02", "deadline 2026-04-17"],
        ),
    ],
)
def test_what_is_not_moved(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("second", "old"),
    [
        ("In precedenza la scadenza era stata fissata al 15 aprile 2026.", ["deadline 2026-04-15 old"]),
        ("Per il secondo bando la scadenza è il 15 aprile 2026.", ["deadline 2026-04-15"]),
    ],
)
def test_a_paragraph_may_name_the_day_before_that_of_the_one_above(second: str, old: list[str]) -> None:
    text = f"Il bando è stato prorogato: le domande si presentano entro il 15 maggio 2026.\n{second}"
    assert days(text, "it") == ["deadline 2026-05-15", *old]
