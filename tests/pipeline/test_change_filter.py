"""Tests of the change filter: clocks, counters, and edits that look like them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from clusterwatch.models import Draft
from clusterwatch.pipeline.change_filter import filter_changes, moves_with_the_clock
from tests.tables import each

TEXT = "Die Mitglieder öffnen die Werkstatt allen Betrieben der Region."
EARLY, NEXT = datetime(2026, 11, 22, 3, 15, tzinfo=UTC), datetime(2026, 11, 23, 3, 15, tzinfo=UTC)


def visit(month: int, day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, second, tzinfo=UTC)


def draft(*lines: str, published: str | None = None) -> Draft:
    return Draft(
        "https://alpha.example.org/a", "Werkstatt", published, "day", "de", "\n".join([TEXT, *lines])
    )


def is_edit(before: str, now: str, then: datetime, at: datetime, again: str | None = None) -> bool:
    """Return True if the change of a line is an edit. `again` is the line at a second visit within seconds."""
    read = draft(now)
    return filter_changes(read, draft(again or now), draft(before), at, then).body == read.body


@each(
    ("before", "now"),
    [
        ("Beginn: 18:30 Uhr", "Beginn: 19:00 Uhr"),
        ("Beginn: 18:30 Uhr", "Beginn: 18:45 Uhr"),
        ("Start at 6:30 pm", "Start at 7:00 pm"),
        ("Beginn: 18.30 Uhr", "Beginn: 19.30 Uhr"),
        ("Début à 18h30", "Début à 19h00"),
        ("Geöffnet von 08:15 bis 16:15 Uhr", "Geöffnet von 08:15 bis 17:15 Uhr"),
        ("Geöffnet von 09:00 bis 16:00 Uhr", "Geöffnet von 08:00 bis 16:00 Uhr"),
        ("Anruf ab 04:15 Uhr", "Anruf ab 05:15 Uhr"),  # an hour, but no night on which clocks are changed
        ("Anruf ab 04:15 Uhr", "Anruf ab 04:30 Uhr"),
        ("Das Schiff fährt um 03:15 Uhr", "Das Schiff fährt um 03:45 Uhr"),
        ("Termin: 10. Dezember 2026", "Termin: 23. November 2026"),  # an event moved to today
        ("Termin: 22. November 2026", "Termin: 10. Dezember 2026"),  # and one moved from the day of the visit
        ("Termin: 22. November 2026", "Termin: 24. November 2026"),
        ("Termin: 23. November 2026", "Termin: 24. November 2026"),
        ("Termin: 21. November 2026", "Termin: 22. November 2026"),
        ("Termin: 22. November 2026, 18:30 Uhr", "Termin: 23. November 2026, 18:30 Uhr"),
        ("Termin: 22.11.2026 18:30", "Termin: 22.11.2026 19:00"),
        ("Am 22.11.2026 waren 218 Plätze frei", "Am 23.11.2026 waren 190 Plätze frei"),
        ("Heute, 22.11.2026: Frist 15.12.", "Heute, 23.11.2026: Frist 20.12."),
        ("218 Mitglieder", "219 Mitglieder"),
        ("15 Plätze, 30 Gäste", "15 Plätze, 45 Gäste"),
        ("Telefon 03:15 22", "Telefon 03:15 23"),
        ("November 2026", "Dezember 2026"),
        ("Saal 2.15", "Saal 3.15"),
    ],
)
def test_an_edit_that_looks_like_a_clock(before: str, now: str) -> None:
    assert is_edit(before, now, EARLY, NEXT)
    assert is_edit(now, before, EARLY, NEXT)


@each(
    ("before", "now", "then", "at"),
    [
        ("Es ist 03:15 Uhr", "Es ist 04:22 Uhr", visit(11, 22, 3, 15), visit(11, 23, 4, 22)),
        ("Es ist 04:15 Uhr", "Es ist 05:22 Uhr", visit(11, 22, 3, 15), visit(11, 23, 4, 22)),
        ("It is 6:15 am", "It is 2:22 pm", visit(11, 22, 4, 15), visit(11, 23, 12, 22)),
        ("It is 12:15 pm", "It is 11:22 am", visit(11, 22, 12, 15), visit(11, 23, 11, 22)),
        ("It is 12:15 am", "It is 11:22 pm", visit(11, 22, 0, 15), visit(11, 23, 23, 22)),
        ("Il est 4h15", "Il est 5h22", visit(11, 22, 3, 15), visit(11, 23, 4, 22)),
        ("Stand 23:58:03", "Stand 00:07:41", visit(11, 22, 22, 58, 4), visit(11, 22, 23, 7, 41)),
        # The page was made before midnight and read after it.
        ("Stand 23:59 Uhr", "Stand 05:21 Uhr", visit(11, 22, 23, 0, 30), visit(11, 23, 4, 22)),
        (
            "Stand 04:14 Uhr",
            "Stand 05:21 Uhr",
            visit(11, 22, 3, 15),
            visit(11, 23, 4, 22),
        ),  # a page from a cache
        (
            "Es ist 04:15 Uhr",
            "Es ist 06:22 Uhr",
            visit(3, 28, 3, 15),
            visit(3, 29, 4, 22),
        ),  # summer time begins
        ("Es ist 06:22 Uhr", "Es ist 04:15 Uhr", visit(10, 24, 4, 22), visit(10, 25, 3, 15)),  # and ends
        ("Es ist 03:15 UTC", "Es ist 04:22 UTC", visit(3, 28, 3, 15), visit(3, 29, 4, 22)),
        ("Heute ist der 22.11.2026", "Heute ist der 23.11.2026", EARLY, NEXT),
        ("Sonntag, 22. November 2026", "Montag, 23. November 2026", EARLY, NEXT),
        ("Dnes je 22. novembra 2026, Cecília", "Dnes je 23. novembra 2026, Klement", EARLY, NEXT),
        (
            "Heute ist der 23.11.2026",
            "Heute ist der 24.11.2026",
            visit(11, 22, 23, 30),
            visit(11, 23, 23, 10),
        ),
        ("22.11.2026 04:15", "23.11.2026 05:22", visit(11, 22, 3, 15), visit(11, 23, 4, 22)),
        ("2026-11-22T05:15:00+02:00", "2026-11-23T06:22:30+02:00", EARLY, visit(11, 23, 4, 22, 30)),
        ("Sitzung 18:30, jetzt 04:15 Uhr", "Sitzung 18:30, jetzt 05:22 Uhr", EARLY, visit(11, 23, 4, 22)),
        (
            "Frist 15.12.2026, jetzt 04:15 Uhr",
            "Frist 15.12.2026, jetzt 05:22 Uhr",
            EARLY,
            visit(11, 23, 4, 22),
        ),
    ],
)
def test_a_clock_is_not_an_edit(before: str, now: str, then: datetime, at: datetime) -> None:
    assert not is_edit(before, now, then, at)


@each(
    ("before", "now"),
    [
        ("Es ist 04:15 Uhr, Sitzung um 18:30", "Es ist 05:22 Uhr, Sitzung um 19:00"),
        ("Es ist 04:15 Uhr, 12 Gäste", "Es ist 05:22 Uhr, 14 Gäste"),
        ("Es ist 04:15 Uhr, Halle Nord", "Es ist 05:22 Uhr, Halle Süd"),
        ("22.11.2026 04:15, Sitzung um 18:30", "23.11.2026 05:22, Sitzung um 19:00"),
    ],
)
def test_an_edit_in_the_line_of_a_clock(before: str, now: str) -> None:
    assert is_edit(before, now, EARLY, visit(11, 23, 4, 22))


@each(
    ("before", "now", "then", "at"),
    [
        # Two visits on one day: the day in the line says nothing about the rest of it.
        ("22.11.2026, Halle Nord", "22.11.2026, Halle Süd", EARLY, visit(11, 22, 15, 15)),
        # Somebody added a time to the day; a day is not the midnight at which it begins.
        ("Stand 23.11.2026", "Stand 24.11.2026 05:22 Uhr", visit(11, 22, 23, 0), visit(11, 24, 4, 22)),
        ("Stand 24.11.2026 05:22 Uhr", "Stand 23.11.2026", visit(11, 24, 4, 22), visit(11, 22, 23, 0)),
    ],
)
def test_an_edit_in_the_line_of_a_day(before: str, now: str, then: datetime, at: datetime) -> None:
    assert is_edit(before, now, then, at)


def test_two_clocks_need_two_earlier_lines() -> None:
    read = draft("Stand 05:22 Uhr", "Start 05:22 Uhr", TEXT[::-1])
    before = draft("Stand 04:15 Uhr", "Sitzung", "Halle")
    assert filter_changes(read, read, before, visit(11, 23, 4, 22), EARLY).body == read.body


@each(
    ("before", "now", "again", "edit"),
    [
        ("218 mal gelesen", "231 mal gelesen", "232 mal gelesen", False),
        ("99 mal gelesen", "100 mal gelesen", "101 mal gelesen", False),
        (
            "218 mal gelesen, Frist 15. März",
            "231 mal gelesen, Frist 15. März",
            "232 mal gelesen, Frist 15. März",
            False,
        ),
        (
            "218 mal gelesen, Frist 15. März",
            "231 mal gelesen, Frist 20. März",
            "232 mal gelesen, Frist 20. März",
            True,
        ),
        ("12.05. Vortrag", "17.09. Vortrag", "03.02. Vortrag", False),
        ("Im Hafen fahren Fähren", "Die Schule sucht Lehrlinge", "Ein Ofen brennt Fliesen", False),
        # The new line is another one at each visit, and no line like it stood there before.
        (
            "Ein Ofen brennt Fliesen",
            "231 mal gelesen, Frist 15. März",
            "232 mal gelesen, Frist 15. März",
            False,
        ),
        (
            "218 mal gelesen, Frist 15. März",
            "231 mal gelesen, Frist 20. März",
            "Ein Ofen brennt 232 Fliesen in 20 Minuten",
            False,
        ),
        ("9" * 5000 + " mal", "9" * 5001 + " mal", "1" + "0" * 5001 + " mal", False),
    ],
)
def test_a_counter_and_an_edit_in_its_line(before: str, now: str, again: str, edit: bool) -> None:
    assert is_edit(before, now, EARLY, NEXT, again) is edit


@each(
    ("was", "now", "then", "at", "clock"),
    [
        ("2026-11-22", "2026-11-23", EARLY, NEXT, True),
        ("2026-11-22T04:15", "2026-11-23T04:15", EARLY, NEXT, True),
        ("2026-11-22", "2026-11-24", EARLY, NEXT, False),
        ("2026-11-21", "2026-11-22", EARLY, NEXT, False),
        ("2026-11-21", "2026-11-23", EARLY, NEXT, False),
        ("2026-11-22", "2026-11-22", EARLY, NEXT, False),
        ("2026-11-22", "2026-11-24", visit(11, 22, 12, 0), visit(11, 23, 12, 0), False),
        ("2026-11-23", "2026-11-24", visit(11, 22, 23, 30), visit(11, 23, 23, 30), True),
        ("2026-11-22", "2026-11-23", visit(11, 22, 23, 30), visit(11, 23, 23, 30), True),
        (None, "2026-11-23", EARLY, NEXT, False),
    ],
)
def test_a_date_that_follows_the_visits(
    was: str | None, now: str, then: datetime, at: datetime, clock: bool
) -> None:
    assert moves_with_the_clock(draft(published=now), draft(published=was), at, then) is clock


@each(("words", "edit"), [(8, False), (9, True), (20, True)])
def test_a_line_of_more_than_twelve_words_is_prose(words: int, edit: bool) -> None:
    rest = " ".join(["Wort"] * words)
    assert (
        is_edit(f"Es ist 04:15 Uhr {rest}", f"Es ist 05:22 Uhr {rest}", EARLY, visit(11, 23, 4, 22)) is edit
    )


@each(
    ("before", "shown", "second", "edit"),
    [
        ("04:15", "05:22", 0, False),
        ("04:15", "05:20", 0, False),
        ("04:15", "05:19", 0, True),
        ("04:15", "05:24", 0, False),
        ("04:15", "05:25", 0, True),
        ("04:15", "05:20:30", 30, False),
        ("04:15", "05:20:29", 30, True),
        ("04:15", "05:24:30", 30, False),
        ("04:15", "05:24:31", 30, True),
        ("22.11.2026 04:15", "23.11.2026 05:20", 0, False),
        ("22.11.2026 04:15", "23.11.2026 05:20", 1, True),
        ("22.11.2026 04:15", "23.11.2026 05:24", 0, False),
        ("22.11.2026 04:15", "23.11.2026 05:25", 59, True),
    ],
)
def test_the_clock_of_a_page_may_be_wrong_by_two_minutes(
    before: str, shown: str, second: int, edit: bool
) -> None:
    at = visit(11, 23, 4, 22, second)
    assert is_edit(f"Es ist {before} Uhr", f"Es ist {shown} Uhr", EARLY, at) is edit


@each(
    ("again", "kept"),
    [("Zweiter Titel", "Zweiter Titel"), ("Dritter Titel", "Erster Titel")],
)
def test_a_title_that_differs_at_each_visit_is_not_an_edit(again: str, kept: str) -> None:
    first, second, third = (
        replace(draft(), title=title) for title in ("Erster Titel", "Zweiter Titel", again)
    )
    assert filter_changes(second, third, first, NEXT, EARLY).title == kept


@each(
    ("before", "now", "again", "kept"),
    [
        ("2026-10-01", "2026-10-02", "2026-10-02", "2026-10-02"),
        ("2026-10-01", "2026-10-02", "2026-10-03", "2026-10-01"),  # another day at each visit
        ("2026-11-22", "2026-11-23", "2026-11-23", "2026-11-22"),  # the days of the two visits
        ("2026-10-01", "2026-10-01", "2026-10-01", "2026-10-01"),
    ],
)
def test_a_date_that_follows_the_visits_is_not_an_edit(before: str, now: str, again: str, kept: str) -> None:
    first, second, third = (draft(published=day) for day in (before, now, again))
    assert filter_changes(second, third, first, NEXT, EARLY).published == kept


@each(("hours", "edit"), [(-2, True), (-1, False), (4, False), (5, True)])
def test_clocks_are_recognized_from_the_azores_to_the_caucasus(hours: int, edit: bool) -> None:
    before, now = f"Es ist {3 + hours:02d}:15 Uhr", f"Es ist {4 + hours:02d}:22 Uhr"
    assert is_edit(before, now, EARLY, visit(11, 23, 4, 22)) is edit
