"""Nights on which a site shows the day of the visit, or one other day, as the date of its posts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clusterwatch.models import Reason
from tests.sites.serving import Site, posts
from tests.sites.test_faults import MORE, index, page, put
from tests.sites.test_held import Nights

_DAY = re.compile(r"\d{1,2}\. Oktober 2026")


@pytest.fixture
def nights(tmp_path: Path, site: Site) -> Nights:
    return Nights(tmp_path, site)


def show(folder: Path, numbers: range | list[int], day: str | None) -> None:
    """Write pages with the same day, or each with its own. The index says the same if it lists all of them."""
    news = folder / "site" / "news"
    for n in numbers:
        put(news / f"meldung-{n}.html", _DAY.sub(day, page(n)) if day else page(n))
    if len(numbers) >= 8:
        text = index(list(numbers))
        put(news / "index.html", _DAY.sub(day, text) if day else text)


def test_the_day_of_the_visit_replaces_no_day(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    past = nights.past()
    for night, opened in ((24, ["same-day-on-all"]), (25, []), (26, [])):
        show(tmp_path, range(1, 9), f"{night}. November 2026")
        outcome = nights.run()
        assert (outcome.changed, nights.opened, nights.closed) == (0, opened, [])
        assert nights.past() == past
    assert nights.open() == [("same-day-on-all", Reason.DAY_OF_VISIT)]
    show(tmp_path, range(1, 9), None)
    outcome = nights.run(recheck=False)
    assert (outcome.failed, nights.closed, nights.open()) == (0, ["same-day-on-all"], [])
    assert nights.past() == past


def test_one_other_day_on_many_posts_replaces_no_day(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    past = nights.past()
    show(tmp_path, range(1, 5), "1. Januar 2026")
    assert nights.run().changed == 0
    assert (nights.past(), nights.open()) == (past, [("same-day-on-all", Reason.SAME_DAY)])


def test_two_dates_that_are_corrected_to_one_day_are_edits(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    show(tmp_path, [2, 5], "3. November 2026")
    assert (nights.run().changed, nights.open()) == (2, [])


def test_one_post_that_is_dated_anew_waits_for_a_night(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    past = nights.past()
    show(tmp_path, [5], "24. November 2026")
    assert (nights.run().changed, nights.past(), nights.open()) == (0, past, [])
    assert nights.run(recheck=False).changed == 1
    assert [row["published"] for row in posts(tmp_path) if "-5" in row["url"]] == ["2026-11-24"]


def test_one_post_that_shows_the_day_of_each_visit_is_told(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    past = nights.past()
    show(tmp_path, [5], "24. November 2026")
    nights.run()
    show(tmp_path, [5], "25. November 2026")
    outcome = nights.run(recheck=False)
    assert (outcome.changed, nights.past()) == (0, past)
    assert nights.open() == [("same-day-on-all", Reason.DAY_OF_VISIT)]


def test_a_new_post_of_such_a_night_is_stored_with_a_flag(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    show(tmp_path, range(1, 11), "24. November 2026")
    assert nights.run().new == 2
    flags = {row["url"][-7:-5]: row["flags"] for row in posts(tmp_path) if row["flags"] not in (None, "[]")}
    assert set(flags) == {"-9", "10"}
    assert all("date-doubtful" in text and Reason.DAY_OF_VISIT in text for text in flags.values())


def test_a_new_post_of_the_day_is_no_doubt(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    put(tmp_path / "site" / "news" / "meldung-9.html", _DAY.sub("24. November 2026", page(9)))
    put(tmp_path / "site" / "news" / "index.html", index(list(range(1, 10))))
    assert (nights.run().new, nights.open()) == (1, [])
    assert {row["flags"] for row in posts(tmp_path)} <= {None, "[]"}


def test_a_first_run_that_finds_one_day_on_all_posts_says_so(nights: Nights, tmp_path: Path) -> None:
    show(tmp_path, range(1, 9), "23. November 2026")
    assert (nights.run().new, nights.opened) == (8, ["same-day-on-all"])
    assert all("date-doubtful" in row["flags"] for row in posts(tmp_path))
    show(tmp_path, range(1, 9), None)
    assert (nights.run().changed, nights.closed) == (8, ["same-day-on-all"])
    assert {row["flags"] for row in posts(tmp_path)} <= {None, "[]"}


def test_an_index_that_gives_all_posts_the_day_of_the_visit(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    for n in (9, 10):
        put(tmp_path / "site" / "news" / f"meldung-{n}.html", _DAY.sub("", page(n, MORE)))
    put(
        tmp_path / "site" / "news" / "index.html",
        _DAY.sub("24. November 2026", index(list(range(1, 11)))),
    )
    outcome = nights.run()
    assert (outcome.new, outcome.changed, nights.opened) == (2, 0, ["same-day-on-all"])
    flags = {row["url"][-7:-5]: row["flags"] for row in posts(tmp_path) if row["flags"] not in (None, "[]")}
    assert set(flags) == {"-9", "10"}
