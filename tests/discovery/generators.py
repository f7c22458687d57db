"""Small imitations of sites that site generators and content systems make, in markup of our own.

Each layout is a whole site of 30 to 60 posts: home page, lists with their pager, archive, posts, a feed of the newest
posts and a sitemap. What a reader would count as its posts is `posts`.
"""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

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
    """A site: its pages by path, the posts that it has, and the language of its dates."""

    name: str
    pages: dict[str, str]
    posts: tuple[Post, ...]
    languages: tuple[str, ...] = ()

    def web(self, *, feeds: bool) -> dict[str, str | tuple[str, dict[str, str]]]:
        """The pages by address; without `feeds`, neither feed nor sitemap."""
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


def by_year(posts: Sequence[Post]) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = {}
    for post in posts:
        found.setdefault(post.day.year, []).append(post)
    return found


def document(body: str, title: str = "Verbund", head: str = "", lang: str = "en") -> str:
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


def icon_pager() -> Layout:
    """A blog whose pager is two icons around `1 / 5`; posts lie in folders of their day (as Hexo makes it)."""
    posts = written(47, lambda n, s, d: f"/{d:%Y/%m/%d}/{s}/")
    menu = '<header id="top"><a class="brand" href="/">Verbund</a><nav><a href="/">Start</a> <a href="/tags/">Tags</a> <a href="/links/">Friends</a> <a href="/about/">About</a></nav></header>'
    pages = {}
    parts = chunks(posts, 10)
    for number, part in enumerate(parts, 1):
        cards = "".join(
            f'<section class="entry-card"><a class="entry-link" href="{p.path}"><h2>{p.title}</h2></a><div class="entry-sub"><i class="fa fa-calendar"></i> {p.day}</div><p>Several people met in the old town hall and spoke about what they had done.</p></section>'
            for p in part
        )
        back = (
            f'<a href="{"/" if number == 2 else f"/page/{number - 1}/"}"><i class="fa fa-angle-left"></i></a>'
            if number > 1
            else ""
        )
        on = (
            f'<a href="/page/{number + 1}/"><i class="fa fa-angle-right"></i></a>'
            if number < len(parts)
            else ""
        )
        address = "/" if number == 1 else f"/page/{number}/"
        pages[address] = document(
            f'{menu}<div id="stream">{cards}</div><div class="flip">{back}<b>{number} / {len(parts)}</b>{on}</div><footer>Verbund</footer>'
        )
    for p in posts:
        pages[p.path] = document(
            f'{menu}<div class="whole"><h1>{p.title}</h1><div class="entry-sub">{p.day}</div>{BODY}</div>',
            p.title,
        )
    return Layout("icon pager", pages, posts)


def newest_five() -> Layout:
    """A home page with the newest five; all posts by year on a page called `Posts` (as Hugo themes have it)."""
    posts = written(38, lambda n, s, d: f"/posts/{s}/")
    menu = '<div class="masthead"><a href="/">Verbund</a> <a href="/posts/">Posts</a> <a href="/people/">People</a> <a href="/contact/">Contact</a></div>'
    newest = "".join(
        f'<div class="item"><a href="{p.path}">{p.title}</a><div class="item-meta">{english(p.day)}</div></div>'
        for p in posts[:5]
    )
    years = "".join(
        f"<h3>{year}</h3><ul class='index'>"
        + "".join(
            f"<li><span>{MONTHS[p.day.month - 1]} {p.day.day}</span> <a href='{p.path}'>{p.title}</a></li>"
            for p in part
        )
        + "</ul>"
        for year, part in by_year(posts).items()
    )
    pages = {
        "/": document(
            f"{menu}<main><h1>We bring firms together</h1><p>Since 2009.</p><h2>Recent</h2>{newest}</main>"
        ),
        "/posts/": document(f"{menu}<main><h1>Posts</h1>{years}</main>"),
    }
    for p in posts:
        pages[p.path] = document(
            f"{menu}<main><article><h1>{p.title}</h1><p class='stamp'>{english(p.day)} · 2 min read</p>{BODY}</article></main>",
            p.title,
        )
    return Layout("newest five, years", pages, posts)


