"""Tests of timetables in boxes: their days date no post, and their lines are a part of it."""

from __future__ import annotations

from clusterwatch.extraction import extract_post
from clusterwatch.extraction.timetable import is_row, may_be_date
from tests.extraction.pages import P1, P2, P3, PROSE, layout_of, page, post
from tests.tables import each

URL = "https://example.org/news/microscopes"


def row(day: str, text: str) -> str:
    return f"<div class=row><div>{day}</div><div>{text}</div></div>"


ROWS = row("1 March 2026", "Opening") + row("June 2026", "Results of the jury")


@each("behind", ["", "<p>Helen answers all questions.</p>", "<h2>Contact</h2><p>Helen</p>"])
def test_the_lines_of_a_timetable_are_kept_wherever_it_stands(behind: str) -> None:
    body = extract_post(page(post(f"{PROSE}<h2>Course</h2><div>{ROWS}</div>{behind}")), URL).body or ""
    assert "\nCourse\n1 March 2026\nOpening\nJune 2026\nResults of the jury" in body


@each(("size", "is_date"), [(30, True), (31, False)])
def test_a_date_stands_on_a_short_line(size: int, is_date: bool) -> None:
    assert may_be_date("1.2.2026 ".ljust(size, "x")) is is_date


def test_rows_of_lines_that_only_breaks_divide() -> None:
    layout = layout_of("<div><div>1.2.2026<br>Tea</div><div>2.3.2026<br>Talk</div></div>")
    assert is_row(layout, layout.blocks[0].box, 0)
    layout = layout_of("<div><div>1.2.2026<br>Tea</div><div>1.2.2026<br>Talk</div></div>")
    assert not is_row(layout, layout.blocks[0].box, 0)


@each(("boxes", "is_kept"), [(1, True), (2, False)])
def test_a_date_stands_up_to_three_boxes_below_its_row(boxes: int, is_kept: bool) -> None:
    rows = "".join(
        f"<div class=row>{'<div>' * boxes}<div>{day}</div>{'</div>' * boxes}<div>{text}</div></div>"
        for day, text in (("1 March 2026", "Tea in the hall"), ("2 June 2026", "Results"))
    )
    body = extract_post(page(post(f"<p>{P1}</p><p>{P2}</p><div>{rows}</div><p>{P3}</p>")), URL).body or ""
    assert ("Tea in the hall" in body) is is_kept


def test_rows_with_links_are_a_list_of_posts() -> None:
    rows = row("1 March 2026", "<a href=/b>A fair</a>") + row("2 March 2026", "<a href=/c>A prize</a>")
    assert "A prize" not in (extract_post(page(post(f"{PROSE}<div>{rows}</div>")), URL).body or "")
