"""Imitations of sites with a list in pages, see `generators`. Each has another pager and another markup of its list."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from tests.discovery.generators import (
    BODY,
    MONTHS,
    Layout,
    Post,
    chunks,
    dotted,
    each,
    english,
    french,
    german,
    numbers,
    paged,
    slashed,
    written,
)


def icon_pager() -> Layout:
    """A blog whose pager is two icons around `1 / 5`; posts lie in folders of their day (as Hexo makes it)."""

    def path(n: int) -> str:
        return "/" if n == 1 else f"/page/{n}/"

    def icon(n: int, name: str) -> str:
        return f'<a href="{path(n)}"><i class="fa fa-angle-{name}"></i></a>'

    posts = written(47, lambda n, s, d: f"/{d:%Y/%m/%d}/{s}/")
    return paged(
        posts,
        10,
        path=path,
        row=lambda p: (
            f'<section class="entry-card"><a class="entry-link" href="{p.path}"><h2>{p.title}</h2></a><div class="entry-sub"><i class="fa fa-calendar"></i> {p.day}</div><p>Several people met in the old town hall and spoke about what they had done.</p></section>'
        ),
        body=lambda rows, n, last: (
            f'<div id="stream">{rows}</div><div class="flip">'
            + (icon(n - 1, "left") if n > 1 else "")
            + f"<b>{n} / {last}</b>"
            + (icon(n + 1, "right") if n < last else "")
            + "</div><footer>Verbund</footer>"
        ),
        post=lambda p: (
            f'<div class="whole"><h1>{p.title}</h1><div class="entry-sub">{p.day}</div>{BODY}</div>'
        ),
        menu='<header id="top"><a class="brand" href="/">Verbund</a><nav><a href="/">Start</a> <a href="/tags/">Tags</a> <a href="/links/">Friends</a> <a href="/about/">About</a></nav></header>',
    )


def older_newer() -> Layout:
    """`Older` and `Newer` around `Page 1 of 6`, pages at `/page2/` (as Jekyll paginates)."""

    def path(n: int) -> str:
        return "/" if n == 1 else f"/page{n}/"

    def text(p: Post) -> str:
        return f"<p class='when'>{p.day.day:02} {MONTHS[p.day.month - 1]} {p.day.year}</p>{BODY}"

    posts = written(33, lambda n, s, d: f"/{d:%Y/%m/%d}/{s}.html")
    return paged(
        posts,
        6,
        path=path,
        row=lambda p: f"<div class='post-row'><h2><a href='{p.path}'>{p.title}</a></h2>{text(p)}</div>",
        body=lambda rows, n, last: (
            f"<div class='container'>{rows}<div>"
            + (f"<a href='{path(n - 1)}'>Newer</a>" if n > 1 else "<span>Newer</span>")
            + f" <span>Page: {n} of {last}</span> "
            + (f"<a href='{path(n + 1)}'>Older</a>" if n < last else "<span>Older</span>")
            + "</div></div>"
        ),
        post=lambda p: f"<div class='container'><h2>{p.title}</h2>{text(p)}</div>",
        menu="<header><h1><a href='/'>Verbund</a></h1><a href='/about.html'>About</a></header>",
    )


def documentation() -> Layout:
    """Documentation with a blog: `rel=next` leads to the next chapter, a side box lists recent posts (as Docusaurus)."""

    def path(n: int) -> str:
        return "/blog" if n == 1 else f"/blog/page/{n}"

    def link(n: int, word: str) -> str:
        return f"<a class='pn__link' href='{path(n)}'><div>{word} Entries</div></a>"

    posts = written(36, lambda n, s, d: f"/blog/{d:%Y/%m/%d}/{s}")
    chapters = each(
        range(1, 9),
        lambda n: f"<li><a href='/docs/chapter-{n}'>How to take part in working group number {n}</a></li>",
    )
    recent = each(posts[:5], lambda p: f"<li><a href='{p.path}'>{p.title}</a></li>")
    side = f"<aside class='recent'><div>Recent posts</div><ul>{recent}</ul></aside>"
    return paged(
        posts,
        8,
        path=path,
        row=lambda p: (
            f"<article class='margin'><header><h2 class='t_x1'><a href='{p.path}'>{p.title}</a></h2><div class='c_x2'><time datetime='{p.day}T00:00:00.000Z'>{english(p.day)}</time> · 1 min read</div></header><div class='markdown'>{BODY}</div></article>"
        ),
        body=lambda rows, n, last: (
            f"{side}<main>{rows}<nav aria-label='Blog list page navigation'>"
            + (link(n - 1, "Newer") if n > 1 else "")
            + (link(n + 1, "Older") if n < last else "")
            + "</nav></main>"
        ),
        others={
            "/": f"<main><h1>Build together</h1><p>All that a member must know.</p><ul>{chapters}</ul></main>",
            "/docs/intro": f"<main><h1>Intro</h1>{BODY}</main>",
            **{f"/docs/chapter-{n}": f"<main><h1>Chapter {n}</h1>{BODY}</main>" for n in range(1, 9)},
        },
        post=lambda p: (
            f"{side}<main><article><h1>{p.title}</h1><time datetime='{p.day}T00:00:00.000Z'>{english(p.day)}</time>{BODY}</article><nav aria-label='Blog post page navigation'><a class='pn__link' href='{posts[p.n - 1].path}'><div>Newer post</div><div>{posts[p.n - 1].title}</div></a></nav></main>"
        ),
        menu="<nav class='topnav'><a href='/'>Verbund</a><a href='/docs/intro'>Docs</a><a href='/blog'>Blog</a></nav>",
        heads={"/": '<link rel="next" href="/docs/intro">'},
    )


def numbered_files() -> Layout:
    """`Page 1 / 5 »` and files `index2.html` (as Pelican makes it)."""

    def path(n: int) -> str:
        return f"/index{'' if n == 1 else n}.html"

    def day(p: Post) -> str:
        return f"<abbr class='published' title='{p.day}T09:00:00+02:00'>{p.day:%a %d} {p.day:%B} {p.day.year}</abbr>"

    posts = written(45, lambda n, s, d: f"/{s}.html")
    news = each(
        posts[::2],
        lambda p: (
            f"<li><article class='hentry'><header><h2 class='entry-title'><a href='{p.path}'>{p.title}</a></h2></header></article></li>"
        ),
    )
    layout = paged(
        posts,
        10,
        path=path,
        row=lambda p: (
            f"<li><article class='hentry'><header><h2 class='entry-title'><a href='{p.path}' rel='bookmark' title='Permalink to {p.title}'>{p.title}</a></h2></header><footer class='post-info'>{day(p)} <address>By <a href='/author/office.html'>Office</a></address></footer><div>{BODY}</div></article></li>"
        ),
        body=lambda rows, n, last: (
            f"<section><ol id='post-list'>{rows}</ol><p class='paginator'>"
            + (f"<a href='{path(n - 1)}'>&laquo;</a>" if n > 1 else "")
            + f" Page {n} / {last} "
            + (f"<a href='{path(n + 1)}'>&raquo;</a>" if n < last else "")
            + "</p></section>"
        ),
        others={
            "/category/news.html": f"<section><ol id='post-list'>{news}</ol></section>",
        },
        post=lambda p: (
            f"<section><article><header><h1 class='entry-title'><a href='{p.path}'>{p.title}</a></h1></header><footer class='post-info'>{day(p)}</footer>{BODY}</article></section>"
        ),
        menu="<header><h1><a href='/index.html'>Verbund</a></h1><nav><ul><li><a href='/pages/about.html'>About</a></li><li class='active'><a href='/category/news.html'>news</a></li><li><a href='/category/people.html'>people</a></li></ul></nav></header>",
    )
    layout.pages["/"] = layout.pages[path(1)]
    return layout


def manual_and_numbers() -> Layout:
    """`<link rel=next>` leads to the next page of the manual; the pager is numbers with the current as text (as MkDocs)."""

    def path(n: int) -> str:
        return "/blog/" if n == 1 else f"/blog/page/{n}/"

    posts = written(34, lambda n, s, d: f"/blog/{d:%Y/%m/%d}/{s}/")
    years = each((2026, 2025), lambda year: f"<li><a href='/blog/archive/{year}/'>{year}</a></li>")
    lists = map(path, range(1, 6))
    heads = dict.fromkeys(lists, '<link rel="prev" href="../about/"><link rel="next" href="../manual/">')
    return paged(
        posts,
        7,
        path=path,
        row=lambda p: (
            f"<article class='md-post'><header><ul class='m'><li><time datetime='{p.day} 00:00:00'>{english(p.day)}</time></li><li>in <a href='/blog/category/news/'>News</a></li></ul></header><div class='c'><h2 id='x{p.n}'><a href='{p.path}'>{p.title}</a></h2>{BODY}<nav><a href='{p.path}'>Continue reading</a></nav></div></article>"
        ),
        body=lambda rows, n, last: (
            f"<main>{rows}<nav class='md-pg'>"
            + numbers(
                n, last, lambda k: f"<a href='{path(k)}'>{k}</a>", lambda k: f"<span class='cur'>{k}</span>"
            )
            + "</nav></main>"
        ),
        others={
            "/": "<main><h1>Partnership</h1><p>What we do.</p></main>",
            **{f"/{name}/": f"<main><h1>The {name}</h1>{BODY}</main>" for name in ("manual", "about")},
        },
        post=lambda p: (
            f"<main><h1>{p.title}</h1><time datetime='{p.day} 00:00:00'>{english(p.day)}</time>{BODY}</main>"
        ),
        menu=f"<header class='md-h'><a href='..'>Verbund</a></header><nav class='md-side'><ul><li><a href='/blog/'>Blog</a></li><li><a href='/manual/'>Manual of the partnership</a></li><li><a href='/about/'>About the partnership</a></li></ul><ul><li>Archive<ul>{years}</ul></li></ul></nav>",
        heads=heads | {"/": '<link rel="next" href="manual/">'},
    )


def load_more() -> Layout:
    """Cards and a button `Show me more` with `data-next`; posts lie at the root (as Ghost themes)."""
    posts = written(37, lambda n, s, d: f"/{s}/")
    return paged(
        posts,
        9,
        path=lambda n: "/" if n == 1 else f"/page/{n}/",
        row=lambda p: (
            f"<article class='card'><a class='card-img' href='{p.path}'><img src='/i/{p.n}.jpg' alt=''></a><a class='card-c' href='{p.path}'><h3>{p.title}</h3><div>Several people met in the old town hall and spoke about what they had done.</div></a><footer><time datetime='{p.day}'>{english(p.day)}</time></footer></article>"
        ),
        body=lambda rows, n, last: (
            f"<main><div class='feed-x'>{rows}</div>"
            + (f"<button class='pill' data-next='/page/{n + 1}/'>Show me more</button>" if n < last else "")
            + "</main>"
        ),
        post=lambda p: (
            f"<main><article><h1>{p.title}</h1><time datetime='{p.day}'>{english(p.day)}</time>{BODY}</article></main>"
        ),
        menu="<header class='gh'><a href='/'>Verbund</a><ul><li><a href='/about/'>About</a></li><li><a href='/join/'>Membership</a></li></ul></header>",
    )


def offsets() -> Layout:
    """`0 10 20 30` with `?debut_textes=` (as SPIP prints), and a French home page with the newest four."""

    def path(n: int) -> str:
        return f"/spip.php?rubrique5{f'&debut_textes={n * 10 - 10}' if n > 1 else ''}"

    def day(p: Post) -> str:
        return f"<abbr class='published' title='{p.day}T09:00:00Z'>{french(p.day)}</abbr>"

    def row(p: Post) -> str:
        return f"<li class='hentry'><h3 class='entry-title'><a href='{p.path[1:]}' rel='bookmark'>{p.title}</a></h3><p class='info-publi'>{day(p)}, par <span>Le bureau</span></p><div class='introduction'><p>Several people met in the old town hall.</p></div></li>"

    def number(k: int, n: int) -> str:
        if k == n:
            return f"<strong>{k * 10 - 10}</strong>"
        return f"<a href='{path(k)[1:].replace('&', '&amp;')}#pagination_textes'>{k * 10 - 10}</a>"

    posts = written(35, lambda n, s, d: f"/spip.php?article{200 - n}")
    return paged(
        posts,
        10,
        path=path,
        row=row,
        body=lambda rows, n, last: (
            f"<div id='contenu'><h1>Nos actualités</h1><ul>{rows}</ul><p><a id='pagination_textes'></a>"
            + " | ".join(number(k, n) for k in range(1, last + 1))
            + "</p></div>"
        ),
        others={"/": f"<div id='contenu'><h2>Derniers articles</h2><ul>{each(posts[:4], row)}</ul></div>"},
        post=lambda p: (
            f"<div id='contenu'><h1 class='entry-title'>{p.title}</h1><p class='info-publi'>{day(p)}, par Le bureau</p>{BODY}</div>"
        ),
        menu="<div id='entete'><a href='/'>Verbund</a></div><div id='nav'><ul><li><a href='/spip.php?rubrique2'>La vie du réseau</a></li><li><a href='/spip.php?rubrique5'>Nos actualités</a></li><li><a href='/spip.php?page=plan'>Plan du site</a></li></ul></div>",
        lang="fr",
    )


def bare_number() -> Layout:
    """`Seite 2` in links, the current number as bare text, rows of a table with `Zum Beitrag` (as TYPO3 sites)."""

    def path(n: int) -> str:
        return f"/aktuelles{'' if n == 1 else f'?tx_n%5Bblatt%5D={n}&cHash=a{n}'}"

    posts = written(32, lambda n, s, d: f"/aktuelles/detail/{s}")
    return paged(
        posts,
        8,
        path=path,
        row=lambda p: (
            f"<div class='zeile'><div class='links'><img src='/fileadmin/{p.n}.jpg' alt=''></div><div class='rechts'><span class='tag'>{dotted(p.day)}</span><h4>{p.title}</h4><p>Several people met in the old town hall and spoke.</p><a class='knopf' href='{p.path}'>Zum Beitrag</a></div></div>"
        ),
        body=lambda rows, n, last: (
            f"<main><h1>Aktuelles</h1>{rows}<ul class='blaettern'>"
            + numbers(
                n,
                last,
                lambda k: f"<li><a href='{path(k).replace('&', '&amp;')}'>Seite {k}</a></li>",
                lambda k: f"<li>Seite {k}</li>",
            )
            + "</ul></main>"
        ),
        others={
            "/": "<main><h1>Verbund</h1><p>Gemeinsam mehr.</p></main>",
            "/termine": "<main><h1>Termine</h1><p>Keine.</p></main>",
            "/ueber-uns": f"<main><h1>Über uns</h1>{BODY}</main>",
        },
        post=lambda p: f"<main><span class='tag'>{dotted(p.day)}</span><h1>{p.title}</h1>{BODY}</main>",
        menu="<header><ul class='main'><li><a href='/'>Start</a></li><li><a href='/ueber-uns'>Über uns</a></li><li><a href='/aktuelles'>Aktuelles</a></li><li><a href='/termine'>Termine</a></li></ul></header>",
        lang="de",
    )


def articles_in_table() -> Layout:
    """A table of titles, days and hits, `?start=` and a pager with words in Italian (as Joomla)."""

    def path(n: int) -> str:
        return f"/it/comunicazione{f'?start={n * 10 - 10}' if n > 1 else ''}"

    posts = written(45, lambda n, s, d: f"/it/comunicazione/{300 - n}-{s}")
    return paged(
        posts,
        10,
        path=path,
        row=lambda p: (
            f"<tr class='cat-list-row{p.n % 2}'><td headers='t'><a href='{p.path}'>{p.title}</a></td><td class='small'>{slashed(p.day)}</td><td>Visite: {p.n * 3 + 7}</td></tr>"
        ),
        body=lambda rows, n, last: (
            f"<div class='cat'><h1>Notizie</h1><table><thead><tr><th>Titolo</th><th>Data</th><th>Visite</th></tr></thead><tbody>{rows}</tbody></table><p>Pagina {n} di {last}</p><ul>"
            + numbers(n, last, lambda k: f"<li><a href='{path(k)}'>{k}</a></li>", lambda k: f"<li>{k}</li>")
            + "</ul></div>"
        ),
        others={"/": "<div class='item-page'><h2>Benvenuti</h2></div>"},
        post=lambda p: (
            f"<div class='item-page'><h2>{p.title}</h2><dl><dd>Pubblicato: {slashed(p.day)}</dd></dl>{BODY}</div>"
        ),
        menu="<div class='top'><a href='/it/'>Home</a> <a href='/it/chi-siamo'>Chi siamo</a> <a href='/it/comunicazione'>Notizie</a></div>",
        lang="it",
    )


def colon() -> Layout:
    """`/journal/page:2`, titles in spans, German days (Kirby, Grav)."""

    def path(n: int) -> str:
        return f"/journal{f'/page:{n}' if n > 1 else ''}"

    posts = written(36, lambda n, s, d: f"/journal/{s}")
    return paged(
        posts,
        6,
        path=path,
        row=lambda p: (
            f'<a class="tile" href="{p.path}"><span class="tile-t">{p.title}</span><span class="tile-d">{german(p.day)}</span></a>'
        ),
        body=lambda rows, n, last: (
            f'<main>{rows}<nav class="x">'
            + (f'<a href="{path(n - 1)}" rel="prev">←</a>' if n > 1 else "")
            + (f'<a href="{path(n + 1)}">→</a>' if n < last else "")
            + "</nav></main>"
        ),
        others={"/": "<main><h1>Verbund</h1><p>Wir sind viele.</p></main>"},
        post=lambda p: f"<main><h1>{p.title}</h1><span class='tile-d'>{german(p.day)}</span>{BODY}</main>",
        menu='<header><a href="/">Verbund</a> <a href="/journal">Journal</a> <a href="/verein">Der Verein</a></header>',
        lang="de",
    )


def p_numbers() -> Layout:
    """`/actualites/p2`, `Page 1 sur 5` (Craft)."""
    posts = written(41, lambda n, s, d: f"/actualites/{s}")
    return paged(
        posts,
        9,
        path=lambda n: f"/actualites{f'/p{n}' if n > 1 else ''}",
        row=lambda p: (
            f'<div class="bloc"><p class="quand">{french(p.day)}</p><h2>{p.title}</h2><p>Several people met in the old town hall.</p><a href="{p.path}">Tout lire</a></div>'
        ),
        body=lambda rows, n, last: (
            f'<main>{rows}<div class="bas">Page {n} sur {last} '
            + (f'<a href="/actualites/p{n + 1}">Suite &gt;</a>' if n < last else "")
            + "</div></main>"
        ),
        others={"/": "<main><h1>Verbund</h1></main>"},
        post=lambda p: f"<main><p class='quand'>{french(p.day)}</p><h1>{p.title}</h1>{BODY}</main>",
        menu='<nav><a href="/">Accueil</a><a href="/actualites">Actualités</a><a href="/membres">Membres</a></nav>',
        lang="fr",
    )


def coded_parameter() -> Layout:
    """`?c4f2_page=2` and an arrow as picture (Webflow)."""

    def arrow(n: int, word: str, picture: str) -> str:
        return f'<a href="?c4f2_page={n}" aria-label="{word} Page"><img src="/{picture}.svg"></a>'

    posts = written(33, lambda n, s, d: f"/updates/{s}")
    return paged(
        posts,
        8,
        path=lambda n: f"/updates{f'?c4f2_page={n}' if n > 1 else ''}",
        row=lambda p: (
            f'<div role="listitem" class="w-item"><div class="w-date">{english(p.day)}</div><a href="{p.path}" class="w-link"><h5>{p.title}</h5></a><div>Several people met in the old town hall.</div></div>'
        ),
        body=lambda rows, n, last: (
            f'<main>{rows}<div role="navigation" aria-label="List" class="w-pg">'
            + (arrow(n - 1, "Previous", "l") if n > 1 else "")
            + (arrow(n + 1, "Next", "r") if n < last else "")
            + "</div></main>"
        ),
        others={"/": "<main><h1>Verbund</h1></main>"},
        post=lambda p: f"<main><h1>{p.title}</h1><div class='w-date'>{english(p.day)}</div>{BODY}</main>",
        menu='<div class="navbar"><a href="/">Verbund</a><a href="/updates">Updates</a><a href="/team">Team</a></div>',
    )


def updated_max() -> Layout:
    """`Older Posts` with a time in the address, and an archive of years in a box (Blogger)."""
    posts = written(34, lambda n, s, d: f"/{d:%Y/%m}/{s}.html")
    parts = chunks(posts, 7)

    def path(n: int) -> str:
        return "/" if n == 1 else f"/search?updated-max={parts[n - 2][-1].day}T09:00:00Z&max-results=7"

    def link(n: int, word: str) -> str:
        return f'<a class="{word.lower()}-link" href="{path(n).replace("&", "&amp;")}">{word} Posts</a>'

    return paged(
        posts,
        7,
        path=path,
        row=lambda p: (
            f'<div class="date-outer"><h2 class="date-header"><span>{p.day:%A}, {english(p.day)}</span></h2><div class="post"><h3 class="post-title"><a href="{p.path}">{p.title}</a></h3>{BODY}<div class="foot">Posted by Office at <a href="{p.path}"><abbr title="{p.day}T09:00:00Z">09:00</abbr></a> <a href="{p.path}#comment-form">No comments:</a></div></div></div>'
        ),
        body=lambda rows, n, last: (
            f'<main>{rows}<div class="bp">'
            + (link(n - 1, "Newer") if n > 1 else "")
            + (link(n + 1, "Older") if n < last else "")
            + '</div><div class="widget"><h2>Blog Archive</h2><ul><li><a href="/2026/">2026</a> (18)</li><li><a href="/2025/">2025</a> (16)</li></ul></div></main>'
        ),
        post=lambda p: (
            f"<main><h2 class='date-header'><span>{p.day:%A}, {english(p.day)}</span></h2><h3 class='post-title'>{p.title}</h3>{BODY}</main>"
        ),
        menu='<div class="head"><h1><a href="/">Verbund</a></h1></div>',
    )


def folders() -> Layout:
    """`/blog/2`, `/blog/3`: numbers without a word (Gatsby)."""

    def path(n: int) -> str:
        return f"/blog/{f'{n}/' if n > 1 else ''}"

    posts = written(44, lambda n, s, d: f"/blog/{s}/")
    return paged(
        posts,
        10,
        path=path,
        row=lambda p: (
            f'<article itemscope><header><h2><a href="{p.path}" itemprop="url"><span itemprop="headline">{p.title}</span></a></h2><small>{english(p.day)}</small></header><section><p>Several people met in the old town hall.</p></section></article>'
        ),
        body=lambda rows, n, last: (
            f"<main>{rows}<ul>"
            + numbers(
                n,
                last,
                lambda k: f'<li><a href="{path(k)}">{k}</a></li>',
                lambda k: f'<li><a href="{path(k)}" class=here>{k}</a></li>',
            )
            + "</ul></main>"
        ),
        others={"/": "<main><h1>Verbund</h1><p>Hello.</p></main>"},
        post=lambda p: f"<main><h1>{p.title}</h1><p>{english(p.day)}</p>{BODY}</main>",
        menu='<header><a href="/">Verbund</a><a href="/blog/">Blog</a></header>',
    )


def counted_down() -> Layout:
    """The second page is `index-4.html`, the last `index-1.html` (Nikola)."""

    def path(n: int) -> str:
        return "/" if n == 1 else f"/index-{6 - n}.html"

    posts = written(45, lambda n, s, d: f"/posts/{s}/")
    return paged(
        posts,
        9,
        path=path,
        row=lambda p: (
            f'<article class="h-e"><header><h1 class="p-n"><a href="{p.path}">{p.title}</a></h1><p><time datetime="{p.day}T10:00:00Z">{p.day}</time></p></header>{BODY}</article>'
        ),
        body=lambda rows, n, last: (
            f'<main>{rows}<nav class="postindexpager"><ul>'
            + (
                f'<li class="previous"><a href="{path(n - 1)}" rel="prev">Newer posts</a></li>'
                if n > 1
                else ""
            )
            + (
                f'<li class="next"><a href="{path(n + 1)}" rel="next">Older posts</a></li>'
                if n < last
                else ""
            )
            + "</ul></nav></main>"
        ),
        post=lambda p: (
            f"<main><h1 class='p-n'>{p.title}</h1><time datetime='{p.day}T10:00:00Z'>{p.day}</time>{BODY}</main>"
        ),
        menu='<header><a href="/">Verbund</a><a href="/pages/about/">About</a></header>',
    )


def batches() -> Layout:
    """`?b_start:int=10` and `Következő 10 elem »` (Plone)."""
    posts = written(38, lambda n, s, d: f"/hirek/{s}")
    return paged(
        posts,
        10,
        path=lambda n: f"/hirek{f'?b_start:int={n * 10 - 10}' if n > 1 else ''}",
        row=lambda p: (
            f'<article class="entry"><header><span class="summary"><a href="{p.path}" class="contenttype-news-item state-published url">{p.title}</a></span></header><p><span class="discreet">{p.day:%Y. %m. %d.}</span></p><p class="description">Several people met in the old town hall.</p></article>'
        ),
        body=lambda rows, n, last: (
            f"<main>{rows}<nav><ul>"
            + numbers(
                n,
                last,
                lambda k: f'<li><a href="/hirek?b_start:int={k * 10 - 10}">{k}</a></li>',
                lambda k: f"<li><span>{k}</span></li>",
            )
            + (f'<li><a href="/hirek?b_start:int={n * 10}">Következő 10 elem »</a></li>' if n < last else "")
            + "</ul></nav></main>"
        ),
        others={"/": "<main><h1>Verbund</h1></main>"},
        post=lambda p: (
            f"<main><h1>{p.title}</h1><span class='discreet'>{p.day:%Y. %m. %d.}</span>{BODY}</main>"
        ),
        menu='<nav id="gn"><ul><li><a href="/">Kezdőlap</a></li><li><a href="/hirek">Hírek</a></li><li><a href="/rolunk">Rólunk</a></li></ul></nav>',
        lang="hu",
    )


def portlets() -> Layout:
    """A long address with `_cur=2`, `Showing 1 - 8 of 35` and only arrows (Liferay)."""

    def path(n: int) -> str:
        return f"/web/guest/newsroom?p_p_id=list_INSTANCE_x7&p_p_lifecycle=0&_list_delta=8&_list_cur={n}"

    def arrow(n: int, icon: str) -> str:
        return f'<li><a href="{path(n).replace("&", "&amp;")}"><span class="ico-{icon}"></span></a></li>'

    posts = written(35, lambda n, s, d: f"/web/guest/w/{s}")
    return paged(
        posts,
        8,
        path=lambda n: "/web/guest/newsroom" if n == 1 else path(n),
        row=lambda p: (
            f'<div class="asset-abstract"><h4 class="asset-title"><a href="{p.path}">{p.title}</a></h4><div class="metadata-entry">{p.day:%d %b %Y}</div><div class="asset-summary">Several people met in the old town hall.</div></div>'
        ),
        body=lambda rows, n, last: (
            f'<main>{rows}<div class="bar"><p>Showing {n * 8 - 7} - {min(n * 8, 35)} of 35</p><ul>'
            + (arrow(n - 1, "l") if n > 1 else "")
            + (arrow(n + 1, "r") if n < last else "")
            + "</ul></div></main>"
        ),
        others={"/": "<main><h1>Verbund</h1></main>"},
        post=lambda p: (
            f"<main><h1>{p.title}</h1><div class='metadata-entry'>{p.day:%d %b %Y}</div>{BODY}</main>"
        ),
        menu='<header><a href="/">Verbund</a><ul><li><a href="/web/guest/newsroom">Newsroom</a></li></ul></header>',
    )


def forward() -> Layout:
    """`?page_n42=2`, `Seite 1 von 5`, `Vorwärts` and `Ende` (Contao)."""

    def path(n: int) -> str:
        return f"/neuigkeiten.html{f'?page_n42={n}' if n > 1 else ''}"

    def link(n: int, word: str) -> str:
        return f'<li><a href="{path(n)}" class="link">{word}</a></li>'

    posts = written(39, lambda n, s, d: f"/meldung/{s}.html")
    return paged(
        posts,
        8,
        path=path,
        row=lambda p: (
            f'<div class="layout_latest block"><p class="info"><time datetime="{p.day}T08:00:00+01:00">{dotted(p.day)} 08:00</time> von K. Büro</p><h3><a href="{p.path}" title="Den Artikel lesen: {p.title}">{p.title}</a></h3><div class="ce_text"><p>Several people met in the old town hall.</p></div><p class="more"><a href="{p.path}" title="Den Artikel lesen: {p.title}">Weiterlesen … <span class="invisible">{p.title}</span></a></p></div>'
        ),
        body=lambda rows, n, last: (
            f'<main>{rows}<div class="block"><p>Seite {n} von {last}</p><ul>'
            + numbers(n, last, lambda k: link(k, str(k)), lambda k: f"<li>{k}</li>")
            + (f'{link(n + 1, "Vorwärts")}<li><a href="{path(last)}">Ende »</a></li>' if n < last else "")
            + "</ul></div></main>"
        ),
        others={"/": "<main><h1>Verbund</h1></main>"},
        post=lambda p: (
            f"<main><p class='info'><time datetime='{p.day}T08:00:00+01:00'>{dotted(p.day)} 08:00</time></p><h1>{p.title}</h1>{BODY}</main>"
        ),
        menu='<nav class="mod_navigation"><ul><li><a href="/neuigkeiten.html">Neuigkeiten</a></li><li><a href="/termine.html">Termine</a></li></ul></nav>',
        lang="de",
    )


def fragments() -> Layout:
    """A button whose address gives only the next cards (Umbraco and others); Danish."""

    def path(n: int) -> str:
        return "/nyheder/" if n == 1 else f"/umbraco/surface/news/list?skip={n * 6 - 6}"

    posts = written(30, lambda n, s, d: f"/nyheder/{s}/")
    return paged(
        posts,
        6,
        path=path,
        row=lambda p: (
            f'<div class="kort"><a href="{p.path}"><div class="kort-b"><span>{p.day:%d-%m-%Y}</span><h3>{p.title}</h3><p>Several people met in the old town hall.</p></div></a></div>'
        ),
        body=lambda rows, n, last: (
            f"<main>{rows}"
            + (
                f'<div class="mid"><a role="button" class="btn js-more" data-url="{path(n + 1)}">Indlæs flere</a></div>'
                if n < last
                else ""
            )
            + "</main>"
        ),
        others={"/": "<main><h1>Verbund</h1></main>"},
        post=lambda p: f"<main><span>{p.day:%d-%m-%Y}</span><h1>{p.title}</h1>{BODY}</main>",
        menu='<nav><a href="/">Forside</a><a href="/nyheder/">Nyheder</a></nav>',
        lang="da",
    )


LAYOUTS = (
    icon_pager, older_newer, documentation, numbered_files, manual_and_numbers, load_more, offsets, bare_number, articles_in_table,
    colon, p_numbers, coded_parameter, updated_max, folders, counted_down, batches, portlets, forward, fragments,
)  # fmt: skip
