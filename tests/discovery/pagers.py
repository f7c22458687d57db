"""Imitations of sites with a list in pages, see `generators`. Each has another pager and another markup of its list."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from tests.discovery.generators import Make, Pager, written

_RECENT = "<aside class='recent'><div>Recent posts</div><ul>{briefs}</ul></aside>"
_PORTLET = "/web/guest/newsroom?p_p_id=list_INSTANCE_x7&p_p_lifecycle=0&_list_delta=8&_list_cur={n}"
_PORTLET_LINK = f'<li><a href="{_PORTLET.replace("&", "&amp;")}"><span class="ico-%s"></span></a></li>'

MAKES = (
    # A blog whose pager is two icons around `1 / 5`; posts lie in folders of their day (as Hexo makes it).
    Make(
        name="icon_pager",
        posts=written(47, lambda n, s, d: f"/{d:%Y/%m/%d}/{s}/"),
        row='<section class="entry-card"><a class="entry-link" href="{p.path}"><h2>{p.title}</h2></a><div class="entry-sub"><i class="fa fa-calendar"></i> {p.day}</div><p>Several people met in the old town hall and spoke about what they had done.</p></section>',
        pager=Pager(
            size=10,
            first="/",
            path="/page/{n}/",
            page='<div id="stream">{rows}</div><div class="flip">{newer}<b>{n} / {last}</b>{older}</div><footer>Verbund</footer>',
            newer='<a href="{url}"><i class="fa fa-angle-left"></i></a>',
            older='<a href="{url}"><i class="fa fa-angle-right"></i></a>',
        ),
        post='<div class="whole"><h1>{p.title}</h1><div class="entry-sub">{p.day}</div>{text}</div>',
        menu='<header id="top"><a class="brand" href="/">Verbund</a><nav><a href="/">Start</a> <a href="/tags/">Tags</a> <a href="/links/">Friends</a> <a href="/about/">About</a></nav></header>',
    ),
    # `Older` and `Newer` around `Page 1 of 6`, pages at `/page2/` (as Jekyll paginates).
    Make(
        name="older_newer",
        posts=written(33, lambda n, s, d: f"/{d:%Y/%m/%d}/{s}.html"),
        row="<div class='post-row'><h2><a href='{p.path}'>{p.title}</a></h2><p class='when'>{p.day:%d %b %Y}</p>{text}</div>",
        pager=Pager(
            size=6,
            first="/",
            path="/page{n}/",
            page="<div class='container'>{rows}<div>{newer} <span>Page: {n} of {last}</span> {older}</div></div>",
            newer="<a href='{url}'>Newer</a>",
            older="<a href='{url}'>Older</a>",
            no_newer="<span>Newer</span>",
            no_older="<span>Older</span>",
        ),
        post="<div class='container'><h2>{p.title}</h2><p class='when'>{p.day:%d %b %Y}</p>{text}</div>",
        menu="<header><h1><a href='/'>Verbund</a></h1><a href='/about.html'>About</a></header>",
    ),
    # Documentation with a blog: `rel=next` leads to the next chapter, a side box lists recent posts (as Docusaurus).
    Make(
        name="documentation",
        posts=written(36, lambda n, s, d: f"/blog/{d:%Y/%m/%d}/{s}"),
        row="<article class='margin'><header><h2 class='t_x1'><a href='{p.path}'>{p.title}</a></h2><div class='c_x2'><time datetime='{p.day}T00:00:00.000Z'>{p.english}</time> · 1 min read</div></header><div class='markdown'>{text}</div></article>",
        brief="<li><a href='{p.path}'>{p.title}</a></li>",
        briefs=slice(5),
        pager=Pager(
            size=8,
            first="/blog",
            path="/blog/page/{n}",
            page=_RECENT
            + "<main>{rows}<nav aria-label='Blog list page navigation'>{newer}{older}</nav></main>",
            newer="<a class='pn__link' href='{url}'><div>Newer Entries</div></a>",
            older="<a class='pn__link' href='{url}'><div>Older Entries</div></a>",
        ),
        pages={
            "/": "<main><h1>Build together</h1><p>All that a member must know.</p><ul>"
            + "".join(
                f"<li><a href='/docs/chapter-{n}'>How to take part in working group number {n}</a></li>"
                for n in range(1, 9)
            )
            + "</ul></main>",
            "/docs/intro": "<main><h1>Intro</h1>{text}</main>",
            **{f"/docs/chapter-{n}": f"<main><h1>Chapter {n}</h1>{{text}}</main>" for n in range(1, 9)},
        },
        post=_RECENT
        + "<main><article><h1>{p.title}</h1><time datetime='{p.day}T00:00:00.000Z'>{p.english}</time>{text}</article><nav aria-label='Blog post page navigation'><a class='pn__link' href='{newer.path}'><div>Newer post</div><div>{newer.title}</div></a></nav></main>",
        menu="<nav class='topnav'><a href='/'>Verbund</a><a href='/docs/intro'>Docs</a><a href='/blog'>Blog</a></nav>",
        heads={"/": '<link rel="next" href="/docs/intro">'},
    ),
    # `Page 1 / 5 »` and files `index2.html` (as Pelican makes it).
    Make(
        name="numbered_files",
        posts=written(45, lambda n, s, d: f"/{s}.html"),
        row="<li><article class='hentry'><header><h2 class='entry-title'><a href='{p.path}' rel='bookmark' title='Permalink to {p.title}'>{p.title}</a></h2></header><footer class='post-info'><abbr class='published' title='{p.day}T09:00:00+02:00'>{p.day:%a %d %B %Y}</abbr> <address>By <a href='/author/office.html'>Office</a></address></footer><div>{text}</div></article></li>",
        brief="<li><article class='hentry'><header><h2 class='entry-title'><a href='{p.path}'>{p.title}</a></h2></header></article></li>",
        briefs=slice(None, None, 2),
        pager=Pager(
            size=10,
            first="/index.html",
            path="/index{n}.html",
            page="<section><ol id='post-list'>{rows}</ol><p class='paginator'>{newer} Page {n} / {last} {older}</p></section>",
            newer="<a href='{url}'>&laquo;</a>",
            older="<a href='{url}'>&raquo;</a>",
        ),
        pages={"/category/news.html": "<section><ol id='post-list'>{briefs}</ol></section>"},
        post="<section><article><header><h1 class='entry-title'><a href='{p.path}'>{p.title}</a></h1></header><footer class='post-info'><abbr class='published' title='{p.day}T09:00:00+02:00'>{p.day:%a %d %B %Y}</abbr></footer>{text}</article></section>",
        menu="<header><h1><a href='/index.html'>Verbund</a></h1><nav><ul><li><a href='/pages/about.html'>About</a></li><li class='active'><a href='/category/news.html'>news</a></li><li><a href='/category/people.html'>people</a></li></ul></nav></header>",
        copies={"/": "/index.html"},
    ),
    # `<link rel=next>` leads to the next page of the manual; the pager is numbers with the current as text (as MkDocs).
    Make(
        name="manual_and_numbers",
        posts=written(34, lambda n, s, d: f"/blog/{d:%Y/%m/%d}/{s}/"),
        row="<article class='md-post'><header><ul class='m'><li><time datetime='{p.day} 00:00:00'>{p.english}</time></li><li>in <a href='/blog/category/news/'>News</a></li></ul></header><div class='c'><h2 id='x{p.n}'><a href='{p.path}'>{p.title}</a></h2>{text}<nav><a href='{p.path}'>Continue reading</a></nav></div></article>",
        pager=Pager(
            size=7,
            first="/blog/",
            path="/blog/page/{n}/",
            page="<main>{rows}<nav class='md-pg'>{numbers}</nav></main>",
            link="<a href='{url}'>{n}</a>",
            current="<span class='cur'>{n}</span>",
            head='<link rel="prev" href="../about/"><link rel="next" href="../manual/">',
        ),
        pages={
            "/": "<main><h1>Partnership</h1><p>What we do.</p></main>",
            "/manual/": "<main><h1>The manual</h1>{text}</main>",
            "/about/": "<main><h1>The about</h1>{text}</main>",
        },
        post="<main><h1>{p.title}</h1><time datetime='{p.day} 00:00:00'>{p.english}</time>{text}</main>",
        menu="<header class='md-h'><a href='..'>Verbund</a></header><nav class='md-side'><ul><li><a href='/blog/'>Blog</a></li><li><a href='/manual/'>Manual of the partnership</a></li><li><a href='/about/'>About the partnership</a></li></ul><ul><li>Archive<ul><li><a href='/blog/archive/2026/'>2026</a></li><li><a href='/blog/archive/2025/'>2025</a></li></ul></li></ul></nav>",
        heads={"/": '<link rel="next" href="manual/">'},
    ),
    # Cards and a button `Show me more` with `data-next`; posts lie at the root (as Ghost themes).
    Make(
        name="load_more",
        posts=written(37, lambda n, s, d: f"/{s}/"),
        row="<article class='card'><a class='card-img' href='{p.path}'><img src='/i/{p.n}.jpg' alt=''></a><a class='card-c' href='{p.path}'><h3>{p.title}</h3><div>Several people met in the old town hall and spoke about what they had done.</div></a><footer><time datetime='{p.day}'>{p.english}</time></footer></article>",
        pager=Pager(
            size=9,
            first="/",
            path="/page/{n}/",
            page="<main><div class='feed-x'>{rows}</div>{older}</main>",
            older="<button class='pill' data-next='{url}'>Show me more</button>",
        ),
        post="<main><article><h1>{p.title}</h1><time datetime='{p.day}'>{p.english}</time>{text}</article></main>",
        menu="<header class='gh'><a href='/'>Verbund</a><ul><li><a href='/about/'>About</a></li><li><a href='/join/'>Membership</a></li></ul></header>",
    ),
    # `0 10 20 30` with `?debut_textes=` (as SPIP prints), and a French home page with the newest four.
    Make(
        name="offsets",
        posts=written(35, lambda n, s, d: f"/spip.php?article{200 - n}"),
        row="<li class='hentry'><h3 class='entry-title'><a href='{p.relative}' rel='bookmark'>{p.title}</a></h3><p class='info-publi'><abbr class='published' title='{p.day}T09:00:00Z'>{p.french}</abbr>, par <span>Le bureau</span></p><div class='introduction'><p>Several people met in the old town hall.</p></div></li>",
        briefs=slice(4),
        pager=Pager(
            size=10,
            first="/spip.php?rubrique5",
            path="/spip.php?rubrique5&debut_textes={skip}",
            page="<div id='contenu'><h1>Nos actualités</h1><ul>{rows}</ul><p><a id='pagination_textes'></a>{numbers}</p></div>",
            link="<a href='{relative}#pagination_textes'>{skip}</a>",
            current="<strong>{skip}</strong>",
            between=" | ",
        ),
        pages={"/": "<div id='contenu'><h2>Derniers articles</h2><ul>{briefs}</ul></div>"},
        post="<div id='contenu'><h1 class='entry-title'>{p.title}</h1><p class='info-publi'><abbr class='published' title='{p.day}T09:00:00Z'>{p.french}</abbr>, par Le bureau</p>{text}</div>",
        menu="<div id='entete'><a href='/'>Verbund</a></div><div id='nav'><ul><li><a href='/spip.php?rubrique2'>La vie du réseau</a></li><li><a href='/spip.php?rubrique5'>Nos actualités</a></li><li><a href='/spip.php?page=plan'>Plan du site</a></li></ul></div>",
        lang="fr",
    ),
    # `Seite 2` in links, the current number as bare text, rows of a table with `Zum Beitrag` (as TYPO3 sites).
    Make(
        name="bare_number",
        posts=written(32, lambda n, s, d: f"/aktuelles/detail/{s}"),
        row="<div class='zeile'><div class='links'><img src='/fileadmin/{p.n}.jpg' alt=''></div><div class='rechts'><span class='tag'>{p.day:%d.%m.%Y}</span><h4>{p.title}</h4><p>Several people met in the old town hall and spoke.</p><a class='knopf' href='{p.path}'>Zum Beitrag</a></div></div>",
        pager=Pager(
            size=8,
            first="/aktuelles",
            path="/aktuelles?tx_n%5Bblatt%5D={n}&cHash=a{n}",
            page="<main><h1>Aktuelles</h1>{rows}<ul class='blaettern'>{numbers}</ul></main>",
            link="<li><a href='{url}'>Seite {n}</a></li>",
            current="<li>Seite {n}</li>",
        ),
        pages={
            "/": "<main><h1>Verbund</h1><p>Gemeinsam mehr.</p></main>",
            "/termine": "<main><h1>Termine</h1><p>Keine.</p></main>",
            "/ueber-uns": "<main><h1>Über uns</h1>{text}</main>",
        },
        post="<main><span class='tag'>{p.day:%d.%m.%Y}</span><h1>{p.title}</h1>{text}</main>",
        menu="<header><ul class='main'><li><a href='/'>Start</a></li><li><a href='/ueber-uns'>Über uns</a></li><li><a href='/aktuelles'>Aktuelles</a></li><li><a href='/termine'>Termine</a></li></ul></header>",
        lang="de",
    ),
    # A table of titles, days and hits, `?start=` and a pager with words in Italian (as Joomla).
    Make(
        name="articles_in_table",
        posts=written(45, lambda n, s, d: f"/it/comunicazione/{300 - n}-{s}"),
        row="<tr class='cat-list-row{p.odd}'><td headers='t'><a href='{p.path}'>{p.title}</a></td><td class='small'>{p.day:%d/%m/%Y}</td><td>Visite: {p.visits}</td></tr>",
        pager=Pager(
            size=10,
            first="/it/comunicazione",
            path="/it/comunicazione?start={skip}",
            page="<div class='cat'><h1>Notizie</h1><table><thead><tr><th>Titolo</th><th>Data</th><th>Visite</th></tr></thead><tbody>{rows}</tbody></table><p>Pagina {n} di {last}</p><ul>{numbers}</ul></div>",
            link="<li><a href='{url}'>{n}</a></li>",
            current="<li>{n}</li>",
        ),
        pages={"/": "<div class='item-page'><h2>Benvenuti</h2></div>"},
        post="<div class='item-page'><h2>{p.title}</h2><dl><dd>Pubblicato: {p.day:%d/%m/%Y}</dd></dl>{text}</div>",
        menu="<div class='top'><a href='/it/'>Home</a> <a href='/it/chi-siamo'>Chi siamo</a> <a href='/it/comunicazione'>Notizie</a></div>",
        lang="it",
    ),
    # `/journal/page:2`, titles in spans, German days (Kirby, Grav).
    Make(
        name="colon",
        posts=written(36, lambda n, s, d: f"/journal/{s}"),
        row='<a class="tile" href="{p.path}"><span class="tile-t">{p.title}</span><span class="tile-d">{p.german}</span></a>',
        pager=Pager(
            size=6,
            first="/journal",
            path="/journal/page:{n}",
            page='<main>{rows}<nav class="x">{newer}{older}</nav></main>',
            newer='<a href="{url}" rel="prev">←</a>',
            older='<a href="{url}">→</a>',
        ),
        pages={"/": "<main><h1>Verbund</h1><p>Wir sind viele.</p></main>"},
        post="<main><h1>{p.title}</h1><span class='tile-d'>{p.german}</span>{text}</main>",
        menu='<header><a href="/">Verbund</a> <a href="/journal">Journal</a> <a href="/verein">Der Verein</a></header>',
        lang="de",
    ),
    # `/actualites/p2`, `Page 1 sur 5` (Craft).
    Make(
        name="p_numbers",
        posts=written(41, lambda n, s, d: f"/actualites/{s}"),
        row='<div class="bloc"><p class="quand">{p.french}</p><h2>{p.title}</h2><p>Several people met in the old town hall.</p><a href="{p.path}">Tout lire</a></div>',
        pager=Pager(
            size=9,
            first="/actualites",
            path="/actualites/p{n}",
            page='<main>{rows}<div class="bas">Page {n} sur {last} {older}</div></main>',
            older='<a href="{url}">Suite &gt;</a>',
        ),
        pages={"/": "<main><h1>Verbund</h1></main>"},
        post="<main><p class='quand'>{p.french}</p><h1>{p.title}</h1>{text}</main>",
        menu='<nav><a href="/">Accueil</a><a href="/actualites">Actualités</a><a href="/membres">Membres</a></nav>',
        lang="fr",
    ),
    # `?c4f2_page=2` and an arrow as picture (Webflow).
    Make(
        name="coded_parameter",
        posts=written(33, lambda n, s, d: f"/updates/{s}"),
        row='<div role="listitem" class="w-item"><div class="w-date">{p.english}</div><a href="{p.path}" class="w-link"><h5>{p.title}</h5></a><div>Several people met in the old town hall.</div></div>',
        pager=Pager(
            size=8,
            first="/updates",
            path="/updates?c4f2_page={n}",
            page='<main>{rows}<div role="navigation" aria-label="List" class="w-pg">{newer}{older}</div></main>',
            newer='<a href="?c4f2_page={n}" aria-label="Previous Page"><img src="/l.svg"></a>',
            older='<a href="?c4f2_page={n}" aria-label="Next Page"><img src="/r.svg"></a>',
        ),
        pages={"/": "<main><h1>Verbund</h1></main>"},
        post="<main><h1>{p.title}</h1><div class='w-date'>{p.english}</div>{text}</main>",
        menu='<div class="navbar"><a href="/">Verbund</a><a href="/updates">Updates</a><a href="/team">Team</a></div>',
    ),
    # `Older Posts` with a time in the address, and an archive of years in a box (Blogger).
    Make(
        name="updated_max",
        posts=written(34, lambda n, s, d: f"/{d:%Y/%m}/{s}.html"),
        row='<div class="date-outer"><h2 class="date-header"><span>{p.day:%A}, {p.english}</span></h2><div class="post"><h3 class="post-title"><a href="{p.path}">{p.title}</a></h3>{text}<div class="foot">Posted by Office at <a href="{p.path}"><abbr title="{p.day}T09:00:00Z">09:00</abbr></a> <a href="{p.path}#comment-form">No comments:</a></div></div></div>',
        pager=Pager(
            size=7,
            first="/",
            path="/search?updated-max={before.day}T09:00:00Z&max-results=7",
            page='<main>{rows}<div class="bp">{newer}{older}</div><div class="widget"><h2>Blog Archive</h2><ul><li><a href="/2026/">2026</a> (18)</li><li><a href="/2025/">2025</a> (16)</li></ul></div></main>',
            newer='<a class="newer-link" href="{url}">Newer Posts</a>',
            older='<a class="older-link" href="{url}">Older Posts</a>',
        ),
        post="<main><h2 class='date-header'><span>{p.day:%A}, {p.english}</span></h2><h3 class='post-title'>{p.title}</h3>{text}</main>",
        menu='<div class="head"><h1><a href="/">Verbund</a></h1></div>',
    ),
    # `/blog/2`, `/blog/3`: numbers without a word (Gatsby).
    Make(
        name="folders",
        posts=written(44, lambda n, s, d: f"/blog/{s}/"),
        row='<article itemscope><header><h2><a href="{p.path}" itemprop="url"><span itemprop="headline">{p.title}</span></a></h2><small>{p.english}</small></header><section><p>Several people met in the old town hall.</p></section></article>',
        pager=Pager(
            size=10,
            first="/blog/",
            path="/blog/{n}/",
            page="<main>{rows}<ul>{numbers}</ul></main>",
            link='<li><a href="{url}">{n}</a></li>',
            current='<li><a href="{url}" class=here>{n}</a></li>',
        ),
        pages={"/": "<main><h1>Verbund</h1><p>Hello.</p></main>"},
        post="<main><h1>{p.title}</h1><p>{p.english}</p>{text}</main>",
        menu='<header><a href="/">Verbund</a><a href="/blog/">Blog</a></header>',
    ),
    # The second page is `index-4.html`, the last `index-1.html` (Nikola).
    Make(
        name="counted_down",
        posts=written(45, lambda n, s, d: f"/posts/{s}/"),
        row='<article class="h-e"><header><h1 class="p-n"><a href="{p.path}">{p.title}</a></h1><p><time datetime="{p.day}T10:00:00Z">{p.day}</time></p></header>{text}</article>',
        pager=Pager(
            size=9,
            first="/",
            path="/index-{down}.html",
            page='<main>{rows}<nav class="postindexpager"><ul>{newer}{older}</ul></nav></main>',
            newer='<li class="previous"><a href="{url}" rel="prev">Newer posts</a></li>',
            older='<li class="next"><a href="{url}" rel="next">Older posts</a></li>',
        ),
        post="<main><h1 class='p-n'>{p.title}</h1><time datetime='{p.day}T10:00:00Z'>{p.day}</time>{text}</main>",
        menu='<header><a href="/">Verbund</a><a href="/pages/about/">About</a></header>',
    ),
    # `?b_start:int=10` and `Következő 10 elem »` (Plone).
    Make(
        name="batches",
        posts=written(38, lambda n, s, d: f"/hirek/{s}"),
        row='<article class="entry"><header><span class="summary"><a href="{p.path}" class="contenttype-news-item state-published url">{p.title}</a></span></header><p><span class="discreet">{p.day:%Y. %m. %d.}</span></p><p class="description">Several people met in the old town hall.</p></article>',
        pager=Pager(
            size=10,
            first="/hirek",
            path="/hirek?b_start:int={skip}",
            page="<main>{rows}<nav><ul>{numbers}{older}</ul></nav></main>",
            older='<li><a href="{url}">Következő 10 elem »</a></li>',
            link='<li><a href="/hirek?b_start:int={skip}">{n}</a></li>',
            current="<li><span>{n}</span></li>",
        ),
        pages={"/": "<main><h1>Verbund</h1></main>"},
        post="<main><h1>{p.title}</h1><span class='discreet'>{p.day:%Y. %m. %d.}</span>{text}</main>",
        menu='<nav id="gn"><ul><li><a href="/">Kezdőlap</a></li><li><a href="/hirek">Hírek</a></li><li><a href="/rolunk">Rólunk</a></li></ul></nav>',
        lang="hu",
    ),
    # A long address with `_cur=2`, `Showing 1 - 8 of 35` and only arrows (Liferay).
    Make(
        name="portlets",
        posts=written(35, lambda n, s, d: f"/web/guest/w/{s}"),
        row='<div class="asset-abstract"><h4 class="asset-title"><a href="{p.path}">{p.title}</a></h4><div class="metadata-entry">{p.day:%d %b %Y}</div><div class="asset-summary">Several people met in the old town hall.</div></div>',
        pager=Pager(
            size=8,
            first="/web/guest/newsroom",
            path=_PORTLET,
            page='<main>{rows}<div class="bar"><p>Showing {start} - {stop} of {count}</p><ul>{newer}{older}</ul></div></main>',
            newer=_PORTLET_LINK % "l",
            older=_PORTLET_LINK % "r",
        ),
        pages={"/": "<main><h1>Verbund</h1></main>"},
        post="<main><h1>{p.title}</h1><div class='metadata-entry'>{p.day:%d %b %Y}</div>{text}</main>",
        menu='<header><a href="/">Verbund</a><ul><li><a href="/web/guest/newsroom">Newsroom</a></li></ul></header>',
    ),
    # `?page_n42=2`, `Seite 1 von 5`, `Vorwärts` and `Ende` (Contao).
    Make(
        name="forward",
        posts=written(39, lambda n, s, d: f"/meldung/{s}.html"),
        row='<div class="layout_latest block"><p class="info"><time datetime="{p.day}T08:00:00+01:00">{p.day:%d.%m.%Y} 08:00</time> von K. Büro</p><h3><a href="{p.path}" title="Den Artikel lesen: {p.title}">{p.title}</a></h3><div class="ce_text"><p>Several people met in the old town hall.</p></div><p class="more"><a href="{p.path}" title="Den Artikel lesen: {p.title}">Weiterlesen … <span class="invisible">{p.title}</span></a></p></div>',
        pager=Pager(
            size=8,
            first="/neuigkeiten.html",
            path="/neuigkeiten.html?page_n42={n}",
            page='<main>{rows}<div class="block"><p>Seite {n} von {last}</p><ul>{numbers}{older}</ul></div></main>',
            older='<li><a href="{url}" class="link">Vorwärts</a></li><li><a href="{end}">Ende »</a></li>',
            link='<li><a href="{url}" class="link">{n}</a></li>',
            current="<li>{n}</li>",
        ),
        pages={"/": "<main><h1>Verbund</h1></main>"},
        post="<main><p class='info'><time datetime='{p.day}T08:00:00+01:00'>{p.day:%d.%m.%Y} 08:00</time></p><h1>{p.title}</h1>{text}</main>",
        menu='<nav class="mod_navigation"><ul><li><a href="/neuigkeiten.html">Neuigkeiten</a></li><li><a href="/termine.html">Termine</a></li></ul></nav>',
        lang="de",
    ),
    # A button whose address gives only the next cards (Umbraco and others); Danish.
    Make(
        name="fragments",
        posts=written(30, lambda n, s, d: f"/nyheder/{s}/"),
        row='<div class="kort"><a href="{p.path}"><div class="kort-b"><span>{p.day:%d-%m-%Y}</span><h3>{p.title}</h3><p>Several people met in the old town hall.</p></div></a></div>',
        pager=Pager(
            size=6,
            first="/nyheder/",
            path="/umbraco/surface/news/list?skip={skip}",
            page="<main>{rows}{older}</main>",
            older='<div class="mid"><a role="button" class="btn js-more" data-url="{url}">Indlæs flere</a></div>',
        ),
        pages={"/": "<main><h1>Verbund</h1></main>"},
        post="<main><span>{p.day:%d-%m-%Y}</span><h1>{p.title}</h1>{text}</main>",
        menu='<nav><a href="/">Forside</a><a href="/nyheder/">Nyheder</a></nav>',
        lang="da",
    ),
)