def archief() -> Layout:
    """The newest five on the home page, in Dutch, and all posts in a plain list under `Archief` (as Eleventy starters have it)."""
    posts = written(44, lambda n, s, d: f"/stukken/{s}.html")
    menu = "<nav><ul><li><a href='/'>Welkom</a></li><li><a href='/wie/'>Wie we zijn</a></li><li><a href='/archief/'>Archief</a></li></ul></nav>"

    def items(part: Sequence[Post]) -> str:
        return "".join(
            f"<li class='regel'><a href='{p.path}'>{p.title}</a> <time datetime='{p.day}'>{p.day:%d-%m-%Y}</time></li>"
            for p in part
        )

    pages = {
        "/": document(
            f"{menu}<h1>Verbund</h1><h2>Pas verschenen</h2><ol class='lijst'>{items(posts[:5])}</ol><p>Ouder werk staat in het archief.</p>",
            lang="nl",
        ),
        "/archief/": document(f"{menu}<h1>Archief</h1><ol class='lijst'>{items(posts)}</ol>", lang="nl"),
    }
    for p in posts:
        pages[p.path] = document(
            f"{menu}<main><h1>{p.title}</h1><time datetime='{p.day}'>{p.day:%d-%m-%Y}</time>{BODY}</main>",
            p.title,
            lang="nl",
        )
    return Layout("archief", pages, posts, ("nl",))


def older_newer() -> Layout:
    """`Older` and `Newer` around `Page 1 of 6`, pages at `/page2/` (as Jekyll paginates)."""
    posts = written(33, lambda n, s, d: f"/{d:%Y/%m/%d}/{s}.html")
    menu = "<header><h1><a href='/'>Verbund</a></h1><a href='/about.html'>About</a></header>"
    parts = chunks(posts, 6)
    pages = {}
    for number, part in enumerate(parts, 1):
        rows = "".join(
            f"<div class='post-row'><h2><a href='{p.path}'>{p.title}</a></h2><p class='when'>{p.day.day:02} {MONTHS[p.day.month - 1]} {p.day.year}</p>{BODY}</div>"
            for p in part
        )
        before = (
            f"<a href='{'/' if number == 2 else f'/page{number - 1}/'}'>Newer</a>"
            if number > 1
            else "<span>Newer</span>"
        )
        after = f"<a href='/page{number + 1}/'>Older</a>" if number < len(parts) else "<span>Older</span>"
        pages["/" if number == 1 else f"/page{number}/"] = document(
            f"{menu}<div class='container'>{rows}<div>{before} <span>Page: {number} of {len(parts)}</span> {after}</div></div>"
        )
    for p in posts:
        pages[p.path] = document(
            f"{menu}<div class='container'><h2>{p.title}</h2><p class='when'>{p.day.day:02} {MONTHS[p.day.month - 1]} {p.day.year}</p>{BODY}</div>",
            p.title,
        )
    return Layout("older and newer", pages, posts)


def documentation() -> Layout:
    """Documentation with a blog: `rel=next` leads to the next chapter, a side box lists recent posts (as Docusaurus)."""
    posts = written(36, lambda n, s, d: f"/blog/{d:%Y/%m/%d}/{s}")
    menu = "<nav class='topnav'><a href='/'>Verbund</a><a href='/docs/intro'>Docs</a><a href='/blog'>Blog</a></nav>"
    chapters = "".join(
        f"<li><a href='/docs/chapter-{n}'>How to take part in working group number {n}</a></li>"
        for n in range(1, 9)
    )
    side = (
        "<aside class='recent'><div>Recent posts</div><ul>"
        + "".join(f"<li><a href='{p.path}'>{p.title}</a></li>" for p in posts[:5])
        + "</ul></aside>"
    )
    pages = {
        "/": document(
            f"{menu}<main><h1>Build together</h1><p>All that a member must know.</p><ul>{chapters}</ul></main>",
            head='<link rel="next" href="/docs/intro">',
        )
    }
    parts = chunks(posts, 8)
    for number, part in enumerate(parts, 1):
        rows = "".join(
            f"<article class='margin'><header><h2 class='t_x1'><a href='{p.path}'>{p.title}</a></h2><div class='c_x2'><time datetime='{p.day}T00:00:00.000Z'>{MONTHS[p.day.month - 1]} {p.day.day}, {p.day.year}</time> · 1 min read</div></header><div class='markdown'>{BODY}</div></article>"
            for p in part
        )
        before = (
            f"<a class='pn__link' href='{'/blog' if number == 2 else f'/blog/page/{number - 1}'}'><div>Newer Entries</div></a>"
            if number > 1
            else ""
        )
        after = (
            f"<a class='pn__link' href='/blog/page/{number + 1}'><div>Older Entries</div></a>"
            if number < len(parts)
            else ""
        )
        pages["/blog" if number == 1 else f"/blog/page/{number}"] = document(
            f"{menu}{side}<main>{rows}<nav aria-label='Blog list page navigation'>{before}{after}</nav></main>"
        )
    for p in posts:
        pages[p.path] = document(
            f"{menu}{side}<main><article><h1>{p.title}</h1><time datetime='{p.day}T00:00:00.000Z'>{english(p.day)}</time>{BODY}</article><nav aria-label='Blog post page navigation'><a class='pn__link' href='{posts[p.n - 1].path}'><div>Newer post</div><div>{posts[p.n - 1].title}</div></a></nav></main>",
            p.title,
        )
    for n in range(1, 9):
        pages[f"/docs/chapter-{n}"] = document(f"{menu}<main><h1>Chapter {n}</h1>{BODY}</main>")
    pages["/docs/intro"] = document(f"{menu}<main><h1>Intro</h1>{BODY}</main>")
    return Layout("documentation with a blog", pages, posts)


def timeline() -> Layout:
    """The newest ten on the home page, and a `Timeline` with month and day below the year (as VuePress blogs)."""
    posts = written(41, lambda n, s, d: f"/article/{s}.html", every=9)
    menu = "<header class='navbar'><a href='/'>Verbund</a><nav><a href='/category/'>Category</a><a href='/tag/'>Tag</a><a href='/timeline/'>Timeline</a></nav></header>"
    home = "".join(
        f"<article class='vp-x'><header><a href='{p.path}'><span>{p.title}</span></a></header><div class='info'><span>👤 Office</span><span>📅 {p.day}</span></div></article>"
        for p in posts[:10]
    )
    years = "".join(
        f"<div class='year-wrap'><h2 class='year'>{year}</h2>"
        + "".join(
            f"<div class='dot'><span class='md'>{p.day:%m-%d}</span><a href='{p.path}'>{p.title}</a></div>"
            for p in part
        )
        + "</div>"
        for year, part in by_year(posts).items()
    )
    pages = {
        "/": document(f"{menu}<main><div class='hero'>A place for firms</div>{home}</main>"),
        "/timeline/": document(f"{menu}<main><h1>Timeline</h1>{years}</main>"),
    }
    for p in posts:
        pages[p.path] = document(
            f"{menu}<main><h1>{p.title}</h1><div class='info'><span>👤 Office</span><span>📅 {p.day}</span></div>{BODY}</main>",
            p.title,
        )
    return Layout("timeline", pages, posts)


