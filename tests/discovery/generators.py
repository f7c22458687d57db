"""Small imitations of sites that site generators and content systems make, in markup of our own.

Each layout is a whole site of 30 to 60 posts: home page, lists with their pager, archive, posts, and a feed of the newest
posts. What a reader would count as its posts is `posts`. A `Make` is the markup from which a layout is drawn: those with a
list in pages are in `pagers.py`, those with an archive in `archives.py`.
"""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from itertools import groupby

SITE = "https://www.verbund.example"

_WHO = (
    "Das Netzwerk", "Our members", "La filière", "Ett nytt labb", "Vier bedrijven", "El clúster", "Klaster", "Two start-ups",
    "A visiting delegation", "Les lauréats", "Der Beirat", "Twelve students", "Una empresa", "Het consortium", "Three ports",
)  # fmt: skip
_WHAT = (
    "on tour through the region", "signs the charter for clean water", "ouvre ses portes", "tests a new sensor", "zoekt partners voor een proef",
    "presenta sus resultados", "plans the next decade", "gewinnt einen Preis", "moves into the old mill", "answers ten questions",
)  # fmt: skip
_SHORT = ("Gala 2024", "Merci Paul", "Bilan annuel", "Newsletter 12", "Happy birthday")
_TEXT = (
    "<p>Several people met in the old town hall and spoke about what they had done since the spring, and what is left to do.</p>"
    "<p>Whoever wants to take part may write to the office. The minutes are open to all, and the pictures will follow.</p>"
)
_MONATE = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


@dataclass(frozen=True)
class Post:
    """A post: its number from the newest, its title, its day and its path."""

    n: int
    title: str
    day: date
    path: str

    @property
    def english(self) -> str:
        return f"{self.day:%b} {self.day.day}, {self.day.year}"

    @property
    def french(self) -> str:
        return f"{self.day.day} {_MOIS[self.day.month - 1]} {self.day.year}"

    @property
    def german(self) -> str:
        return f"{self.day.day}. {_MONATE[self.day.month - 1]} {self.day.year}"

    @property
    def spanish_month(self) -> str:
        return f"{_MESES[self.day.month - 1]} {self.day.year}"

    @property
    def odd(self) -> int:
        return self.n % 2

    @property
    def visits(self) -> int:
        return self.n * 3 + 7

    @property
    def relative(self) -> str:
        """The path from the home page."""
        return self.path[1:]


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


@dataclass(frozen=True, kw_only=True)
class Pager:
    """A list in pages of `size` posts: the first at `first`, the others at `path`, with `head` in their heads.

    `path` has the number of the page, `n`, the same counted from the last page, `down`, the number of the posts on the
    pages before it, `skip`, and the last of these posts, `before`.
    `page`, the body of a page, has its posts, `rows`, and the `briefs` of the site; its number `n` and the `last` number;
    the numbers `start` and `stop` of its posts, and `count`, how many posts the site has; and links to other pages:
    `newer` and `older`, or `no_newer` and `no_older` where there is none, and `numbers`, a `link` for each page, with
    `current` for the page itself and `between` them.
    A link has `n` and `skip` of the page to which it leads, the address of this page as `url` and, without its first
    slash, as `relative`, and the address of the last page, `end`.
    """

    size: int
    first: str
    path: str
    page: str
    newer: str = ""
    older: str = ""
    no_newer: str = ""
    no_older: str = ""
    link: str = ""
    current: str = ""
    between: str = ""
    head: str = ""

    def draw(self, posts: Sequence[Post], row: str, briefs: str) -> dict[str, str]:
        """The bodies of the pages by path."""
        parts = [posts[start : start + self.size] for start in range(0, len(posts), self.size)]
        last = len(parts)
        paths = [self.first] + [
            self.path.format(n=n, down=last + 1 - n, skip=self.size * (n - 1), before=parts[n - 2][-1])
            for n in range(2, last + 1)
        ]

        def link(template: str, n: int) -> str:
            url, end = (path.replace("&", "&amp;") for path in (paths[n - 1], paths[-1]))
            return template.format(n=n, skip=self.size * (n - 1), url=url, relative=url[1:], end=end)

        return {
            path: self.page.format(
                rows=_rows(row, part),
                briefs=briefs,
                n=n,
                last=last,
                start=part[0].n + 1,
                stop=part[-1].n + 1,
                count=len(posts),
                newer=link(self.newer, n - 1) if n > 1 else self.no_newer,
                older=link(self.older, n + 1) if n < last else self.no_older,
                numbers=self.between.join(
                    link(self.current if k == n else self.link, k) for k in range(1, last + 1)
                ),
            )
            for n, (path, part) in enumerate(zip(paths, parts, strict=True), 1)
        }


