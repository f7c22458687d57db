"""Nights of a source with problems: each is opened once, lasts while nothing proves its end, and is closed then."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.models import Problem, ProblemCode
from clusterwatch.pipeline.health import DEAD_AFTER
from clusterwatch.pipeline.source_run import Options
from tests.sites.serving import Clock, Site, watch
from tests.sites.test_faults import HTML, RSS, feed, index, page, put

SELECTORS = "    select: {title: h1, date: p.datum}\n"
SOURCE = "sources:\n  netz:\n    url: {base}/news/\n    languages: [de]\n    timezone: Europe/Berlin\n"


class Nights:
    """Runs on consecutive days, with the codes that each opened and closed."""

    def __init__(self, folder: Path, site: Site, more: str = "") -> None:
        self.folder, self.yaml, self.clock = folder, SOURCE.format(base=site.base) + more, Clock()

    def run(self, options: Options | None = None) -> tuple[list[str], list[str]]:
        """Run a night, and return the codes of the incidents that it opened and closed."""
        watch(self.folder, self.yaml, self.clock, options)
        self.clock.forward(days=1)
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            number = archive.runs.newest() or 0
            opened, closed = archive.incidents.opened_since(number), archive.incidents.closed_since(number)
        return [one.code for one in opened], [one.code for one in closed]

    def state(self) -> list[tuple[str, int]]:
        """Return the open incidents with the number of runs that saw them."""
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            return [(one.code, one.count) for one in archive.incidents.open("netz")]


def test_a_host_that_fails_for_three_nights_is_told_once(tmp_path: Path, site: Site) -> None:
    nights = Nights(tmp_path, site, "    discover: {kind: listing}\n")
    assert nights.run() == ([], [])
    site.answers["/news/"] = (500, HTML, b"")
    assert nights.run() == (["http-status"], [])
    assert nights.run() == ([], [])
    assert nights.run() == ([], [])
    assert nights.state() == [("http-status", 3)]
    site.answers.clear()
    assert nights.run() == ([], ["http-status"])
    assert nights.state() == []


@pytest.mark.parametrize("answers", [False, True])
def test_a_host_that_does_not_answer_for_a_week_is_told_once_more(
    tmp_path: Path, site: Site, answers: bool
) -> None:
    nights = Nights(tmp_path, site, "    discover: {kind: listing}\n")
    nights.run()
    if answers:
        site.answers["/news/"] = (404, HTML, b"")
    else:
        nights.yaml = nights.yaml.replace(site.base, "http://127.0.0.1:9")
    worsened = []
    for _ in range(10):
        nights.run()
        with Archive(tmp_path / "archive.db", readonly=True) as archive:
            worsened.append([one.count for one in archive.incidents.worsened_in(archive.runs.newest() or 0)])
    told = [] if answers else [DEAD_AFTER]
    assert worsened == [[]] * (DEAD_AFTER - 1) + [told] + [[]] * (10 - DEAD_AFTER)


def test_a_lost_selector_ends_when_it_is_taken_out_of_the_file(tmp_path: Path, site: Site) -> None:
    nights = Nights(tmp_path, site, SELECTORS.replace("h1", "h4"))
    assert nights.run() == (["selector-lost"], [])
    nights.yaml = nights.yaml.replace(SELECTORS.replace("h1", "h4"), "")
    assert nights.run() == ([], ["selector-lost"])
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        (one,) = archive.incidents.closed_since(2)
    over = 'netz: over since this run: the selector "h4" is not in sources.yaml any more.'
    assert sentences.of_closed_incident(one) == over


def test_a_lost_selector_lasts_over_nights_without_posts(tmp_path: Path, site: Site) -> None:
    root = tmp_path / "site" / "news"
    nights = Nights(tmp_path, site, SELECTORS)
    assert nights.run() == ([], [])
    for number in (9, 10):
        put(root / f"meldung-{number}.html", page(number).replace("<h1>", "<h2>").replace("</h1>", "</h2>"))
    put(root / "index.html", index([10, 9, *range(1, 9)]))
    assert nights.run() == (["selector-lost"], [])
    for _ in range(3):
        assert nights.run() == ([], [])
    assert [code for code, _ in nights.state()] == ["selector-lost"]
    put(root / "meldung-11.html", page(11))
    put(root / "index.html", index([11, 10, 9, *range(1, 9)]))
    assert nights.run() == ([], ["selector-lost"])


def test_an_empty_index_is_over_when_it_lists_posts(tmp_path: Path, site: Site) -> None:
    nights = Nights(tmp_path, site, "    discover: {kind: listing}\n")
    nights.run()
    site.answers["/news/"] = (200, HTML, b"<h1>Aktuelles</h1>")
    assert nights.run() == (["index-empty"], [])
    assert nights.run() == ([], [])
    site.answers.clear()
    assert nights.run(Options(recheck=True)) == ([], ["index-empty"])


def weekly(text: str, number: int) -> str:
    """Return a page on which the days of posts are a week apart: the first on 19 November, the next a week before."""
    for n in range(number, 0, -1):
        day = date(2026, 11, 19) - timedelta(weeks=n - 1)
        text = text.replace(f">{28 - n}. Oktober 2026<", f">{day:%d.%m.%Y}<")
    return text


@pytest.mark.parametrize("status", [500, 200], ids=["failed", "held back"])
def test_a_source_whose_new_posts_cannot_be_read_is_not_silent(
    tmp_path: Path, site: Site, status: int
) -> None:
    root, posts = tmp_path / "site" / "news", list(range(1, 13))
    put(root / "index.html", weekly(index(posts), 12))
    for number in posts:
        put(root / f"meldung-{number}.html", weekly(page(number), number))
    nights = Nights(tmp_path, site, "    discover: {kind: listing}\n")
    nights.run()
    nights.clock.forward(days=40)
    wall = b"<!doctype html><html lang=de><h1>Wir verwenden Cookies</h1><p>Bitte stimmen Sie allen zu.</p></html>"
    for number in range(13, 17):
        site.answers[f"/news/meldung-{number}.html"] = (status, HTML, wall)
    put(root / "index.html", index([16, 15, 14, 13, *posts]))
    opened, _ = nights.run()
    assert len(opened) == 1
    assert "silent" not in opened


def test_a_source_that_falls_silent_is_told_once_by_its_own_rhythm(tmp_path: Path, site: Site) -> None:
    root, posts = tmp_path / "site" / "news", list(range(1, 13))
    put(root / "index.html", weekly(index(posts), 12))
    for number in posts:
        put(root / f"meldung-{number}.html", weekly(page(number), number))
    nights = Nights(tmp_path, site, "    discover: {kind: listing}\n")
    assert nights.run() == ([], [])
    nights.clock.forward(days=6)
    assert nights.run() == ([], [])
    nights.clock.forward(days=40)
    assert nights.run() == (["silent"], [])
    assert nights.run() == ([], [])
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        (one,) = archive.incidents.open()
    assert one.evidence.detail == {"newest": "2026-11-19", "usual": 7, "source": "netz"}
    put(root / "meldung-13.html", page(13).replace("15. Oktober 2026", "02.01.2027"))  # appeared late
    put(root / "index.html", weekly(index([13, *posts]), 12).replace("15. Oktober 2026", "02.01.2027"))
    assert nights.run() == ([], ["silent"])
    assert nights.run() == ([], [])


def test_what_is_usual_is_not_learned_while_a_field_is_lost_and_not_acknowledged(
    tmp_path: Path, site: Site
) -> None:
    root, nights = tmp_path / "site" / "news", Nights(tmp_path, site, "    discover: {kind: listing}\n")
    assert nights.run() == ([], [])
    for night in range(3):
        numbers = range(9 + 3 * night, 12 + 3 * night)
        for number in numbers:
            put(root / f"meldung-{number}.html", re.sub("<p class=datum>.*?</p>", "", page(number)))
        text = index([*reversed(range(9, numbers[-1] + 1)), *range(1, 9)])
        put(root / "index.html", re.sub("<p class=datum>.*?</p>", "", text))
        assert nights.run() == (["field-lost"] if night == 0 else [], [])
    with Archive(tmp_path / "archive.db") as archive:
        assert archive.sources.usual("netz")[0]["published"] == 1.0
        with archive.transaction():
            archive.incidents.acknowledge(1, nights.clock(), None, "no dates any more")
        assert archive.sources.usual("netz")[0]["published"] < 0.5


def test_an_acknowledged_incident_is_open_but_known(tmp_path: Path, site: Site) -> None:
    nights = Nights(tmp_path, site, "    discover: {kind: listing}\n")
    nights.run()
    site.answers["/news/"] = (404, HTML, b"")
    nights.run()
    with Archive(tmp_path / "archive.db") as archive:
        (one,) = archive.incidents.open()
        with archive.transaction():
            known = archive.incidents.acknowledge(one.id, nights.clock(), date(2026, 12, 24), "moving house")
            assert archive.incidents.acknowledge(99, nights.clock(), None, None) is None
    assert known is not None
    assert [known.is_acknowledged(date(2026, 12, day)) for day in (1, 23, 24)] == [True, True, False]
    assert nights.run() == ([], [])
    assert nights.state() == [("http-status", 2)]


def test_a_date_that_only_the_feed_tells_is_not_lost_when_a_page_is_edited(
    tmp_path: Path, site: Site
) -> None:
    root = tmp_path / "site" / "news"
    undated = {n: re.sub(r"<p class=datum>.*?</p>", "", page(n)) for n in range(1, 9)}
    for number, text in undated.items():
        put(root / f"meldung-{number}.html", text)
    site.answers["/feed.xml"] = (200, RSS, feed(site, list(undated)))
    nights = Nights(tmp_path, site, f"    discover: {{kind: feed, url: {site.base}/feed.xml}}\n")
    assert nights.run() == ([], [])
    put(root / "meldung-3.html", undated[3].replace("</p>", " Die Halle ist auch am Samstag offen.</p>", 1))
    assert nights.run(Options(recheck=True)) == ([], [])
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        edited = archive.db.query("SELECT revision, published FROM posts WHERE url LIKE '%meldung-3%'")
        assert [(row["revision"], row["published"][:10]) for row in edited] == [(2, "2026-10-25")]


def test_a_problem_that_comes_and_goes_is_one_incident(tmp_path: Path, site: Site) -> None:
    nights = Nights(tmp_path, site, "    discover: {kind: listing}\n")
    nights.run()
    told = []
    for night in range(16):
        site.answers.clear()
        if night % 2 == 0:
            site.answers["/news/"] = (503, HTML, b"")
        told.append(nights.run())
    site.answers.clear()
    told += [nights.run() for _ in range(8)]
    assert [(night, codes) for night, codes in enumerate(told) if codes != ([], [])] == [
        (0, (["http-status"], [])),
        (1, ([], ["http-status"])),
        (2, (["http-status"], [])),
        (16, ([], ["http-status"])),
    ]
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        (one,) = archive.incidents.history("netz")
    assert (one.count, one.returns) == (8, 1)


def test_a_problem_that_returns_after_a_week_is_another_incident(tmp_path: Path, site: Site) -> None:
    nights = Nights(tmp_path, site, "    discover: {kind: listing}\n")
    nights.run()
    for _ in range(2):
        site.answers["/news/"] = (503, HTML, b"")
        assert nights.run() == (["http-status"], [])
        site.answers.clear()
        assert nights.run() == ([], ["http-status"])
        nights.clock.forward(days=7)


def test_what_was_acknowledged_is_told_again_when_it_returns_or_has_another_reason(
    tmp_path: Path, site: Site
) -> None:
    nights = Nights(tmp_path, site)
    nights.run()
    shortened = Problem(ProblemCode.FIELD_REWRITTEN, "body", detail={"reason": "shortened", "held": 3})
    replaced = replace(shortened, detail={"reason": "replaced", "held": 3})
    with Archive(tmp_path / "archive.db") as archive, archive.transaction():
        see = partial(archive.incidents.see, 1, "netz")

        def acknowledge() -> None:
            archive.incidents.acknowledge(1, nights.clock(), None, "a redesign")

        def is_acknowledged() -> bool:
            return archive.incidents.is_acknowledged(1)

        assert see(shortened, nights.clock())
        acknowledge()
        assert not see(shortened, nights.clock())
        assert is_acknowledged()
        assert not see(replaced, nights.clock())
        assert not is_acknowledged()
        acknowledge()
        archive.incidents.close(1, 1, nights.clock())
        assert see(replaced, nights.clock())
        assert not is_acknowledged()