def numbered_files() -> Layout:
    """`Page 1 / 5 »` and files `index2.html` (as Pelican makes it)."""
    posts = written(45, lambda n, s, d: f"/{s}.html")
    menu = "<header><h1><a href='/index.html'>Verbund</a></h1><nav><ul><li><a href='/pages/about.html'>About</a></li><li class='active'><a href='/category/news.html'>news</a></li><li><a href='/category/people.html'>people</a></li></ul></nav></header>"
    parts = chunks(posts, 10)
    pages = {}
    for number, part in enumerate(parts, 1):
        rows = "".join(
            f"<li><article class='hentry'><header><h2 class='entry-title'><a href='{p.path}' rel='bookmark' title='Permalink to {p.title}'>{p.title}</a></h2></header><footer class='post-info'><abbr class='published' title='{p.day}T09:00:00+02:00'>{p.day:%a %d} {p.day:%B} {p.day.year}</abbr> <address>By <a href='/author/office.html'>Office</a></address></footer><div>{BODY}</div></article></li>"
            for p in part
        )
        before = f"<a href='/index{'' if number == 2 else number - 1}.html'>&laquo;</a>" if number > 1 else ""
        after = f"<a href='/index{number + 1}.html'>&raquo;</a>" if number < len(parts) else ""
        page = document(
            f"{menu}<section><ol id='post-list'>{rows}</ol><p class='paginator'>{before} Page {number} / {len(parts)} {after}</p></section>"
        )
        pages[f"/index{'' if number == 1 else number}.html"] = page
        if number == 1:
            pages["/"] = page
    news = "".join(
        f"<li><article class='hentry'><header><h2 class='entry-title'><a href='{p.path}'>{p.title}</a></h2></header></article></li>"
        for p in posts[::2]
    )
    pages["/category/news.html"] = document(f"{menu}<section><ol id='post-list'>{news}</ol></section>")
    for p in posts:
        pages[p.path] = document(
            f"{menu}<section><article><header><h1 class='entry-title'><a href='{p.path}'>{p.title}</a></h1></header><footer class='post-info'><abbr class='published' title='{p.day}T09:00:00+02:00'>{p.day:%a %d} {p.day:%B} {p.day.year}</abbr></footer>{BODY}</article></section>",
            p.title,
        )
    return Layout("numbered files", pages, posts)


def years_of_archive() -> Layout:
    """The newest ten and an `Archive` that has only links to years (as Nikola makes it)."""
    posts = written(40, lambda n, s, d: f"/notes/{s}/")
    menu = "<header><a href='/'>Verbund</a><ul><li><a href='/archive.html'>Archive</a></li><li><a href='/categories/'>Tags</a></li><li><a href='/rss.xml'>RSS</a></li></ul></header>"
    rows = "".join(
        f"<article class='h-entry post-text'><header><h1 class='p-name'><a href='{p.path}' class='u-url'>{p.title}</a></h1><p class='dateline'><time class='dt-published' datetime='{p.day}T10:00:00Z'>{p.day} 10:00</time></p></header>{BODY}</article>"
        for p in posts[:10]
    )
    years = by_year(posts)
    pages = {
        "/": document(f"{menu}<main>{rows}</main>"),
        "/archive.html": document(
            f"{menu}<main><h1>Archive</h1><ul class='postlist'>"
            + "".join(f"<li><a href='/{year}/'>{year} ({len(part)})</a></li>" for year, part in years.items())
            + "</ul></main>"
        ),
    }
    for year, part in years.items():
        items = "".join(
            f"<li><time class='listdate' datetime='{p.day}T10:00:00Z'>{p.day} 10:00</time> <a href='{p.path}' class='listtitle'>{p.title}</a></li>"
            for p in part
        )
        pages[f"/{year}/"] = document(
            f"{menu}<main><h1>Posts for year {year}</h1><ul class='postlist'>{items}</ul></main>"
        )
    for p in posts:
        pages[p.path] = document(
            f"{menu}<main><article><h1 class='p-name'>{p.title}</h1><time class='dt-published' datetime='{p.day}T10:00:00Z'>{p.day} 10:00</time>{BODY}</article></main>",
            p.title,
        )
    return Layout("years of the archive", pages, posts)


def manual_and_numbers() -> Layout:
    """`<link rel=next>` leads to the next page of the manual; the pager is numbers with the current as text (as MkDocs)."""
    posts = written(34, lambda n, s, d: f"/blog/{d:%Y/%m/%d}/{s}/")
    menu = (
        "<header class='md-h'><a href='..'>Verbund</a></header><nav class='md-side'><ul><li><a href='/blog/'>Blog</a></li><li><a href='/manual/'>Manual of the partnership</a></li><li><a href='/about/'>About the partnership</a></li></ul><ul><li>Archive<ul>"
        + "".join(f"<li><a href='/blog/archive/{y}/'>{y}</a></li>" for y in (2026, 2025))
        + "</ul></li></ul></nav>"
    )
    parts = chunks(posts, 7)
    pages = {
        "/": document(
            f"{menu}<main><h1>Partnership</h1><p>What we do.</p></main>",
            head='<link rel="next" href="manual/">',
        )
    }
    for number, part in enumerate(parts, 1):
        rows = "".join(
            f"<article class='md-post'><header><ul class='m'><li><time datetime='{p.day} 00:00:00'>{english(p.day)}</time></li><li>in <a href='/blog/category/news/'>News</a></li></ul></header><div class='c'><h2 id='x{p.n}'><a href='{p.path}'>{p.title}</a></h2>{BODY}<nav><a href='{p.path}'>Continue reading</a></nav></div></article>"
            for p in part
        )
        pager = "".join(
            f"<span class='cur'>{n}</span>"
            if n == number
            else f"<a href='{'/blog/' if n == 1 else f'/blog/page/{n}/'}'>{n}</a>"
            for n in range(1, len(parts) + 1)
        )
        pages["/blog/" if number == 1 else f"/blog/page/{number}/"] = document(
            f"{menu}<main>{rows}<nav class='md-pg'>{pager}</nav></main>",
            head='<link rel="prev" href="../about/"><link rel="next" href="../manual/">',
        )
    for p in posts:
        pages[p.path] = document(
            f"{menu}<main><h1>{p.title}</h1><time datetime='{p.day} 00:00:00'>{english(p.day)}</time>{BODY}</main>",
            p.title,
        )
    for name in ("manual", "about"):
        pages[f"/{name}/"] = document(f"{menu}<main><h1>The {name}</h1>{BODY}</main>")
    return Layout("manual and numbers", pages, posts)


def load_more() -> Layout:
    """Cards and a button `Show me more` with `data-next`; posts lie at the root (as Ghost themes)."""
    posts = written(37, lambda n, s, d: f"/{s}/")
    menu = "<header class='gh'><a href='/'>Verbund</a><ul><li><a href='/about/'>About</a></li><li><a href='/join/'>Membership</a></li></ul></header>"
    parts = chunks(posts, 9)
    pages = {}
    for number, part in enumerate(parts, 1):
        cards = "".join(
            f"<article class='card'><a class='card-img' href='{p.path}'><img src='/i/{p.n}.jpg' alt=''></a><a class='card-c' href='{p.path}'><h3>{p.title}</h3><div>Several people met in the old town hall and spoke about what they had done.</div></a><footer><time datetime='{p.day}'>{english(p.day)}</time></footer></article>"
            for p in part
        )
        more = (
            f"<button class='pill' data-next='/page/{number + 1}/'>Show me more</button>"
            if number < len(parts)
            else ""
        )
        pages["/" if number == 1 else f"/page/{number}/"] = document(
            f"{menu}<main><div class='feed-x'>{cards}</div>{more}</main>"
        )
    for p in posts:
        pages[p.path] = document(
            f"{menu}<main><article><h1>{p.title}</h1><time datetime='{p.day}'>{english(p.day)}</time>{BODY}</article></main>",
            p.title,
        )
    return Layout("a button for more", pages, posts)


