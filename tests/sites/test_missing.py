"""Nights on which pages of known posts are not there: what the site contradicts, and many at once, waits."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.demo import DemoSites
from clusterwatch.demo.posts import load
from clusterwatch.demo.server import serving
from tests.demo.nights import Nights as DemoNights
from tests.sites.serving import Site, posts
from tests.sites.test_faults import HTML, index, page, put
from tests.sites.test_held import Nights
from tests.soak.kills import TwoDays

GONE = (404, HTML, b"<h1>Nicht gefunden</h1>")


@pytest.fixture
def nights(tmp_path: Path, site: Site) -> Nights:
    return Nights(tmp_path, site)


def break_pages(site: Site, numbers: range, answer: tuple[int, dict[str, str], bytes] = GONE) -> None:
    for n in numbers:
        site.answers[f"/news/meldung-{n}.html"] = answer


def unlist(folder: Path, numbers: list[int]) -> None:
    put(folder / "site" / "news" / "index.html", index(numbers))


def withdrawn(folder: Path) -> list[str]:
    return [row["url"].rpartition("/")[2] for row in posts(folder) if row["withdrawn"]]


def sentence(folder: Path) -> str:
    with Archive(folder / "archive.db", readonly=True) as archive:
        (one,) = archive.incidents.open()
    return sentences.of_incident(one)


def test_a_post_that_no_index_lists_any_more_is_withdrawn_at_once(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    nights.run()
    unlist(tmp_path, [1, 2, 4, 5, 6, 7, 8])
    break_pages(site, range(3, 4))
    assert nights.run(recheck=False).gone == 1
    assert (withdrawn(tmp_path), nights.open()) == (["meldung-3.html"], [])


@pytest.mark.parametrize(
    "answer",
    [GONE, (410, HTML, b"gone"), (302, {**HTML, "Location": "/"}, b"")],
    ids=["404", "410", "redirect"],
)
def test_posts_that_the_index_still_lists_are_not_withdrawn(
    nights: Nights, site: Site, tmp_path: Path, answer: tuple[int, dict[str, str], bytes]
) -> None:
    nights.run()
    past = nights.past()
    break_pages(site, range(1, 9), answer)
    outcome = nights.run()
    assert (outcome.gone, outcome.failed, nights.opened) == (0, 8, ["posts-gone-at-once"])
    for _ in range(3):
        assert nights.run().gone == 0
        assert (nights.opened, nights.closed, nights.past()) == ([], [], past)
    site.answers.clear()
    nights.run()
    assert (nights.closed, nights.past()) == (["posts-gone-at-once"], past)


def test_a_page_that_is_missing_alone_waits_until_the_index_drops_it(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    nights.run()
    break_pages(site, range(1, 3))
    with Archive(tmp_path / "archive.db") as archive, archive.transaction():
        archive.db.execute("UPDATE sightings SET next_check = NULL WHERE url NOT LIKE '%meldung-1.html'")
    for _ in range(3):
        assert nights.run(recheck=False).gone == 0
    assert nights.open() == []
    unlist(tmp_path, list(range(2, 9)))
    assert nights.run(recheck=False).gone == 1


def test_a_listed_page_that_is_missing_among_good_pages_is_withdrawn(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    nights.run()
    break_pages(site, range(3, 4))
    assert nights.run().gone == 1
    assert (withdrawn(tmp_path), nights.open()) == (["meldung-3.html"], [])


def test_many_posts_that_are_gone_at_once_wait_for_the_second_night(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    nights.run()
    past = nights.past()
    unlist(tmp_path, [9, 10, 11])
    break_pages(site, range(1, 9))
    write_only(tmp_path, [9, 10, 11])
    assert nights.run(recheck=False).gone == 0
    assert nights.opened == ["posts-gone-at-once"]
    assert "withdrawn if the next night finds them gone, too" in sentence(tmp_path)
    assert nights.rows("posts", "withdrawn IS NOT NULL") == []
    assert nights.run(recheck=False).gone == 8
    assert (nights.opened, nights.closed) == ([], [])
    nights.run(recheck=False)
    assert nights.closed == ["posts-gone-at-once"]
    assert len(past[0]) == len(withdrawn(tmp_path))  # type: ignore[arg-type]


def test_one_night_with_another_site_withdraws_nothing(nights: Nights, site: Site, tmp_path: Path) -> None:
    nights.run()
    past = nights.past()
    unlist(tmp_path, [])
    site.answers["/news/"] = (200, HTML, index([9]).encode())
    break_pages(site, range(1, 9))
    nights.run()
    site.answers.clear()
    unlist(tmp_path, list(range(1, 9)))
    nights.run(recheck=False)
    assert nights.past() == past


def test_a_post_that_comes_and_goes_is_withdrawn_once(nights: Nights, site: Site, tmp_path: Path) -> None:
    nights.run()
    gone = []
    for night in range(6):
        if night % 2 == 0:
            unlist(tmp_path, list(range(3, 9)))
            break_pages(site, range(1, 3))
        else:
            unlist(tmp_path, list(range(1, 9)))
            site.answers.clear()
        gone.append(nights.run(recheck=False).gone)
    assert gone == [2, 0, 0, 0, 0, 0]


def write_only(folder: Path, numbers: list[int]) -> None:
    for n in numbers:
        put(folder / "site" / "news" / f"meldung-{n}.html", page(n))


def test_addresses_that_never_were_posts_are_forgotten_when_no_index_lists_them(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    nights.run()
    unlist(tmp_path, [11, 12, 13, 14, *range(1, 9)])
    break_pages(site, range(11, 15), (503, HTML, b""))
    assert nights.run(recheck=False).failed == 4
    assert nights.opened == ["pages-failed"]
    assert "For example: " in sentence(tmp_path)
    assert "answers 503 Service Unavailable." in sentence(tmp_path)
    unlist(tmp_path, list(range(1, 9)))
    failed = []
    for _ in range(20):
        failed.append(nights.run(recheck=False).failed)
        assert nights.opened == []
    assert sum(failed) == 12
    assert nights.open() == []


def test_a_post_with_two_addresses_is_withdrawn_in_the_night_in_which_both_are_gone(tmp_path: Path) -> None:
    two, sites = TwoDays(), {site.id: site for site in load()}
    with serving(partial(two.make, sites["almazul"])) as base:
        yaml = DemoSites(dict.fromkeys(sites, base)).sources_yaml()
        nights = DemoNights(tmp_path / "nights", yaml)
        nights.run(ids=("almazul",))
        two.day = 1
        nights.time += timedelta(days=5)
        (outcome,) = nights.run(ids=("almazul",))
    assert outcome.gone == 1
    (post,) = nights.rows("SELECT url FROM posts WHERE withdrawn IS NOT NULL")
    assert post["url"].startswith(base)
