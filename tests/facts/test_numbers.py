"""Tests of numbers of measures, calls and sections, which are no days."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "title", "text", "expected"),
    [
        ("et", "", "Avatud on taotlusvoorud: Meede 1.1. Väiketootmine, Meede 1.2. Turism.", []),
        ("pl", "", "Nabór wniosków do działania 1.1. trwa do 15.5.", ["deadline 2026-05-15"]),
        (
            "ro",
            "",
            "În cadrul apelului PX 2026/2/2.1.A proiectele se depun până la 4 mai 2026.",
            ["deadline 2026-05-04"],
        ),
        (
            "lt",
            "Kvietimas teikti paraiškas",
            "Galioja iki\n\n2026-06-14\n\n1.\n\nInformacija\n\n1.1.\n\nPavadinimas\n\n1.3.\n\nTikslas",
            ["deadline 2026-06-14"],
        ),
    ],
)
def test_numbers_are_no_days(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected
