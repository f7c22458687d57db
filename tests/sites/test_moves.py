"""Nights of a source whose site moves to another host: it is told until `url` is changed, and no post is doubled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clusterwatch.pipeline.source_run import Options
from tests.sites.serving import Site, posts, served
from tests.sites.test_faults import HTML, index, page, put, write
from tests.sites.test_incidents import SOURCE, Nights

NUMBERS = list(range(1, 9))


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[tuple[Site, Site]]:
    """Serve two copies of a site, the old and the new one."""
    for name in ("old", "new"):
        write(tmp_path / name, NUMBERS)
    with served(tmp_path / "old") as old, served(tmp_path / "new") as new:
        yield old, new


def redirect(old: Site, new: Site, status: int, *paths: str) -> None:
    """Let paths of the old site lead to those of the new one."""
    for path in paths:
        old.answers[path] = (status, HTML | {"Location": new.base + path}, b"")


def feed(base: str, numbers: list[int]) -> bytes:
    """Return a feed of posts without texts."""
    items = "".join(
        f"<item><title>Nachricht Nummer {n} aus dem Netzwerk</title><link>{base}/news/meldung-{n}.html</link>"
        f"<pubDate>Wed, {28 - n:02} Oct 2026 08:00:00 GMT</pubDate></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Netz</title>{items}</channel></rss>'.encode()


def test_a_moved_site_is_told_until_the_address_is_changed(tmp_path: Path, sites: tuple[Site, Site]) -> None:
    old, new = sites
    nights = Nights(tmp_path, old)
    assert nights.run() == ([], [])
    before = posts(tmp_path)
    redirect(old, new, 301, "/news/", *(f"/news/meldung-{n}.html" for n in NUMBERS))
    put(tmp_path / "new" / "news" / "meldung-9.html", page(9, day=29))
    put(tmp_path / "new" / "news" / "index.html", index([9, *NUMBERS]))
    assert nights.run() == (["moved"], [])
    new.log.clear()
    assert nights.run() == ([], [])
    assert "/news/" in new.pages()
    assert len(new.pages()) < len(
        NUMBERS
    )  # no post of the index is fetched again because it is at a new address
    old.answers.clear()
    assert nights.run() == ([], [])
    assert nights.state() == [("moved", 2)]
    nights.yaml = SOURCE.format(base=new.base)
    assert nights.run() == ([], ["moved"])
    after = posts(tmp_path)
    assert {post["url"] for post in after} - {post["url"] for post in before} == {
        f"{new.base}/news/meldung-9.html"
    }
    assert len(after) == len(before) + 1
    assert all(post["revision"] == 1 and post["withdrawn"] is None for post in after)


@pytest.mark.parametrize("closed", [True, False])
def test_the_posts_of_a_moved_site_outlive_its_old_host(tmp_path: Path, closed: bool) -> None:
    for name in ("old", "new"):
        write(tmp_path / name, NUMBERS)
    paths = ["/news/", *(f"/news/meldung-{n}.html" for n in NUMBERS)]
    with served(tmp_path / "new") as new:
        with served(tmp_path / "old") as old:
            nights = Nights(tmp_path, old)
            nights.run()
            redirect(old, new, 301, *paths)
            assert nights.run() == (["moved"], [])
            nights.yaml = SOURCE.format(base=new.base)
            assert nights.run() == ([], ["moved"])
            if not closed:
                old.answers |= dict.fromkeys(paths, (404, HTML, b""))
                assert nights.run(Options(recheck=True)) == ([], [])
        assert nights.run(Options(recheck=True)) == ([], [])
        assert nights.run() == ([], [])
    found = posts(tmp_path)
    assert [post["url"] for post in found] == [f"{new.base}/news/meldung-{n}.html" for n in NUMBERS]
    assert all(post["revision"] == 1 and post["withdrawn"] is None for post in found)


def test_a_site_that_moved_is_found_by_its_feed_alone(tmp_path: Path, sites: tuple[Site, Site]) -> None:
    old, new = sites
    xml = {"Content-Type": "application/rss+xml"}
    old.answers["/feed.xml"] = (200, xml, feed(old.base, NUMBERS))
    new.answers["/feed.xml"] = (200, xml, feed(new.base, [9, *NUMBERS]))
    put(tmp_path / "new" / "news" / "meldung-9.html", page(9, day=29))
    nights = Nights(
        tmp_path, old, "    discover: {kind: feed, url: /feed.xml}\n".replace("/feed", f"{old.base}/feed")
    )
    assert nights.run() == ([], [])
    redirect(old, new, 301, "/feed.xml")
    assert nights.run() == (["moved"], [])
    assert nights.run() == ([], [])
    assert len(posts(tmp_path)) == len(NUMBERS) + 1


def test_a_temporary_redirect_is_told_when_it_lasts(tmp_path: Path, sites: tuple[Site, Site]) -> None:
    old, new = sites
    put(tmp_path / "new" / "news" / "index.html", index([3, 1, 2, *NUMBERS[3:]]))
    nights = Nights(tmp_path, old)
    assert nights.run() == ([], [])
    redirect(old, new, 302, "/news/")
    assert nights.run() == ([], [])
    old.answers.clear()
    assert nights.run() == ([], [])
    redirect(old, new, 302, "/news/")
    put(tmp_path / "new" / "news" / "index.html", index(NUMBERS[::-1]))
    assert nights.run() == ([], [])
    assert nights.run() == (["moved"], [])
    old.answers.clear()
    assert nights.run() == ([], ["moved"])
    assert len(posts(tmp_path)) == len(NUMBERS)
