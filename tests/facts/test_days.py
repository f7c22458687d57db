"""Tests of the days that announcements state: a table of announcements in 24 languages, and the rules one by one."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clusterwatch.facts import read_facts
from clusterwatch.models import DayKind, StatedDay
from tests.tables import each

POSTS = tomllib.loads(Path(__file__).with_name("announcements.toml").read_text("utf-8"))["post"]


def summary(day: StatedDay) -> str:
    end = f"/{day.end}" if day.end else ""
    return f"{day.kind} {(day.start or '-')[:10]}{end}{' old' if day.superseded else ''}"


def days(text: str, language: str = "en", published: str | None = "2026-03-02", title: str = "") -> list[str]:
    return [summary(day) for day in read_facts(title, text, language, published).days]


@each("post", POSTS, ids=lambda post: f"{post['language']}-{post['title']}")
def test_the_days_of_an_announcement(post: dict[str, str]) -> None:
    assert sorted(days(post["body"], post["language"], post["published"], post["title"])) == sorted(
        post["days"]
    )


def test_the_announcements_are_in_all_official_languages_and_in_norwegian() -> None:
    languages = {post["language"] for post in POSTS}
    assert len(languages - {"nb", "nn", "no"}) == 24
    assert {"nb", "nn", "no"} <= languages


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Αιτήσεις: αγορές πριν από τις 5 Μαΐου 2026 δεν γίνονται δεκτές.", "el", []),
        ("Υποβολή αιτήσεων πριν από τις 5 Μαΐου 2026.", "el", ["deadline 2026-05-05"]),
        ("Send inn søknaden innen 15. mai 2026.", "nb", ["deadline 2026-05-15"]),
    ],
)
def test_before_a_day_is_until_it_unless_something_is_refused(
    text: str, language: str, expected: list[str]
) -> None:
    assert days(text, language) == expected


@pytest.mark.parametrize(
    ("text", "start", "zone"),
    [
        ("Apply by 5 May 2026 at 17:00 CET.", "2026-05-05T17:00", "CET"),
        ("Apply by 5 May 2026, 5 pm.", "2026-05-05T17:00", None),
        ("Apply by 17:00 on 5 May 2026.", "2026-05-05T17:00", None),
        ("Apply by 5 May 2026, 17:00 Europe/Brussels.", "2026-05-05T17:00", "Europe/Brussels"),
        ("Apply by 5 May 2026 at 23:59:59 (AoE).", "2026-05-05T23:59:59", "AoE"),
        ("Apply by 5 May 2026.", "2026-05-05", None),
    ],
)
def test_times_and_zones(text: str, start: str, zone: str | None) -> None:
    (day,) = read_facts("", text, "en").days
    assert (day.start, day.zone) == (start, zone)


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Apply by 12 May.", "2026-01-20", "2026-05-12"),
        ("Apply by 12 January.", "2025-11-20", "2026-01-12"),
        # A report of what was possible until a short time ago.
        ("You could apply until 12 January.", "2026-02-20", "2026-01-12"),
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


@pytest.mark.parametrize(
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


def test_the_day_of_the_first_visit_counts_less_than_a_year_that_is_named() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    found = read_facts("Robotics conference 2025", "It takes place on 4 May in Cork.", "en", None, now).days
    assert [day.start for day in found] == ["2025-05-04"]


def test_a_part_of_a_month_is_no_day() -> None:
    assert days("Anträge können bis Mitte Dezember eingereicht werden.", "de", title="Förderaufruf") == []
    assert days("Apply by mid-December, or early in January 2027.", "en", title="Call for robots") == []


def test_a_last_day_lies_further_ahead_than_other_days() -> None:
    assert days("The call is open until 5 December.", published="2026-03-02") == ["deadline 2026-12-05"]
    assert days("The conference took place on 5 December.", published="2026-03-02") == ["event 2025-12-05"]


def test_a_weekday_that_no_year_has_makes_a_day_uncertain() -> None:
    assert days("Apply by Monday 12 May.", published="2026-01-20") == []


def test_without_publication_years_are_counted_from_the_first_visit() -> None:
    seen = datetime(2026, 1, 20, tzinfo=UTC)
    assert read_facts("", "Apply by 12 May.", "en", None, seen).days[0].start == "2026-05-12"
    assert read_facts("", "Apply by 12 May.", "en").days == ()


def test_a_day_has_its_text_and_place_in_the_paragraph() -> None:
    body = "The cluster grows.\n\nApplications close on 5 May 2026."
    (day,) = read_facts("A call", body, "en").days
    assert day.paragraph == 2
    assert day.span is not None
    assert body.split("\n\n")[1][slice(*day.span)] == day.raw == "on 5 May 2026"
    assert (day.kind, day.of) == (DayKind.DEADLINE, "close")


def test_the_title_is_paragraph_0() -> None:
    (day,) = read_facts("Call open until 5 May 2026", None, "en").days
    assert (day.paragraph, day.kind) == (0, "deadline")


def test_a_day_is_stated_once_with_its_time_and_end() -> None:
    text = "Apply by 5 May 2026.\nDeadline: 5 May 2026, 17:00\nThe fair opens on 8 June 2026.\nFair: 8–9 June 2026"
    found = read_facts("", text, "en").days
    assert [(day.start, day.end) for day in found] == [
        ("2026-05-05T17:00", None),
        ("2026-06-08", "2026-06-09"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Two days are one event if they follow each other.
        ("The workshop is held on 12 and 13 May 2026.", ["event 2026-05-12/2026-05-13"]),
        ("The workshop is held on 12 and 15 May 2026.", ["event 2026-05-12", "event 2026-05-15"]),
        ("The workshop is held between 12 and 15 May 2026.", ["event 2026-05-12/2026-05-15"]),
        ("Deadlines: 12 May, 12 June and 12 July 2026", [f"deadline 2026-0{month}-12" for month in (5, 6, 7)]),
        ("The workshop is held on 5, 12 and 19 May 2026.", [f"event 2026-05-{day}" for day in ("05", "12", "19")]),
        ("The workshop is held on 5, 6 and 7 May 2026.", ["event 2026-05-05/2026-05-07"]),
        ("Deadlines are 12 and 13 May 2026.", ["deadline 2026-05-12", "deadline 2026-05-13"]),
        # Parts of an event are no events.
        ("The fair is held on 8–9 June 2026, with a gala on 9 June 2026.", ["event 2026-06-08/2026-06-09"]),
        # History, laws and signatures.
        ("Our first conference was held on 12 May 2011.", []),
        ("The call was published on 12 February 2026.", []),
        ("Registered under Regulation (EU) 2021/695 of 28 April 2021.", []),
        ("Last year's conference took place on 12 May 2025.", []),
        # A verb belongs to its own date.
        ("Applications open on 5 May 2026 and close on 9 June 2026.", ["opens 2026-05-05", "deadline 2026-06-09"]),
        ("The deadline for the workshop on 9 June 2026 is 5 May 2026.", ["event 2026-06-09", "deadline 2026-05-05"]),
        ("Open until funds are exhausted.", ["deadline -"]),
        # What is not accepted after a day is accepted until then.
        ("Applications after 5 May 2026 are not considered.", ["deadline 2026-05-05"]),
        ("After 5 May 2026 applications are read.", []),
        # The last possible day is a deadline, but not that of a project.
        ("Let us know at the latest by 5 May 2026.", ["deadline 2026-05-05"]),
        ("The project runs at the latest until 5 May 2026.", ["project-end 2026-05-05"]),
        ("End of registration: 5 May 2026", ["deadline 2026-05-05"]),
        ("End of the journey: 5 May 2026", []),
        ("Until 5 May 2026 the office is closed.", []),
        # A moved deadline is named with what moves it.
        ("Sports event grants: new deadline 5 May 2026", ["deadline 2026-05-05"]),
        (
            "Calls with original deadlines between 5 and 15 May 2026 have been extended to 9 June 2026.",
            ["deadline 2026-06-09"],
        ),
        # A project does not last two days, and a longer word divides the name of an event from a date.
        (
            "The plan is shown at the project development workshop in Cork, on 5 and 6 May 2026.",
            ["event 2026-05-05/2026-05-06"],
        ),
        (
            "Applications for the event module may run from 5 May to 9 June 2026.",
            ["opens 2026-05-05", "deadline 2026-06-09"],
        ),
        # A day of the year before is not known, and nothing opens on the day on which it closes.
        ("Apply by 31 March of the year before.", []),
        # The heading of deadlines explains an item of a few words, and no sentence.
        ("Deadlines\nFirst round: firms in Cork and Kerry 5 May 2026", ["deadline 2026-05-05"]),
        ("Deadlines\nThe firm of the year in Cork will walk up to the castle on 5 May 2026", []),
        # A date with an hour is not that of a news agency.
        ("Deadlines:\n– 5 May 2026 – 18:00 CET (Brussels time) – the last one", ["deadline 2026-05-05"]),
        ("Call open to 5 May 2026. Apply by 5 May 2026.", ["deadline 2026-05-05"]),
    ],
)  # fmt: skip
def test_rules(text: str, expected: list[str]) -> None:
    assert days(text) == expected


def test_an_ordinal_number_of_german_ends_no_sentence() -> None:
    text = "Die Einreichfrist des 9. Aufrufs für den 11. Gründerpreis ist der 14. Mai 2026."
    assert days(text, "de") == ["deadline 2026-05-14"]
    assert days("Der Aufruf schließt um 16. Die Konferenz ist am 14. Mai 2026.", "de") == ["event 2026-05-14"]


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


def test_a_few_days_in_the_lead_are_those_of_the_event_in_the_title() -> None:
    text = "We take twelve companies to Oslo, 11–14 May 2026."
    assert days(text, title="Trade mission to Norway") == ["event 2026-05-11/2026-05-14"]
    assert days(text, title="Twelve companies") == []
    assert days("We look back on 1 January to 14 May 2026.", title="Trade mission to Norway") == []


def test_a_few_days_may_be_those_around_the_new_year() -> None:
    title, published = "Trade mission to Norway", "2026-10-02"
    for text in (
        "A camp in Oslo, 28 December 2026 – 2 January 2027.",
        "A camp in Oslo, 28 December – 2 January.",
    ):
        assert days(text, published=published, title=title) == ["event 2026-12-28/2027-01-02"]
    assert days("A year in Oslo, 3 May 2026 – 9 May 2027.", published=published, title=title) == []


def test_a_line_that_is_only_a_period_is_that_of_the_event_in_the_title() -> None:
    text = "Thursday, 7 May 2026 - Friday, 8 May 2026\nBring your own parts."
    assert days(text, title="Robotics congress") == ["event 2026-05-07/2026-05-08"]
    assert days("7 May 2026\nBring your own parts.", title="Robotics congress") == []


def test_the_language_is_guessed() -> None:
    text = "Die Anträge können vom 1. März bis zum 30. April 2026 eingereicht werden, und die Jury ist mit dabei."
    assert [summary(day) for day in read_facts("", text).days] == ["opens 2026-03-01", "deadline 2026-04-30"]


@pytest.mark.parametrize(
    "text", ["", "\u00ad", "31 31 31", "5 May 5 May 5 May " * 300, "until " * 500, "(" * 500]
)
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_facts(text, text, "en", "not a day").days, tuple)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # `sa` and `sat` are no Saturdays here.
        ("sk", "Seminár sa uskutoční sa 8. októbra.", ["event 2026-10-08"]),
        ("mt", "Irreġistra sat-30 ta' Ottubru.", ["deadline 2026-10-30"]),
        ("de", "Die Konferenz ist am Di. 8. Oktober.", []),
        # The words between two dates tell what the second one is.
        ("en", "The deadline is 5 May, winners present their robots on 9 June.", ["deadline 2026-05-05"]),
        ("en", "The deadlines are 5 May and 9 June.", ["deadline 2026-05-05", "deadline 2026-06-09"]),
        # An event after a date is that of the next date.
        ("en", "Judges sit on 5 May, the award gala is on 9 June.", ["event 2026-06-09"]),
        # What opens on the first day shuts on the second one.
        (
            "en",
            "Window 4 opens for bids at 9am on 5 May and shuts at 5pm on 9 June.",
            ["opens 2026-05-05", "deadline"],
        ),
        ("pt", "O aviso fecha a 9 de junho, depois de ter aberto.", ["deadline 2026-06-09"]),
        ("et", "Taotlusi esitada kuni vahendite lõpuni, 31. maini 2026.", ["deadline 2026-05-31"]),
        ("fr", "Votre fiche projet, avant le 6 octobre, dernier délai.", ["deadline 2026-10-06"]),
        ("pl", "Konferencja i targi odbędą się 15–16 czerwca.", ["event 2026-06-15/2026-06-16"]),
        ("hr", "Zahtjevi se podnose od dana objave do 7. svibnja 2026.", ["deadline 2026-05-07"]),
        (
            "es",
            "Las solicitudes se presentan desde el 27 de mayo hasta el 29 de julio.",
            ["opens", "deadline"],
        ),
        # A term that extends to a day is not moved.
        ("es", "El plazo arranca el 2 de marzo y se extiende hasta el 17 de abril.", ["opens", "deadline"]),
    ],
)
def test_what_belongs_to_a_date(language: str, text: str, expected: list[str]) -> None:
    found = days(text, language)
    assert [day[: len(want)] for day, want in zip(found, expected, strict=True)] == expected


def test_days_with_hours_and_a_dash_between_them_are_a_period() -> None:
    text = "Cererile se pot depune în perioada 15.03.2026, ora 12:00 – 15.06.2026, ora 12:00."
    assert days(text, "ro") == ["opens 2026-03-15", "deadline 2026-06-15"]


def test_the_hour_at_which_an_event_begins_is_no_beginning_of_a_period() -> None:
    assert days("Pe 12 mai, de la 18:30, are loc seminarul.", "ro") == ["event 2026-05-12"]


def test_a_day_long_after_the_publication_is_no_opening() -> None:
    assert days("Applications open on 1 January 2028.") == []
    assert days("Applications open on 20 December 2026.") == ["opens 2026-12-20"]


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "Congress on 9 June", "Rooms are held for our guests until 9 May.", []),
        ("de", "Kongress am 9. Juni", "Im Hotel sind bis 4. Mai Zimmer für uns reserviert.", []),
        (
            "es",
            "",
            "Inscríbase antes del 2 de mayo; las facturas se presentan hasta el 9 de mayo.",
            ["deadline 2026-05-02"],
        ),
        ("pl", "", "Sprawozdania składamy do 9 maja, wnioski do 2 maja.", ["deadline 2026-05-02"]),
        (
            "es",
            "",
            "Hay fondos hasta el 30 de junio, y los socios se inscriben antes del 15 de mayo.",
            ["deadline 2026-05-15"],
        ),
        ("en", "", "The vouchers can be used until 31 May.", []),
        (
            "en",
            "",
            "The transition, which began in 2023, ends on 5 May; we published an application guide.",
            [],
        ),
        (
            "it",
            "Premio",
            "Le tesi discusse entro il 31 gennaio possono concorrere; domande entro il 5 maggio.",
            ["deadline 2026-05-05"],
        ),
        (
            "de",
            "",
            "Ab 9. April ist das Portal freigeschaltet, Einsendeschluss ist der 7. Mai.",
            ["opens 2026-04-09", "deadline 2026-05-07"],
        ),
        (
            "fr",
            "Appel",
            "Racontez avant le 27 avril. Les films seront diffusés du 16 au 27 mai.",
            ["deadline 2026-04-27"],
        ),
        ("de", "Messe", "Plätze vergeben wir bis 27. April. Der Aufbau endet am 9. Mai.", []),
        # Too early is not too late.
        ("pl", "", "Udział mogą wziąć firmy zarejestrowane przed 1 stycznia 2026 r.", []),
        ("it", "Bando", "Gli acquisti effettuati prima del 5 maggio non sono ammessi.", []),
        ("fr", "Appel", "Les travaux ne peuvent débuter avant le 5 mai.", []),
        ("en", "", "The early-bird price applies until 5 May.", ["deadline 2026-05-05"]),
        ("pl", "", "Niższa cena stoiska obowiązuje do 5 maja.", ["deadline 2026-05-05"]),
        # What was over before the post is no call, and what its post offers is none either.
        (
            "en",
            "Survey: growth",
            "The survey ran from 4 to 20 January. The report is free until 31 March.",
            [],
        ),
        ("de", "Unser Büro", "Wir sind vom 4. bis 22. August geschlossen. Bestellungen können eingehen.", []),
        ("it", "", "Il questionario era aperto dal 1 luglio al 15 settembre.", []),
        ("it", "", "Il tirocinio si svolge dal 4 maggio al 30 ottobre.", []),
        ("it", "", "Iscrizioni chiuse dal 28 maggio.", []),
        ("es", "", "El sondeo se realizó entre el 2 y el 20 de mayo.", []),
        ("de", "Zertifikatskurs", "Der Kurs beginnt am 7. Mai und endet am 9. Juni.", ["event 2026-05-07"]),
    ],
)
def test_what_has_a_last_day_and_is_no_call(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert [
        day
        for day in days(text, language, title=title)
        if not day.startswith(("event 2026-06-09", "project"))
    ] == expected


@each(
    ("language", "title", "text", "expected"),
    [
        # Verbs of an end and of a beginning in all their tenses.
        ("fi", "Avustus", "Huom. Avustuksen haku on päättynyt ma 8.6.2026.", ["deadline 2026-06-08"]),
        ("et", "Toetus", "Voor on lõppenud 8. juunil 2026.", ["deadline 2026-06-08"]),
        ("hu", "Pályázat", "A felhívás 2026. június 8-án lezárult.", ["deadline 2026-06-08"]),
        ("lv", "Konkurss", "Pieteikšanās beigusies 2026. gada 8. jūnijā.", ["deadline 2026-06-08"]),
        ("lt", "Kvietimas", "Registracija baigėsi 2026 m. birželio 8 d.", ["deadline 2026-06-08"]),
        ("bg", "Покана", "Приемът приключи на 8 юни 2026 г.", ["deadline 2026-06-08"]),
        ("et", "Toetus", "Fond avas vooru 2. juunil 2026.", ["opens 2026-06-02"]),
        ("hr", "Natječaj", "Natječaj je krenuo 2. lipnja 2026.", ["opens 2026-06-02"]),
        ("sk", "Výzva", "Príjem žiadostí začala agentúra 2. júna 2026.", ["opens 2026-06-02"]),
        # What is accepted are applications, and no law.
        (
            "lv",
            "",
            "Projekta iesniegumi tiek pieņemti no 2026. gada 25. marta līdz 2026. gada 23. aprīlim.",
            ["opens 2026-03-25", "deadline 2026-04-23"],
        ),
        ("lv", "", "Likums pieņemts 2026. gada 23. aprīlī.", []),
        # The application of a project is no project.
        ("fi", "", "Hankehakemukset jätetään 1.3.–30.4.2026.", ["opens 2026-03-01", "deadline 2026-04-30"]),
        (
            "hu",
            "",
            "A projektjavaslatokat 2026. március 3. és április 30. között lehet benyújtani.",
            ["opens 2026-03-03", "deadline 2026-04-30"],
        ),
        # Two events, of which one begins on the last day of the other.
        (
            "fi",
            "",
            "Konferenssi järjestetään 10.-11. marraskuuta. Seminaari järjestetään 11.-12. marraskuuta.",
            ["event 2026-11-10/2026-11-11", "event 2026-11-11/2026-11-12"],
        ),
    ],
)
def test_words_of_calls_in_the_east_and_north(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        # A dot before a small letter of any script ends no sentence.
        ("bg", "", "На 11.05.2026 г. в гр. Пловдив се проведе общо събрание.", ["event 2026-05-11"]),
        # The day of an agency is none of the events.
        (
            "sk",
            "Klastre sa stretnú",
            "Košice 28. mája (TASR) - Vo štvrtok a v piatok (11. - 12. 6.) sa v Košiciach uskutoční konferencia.",
            ["event 2026-06-11/2026-06-12"],
        ),
        # What was done on a day is another thing than the event that it is for.
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
            ["event"],
        ),
        # Words in a name say nothing of its day.
        ("lv", "", "Forums “Sadarbība ar rezultātu” notiks 2026. gada 19. maijā.", ["event 2026-05-19"]),
        # A label has its own label.
        (
            "bg",
            "",
            "Първи краен срок: начална дата: 22.04.2026 г.; краен срок: 22.05.2026 г.",
            ["opens 2026-04-22", "deadline 2026-05-22"],
        ),
        # What lasts is a project, whatever one applies for beside it.
        (
            "lv",
            "",
            "Drīkst pagarināt projekta īstenošanu līdz 31. maijam, kā arī pieteikties finansējumam.",
            ["project-end 2026-05-31"],
        ),
        # Labels on lines of their own, with one heading for all.
        ("lt", "Kvietimas teikti paraiškas", "Galioja iki\n\n2026-06-14", ["deadline 2026-06-14"]),
        ("lt", "Nauja paroda", "Galioja iki\n\n2026-06-14", []),
        # Numbers of sections are no days.
        (
            "lt",
            "Kvietimas teikti paraiškas",
            "Galioja iki\n\n2026-06-14\n\n1.\n\nInformacija\n\n1.1.\n\nPavadinimas\n\n1.3.\n\nTikslas",
            ["deadline 2026-06-14"],
        ),
        (
            "cs",
            "Inovace – výzva I",
            "Zahájení příjmu\n\n01. 09. 2026\n\n12:00:00\n\nUkončení příjmu\n\n30. 11. 2026",
            ["opens 2026-09-01", "deadline 2026-11-30"],
        ),
        # What begins the sentence is what its only day means.
        (
            "sl",
            "Strokovni posvet",
            "Rok za prijavo na slavnostno akademijo in strokovni posvet je 17. 5. 2026.",
            ["deadline 2026-05-17"],
        ),
        # The term in which something is carried out is that of a project.
        (
            "lv",
            "Atbalsts",
            "Īstenošanas termiņš pagarināts līdz 31.05.2026 un piesaistīts finansējums.",
            ["project-end 2026-05-31"],
        ),
        (
            "hr",
            "",
            "Prijave za izložbu pristigle poslije 15. svibnja 2026. neće se unositi u katalog.",
            ["deadline"],
        ),
        ("pl", "Nabór wniosków", "Do 31 maja odwołane są wszystkie zaplanowane kontrole.", []),
        (
            "sl",
            "Kotizacije",
            "Zgodnja prijava\n\ndo 15. 5. 2026\n\nRedna prijava\n\nod 16. 5. do 6. 11.\n\nPozna prijava\n\n"
            "od 7. 11. 2026",
            ["deadline 2026-05-15", "opens 2026-05-16", "deadline 2026-11-06", "opens 2026-11-07"],
        ),
    ],
)
def test_how_sentences_and_labels_are_divided(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    found = days(text, language, title=title)
    assert [day[: len(want)] for day, want in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Les projets doivent être présentés le 5 mai 2026 au plus tard.", ["deadline 2026-05-05"]),
        ("fr", "Clôture de l'appel : 5 mai 2026", ["deadline 2026-05-05"]),
        ("it", "Chiusura dell'avviso: 5 maggio 2026", ["deadline 2026-05-05"]),
        (
            "pt",
            "O período de candidaturas inicia-se a 5 de maio e termina a 6 de junho de 2026.",
            ["opens 2026-05-05", "deadline 2026-06-06"],
        ),
        (
            "es",
            "La misión tendrá lugar entre los días 4 y 8 de mayo de 2026.",
            ["event 2026-05-04/2026-05-08"],
        ),
        ("es", "La feria tendrá lugar los días 4 y 5 de mayo de 2026.", ["event 2026-05-04/2026-05-05"]),
        ("it", "La fiera si svolge dal 5 all'8 giugno 2026.", ["event 2026-06-05/2026-06-08"]),
    ],
)
def test_words_of_calls_and_events_in_the_south(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language) == expected


@pytest.mark.parametrize(
    ("second", "old"),
    [
        ("In precedenza la scadenza era stata fissata al 15 aprile 2026.", ["deadline 2026-04-15 old"]),
        ("Per il secondo bando la scadenza è il 15 aprile 2026.", ["deadline 2026-04-15"]),
    ],
)
def test_a_paragraph_may_name_the_day_before_that_of_the_one_above(second: str, old: list[str]) -> None:
    text = f"Il bando è stato prorogato: le domande si presentano entro il 15 maggio 2026.\n{second}"
    assert days(text, "it") == ["deadline 2026-05-15", *old]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # What starts from a day does not move away from it.
        (
            "Slitta il termine: le domande potranno essere presentate a partire dalle ore 12 del 4 maggio e fino "
            "alle 16 del 9 giugno.",
            "it",
            ["opens 2026-05-04", "deadline 2026-06-09"],
        ),
        (
            "Le domande si presentano a partire dalle ore 9 del 04/05/2026 e fino al 09/06/2026 salvo proroghe.",
            "it",
            ["opens 2026-05-04", "deadline 2026-06-09"],
        ),
        (
            "Il bando è prorogato: aprirà, invece del 5 maggio, soltanto in estate.",
            "it",
            [],
        ),
        # What is not extended until a day has no deadline on it.
        (
            "Înscrierea nu se va prelungi până la 28 mai, sesiunea de depunere se va încheia la 14 mai.",
            "ro",
            ["deadline 2026-05-14"],
        ),
        # The day of a meeting is none from which one applies.
        ("En su reunión del 5 de mayo el consejo aprobó la convocatoria de ayudas.", "es", []),
        # What begins on a day is named behind it.
        ("Arranca esta terça-feira, 5 de maio, o período de candidaturas.", "pt", ["opens 2026-05-05"]),
        ("A convenção é na terça-feira, 5 de maio.", "pt", []),
        (
            "L'appel à projets de la quatrième phase de la politique de soutien a été lancé le 16 février 2026.",
            "fr",
            ["opens 2026-02-16"],
        ),
        ("L'appel à candidatures a été lancé le 2 août dernier.", "fr", ["opens 2025-08-02"]),
        ("El plazo de solicitud se abrió el 5 de mayo pasado.", "es", ["opens 2025-05-05"]),
        ("Il bando si è aperto lo scorso 5 maggio.", "it", ["opens 2025-05-05"]),
        (
            "Η γενική συνέλευση θα πραγματοποιηθεί την Τρίτη 5 και την Τετάρτη 6 Μαΐου.",
            "el",
            ["event 2026-05-05/2026-05-06"],
        ),
    ],
)
def test_words_beside_days_in_the_south(text: str, language: str, expected: list[str]) -> None:
    assert days(text, language) == expected


def test_who_may_apply_had_to_be_registered_before_a_day_that_is_no_deadline() -> None:
    text = """Plazo de solicitud: hasta el 3 de marzo de 2025.

    Podrán solicitarla los clústeres constituidos con anterioridad al 31 de diciembre de 2024."""
    assert days(text, "es", published=None) == ["deadline 2025-03-03"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "pt",
            "Os interessados podem submeter os seus projetos até 21 de junho de 2026.",
            ["deadline 2026-06-21"],
        ),
        (
            "es",
            "El periodo de ejecución será desde la fecha de la solicitud hasta el 31 de mayo de 2027.",
            ["project-end 2027-05-31"],
        ),
        (
            "el",
            "Η προθεσμία ολοκλήρωσης των επενδύσεων δεν μπορεί να υπερβαίνει την 31/12/2026.",
            ["project-end 2026-12-31"],
        ),
    ],
)
def test_projects_are_applied_for_and_have_terms(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Dépôt des candidatures du mardi 5 mai 2026 (9h) au samedi 6 juin 2026 à 17h."),
        ("es", "Solicitudes: del 5 de mayo de 2026 a las 9:00 horas al 6 de junio de 2026 a las 14:00."),
        ("pt", "Candidaturas de 5 de maio de 2026, às 9h, a 6 de junho de 2026, às 18h."),
        ("it", "Le domande si presentano dalle ore 9 del 5 maggio alle ore 12 del 6 giugno 2026."),
        ("ro", "Cererile se depun de la 5 mai 2026, ora 10, la 6 iunie 2026, ora 16."),
    ],
)
def test_hours_between_the_days_of_a_call(language: str, text: str) -> None:
    assert sorted(days(text, language)) == ["deadline 2026-06-06", "opens 2026-05-05"]


def test_the_last_hour_of_an_event_is_no_event() -> None:
    assert days("Le salon se tient du 5 mai 2026 à 9h au 6 mai 2026 à 17h.", "fr") == ["event 2026-05-05"]
    assert days("The seminar on complaints takes place on 5 May 2026.", "en") == ["event 2026-05-05"]


@each(
    ("language", "text"),
    [
        ("bg", "Заявленията ще бъдат оценени до 30 септември 2026 г."),
        ("cs", "Žádosti budou hodnoceny do 30. září 2026."),
        ("da", "Ansøgningerne vil blive vurderet inden 30. september 2026."),
        ("de", "Die Anträge werden bis 30. September 2026 bewertet."),
        ("el", "Οι αιτήσεις θα αξιολογηθούν έως τις 30 Σεπτεμβρίου 2026."),
        ("en", "Applications will be evaluated by 30 September 2026."),
        ("es", "Las solicitudes se evaluarán antes del 30 de septiembre de 2026."),
        ("et", "Taotlusi hinnatakse 30. septembriks 2026."),
        ("fi", "Hakemukset arvioidaan 30. syyskuuta 2026 mennessä."),
        ("fr", "Les dossiers seront examinés avant le 30 septembre 2026."),
        ("hr", "Prijave će se ocijeniti do 30. rujna 2026."),
        ("hu", "A pályázatokat 2026. szeptember 30-ig értékelik."),
        ("it", "Le domande saranno valutate entro il 30 settembre 2026."),
        ("lt", "Paraiškos bus įvertintos iki 2026 m. rugsėjo 30 d."),
        ("lv", "Pieteikumi tiks izvērtēti līdz 2026. gada 30. septembrim."),
        ("nl", "De aanvragen worden voor 30 september 2026 beoordeeld."),
        ("pl", "Wnioski zostaną ocenione do 30 września 2026 r."),
        ("pt", "As candidaturas serão avaliadas até 30 de setembro de 2026."),
        ("ro", "Cererile vor fi evaluate până la 30 septembrie 2026."),
        ("sk", "Žiadosti budú hodnotené do 30. septembra 2026."),
        ("sl", "Vloge bodo ocenjene do 30. septembra 2026."),
        ("sv", "Ansökningarna bedöms senast den 30 september 2026."),
        ("nb", "Søknadene blir vurdert innen 30. september 2026."),
    ],
)
def test_a_day_until_which_applications_are_evaluated_is_no_deadline(language: str, text: str) -> None:
    assert not [day for day in days(text, language) if day.startswith("deadline")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Applications submitted by 30 June 2026 will be evaluated in July.", ["deadline 2026-06-30"]),
        (
            "de",
            "Bis zum 30. Juni 2026 eingereichte Anträge werden im Juli bewertet.",
            ["deadline 2026-06-30"],
        ),
        # A day that is to come has the year of the full date beside it.
        (
            "es",
            "La ayuda cubre gastos hasta el 31 de diciembre de 2026; las solicitudes, hasta el 6 de junio.",
            ["deadline 2026-06-06"],
        ),
        (
            "es",
            "La convocatoria se cierra el 15 de diciembre de 2026, la jornada será el 20 de enero.",
            ["deadline 2026-12-15", "event 2027-01-20"],
        ),
        ("pt", "O concurso encerrou a 15 de janeiro de 2026.", ["deadline 2026-01-15"]),
    ],
)
def test_what_is_submitted_before_it_is_evaluated(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language) == expected


def test_the_closing_of_a_fair_is_no_deadline() -> None:
    assert days("Domingo, 24/5: Encerramento com música", "pt", title="Feira de Negócios") == []
    assert days("Encerramento: 24/5/2026", "pt", title="Candidaturas a apoios") == ["deadline 2026-05-24"]


def test_without_publication_the_end_of_the_year_before_is_a_condition() -> None:
    text = (
        "Plazo de solicitud: hasta el 3 de marzo de 2026.\n"
        "Pueden solicitarlas los clústeres registrados con anterioridad al 31 de diciembre de 2025."
    )
    assert days(text, "es", None) == ["deadline 2026-03-03"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "By 30 June applicants will be notified.", ["decision 2026-06-30"]),
        ("en", "All applicants will receive an answer by 30 June.", ["decision 2026-06-30"]),
        ("en", "Decisions on proposals submitted by 30 June follow.", ["deadline 2026-06-30"]),
        ("de", "Bescheide ergehen bis 30. Juni.", ["decision 2026-06-30"]),
        ("fr", "Réponse aux candidats le 30 juin.", ["decision 2026-06-30"]),
        ("es", "Se notificará a los solicitantes antes del 30 de junio.", ["decision 2026-06-30"]),
        ("en", "The call, which was open until 30 June, has been suspended on 8 April.", []),
        ("en", "The call that was to open on 4 May is cancelled.", []),
        ("en", "The call, suspended last year, opens on 4 May.", ["opens 2026-05-04"]),
        ("de", "Seit dem 8. April können keine Anträge mehr gestellt werden.", []),
        ("fr", "L'appel à projets est suspendu à compter du 8 avril.", []),
        ("pl", "Ocena trwa, ale do 3 kwietnia nie będzie paneli dla wnioskodawców.", []),
        ("de", "Wer sich bis 8. Mai nicht angemeldet hat, kommt nicht.", ["deadline 2026-05-08"]),
        ("en", "The consortia met from 25 to 26 October.", []),
        ("da", "Programmet for 3. juni sendes efter tilmelding.", []),
        ("nb", "Søk før 5. juni.", ["deadline 2026-06-05"]),
        (
            "de",
            "Anträge bis 15. Mai. Die Bewerber werden bis 30. Juni benachrichtigt.",
            ["deadline 2026-05-15", "decision 2026-06-30"],
        ),
    ],
)
def test_who_is_told_and_what_is_stopped(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # A dash that was lost between two days, and the number of a call.
        (
            "ro",
            "Perioada de depunere a planurilor, a anexelor și a documentelor 29 martie 15 aprilie 2026, ora 15.",
            ["deadline 2026-04-15", "opens 2026-03-29"],
        ),
        (
            "ro",
            "În cadrul apelului PX 2026/2/2.1.A proiectele se depun până la 4 mai 2026.",
            ["deadline 2026-05-04"],
        ),
        # A line that ends with `until` goes on in the next one.
        (
            "it",
            "Le domande si presentano esclusivamente in linea e fino alle ore\n17:00 del 7 maggio 2026.",
            ["deadline 2026-05-07"],
        ),
        (
            "it",
            "La fase, che partirà il 19 luglio e terminerà il 20 settembre, consente di candidare i progetti.",
            ["deadline 2026-09-20", "opens 2026-07-19"],
        ),
        # A period far behind the word of applying, and the name of an opening.
        (
            "it",
            "Devono presentare domanda, secondo le modalità previste dal decreto direttoriale del 18 settembre 2025, "
            "a partire dalle ore 10:00 del giorno 16 aprile 2026 e fino alle ore 16:00 del giorno 31 maggio 2026.",
            ["deadline 2026-05-31", "opens 2026-04-16"],
        ),
        (
            "el",
            "Η ημερομηνία έναρξης ηλεκτρονικής υποβολής αιτήσεων χρηματοδότησης στο Πληροφοριακό Σύστημα Ενισχύσεων "
            "ορίζεται η 19 Μαΐου 2026 με καταληκτική ημερομηνία την 20 Ιουνίου 2026.",
            ["deadline 2026-06-20", "opens 2026-05-19"],
        ),
        ("ro", "Apel deschis de propuneri. Lansat la data de: 10 mai 2026", ["opens 2026-05-10"]),
        (
            "fr",
            "Le salon, programmé du 15 au 17 mai 2027, a été présenté à l'assemblée générale le 5 février dernier.",
            ["event 2026-02-05", "event 2027-05-15/2027-05-17"],
        ),
        # The end of an event, founding until a day, and debates that are organised on a day far behind.
        (
            "de",
            "Anträge stellen Unternehmen, die bis zum 30. November 2025 gegründet wurden.",
            [],
        ),
        (
            "ro",
            "Ministerul organizează dezbaterea publică a proiectului de lege privind procedura de închiriere a "
            "plajelor turistice pentru sezoanele următoare, în data de 07.05.2026.",
            ["event 2026-05-07"],
        ),
        (
            "es",
            "Hay siete propuestas y el lunes, 4 de mayo, tendrá lugar el anuncio de ganadores y la entrega de premios.",
            ["event 2026-05-04"],
        ),
        ("ro", "În cursul zilelor de 4 şi 8 mai 2026, solicitanţii vor primi scrisoarea.", []),
        (
            "ro",
            "Proiectele se depun în apelurile:\n• 131.B – 25 septembrie 2026, ora 10:00 – 25 martie 2027, ora 10:00",
            ["deadline 2027-03-25", "opens 2026-09-25"],
        ),
        ("ro", "Pentru contestaţiile transmise prin poştă, data limită este 7 mai 2026.", []),
        # Appeals against a decision on applications.
        (
            "ro",
            "Proiectele se depun până la 5 mai 2026, iar contestațiile până la 20 mai 2026.",
            ["deadline 2026-05-05"],
        ),
        ("ro", "23 – 25 aprilie 2026 Termenul pentru depunerea contestaţiilor", []),
        ("fr", "Les recours gracieux sont à déposer avant le 5 juin 2026.", []),
        ("it", "I ricorsi contro la graduatoria si presentano entro il 5 giugno 2026.", []),
        ("hu", "Kifogást 2026. június 5-ig lehet benyújtani.", []),
        # A call that is over.
        ("fr", "L'appel à candidatures est clos depuis le 2 février 2026.", ["deadline 2026-02-02"]),
        ("de", "Die Ausschreibung ist seit dem 2. Februar 2026 geschlossen.", ["deadline 2026-02-02"]),
        # `Del` means `of` before a day without an end behind it.
        (
            "es",
            "Según la convocatoria del 5 de mayo de 2026, las solicitudes se presentan hasta el 6 de junio de 2026.",
            ["deadline 2026-06-06"],
        ),
        (
            "fr",
            "Inscriptions du 5 mai 2026, 9 h, jusqu'au 6 juin 2026, 17 h.",
            ["deadline 2026-06-06", "opens 2026-05-05"],
        ),
    ],
)
def test_appeals_former_calls_and_genitives(language: str, text: str, expected: list[str]) -> None:
    assert sorted(days(text, language)) == expected


@pytest.mark.parametrize(
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
def test_the_year_of_a_day_without_publication(title: str, text: str, expected: list[str]) -> None:
    assert days(text, "it", None, title) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # The last day on which one may cancel is none on which one may still register.
        ("en", "Register by 1 May 2026. Cancellation is free until 5 May 2026.", ["deadline 2026-05-01"]),
        ("de", "Bis 5. Mai 2026 kann kostenlos storniert werden.", []),
        ("sk", "Posledná možnosť storna registrácie: 5. máj 2026", []),
        ("sl", "Prijave in odjave sprejemamo do 5. maja 2026.", ["deadline 2026-05-05"]),
        (
            "hu",
            "Jelentkezés: 2026. május 5-ig. Lemondás 2026. május 8-ig lehetséges.",
            ["deadline 2026-05-05"],
        ),
        # Nobody lets one apply until the first day of a year.
        ("lv", "Atbalstu saņem uzņēmumi, kas reģistrēti līdz 2026. gada 1. janvārim.", []),
        # What is paid until a day, and what ends before a comma.
        ("cs", "Prodloužilo se období, za které bude dotace ve výzvě poskytována, až do 9. května 2026.", []),
        ("en", "The limits that end on 5 May are a reason, and applications could not be paid.", []),
        # A deadline may move to an earlier day.
        (
            "en",
            "The call closes on 5 May 2026 instead of 5 June 2026.",
            ["deadline 2026-05-05", "deadline 2026-06-05 old"],
        ),
        ("hr", "S danom 2. 3. 2026. godine zatvoren je natječaj.", ["deadline 2026-03-02"]),
        # The numbers of measures look like days.
        ("et", "Avatud on taotlusvoorud: Meede 1.1. Väiketootmine, Meede 1.2. Turism.", []),
        ("pl", "Nabór wniosków do działania 1.1. trwa do 15.5.", ["deadline 2026-05-15"]),
    ],
)
def test_withdrawals_earlier_ends_and_numbers_of_measures(
    language: str, text: str, expected: list[str]
) -> None:
    assert days(text, language) == expected


def test_a_heading_names_the_year_of_the_days_below_it() -> None:
    text = (
        "Edycja Wiosna 2024\n• Termin składania wniosków – 19 czerwca\n"
        "Edycja Jesień 2024\n• Termin składania wniosków – 31 października"
    )
    assert days(text, "pl", None, "Terminarz") == ["deadline 2024-06-19", "deadline 2024-10-31"]


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        (
            "de",
            "",
            "Bewerbungen sind ab heute, 20. März, bis 3. April 2026 möglich.",
            ["opens 2026-03-20", "deadline 2026-04-03"],
        ),
        ("en", "", "Calls for entry started in February and run to 28 June.", ["deadline 2026-06-28"]),
        (
            "de",
            "Delegationsreise nach Oslo",
            "Die Reise nach Oslo ist vom 17. bis 21. Juni. Die Abreise ist für den 16. Juni vorgesehen.",
            ["event 2026-06-17/2026-06-21"],
        ),
        ("sv", "", "Priset delas ut under Innovation Week 4-11 november.", ["event 2026-11-04/2026-11-11"]),
        (
            "en",
            "",
            "Staff of our team took part in the workshop in Linz, which was organised with help from several "
            "of our friends and their neighbours on Friday, 15 May 2026.",
            ["event 2026-05-15"],
        ),
    ],
)
def test_words_of_calls_and_events_in_the_north(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


def test_a_year_before_a_spaced_dash_is_no_period() -> None:
    assert days("Frist: 1. oktober", "nb", None, "Prisen 2022 - Innlandet") == ["deadline 2022-10-01"]
    assert days("Frist: 1. oktober", "nb", None, "Programmet 2022-2026") == []


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "By 10 July candidates who applied last year will find out about their grants.", []),
        ("en", "", "By 10 July applicants must submit proposals; results follow.", ["deadline 2026-07-10"]),
        ("nl", "", "Zij voert een toets uit. Uiterlijk op 10 juli krijgen aanvragers uitsluitsel.", []),
        (
            "en",
            "",
            "The fund is for all of us. Our team was founded on 5 May 2024. Join in. Apply by 5 May.",
            ["deadline 2026-05-05"],
        ),
        (
            "de",
            "Ideenwettbewerb",
            "Bewerbungsfristen\nPhase 1: 24. April 2026 – 31. Mai 2026\nPhase 2: 1. Juli – 29. Juli 2026\n"
            "Die Frist endet immer um 18 Uhr.\nDie Bewerbungsfrist des Vorjahres war der 3. März 2026.",
            [
                "opens 2026-04-24",
                "deadline 2026-05-31",
                "opens 2026-07-01",
                "deadline 2026-07-29",
                "deadline 2026-03-03",
            ],
        ),
        ("da", "Fonden åbner igen", "Fra den 6. maj kan firmaer sende ansøgninger.", ["opens 2026-05-06"]),
    ],
)
def test_notices_phases_and_short_ends(language: str, title: str, text: str, expected: list[str]) -> None:
    assert [day for day in days(text, language, title=title) if not day.startswith("decision")] == expected


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        # What `and` joins to a day is said of something else.
        (
            "sk",
            "Výzva",
            "Výzva bude prebiehať do 26. mája 2026 a výsledky žiadostí budú známe v júni 2026.",
            ["deadline 2026-05-26"],
        ),
        ("hr", "Poziv", "Poziv je otvoren, ali ne dulje od 5. svibnja 2026.", ["deadline 2026-05-05"]),
        (
            "pl",
            "Nabór wstrzymany",
            "W terminie do 31 maja 2026 roku zostanie podana informacja o naborze.",
            [],
        ),
        ("hu", "Konferencia", "A rendezvény programját 2026. május 5-ig küldjük.", []),
        (
            "fi",
            "Palkinto",
            "Ehdottaminen alkaa 5.5. ja kestää 6.6. saakka.",
            ["opens 2026-05-05", "deadline 2026-06-06"],
        ),
        ("et", "Toetus", "Alates 18.05.2026 jõustusid määruses muudatused toetuse taotlemisel.", []),
        ("lv", "Izstāde", "Ja kāds nevar piedalīties, līdz 31. maijam tiek atmaksāti 50 %.", []),
    ],
)
def test_clauses_limits_and_refunds(language: str, title: str, text: str, expected: list[str]) -> None:
    found = days(text, language, title=title)
    assert sorted(day for day in found if day.split()[0] != "decision") == sorted(expected)


def test_a_month_tells_the_year_of_a_day_but_1_january_does_not() -> None:
    title = "Magyar Innovációs Nagydíj: február 5-ig lehet pályázni"
    founded = "2021. január 1. után alapított vállalkozás kaphat díjat."
    assert days(founded, "hu", None, title) == []
    assert days(f"{founded}\nAz átadás 2024 márciusában lesz.", "hu", None, title) == ["deadline 2024-02-05"]


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        ("nl", "", "Projecten kunnen tot 28 augustus worden aangemeld.", ["deadline 2026-08-28"]),
        ("nl", "", "Het is tot 28 augustus mogelijk ideeën in te schrijven.", ["deadline 2026-08-28"]),
        ("de", "", "Ideen können bis 28. August vorgeschlagen werden.", ["deadline 2026-08-28"]),
        ("en", "", "You may have your say until 28 August.", ["deadline 2026-08-28"]),
        # Who takes part is no applicant, and what is spent until a day has no deadline.
        (
            "de",
            "",
            "In der Woche vom 25. bis 29. Mai besuchen Interessierte die Labore.",
            ["event 2026-05-25/2026-05-29"],
        ),
        ("en", "Bids for the fund", "Funding must be drawn down by 31 March 2027.", []),
        ("en", "", "The submission system will be open by 28 May.", ["opens 2026-05-28"]),
        ("en", "", "No cancellations will be accepted as of 20 May.", []),
        (
            "en",
            "Award",
            "Entry requirements\nAward qualifying period: 1 September 2025 to 31 August 2026",
            [],
        ),
        ("de", "Nachhilfe", "Wir kommen vom 18. bis 29. Mai nach Bremen. Die Teilnahme ist frei.", []),
    ],
)
def test_verbs_of_calls_and_what_is_none(language: str, title: str, text: str, expected: list[str]) -> None:
    assert [day for day in days(text, language, title=title) if not day.startswith("project")] == expected


def test_a_weekday_confirms_the_year_that_the_lead_names() -> None:
    lead = "Twelve projects were nominated for the Water Prize 2018."
    for weekday, expected in (("Thursday", ["event 2018-11-29"]), ("Friday", [])):
        text = f"{lead}\n\nThe ceremony takes place on {weekday} 29 November in Linz."
        assert days(text, published=None) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("cs", "Žádosti lze podávat do 31. října příštího roku.", ["deadline 2027-10-31"]),
        ("hu", "Pályázni jövő év október 31-ig lehet.", ["deadline 2027-10-31"]),
        ("lv", "Pieteikumus pieņem līdz nākamā gada 31. oktobrim.", ["deadline 2027-10-31"]),
        ("sl", "Prijave se zbirajo od 1. do 31. oktobra.", ["opens 2026-10-01", "deadline 2026-10-31"]),
        # Terms of projects, not of applications.
        ("cs", "Nejzazší datum ukončení realizace projektu je 30. 6. 2026.", ["project-end 2026-06-30"]),
        ("en", "The deadline for completion of the project is 30 June 2026.", ["project-end 2026-06-30"]),
        ("et", "Projekti lõpetamise viimane tähtaeg on 30.6.2026.", ["project-end 2026-06-30"]),
        ("et", "Konkursile saab esitada tegusid, mis on tehtud ajavahemikul 01.09.2025 – 12.05.2026.", []),
        # Consultations.
        (
            "hr",
            "Javno savjetovanje traje od 16. kolovoza do 16. rujna 2026. godine.",
            ["opens 2026-08-16", "deadline 2026-09-16"],
        ),
        (
            "bg",
            "В периода 2 ноември – 2 декември 2026 г. се проведе обществено обсъждане.",
            ["opens 2026-11-02", "deadline 2026-12-02"],
        ),
        (
            "lt",
            "Kvietimas teikti vietos projektus galioja nuo 2026 m. sausio 29 d. 7.30 val. iki 2026 m. kovo 2 d.",
            ["opens 2026-01-29", "deadline 2026-03-02"],
        ),
        ("lv", "Līdz 13. martam vērtēšanas komisija izvērtēs iesniegtos projektus.", ["decision 2026-03-13"]),
    ],
)
def test_next_year_terms_of_projects_and_consultations(language: str, text: str, expected: list[str]) -> None:
    assert sorted(one.split("T")[0] for one in days(text, language, title="2026")) == sorted(expected)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "Ansökningsperioden börjar 28 augusti.", "opens"),
        ("en", "The application period starts on 28 August.", "opens"),
        ("de", "Einreichstart: 28. August", "opens"),
        ("de", "Angebotsfrist: 28. August", "deadline"),
        ("nl", "Aanmelddeadline: 28 augustus", "deadline"),
        ("da", "Høringsfrist: 28. august", "deadline"),
        ("nb", "Forslagsfrist: 28. august", "deadline"),
        ("en", "Entries due: 28 August", "deadline"),
        ("en", "The consortium met on 28 August in Cork.", "event"),
        ("da", "Priserne uddeles den 28. august i Aarhus.", "event"),
        ("de", "Das Netzwerk tagte am 28. August in Bremen.", "event"),
    ],
)
def test_names_of_terms_and_verbs_of_meetings(language: str, text: str, expected: str) -> None:
    assert days(text, language, title="Call" if expected == "opens" else "") == [f"{expected} 2026-08-28"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # What is to be carried out until a day, and events that are supported.
        (
            "et",
            "Algus võib olla taotluse esitamise päev ja tegevused tuleb ellu viia hiljemalt 31. oktoobriks 2026.",
            ["project-end 2026-10-31"],
        ),
        ("sk", "Výzva ponúka účasť na podujatiach, ktoré sa budú konať od 21. 8. 2026.", []),
        ("cs", "Semináře se budou konat 21. 8. 2026.", ["event 2026-08-21"]),
        ("bg", "Информационните дни продължават на 21 и 22 август 2026 г.", ["event 2026-08-21/2026-08-22"]),
        ("et", "Kohtumised leidsid aset 21. augustil 2026.", ["event 2026-08-21"]),
        ("hr", "Susreti se održavaju 21. 8. 2026.", ["event 2026-08-21"]),
    ],
)
def test_what_is_carried_out_and_held(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title="2026") == expected
