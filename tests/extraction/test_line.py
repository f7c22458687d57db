"""What a line says about the date in it, and each limit at its edge."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.extraction.published.labels import (
    Meaning,
    heads_events,
    meaning_alone,
    meaning_beside,
    meanings_of_times,
)
from clusterwatch.extraction.published.line import Form, form_of, is_glued, is_of_item, tells_of_event
from clusterwatch.extraction.published.vote import DateHabits, read_text
from tests.tables import each

HABITS = DateHabits(("en", "de", "fr"), now=datetime(2026, 11, 29, tzinfo=UTC))
LABELLED, MENTIONED, BARE, DATED, DIVIDED, NAMED, CHANGED, OTHER, EVENT = Form


@each(
    ("line", "form"),
    [
        ("Published on 4 March 2026", LABELLED),
        ("Data adăugării: 4 martie 2026", LABELLED),
        ("In vigore dal 4 marzo 2026", EVENT),
        ("Release date of 4 March 2026", LABELLED),
        ("Mis en ligne le 4 mars 2026", LABELLED),
        ("Submitted by Jane Holt on 4 March 2026", LABELLED),
        ("Posted online by Jane Holt on 4 March 2026", LABELLED),
        ("Mis en ligne par Jane Holt le 4 mars 2026", LABELLED),
        ("Posted in town by Jane Holt on 4 March 2026", MENTIONED),
        ("Ulm | Published on 4 March 2026", LABELLED),
        ("4 March 2026 published | Ulm", LABELLED),
        ("Updated 4 March 2026", CHANGED),
        # marks and words before the date
        ("Ulm, 4 March 2026", BARE),
        ("Old Ulm, 4 March 2026", BARE),
        ("Ulm 4 March 2026", NAMED),
        ("By Jane Holt 4 March 2026", DATED),
        ("By Jane Holt, Jo Lee and Al 4 March 2026", NAMED),
        ("By Jane, Jo and some others 4 March 2026", NAMED),
        ("by one two three four five 4 March 2026", DATED),
        ("by one two three four five six 4 March 2026", NAMED),
        ("News 4.3.2026", DATED),
        ("News of 4 March 2026", BARE),
        ("Date: 4 March 2026", DATED),
        ("Hall of Ulm: 4 March 2026", OTHER),
        ("Hall of Ulm : 4 March 2026", OTHER),
        ("Date : 4 March 2026", DATED),
        ("Ulm | Date : 4 March 2026", DATED),
        ("Official Journal of 4 March 2026", OTHER),
        (f"GURI {'x' * 54} 4 March 2026", OTHER),
        (f"GURI {'x' * 55} 4 March 2026", NAMED),
        ("12 4 March 2026", DATED),
        ("123 4 March 2026", NAMED),
        ("Project number 1234, 4 March 2026", OTHER),
        ("one two | 4 March 2026", BARE),
        ("one two three | 4 March 2026", DIVIDED),
        ("Jane Holt | one two three four five six | 4 March 2026", DIVIDED),
        ("Jane Holt | one two three four five six seven | 4 March 2026", OTHER),
        ("Jane Holt4.3.2026", BARE),
        ("4 March 2026 by Jane Holt", BARE),
        ("123: 4 March 2026", OTHER),
        ("| By Jane Holt on 4 March 2026 in Projects", BARE),
        ("Ulm | By Jane Holt on 4 March 2026 in Projects", BARE),
        ("www.alpha.example/news/2026/mar21", OTHER),
        (": 4 March 2026", DATED),
        ("Monday news 4.3.2026", DATED),
        # behind the date
        ("4 March 2026 123", BARE),
        ("4 March 2026:", BARE),
        ("4 March 2026: the hall", OTHER),
        ("4 March 2026:x", OTHER),
        ("4 March 2026 now", NAMED),
        ("4 March 2026News", BARE),
        # beginnings and ends
        ("until Monday 4 March 2026", EVENT),
        ("no later than Monday 4 March 2026", EVENT),
        ("as of 4 March 2026", EVENT),
        ("Hall as of 4 March 2026", EVENT),
        ("Salle à partir du 4 mars 2026", EVENT),
        ("Hall until the Monday, 4 March 2026", EVENT),
        ("Sala non oltre Monday, 4 March 2026", EVENT),
        ("Hall no later than Monday, 4 March 2026", EVENT),
        ("à partir du 4 mars 2026", EVENT),
        ("Project start 4 March 2026", EVENT),
        ("Do 25.04.24", BARE),
        ("News Do 25.04.24", BARE),  # a day of the week, and `until` in other languages
        ("Hall Do 25.04.24", NAMED),
        ("no later than 4 March 2026", EVENT),
        ("4 March 2026 from", EVENT),
        ("4 March 2026 until noon", EVENT),
        ("4 March 2026 due", NAMED),  # a short word may be of another language
        ("30 May 2026 deadline for all", EVENT),
        (f"4 March 2026 {'x' * 50} deadline", EVENT),
        (f"4 March 2026 {'x' * 51} deadline", NAMED),
        # spans of days and of hours
        (f"4 March 2026, {'x' * 54} to 12 April 2026", EVENT),
        (f"4 March 2026, {'x' * 55} to 12 April 2026", DIVIDED),
        ("4 March 2026, near Ulm, 12 April 2026", DIVIDED),
        ("4 March 2026, Wednesday – 9 March 2026, Monday", EVENT),
        ("4 March 2026, Wednesday – 9 April 2026, Thursday", EVENT),
        ("4 March 2026, Wednesday – 4 March 2026, 14:00", DIVIDED),
        ("4 March 2026 – updated on 12 April 2026", DIVIDED),
        ("4 March 2026 – 4 March 2026 14:00", DIVIDED),
        ("4 March 2026 14:00 – 4 March 2026", DIVIDED),
        ("4 March 2026 to 12 April 2026", EVENT),
        ("4 March 2026 - today", DIVIDED),
        ("4 March 2026 14:00 - 16:00", EVENT),
        ("4 March 2026, 14 to 16", BARE),
        ("04.03.26 - 12 h", BARE),
    ],
)
def test_the_form_of_a_line(line: str, form: Form) -> None:
    read = read_text(line, HABITS)
    assert read is not None
    assert form_of(line, read, HABITS) is form


def test_one_letter_that_touches_a_date_is_glued_to_it() -> None:
    assert is_glued("Hall B", "")
    assert is_glued("", "News")
    assert not is_glued("Hall 7 ", " news")


@each(
    ("line", "is_of_event"),
    [
        ("From 14:00 to 17:00 in the town hall", True),
        ("Apply by 4 March 2026", True),
        ("4 March 2026, Ulm", False),
        ("The town hall of Ulm", False),
        # A month that is another one in another language
        ("12 listopad 2026 – 14 listopad 2026", True),
        ("12 listopad 2026", False),
    ],
)
def test_lines_that_tell_of_an_event(line: str, is_of_event: bool) -> None:
    assert tells_of_event(line) is is_of_event


@each(
    ("before", "after", "is_of"),
    [
        ("Guide for all applicants (", ")", True),
        ("Guide for all applicants (published on ", ").", True),
        ("Guide for applicants (", ")", False),
        ("Guide for all applicants ", ")", False),
        ("Guide for all (new) applicants ", "", False),
        ("Guide for all applicants (", " to all)", False),
    ],
)
def test_a_day_in_brackets_is_of_the_words_before_it(before: str, after: str, is_of: bool) -> None:
    assert is_of_item(before, after) is is_of


@each(
    ("before", "after", "meaning"),
    [
        ("Published ", "", "published"),
        ("Published ".ljust(60, "x"), "", "published"),
        ("Published ".ljust(61, "x"), "", None),
        ("", " published", "published"),
        ("", " published".rjust(30), "published"),
        ("", " published".rjust(31), None),
        ("", " 12 published", "published"),
        ("", " published 3 times", None),  # of the number behind it
        ("", " published by Jane Holt", "published"),
        ("", " published list", None),
        ("Updated ", "", "changed"),
        ("Senast uppdaterad ", "", "changed"),
        ("Updated ", " published", "published"),
        ("Deadline ", "", "event"),
        ("Deadline 2 ", "", None),
        ("Published deadline ", "", "event"),
    ],
)
def test_labels_beside_a_date(before: str, after: str, meaning: Meaning | None) -> None:
    assert meaning_beside(before, after) == meaning


@each(
    ("line", "meaning"),
    [
        ("Last update", "changed"),
        ("– Published:", "published"),
        ("Published in this place", "published"),
        ("Published in this other place", None),
        ("It was published.", None),
        ("Was it published?", None),
        ("Published 2", None),
        ("Valid until", "event"),
        ("One two three four five six until", "event"),
        ("One two three four five six seven until", None),
    ],
)
def test_a_line_that_is_only_a_label(line: str, meaning: Meaning | None) -> None:
    assert meaning_alone(line) == meaning


def test_a_cell_needs_no_colon() -> None:
    assert meaning_alone("Venue") is None
    assert meaning_alone("Venue", cell=True) == "event"


def test_headings_of_lists() -> None:
    assert heads_events("Upcoming events:")
    assert not heads_events("Upcoming events of ours")


@each(
    ("text", "count", "meanings"),
    [
        ("Published 1 May", 1, ["published"]),
        ("Published, posted 1 May", 1, ["published"]),
        ("Deadline 1 May, updated 2 May", 1, ["changed"]),
        ("Published 1 May, updated 2 May", 2, ["published", "changed"]),
        ("1 May (updated 2 May)", 2, [None, "changed"]),
        ("1 May 2 May (updated 3 May)", 3, [None, None, None]),
        ("Unupdated 1 May", 1, [None]),
        ("published".rjust(400), 1, ["published"]),
        ("published".rjust(401), 1, [None]),
    ],
)
def test_the_meanings_of_several_times(text: str, count: int, meanings: list[Meaning | None]) -> None:
    assert meanings_of_times(text, count) == meanings
