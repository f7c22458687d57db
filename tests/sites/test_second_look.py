"""Weeks of sources whose index shows nothing new: of a frozen one, the posts are found; a quiet one stays quiet."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from tests.sites.serving import Site, posts, served
from tests.sites.test_faults import HTML, index, page, put, write
from tests.sites.test_incidents import Nights
from tests.sites.test_moves import feed

NUMBERS = list(range(1, 9))
NEW = [-2, -1]  # the numbers of posts that are newer: of 30 and 29 October
XML = {"Content-Type": "application/rss+xml"}
FEED = '<link rel=alternate type="application/rss+xml" href=/feed.xml><title>'


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    root = tmp_path / "site"
    write(root, NUMBERS)
    with served(root) as site:
        yield site


def titled(text: str) -> str:
    """Return a text in which the titles of the newer posts differ from those of the others in more than a sign."""
    return text.replace("Nummer -", "Nummer 10")


def named(text: str) -> str:
    """Return an index page that names a feed."""
    return text.replace("<title>", FEED)


def publish(root: Path, numbers: list[int], edit: Callable[[str], str] = str, folder: str = "news") -> None:
    """Publish posts on an index page, before those that it has."""
    (root / folder).mkdir(exist_ok=True)
    put(root / folder / "index.html", titled(edit(index([*numbers, *NUMBERS]))))
    for n in numbers:
        put(root / "news" / f"meldung-{n}.html", titled(page(n, day=28 - n)))


def begin(nights: Nights) -> None:
    """Run a first night, three days before the night in which the source gets its first second look."""
    assert nights.run() == ([], [])
    nights.clock.forward(days=6)


def run(nights: Nights, count: int) -> list[str]:
    """Run so many nights, and return the codes of the incidents that they opened."""
    return [code for _ in range(count) for code in nights.run()[0]]


def strategies(folder: Path) -> list[str]:
    """Return the kinds of the strategies that are used."""
    with Archive(folder / "archive.db", readonly=True) as archive:
        return [one.kind for one in archive.sources.strategies("netz")]


def with_feed(tmp_path: Path, site: Site) -> Path:
    """Let the site have a feed with the same posts as its list."""
    site.answers["/feed.xml"] = (200, XML, feed(site.base, NUMBERS))
    root = tmp_path / "site"
    put(root / "news" / "index.html", named(index(NUMBERS)))
    return root


def test_a_feed_that_froze_is_replaced_by_the_list(tmp_path: Path, site: Site) -> None:
    root = with_feed(tmp_path, site)
    nights = Nights(tmp_path, site)
    begin(nights)
    assert strategies(tmp_path)[0] == "feed"
    publish(root, NEW, named)
    assert run(nights, 4) == ["index-frozen"]
    assert len(posts(tmp_path)) == len(NUMBERS) + len(NEW)
    assert strategies(tmp_path)[0] == "listing"
    assert nights.run() == ([], ["index-frozen"])
    publish(root, [-3, *NEW], named)
    assert nights.run() == ([], [])
    assert len(posts(tmp_path)) == len(NUMBERS) + 3
    nights.clock.forward(days=6)
    assert run(nights, 2) == []


def test_a_feed_of_the_keepers_choice_is_told_and_its_missing_posts_are_read(
    tmp_path: Path, site: Site
) -> None:
    root = with_feed(tmp_path, site)
    nights = Nights(tmp_path, site, f"    discover: {{kind: feed, url: {site.base}/feed.xml}}\n")
    begin(nights)
    publish(root, [-1], named)
    assert run(nights, 4) == ["index-frozen"]
    assert len(posts(tmp_path)) == len(NUMBERS) + 1
    publish(root, [-2, -1], named)
    nights.clock.forward(days=6)
    assert run(nights, 1) == []
    assert len(posts(tmp_path)) == len(NUMBERS) + 2
    assert [code for code, _ in nights.state()] == ["index-frozen"]
    site.answers["/feed.xml"] = (200, XML, titled(feed(site.base, [-3, -2, -1, *NUMBERS]).decode()).encode())
    put(root / "news" / "meldung--3.html", titled(page(-3, day=31)))
    assert nights.run() == ([], ["index-frozen"])


def test_a_server_that_always_says_304_is_read_without_validators(tmp_path: Path, site: Site) -> None:
    root = tmp_path / "site"
    nights = Nights(tmp_path, site, "    discover: {kind: listing}\n")
    file = root / "news" / "index.html"
    begin(nights)
    written = file.stat().st_mtime
    publish(root, NEW)
    os.utime(file, (written, written))
    assert run(nights, 4) == ["index-frozen"]
    assert len(posts(tmp_path)) == len(NUMBERS) + len(NEW)
    assert nights.run() == ([], ["index-frozen"])
    publish(root, [-3, *NEW])
    os.utime(file, (written, written))
    assert nights.run() == ([], [])
    assert len(posts(tmp_path)) == len(NUMBERS) + 3
    site.log.clear()
    assert nights.run() == ([], [])
    assert [line for line in site.log if line.startswith("304")] == []


@pytest.mark.parametrize("old_posts", [True, False])
def test_a_news_page_at_another_address_is_found(tmp_path: Path, site: Site, old_posts: bool) -> None:
    root = tmp_path / "site"
    put(root / "index.html", "<html lang=de><title>Netz</title><a href=/news/>Aktuelles</a></html>")
    nights = Nights(tmp_path, site)
    begin(nights)
    numbers = [-3, *NEW]
    publish(root, numbers, folder="aktuelles")
    if not old_posts:
        put(root / "aktuelles" / "index.html", titled(index(numbers)))
    put(root / "index.html", "<html lang=de><title>Netz</title><a href=/aktuelles/>Aktuelles</a></html>")
    assert run(nights, 4) == ["index-frozen"]
    assert len(posts(tmp_path)) == len(NUMBERS) + len(numbers)
    assert nights.run() == ([], ["index-frozen"])


def test_a_quiet_site_is_quiet(tmp_path: Path, site: Site) -> None:
    with_feed(tmp_path, site)
    nights = Nights(tmp_path, site)
    nights.run()
    requests = []
    for _ in range(8):
        nights.clock.forward(days=4)
        for _ in range(3):
            site.log.clear()
            assert nights.run() == ([], [])
            requests.append(sum(path in ("/", "/news/", "/feed.xml") for path in site.pages()))
    usual = min(requests)
    assert [number for number, count in enumerate(requests) if count > usual] == list(range(3, 24, 3))
    assert max(requests) <= usual + 4


def test_a_list_with_other_things_than_the_feed_is_no_sign(tmp_path: Path, site: Site) -> None:
    root = tmp_path / "site"
    site.answers["/feed.xml"] = (200, XML, feed(site.base, NUMBERS[::2]))
    put(root / "news" / "index.html", named(index(NUMBERS)))
    nights = Nights(tmp_path, site, f"    discover: {{kind: feed, url: {site.base}/feed.xml}}\n")
    begin(nights)
    publish(root, NEW, named)  # more of the things that the feed never had
    for _ in range(3):
        assert run(nights, 4) == []
        nights.clock.forward(days=3)
    assert len(posts(tmp_path)) == len(NUMBERS[::2])


def test_a_feed_that_is_late_by_a_day_is_no_sign(tmp_path: Path, site: Site) -> None:
    root = with_feed(tmp_path, site)
    nights = Nights(tmp_path, site, f"    discover: {{kind: feed, url: {site.base}/feed.xml}}\n")
    begin(nights)
    assert run(nights, 3) == []
    today = nights.clock().day  # the night of the second look
    listed = [9, *NUMBERS]
    text = index(listed).replace(f"{28 - 9}. Oktober", f"{today}. Dezember")
    put(root / "news" / "index.html", named(text))
    put(root / "news" / "meldung-9.html", page(9))
    assert nights.run() == ([], [])
    site.answers["/feed.xml"] = (200, XML, feed(site.base, listed))
    assert run(nights, 9) == []
    assert len(posts(tmp_path)) == len(listed)


def test_a_site_that_does_not_answer_is_not_looked_at(tmp_path: Path, site: Site) -> None:
    with_feed(tmp_path, site)
    nights = Nights(tmp_path, site)
    begin(nights)
    site.answers["/feed.xml"] = site.answers["/news/"] = (503, HTML, b"")
    site.log.clear()
    run(nights, 4)
    assert "/" not in site.pages()
