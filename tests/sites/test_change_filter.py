"""The change filter on a real site: a clock, a counter or a rotating teaser makes no revision, an edit does."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from clusterwatch.archive import Archive
from clusterwatch.errors import StepLost
from clusterwatch.models import LostReason, Outcome, ProblemCode
from clusterwatch.pipeline.change_filter import filter_changes
from clusterwatch.pipeline.source_run import Options
from clusterwatch.pipeline.workers import Workers
from tests.sites.serving import Clock, Site, posts, served, watch
from tests.sites.test_faults import LEAD, MORE, index

P = ParamSpec("P")
T = TypeVar("T")
HTML = {"Content-Type": "text/html; charset=utf-8"}
TEASERS = [
    "Die Schmieden des Tals zeigen im Herbst, wie sie ihre Essen ohne Kohle heizen.",
    "Im Hafen werden zwei Fähren umgebaut, die künftig mit Strom vom Ufer fahren.",
    "Die Schule der Tischler sucht Lehrlinge, die gern mit Flachs arbeiten.",
    "Ein Steinbruch liefert Staub an einen Ofen, der daraus Fliesen brennt.",
]


class DynamicPage:
    """The page of the first post. One line of it changes at each request."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.text = clock, MORE
        self.visits: Iterator[int] = itertools.count(218)
        self.kind = "counter"

    def line(self) -> str:
        number = next(self.visits)
        now = self.clock()
        return {
            "counter": f"Diese Meldung wurde {number} mal gelesen",
            "time": f"Es ist {now:%H:%M:%S} Uhr, und die Werkstatt ist offen.",
            "today": f"Heute ist der {now:%d.%m.%Y}, und die Werkstatt ist offen.",
            "teaser": TEASERS[number % len(TEASERS)],
        }[self.kind]

    def __call__(self) -> tuple[int, dict[str, str], bytes]:
        page = (
            "<!doctype html><html lang=de><head><title>Nachricht</title></head><body><main><article>"
            "<h1>Nachricht Nummer 1 aus dem Netzwerk</h1><p class=datum>27. Oktober 2026</p>"
            f"<p>{LEAD}</p><p>{self.line()}</p><p>{self.text}</p></article></main></body></html>"
        )
        return 200, HTML, page.encode()


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 23, 3, 0, tzinfo=UTC))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    news = tmp_path / "site" / "news"
    news.mkdir(parents=True)
    (news / "index.html").write_text(index([1, 2, 3]), "utf-8")
    with served(tmp_path / "site") as site:
        for number in (2, 3):
            site.answers[f"/news/meldung-{number}.html"] = (404, HTML, b"")
        yield site


def visit(folder: Path, site: Site, clock: Clock, workers: Workers | None = None) -> Outcome:
    yaml = (
        f"sources:\n  netz:\n    url: {site.base}/news/\n    languages: [de]\n    timezone: Europe/Berlin\n"
    )
    return watch(folder, yaml, clock, Options(recheck=True), workers)["netz"]


class WorkersWithoutFilter:
    """Workers that lose the step of the change filter."""

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if step == filter_changes:
            raise StepLost(LostReason.CPU)
        return step(*args, **kwargs)


@pytest.mark.parametrize("kind", ["counter", "time", "today", "teaser"])
def test_a_line_that_changes_at_each_visit_makes_no_revision(
    tmp_path: Path, site: Site, clock: Clock, kind: str
) -> None:
    page = DynamicPage(clock)
    page.kind = kind
    first = page.line()
    page.visits = itertools.count(218)
    site.answers["/news/meldung-1.html"] = page
    for _ in range(5):
        visit(tmp_path, site, clock)
        clock.forward(days=1, hours=1, minutes=7, seconds=11)
    (post,) = posts(tmp_path)
    assert (post["revision"], post["published"]) == (1, "2026-10-27")
    assert {LEAD, first, MORE} <= set(post["body"].splitlines())


def test_a_change_filter_that_takes_too_long_costs_its_page_only(
    tmp_path: Path, site: Site, clock: Clock
) -> None:
    site.answers["/news/meldung-1.html"] = DynamicPage(clock)
    visit(tmp_path, site, clock)
    clock.forward(days=1)
    outcome = visit(tmp_path, site, clock, WorkersWithoutFilter())
    lost = [p for p in outcome.problems if p.code is ProblemCode.WORKER_LOST]
    assert [(p.url, p.detail["reason"]) for p in lost] == [
        (f"{site.base}/news/meldung-1.html", LostReason.CPU)
    ]
    clock.forward(days=1)
    assert not any(p.code is ProblemCode.WORKER_LOST for p in visit(tmp_path, site, clock).problems)


