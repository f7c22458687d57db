"""A page that prints the time, a counter or another teaser at each visit makes no revision; an edit beside it does."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clusterwatch.pipeline.source_run import Options
from tests.sites.serving import Clock, Site, posts, served, watch
from tests.sites.test_faults import LEAD, MORE, index

HTML = {"Content-Type": "text/html; charset=utf-8"}
TEASERS = [
    "Die Schmieden des Tals zeigen im Herbst, wie sie ihre Essen ohne Kohle heizen.",
    "Im Hafen werden zwei Fähren umgebaut, die künftig mit Strom vom Ufer fahren.",
    "Die Schule der Tischler sucht Lehrlinge, die gern mit Flachs arbeiten.",
    "Ein Steinbruch liefert Staub an einen Ofen, der daraus Fliesen brennt.",
]


class Living:
    """The page of the first post, made anew at each visit."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.text = clock, MORE
        self.visits: Iterator[int] = itertools.count(218)
        self.kind = "counter"

    def line(self) -> str:
        number = next(self.visits)
        now = self.clock()
        return {
            "counter": f"Diese Meldung wurde {number} mal gelesen",
            "time": f"Es ist {now:%H:%M:%S} Uhr im Netzwerk",
            "today": f"Heute ist der {now:%d.%m.%Y}",
            "teaser": TEASERS[number % len(TEASERS)],
        }[self.kind]

    def __call__(self) -> tuple[int, dict[str, str], bytes]:
        page = (
            "<!doctype html><html lang=de><head><title>Nachricht</title></head><body><main><article>"
            "<h1>Nachricht Nummer 1 aus dem Netzwerk</h1><p class=datum>27. Oktober 2026</p>"
            f"<p>{LEAD}</p><p>{self.text}</p><p>{self.line()}</p></article></main></body></html>"
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


def look(folder: Path, site: Site, clock: Clock) -> None:
    yaml = (
        f"sources:\n  netz:\n    url: {site.base}/news/\n    languages: [de]\n    timezone: Europe/Berlin\n"
    )
    watch(folder, yaml, clock, Options(recheck=True))


@pytest.mark.parametrize("kind", ["counter", "time", "today", "teaser"])
def test_what_changes_by_itself_is_no_revision(tmp_path: Path, site: Site, clock: Clock, kind: str) -> None:
    page = Living(clock)
    page.kind = kind
    site.answers["/news/meldung-1.html"] = page
    for _ in range(5):
        look(tmp_path, site, clock)
        clock.forward(days=1, hours=1, minutes=7, seconds=11)
    (post,) = posts(tmp_path)
    assert (post["revision"], post["published"]) == (1, "2026-10-27")
    assert LEAD in post["body"]


@pytest.mark.parametrize("kind", ["counter", "time", "today", "teaser"])
def test_an_edit_beside_it_is_one(tmp_path: Path, site: Site, clock: Clock, kind: str) -> None:
    page = Living(clock)
    page.kind = kind
    site.answers["/news/meldung-1.html"] = page
    look(tmp_path, site, clock)
    clock.forward(days=1, hours=1, minutes=7)
    page.text = MORE.replace("Frühjahr", "Herbst")
    look(tmp_path, site, clock)
    (post,) = posts(tmp_path)
    assert post["revision"] == 2
    assert "Herbst" in post["body"]


def test_a_deadline_that_moved_is_an_edit(tmp_path: Path, site: Site, clock: Clock) -> None:
    """A line that differs in a number only, and stays so: nobody but the site changed it."""
    page = Living(clock)
    site.answers["/news/meldung-1.html"] = page
    page.visits = itertools.repeat(218)
    told = (
        "Betriebe melden ihren Bedarf bis zum {} März 2027 um 10:00 Uhr an; danach ist die Werkstatt belegt."
    )
    page.text = told.format("15.")
    look(tmp_path, site, clock)
    clock.forward(days=1, hours=1, minutes=7)
    page.text = told.format("20.")
    look(tmp_path, site, clock)
    (post,) = posts(tmp_path)
    assert post["revision"] == 2
    assert "20. März 2027" in post["body"]
