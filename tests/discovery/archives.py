"""Imitations of sites without a pager, see `generators`. One page shows the newest posts, and archives have all."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from tests.discovery.generators import Groups, Make, written

_MONTHS = "<aside><h3>Por meses</h3><ul>{groups}</ul></aside>"

MAKES = (
    # A home page with the newest five; all posts by year on a page called `Posts` (as Hugo themes have it).
    Make(
        name="newest_five",
        posts=written(38, lambda n, s, d: f"/posts/{s}/"),
        row="<li><span>{p.day:%b} {p.day.day}</span> <a href='{p.path}'>{p.title}</a></li>",
        brief='<div class="item"><a href="{p.path}">{p.title}</a><div class="item-meta">{p.english}</div></div>',
        briefs=slice(5),
        groups=Groups(by="%Y", group="<h3>{p.day.year}</h3><ul class='index'>{rows}</ul>"),
        pages={
            "/": "<main><h1>We bring firms together</h1><p>Since 2009.</p><h2>Recent</h2>{briefs}</main>",
            "/posts/": "<main><h1>Posts</h1>{groups}</main>",
        },
        post="<main><article><h1>{p.title}</h1><p class='stamp'>{p.english} · 2 min read</p>{text}</article></main>",
        menu='<div class="masthead"><a href="/">Verbund</a> <a href="/posts/">Posts</a> <a href="/people/">People</a> <a href="/contact/">Contact</a></div>',
    ),
    # The newest five on the home page, in Dutch, and all posts in a plain list under `Archief` (as Eleventy starters have it).
    Make(
        name="archief",
        posts=written(44, lambda n, s, d: f"/stukken/{s}.html"),
        row="<li class='regel'><a href='{p.path}'>{p.title}</a> <time datetime='{p.day}'>{p.day:%d-%m-%Y}</time></li>",
        briefs=slice(5),
        pages={
            "/": "<h1>Verbund</h1><h2>Pas verschenen</h2><ol class='lijst'>{briefs}</ol><p>Ouder werk staat in het archief.</p>",
            "/archief/": "<h1>Archief</h1><ol class='lijst'>{rows}</ol>",
        },
        post="<main><h1>{p.title}</h1><time datetime='{p.day}'>{p.day:%d-%m-%Y}</time>{text}</main>",
        menu="<nav><ul><li><a href='/'>Welkom</a></li><li><a href='/wie/'>Wie we zijn</a></li><li><a href='/archief/'>Archief</a></li></ul></nav>",
        lang="nl",
    ),
    # The newest ten on the home page, and a `Timeline` with month and day below the year (as VuePress blogs).
    Make(
        name="timeline",
        posts=written(41, lambda n, s, d: f"/article/{s}.html", every=9),
        row="<div class='dot'><span class='md'>{p.day:%m-%d}</span><a href='{p.path}'>{p.title}</a></div>",
        brief="<article class='vp-x'><header><a href='{p.path}'><span>{p.title}</span></a></header><div class='info'><span>👤 Office</span><span>📅 {p.day}</span></div></article>",
        briefs=slice(10),
        groups=Groups(by="%Y", group="<div class='year-wrap'><h2 class='year'>{p.day.year}</h2>{rows}</div>"),
        pages={
            "/": "<main><div class='hero'>A place for firms</div>{briefs}</main>",
            "/timeline/": "<main><h1>Timeline</h1>{groups}</main>",
        },
        post="<main><h1>{p.title}</h1><div class='info'><span>👤 Office</span><span>📅 {p.day}</span></div>{text}</main>",
        menu="<header class='navbar'><a href='/'>Verbund</a><nav><a href='/category/'>Category</a><a href='/tag/'>Tag</a><a href='/timeline/'>Timeline</a></nav></header>",
    ),
    # The newest ten and an `Archive` that has only links to years (as Nikola makes it).
    Make(
        name="years_of_archive",
        posts=written(40, lambda n, s, d: f"/notes/{s}/"),
        row="<li><time class='listdate' datetime='{p.day}T10:00:00Z'>{p.day} 10:00</time> <a href='{p.path}' class='listtitle'>{p.title}</a></li>",
        brief="<article class='h-entry post-text'><header><h1 class='p-name'><a href='{p.path}' class='u-url'>{p.title}</a></h1><p class='dateline'><time class='dt-published' datetime='{p.day}T10:00:00Z'>{p.day} 10:00</time></p></header>{text}</article>",
        briefs=slice(10),
        groups=Groups(
            by="%Y",
            group="<li><a href='/{p.day.year}/'>{p.day.year} ({count})</a></li>",
            path="/{p.day.year}/",
            page="<main><h1>Posts for year {p.day.year}</h1><ul class='postlist'>{rows}</ul></main>",
        ),
        pages={
            "/": "<main>{briefs}</main>",
            "/archive.html": "<main><h1>Archive</h1><ul class='postlist'>{groups}</ul></main>",
        },
        post="<main><article><h1 class='p-name'>{p.title}</h1><time class='dt-published' datetime='{p.day}T10:00:00Z'>{p.day} 10:00</time>{text}</article></main>",
        menu="<header><a href='/'>Verbund</a><ul><li><a href='/archive.html'>Archive</a></li><li><a href='/categories/'>Tags</a></li><li><a href='/rss.xml'>RSS</a></li></ul></header>",
    ),
    # A news page with the newest twelve, and a select of months; no pager (as Drupal views and others).
    Make(
        name="month_links",
        posts=written(42, lambda n, s, d: f"/noticias/{s}", every=12),
        row="<div class='views-row'><div class='f-fecha'>{p.day:%d/%m/%Y}</div><div class='f-titulo'><a href='{p.path}'>{p.title}</a></div><div class='f-texto'>Several people met in the old town hall.</div></div>",
        briefs=slice(12),
        groups=Groups(
            by="%Y/%m",
            group="<li><a href='/noticias/{p.day:%Y/%m}'>{p.spanish_month}</a> ({count})</li>",
            path="/noticias/{p.day:%Y/%m}",
            page="<main><h1>{p.spanish_month}</h1>{rows}</main>" + _MONTHS,
        ),
        pages={
            "/": "<main><h1>Verbund</h1></main>",
            "/noticias": "<main><h1>Noticias</h1>{briefs}</main>" + _MONTHS,
        },
        post="<main><h1>{p.title}</h1><div class='f-fecha'>{p.day:%d/%m/%Y}</div>{text}</main>" + _MONTHS,
        menu="<header><nav><a href='/'>Inicio</a><a href='/quienes-somos'>Quiénes somos</a><a href='/noticias'>Noticias</a></nav></header>",
        lang="es",
    ),
    # The newest eight on the home page; `Archives` is one list per month with the day of each post (Hexo themes).
    Make(
        name="archive_by_months",
        posts=written(40, lambda n, s, d: f"/{d:%Y-%m}/{s}/", every=11),
        row="<a href='{p.path}' class='pp'><span class='d'>{p.day.day}</span><span>{p.title}</span></a>",
        brief='<div class="post-preview"><a href="{p.path}"><h2 class="pt">{p.title}</h2><div class="pc">Several people met in the old town hall.</div></a><p class="pm">Posted by Office on {p.day}</p></div>',
        briefs=slice(8),
        groups=Groups(by="%Y-%m", group="<div class='one'><span class='m'>{p.day:%B %Y}</span>{rows}</div>"),
        pages={
            "/": "<div class='container'>{briefs}</div>",
            "/archives/": "<div class='container'>{groups}</div>",
            "/about/": "<div class='container'><h1>About</h1>{text}</div>",
        },
        post="<div class='container'><h1>{p.title}</h1>{text}</div>",
        menu='<header><a href="/">Verbund</a><a href="/archives/">Archives</a><a href="/about/">About</a></header>',
    ),
    # Six teasers on the home page and `Alla nyheter →` to one plain list; dates in ISO (static sites).
    Make(
        name="all_news",
        posts=written(31, lambda n, s, d: f"/n/{d.year}/{s}.html", every=23),
        row="<p>{p.day} &ndash; <a href='{p.path}'>{p.title}</a></p>",
        brief='<div class="puff"><b>{p.title}</b><br>{p.day}<br>Several people met. <a href="{p.path}">Läs vidare här</a></div>',
        briefs=slice(6),
        pages={
            "/": "<main><h1>Välkommen</h1>{briefs}<p><a href='/lista.html'>Alla nyheter →</a></p></main>",
            "/lista.html": "<main><h1>Alla nyheter</h1>{rows}</main>",
        },
        post="<main><h1>{p.title}</h1><p>{p.day}</p>{text}</main>",
        menu='<header><a href="/">Verbund</a> <a href="/om.html">Om oss</a> <a href="/kontakt.html">Kontakt</a></header>',
        lang="sv",
    ),
)
