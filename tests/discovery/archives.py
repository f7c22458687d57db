"""Imitations of sites without a pager, see `generators`. One page shows the newest posts, and archives have all."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from tests.discovery.generators import BODY, MONTHS, Layout, Post, by, each, english, site, slashed, written


def newest_five() -> Layout:
    """A home page with the newest five; all posts by year on a page called `Posts` (as Hugo themes have it)."""

    def year(number: int, part: list[Post]) -> str:
        items = each(
            part,
            lambda p: (
                f"<li><span>{MONTHS[p.day.month - 1]} {p.day.day}</span> <a href='{p.path}'>{p.title}</a></li>"
            ),
        )
        return f"<h3>{number}</h3><ul class='index'>{items}</ul>"

    posts = written(38, lambda n, s, d: f"/posts/{s}/")
    newest = each(
        posts[:5],
        lambda p: (
            f'<div class="item"><a href="{p.path}">{p.title}</a><div class="item-meta">{english(p.day)}</div></div>'
        ),
    )
    years = "".join(year(*group) for group in by(lambda d: d.year, posts).items())
    return site(
        posts,
        {
            "/": f"<main><h1>We bring firms together</h1><p>Since 2009.</p><h2>Recent</h2>{newest}</main>",
            "/posts/": f"<main><h1>Posts</h1>{years}</main>",
        },
        lambda p: (
            f"<main><article><h1>{p.title}</h1><p class='stamp'>{english(p.day)} · 2 min read</p>{BODY}</article></main>"
        ),
        menu='<div class="masthead"><a href="/">Verbund</a> <a href="/posts/">Posts</a> <a href="/people/">People</a> <a href="/contact/">Contact</a></div>',
    )


def archief() -> Layout:
    """The newest five on the home page, in Dutch, and all posts in a plain list under `Archief` (as Eleventy starters have it)."""

    def day(p: Post) -> str:
        return f"<time datetime='{p.day}'>{p.day:%d-%m-%Y}</time>"

    def row(p: Post) -> str:
        return f"<li class='regel'><a href='{p.path}'>{p.title}</a> {day(p)}</li>"

    posts = written(44, lambda n, s, d: f"/stukken/{s}.html")
    return site(
        posts,
        {
            "/": f"<h1>Verbund</h1><h2>Pas verschenen</h2><ol class='lijst'>{each(posts[:5], row)}</ol><p>Ouder werk staat in het archief.</p>",
            "/archief/": f"<h1>Archief</h1><ol class='lijst'>{each(posts, row)}</ol>",
        },
        lambda p: f"<main><h1>{p.title}</h1>{day(p)}{BODY}</main>",
        menu="<nav><ul><li><a href='/'>Welkom</a></li><li><a href='/wie/'>Wie we zijn</a></li><li><a href='/archief/'>Archief</a></li></ul></nav>",
        lang="nl",
    )


def timeline() -> Layout:
    """The newest ten on the home page, and a `Timeline` with month and day below the year (as VuePress blogs)."""

    def about(p: Post) -> str:
        return f"<div class='info'><span>👤 Office</span><span>📅 {p.day}</span></div>"

    def year(number: int, part: list[Post]) -> str:
        items = each(
            part,
            lambda p: (
                f"<div class='dot'><span class='md'>{p.day:%m-%d}</span><a href='{p.path}'>{p.title}</a></div>"
            ),
        )
        return f"<div class='year-wrap'><h2 class='year'>{number}</h2>{items}</div>"

    posts = written(41, lambda n, s, d: f"/article/{s}.html", every=9)
    newest = each(
        posts[:10],
        lambda p: (
            f"<article class='vp-x'><header><a href='{p.path}'><span>{p.title}</span></a></header>{about(p)}</article>"
        ),
    )
    years = "".join(year(*group) for group in by(lambda d: d.year, posts).items())
    return site(
        posts,
        {
            "/": f"<main><div class='hero'>A place for firms</div>{newest}</main>",
            "/timeline/": f"<main><h1>Timeline</h1>{years}</main>",
        },
        lambda p: f"<main><h1>{p.title}</h1>{about(p)}{BODY}</main>",
        menu="<header class='navbar'><a href='/'>Verbund</a><nav><a href='/category/'>Category</a><a href='/tag/'>Tag</a><a href='/timeline/'>Timeline</a></nav></header>",
    )


def years_of_archive() -> Layout:
    """The newest ten and an `Archive` that has only links to years (as Nikola makes it)."""
    posts = written(40, lambda n, s, d: f"/notes/{s}/")
    newest = each(
        posts[:10],
        lambda p: (
            f"<article class='h-entry post-text'><header><h1 class='p-name'><a href='{p.path}' class='u-url'>{p.title}</a></h1><p class='dateline'><time class='dt-published' datetime='{p.day}T10:00:00Z'>{p.day} 10:00</time></p></header>{BODY}</article>"
        ),
    )
    years = by(lambda d: d.year, posts)
    links = "".join(f"<li><a href='/{year}/'>{year} ({len(part)})</a></li>" for year, part in years.items())
    bodies = {
        "/": f"<main>{newest}</main>",
        "/archive.html": f"<main><h1>Archive</h1><ul class='postlist'>{links}</ul></main>",
    }
    for year, part in years.items():
        items = each(
            part,
            lambda p: (
                f"<li><time class='listdate' datetime='{p.day}T10:00:00Z'>{p.day} 10:00</time> <a href='{p.path}' class='listtitle'>{p.title}</a></li>"
            ),
        )
        bodies[f"/{year}/"] = f"<main><h1>Posts for year {year}</h1><ul class='postlist'>{items}</ul></main>"
    return site(
        posts,
        bodies,
        lambda p: (
            f"<main><article><h1 class='p-name'>{p.title}</h1><time class='dt-published' datetime='{p.day}T10:00:00Z'>{p.day} 10:00</time>{BODY}</article></main>"
        ),
        menu="<header><a href='/'>Verbund</a><ul><li><a href='/archive.html'>Archive</a></li><li><a href='/categories/'>Tags</a></li><li><a href='/rss.xml'>RSS</a></li></ul></header>",
    )


def month_links() -> Layout:
    """A news page with the newest twelve, and a select of months; no pager (as Drupal views and others)."""

    def row(p: Post) -> str:
        return f"<div class='views-row'><div class='f-fecha'>{slashed(p.day)}</div><div class='f-titulo'><a href='{p.path}'>{p.title}</a></div><div class='f-texto'>Several people met in the old town hall.</div></div>"

    posts = written(42, lambda n, s, d: f"/noticias/{s}", every=12)
    names = (
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    )  # fmt: skip
    months = {
        f"/noticias/{day:%Y/%m}": (f"{names[day.month - 1]} {day.year}", part)
        for day, part in by(lambda d: d.replace(day=1), posts).items()
    }
    links = "".join(
        f"<li><a href='{path}'>{name}</a> ({len(part)})</li>" for path, (name, part) in months.items()
    )
    box = f"<aside><h3>Por meses</h3><ul>{links}</ul></aside>"
    lists = {"/noticias": ("Noticias", posts[:12]), **months}
    return site(
        posts,
        {
            "/": "<main><h1>Verbund</h1></main>",
            **{
                path: f"<main><h1>{name}</h1>{each(part, row)}</main>{box}"
                for path, (name, part) in lists.items()
            },
        },
        lambda p: f"<main><h1>{p.title}</h1><div class='f-fecha'>{slashed(p.day)}</div>{BODY}</main>{box}",
        menu="<header><nav><a href='/'>Inicio</a><a href='/quienes-somos'>Quiénes somos</a><a href='/noticias'>Noticias</a></nav></header>",
        lang="es",
    )


def archive_by_months() -> Layout:
    """The newest eight on the home page; `Archives` is one list per month with the day of each post (Hexo themes)."""

    def month(name: str, part: list[Post]) -> str:
        items = each(
            part,
            lambda p: (
                f"<a href='{p.path}' class='pp'><span class='d'>{p.day.day}</span><span>{p.title}</span></a>"
            ),
        )
        return f"<div class='one'><span class='m'>{name}</span>{items}</div>"

    posts = written(40, lambda n, s, d: f"/{d:%Y-%m}/{s}/", every=11)
    newest = each(
        posts[:8],
        lambda p: (
            f'<div class="post-preview"><a href="{p.path}"><h2 class="pt">{p.title}</h2><div class="pc">Several people met in the old town hall.</div></a><p class="pm">Posted by Office on {p.day}</p></div>'
        ),
    )
    months = "".join(month(*group) for group in by(lambda d: f"{d:%B %Y}", posts).items())
    return site(
        posts,
        {
            "/": f"<div class='container'>{newest}</div>",
            "/archives/": f"<div class='container'>{months}</div>",
            "/about/": f"<div class='container'><h1>About</h1>{BODY}</div>",
        },
        lambda p: f"<div class='container'><h1>{p.title}</h1>{BODY}</div>",
        menu='<header><a href="/">Verbund</a><a href="/archives/">Archives</a><a href="/about/">About</a></header>',
    )


def all_news() -> Layout:
    """Six teasers on the home page and `Alla nyheter →` to one plain list; dates in ISO (static sites)."""
    posts = written(31, lambda n, s, d: f"/n/{d.year}/{s}.html", every=23)
    teasers = each(
        posts[:6],
        lambda p: (
            f'<div class="puff"><b>{p.title}</b><br>{p.day}<br>Several people met. <a href="{p.path}">Läs vidare här</a></div>'
        ),
    )
    rows = each(posts, lambda p: f"<p>{p.day} &ndash; <a href='{p.path}'>{p.title}</a></p>")
    return site(
        posts,
        {
            "/": f"<main><h1>Välkommen</h1>{teasers}<p><a href='/lista.html'>Alla nyheter →</a></p></main>",
            "/lista.html": f"<main><h1>Alla nyheter</h1>{rows}</main>",
        },
        lambda p: f"<main><h1>{p.title}</h1><p>{p.day}</p>{BODY}</main>",
        menu='<header><a href="/">Verbund</a> <a href="/om.html">Om oss</a> <a href="/kontakt.html">Kontakt</a></header>',
        lang="sv",
    )


LAYOUTS = (newest_five, archief, timeline, years_of_archive, month_links, archive_by_months, all_news)
