"""Tests of dates that their own sentence does not explain: the title and the other days say what they mean."""

from __future__ import annotations

import pytest

from tests.facts.test_days import days

EVENT = "The seminar takes place on 22 October 2026 in Cork."
CALL = "Call for robotics vouchers"


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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
