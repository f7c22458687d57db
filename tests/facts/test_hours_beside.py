"""Tests of hours on lines of their own, and of those of periods and of events of several days."""

from __future__ import annotations

from clusterwatch.facts import read_facts
from tests.tables import each

# language, label of the day, label of the hours
LABELS = (
    ("bg", "Дата", "Час"),
    ("cs", "Termín", "Čas"),
    ("da", "Dato", "Tidspunkt"),
    ("de", "Datum", "Uhrzeit"),
    ("el", "Ημερομηνία", "Ώρα"),
    ("en", "Date", "Time"),
    ("es", "Fecha", "Horario"),
    ("et", "Kuupäev", "Kellaaeg"),
    ("fi", "Päivä", "Kello"),
    ("fr", "Date", "Horaires"),
    ("ga", "Dáta", "Am"),
    ("hr", "Datum", "Vrijeme"),
    ("hu", "Dátum", "Kezdés"),
    ("it", "Data", "Orario"),
    ("lt", "Data", "Laikas"),
    ("lv", "Datums", "Laiks"),
    ("mt", "Data", "Ħin"),
    ("nb", "Dato", "Klokkeslett"),
    ("nl", "Datum", "Tijd"),
    ("pl", "Data", "Godzina"),
    ("pt", "Data", "Horário"),
    ("ro", "Data", "Ora"),
    ("sk", "Dátum", "Čas"),
    ("sl", "Datum", "Ura"),
    ("sv", "Datum", "Tid"),
)


def stated(text: str, language: str, title: str = "Workshop") -> list[str]:
    found = read_facts(title, text, language, "2026-03-02").days
    return [f"{day.kind} {day.start}{f' {day.zone}' if day.zone else ''}" for day in found]


@each(("language", "date", "time"), LABELS)
def test_a_line_with_a_label_has_the_hours_of_the_day_above(language: str, date: str, time: str) -> None:
    text = f"{date}: 12.05.2026\n{time}: 10:00–13:00"
    assert stated(text, language) == ["event 2026-05-12T10:00"]
    assert stated(f"{date}: 12.05.2026, {time}: 10:00–13:00", language) == ["event 2026-05-12T10:00"]


