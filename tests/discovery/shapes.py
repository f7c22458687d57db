"""Invented pages with the markup of the content management systems that sites of clusters use.

Each shape is a news page and what a reader would take for its posts, newest first. What stands around them is of the
same system: its menus, tags, archives, print views and pagers, with addresses that look much like those of posts.
"""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SITE = "https://www.cluster.example"
TITLES = (
    "Seven members bring recycled fibres to the fair in Lyon",
    "A second call for hydrogen in harbours is open",
    "Our general assembly has elected a new board",
    "Two laboratories and a foundry share one test bench",
    "How small firms found their first customers abroad",
    "The region backs our training programme for welders",
    "Interview with the founder of a sensor company",
    "A delegation from three countries visited the cluster",
)
SLUGS = tuple("-".join(t.lower().split()[:5]) for t in TITLES)
LEAD = (
    "The members met last week to agree on the next steps and to thank all those who had helped on the way."
)


@dataclass(frozen=True)
class Shape:
    """`news` is the path of the news page, `menu` what its link is called, `posts` the paths expected."""

    name: str
    news: str
    menu: str
    body: str
    posts: tuple[str, ...]
    titles: tuple[str, ...] = TITLES


def rows(make: Callable[[int], str]) -> str:
    return "".join(make(n) for n in range(len(TITLES)))


def paths(make: Callable[[int], str]) -> tuple[str, ...]:
    return tuple(make(n) for n in range(len(TITLES)))


def dated(n: int) -> str:
    return f"/2026/{9 - n:02}/1{n}/{SLUGS[n]}/"


def camel(n: int) -> str:
    return "-".join(w.capitalize() for w in SLUGS[n].split("-"))