def offsets() -> Layout:
    """`0 10 20 30` with `?debut_textes=` (as SPIP prints), and a French home page with the newest four."""
    posts = written(35, lambda n, s, d: f"/spip.php?article{200 - n}")
    menu = "<div id='entete'><a href='/'>Verbund</a></div><div id='nav'><ul><li><a href='/spip.php?rubrique2'>La vie du réseau</a></li><li><a href='/spip.php?rubrique5'>Nos actualités</a></li><li><a href='/spip.php?page=plan'>Plan du site</a></li></ul></div>"

    def items(part: Sequence[Post]) -> str:
        return "".join(
            f"<li class='hentry'><h3 class='entry-title'><a href='{p.path[1:]}' rel='bookmark'>{p.title}</a></h3><p class='info-publi'><abbr class='published' title='{p.day}T09:00:00Z'>{french(p.day)}</abbr>, par <span>Le bureau</span></p><div class='introduction'><p>Several people met in the old town hall.</p></div></li>"
            for p in part
        )

    pages = {
        "/": document(
            f"{menu}<div id='contenu'><h2>Derniers articles</h2><ul>{items(posts[:4])}</ul></div>", lang="fr"
        )
    }
    parts = chunks(posts, 10)
    for number, part in enumerate(parts):
        pager = " | ".join(
            f"<strong>{n * 10}</strong>"
            if n == number
            else f"<a href='spip.php?rubrique5{f'&amp;debut_textes={n * 10}' if n else ''}#pagination_textes'>{n * 10}</a>"
            for n in range(len(parts))
        )
        pages[f"/spip.php?rubrique5{f'&debut_textes={number * 10}' if number else ''}"] = document(
            f"{menu}<div id='contenu'><h1>Nos actualités</h1><ul>{items(part)}</ul><p><a id='pagination_textes'></a>{pager}</p></div>",
            lang="fr",
        )
    for p in posts:
        pages[p.path] = document(
            f"{menu}<div id='contenu'><h1 class='entry-title'>{p.title}</h1><p class='info-publi'><abbr class='published' title='{p.day}T09:00:00Z'>{french(p.day)}</abbr>, par Le bureau</p>{BODY}</div>",
            p.title,
            lang="fr",
        )
    return Layout("offsets", pages, posts, ("fr",))


def bare_number() -> Layout:
    """`Seite 2` in links, the current number as bare text, rows of a table with `Zum Beitrag` (as TYPO3 sites)."""
    posts = written(32, lambda n, s, d: f"/aktuelles/detail/{s}")
    menu = "<header><ul class='main'><li><a href='/'>Start</a></li><li><a href='/ueber-uns'>Über uns</a></li><li><a href='/aktuelles'>Aktuelles</a></li><li><a href='/termine'>Termine</a></li></ul></header>"
    pages = {"/": document(f"{menu}<main><h1>Verbund</h1><p>Gemeinsam mehr.</p></main>", lang="de")}
    parts = chunks(posts, 8)
    for number, part in enumerate(parts, 1):
        rows = "".join(
            f"<div class='zeile'><div class='links'><img src='/fileadmin/{p.n}.jpg' alt=''></div><div class='rechts'><span class='tag'>{dotted(p.day)}</span><h4>{p.title}</h4><p>Several people met in the old town hall and spoke.</p><a class='knopf' href='{p.path}'>Zum Beitrag</a></div></div>"
            for p in part
        )
        pager = "".join(
            f"<li>Seite {n}</li>"
            if n == number
            else f"<li><a href='/aktuelles{'' if n == 1 else f'?tx_n%5Bblatt%5D={n}&amp;cHash=a{n}'}'>Seite {n}</a></li>"
            for n in range(1, len(parts) + 1)
        )
        pages[f"/aktuelles{'' if number == 1 else f'?tx_n%5Bblatt%5D={number}&cHash=a{number}'}"] = document(
            f"{menu}<main><h1>Aktuelles</h1>{rows}<ul class='blaettern'>{pager}</ul></main>", lang="de"
        )
    for p in posts:
        pages[p.path] = document(
            f"{menu}<main><span class='tag'>{dotted(p.day)}</span><h1>{p.title}</h1>{BODY}</main>",
            p.title,
            lang="de",
        )
    pages["/termine"] = document(f"{menu}<main><h1>Termine</h1><p>Keine.</p></main>", lang="de")
    pages["/ueber-uns"] = document(f"{menu}<main><h1>Über uns</h1>{BODY}</main>", lang="de")
    return Layout("bare number", pages, posts, ("de",))


