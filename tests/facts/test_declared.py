"""Days that the data of a page declare: joined with those of the text, or added to them."""

from __future__ import annotations

from dataclasses import replace

from clusterwatch import read_facts
from clusterwatch.models import DayKind, StatedDay
from tests.tables import each


def event(start: str, end: str | None = None, place: str | None = None, zone: str | None = None) -> StatedDay:
    return StatedDay(
        DayKind.EVENT, start, start, None, None, end=end, place=place, zone=zone, method="json-ld"
    )


def test_the_end_of_an_event_comes_with_its_time() -> None:
    one = replace(event("2026-05-12T09:30"), end_time="12:00")
    ends = [
        ("The fair takes place on 12 May 2026.", "12:00"),
        ("The fair takes place on 12 May 2026, 10:00–16:00.", "16:00"),
        ("The fair takes place on 12 May 2026 at 10:00.", None),
        ("The fair takes place from 11 to 13 May 2026.", None),
        ("", "12:00"),
    ]
    for text, end in ends:
        (day,) = read_facts("Fair", text, "en", "2026-01-10", declared=[one]).days
        assert day.end_time == end, text


@each(
    ("text", "declared", "expected"),
    [
        ("", event("2026-05-12T09:30", place="Brest"), ["2026-05-12T09:30 None Brest json-ld"]),
        ("The fair takes place on 12 May 2026.", event("2026-05-12"), ["2026-05-12 None None text+json-ld"]),
        (
            "The fair takes place on 12 May 2026 in Riga.",
            event("2026-05-12T09:30", "2026-05-13", "Hall 3, Riga"),
            ["2026-05-12T09:30 2026-05-13 Hall 3, Riga text+json-ld"],
        ),
        # The data have the year that the text does not write.
        ("The fair takes place on 12 May.", event("2027-05-12"), ["2027-05-12 None None text+json-ld"]),
        # A time in the text is what a reader sees.
        (
            "The fair takes place on 12 May 2026 at 10:00.",
            event("2026-05-12T09:30", zone="+02:00"),
            ["2026-05-12T10:00 None None text+json-ld"],
        ),
        (
            "The fair takes place on 13 May 2026.",
            event("2026-05-12T09:30", "2026-05-14"),
            ["2026-05-12T09:30 2026-05-14 None text+json-ld"],
        ),
        (
            "The fair takes place from 12 to 14 May 2026.",
            event("2026-05-13"),
            ["2026-05-12 2026-05-14 None text+json-ld"],
        ),
        # A series over a year is not the event of a day in it.
        (
            "The fair takes place on 13 May 2026.",
            event("2026-01-01", "2026-12-31"),
            ["2026-05-13 None None text", "2026-01-01 2026-12-31 None json-ld"],
        ),
        (
            "The fair takes place on 13 May 2026.",
            event("2026-06-01"),
            ["2026-05-13 None None text", "2026-06-01 None None json-ld"],
        ),
    ],
)
def test_a_declared_event_is_joined_with_that_of_the_text(
    text: str, declared: StatedDay, expected: list[str]
) -> None:
    facts = read_facts("Fair of the cluster", text, "en", "2026-01-10", declared=[declared])
    assert [
        f"{d.start} {d.end} {d.place} {d.method}" for d in facts.days if d.kind is DayKind.EVENT
    ] == expected
    has_text = [d.paragraph is not None for d in facts.days]
    assert has_text == [d.method.startswith("text") for d in facts.days]
