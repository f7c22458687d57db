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
