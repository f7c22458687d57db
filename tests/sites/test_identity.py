"""Which visits are of one post: names in feeds, addresses that change, canonical links, sections of one page."""

# ruff: noqa: E501 - a page or a text is a line

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.maintain.reextract import read_again
from clusterwatch.models import Outcome, ProblemCode
from tests.sites.serving import Clock, Site, posts, served, watch

HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/rss+xml"}
DAY = "Thu, {:02} Oct 2026 08:00:00 GMT"
WORDS = {
    "algae": "The algae farm in the old harbour now feeds four breweries, and the council will double its tanks in May.",
    "glass": "A furnace that runs on hydrogen melts the first bottles; the glassworks invites members to see it in March.",
    "rail": "Freight from the valley leaves by rail again, because eleven firms have agreed to share one loading track.",
}  # fmt: skip


class Web:
    """A site with a feed, and the nights on which it is read."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.site, self.clock = folder, site, Clock()

    def page(
        self, path: str, title: str, text: str, day: int | None = None, *, head: str = "", lang: str = "en"
    ) -> None:
        """Serve the page of a post."""
        line = f"<p class=date>{day} October 2026</p>" if day else ""
        self.html(
            path,
            f"<!doctype html><html lang={lang}><head><title>{title}</title>{head}</head><body><nav><a href=/>Home</a></nav>"
            f"<main><article><h1>{title}</h1>{line}<p>{text}</p></article></main></body></html>",
        )

    def html(self, path: str, body: str) -> None:
        self.site.answers[path] = (200, HTML, body.encode())

    def leads(self, path: str, target: str, status: int = 301) -> None:
        self.site.answers[path] = (status, HTML | {"Location": self.site.base + target}, b"")

    def gone(self, path: str) -> None:
        self.site.answers[path] = (404, HTML, b"")

    def feed(self, *items: tuple[str, str, str | None, int]) -> None:
        """Serve a feed of (path, title, guid, day)."""
        written = "".join(
            f"<item><title>{title}</title><link>{self.site.base}{path}</link><pubDate>{DAY.format(day)}</pubDate>"
            + (f"<guid isPermaLink='false'>{guid.replace('BASE', self.site.base)}</guid>" if guid else "")
            + "</item>"
            for path, title, guid, day in items
        )
        body = f"<rss version='2.0'><channel><title>N</title><link>{self.site.base}/</link>{written}</channel></rss>"
        self.site.answers["/feed.xml"] = (200, XML, body.encode())

    def night(self) -> Outcome:
        """Read the site, and return the outcome."""
        yaml = f"sources:\n  s:\n    url: {self.site.base}/feed.xml\n    discover: {{kind: feed, url: {self.site.base}/feed.xml}}\n"
        outcome = watch(self.folder, yaml, self.clock)["s"]
        self.clock.forward(days=1)
        return outcome

    def posts(self) -> list[tuple[str, str, int]]:
        """Return the path, the title and the revision of each post, by path."""
        return [
            (p["url"].removeprefix(self.site.base), p["title"], p["revision"]) for p in posts(self.folder)
        ]


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    (tmp_path / "site").mkdir()
    with served(tmp_path / "site") as site:
        yield Web(tmp_path, site)


@pytest.mark.parametrize(
    ("guid", "old"),
    [
        ("BASE/?p=7", "stays"),
        ("BASE/?p=7", "leads"),
        ("BASE/?p=7", "gone"),
        ("note-7", "leads"),
        ("tag:n.example,2026:7", "leads"),
        ("5f0c1c1e-6d0a-4b0e-9b5e-0d8f6a1b2c3d", "gone"),
    ],
)
def test_a_post_whose_address_title_and_text_change(web: Web, guid: str, old: str) -> None:
    web.page("/news/algae-farm", "Algae farm opens", WORDS["algae"], 1)
    web.page("/news/rail", "Freight by rail", WORDS["rail"], 2)
    web.feed(("/news/rail", "Freight by rail", "n-8", 2), ("/news/algae-farm", "Algae farm opens", guid, 1))
    assert web.night().new == 2
    web.page("/news/algae-doubled", "Algae farm to double", WORDS["algae"].replace("four", "nine"), 1)
    if old == "leads":
        web.leads("/news/algae-farm", "/news/algae-doubled")
    elif old == "gone":
        web.gone("/news/algae-farm")
    web.feed(
        ("/news/rail", "Freight by rail", "n-8", 2), ("/news/algae-doubled", "Algae farm to double", guid, 1)
    )
    outcome = web.night()
    expected = [("/news/algae-doubled", "Algae farm to double", 2), ("/news/rail", "Freight by rail", 1)]
    assert (outcome.new, outcome.changed) == (0, 1)
    assert web.posts() == expected
    for _ in range(4):
        outcome = web.night()
        assert (outcome.new, outcome.changed, outcome.gone, outcome.failed) == (0, 0, 0, 0)
    assert web.posts() == expected


def test_names_that_count_the_items_of_a_feed_name_no_posts(web: Web) -> None:
    names = ["rail", "glass", "algae"]
    for day, name in enumerate(names, 1):
        web.page(f"/news/{name}", f"About {name}", WORDS[name], day)
    for last in range(1, 4):
        shown = list(reversed(names[:last]))
        web.feed(
            *((f"/news/{n}", f"About {n}", f"item-{i}", names.index(n) + 1) for i, n in enumerate(shown))
        )
        assert (web.night().new, web.night().changed) == (1, 0)
    assert web.posts() == [(f"/news/{n}", f"About {n}", 1) for n in sorted(names)]


def test_a_name_that_is_used_again_while_the_old_post_is_there(web: Web) -> None:
    web.page("/news/rail", "Freight by rail", WORDS["rail"], 1)
    web.feed(("/news/rail", "Freight by rail", "week", 1))
    web.night()
    web.page("/news/glass", "Hydrogen melts glass", WORDS["glass"], 8)
    web.feed(("/news/glass", "Hydrogen melts glass", "week", 8))
    assert web.night().new == 1
    assert web.posts() == [("/news/glass", "Hydrogen melts glass", 1), ("/news/rail", "Freight by rail", 1)]


@pytest.mark.parametrize("first", ["en", "fr"])
@pytest.mark.parametrize("together", [True, False])
def test_a_canonical_link_to_another_language(web: Web, first: str, together: bool) -> None:
    canonical = f"<link rel=canonical href={web.site.base}/ferme-algues>"
    french = (
        "La ferme d'algues du vieux port nourrit quatre brasseries, et la ville doublera ses bassins en mai."
    )
    web.page("/algae-farm", "Algae farm opens", WORDS["algae"], 1, head=canonical)
    web.page("/ferme-algues", "La ferme d'algues ouvre", french, 1, head=canonical, lang="fr")
    items = [
        ("/algae-farm", "Algae farm opens", None, 1),
        ("/ferme-algues", "La ferme d'algues ouvre", None, 1),
    ]
    items = items if first == "en" else items[::-1]
    if not together:
        web.feed(items[0])
        web.night()
    web.feed(*items)
    web.night()
    web.night()
    assert web.posts() == [
        ("/algae-farm", "Algae farm opens", 1),
        ("/ferme-algues", "La ferme d'algues ouvre", 1),
    ]


@pytest.mark.parametrize("order", [[1, 2, 3], [3, 2, 1]])
@pytest.mark.parametrize("dated", [True, False])
def test_letters_whose_canonical_link_names_the_first(web: Web, order: list[int], dated: bool) -> None:
    canonical = f"<link rel=canonical href={web.site.base}/letter/1>"
    for n in (1, 2, 3):
        text = f"{list(WORDS.values())[n - 1]} The letter comes out each week; write to the office to receive it."
        web.page(f"/letter/{n}", "Weekly letter", text, 7 * n if dated else None, head=canonical)
    web.feed(*((f"/letter/{n}", "Weekly letter", None, 7 * n) for n in order))
    assert web.night().new == 3
    web.night()
    assert web.posts() == [(f"/letter/{n}", "Weekly letter", 1) for n in (1, 2, 3)]


@pytest.mark.parametrize("order", [[1, 2, 3], [3, 2, 1]])
def test_letters_that_come_one_by_one(web: Web, order: list[int]) -> None:
    canonical = f"<link rel=canonical href={web.site.base}/letter/1>"
    for number, n in enumerate(order, 1):
        web.page(
            f"/letter/{n}",
            "Weekly letter",
            f"{list(WORDS.values())[n - 1]} Write to the office.",
            7 * n,
            head=canonical,
        )
        web.feed(*((f"/letter/{m}", "Weekly letter", None, 7 * m) for m in order[:number]))
        assert web.night().new == 1
    web.night()
    assert web.posts() == [(f"/letter/{n}", "Weekly letter", 1) for n in (1, 2, 3)]


def test_two_short_notices_of_one_day_with_one_title(web: Web) -> None:
    web.page("/notice/1", "Office closed", "The office is closed on Friday, because the lift is repaired.", 3)
    web.page("/notice/2", "Office closed", "Nobody answers the telephone on Monday morning.", 3)
    web.feed(("/notice/1", "Office closed", None, 3), ("/notice/2", "Office closed", None, 3))
    assert web.night().new == 2


def test_posts_that_are_sections_of_one_page(web: Web) -> None:
    sections = "".join(
        f"<section id=note-{i}><h2>About {n}</h2><p>{t}</p></section>"
        for i, (n, t) in enumerate(WORDS.items())
    )
    web.html(
        "/notes",
        f"<html lang=en><title>Notes</title><body><h1>Notes</h1><main>{sections}</main></body></html>",
    )
    web.feed(*((f"/notes#note-{i}", f"About {n}", None, i + 1) for i, n in enumerate(WORDS)))
    assert web.night().new == 3
    assert (web.night().new, web.night().changed) == (0, 0)
    assert web.posts() == [(f"/notes#note-{i}", f"About {n}", 1) for i, n in enumerate(WORDS)]
    bodies = [post["body"] for post in posts(web.folder)]
    assert bodies == list(WORDS.values())
    with Archive(web.folder / "archive.db") as archive:
        for raw in archive.pages.raw("s", 0, 10):
            ((_, draft),) = read_again([raw], Source(url=web.site.base), None, {})
            assert draft.body in bodies


def test_items_that_cannot_be_archived_are_told(web: Web) -> None:
    web.page("/news/rail", "Freight by rail", WORDS["rail"], 1)
    web.feed(("/news/rail", "Freight by rail", None, 1), ("/files/plan.pdf", "The plan", None, 1))
    outcome = web.night()
    assert (outcome.new, outcome.state) == (1, "ok")
    assert [p.code for p in outcome.problems] == [ProblemCode.ITEMS_LEFT_OUT]
    with Archive(web.folder / "archive.db", readonly=True) as archive:
        assert archive.incidents.open("s") == []


def with_content(web: Web, text_of: dict[str, str]) -> None:
    """Serve a feed of items with content."""
    items = "".join(
        f"<item><title>About {name}</title><link>{web.site.base}/news/{name}</link><pubDate>{DAY.format(day)}</pubDate>"
        f"<content:encoded>&lt;p&gt;{text}&lt;/p&gt;</content:encoded></item>"
        for day, (name, text) in enumerate(text_of.items(), 1)
    )
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    body = f"<rss version='2.0' {space}><channel><title>N</title><link>{web.site.base}/</link>{items}</channel></rss>"
    web.site.answers["/feed.xml"] = (200, XML, body.encode())


LONG = {
    name: " ".join([text, text.replace("the", "a"), text.replace("a ", "the ")])
    for name, text in WORDS.items()
}


def test_content_that_is_the_beginning_of_the_page(web: Web) -> None:
    for day, (name, text) in enumerate(LONG.items(), 1):
        web.page(
            f"/news/{name}",
            f"About {name}",
            f"{text}</p><p>{text} It goes on in the next year.</p><p>{text}",
            day,
        )
    with_content(web, LONG)
    assert web.night().new == 3
    assert all("It goes on" in post["body"] for post in posts(web.folder))
    web.site.log.clear()
    assert (web.night().changed, web.night().changed) == (0, 0)
    assert [path for path in web.site.pages() if path != "/feed.xml"] == []


def test_content_that_is_the_whole_page(web: Web) -> None:
    for day, (name, text) in enumerate(LONG.items(), 1):
        web.page(f"/news/{name}", f"About {name}", text, day)
    with_content(web, LONG)
    assert web.night().new == 3
    fetched = [path for path in web.site.pages() if path.startswith("/news")]
    assert len(fetched) == 2  # two pages show it for the source
    assert [post["body"] for post in posts(web.folder)] == [LONG[name] for name in sorted(LONG)]


def test_an_archive_from_before_the_list_of_tracking_parameters(web: Web) -> None:
    web.page("/news/rail", "Freight by rail", WORDS["rail"], 1)
    web.page(
        "/note", "A note", "The members choose a new board in the town hall on the last day of the year.", 2
    )
    web.feed(("/news/rail", "Freight by rail", None, 1), ("/note", "A note", None, 2))
    assert web.night().new == 2
    for path in ("/news/rail?ns_feed=1", "/note?pk_id=1", "/note?pk_id=2"):
        web.page(path, f"At {path[-1]}", WORDS["algae" if path.endswith("2") else "glass"], 3)
    web.page("/news/rail?ns_feed=1", "Freight by rail, twice a day", WORDS["rail"], 1)
    web.feed(
        (
            "/news/rail?ns_feed=1",
            "Freight by rail, twice a day",
            None,
            1,
        ),  # the archive has it without the parameter
        ("/note?pk_id=1", "At 1", None, 3),
        ("/note?pk_id=2", "At 2", None, 3),
    )
    outcome = web.night()
    assert (outcome.new, outcome.changed) == (2, 1)
    assert [title for _, title, _ in web.posts()] == [
        "Freight by rail, twice a day",
        "A note",
        "At 1",
        "At 2",
    ]


def test_posts_that_are_sections_of_the_list(web: Web) -> None:
    names = ("algae", "glass", "rail")
    rows = "".join(
        f"<li>0{n}.10.2026 <a href='#{name}'>About the {name} of members</a></li>"
        for n, name in enumerate(names, 1)
    )
    texts = "".join(f"<h2 id={name}>About the {name} of members</h2><p>{WORDS[name]}</p>" for name in names)
    web.html("/news", f"<html lang=en><body><main><h1>News</h1><ul>{rows}</ul>{texts}</main></body></html>")
    yaml = f"sources:\n  s:\n    url: {web.site.base}/news\n    discover: {{kind: listing}}\n"
    for expected in (3, 0):
        outcome = watch(web.folder, yaml, web.clock)["s"]
        assert (outcome.new, outcome.failed, outcome.state) == (expected, 0, "ok")
    assert {p["url"].partition("#")[2]: (p["published"], p["body"]) for p in posts(web.folder)} == {
        name: (f"2026-10-0{n}", WORDS[name]) for n, name in enumerate(names, 1)
    }
