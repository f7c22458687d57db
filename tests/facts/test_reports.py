"""Tests of reports: what was over when it was told, and what only resembles a call, states no day of one."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "text"),
    [
        # Words of applying are also those of reports.
        ("en", "Until 20 February 2026 the harbour office registered 300 ships."),
        ("de", "Bis einschließlich 20. Februar 2026 registrierte die Hafenbehörde 300 Schiffe."),
        ("de", "Dem Amt waren bis zum 31.12.2025 rund 400 Störungen gemeldet worden."),
        ("fr", "Les bornes ont enregistré 40 000 recharges entre le 1er octobre et le 15 décembre 2025."),
        ("es", "Los sensores registraron 900 lecturas entre el 1 de octubre y el 15 de diciembre de 2025."),
        ("en", "The five teams had until 20 February to submit detailed plans for the new pier."),
        ("pl", "Do 20 lutego 2026 r. urząd zarejestrował 300 statków."),
        # What began long ago opened no call.
        ("de", "Seit dem 15. September 2025 hat das Land mehr als 80 Betrieben eine Zusage erteilt."),
    ],
)
def test_a_report_of_what_was_over_states_no_day_of_a_call(language: str, text: str) -> None:
    assert days(text, language, title="") == []


@each(
    ("language", "title", "text", "expected"),
    [
        # The call is named, or its end is.
        (
            "en",
            "Call for sensor vouchers: results",
            "One could apply until 20 February.",
            ["deadline 2026-02-20"],
        ),
        ("en", "", "The call closed on 20 February.", ["deadline 2026-02-20"]),
        ("en", "", "Deadline: 20 February 2026", ["deadline 2026-02-20"]),
        (
            "pl",
            "Urząd przyjął strategię",
            "Konsultacje trwały od 1 do 20 lutego 2026 r.",
            ["opens 2026-02-01", "deadline 2026-02-20"],
        ),
        # It opened lately, one may still apply, or the post is about the call.
        (
            "en",
            "Voucher scheme",
            "Companies can submit their applications from 1 September 2025.",
            ["opens 2025-09-01"],
        ),
        (
            "de",
            "Voucher",
            "Anträge können seit 1. September 2025 laufend eingereicht werden.",
            ["opens 2025-09-01"],
        ),
        ("en", "Call for sensor vouchers", "Firms may apply from 20 February.", ["opens 2026-02-20"]),
        (
            "en",
            "",
            "Firms may apply from 1 September 2025 until 30 June 2026.",
            ["opens 2025-09-01", "deadline 2026-06-30"],
        ),
    ],
)
def test_a_past_day_of_a_call_is_stated(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("text", "published"),
    [
        ("Bis einschließlich 20. Februar 2026 registrieren sich Betriebe.", None),
        ("Bis einschließlich 20. April 2026 registrieren sich Betriebe.", "2026-03-02"),
    ],
)
def test_without_a_day_of_publication_nothing_is_known_to_be_over(text: str, published: str | None) -> None:
    assert len(days(text, "de", published)) == 1


LEAD = "The committee met on Monday, and members had {words}.\nThe new pier says yes until 5 May 2026."


@each(
    ("words", "is_call"),
    [
        ("questions", False),
        ("questions and replied to proposals", True),
        ("questions on the deadline", True),
        # One that names a call is enough.
        ("news of a call", True),
        ("tenders", True),
    ],
)
def test_one_word_of_applying_makes_no_call(words: str, is_call: bool) -> None:
    assert ("deadline 2026-05-05" in days(LEAD.format(words=words))) is is_call


@each(
    ("language", "title", "text"),
    [
        # An exhibition is open until its last day.
        ("de", "Tickets für die Winterausstellung", "Bis zum 5. Mai 2026 lockt die Schau ihre Gäste."),
        ("en", "Tickets for the harbour exhibition", "The show charms its guests until 5 May 2026."),
        # The latest day of a beginning is no end.
        ("de", "", "Die neuen Preise werden im Detail ab spätestens 5. Mai 2026 mitgeteilt."),
        ("sv", "", "De nya priserna skickas senast från 5 maj 2026."),
        # Days from which one after the other begins.
        (
            "fr",
            "",
            "Le port annonce : refus des dossiers en papier à partir du 5 mai 2026, puis à partir du 6 juin.",
        ),
    ],
)
def test_what_ends_or_begins_and_is_no_call(language: str, title: str, text: str) -> None:
    assert days(text, language, title=title) == []


def test_a_range_on_which_something_takes_place_is_no_period_of_applications() -> None:
    text = (
        "Das Team hat bestätigt, dass es das Boot beim Test, der vom 5. bis 7. Mai 2026 auf der Werft Nordmole im "
        "Alten Hafen stattfindet, zeigt."
    )
    assert not {"opens 2026-05-05", "deadline 2026-05-07"} & set(days(text, "de"))


@each(
    ("language", "title", "text", "expected"),
    [
        # Anything is planned for a day or celebrated on it.
        ("en", "", "The sale of the dock is scheduled for 5 May 2026.", []),
        ("de", "", "Die zweite Staffel feiert am 5. Mai 2026 ihre Premiere.", []),
        ("pl", "", "Zamknięcie mostu jest planowane na 5 maja 2026 r.", []),
        ("en", "", "The sale of the dock is scheduled for 5 May 2026 at 10:00.", ["event 2026-05-05"]),
        ("en", "Harbour festival", "It is scheduled for 5 May 2026.", ["event 2026-05-05"]),
        ("en", "", "The seminar is scheduled for 5 May 2026.", ["event 2026-05-05"]),
        ("de", "", "Am 5. Mai 2026 feiern wir im Hafen.", ["event 2026-05-05"]),
        ("de", "", "Pünktlich am 5. Mai 2026 stellt die Werft ihre Kollektion vor.", []),
        ("en", "", "The court heard on 5 May 2026 a final day of arguments.", []),
        ("en", "", "The grand final is on 5 May 2026.", ["event 2026-05-05"]),
    ],
)
def test_a_plan_or_a_celebration_of_anything_is_no_event(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text"),
    [
        ("fr", "", "L'Agence lance un appel à candidatures.\nVous avez jusqu'au 5 mai 2026."),
        ("de", "", "Die Agentur nimmt Bewerbungen an.\nZeit ist bis 5. Mai 2026."),
        ("en", "Call for stands at the trade fair", "You have time until 5 May 2026."),
    ],
)
def test_a_post_that_names_a_call_has_its_last_day(language: str, title: str, text: str) -> None:
    assert days(text, language, title=title) == ["deadline 2026-05-05"]


def test_a_period_of_applications_takes_place_too() -> None:
    text = "Die Bewerbungsphase, die vom 5. Mai bis 6. Juni 2026 stattfindet, ist offen."
    assert days(text, "de") == ["opens 2026-05-05", "deadline 2026-06-06"]
