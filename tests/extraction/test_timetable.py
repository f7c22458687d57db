"""Tests of timetables in boxes: their days date no post, and their lines are a part of it."""

from __future__ import annotations

import pytest

from clusterwatch.extraction import extract_post
from tests.extraction.pages import PROSE, page, post

URL = "https://example.org/news/microscopes"


def row(day: str, text: str) -> str:
    return f"<div class=row><div>{day}</div><div>{text}</div></div>"


ROWS = row("1 March 2026", "Opening") + row("June 2026", "Results of the jury")


@pytest.mark.parametrize(
    "behind", ["", "<p>Helen answers all questions.</p>", "<h2>Contact</h2><p>Helen</p>"]
)
def test_the_lines_of_a_timetable_are_kept_wherever_it_stands(behind: str) -> None:
    body = extract_post(page(post(f"{PROSE}<h2>Course</h2><div>{ROWS}</div>{behind}")), URL).body or ""
    assert "\nCourse\n1 March 2026\nOpening\nJune 2026\nResults of the jury" in body


def test_rows_with_links_are_a_list_of_posts() -> None:
    rows = row("1 March 2026", "<a href=/b>A fair</a>") + row("2 March 2026", "<a href=/c>A prize</a>")
    assert "A prize" not in (extract_post(page(post(f"{PROSE}<div>{rows}</div>")), URL).body or "")