def month_links() -> Layout:
    """A news page with the newest twelve, and a select of months; no pager (as Drupal views and others)."""
    posts = written(42, lambda n, s, d: f"/noticias/{s}", every=12)
    menu = "<header><nav><a href='/'>Inicio</a><a href='/quienes-somos'>Quiénes somos</a><a href='/noticias'>Noticias</a></nav></header>"
    names = (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    )
    months: dict[tuple[int, int], list[Post]] = {}
    for p in posts:
        months.setdefault((p.day.year, p.day.month), []).append(p)
    box = (
        "<aside><h3>Por meses</h3><ul>"
        + "".join(
            f"<li><a href='/noticias/{y}/{m:02}'>{names[m - 1]} {y}</a> ({len(part)})</li>"
            for (y, m), part in months.items()
        )
        + "</ul></aside>"
    )

    def items(part: Sequence[Post]) -> str:
        return "".join(
            f"<div class='views-row'><div class='f-fecha'>{slashed(p.day)}</div><div class='f-titulo'><a href='{p.path}'>{p.title}</a></div><div class='f-texto'>Several people met in the old town hall.</div></div>"
            for p in part
        )

    pages = {
        "/": document(f"{menu}<main><h1>Verbund</h1></main>", lang="es"),
        "/noticias": document(f"{menu}<main><h1>Noticias</h1>{items(posts[:12])}</main>{box}", lang="es"),
    }
    for (y, m), part in months.items():
        pages[f"/noticias/{y}/{m:02}"] = document(
            f"{menu}<main><h1>{names[m - 1]} {y}</h1>{items(part)}</main>{box}", lang="es"
        )
    for p in posts:
        pages[p.path] = document(
            f"{menu}<main><h1>{p.title}</h1><div class='f-fecha'>{slashed(p.day)}</div>{BODY}</main>{box}",
            p.title,
            lang="es",
        )
    return Layout("months", pages, posts, ("es",))


def articles_in_table() -> Layout:
    """A table of titles, days and hits, `?start=` and a pager with words in Italian (as Joomla)."""
    posts = written(45, lambda n, s, d: f"/it/comunicazione/{300 - n}-{s}")
    menu = "<div class='top'><a href='/it/'>Home</a> <a href='/it/chi-siamo'>Chi siamo</a> <a href='/it/comunicazione'>Notizie</a></div>"
    pages = {"/": document(f"{menu}<div class='item-page'><h2>Benvenuti</h2></div>", lang="it")}
    parts = chunks(posts, 10)
    for number, part in enumerate(parts):
        rows = "".join(
            f"<tr class='cat-list-row{p.n % 2}'><td headers='t'><a href='{p.path}'>{p.title}</a></td><td class='small'>{slashed(p.day)}</td><td>Visite: {p.n * 3 + 7}</td></tr>"
            for p in part
        )
        pager = "".join(
            f"<li>{n + 1}</li>"
            if n == number
            else f"<li><a href='/it/comunicazione{f'?start={n * 10}' if n else ''}'>{n + 1}</a></li>"
            for n in range(len(parts))
        )
        pages[f"/it/comunicazione{f'?start={number * 10}' if number else ''}"] = document(
            f"{menu}<div class='cat'><h1>Notizie</h1><table><thead><tr><th>Titolo</th><th>Data</th><th>Visite</th></tr></thead><tbody>{rows}</tbody></table><p>Pagina {number + 1} di {len(parts)}</p><ul>{pager}</ul></div>",
            lang="it",
        )
    for p in posts:
        pages[p.path] = document(
            f"{menu}<div class='item-page'><h2>{p.title}</h2><dl><dd>Pubblicato: {slashed(p.day)}</dd></dl>{BODY}</div>",
            p.title,
            lang="it",
        )
    return Layout("articles in a table", pages, posts, ("it",))


LAYOUTS = (
    icon_pager, newest_five, archief, older_newer, documentation, timeline, numbered_files, years_of_archive, manual_and_numbers,
    load_more, offsets, bare_number, month_links, articles_in_table,
)  # fmt: skip
