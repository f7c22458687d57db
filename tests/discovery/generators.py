"""Small imitations of sites that site generators and content systems make, in markup of our own.

Each layout is a whole site of 30 to 60 posts: home page, lists with their pager, archive, posts, and a feed of the newest
posts. What a reader would count as its posts is `posts`. Those with a list in pages are in `pagers.py`, those with an
archive in `archives.py`.
"""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import TypeVar

SITE = "https://www.verbund.example"
_T = TypeVar("_T")

_WHO = (
    "Das Netzwerk", "Our members", "La filière", "Ett nytt labb", "Vier bedrijven", "El clúster", "Klaster", "Two start-ups",
    "A visiting delegation", "Les lauréats", "Der Beirat", "Twelve students", "Una empresa", "Het consortium", "Three ports",
)  # fmt: skip
_WHAT = (
    "on tour through the region", "signs the charter for clean water", "ouvre ses portes", "tests a new sensor", "zoekt partners voor een proef",
    "presenta sus resultados", "plans the next decade", "gewinnt einen Preis", "moves into the old mill", "answers ten questions",
)  # fmt: skip
_SHORT = ("Gala 2024", "Merci Paul", "Bilan annuel", "Newsletter 12", "Happy birthday")
BODY = (
    "<p>Several people met in the old town hall and spoke about what they had done since the spring, and what is left to do.</p>"
    "<p>Whoever wants to take part may write to the office. The minutes are open to all, and the pictures will follow.</p>"
)


@dataclass(frozen=True)
class Post:
    """A post: its number from the newest, its title, its day and its path."""

    n: int
    title: str
    day: date
    path: str


@dataclass(frozen=True)
class Layout:
    """A site: its pages by path, the posts that it has, and the language that its source declares."""

    pages: dict[str, str]
    posts: tuple[Post, ...]
    languages: tuple[str, ...] = ()

    def web(self, *, feeds: bool) -> dict[str, str | tuple[str, dict[str, str]]]:
        """The pages by address; without `feeds`, no feed."""
        web: dict[str, str | tuple[str, dict[str, str]]] = {
            SITE + path: html for path, html in self.pages.items()
        }
        if feeds:
            web[f"{SITE}/feed.xml"] = (_feed(self.posts[:10]), {"content-type": "application/rss+xml"})
        return web


def slug(title: str) -> str:
    return "-".join("".join(c for c in w.lower() if c.isalnum()) for w in title.split())


def written(count: int, path: Callable[[int, str, date], str], every: int = 17) -> tuple[Post, ...]:
    """`count` posts, newest first, `every` so many days."""
    out = []
    for n in range(count):
        title = f"{_WHO[n % 15]} {_WHAT[(n * 7 + n // 15) % 10]}"
        if n % 9 == 4:
            title = _SHORT[n // 9 % 5] + ("" if n < 45 else f" {n}")
        day = date(2026, 11, 2) - timedelta(days=every * n)
        out.append(Post(n, title, day, path(n, slug(title), day)))
    return tuple(out)


def chunks(posts: Sequence[Post], size: int) -> list[Sequence[Post]]:
    return [posts[start : start + size] for start in range(0, len(posts), size)]


def by(part: Callable[[date], _T], posts: Sequence[Post]) -> dict[_T, list[Post]]:
    """The posts by the part of their days that `part` returns."""
    found: dict[_T, list[Post]] = {}
    for post in posts:
        found.setdefault(part(post.day), []).append(post)
    return found


def document(body: str, title: str = "Verbund", head: str = "", lang: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}'
        f'<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>{body}</body></html>'
    )


def each(things: Iterable[_T], markup: Callable[[_T], str]) -> str:
    """The markup of each of the things, joined."""
    return "".join(map(markup, things))


def numbers(n: int, last: int, link: Callable[[int], str], current: Callable[[int], str]) -> str:
    """A pager of numbers on page `n`: the current page, and links to all others."""
    return each(range(1, last + 1), lambda k: current(k) if k == n else link(k))


def site(
    posts: Sequence[Post],
    bodies: Mapping[str, str],
    post: Callable[[Post], str],
    *,
    menu: str,
    lang: str = "en",
    heads: Mapping[str, str] | None = None,
) -> Layout:
    """A site of `posts`, each with its own page, and of other pages: their bodies, and what their heads have, by path.

    The menu stands on all pages. The language of the dates is only declared if it is not English.
    """
    heads = heads or {}
    pages = {
        path: document(f"{menu}{body}", head=heads.get(path, ""), lang=lang) for path, body in bodies.items()
    }
    pages |= {p.path: document(f"{menu}{post(p)}", p.title, lang=lang) for p in posts}
    return Layout(pages, tuple(posts), () if lang == "en" else (lang,))


def paged(
    posts: Sequence[Post],
    size: int,
    *,
    path: Callable[[int], str],
    row: Callable[[Post], str],
    body: Callable[[str, int, int], str],
    post: Callable[[Post], str],
    menu: str,
    others: Mapping[str, str] | None = None,
    heads: Mapping[str, str] | None = None,
    lang: str = "en",
) -> Layout:
    """A site, see `site`, with a list in pages of `size` posts, and with `others`.

    `row` makes a post of the list, and `body` a page of its rows, its number from 1, and the number of the last page.
    """
    parts = chunks(posts, size)
    pages = {path(n): body(each(part, row), n, len(parts)) for n, part in enumerate(parts, 1)}
    return site(posts, {**pages, **(others or {})}, post, menu=menu, heads=heads, lang=lang)


def _feed(posts: Sequence[Post]) -> str:
    items = "".join(
        f"<item><title>{escape(p.title)}</title><link>{SITE}{p.path}</link><pubDate>{p.day:%a, %d %b %Y} 09:00:00 +0000</pubDate>"
        f"<description>Several people met in the old town hall.</description></item>"
        for p in posts
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Verbund</title><link>{SITE}/</link>{items}</channel></rss>'


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONATE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def english(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def slashed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def dotted(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def french(day: date) -> str:
    return f"{day.day} {MOIS[day.month - 1]} {day.year}"


def german(day: date) -> str:
    return f"{day.day}. {MONATE[day.month - 1]} {day.year}"