WORDPRESS = Shape(
    "wordpress-dated",
    "/blog/",
    "News",
    rows(
        lambda n: (
            f"""<article class="post type-post"><header><h2 class="entry-title"><a href="{SITE}{dated(n)}" rel="bookmark">{TITLES[n]}</a></h2>
<span class="posted-on">Posted on <a href="{SITE}{dated(n)}"><time datetime="2026-{9 - n:02}-1{n}T09:00:00+02:00">1{n}. {9 - n}. 2026</time></a></span> <span class="byline">by <a href="/author/admin/">admin</a></span></header>
<div class="entry-summary"><p>{LEAD} <a href="{SITE}/?p={900 - n}" class="more-link">Continue reading</a></p></div>
<footer><a href="/category/unsorted/" rel="category tag">Unsorted</a> <a href="{SITE}{dated(n)}#respond">Leave a comment</a></footer></article>"""
        )
    )
    + """<nav class="pagination"><a href="/blog/page/2/">Older posts</a></nav>
<aside><h3>Archives</h3><ul><li><a href="/2026/09/">September 2026</a></li><li><a href="/2026/08/">August 2026</a></li><li><a href="/2026/07/">July 2026</a></li><li><a href="/2026/06/">June 2026</a></li></ul></aside>""",
    paths(dated),
)
DRUPAL = Shape(
    "drupal-node",
    "/actualites",
    "Actualités",
    '<div class="view-content">'
    + rows(
        lambda n: (
            f"""<div class="views-row"><div class="node node--type-news node--view-mode-teaser" about="/node/{610 - n}"><h2><a href="/node/{610 - n}"><span>{TITLES[n]}</span></a></h2>
<div class="node__submitted">Submitted by <span>Ana Mar-…</span> on 1{n} March 2026</div><div class="field"><p>{LEAD}</p></div>
<div class="field--tags"><a href="/taxonomy/term/{n + 3}">materials</a> <a href="/tags/energy">energy</a></div><ul class="links"><li><a href="/node/{610 - n}">Read more</a></li><li><a href="/user/login?destination=/node/{610 - n}#comment-form">Log in to post comments</a></li></ul></div></div>"""
        )
    )
    + '</div><nav class="pager"><ul><li><a href="?page=0">1</a></li><li><a href="?page=1">2</a></li><li><a href="?page=1" rel="next">Next ›</a></li></ul></nav>',
    paths(lambda n: f"/node/{610 - n}"),
)
TYPO3 = Shape(
    "typo3-plain-parameters",
    "/index.php?id=17",
    "Aktuelles",
    '<div class="news-list-view">'
    + rows(
        lambda n: (
            f"""<div class="article articletype-0"><div class="header"><h3><a title="{TITLES[n]}" href="index.php?id=18&amp;tx_news_pi1%5Baction%5D=detail&amp;tx_news_pi1%5Bcontroller%5D=News&amp;tx_news_pi1%5Bnews%5D={300 - n}&amp;cHash=a{n}b7">{TITLES[n]}</a></h3></div>
<div class="teaser-text"><div class="news-img-wrap"><a href="index.php?id=18&amp;tx_news_pi1%5Baction%5D=detail&amp;tx_news_pi1%5Bcontroller%5D=News&amp;tx_news_pi1%5Bnews%5D={300 - n}&amp;cHash=a{n}b7"><img src="/fileadmin/_processed_/c/csm_{n}.jpg" alt=""></a></div><p>{LEAD} <a class="more" href="index.php?id=18&amp;tx_news_pi1%5Baction%5D=detail&amp;tx_news_pi1%5Bcontroller%5D=News&amp;tx_news_pi1%5Bnews%5D={300 - n}&amp;cHash=a{n}b7">Weiterlesen</a></p></div>
<div class="footer"><span class="news-list-date"><time datetime="2026-03-{20 - n}">{20 - n}.03.2026</time></span> <span class="news-list-category">Allgemein</span></div></div>"""
        )
    )
    + "</div>",
    paths(
        lambda n: (
            f"/index.php?id=18&tx_news_pi1%5Baction%5D=detail&tx_news_pi1%5Bcontroller%5D=News&tx_news_pi1%5Bnews%5D={300 - n}&cHash=a{n}b7"
        )
    ),
)
TYPO3_SPOKEN = Shape(
    "typo3-spoken",
    "/presse",
    "Presse",
    rows(
        lambda n: (
            f"""<div class="article articletype-{n % 2}" itemscope><a href="/presse/detail/news/{SLUGS[n]}" title="{TITLES[n]}"><div class="image"><img src="/fileadmin/user_upload/{n}.jpg"></div><h2 itemprop="headline">{TITLES[n]}</h2><time itemprop="datePublished" datetime="2026-03-{20 - n}">{20 - n}.3.2026</time><p>{LEAD}</p></a></div>"""
        )
    )
    + '<ul class="f3-widget-paginator"><li class="current">1</li><li><a href="/presse/page-2">2</a></li><li class="next"><a href="/presse/page-2">nächste</a></li></ul>',
    paths(lambda n: f"/presse/detail/news/{SLUGS[n]}"),
)
JOOMLA = Shape(
    "joomla",
    "/en/mi-news/announcements.html",
    "Announcements",
    '<div class="blog">'
    + rows(
        lambda n: (
            f"""<div class="items-row row-{n}"><div class="item"><h2><a href="/en/mi-news/announcements/{3191 - n}-{SLUGS[n]}.html">{TITLES[n]}</a></h2>
<ul class="actions"><li><a href="/en/mi-news/announcements/{3191 - n}-{SLUGS[n]}.html?tmpl=component&amp;print=1&amp;layout=default" title="Print" rel="nofollow"><img src="/media/system/print.png" alt="Print"></a></li><li><a href="/en/component/mailto/?tmpl=component&amp;link=f{n}" title="Email">Email</a></li></ul>
<dl class="article-info"><dd class="published">Published: {20 - n} March 2026</dd></dl><p>Athens, {20 - n}.3.2026: {LEAD}</p><p class="readmore"><a href="/en/mi-news/announcements/{3191 - n}-{SLUGS[n]}.html">Read more: {TITLES[n]}</a></p></div></div>"""
        )
    )
    + '</div><div class="pagination"><ul><li class="pagination-start">Start</li><li><a href="/en/mi-news/announcements.html?start=8">2</a></li><li><a href="/en/mi-news/announcements.html?start=8">Next</a></li><li><a href="/en/mi-news/announcements.html?start=400">End</a></li></ul></div>',
    paths(lambda n: f"/en/mi-news/announcements/{3191 - n}-{SLUGS[n]}.html"),
)
JOOMLA_PLAIN = Shape(
    "joomla-plain-parameters",
    "/index.php?option=com_content&view=category&id=5&Itemid=12",
    "Vesti",
    '<table class="category">'
    + rows(
        lambda n: (
            f"""<tr class="cat-list-row{n % 2}"><td class="list-title"><a href="/index.php?option=com_content&amp;view=article&amp;id={880 - n}:{SLUGS[n]}&amp;catid=5&amp;Itemid=12">{TITLES[n]}</a></td><td class="list-date">{20 - n}.03.2026</td><td class="list-author">Admin</td><td class="list-hits">{n * 7}</td></tr>"""
        )
    )
    + "</table>",
    paths(lambda n: f"/index.php?option=com_content&view=article&id={880 - n}:{SLUGS[n]}&catid=5&Itemid=12"),
)
SPIP = Shape(
    "spip",
    "/spip.php?rubrique2",
    "Actualités",
    '<div class="liste articles"><h2>Articles</h2><ul class="liste-items">'
    + rows(
        lambda n: (
            f"""<li class="item"><h3 class="entry-title"><a href="spip.php?article{1209 - n}" rel="bookmark">{TITLES[n]}</a></h3><p class="info-publi"><abbr class="published" title="2026-05-{20 - n}T15:21:00Z">mardi {20 - n} mai 2026</abbr>, <span class="auteurs">par <a href="spip.php?auteur4">Fabienne T.</a></span></p><div class="introduction"><p>{LEAD}</p></div><a class="lire" href="spip.php?article{1209 - n}">Lire la suite</a></li>"""
        )
    )
    + '</ul><p class="pagination"><strong class="on">0</strong> | <a href="spip.php?rubrique2&amp;debut_articles=8#pagination_articles">8</a> | <a href="spip.php?rubrique2&amp;debut_articles=16#pagination_articles">16</a></p></div>'
    '<div class="rubriques"><h2>Rubriques</h2><ul><li><a href="spip.php?rubrique3">Le pôle</a></li><li><a href="spip.php?rubrique4">Les adhérents</a></li><li><a href="spip.php?rubrique5">Les projets collaboratifs</a></li></ul></div>'
    '<div class="mots"><ul><li><a href="spip.php?mot7">plasturgie</a></li><li><a href="spip.php?mot8">caoutchouc</a></li><li><a href="spip.php?mot9">emballages et recyclage</a></li></ul></div>',
    paths(lambda n: f"/spip.php?article{1209 - n}"),
)
SPIP_PLAIN = Shape(
    "spip-clean-addresses",
    "/-actualites-",
    "Actualités",
    "<ul>"
    + rows(
        lambda n: (
            f"""<li><a href="/{camel(n)},{40164 - n}"><strong>{TITLES[n]}</strong></a><br><small>le {20 - n} mai 2026</small><p>{LEAD}</p></li>"""
        )
    )
    + '</ul><div id="nav2"><ul><li><a href="/-Entreprises-">Entreprises de la région</a></li><li><a href="/-Innovation-">Innovation et recherche</a></li><li><a href="/-Formation-">Formation et emploi</a></li></ul></div>',
    paths(lambda n: f"/{camel(n)},{40164 - n}"),
)
EZ = Shape(
    "ez-camel-case",
    "/Actualites",
    "Actualités",
    rows(
        lambda n: (
            f"""<div class="content-view-line"><div class="class-article float-break"><h2><a href="/Le-Pole/Actualites/{camel(n)}">{TITLES[n]}</a></h2><div class="attribute-byline"><p class="date">({20 - n}/03/2026 10:15)</p></div><div class="attribute-short"><p>{LEAD}</p></div></div></div>"""
        )
    )
    + '<div class="pagenavigator"><p><span class="next"><a href="/Actualites/(offset)/8"><span class="text">Suivant »</span></a></span><span class="pages"><span class="current">1</span> <span class="other"><a href="/Actualites/(offset)/8">2</a></span></span></p></div>'
    '<div class="menu-left"><ul><li><a href="/Le-Pole/Presentation/Territoires">Territoires du pôle</a></li><li><a href="/Le-Pole/Presentation/Gouvernance">Gouvernance du pôle</a></li><li><a href="/Le-Pole/Presentation/Equipe">Equipe du pôle</a></li></ul></div>',
    paths(lambda n: f"/Le-Pole/Actualites/{camel(n)}"),
)
HYPHEN_FIRST = Shape(
    "slug-that-begins-with-a-hyphen",
    "/fre/les-articles",
    "Les articles",
    rows(
        lambda n: (
            f"""<div class="bloc"><a href="/fre/les-articles/-{SLUGS[n]}-{547 - n}"><img src="/upload/{n}.jpg" alt=""></a><div class="titre"><a href="/fre/les-articles/-{SLUGS[n]}-{547 - n}">{TITLES[n]}</a></div><div class="date">Posté le {20 - n} septembre 2026</div><p>{LEAD}</p><a class="suite" href="/fre/les-articles/-{SLUGS[n]}-{547 - n}">Lire la suite</a></div>"""
        )
    )
    + """<div class="agenda"><p>Le 17 février 2026</p><a href="/fre/agenda/-photonics-and-energy-day-88">Photonics and energy day in Bordeaux</a><p>Le 3 mars 2026</p><a href="/fre/agenda/-lasers-for-health-89">Lasers for health: a morning</a></div>
<div class="annuaire"><h3>L'annuaire des adhérents</h3><a href="/fre/annuaire">Accéder à l'annuaire</a></div>""",
    paths(lambda n: f"/fre/les-articles/-{SLUGS[n]}-{547 - n}"),
)
CONSULT = Shape(
    "number-then-slug",
    "/fr/news",
    "News",
    '<div class="news">'
    + rows(
        lambda n: (
            f"""<div class="news-item"><div class="day">{20 - n}</div><div class="month">Juin 2026</div><h4>{TITLES[n]}</h4><p>{LEAD}</p><a class="btn" href="/fr/news/consult/{299 - n}/{SLUGS[n]}">En savoir plus</a></div>"""
        )
    )
    + "</div>",
    paths(lambda n: f"/fr/news/consult/{299 - n}/{SLUGS[n]}"),
)
NUMBER_ONLY = Shape(
    "number-only",
    "/en/news",
    "News",
    "<section>"
    + rows(
        lambda n: (
            f"""<div class="box"><a href="/en/{6195 - n}">{TITLES[n]}</a> <i>0{n + 1}/07/2026</i> LETTERS</div>"""
        )
    )
    + "</section>",
    paths(lambda n: f"/en/{6195 - n}"),
)
SLUG_AND_COMMA = Shape(
    "query-of-slug-and-number",
    "/?aktualnosci,4",
    "Aktualności",
    rows(
        lambda n: (
            f"""<div class="wpis"><h3><a href="/?{SLUGS[n]},{90 - n}">{TITLES[n]}</a></h3><p>{20 - n} maja 2026</p><p>{LEAD}</p></div>"""
        )
    ),
    paths(lambda n: f"/?{SLUGS[n]},{90 - n}"),
)
DATE_LAST = Shape(
    "date-at-the-end",
    "/novice",
    "Novice",
    rows(
        lambda n: (
            f"""<a class="card" href="/novice/{SLUGS[n]}-2026-07-{20 - n}"><div class="card-body"><div class="card-title">{TITLES[n].upper()}</div><div>{LEAD}</div></div></a>"""
        )
    ),
    paths(lambda n: f"/novice/{SLUGS[n]}-2026-07-{20 - n}"),
    tuple(t.upper() for t in TITLES),
)
DATE_FIRST = Shape(
    "slug-that-is-a-date",
    "/novinky/",
    "Novinky",
    rows(
        lambda n: (
            f"""<div class="et_pb_post"><h2 class="entry-title"><a href="/{20 - n}-12-2026-{SLUGS[n]}/">{TITLES[n]}</a></h2><p>{LEAD}</p></div>"""
        )
    ),
    paths(lambda n: f"/{20 - n}-12-2026-{SLUGS[n]}/"),
)
CLONED = Shape(
    "cloned-slugs",
    "/naujienos/",
    "Naujienos",
    rows(
        lambda n: (
            f"""<div class="post-box"><h3><a href="/2026/10/0{9 - n}/naujiena{"-2" * n}/">{TITLES[n]}</a></h3><div>spalio {9 - n} d.</div><p>{LEAD}</p></div>"""
        )
    ),
    paths(lambda n: f"/2026/10/0{9 - n}/naujiena{'-2' * n}/"),
)
GOVERNMENT = Shape(
    "file-with-its-date",
    "/Navigation/DE/Presse/pressemitteilungen.html",
    "Pressemitteilungen",
    '<ul class="teaser-list">'
    + rows(
        lambda n: (
            f"""<li class="card"><p class="topline">{20 - n}.04.2026 - Pressemitteilung - Mittelstand</p><p class="headline"><a href="/Redaktion/DE/Pressemitteilungen/2026/202604{20 - n}-{SLUGS[n]}.html">{TITLES[n]}</a></p><p>{LEAD}</p></li>"""
        )
    )
    + "</ul>",
    paths(lambda n: f"/Redaktion/DE/Pressemitteilungen/2026/202604{20 - n}-{SLUGS[n]}.html"),
)
NESTED = Shape(
    "section-and-slug",
    "/jaunumi/masts",
    "Jaunumi",
    rows(
        lambda n: (
            f"""<div class="jaunums"><a href="/jaunumi/masts/{SLUGS[n]}"><h2>{TITLES[n]}</h2></a><div class="datums">2026. gada {20 - n:02}. septembrī</div><div>{LEAD}</div><a href="/jaunumi/masts/{SLUGS[n]}">Lasīt vairāk</a></div>"""
        )
    )
    + '<div class="sub"><a href="/jaunumi/masts">Ziņas</a> <a href="/jaunumi/pasakumi">Pasākumi</a> <a href="/jaunumi/mediji-par-mums">Mediji par mums</a></div>',
    paths(lambda n: f"/jaunumi/masts/{SLUGS[n]}"),
)
NEWSROOM = Shape(
    "hosted-newsroom",
    "/posts/pressreleases",
    "Pressmeddelanden",
    rows(
        lambda n: (
            f"""<a class="release" href="/posts/pressreleases/{SLUGS[n]}"><span>2026-05-{20 - n} 09:43</span><span>Pressmeddelande</span><h3>{TITLES[n]}</h3></a>"""
        )
    ),
    paths(lambda n: f"/posts/pressreleases/{SLUGS[n]}"),
)
SHAPES = (
    WORDPRESS,
    DRUPAL,
    TYPO3,
    TYPO3_SPOKEN,
    JOOMLA,
    JOOMLA_PLAIN,
    SPIP,
    SPIP_PLAIN,
    EZ,
    HYPHEN_FIRST,
    CONSULT,
    NUMBER_ONLY,
    SLUG_AND_COMMA,
    DATE_LAST,
    DATE_FIRST,
    CLONED,
    GOVERNMENT,
    NESTED,
    NEWSROOM,
)