@pytest.mark.parametrize("kind", ["counter", "time", "today", "teaser"])
def test_an_edit_beside_a_changing_line_makes_a_revision(
    tmp_path: Path, site: Site, clock: Clock, kind: str
) -> None:
    page = DynamicPage(clock)
    page.kind = kind
    site.answers["/news/meldung-1.html"] = page
    visit(tmp_path, site, clock)
    clock.forward(days=1, hours=1, minutes=7)
    page.text = MORE.replace("Frühjahr", "Herbst")
    visit(tmp_path, site, clock)
    (post,) = posts(tmp_path)
    assert post["revision"] == 2
    assert "Herbst" in post["body"]


def test_a_deadline_that_moved_is_an_edit(tmp_path: Path, site: Site, clock: Clock) -> None:
    """Check that a line makes a revision if only a number in it changed."""
    page = DynamicPage(clock)
    site.answers["/news/meldung-1.html"] = page
    page.visits = itertools.repeat(218)
    sentence = (
        "Betriebe melden ihren Bedarf bis zum {} März 2027 um 10:00 Uhr an; danach ist die Werkstatt belegt."
    )
    page.text = sentence.format("15.")
    visit(tmp_path, site, clock)
    clock.forward(days=1, hours=1, minutes=7)
    page.text = sentence.format("20.")
    visit(tmp_path, site, clock)
    (post,) = posts(tmp_path)
    assert post["revision"] == 2
    assert "20. März 2027" in post["body"]


@pytest.mark.parametrize(("was", "became"), [("18:30", "19:00"), ("18:30", "19:30"), ("04:15", "05:15")])
def test_a_changed_time_is_an_edit_at_any_minute_of_the_visit(
    tmp_path: Path, site: Site, clock: Clock, was: str, became: str
) -> None:
    page = DynamicPage(clock)
    site.answers["/news/meldung-1.html"] = page
    page.visits = itertools.repeat(218)
    clock.time = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
    page.text = f"Die Sitzung beginnt um {was} Uhr.</p><p>{MORE}"
    visit(tmp_path, site, clock)
    clock.forward(days=1)
    page.text = f"Die Sitzung beginnt um {became} Uhr.</p><p>{MORE}"
    visit(tmp_path, site, clock)
    (post,) = posts(tmp_path)
    assert (post["revision"], f"{became} Uhr" in post["body"]) == (2, True)


def test_an_edit_that_looks_like_a_clock_is_found_at_the_next_visit(
    tmp_path: Path, site: Site, clock: Clock
) -> None:
    page = DynamicPage(clock)
    site.answers["/news/meldung-1.html"] = page
    page.visits = itertools.repeat(218)
    sentence = "Die Sitzung beginnt am {:%d.%m.%Y} in der Halle.</p><p>{}"
    page.text = sentence.format(clock(), MORE)
    visit(tmp_path, site, clock)
    clock.forward(days=1)
    page.text = sentence.format(clock(), MORE)
    visit(tmp_path, site, clock)
    (post,) = posts(tmp_path)
    assert (post["revision"], "23.11.2026" in post["body"]) == (1, True)
    for _ in range(2):
        clock.forward(days=1)
        visit(tmp_path, site, clock)
        (post,) = posts(tmp_path)
        assert (post["revision"], "24.11.2026" in post["body"]) == (2, True)


@pytest.mark.parametrize("kind", ["time", "today"])
def test_a_clock_makes_no_revision_through_a_year(
    tmp_path: Path, site: Site, clock: Clock, kind: str
) -> None:
    page = DynamicPage(clock)
    page.kind = kind
    site.answers["/news/meldung-1.html"] = page
    for _ in range(8):
        visit(tmp_path, site, clock)
        clock.forward(days=47, hours=1, minutes=7, seconds=11)
    (post,) = posts(tmp_path)
    assert post["revision"] == 1
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        sql = "SELECT count(*) AS n FROM pages WHERE kind = 'page'"
        assert next(iter(archive.db.query(sql)))["n"] == 1  # unchanged pages are not stored
