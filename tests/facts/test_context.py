"""Tests of dates that their own sentence does not explain: the title and the other days say what they mean."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each

EVENT = "The seminar takes place on 22 October 2026 in Cork."
CALL = "Call for robotics vouchers"


@each(
    ("text", "title", "expected"),
    [
        # Whatever one does until a day before an event, it is a registration.
        (f"{EVENT}\nSay yes by 15 October.", "", ["event 2026-10-22", "deadline 2026-10-15"]),
        (f"{EVENT}\nSay yes on 15 October.", "", ["event 2026-10-22"]),
        (f"{EVENT}\nSay yes by 1 July.", "", ["event 2026-10-22"]),
        (f"{EVENT}\nThe hall stays empty until 30 October.", "", ["event 2026-10-22"]),
        (
            f"{EVENT}\nThe project began in May and ends by 15 October.",
            "",
            ["event 2026-10-22", "project-end 2026-10-15"],
        ),
        # The last day of a call without any other deadline.
        ("Hand over your sketches by 15 May.", CALL, ["deadline 2026-05-15"]),
        ("Hand over your sketches by 15 May.", "Our robots", []),
        ("Hand over your sketches by 15 May.", "A law on applications", []),
        ("The project has to end by 15 May.", CALL, ["project-end 2026-05-15"]),
        ("The money lies in a box until 15 May 2028.", CALL, []),
        ("Apply by 4 May. The money lies in a box until 15 May.", CALL, ["deadline 2026-05-04"]),
        # The days in which one applies for a call.
        ("Hand over your sketches: 4 May – 29 May.", CALL, ["opens 2026-05-04", "deadline 2026-05-29"]),
        ("Hand over your sketches: 4 May – 6 May.", CALL, []),
        (
            "The project lasts from 4 May to 29 May.",
            CALL,
            ["project-start 2026-05-04", "project-end 2026-05-29"],
        ),
        (
            "Hand over your sketches from 4 May; apply by 29 May.",
            CALL,
            ["opens 2026-05-04", "deadline 2026-05-29"],
        ),
        ("Hand over your sketches by 15 May.", "We seek robots", ["deadline 2026-05-15"]),
        # An event before whose day one registers, whatever the title.
        ("On 15 May we talk. Say yes by 8 May.", "", ["event 2026-05-15", "deadline 2026-05-08"]),
        ("Say yes by 8 May. On 15 May we talk.", "", []),
        ("On 15 May we talk. Say yes by 8 March.", "", []),
        ("On 15 May we talk.", "", []),
        # The day of the event in the title.
        ("On 15 May we talk about robots in Cork.", "Robotics seminar", ["event 2026-05-15"]),
        ("On 15 May we talk about robots in Cork.", "Robotics", []),
        ("On 15 January we talked about robots.", "Robotics seminar", []),
        ("The law of 15 May is about robots.", "Robotics seminar", []),
        ("Robots\nCork\nOn 15 May we talk about robots.", "Robotics seminar", ["event 2026-05-15"]),
        ("Robots\nCork\nHall 3\nOn 15 May we talk about robots.", "Robotics seminar", []),
        ("The seminar takes place on 15 May. On 18 May we rest.", "Robotics seminar", ["event 2026-05-15"]),
    ],
)
def test_days_of_a_post(text: str, title: str, expected: list[str]) -> None:
    assert days(text, title=title) == expected


def test_without_a_publication_a_time_or_a_weekday_announces_an_event() -> None:
    for text, found in (
        ("On 15 May 2026 we talk about robots.", []),
        ("On 15 May 2026 at 10:00 we talk about robots.", ["event 2026-05-15"]),
        ("On Friday 15 May 2026 we talk about robots.", ["event 2026-05-15"]),
        ("15 May 2026, Linz, Austria", ["event 2026-05-15"]),
        ("15 May 2026, by Anna Berg", []),
        ("Linz, 15 May 2026", []),
    ):
        assert days(text, published=None, title="Robotics seminar") == found


@each(
    ("language", "title", "text", "place"),
    [
        ("bg", "Семинар за роботика", "15 май 2026, при хубаво време", "15 май 2026, Пловдив"),
        ("el", "Σεμινάριο ρομποτικής", "15 Μαΐου 2026, με έναν καφέ", "15 Μαΐου 2026, Άργος"),
        ("pl", "Seminarium o robotach", "15 maja 2026, żadnych opłat", "15 maja 2026, Łódź"),
    ],
)
def test_a_place_behind_a_day_begins_with_a_capital(language: str, title: str, text: str, place: str) -> None:
    assert days(text, language, None, title) == []
    assert days(place, language, None, title) == ["event 2026-05-15"]


@each(
    ("text", "title", "expected"),
    [
        ("Instead of 8 May, applications are possible until 22 May.", "", ["8 May old", "22 May"]),
        ("The closing date slides from 8 May to 22 May.", "Deadline extended", ["8 May old", "22 May"]),
        ("The initial 8 May turns into 22 May.", "Deadline extended", ["8 May old", "22 May"]),
        ("The initial 8 May turns into 22 May.", "Our robots", []),
        ("Applications open on 8 May and close on 22 May.", "", ["opens", "22 May"]),
    ],
)
def test_a_day_that_a_later_one_of_its_sentence_replaces(text: str, title: str, expected: list[str]) -> None:
    written = {"2026-05-08": "8 May", "2026-05-22": "22 May"}
    found = [day.split(" ", 1) for day in days(text, title=title)]
    said = [kind if kind == "opens" else written[when[:10]] + when[10:] for kind, when in found]
    assert said == expected


def test_a_portal_that_opens_and_closes_is_that_of_the_call_in_the_title() -> None:
    text = "The portal opens on 8 May and closes on 22 May."
    assert days(text, title=CALL) == ["opens 2026-05-08", "deadline 2026-05-22"]
    assert days(text, title="Our robots") == []


def test_a_label_of_an_opening_before_that_of_a_deadline_names_no_event() -> None:
    table = "- Opening date\n- 4 May 2026\n- Deadline\n- 1 June 2026"
    assert days(table, title="Training in robotics") == ["opens 2026-05-04", "deadline 2026-06-01"]


def test_the_day_of_publication_is_not_that_of_an_event() -> None:
    assert days("Date: 2 March 2026\nRobots for all.", title="Robotics conference") == []
    assert days("Date: 3 March 2026\nRobots for all.", title="Robotics conference") == ["event 2026-03-03"]


def test_items_below_a_heading_that_says_when_events_take_place() -> None:
    text = "The seminars are held on these days:\n• Tuesday 5 May, 14-17\n• Thursday 7 May, 13-16"
    assert days(text) == ["event 2026-05-05", "event 2026-05-07"]
    assert days(text.replace("seminars are held", "results are sent")) == []


def test_a_deadline_that_moved_is_that_of_the_only_day_of_its_sentence() -> None:
    text = (
        "The closing date for entries for the 2026 award in two parts was moved from this Friday, to 5 May."
    )
    assert days(text) == ["deadline 2026-05-05"]


def test_the_day_of_departure_is_no_event() -> None:
    text = "Die Reise nach Oslo ist vom 17. bis 21. Juni. Die Abreise ist für den 16. Juni vorgesehen."
    assert days(text, "de", title="Delegationsreise nach Oslo") == ["event 2026-06-17/2026-06-21"]


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


def test_a_day_long_after_the_publication_is_no_opening() -> None:
    assert days("Applications open on 1 January 2028.") == []
    assert days("Applications open on 20 December 2026.") == ["opens 2026-12-20"]


def test_who_may_apply_had_to_be_registered_before_a_day_that_is_no_deadline() -> None:
    text = """Plazo de solicitud: hasta el 3 de marzo de 2025.

    Podrán solicitarla los clústeres constituidos con anterioridad al 31 de diciembre de 2024."""
    assert days(text, "es", published=None) == ["deadline 2025-03-03"]


def test_without_publication_the_end_of_the_year_before_is_a_condition() -> None:
    text = (
        "Plazo de solicitud: hasta el 3 de marzo de 2026.\n"
        "Pueden solicitarlas los clústeres registrados con anterioridad al 31 de diciembre de 2025."
    )
    assert days(text, "es", None) == ["deadline 2026-03-03"]


def test_the_closing_of_a_fair_is_no_deadline() -> None:
    assert days("Domingo, 24/5: Encerramento com música", "pt", title="Feira de Negócios") == []
    assert days("Encerramento: 24/5/2026", "pt", title="Candidaturas a apoios") == ["deadline 2026-05-24"]


@each(
    ("text", "expected"),
    [
        ("Deadline: 5 May 2026\nStart: 1 June 2026", ["deadline 2026-05-05"]),
        ("Deadline: 5 May 2026\nStart: 1 April 2026", ["deadline 2026-05-05", "opens 2026-04-01"]),
        (
            "Deadline: 5 May 2026\nThe next call opens on 1 June 2026.",
            ["deadline 2026-05-05", "opens 2026-06-01"],
        ),
    ],
)
def test_what_starts_after_all_deadlines_opens_no_call(text: str, expected: list[str]) -> None:
    assert days(text, title="Call for applications") == expected


@each(
    ("language", "text", "is_kept"),
    [
        ("en", "Call A\nDeadline: 5 May 2026\nCall B\nOpening: 1 September 2026", True),
        ("en", "First window\nCloses: 5 May 2026\nSecond window\nOpening date: 1 September 2026", True),
        ("fr", "AAP 1\nDate limite : 5 mai 2026\nAAP 2\nOuverture : 1er septembre 2026", True),
        ("en", "Call A\nOpen to all firms.\nDeadline: 5 May 2026\nCall B\nOpening: 1 September 2026", True),
        ("en", "Call A\nDeadline: 5 May 2026\nOpening: 1 September 2026", False),
        ("en", "Deadline: 5 May 2026\nAcademy\nStart: 1 September 2026", False),
        ("en", "Academy application\nDeadline: 5 May 2026\nAcademy start\nOpening: 1 September 2026", False),
        ("en", "Calls\nDeadline: 5 May 2026\nAcademy\nOpening: 1 September 2026", False),
        ("en", "Call A\nDeadline: 5 May 2026\nOur new academy\nOpening: 1 September 2026", False),
    ],
)
def test_what_opens_after_the_deadline_of_another_call_is_kept(
    language: str, text: str, is_kept: bool
) -> None:
    title = {"en": "Call for proposals", "fr": "Appel à projets"}[language]
    found = days(text, language, title=title)
    assert "deadline 2026-05-05" in found
    assert ("opens 2026-09-01" in found) is is_kept
