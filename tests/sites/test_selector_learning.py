"""Selector learning on a site with meaningless classes: selectors learned from its feed read all its posts."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from clusterwatch.archive import Archive
from clusterwatch.models import ProblemCode
from clusterwatch.pipeline.source_run import Options
from tests.sites.serving import Clock, posts, served, watch, written_later
from tests.sites.test_boilerplate import sentence

FIRST = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NEWEST = 60


class Guild:
    """A site with sixty posts, a listing of all and a feed of the newest ten. `names` are the classes on its pages.

    With `full`, the feed contains the complete posts, otherwise only summaries.
    """

    def __init__(self, root: Path, *, full: bool) -> None:
        self.root, self.full = root, full
        self.names = {"box": "q1", "title": "q2", "day": "q3", "text": "q4"}
        dice = random.Random(11)
        self.texts = {n: [sentence(dice) for _ in range(3)] for n in range(1, NEWEST + 10)}
        (root / "n").mkdir(parents=True)

    def day(self, n: int) -> datetime:
        """Return when a post was published."""
        return FIRST - timedelta(days=3 * (NEWEST - n))

    def title(self, n: int) -> str:
        """Return the title of a post."""
        return f"The {['mill', 'forge', 'yard', 'loft'][n % 4]} reports for the {n}th time"

    def page(self, n: int) -> str:
        """Return the page of a post. It has no heading and no metadata, but a motto and two other days."""
        c, day = self.names, self.day(n)
        other = f"{day + timedelta(days=40):%d %B %Y}"
        text = "".join(f"<div>{p}</div>" for p in self.texts[n])
        return (
            f"<!doctype html><html lang=en><head><title>Guild</title></head><body><div class={c['box']}>"
            f"<div class={c['day']}e>Open day on {other}</div>"
            f"<div class={c['title']}m>Working together since the days of the river mills</div>"
            f"<div class={c['title']}>{self.title(n)}</div><div class={c['day']}>{day:%d %B %Y}</div>"
            f"<div class={c['text']}>{text}</div><div>Next meeting: {other}</div></div></body></html>"
        )

    def write(self, newest: int) -> None:
        """Write the pages, the listing and the feed of the posts up to `newest`."""
        listed = range(newest, 0, -1)
        items = "".join(f"<li><a href=/n/{n}.html>{self.title(n)}</a></li>" for n in listed)
        head = (
            '<head><link rel=alternate type="application/rss+xml" href=/feed.xml><title>Guild</title></head>'
        )
        self.put("index.html", f"<html lang=en>{head}<body><h1>News</h1><ul>{items}</ul></body></html>")
        for n in listed:
            self.put(f"n/{n}.html", self.page(n))
        items = "".join(map(self.item, listed[:10]))
        spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
        feed = f"<rss version='2.0' {spaces}><channel><title>Guild</title>{items}</channel></rss>"
        self.put("feed.xml", feed)

    def item(self, n: int) -> str:
        """Return the feed item of a post."""
        text = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in self.texts[n])
        summary = f"{self.texts[n][0][:60]} …"
        content = f"<content:encoded>{text}</content:encoded>" if self.full else ""
        return (
            f"<item><title>{self.title(n)}</title><link>{self.base}/n/{n}.html</link>"
            f"<pubDate>{format_datetime(self.day(n))}</pubDate><description>{summary}</description>{content}</item>"
        )

    def put(self, name: str, text: str) -> None:
        """Write a file if its text has changed."""
        if not (self.root / name).exists() or (self.root / name).read_text("utf-8") != text:
            (self.root / name).write_text(text, "utf-8")
            written_later(self.root / name)

    base = ""


def check(guild: Guild, folder: Path, numbers: range) -> None:
    """Check that the archive contains exactly these posts, with the right titles and days."""
    rows = {int(row["url"].rsplit("/", 1)[1].split(".")[0]): row for row in posts(folder)}
    assert set(rows) == set(numbers)
    assert {n: rows[n]["title"] for n in numbers} == {n: guild.title(n) for n in numbers}
    assert {n: rows[n]["published"][:10] for n in numbers} == {n: f"{guild.day(n):%Y-%m-%d}" for n in numbers}


def methods(folder: Path, field: str) -> dict[str, int]:
    """Return the number of posts by the method that read a field."""
    with Archive(folder / "archive.db", readonly=True) as archive:
        sql = "SELECT method, count(*) FROM evidence WHERE field = ? GROUP BY method"
        return dict(archive.db.execute(sql, [field]).fetchall())


def run_guild(tmp_path: Path, *, full: bool) -> None:
    """Run on the site, then after its classes were renamed, then again."""
    guild = Guild(tmp_path / "site", full=full)
    with served(guild.root) as site:
        guild.base = site.base
        guild.write(NEWEST)
        yaml = f"sources:\n  guild:\n    url: {site.base}/\n    languages: [en]\n    timezone: UTC\n"
        clock = Clock()
        outcome = watch(tmp_path, yaml, clock, Options(backfill=True))["guild"]
        assert (outcome.new, outcome.state) == (NEWEST, "ok"), outcome
        learned = {(note.field, note.selector) for note in outcome.notes if note.field}
        assert ("title", "div.q2") in learned, outcome.notes
        check(guild, tmp_path, range(1, NEWEST + 1))
        assert methods(tmp_path, "title")["learned"] == 50
        assert methods(tmp_path, "published")["learned"] == 50

        guild.names = {name: value.replace("q", "z") for name, value in guild.names.items()}
        guild.write(NEWEST + 3)
        clock.forward(days=1)
        outcome = watch(tmp_path, yaml, clock, Options(recheck=True))["guild"]
        assert outcome.new == 3
        assert outcome.state == "degraded", outcome
        lost = {
            (p.detail["method"], p.since) for p in outcome.problems if p.code is ProblemCode.SELECTOR_LOST
        }
        assert lost == {("learned", "2026-11-24")}
        check(guild, tmp_path, range(1, NEWEST + 4))

        guild.write(NEWEST + 6)
        clock.forward(days=1)
        outcome = watch(tmp_path, yaml, clock)["guild"]
        assert (outcome.new, outcome.state) == (3, "ok"), outcome
        check(guild, tmp_path, range(1, NEWEST + 7))


def test_titles_and_days_are_learned_from_a_feed_of_summaries(tmp_path: Path) -> None:
    run_guild(tmp_path, full=False)
    assert "learned" not in methods(tmp_path, "body")


def test_bodies_are_learned_from_a_feed_of_complete_posts(tmp_path: Path) -> None:
    run_guild(tmp_path, full=True)
    assert methods(tmp_path, "body")["learned"] >= 40


def test_nothing_is_learned_if_the_feed_lists_all_pages(tmp_path: Path) -> None:
    guild = Guild(tmp_path / "site", full=False)
    with served(guild.root) as site:
        guild.base = site.base
        guild.write(NEWEST)
        discover = f"{{kind: feed, url: '{site.base}/feed.xml'}}"
        yaml = f"sources:\n  guild: {{url: '{site.base}/', languages: [en], timezone: UTC, discover: {discover}}}\n"
        outcome = watch(tmp_path, yaml, Clock())["guild"]
    assert outcome.new == 10
    assert not [note for note in outcome.notes if note.field]
    check(guild, tmp_path, range(NEWEST - 9, NEWEST + 1))