@dataclass(frozen=True, kw_only=True)
class Groups:
    """The posts in groups: those whose days are the same in the format `by`.

    `group`, which stands for a group on other pages, has its posts, `rows`, their number, `count`, and the newest of them,
    `p`. So have the address and the body of the page of a group, `path` and `page`; the body has also all `groups`.
    """

    by: str
    group: str
    path: str = ""
    page: str = ""

    def draw(self, posts: Sequence[Post], row: str) -> tuple[str, dict[str, str]]:
        """The markup of all groups, and the bodies of their pages by path."""
        found = [
            {"p": part[0], "count": len(part), "rows": _rows(row, part)}
            for part in (list(group) for _, group in groupby(posts, lambda post: f"{post.day:{self.by}}"))
        ]
        groups = "".join(self.group.format(**group) for group in found)
        pages = {
            self.path.format(**group): self.page.format(**group, groups=groups)
            for group in found
            if self.path
        }
        return groups, pages


@dataclass(frozen=True, kw_only=True)
class Make:
    """The markup of a site. Its texts, and those of `Pager` and `Groups`, are templates for `str.format`.

    `row` is a post in the list, `brief` a post among the `briefs`, if that differs, and `post` the body of its own page.
    They have the post, `p`, and its `text`; `post` has also the post before it, `newer`.
    `pages` are the bodies of other pages by path. They and `post` have the lists of the site: `briefs`, `rows` (all posts)
    and `groups`. `heads` is what the heads of pages have, by path, and `copies` names, by path, the page that is shown
    there too. `menu` stands on all pages. The language of the dates is only declared if it is not English.
    """

    name: str
    posts: tuple[Post, ...]
    row: str
    post: str
    menu: str
    brief: str = ""
    briefs: slice = field(default_factory=lambda: slice(0))
    pager: Pager | None = None
    groups: Groups | None = None
    pages: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    lang: str = "en"

    def draw(self) -> Layout:
        """The site."""
        groups, of_groups = self.groups.draw(self.posts, self.row) if self.groups else ("", {})
        briefs = _rows(self.brief or self.row, self.posts[self.briefs])
        lists = self.pager.draw(self.posts, self.row, briefs) if self.pager else {}
        heads = {**dict.fromkeys(lists, self.pager.head if self.pager else ""), **self.heads}
        fields = {"text": _TEXT, "briefs": briefs, "rows": _rows(self.row, self.posts), "groups": groups}
        others = {path: body.format(**fields) for path, body in self.pages.items()}
        pages = {
            path: _document(f"{self.menu}{body}", head=heads.get(path, ""), lang=self.lang)
            for path, body in (lists | others | of_groups).items()
        }
        pages |= {
            p.path: _document(
                self.menu + self.post.format(p=p, newer=self.posts[p.n - 1], **fields),
                p.title,
                lang=self.lang,
            )
            for p in self.posts
        }
        pages |= {path: pages[other] for path, other in self.copies.items()}
        return Layout(pages, self.posts, () if self.lang == "en" else (self.lang,))


def written(count: int, path: Callable[[int, str, date], str], every: int = 17) -> tuple[Post, ...]:
    """`count` posts, newest first, `every` so many days."""
    out = []
    for n in range(count):
        title = f"{_WHO[n % 15]} {_WHAT[(n * 7 + n // 15) % 10]}"
        if n % 9 == 4:
            title = _SHORT[n // 9 % 5] + ("" if n < 45 else f" {n}")
        day = date(2026, 11, 2) - timedelta(days=every * n)
        out.append(Post(n, title, day, path(n, _slug(title), day)))
    return tuple(out)


def _slug(title: str) -> str:
    return "-".join("".join(c for c in w.lower() if c.isalnum()) for w in title.split())


def _rows(row: str, posts: Iterable[Post]) -> str:
    return "".join(row.format(p=p, text=_TEXT) for p in posts)


def _document(body: str, title: str = "Verbund", head: str = "", lang: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}'
        f'<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>{body}</body></html>'
    )


def _feed(posts: Sequence[Post]) -> str:
    items = "".join(
        f"<item><title>{escape(p.title)}</title><link>{SITE}{p.path}</link><pubDate>{p.day:%a, %d %b %Y} 09:00:00 +0000</pubDate>"
        f"<description>Several people met in the old town hall.</description></item>"
        for p in posts
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Verbund</title><link>{SITE}/</link>{items}</channel></rss>'
