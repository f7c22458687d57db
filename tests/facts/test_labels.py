"""Tests of dates that stand alone on their lines, with their labels in other lines."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
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


@each(
    ("language", "title", "text", "expected"),
    [
        ("lt", "Kvietimas teikti paraiškas", "Galioja iki\n\n2026-06-14", ["deadline 2026-06-14"]),
        ("lt", "Nauja paroda", "Galioja iki\n\n2026-06-14", []),
        (
            "cs",
            "Inovace – výzva I",
            "Zahájení příjmu\n\n01. 09. 2026\n\n12:00:00\n\nUkončení příjmu\n\n30. 11. 2026",
            ["opens 2026-09-01", "deadline 2026-11-30"],
        ),
        (
            "sl",
            "Kotizacije",
            "Zgodnja prijava\n\ndo 15. 5. 2026\n\nRedna prijava\n\nod 16. 5. do 6. 11.\n\nPozna prijava\n\n"
            "od 7. 11. 2026",
            ["deadline 2026-05-15", "opens 2026-05-16", "deadline 2026-11-06", "opens 2026-11-07"],
        ),
    ],
)
def test_labels_on_lines_of_their_own(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


def test_a_label_has_its_own_label() -> None:
    text = "Първи краен срок: начална дата: 22.04.2026 г.; краен срок: 22.05.2026 г."
    assert days(text, "bg") == ["opens 2026-04-22", "deadline 2026-05-22"]


def test_a_line_that_ends_with_until_goes_on_in_the_next_one() -> None:
    text = "Le domande si presentano esclusivamente in linea e fino alle ore\n17:00 del 7 maggio 2026."
    assert days(text, "it") == ["deadline 2026-05-07"]


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "Deadlines\nFirst round: firms in Cork and Kerry 5 May 2026", ["deadline 2026-05-05"]),
        ("en", "", "Deadlines\nThe firm of the year in Cork will walk up to the castle on 5 May 2026", []),
    ],
)
def test_a_heading_of_deadlines_explains_short_items_only(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


def test_a_label_of_applying_is_that_of_a_deadline_below_a_title_with_deadlines() -> None:
    assert days("| Registration | 5 May 2026 |", title="Schedule and deadlines") == ["deadline 2026-05-05"]
    assert days("| Registration | 5 May 2026 |", title="Schedule") == []


def test_items_of_a_list_have_its_heading() -> None:
    text = (
        "Cut-off dates for applications\n- 5 May 2026\n- 6 October 2026\n\nThe cluster was founded in 2010."
    )
    assert days(text) == ["deadline 2026-05-05", "deadline 2026-10-06"]


def test_labels_of_a_call_need_no_word_of_applications() -> None:
    facts = (
        "Who: small companies\nOpens: 5 May 2026\nCloses: 9 June 2026\n"
        "Implementation: by 30 June 2027 at the latest"
    )
    days_of_call = days(facts, title="Vouchers for robots")
    assert days_of_call[:2] == ["opens 2026-05-05", "deadline 2026-06-09"]
    assert [day for day in days_of_call[2:] if not day.startswith("project")] == []
    assert days("When? From 5 to 30 May 2026", title="Vouchers for robots") == [
        "opens 2026-05-05",
        "deadline 2026-05-30",
    ]


@each(
    ("language", "title", "text", "expected"),
    [
        # labels behind the dates, below the title or a heading of a timetable
        (
            "pl",
            "Kalendarium",
            "15.10.2026\nRozpoczęcie zgłoszeń\n16.11.2026\nZakończenie zgłoszeń\n1.12.2026\nWyniki",
            ["opens 2026-10-15", "deadline 2026-11-16", "decision 2026-12-01"],
        ),
        (
            "ro",
            "",
            "Calendar pentru clustere\n14 martie 2026 ― 4 aprilie 2026\nDepunerea dosarelor\n25 aprilie 2026 ― "
            "27 aprilie 2026\nJurizarea proiectelor",
            ["deadline 2026-04-04", "opens 2026-03-14"],
        ),
        # labels before them, the last one without a label behind it
        (
            "pt",
            "Prazos",
            "Fase\nPrazos\nReceção de candidaturas\nDe 02/04/2026 a 20/04/2026\nSeleção dos candidatos\nDe 21/05/2026 "
            "a 24/05/2026\nResultados\nA partir de 25/06/2026",
            ["deadline 2026-04-20", "opens 2026-04-02", "decision 2026-06-25"],
        ),
        # labels on the line of the date
        (
            "sk",
            "Dôležité termíny",
            "30. jún 2026 – registrácia účastníkov\n31. júl 2026 – odovzdanie príspevkov",
            ["deadline 2026-06-30", "deadline 2026-07-31"],
        ),
        ("sk", "Termíny", "| Zaslanie príspevku | 30. jún 2026 |", ["deadline 2026-06-30"]),
        (
            "en",
            "Key dates",
            "Registration for the conference: 5 May – 9 June 2026",
            ["deadline 2026-06-09", "opens 2026-05-05"],
        ),
        (
            "en",
            "Key dates",
            "The cluster in Cork signed, before the registration of its firms, a treaty on 5 May 2026",
            [],
        ),
        ("en", "Key dates", "Late registration: from 5 May 2026", ["opens 2026-05-05"]),
        (
            "en",
            "Key dates",
            "Registration and dinner in the old town hall of Cork with its mayor and all of the firms that came "
            "to see us last year: 5 May 2026",
            [],
        ),
        ("el", "Σημαντικές ημερομηνίες", "1 Μαΐου 2026: Έναρξη υποβολής εργασιών", ["opens 2026-05-01"]),
        ("en", "Key dates", "5 May 2026: start of the submission of papers", ["opens 2026-05-05"]),
        ("en", "Key dates", "5 May 2026: start of the tour", []),
        # what is done with applications
        ("de", "Aufruf", "Auswertung der Anträge: 5. bis 30. Mai 2026", []),
        ("ro", "Apel de proiecte", "Etapa 1: Verificarea proiectelor înscrise: 14–22 aprilie 2026", []),
        (
            "pl",
            "Nabór",
            "Nadsyłanie prac (do 6 kwietnia 2026 r.) i ocena przez jury (do 12 maja 2026 r.)",
            ["deadline 2026-04-06"],
        ),
        ("en", "Call", "Selection: apply by 5 May 2026, the deadline", ["deadline 2026-05-05"]),
    ],
)
def test_timetables(language: str, title: str, text: str, expected: list[str]) -> None:
    assert sorted(days(text, language, title=title)) == sorted(expected)


@each(
    ("title", "text"),
    [
        ("Conference calendar", "Desk for applications: 9 May 2026"),
        ("Conference: important dates", "Registration and coffee: 9 May 2026, 8:30"),
        ("Hafentag: Termine", "Anmeldung und Kaffee: 9. Mai 2026, 8:30 Uhr"),
    ],
)
def test_what_is_no_term_of_a_timetable(title: str, text: str) -> None:
    language = "de" if "Mai" in text else "en"
    assert not any(day.startswith("deadline") for day in days(text, language, title=title))


def test_several_ranges_without_a_meaning_are_no_period_of_a_call() -> None:
    first, second = "The houses: 5 May – 30 May 2026", "The gardens: 5 June – 30 June 2026"
    assert days(first, title="Call for proposals") == ["opens 2026-05-05", "deadline 2026-05-30"]
    assert days(f"{first}\n{second}", title="Call for proposals") == []
