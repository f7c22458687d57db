"""Nights after an outage in which more posts appeared than the feed holds: they are read elsewhere, or it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.pipeline.source_run import Options
from tests.sites.serving import Answer, Site, posts, served
from tests.sites.test_faults import HTML, LEAD, MORE, RSS
from tests.sites.test_incidents import Nights

FIRST = date(2026, 11, 22)  # the day of post number 1; each day has one post


def html(text: str) -> Answer:
    return 200, HTML, f"<!doctype html><html lang=de><body><main>{text}</main></body></html>".encode()


def publish(
    site: Site, last: int, *, listed: int = 3, size: int = 3, at: str = "meldung", guid: str = "netz"
) -> None:
    """Publish one post a day up to number `last`: `size` are in the feed, and `listed` on the page of the source."""
    days = {n: FIRST + timedelta(days=n - 1) for n in range(1, last + 1)}
    addresses = {n: f"/news/{at}-{n}.html" for n in days}
    for n, day in days.items():
        text = f"<h1>Nachricht Nummer {n}</h1><time>{day}</time><p>{LEAD} Nummer {n}.</p><p>{MORE}</p>"
        site.answers[addresses[n]] = html(f"<article>{text}</article>")
    newest = sorted(days, reverse=True)
    items = "".join(
        f"<item><title>Nachricht Nummer {n}</title><link>{site.base}{addresses[n]}</link>"
        f"<guid isPermaLink='false'>{guid}-{n}</guid>"
        f"<pubDate>{days[n]:%a, %d %b %Y} 01:00:00 GMT</pubDate></item>"
        for n in newest[:size]
    )
    site.answers["/feed.xml"] = (200, RSS, f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    cards = "".join(
        f"<article><h2><a href={addresses[n]}>Nachricht Nummer {n}</a></h2><time>{days[n]}</time></article>"
        for n in newest[:listed]
    )
    site.answers["/news/"] = html(f"<h1>Aktuelles</h1>{cards}")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "site").mkdir()
    with served(tmp_path / "site") as site:
        publish(site, 2)
        yield site


def two_nights_and_an_outage(folder: Path, site: Site) -> Nights:
    """Return the nights of a source that was read twice, and whose site was then down for seven nights."""
    nights = Nights(folder, site, f"    discover: {{kind: feed, url: {site.base}/feed.xml}}\n")
    assert nights.run() == ([], [])
    publish(site, 3)
    assert nights.run() == ([], [])
    good = dict(site.answers)
    site.answers = dict.fromkeys(good, (503, HTML, b""))
    assert nights.run() == (["http-status"], [])
    nights.clock.forward(days=6)
    site.answers = good
    return nights


def numbers(folder: Path) -> list[int]:
    return sorted(int(str(post["title"]).rsplit(" ", 1)[1]) for post in posts(folder))


def test_posts_that_left_the_feed_during_an_outage_are_read_on_the_page_of_the_source(
    tmp_path: Path, site: Site
) -> None:
    nights = two_nights_and_an_outage(tmp_path, site)
    publish(site, 10, listed=9)
    site.log.clear()
    assert nights.run() == ([], ["http-status"])
    assert numbers(tmp_path) == list(range(1, 11))
    assert site.pages().count("/news/") == 1


@pytest.mark.parametrize("listed", [0, 3, 6])
def test_a_gap_that_may_remain_is_told_once_until_its_posts_are_reached(
    tmp_path: Path, site: Site, listed: int
) -> None:
    nights = two_nights_and_an_outage(tmp_path, site)
    publish(site, 10, listed=listed)
    assert nights.run() == (["past-not-reached"], ["http-status"])
    assert numbers(tmp_path) == [1, 2, 3, *range(11 - max(3, listed), 11)]
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        (incident,) = archive.incidents.open("netz")
    text = sentences.of_problem(incident.evidence)
    oldest = FIRST + timedelta(days=10 - max(3, listed))
    assert f"between 2026-11-24 and {oldest}" in text
    assert "`clusterwatch run netz --backfill`" in text
    publish(site, 11, listed=listed)
    assert nights.run() == (
        [],
        [],
    )  # the posts of the feed are known, and those before them are still missing
    assert nights.run() == ([], [])
    publish(site, 11, size=11)
    assert nights.run() == ([], ["past-not-reached"])
    assert nights.state() == []


def test_a_backfill_ends_a_gap(tmp_path: Path, site: Site) -> None:
    nights = two_nights_and_an_outage(tmp_path, site)
    publish(site, 10)
    assert nights.run() == (["past-not-reached"], ["http-status"])
    assert nights.run(Options(backfill=True)) == ([], ["past-not-reached"])


def test_what_else_stands_on_the_page_of_the_source_is_not_stored(tmp_path: Path, site: Site) -> None:
    nights = two_nights_and_an_outage(tmp_path, site)
    publish(site, 10)
    cards = "".join(
        f"<article><h2><a href=/partner/firma-{n}.html>Die Firma mit der Nummer {n}</a></h2></article>"
        for n in range(9)
    )
    site.answers["/news/"] = html(cards)
    assert nights.run() == (["past-not-reached"], ["http-status"])
    assert numbers(tmp_path) == [1, 2, 3, 8, 9, 10]
    assert not any("/partner/" in path for path in site.pages())


def test_other_runs_without_a_known_post_tell_no_gap(tmp_path: Path, site: Site) -> None:
    nights = two_nights_and_an_outage(tmp_path, site)
    publish(site, 10)
    assert nights.run(Options(since="2026-11-29")) == ([], ["http-status"])


def test_posts_at_other_addresses_are_no_gap(tmp_path: Path, site: Site) -> None:
    nights = two_nights_and_an_outage(tmp_path, site)
    publish(site, 3, at="artikel")
    for n in (1, 2, 3):
        site.answers[f"/news/meldung-{n}.html"] = (301, {"Location": f"/news/artikel-{n}.html"}, b"")
    assert nights.run() == ([], ["http-status"])
    assert len(posts(tmp_path)) == 3


def test_posts_as_old_as_those_of_the_archive_are_no_gap(tmp_path: Path, site: Site) -> None:
    nights = two_nights_and_an_outage(tmp_path, site)
    publish(site, 3, at="artikel", guid="other")
    site.log.clear()
    assert nights.run() == ([], ["http-status"])
    assert "/news/" not in site.pages()


def test_a_busy_night_is_no_gap_if_the_page_of_the_source_lists_a_known_post(
    tmp_path: Path, site: Site
) -> None:
    nights = Nights(tmp_path, site, f"    discover: {{kind: feed, url: {site.base}/feed.xml}}\n")
    assert nights.run() == ([], [])
    publish(site, 5, listed=4)
    assert nights.run() == ([], [])
    assert numbers(tmp_path) == [1, 2, 3, 4, 5]
