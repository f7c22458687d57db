"""Nights of a source whose domain is lost: nothing of it is stored, and the source goes on when it is back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from tests.sites.serving import Site, posts, served
from tests.sites.test_faults import HTML, index, page, put, write
from tests.sites.test_incidents import Nights

PARKED = (
    "<html data-adblockkey=MFwwDQ><title>netz.example</title><h1>netz.example</h1>Related searches</html>"
)
CASINO = [
    "The best online casino bonuses of this month for new players",
    "How to win at blackjack: strategies that the experts use",
    "Free spins without a deposit: all offers of the week",
    "Which slots pay out the most money to their players",
    "Live roulette with real dealers: where to play tonight",
]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    write(tmp_path / "site", list(range(1, 13)))
    with served(tmp_path / "site") as site:
        yield site


def choices(folder: Path) -> object:
    """Return the strategies of the source."""
    with Archive(folder / "archive.db", readonly=True) as archive:
        return archive.sources.strategies("netz"), archive.sources.former("netz")


def test_a_parked_domain_changes_nothing(tmp_path: Path, site: Site) -> None:
    nights = Nights(tmp_path, site)
    assert nights.run() == ([], [])
    before, chosen = posts(tmp_path), choices(tmp_path)
    for path in ["/", "/news/", *(f"/news/meldung-{n}.html" for n in range(1, 13))]:
        site.answers[path] = (200, HTML, PARKED.encode())
    assert nights.run() == (["domain-lost"], [])
    for _ in range(4):
        assert nights.run() == ([], [])
    assert posts(tmp_path) == before
    assert choices(tmp_path) == chosen
    site.answers.clear()
    assert nights.run() == ([], ["domain-lost"])
    put(tmp_path / "site" / "news" / "meldung-13.html", page(13))
    put(tmp_path / "site" / "news" / "index.html", index([13, *range(1, 13)]))
    assert nights.run() == ([], [])
    assert len(posts(tmp_path)) == len(before) + 1


def test_another_site_on_the_domain_is_told_and_not_stored(tmp_path: Path, site: Site) -> None:
    nights = Nights(tmp_path, site)
    assert nights.run() == ([], [])
    before = posts(tmp_path)
    items = "".join(
        f"<article><h2><a href=/news/{title.split()[1]}-{n}>{title}</a></h2><p>{n} October 2026</p></article>"
        for n, title in enumerate(CASINO, 10)
    )
    for path in ("/", "/news/"):
        site.answers[path] = (200, HTML, f"<html lang=en><h1>News</h1><main>{items}</main></html>".encode())
    assert nights.run() == (["domain-lost"], [])
    assert nights.run() == ([], [])
    assert {post["id"] for post in posts(tmp_path)} == {post["id"] for post in before}
    nights.yaml = nights.yaml.replace("languages: [de]", "languages: [de, en]")
    assert nights.run()[1] == ["domain-lost"]


def test_a_rebuilt_site_with_the_same_posts_is_not_lost(tmp_path: Path, site: Site) -> None:
    nights = Nights(tmp_path, site)
    assert nights.run() == ([], [])
    root = tmp_path / "site" / "news"
    for n in range(1, 13):
        put(root / f"neu-{n}.html", page(n))
    put(root / "index.html", index(list(range(1, 13))).replace("meldung-", "neu-"))
    assert nights.run() == ([], [])
