"""More imitations of sites, see `generators`: pagers by other addresses, lists in other markup."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.discovery.generators import (
    BODY,
    Layout,
    Post,
    chunks,
    document,
    dotted,
    english,
    french,
    german,
    written,
)


def built(
    name: str,
    *,
    count: int,
    size: int,
    path: Callable[[int, str, date], str],
    index: Callable[[int], str],
    row: Callable[[Post], str],
    pager: Callable[[int, int], str],
    page: Callable[[Post], str],
    around: tuple[str, str] = ("<main>", "</main>"),
    home: str | None = None,
    lang: str = "en",
    menu: str = "",
    every: int = 17,
) -> Layout:
    """A layout with one list in pages: `index` is the path of page n, `pager` what is below page n of all."""
    posts = written(count, path, every)
    parts = chunks(posts, size)
    pages = {}
    for n, part in enumerate(parts, 1):
        pages[index(n)] = document(
            f"{menu}{around[0]}{''.join(map(row, part))}{pager(n, len(parts))}{around[1]}", lang=lang
        )
    if home is not None:
        pages["/"] = document(f"{menu}{home}", lang=lang)
    for p in posts:
        pages[p.path] = document(f"{menu}<main>{page(p)}{BODY}</main>", p.title, lang=lang)
    return Layout(name, pages, posts, (lang,))


def colon() -> Layout:
    """`/journal/page:2`, titles in spans, German days (Kirby, Grav)."""
    return built(
        "colon",
        count=36,
        size=6,
        lang="de",
        path=lambda n, s, d: f"/journal/{s}",
        index=lambda n: f"/journal{f'/page:{n}' if n > 1 else ''}",
        menu='<header><a href="/">Verbund</a> <a href="/journal">Journal</a> <a href="/verein">Der Verein</a></header>',
        home="<main><h1>Verbund</h1><p>Wir sind viele.</p></main>",
        row=lambda p: (
            f'<a class="tile" href="{p.path}"><span class="tile-t">{p.title}</span><span class="tile-d">{german(p.day)}</span></a>'
        ),
        pager=lambda n, m: (
            '<nav class="x">'
            + (f'<a href="/journal{f"/page:{n - 1}" if n > 2 else ""}" rel="prev">←</a>' if n > 1 else "")
            + (f'<a href="/journal/page:{n + 1}">→</a>' if n < m else "")
            + "</nav>"
        ),
        page=lambda p: f"<h1>{p.title}</h1><span class='tile-d'>{german(p.day)}</span>",
    )


def p_numbers() -> Layout:
    """`/actualites/p2`, `Page 1 sur 5` (Craft)."""
    return built(
        "p2",
        count=41,
        size=9,
        lang="fr",
        path=lambda n, s, d: f"/actualites/{s}",
        index=lambda n: f"/actualites{f'/p{n}' if n > 1 else ''}",
        menu='<nav><a href="/">Accueil</a><a href="/actualites">Actualités</a><a href="/membres">Membres</a></nav>',
        home="<main><h1>Verbund</h1></main>",
        row=lambda p: (
            f'<div class="bloc"><p class="quand">{french(p.day)}</p><h2>{p.title}</h2><p>Several people met in the old town hall.</p><a href="{p.path}">Tout lire</a></div>'
        ),
        pager=lambda n, m: (
            f'<div class="bas">Page {n} sur {m} '
            + (f'<a href="/actualites/p{n + 1}">Suite &gt;</a>' if n < m else "")
            + "</div>"
        ),
        page=lambda p: f"<p class='quand'>{french(p.day)}</p><h1>{p.title}</h1>",
    )


def coded_parameter() -> Layout:
    """`?c4f2_page=2` and an arrow as picture (Webflow)."""
    return built(
        "coded parameter",
        count=33,
        size=8,
        path=lambda n, s, d: f"/updates/{s}",
        index=lambda n: f"/updates{f'?c4f2_page={n}' if n > 1 else ''}",
        menu='<div class="navbar"><a href="/">Verbund</a><a href="/updates">Updates</a><a href="/team">Team</a></div>',
        home="<main><h1>Verbund</h1></main>",
        row=lambda p: (
            f'<div role="listitem" class="w-item"><div class="w-date">{english(p.day)}</div><a href="{p.path}" class="w-link"><h5>{p.title}</h5></a><div>Several people met in the old town hall.</div></div>'
        ),
        pager=lambda n, m: (
            '<div role="navigation" aria-label="List" class="w-pg">'
            + (
                f'<a href="?c4f2_page={n - 1}" aria-label="Previous Page"><img src="/l.svg"></a>'
                if n > 1
                else ""
            )
            + (f'<a href="?c4f2_page={n + 1}" aria-label="Next Page"><img src="/r.svg"></a>' if n < m else "")
            + "</div>"
        ),
        page=lambda p: f"<h1>{p.title}</h1><div class='w-date'>{english(p.day)}</div>",
    )


def updated_max() -> Layout:
    """`Older Posts` with a time in the address, and an archive of years in a box (Blogger)."""
    posts = written(34, lambda n, s, d: f"/{d:%Y/%m}/{s}.html")
    parts = chunks(posts, 7)

    def index(n: int) -> str:
        return "/" if n == 1 else f"/search?updated-max={parts[n - 2][-1].day}T09:00:00Z&max-results=7"

    return built(
        "updated-max",
        count=34,
        size=7,
        path=lambda n, s, d: f"/{d:%Y/%m}/{s}.html",
        index=index,
        menu='<div class="head"><h1><a href="/">Verbund</a></h1></div>',
        row=lambda p: (
            f'<div class="date-outer"><h2 class="date-header"><span>{p.day:%A}, {english(p.day)}</span></h2><div class="post"><h3 class="post-title"><a href="{p.path}">{p.title}</a></h3>{BODY}<div class="foot">Posted by Office at <a href="{p.path}"><abbr title="{p.day}T09:00:00Z">09:00</abbr></a> <a href="{p.path}#comment-form">No comments:</a></div></div></div>'
        ),
        pager=lambda n, m: (
            '<div class="bp">'
            + (
                f'<a class="newer-link" href="{index(n - 1).replace("&", "&amp;")}">Newer Posts</a>'
                if n > 1
                else ""
            )
            + (
                f'<a class="older-link" href="{index(n + 1).replace("&", "&amp;")}">Older Posts</a>'
                if n < m
                else ""
            )
            + '</div><div class="widget"><h2>Blog Archive</h2><ul><li><a href="/2026/">2026</a> (18)</li><li><a href="/2025/">2025</a> (16)</li></ul></div>'
        ),
        page=lambda p: (
            f"<h2 class='date-header'><span>{p.day:%A}, {english(p.day)}</span></h2><h3 class='post-title'>{p.title}</h3>"
        ),
    )


def folders() -> Layout:
    """`/blog/2`, `/blog/3`: numbers without a word (Gatsby)."""
    return built(
        "folders",
        count=44,
        size=10,
        path=lambda n, s, d: f"/blog/{s}/",
        index=lambda n: f"/blog/{f'{n}/' if n > 1 else ''}",
        menu='<header><a href="/">Verbund</a><a href="/blog/">Blog</a></header>',
        home="<main><h1>Verbund</h1><p>Hello.</p></main>",
        row=lambda p: (
            f'<article itemscope><header><h2><a href="{p.path}" itemprop="url"><span itemprop="headline">{p.title}</span></a></h2><small>{english(p.day)}</small></header><section><p>Several people met in the old town hall.</p></section></article>'
        ),
        pager=lambda n, m: (
            "<ul>"
            + "".join(
                f'<li><a href="/blog/{f"{k}/" if k > 1 else ""}"{" class=here" if k == n else ""}>{k}</a></li>'
                for k in range(1, m + 1)
            )
            + "</ul>"
        ),
        page=lambda p: f"<h1>{p.title}</h1><p>{english(p.day)}</p>",
    )


def counted_down() -> Layout:
    """The second page is `index-4.html`, the last `index-1.html` (Nikola)."""

    def index(n: int) -> str:
        return "/" if n == 1 else f"/index-{6 - n}.html"

    return built(
        "counted down",
        count=45,
        size=9,
        path=lambda n, s, d: f"/posts/{s}/",
        index=index,
        menu='<header><a href="/">Verbund</a><a href="/pages/about/">About</a></header>',
        row=lambda p: (
            f'<article class="h-e"><header><h1 class="p-n"><a href="{p.path}">{p.title}</a></h1><p><time datetime="{p.day}T10:00:00Z">{p.day}</time></p></header>{BODY}</article>'
        ),
        pager=lambda n, m: (
            '<nav class="postindexpager"><ul>'
            + (
                f'<li class="previous"><a href="{index(n - 1)}" rel="prev">Newer posts</a></li>'
                if n > 1
                else ""
            )
            + (f'<li class="next"><a href="{index(n + 1)}" rel="next">Older posts</a></li>' if n < m else "")
            + "</ul></nav>"
        ),
        page=lambda p: f"<h1 class='p-n'>{p.title}</h1><time datetime='{p.day}T10:00:00Z'>{p.day}</time>",
    )


def batches() -> Layout:
    """`?b_start:int=10` and `Következő 10 elem »` (Plone)."""
    return built(
        "batches",
        count=38,
        size=10,
        lang="hu",
        path=lambda n, s, d: f"/hirek/{s}",
        index=lambda n: f"/hirek{f'?b_start:int={n * 10 - 10}' if n > 1 else ''}",
        menu='<nav id="gn"><ul><li><a href="/">Kezdőlap</a></li><li><a href="/hirek">Hírek</a></li><li><a href="/rolunk">Rólunk</a></li></ul></nav>',
        home="<main><h1>Verbund</h1></main>",
        row=lambda p: (
            f'<article class="entry"><header><span class="summary"><a href="{p.path}" class="contenttype-news-item state-published url">{p.title}</a></span></header><p><span class="discreet">{p.day:%Y. %m. %d.}</span></p><p class="description">Several people met in the old town hall.</p></article>'
        ),
        pager=lambda n, m: (
            "<nav><ul>"
            + "".join(
                f"<li><span>{k}</span></li>"
                if k == n
                else f'<li><a href="/hirek?b_start:int={k * 10 - 10}">{k}</a></li>'
                for k in range(1, m + 1)
            )
            + (f'<li><a href="/hirek?b_start:int={n * 10}">Következő 10 elem »</a></li>' if n < m else "")
            + "</ul></nav>"
        ),
        page=lambda p: f"<h1>{p.title}</h1><span class='discreet'>{p.day:%Y. %m. %d.}</span>",
    )


def portlets() -> Layout:
    """A long address with `_cur=2`, `Showing 1 - 8 of 35` and only arrows (Liferay)."""
    q = "?p_p_id=list_INSTANCE_x7&amp;p_p_lifecycle=0&amp;_list_delta=8&amp;_list_cur="
    return built(
        "portlets",
        count=35,
        size=8,
        path=lambda n, s, d: f"/web/guest/w/{s}",
        index=lambda n: f"/web/guest/newsroom{q.replace('&amp;', '&') + str(n) if n > 1 else ''}",
        menu='<header><a href="/">Verbund</a><ul><li><a href="/web/guest/newsroom">Newsroom</a></li></ul></header>',
        home="<main><h1>Verbund</h1></main>",
        row=lambda p: (
            f'<div class="asset-abstract"><h4 class="asset-title"><a href="{p.path}">{p.title}</a></h4><div class="metadata-entry">{p.day:%d %b %Y}</div><div class="asset-summary">Several people met in the old town hall.</div></div>'
        ),
        pager=lambda n, m: (
            f'<div class="bar"><p>Showing {n * 8 - 7} - {min(n * 8, 35)} of 35</p><ul>'
            + (
                f'<li><a href="/web/guest/newsroom{q}{n - 1}"><span class="ico-l"></span></a></li>'
                if n > 1
                else ""
            )
            + (
                f'<li><a href="/web/guest/newsroom{q}{n + 1}"><span class="ico-r"></span></a></li>'
                if n < m
                else ""
            )
            + "</ul></div>"
        ),
        page=lambda p: f"<h1>{p.title}</h1><div class='metadata-entry'>{p.day:%d %b %Y}</div>",
    )


def forward() -> Layout:
    """`?page_n42=2`, `Seite 1 von 5`, `Vorwärts` and `Ende` (Contao)."""
    return built(
        "forward",
        count=39,
        size=8,
        lang="de",
        path=lambda n, s, d: f"/meldung/{s}.html",
        index=lambda n: f"/neuigkeiten.html{f'?page_n42={n}' if n > 1 else ''}",
        menu='<nav class="mod_navigation"><ul><li><a href="/neuigkeiten.html">Neuigkeiten</a></li><li><a href="/termine.html">Termine</a></li></ul></nav>',
        home="<main><h1>Verbund</h1></main>",
        row=lambda p: (
            f'<div class="layout_latest block"><p class="info"><time datetime="{p.day}T08:00:00+01:00">{dotted(p.day)} 08:00</time> von K. Büro</p><h3><a href="{p.path}" title="Den Artikel lesen: {p.title}">{p.title}</a></h3><div class="ce_text"><p>Several people met in the old town hall.</p></div><p class="more"><a href="{p.path}" title="Den Artikel lesen: {p.title}">Weiterlesen … <span class="invisible">{p.title}</span></a></p></div>'
        ),
        pager=lambda n, m: (
            f'<div class="block"><p>Seite {n} von {m}</p><ul>'
            + "".join(
                f"<li>{k}</li>"
                if k == n
                else f'<li><a href="/neuigkeiten.html{f"?page_n42={k}" if k > 1 else ""}" class="link">{k}</a></li>'
                for k in range(1, m + 1)
            )
            + (
                f'<li><a href="/neuigkeiten.html?page_n42={n + 1}" class="link">Vorwärts</a></li><li><a href="/neuigkeiten.html?page_n42={m}">Ende »</a></li>'
                if n < m
                else ""
            )
            + "</ul></div>"
        ),
        page=lambda p: (
            f"<p class='info'><time datetime='{p.day}T08:00:00+01:00'>{dotted(p.day)} 08:00</time></p><h1>{p.title}</h1>"
        ),
    )


def fragments() -> Layout:
    """A button whose address gives only the next cards (Umbraco and others); Danish."""
    return built(
        "fragments",
        count=30,
        size=6,
        lang="da",
        path=lambda n, s, d: f"/nyheder/{s}/",
        index=lambda n: "/nyheder/" if n == 1 else f"/umbraco/surface/news/list?skip={n * 6 - 6}",
        menu='<nav><a href="/">Forside</a><a href="/nyheder/">Nyheder</a></nav>',
        home="<main><h1>Verbund</h1></main>",
        row=lambda p: (
            f'<div class="kort"><a href="{p.path}"><div class="kort-b"><span>{p.day:%d-%m-%Y}</span><h3>{p.title}</h3><p>Several people met in the old town hall.</p></div></a></div>'
        ),
        pager=lambda n, m: (
            f'<div class="mid"><a role="button" class="btn js-more" data-url="/umbraco/surface/news/list?skip={n * 6}">Indlæs flere</a></div>'
            if n < m
            else ""
        ),
        page=lambda p: f"<span>{p.day:%d-%m-%Y}</span><h1>{p.title}</h1>",
    )


def archive_by_months() -> Layout:
    """The newest eight on the home page; `Archives` is one list per month with the day of each post (Hexo themes)."""
    posts = written(40, lambda n, s, d: f"/{d:%Y-%m}/{s}/", every=11)
    menu = (
        '<header><a href="/">Verbund</a><a href="/archives/">Archives</a><a href="/about/">About</a></header>'
    )
    months: dict[str, list[Post]] = {}
    for p in posts:
        months.setdefault(f"{p.day:%B %Y}", []).append(p)
    home = "".join(
        f'<div class="post-preview"><a href="{p.path}"><h2 class="pt">{p.title}</h2><div class="pc">Several people met in the old town hall.</div></a><p class="pm">Posted by Office on {p.day}</p></div>'
        for p in posts[:8]
    )
    lists = "".join(
        f"<div class='one'><span class='m'>{m}</span>"
        + "".join(
            f"<a href='{p.path}' class='pp'><span class='d'>{p.day.day}</span><span>{p.title}</span></a>"
            for p in part
        )
        + "</div>"
        for m, part in months.items()
    )
    pages = {
        "/": document(f"{menu}<div class='container'>{home}</div>"),
        "/archives/": document(f"{menu}<div class='container'>{lists}</div>"),
        "/about/": document(f"{menu}<div class='container'><h1>About</h1>{BODY}</div>"),
    }
    for p in posts:
        pages[p.path] = document(f"{menu}<div class='container'><h1>{p.title}</h1>{BODY}</div>", p.title)
    return Layout("archive by months", pages, posts)


def all_news() -> Layout:
    """Six teasers on the home page and `Alla nyheter →` to one plain list; dates in ISO (static sites)."""
    posts = written(31, lambda n, s, d: f"/n/{d.year}/{s}.html", every=23)
    menu = '<header><a href="/">Verbund</a> <a href="/om.html">Om oss</a> <a href="/kontakt.html">Kontakt</a></header>'
    home = "".join(
        f'<div class="puff"><b>{p.title}</b><br>{p.day}<br>Several people met. <a href="{p.path}">Läs vidare här</a></div>'
        for p in posts[:6]
    )
    rows = "".join(f"<p>{p.day} &ndash; <a href='{p.path}'>{p.title}</a></p>" for p in posts)
    pages = {
        "/": document(
            f"{menu}<main><h1>Välkommen</h1>{home}<p><a href='/lista.html'>Alla nyheter →</a></p></main>",
            lang="sv",
        ),
        "/lista.html": document(f"{menu}<main><h1>Alla nyheter</h1>{rows}</main>", lang="sv"),
    }
    for p in posts:
        pages[p.path] = document(
            f"{menu}<main><h1>{p.title}</h1><p>{p.day}</p>{BODY}</main>", p.title, lang="sv"
        )
    return Layout("all news", pages, posts, ("sv",))


LAYOUTS = (
    colon, p_numbers, coded_parameter, updated_max, folders, counted_down, batches, portlets, forward, fragments, archive_by_months, all_news,
)  # fmt: skip
