"""Tests of dates in tables, whose columns have heads."""

from __future__ import annotations

from clusterwatch.facts import read_facts
from tests.facts.stated import days
from tests.tables import each

OPENS, CLOSES = "opens 2026-05-04", "deadline 2026-06-01"


@each(
    ("language", "title", "table", "expected"),
    [
        (
            "en",
            "Call",
            "Opening | Deadline | Results\n4 May 2026 | 1 June 2026 | 30 June 2026",
            [OPENS, CLOSES],
        ),
        (
            "fr",
            "Appel à projets",
            "Vague | Ouverture | Clôture\n1 | 4 mai 2026 | 1er juin 2026",
            [OPENS, CLOSES],
        ),
        ("it", "Bando", "Fase | Apertura | Scadenza\nPrima | 4 maggio 2026 | 1 giugno 2026", [OPENS, CLOSES]),
        (
            "pl",
            "Nabór",
            "Etap | Termin rozpoczęcia | Termin zakończenia |\nI nabór | 4.05.2026 | 1.06.2026 |",
            [OPENS, CLOSES],
        ),
        ("ro", "Apel", "Data deschiderii | Data închiderii\n4 mai 2026 | 1 iunie 2026", [OPENS, CLOSES]),
        # What an office does beside the deadline is none.
        ("fi", "Hakuajat", "Jätetty viimeistään | Hallituksen kokous\n1.6.2026 | 20.6.2026", [CLOSES]),
        (
            "en",
            "Courses",
            "Course | Date | Register until\nCustoms seminar | 4 May 2026 | 1 May 2026\n"
            "Export seminar | 8 June 2026 | 1 June 2026",
            ["event 2026-05-04", "deadline 2026-05-01", "event 2026-06-08", CLOSES],
        ),
        # Other rows, and rows with another number of cells, are lines like others.
        ("en", "Call", "Opening | Deadline\nSee below\nIt closes | 1 June 2026", [CLOSES]),
        ("en", "Call", "Budget | Rate\nDeadline | 1 June 2026", [CLOSES]),
    ],
)
def test_the_head_of_a_column_says_what_its_dates_mean(
    language: str, title: str, table: str, expected: list[str]
) -> None:
    found = [day for day in days(table, language, "2026-03-02", title) if day.split()[0] != "decision"]
    assert sorted(found) == sorted(expected)


def test_a_day_of_a_table_is_found_where_it_stands() -> None:
    row = "II | 4 May 2026 | 1 June 2026"
    found = read_facts("Call", f"Round | Opening | Deadline\n{row}", "en", "2026-03-02").days
    assert [row[slice(*day.span)] for day in found if day.span] == ["4 May 2026", "1 June 2026"]