@each(
    ("title", "text", "expected"),
    [
        ("Seminar", "Date: 12 May 2026\n10:00–13:00 CET", ["event 2026-05-12T10:00 CET"]),
        ("Seminar", "Date: 12 May 2026\nWhere: Old Mill\nTime: 2 pm", ["event 2026-05-12T14:00"]),
        ("Seminar", "Date: 12 May 2026\nWhere: Old Mill\n2 pm", ["event 2026-05-12"]),
        ("Seminar", "Date: 12 May 2026\nOur office opens at 10:00 each day.", ["event 2026-05-12"]),
        ("Seminar", "Date: 12 May 2026\nDeadline: 4 May 2026\nTime: 2 pm",
         ["event 2026-05-12", "deadline 2026-05-04T14:00"]),
        ("Call", "Deadline: 12 May 2026\n17:00", ["deadline 2026-05-12T17:00"]),
        ("Seminar", "The seminar is held on 5, 12 and 26 May 2026, 9:30.",
         ["event 2026-05-05T09:30", "event 2026-05-12T09:30", "event 2026-05-26T09:30"]),
        ("Call", "Deadline: 12 May 2026\nFee: 300 euros\nTime: 17:00", ["deadline 2026-05-12"]),
        ("Hydrogen day", "Date: 12 May 2026\nTime: 9:30", ["event 2026-05-12T09:30"]),
        ("Hydrogen day", "Date: 12 May 2026\nVenue: Old Mill", ["event 2026-05-12"]),
        ("Hydrogen day", "Date: 12 May 2026\nAuthor: Old Mill", []),
        ("Hydrogen day", "Date: 2 March 2025\nVenue: Old Mill", []),
        ("Hydrogen day", "Date: 12 May\nVenue: Old Mill", ["event 2026-05-12"]),
        ("Hydrogen day", "Date: 28 February\nVenue: Old Mill", []),
        ("Hydrogen day", "Date: 28 February 2026\nLocation: Brussels", []),
        ("Hydrogen day", "Date: 28 February 2026\nTime: 9:30", ["event 2026-02-28T09:30"]),
        ("Hydrogen day", "Date: 12 May 2026\nAddress: Brussels", []),
        ("Seminar", "Date: 12 May 2026\n15.00 €", ["event 2026-05-12"]),
        ("Seminar", "Date: 12 May 2026\n18.00 EUR, with lunch", ["event 2026-05-12"]),
        ("Seminar", "Date: 12 May 2026\n18.00 euros", ["event 2026-05-12"]),
        ("Seminar", "Date: 12 May 2026\n18:00", ["event 2026-05-12T18:00"]),
        ("Seminar", "Date: 12 May 2026\n18.00", ["event 2026-05-12"]),
        ("Seminar", "Date: 12 May 2026\n9.30–18.00", ["event 2026-05-12T09:30"]),
        ("Seminar", "Date: 12 May 2026\nTime: 15.00 €", ["event 2026-05-12"]),
        ("Seminar", "Date: 12 May 2026\nTime: 18.00", ["event 2026-05-12T18:00"]),
        ("Seminar", "Date: 12 May 2026\nDuration: 8 hours", ["event 2026-05-12"]),
        ("Seminar", "Date: 12 May 2026\nTime: 5 hours", ["event 2026-05-12"]),
        ("Seminar", "Date: 12 May 2026\nTime: 6 hours", ["event 2026-05-12T06:00"]),
        ("Seminar", "Date: 12 May 2026\nTime: 5:30", ["event 2026-05-12T05:30"]),
        ("Seminar", "Date: 12 May 2026\n10:00–12:00 CEST", ["event 2026-05-12T10:00 CEST"]),
        ("Seminar", "Date: 12 May 2026\n10:00–12:00 (CEST)", ["event 2026-05-12T10:00 CEST"]),
        ("Seminar", "Date: 12 May 2026\n10:00–12:00 Brussels time", ["event 2026-05-12T10:00 Europe/Brussels"]),
        ("Seminar", "Date: 12 May 2026\n10:00–12:00 Central European Time", ["event 2026-05-12T10:00 CET"]),
        ("Seminar", "The seminar is held on 12–13 May 2026, 9:30–17:00.", ["event 2026-05-12T09:30"]),
        ("Call", "Apply from 9 March to 24 April 2026, 5 pm.", ["opens 2026-03-09", "deadline 2026-04-24T17:00"]),
        ("Call", "Apply from 10:00 on 9 March to 24 April 2026.", ["opens 2026-03-09T10:00", "deadline 2026-04-24"]),
        ("Call", "Applications: 9 March 2026, 10:00 – 24 April 2026, 17:00",
         ["opens 2026-03-09T10:00", "deadline 2026-04-24T17:00"]),
        ("Call", "Applications: 9 March to 24 April 2026, 10:00–16:00", ["opens 2026-03-09", "deadline 2026-04-24"]),
    ],
)  # fmt: skip
def test_hours_are_those_of_the_nearest_day(title: str, text: str, expected: list[str]) -> None:
    assert stated(text, "en", title) == expected


@each(
    ("language", "text", "expected"),
    [
        ("bg", "Дата: 12.05.2026\nВреме: 2 ч.", ["event 2026-05-12"]),
        ("bg", "Дата: 12.05.2026\nВреме: 18 ч.", ["event 2026-05-12T18:00"]),
        ("de", "Datum: 12.05.2026\nEinlass: 18:00\nBeginn: 19:00", ["event 2026-05-12T19:00"]),
        ("de", "Datum: 12.05.2026\n10:00–12:00 Uhr MESZ", ["event 2026-05-12T10:00 MESZ"]),
        ("fr", "Date : 12 mai 2026\nAccueil : 8h30\nDébut : 9h", ["event 2026-05-12T09:00"]),
        ("lt", "Data: 2026-05-12\nTrukmė: 8 val.", ["event 2026-05-12"]),
        ("pl", "Data: 12 maja 2026\nCzas: 2 godz.", ["event 2026-05-12"]),
    ],
)  # fmt: skip
def test_how_long_an_event_lasts_and_when_its_doors_open_is_not_when_it_begins(
    language: str, text: str, expected: list[str]
) -> None:
    assert stated(text, language) == expected


@each(
    ("text", "expected"),
    [
        ("The forum is held on 5 July 2026 in Linz.\nThe forum on 5 July 2026, 13:00–17:00, is free.", ["17:00"]),
        ("The forum is held on 5 July 2026, 13:00.\nThe forum on 5 July 2026, 13:00–17:00, is free.", ["17:00"]),
        ("The forum is held on 5 July 2026, 13:00–17:00.\nThe forum on 5 July 2026, 13:00, is free.", ["17:00"]),
        ("The workshop is held on 3, 10 and 17 July 2026, 10:00–12:00.", ["12:00"] * 3),
        ("The workshop is held on 3, 10 and 17 July 2026.", [None] * 3),
    ],
)  # fmt: skip
def test_the_hour_of_the_end_is_that_of_the_mention_with_hours(text: str, expected: list[str | None]) -> None:
    assert [day.end_time for day in read_facts("Forum", text, "en", "2026-03-02").days] == expected
