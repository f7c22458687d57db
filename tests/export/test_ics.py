"""The calendar: another program reads its days in the right zones, and entries keep their names."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from clusterwatch.archive import CalendarDay, Told
from clusterwatch.export import ics
from clusterwatch.models import DayKind
from tests.tables import each

URL = "https://alpha.example.org/news/1?a=1,2;b"
TOLD = Told(
    1,
    "Call, with; marks\\ and\nlines \x1b",
    URL,
    "alpha",
    "FR",
    "fr",
    "2026-02-24",
    "2026-02-24",
    ("Alpha", "Beta"),
)
DAY = CalendarDay(
    told=TOLD,
    kind=DayKind.DEADLINE,
    number=1,
    start="2026-07-05",
    until="2026-07-05",
    time="17:00",
    end_time=None,
    zone=None,
    place=None,
    place_name=None,
    assumed=None,
    revision=3,
    changed="2026-03-01T02:00:00.123Z",
    timezone="Europe/Paris",
    home="https://alpha.example.org/news",
    is_of_call=False,
)


def written(*days: CalendarDay) -> bytes:
    out = io.BytesIO()
    assert ics.write(days, out, title="clusterwatch: all sources") == len(days)
    return out.getvalue()


def read(*days: CalendarDay) -> list[Event]:
    return IcsCalendarStream.calendar_from_ics(written(*days).decode()).events


def test_a_deadline_with_a_time() -> None:
    (entry,) = read(DAY)
    assert entry.dtstart == datetime(2026, 7, 5, 15, tzinfo=UTC)
    assert entry.dtend is None
    assert entry.summary == "Deadline: Call, with; marks\\ and\nlines "
    assert entry.description == f"Alpha, Beta\n{URL}"
    assert (str(entry.url), entry.sequence) == (URL, 2)
    assert entry.dtstamp == datetime(2026, 3, 1, 2, tzinfo=UTC)
    assert entry.categories == ["Deadline"]


@each(
    ("kind", "language", "title", "summary"),
    [
        (DayKind.DEADLINE, "en", "Call for pilot lines", "Deadline: Call for pilot lines"),
        (DayKind.DEADLINE, "en", "Deadline extended: pilot lines", "Deadline extended: pilot lines"),
        (DayKind.DEADLINE, "de", "Einreichfrist verlängert", "Einreichfrist verlängert"),
        (DayKind.DEADLINE, "fr", "Date limite prolongée au 5 mai", "Date limite prolongée au 5 mai"),
        (DayKind.DEADLINE, "pl", "Nabór wniosków", "Deadline: Nabór wniosków"),
        (DayKind.DEADLINE, None, "Краен срок за проекти", "Краен срок за проекти"),
        (DayKind.DEADLINE, "en", "Closing conference of Alpha", "Deadline: Closing conference of Alpha"),
        (DayKind.DEADLINE, "de", "Abschluss der Reihe Hafenluft", "Deadline: Abschluss der Reihe Hafenluft"),
        (DayKind.DEADLINE, "en", None, f"Deadline: {URL}"),
        (DayKind.EVENT, "en", "Spring fair", "Spring fair"),
    ],
)
def test_a_summary_says_once_what_the_day_is(
    kind: DayKind, language: str | None, title: str | None, summary: str
) -> None:
    told = replace(TOLD, title=title, language=language)
    (entry,) = read(replace(DAY, kind=kind, told=told))
    assert entry.summary == summary


def test_the_event_of_a_call_is_not_taken_for_its_deadline() -> None:
    (entry,) = read(replace(DAY, kind=DayKind.EVENT, told=replace(TOLD, title="A call"), is_of_call=True))
    assert entry.summary == "Event: A call"


@each(
    ("zone", "timezone", "country", "home", "hour"),
    [
        (None, "Europe/Paris", "FR", "https://a.example", 15),
        (None, None, "FI", "https://a.example", 14),
        (None, None, None, "https://a.fr/news", 15),
        ("CET", "Europe/Athens", "GR", "https://a.example", 15),
        ("Mez", "Europe/Athens", "GR", "https://a.example", 15),
        ("EEST", None, None, "https://a.example", 14),
        ("WET", None, None, "https://a.example", 16),
        ("GMT", "Europe/Paris", "FR", "https://a.example", 17),
        ("UTC", "Europe/Paris", "FR", "https://a.example", 17),
        ("UTC+3", "Europe/Paris", "FR", "https://a.example", 14),
        ("+03:00", "Europe/Paris", "FR", "https://a.example", 14),
        ("UTC -02", "Europe/Paris", "FR", "https://a.example", 19),
        ("+00:00", "Europe/Paris", "FR", "https://a.example", 17),
        ("+05:00", "Europe/Paris", "FR", "https://a.example", 12),
        ("Europe/London", "Europe/Paris", "FR", "https://a.example", 16),
    ],
)
def test_zones(zone: str | None, timezone: str | None, country: str | None, home: str, hour: int) -> None:
    told = replace(TOLD, country=country)
    (entry,) = read(replace(DAY, told=told, zone=zone, timezone=timezone, home=home))
    assert entry.dtstart == datetime(2026, 7, 5, hour, tzinfo=UTC)


def test_a_zone_that_several_countries_call_so_is_told() -> None:
    (entry,) = read(replace(DAY, zone="BST"))
    assert entry.dtstart == datetime(2026, 7, 5, 17)  # noqa: DTZ001 - it has none
    assert entry.description == f"Alpha, Beta\n{URL}\n17:00 BST"
    (half,) = read(replace(DAY, zone="UTC+05:30"))
    assert half.dtstart == datetime(2026, 7, 5, 11, 30, tzinfo=UTC)


@each(
    ("zone", "until", "end_time", "end"),
    [
        (None, "2026-07-05", "19:30", datetime(2026, 7, 5, 17, 30, tzinfo=UTC)),
        ("UTC+3", "2026-07-05", "19:30", datetime(2026, 7, 5, 16, 30, tzinfo=UTC)),
        ("BST", "2026-07-05", "19:30", datetime(2026, 7, 5, 19, 30)),  # noqa: DTZ001 - it has none
        (None, "2026-07-05", "17:00", None),
        (None, "2026-07-05", "02:00", None),  # of the next day, perhaps
        (None, "2026-07-06", "19:30", date(2026, 7, 7)),
    ],
)
def test_the_end_of_an_event(zone: str | None, until: str, end_time: str, end: date | None) -> None:
    (entry,) = read(replace(DAY, kind=DayKind.EVENT, zone=zone, until=until, end_time=end_time))
    assert entry.dtend == end
    assert entry.description is not None
    assert (f"17:00–{end_time} BST" in entry.description) == (zone == "BST")


def test_a_zone_that_is_no_place_is_told() -> None:
    (entry,) = read(replace(DAY, zone="Brussels/Paris"))
    assert entry.dtstart == datetime(2026, 7, 5, 17)  # noqa: DTZ001 - it has none


def test_a_time_whose_zone_is_not_known_is_floating() -> None:
    (entry,) = read(replace(DAY, told=replace(TOLD, country=None), timezone=None))
    assert entry.dtstart == datetime(2026, 7, 5, 17)  # noqa: DTZ001 - it has none


def test_events_and_days_without_a_time_take_whole_days() -> None:
    event = replace(DAY, kind=DayKind.EVENT, time=None, place="Łódź, hall\x07 3", assumed="year")
    several = replace(event, until="2026-07-07", time="10:00")
    one, three = read(event, several)
    assert (one.dtstart, one.dtend) == (date(2026, 7, 5), date(2026, 7, 6))
    assert (three.dtstart, three.dtend) == (date(2026, 7, 5), date(2026, 7, 8))
    (named,) = read(replace(event, place="Łodzi", place_name="Łódź"))
    assert named.location == "Łódź"
    assert (one.location, one.summary) == ("Łódź, hall 3", "Call, with; marks\\ and\nlines ")
    assert one.description == f"Alpha, Beta\n{URL}\nThe year is not written."
    assert one.categories == ["Event"]


def test_an_event_at_a_time_has_no_end() -> None:
    (entry,) = read(replace(DAY, kind=DayKind.EVENT))
    assert entry.dtstart == datetime(2026, 7, 5, 15, tzinfo=UTC)
    assert entry.dtend is None


def test_an_entry_keeps_its_name_when_its_day_moves() -> None:
    moved = replace(DAY, start="2026-08-05", until="2026-08-05", revision=4)
    other, event = replace(DAY, number=2), replace(DAY, kind=DayKind.EVENT)
    names = [entry.uid for entry in read(DAY, moved, other, event)]
    assert names[0] == names[1]
    assert len(set(names)) == 3


def test_the_same_days_give_the_same_bytes() -> None:
    assert written(DAY) == written(DAY)
    assert b"\r\nBEGIN:VTIMEZONE\r\n" in written(DAY)
    assert all(len(line) <= 75 for line in written(DAY).split(b"\r\n"))


def test_an_empty_calendar_can_be_read() -> None:
    assert read() == []


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    (entry,) = read(replace(DAY, told=replace(TOLD, url="javascript:alert(1)", title=None)))
    assert entry.url is None
    assert entry.summary == "Deadline: javascript:alert(1)"
