"""Tests of dates that stand alone on their lines, with their labels in other lines."""

from __future__ import annotations

import pytest

from tests.facts.test_days import days


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        ("en", "Dates", "Registration opens\n4 May 2026\nRegistration ends\n1 June 2026, 17:00 CET", "od"),
        (
            "en",
            "Dates",
            "Submission deadlines\nSubmissions open\n4 May 2026\nNotifications\n1 June 2026",
            "o",
        ),
        ("da", "Klyngeprogram", "Ansøgningsperiode\nDen 4. maj 2026 til 1. juni 2026 kl. 12.00.", "od"),
        ("sv", "European Cluster Conference", "Datum\nden 4 maj 2026\nPlats\nBukarest", "e"),
        # Labels stand behind their dates if a line that says only that dates follow heads the list.
        (
            "nb",
            "Nye midler",
            "Viktige datoer\n4. mai 2026\nÅpner for søknader\n1. juni 2026\nSøknadsfrist",
            "od",
        ),
        (
            "nb",
            "Nye midler",
            "Viktige datoer\n4. mai 2026\nÅpner for søknader\n1. juni 2026\nSøknadsfrist\n20. juni 2026\n"
            "Vedtak om tildeling er på plass innen denne datoen.",
            "od",
        ),
        (
            "en",
            "Exhibitors",
            "Important dates\nBefore the fair\n4 May 2026\nRegistration opens online.\n1 June 2026\n"
            "Last day to register",
            "od",
        ),
        ("en", "Vouchers", "Registration opens\n4 May 2026\nApply\nby post", "o"),
        # A sentence, a line with a date and the title are no labels, nor has the day of the publication one.
        ("en", "Dates", "Registration opens soon for all firms.\n4 May 2026\nThe hall is green.", ""),
        ("en", "Registration opens", "4 May 2026\nThe hall is green.", ""),
        ("en", "Vouchers", "Registration opens\n2 March 2026\nThe hall is green.", ""),
        ("en", "Vouchers", "The hall is green\n4 May 2026", ""),
    ],
)
def test_a_date_alone_on_its_line_has_a_label(language: str, title: str, text: str, expected: str) -> None:
    wanted = {"o": "opens 2026-05-04", "d": "deadline 2026-06-01", "e": "event 2026-05-04"}
    found = [day for day in days(text, language, "2026-03-02", title) if not day.startswith("decision")]
    assert found == [wanted[kind] for kind in expected]
