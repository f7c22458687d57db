"""The graph of bodies that are named together: who stands beside whom, how much is drawn, and how names are shown."""

from __future__ import annotations

import re

from clusterwatch.archive.mentioned import Pair
from clusterwatch.browse.graph import MOST, circle
from tests.tables import each


def pair(body: str, other: str, stories: int = 1) -> Pair:
    return Pair(body, body.title(), other, other.title(), stories, stories)


def bodies(svg: str) -> list[str]:
    return re.findall('href="/body/([^"]+)"', svg)


def test_bodies_that_share_most_stories_stand_beside_each_other() -> None:
    svg = circle([pair("a", "d", 9), pair("b", "c", 8), pair("a", "b", 2), pair("c", "d")])
    assert bodies(svg) == ["a", "d", "c", "b"]
    assert re.findall('stroke-width="([^"]+)"', svg) == ["6.0", "5.4", "2.1", "1.6"]
    assert "<title>A and D: 9 stories</title>" in svg
    assert "<title>C and D: 1 story</title>" in svg


def test_the_bodies_with_most_stories_are_drawn() -> None:
    svg = circle([pair("hub", f"b{n:02}", 100 - n) for n in range(40)])
    assert sorted(bodies(svg)) == sorted(["hub", *(f"b{n:02}" for n in range(MOST - 1))])
    assert f"{MOST} bodies that are named together, with {MOST - 1} lines" in svg


@each("count", [2, 4, 24, 40])
def test_names_and_bodies_have_space(count: int) -> None:
    svg = circle([pair("hub", f"b{n:02}") for n in range(count - 1)])
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert found is not None
    width, height = int(found[1]), int(found[2])
    places = [(float(x), float(y)) for x, y in re.findall(r'cx="([^"]+)" cy="([^"]+)"', svg)]
    names = 13 + 34 * 6.6  # the longest name, and the gap before it
    assert all(names < x < width - names or width / 2 - 1 < x < width / 2 + 1 for x, _ in places)
    assert all(25 < y < height - 25 for _, y in places)
    assert height <= 440


@each(("length", "shown"), [(34, "x" * 34), (35, "x" * 33 + "…")])
def test_long_names_are_cut(length: int, shown: str) -> None:
    svg = circle([Pair("a", "x" * length, "b", "B", 1, 1)])
    assert f">{shown}</text>" in svg
    assert svg.count('class="axis end"') == 1  # names on the left end at their dot
