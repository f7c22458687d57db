"""Tests of nights on which nothing is new: few requests, and nothing is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from clusterwatch.archive import Archive
from clusterwatch.pipeline.source_run import Options
from tests.sites.serving import Clock, Site, served, watch

P = ParamSpec("P")
T = TypeVar("T")
TEXT = "".join(
    f"<p>The region shares test bench number {n} with laboratories and workshops.</p>" for n in range(5)
)


class NoWorkers:
    """Workers that nothing may use."""

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        raise AssertionError(f"{step.__name__} was run, although nothing had changed")


def page(main: str) -> tuple[int, dict[str, str], bytes]:
    """An answer without ETag and Last-Modified."""
    return 200, {"Content-Type": "text/html; charset=utf-8"}, f"<html><body>{main}</body></html>".encode()


def publish(site: Site, *slugs: str) -> None:
    """Publish posts that are too old to be fetched again."""
    cards = "".join(
        f'<article><h2><a href="/news/{slug}">The {slug} opens</a></h2><time>2026-07-20</time></article>'
        for slug in slugs
    )
    site.answers["/news/"] = page(f"<h1>News</h1>{cards}")
    for slug in slugs:
        post = f"<article><h1>The {slug} opens</h1><time>2026-07-20</time><div>{TEXT}</div></article>"
        site.answers[f"/news/{slug}"] = page(post)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site whose server never answers 304, after its first night."""
    (tmp_path / "web").mkdir()
    with served(tmp_path / "web") as site:
        publish(site, "harbour", "bench", "archive")
        outcome = watch(tmp_path, listing(site), Clock())["harbour"]
        assert (outcome.state, outcome.new) == ("ok", 3)
        site.log.clear()
        yield site


def listing(site: Site, more: str = "") -> str:
    return f"sources:\n  harbour:\n    url: {site.base}/news/\n    discover: {{kind: listing, link: h2 a}}\n{more}"


def the_next_night(days: int = 1) -> Clock:
    clock = Clock()
    clock.forward(days=days, hours=1)
    return clock


def test_an_index_with_the_same_bytes_is_not_read_again(site: Site, tmp_path: Path) -> None:
    outcome = watch(tmp_path, listing(site), the_next_night(), workers=NoWorkers())["harbour"]
    assert (outcome.state, outcome.found, outcome.problems) == ("ok", 0, ())
    assert outcome.unchanged_indexes == 1
    assert site.log == ["404 /robots.txt", "200 /news/"]


def test_an_index_that_has_changed_is_read(site: Site, tmp_path: Path) -> None:
    publish(site, "tower", "harbour", "bench", "archive")
    outcome = watch(tmp_path, listing(site), the_next_night())["harbour"]
    assert (outcome.found, outcome.new) == (4, 1)
    assert watch(tmp_path, listing(site), the_next_night(2), workers=NoWorkers())["harbour"].found == 0


@pytest.mark.parametrize(
    ("rules", "options"),
    [("    select: {title: h1}\n", Options()), ("", Options(backfill=True)), ("", Options(recheck=True))],
    ids=["other selectors", "backfill", "recheck"],
)
def test_an_index_is_read_again_where_that_can_find_more(
    site: Site, tmp_path: Path, rules: str, options: Options
) -> None:
    assert watch(tmp_path, listing(site, rules), the_next_night(), options)["harbour"].found == 3


def test_an_index_with_a_problem_is_read_until_the_problem_ends(site: Site, tmp_path: Path) -> None:
    answer = site.answers["/news/"]
    assert isinstance(answer, tuple)
    site.answers["/news/"] = (answer[0], {**answer[1], "ETag": '"1"'}, answer[2])
    lost = listing(site).replace("link: h2 a", "link: h2 a, date: .day")
    problems = [watch(tmp_path, lost, the_next_night(n))["harbour"].problems for n in (1, 2)]
    assert [[p.selector for p in found] for found in problems] == [[".day"], [".day"]]
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        assert archive.validators("harbour", f"{site.base}/news/") == (None, None)
