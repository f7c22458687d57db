"""Tests of complete runs over HTTP: the archive contains every post of the demo once, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clusterwatch.demo import DemoSites, serve
from tests.demo.nights import VIEWS, Nights, view


@pytest.fixture(scope="module")
def sites() -> Iterator[DemoSites]:
    with serve() as served:
        yield served


@pytest.fixture(scope="module")
def nights(sites: DemoSites, tmp_path_factory: pytest.TempPathFactory) -> Nights:
    nights = Nights(tmp_path_factory.mktemp("demo"), sites.sources_yaml())
    outcomes = nights.run()
    assert [(o.source, o.state, o.failed) for o in outcomes] == [(s, "ok", 0) for s in sites.bases]
    return nights


def test_every_post_is_archived_once(sites: DemoSites, nights: Nights) -> None:
    archived = nights.rows("SELECT source, url, title, substr(published, 1, 10) AS day, language FROM posts")
    found = {(p["source"], p["url"], p["title"], p["day"], p["language"]) for p in archived}
    assert found == {(e.source, e.url, e.title, e.day, e.language) for e in sites.expected()}
    assert len(archived) == len(found)


def test_announcements_of_several_sites_are_stories_also_across_languages(
    sites: DemoSites, nights: Nights
) -> None:
    stories = nights.rows(
        "SELECT s.sources, p.source, p.title, (SELECT group_concat(language, ' ') FROM (SELECT language FROM posts "
        "WHERE story = s.id ORDER BY published)) AS languages FROM stories s JOIN posts p ON p.id = s.first_post "
        "WHERE s.posts > 1 ORDER BY s.first_published"
    )
    first = min((e for e in sites.expected() if e.language == "en"), key=lambda e: e.day)
    assert stories == [
        {"sources": 3, "source": first.source, "title": first.title, "languages": "en en en"},
        {
            "sources": 3,
            "source": "lumerance",
            "title": "GLASSLOOP : sept partenaires de cinq pays recyclent le verre optique",
            "languages": "fr de es",
        },
    ]


def test_the_body_is_complete_and_without_boilerplate(nights: Nights) -> None:
    body = nights.rows("SELECT body FROM posts WHERE language = 'en' AND source = 'lumerance'")[0]["body"]
    lines = body.split("\n")
    assert lines[0].startswith("On 21 January 2026 in Lyon")
    assert lines[-1].endswith("at the end of the following year.")
    assert len(lines) == 7


def test_a_second_night_finds_nothing_new_with_few_requests(sites: DemoSites, nights: Nights) -> None:
    before = nights.rows("SELECT id, url, revision FROM posts ORDER BY id")
    outcomes = nights.run()
    assert [(o.new, o.changed, o.failed, o.state) for o in outcomes] == [(0, 0, 0, "ok")] * len(sites.bases)
    assert all(o.requests <= 2 for o in outcomes)
    assert nights.rows("SELECT id, url, revision FROM posts ORDER BY id") == before


def test_worker_processes_read_the_same_to_the_letter(tmp_path: Path, sites: DemoSites) -> None:
    """Numbers depend on the order in which pages arrive; everything else is equal, also after a second night."""
    found = []
    for workers in (0, 1, 4):
        nights = Nights(tmp_path / str(workers), sites.sources_yaml())
        nights.run(workers)
        nights.run(workers, recheck=True)
        found.append(view(nights))
    assert found[0]["posts"]
    for name in VIEWS:
        assert found[0][name] == found[1][name] == found[2][name], name