# News pages that share no system, each with a trap of its own; reached by their own address.
FIELDS = Shape(
    "fields-of-a-view",
    "/news",
    "News",
    '<div class="view-content">'
    + rows(
        lambda n: (
            f"""<div class="views-row"><div class="views-field-created"><span class="field-content">{20 - n}/03/2026</span></div><div class="views-field-title"><span class="field-content"><a href="/content/{SLUGS[n]}" hreflang="en">{TITLES[n]}</a></span></div>
<div class="views-field-tags"><div class="field-content"><a href="/tags/a{n}">cluster week</a>, <a href="/tags/b{n}">calls</a></div></div></div>"""
        )
    )
    + "</div>",
    paths(lambda n: f"/content/{SLUGS[n]}"),
)
ICON = Shape(
    "icon-before-the-date",
    "/news",
    "News",
    rows(
        lambda n: (
            f"""<a class="card" href="/news/{SLUGS[n]}"><div class="card__image"></div><div class="card__meta"><img src="/c.svg" alt="Clock icon">{20 - n}.02.2026</div><div class="card__title">{TITLES[n]}</div></a>"""
        )
    ),
    paths(lambda n: f"/news/{SLUGS[n]}"),
)
SLIDER = Shape(
    "slider-above-the-list",
    "/news",
    "News",
    '<div class="slider">'
    + "".join(
        f'<div class="slide"><a href="/news/{SLUGS[n]}"><img src="/{n}.jpg"><span class="caption">{TITLES[n]}</span></a></div>'
        for n in range(3)
    )
    + '</div><div class="grid">'
    + rows(
        lambda n: (
            f'<div class="item"><a href="/news/{SLUGS[n]}"><h4>{TITLES[n]}</h4></a><span>{20 - n}.3.2026</span></div>'
        )
    )
    + "</div>",
    paths(lambda n: f"/news/{SLUGS[n]}"),
)
TABLE = Shape(
    "table",
    "/news",
    "News",
    "<table>"
    + rows(
        lambda n: (
            f'<tr><td valign=top><b>{20 - n}.06.2013</b></td><td><a href="news.php?id={50 - n}">{TITLES[n]}</a><br><font size=1>{LEAD}</font></td></tr>'
        )
    )
    + "</table>",
    paths(lambda n: f"/news.php?id={50 - n}"),
)
CARD = Shape(
    "whole-card-is-the-link",
    "/news",
    "News",
    rows(
        lambda n: (
            f"""<li class="teaser"><a href="/aktuell/{SLUGS[n]}.html"><span class="kicker">Pressemitteilung</span> <span class="date">{20 - n}.03.2026</span> <strong>{TITLES[n]}</strong> <span class="text">{LEAD}</span> <span class="more">mehr</span></a></li>"""
        )
    ),
    paths(lambda n: f"/aktuell/{SLUGS[n]}.html"),
)
MIXED = Shape(
    "posts-of-several-kinds-under-a-tag",
    "/tags/cluster-week",
    "News",
    rows(
        lambda n: (
            f"""<div class="views-row"><h3><a href="{("/community-news/", "/content/", "/news/")[n % 3]}{SLUGS[n]}">{TITLES[n]}</a></h3><div>{20 - n} Mar 2026</div></div>"""
        )
    ),
    paths(lambda n: f"{('/community-news/', '/content/', '/news/')[n % 3]}{SLUGS[n]}"),
)
STREAM = Shape(
    "stream-of-whole-posts",
    "/en/category/unsorted/",
    "News",
    rows(
        lambda n: (
            f"""<article class="post"><h2 class="entry-title"><a href="/blog/2026/04/{20 - n}/{SLUGS[n]}/">{TITLES[n]}</a></h2><div class="entry-content"><p>{LEAD}</p><p>Join us: <a href="/blog/2026/01/02/an-older-call-for-members-{n}/">an older call for all the members</a></p>
<h3>Calls</h3><ul><li><a href="https://other.example/{n}/call">Call for experts of Europe</a> 14 May 2025</li><li><a href="https://other.example/{n}/forum">Forum of the regions of Europe</a> 15 May 2025</li></ul><p>{LEAD}</p></div></article>"""
        )
    ),
    paths(lambda n: f"/blog/2026/04/{20 - n}/{SLUGS[n]}/"),
)
FLAT = Shape(
    "posts-and-pages-side-by-side",
    "/news",
    "News",
    '<div class="submenu"><ul><li><a href="/the-cluster-and-its-tasks">The cluster and its tasks</a></li><li><a href="/our-services-for-members">Our services for members</a></li><li><a href="/the-projects-we-support">The projects that we support</a></li><li><a href="/how-to-join-us">How to join us today</a></li></ul></div>'
    + rows(
        lambda n: (
            f"""<div class="card"><a href="/{SLUGS[n]}"><img src="/{n}.jpg"></a><div class="card-body"><p class="t"><a href="/{SLUGS[n]}">{TITLES[n]}</a></p><p>{LEAD}</p></div></div>"""
        )
    ),
    paths(lambda n: f"/{SLUGS[n]}"),
)
BOXED = Shape(
    "day-month-and-year-in-boxes",
    "/novosti",
    "News",
    rows(
        lambda n: (
            f"""<div class="blog-item"><div class="date-box"><span class="d">{20 - n}</span><span class="m">MAR</span><span class="y">2026</span></div><h3><a href="/novosti/{SLUGS[n]}">{TITLES[n]}</a></h3></div>"""
        )
    ),
    paths(lambda n: f"/novosti/{SLUGS[n]}"),
)
PROJECTS = Shape(
    "projects-above-the-news",
    "/en",
    "News",
    "<section><h2>Projects</h2>"
    + rows(
        lambda n: (
            f"""<div class="card"><h3><a href="/projects/project-{n}-of-ours">Project number {n} of the cluster</a></h3><p>(01/07/2017 - 31/08/2020)</p></div>"""
        )
    )
    + "</section><section><h2>News</h2>"
    + rows(
        lambda n: (
            f"""<div class="card"><h3><a href="/news/{SLUGS[n]}">{TITLES[n]}</a></h3><p>{20 - n}.02.2025</p></div>"""
        )
    )
    + "</section>",
    paths(lambda n: f"/news/{SLUGS[n]}"),
)
PAGES = (FIELDS, ICON, SLIDER, TABLE, CARD, MIXED, STREAM, FLAT, BOXED, PROJECTS)
DATES = {
    "fields-of-a-view": "20/03/2026",
    "icon-before-the-date": "20.02.2026",
    "slider-above-the-list": "20.3.2026",
    "table": "20.06.2013",
    "whole-card-is-the-link": "20.03.2026",
    "posts-of-several-kinds-under-a-tag": "20 Mar 2026",
    "stream-of-whole-posts": None,
    "posts-and-pages-side-by-side": None,
    "day-month-and-year-in-boxes": "20 MAR 2026",
    "projects-above-the-news": "20.02.2025",
}
