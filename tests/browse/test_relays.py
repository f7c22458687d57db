"""How news travels: the page, its chart and its table as a file."""

from __future__ import annotations

import asyncio
import csv
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clusterwatch.archive import Archive, Estimate
from clusterwatch.browse import ranges
from clusterwatch.browse.site import site
from tests.archive.planted import Planter

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of seven announcements of Austria: France relays six of them, and Germany a call."""
    path = tmp_path_factory.mktemp("travels") / "archive.db"
    with Archive(path) as archive, archive.transaction():
        to = Planter(archive)
        for name, country in (("a", "AT"), ("d", "DE"), ("f", "FR")):
            to.source(name, country)
        to.tell(("a", "2026-01-01", "de"), ("d", "2026-01-03", "de"), kind="call", programme="life")
        for days in (2, 3, 3, 5, 6, 7):
            to.tell(("a", "2026-02-01", "de"), ("f", f"2026-02-0{days + 1}", "fr"))
    return path


def get(path: Path, *addresses: str) -> list[str]:
    with closing(site(path, lambda: NOW)) as shown:
        answers = [asyncio.run(shown.client.get(address)) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(addresses)
    return [answer.text for answer in answers]


def test_the_page_has_a_chart_a_table_and_what_is_left_out(path: Path) -> None:
    page, calls, file = get(path, "/relays", "/relays?by=kind&kind=call", "/relays.csv?by=country")
    for words in (
        "<h2>By country of the relay</h2>",
        "Of 7 announcements, 7 were relayed within 90 days, half of these within <b>3 days</b>.",
        "<title>France: 6 of 7 relayed, never relayed 14% (3–51%), median days 4 (2–7)</title>",
        "Announcements first told from 2026-01-01 to 2026-03-03",
        '<th scope="row">Germany</th><td>7</td><td>1</td>',
        "Left out: 0 announcements from after 2026-03-03",
        'href="/relays.csv?',
    ):
        assert words in page, words
    assert "Of 1 announcement, 1 was relayed within 90 days, after <b>2 days</b>." in calls
    france, germany = csv.DictReader(file.splitlines())
    assert (france["country"], france["name"], france["relayed"], france["days_low"]) == (
        "FR",
        "France",
        "6",
        "2.0",
    )
    assert (germany["days"], germany["days_low"], germany["first"]) == ("2.0", "", "2026-01-01")


def test_a_range_is_a_line_and_a_value_without_one_a_ring() -> None:
    some = ranges.Line("A", Estimate(10, 5, 20), Estimate(0.5, 0.4, 0.6), "6/12", "told")
    few = ranges.Line(
        "A programme whose name is long", Estimate(3, None, None), Estimate(0.9, 0.8, 1.0), "1/12", ""
    )
    none = ranges.Line("<b>", None, Estimate(1.0, 0.9, 1.0), "0/9", "")
    drawn = ranges.chart([some, few, none], "Days", narrow=True)
    assert drawn.count('class="range r0"') == 1
    assert drawn.count('class="range r1"') == 3
    assert drawn.count("ring r0") == 1
    # The scale ends at 20 days: from 114 to 212 units.
    assert 'x1="138.5" x2="212.0"' in drawn
    assert ">A programme wh…<" in drawn
    assert "&lt;b&gt;" in drawn
    assert ranges.chart([some] * (ranges.MOST + 1), "Days").count("<g>") == ranges.MOST
    assert "<svg" in ranges.chart([], "Days")


def test_a_median_of_few_relays_is_not_told_as_that_of_all(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive, archive.transaction():
        to = Planter(archive)
        for name, country in (("a", "AT"), ("f", "FR")):
            to.source(name, country)
        for day in ("2026-02-03", "2026-02-08"):
            to.tell(("a", "2026-02-01", "de"), ("f", day, "fr"))
    (page,) = get(path, "/relays")
    assert "Of 2 announcements, 2 were relayed within 90 days. Never relayed: " in page
