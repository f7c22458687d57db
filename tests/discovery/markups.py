"""Listing pages with different markup: a template for an item, what surrounds the items, and boilerplate."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """A post that a listing shows."""

    slug: str
    title: str
    date: str
    lead: str
    n: int


@dataclass(frozen=True)
class Markup:
    """The markup of a list. `url` is the address of the listing, `path` that of a post, `dated` says if it has dates."""

    name: str
    item: Callable[[Item], str]
    around: str = "<main><h1>News</h1>{items}</main>"
    url: str = "https://www.cluster.example/news"
    path: str = "/news/{slug}"
    dated: bool = True
    words: str = "en"


TITLES = {
    "en": [
        "Twelve companies join the photonics alliance",
        "Hydrogen valley wins regional funding for three years",
        "Our annual report is out",
        "New test bench opens for wind turbine blades",
        "AGM 2026",
        "Delegation from Nagoya visits the composites laboratory",
        "Interview: why small firms need open standards",
        "Call for projects on circular plastics",
        "Merger of two networks approved by their members",
        "Save the date for the spring forum",
    ],
    "fr": [
        "Douze entreprises rejoignent le pôle photonique",
        "La vallée de l'hydrogène obtient un financement régional",
        "Notre rapport d'activité est paru",
        "Un banc d'essai ouvre pour les pales d'éoliennes",
        "Bonne année !",
        "Une délégation de Nagoya visite le laboratoire",
        "Entretien : pourquoi les PME ont besoin de normes",
        "Appel à projets sur les plastiques",
        "Fusion de deux réseaux votée par les adhérents",
        "Le forum de printemps se prépare",
    ],
    "de": [
        "Zwölf Unternehmen treten dem Photonik-Netzwerk bei",
        "Wasserstofftal erhält Förderung für drei Jahre",
        "Unser Jahresbericht ist erschienen",
        "Prüfstand für Rotorblätter eröffnet",
        "Frohe Weihnachten",
        "Delegation aus Nagoya besucht das Labor für Verbundwerkstoffe",
        "Interview: Warum Normen helfen",
        "Förderaufruf für Kunststoffkreisläufe",
        "Zwei Netzwerke schließen sich zusammen",
        "Frühjahrsforum: Programm steht fest",
    ],
    "pl": [
        "Dwanaście firm dołącza do klastra fotoniki",
        "Dolina wodorowa z dofinansowaniem na trzy lata",
        "Nasz raport roczny",
        "Nowe stanowisko badawcze dla łopat turbin",
        "Wesołych Świąt",
        "Delegacja z Nagoi odwiedza laboratorium kompozytów",
        "Wywiad: po co małym firmom normy",
        "Nabór wniosków na obieg tworzyw",
        "Dwie sieci łączą siły za zgodą członków",
        "Forum wiosenne: znamy program",
    ],
    "lt": [
        "Dvylika įmonių jungiasi prie fotonikos klasterio",
        "Vandenilio slėnis gavo regiono paramą",
        "Metinė ataskaita paskelbta",
        "Atidarytas menčių bandymų stendas",
        "Su šventėmis",
        "Delegacija iš Nagojos lankosi laboratorijoje",
        "Interviu: kam mažoms įmonėms standartai",
        "Kvietimas teikti projektus",
        "Du tinklai susijungia narių sprendimu",
        "Pavasario forumas artėja",
    ],
    "el": [
        "Δώδεκα εταιρείες στο δίκτυο φωτονικής",
        "Η κοιλάδα υδρογόνου εξασφάλισε χρηματοδότηση",
        "Η ετήσια έκθεσή μας",
        "Νέος πάγκος δοκιμών για πτερύγια",
        "Καλές γιορτές",
        "Αντιπροσωπεία από τη Ναγκόγια στο εργαστήριο",
        "Συνέντευξη: γιατί χρειάζονται πρότυπα",
        "Πρόσκληση για έργα ανακύκλωσης",
        "Δύο δίκτυα ενώνονται",
        "Το εαρινό φόρουμ πλησιάζει",
    ],
}
MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre"],
    "de": ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober"],
    "pl": [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
    ],
    "lt": [
        "sausio",
        "vasario",
        "kovo",
        "balandžio",
        "gegužės",
        "birželio",
        "liepos",
        "rugpjūčio",
        "rugsėjo",
        "spalio",
    ],
    "el": [
        "Ιανουαρίου",
        "Φεβρουαρίου",
        "Μαρτίου",
        "Απριλίου",
        "Μαΐου",
        "Ιουνίου",
        "Ιουλίου",
        "Αυγούστου",
        "Σεπτεμβρίου",
        "Οκτωβρίου",
    ],
}
LEAD = "The members met last week to agree on the next steps and to thank all those who had helped along the way."
SLUGS = [
    "twelve-companies-join",
    "hydrogen-valley-wins-funding",
    "annual-report",
    "new-test-bench-opens",
    "agm-2026",
    "delegation-from-nagoya",
    "interview-open-standards",
    "call-for-projects",
    "merger-approved",
    "spring-forum",
]


def items(language: str = "en", form: str = "long", count: int = 10) -> list[Item]:
    """The posts of a listing, newest first, with dates written in one of several forms."""
    out = []
    for n in range(count):
        day, month = 27 - 2 * n, 10 - n
        written = {
            "long": f"{day} {MONTHS[language][month - 1]} 2026",
            "us": f"{MONTHS[language][month - 1]} {day}, 2026",
            "dots": f"{day:02}.{month:02}.2026",
            "slashes": f"{day:02}/{month:02}/2026",
            "iso": f"2026-{month:02}-{day:02}",
        }[form]
        out.append(Item(SLUGS[n], TITLES[language][n], written, LEAD, n))
    return out


NAV = """<header class="site-header"><a href="/"><img src="/logo.png" alt="Cluster"></a><nav class="main-menu"><ul>
<li><a href="/about-us">About us</a></li><li><a href="/members">Our members and partners</a></li>
<li><a href="/news">News</a></li><li><a href="/projects/overview">European research projects we lead</a></li>
<li><a href="/events">Events and trainings</a></li><li><a href="/contact">Contact</a></li></ul></nav></header>"""
CRUMBS = '<div class="breadcrumb"><a href="/">Home</a> » <a href="/media">Media</a> » News</div>'
TAGS = '<div class="tagcloud"><a href="/tag/photonics">photonics</a> <a href="/tag/hydrogen">hydrogen</a> <a href="/tag/smes">small and medium firms</a></div>'
SIDE = (
    """<aside class="sidebar"><div class="widget"><h3>Most read</h3><ul>
<li><a href="/news/old-story-about-lasers">An old story about lasers that everybody reads</a></li>
<li><a href="/news/another-old-story">Another old story that is still popular with all</a></li>
<li><a href="/news/third-old-story-of-all">A third story from the archive of the network</a></li></ul></div>"""
    + TAGS
    + "</aside>"
)
EVENTS = """<section class="upcoming-events"><h2>Upcoming events</h2><ul>
<li><span class="date">3 December 2026</span> <a href="/events/forum-on-lasers">International forum on lasers and light</a></li>
<li><span class="date">9 December 2026</span> <a href="/events/training-on-composites">Training on composites for beginners</a></li>
<li><span class="date">14 January 2027</span> <a href="/events/new-year-reception">New year reception of the network</a></li></ul></section>"""
SAME_EVENTS = """<div class="block"><h2>Events</h2><div class="list">
<div class="item"><h3><a href="/calendar/forum-on-lasers">International forum on lasers and light</a></h3><p class="date">3 December 2026</p></div>
<div class="item"><h3><a href="/calendar/training">Training on composites for beginners</a></h3><p class="date">9 December 2026</p></div>
</div></div>"""
FOOTER = """<footer class="site-footer"><div><h4>Useful links</h4><a href="/privacy-policy">Privacy policy and data protection</a>
<a href="/imprint">Imprint</a><a href="https://partner.test/">A partner of the network</a>
<a href="/files/annual-report-2025.pdf">Annual report of the network 2025 (PDF)</a></div></footer>"""
PARTNERS = """<div class="partners"><h2>Our partners</h2><a href="/partners/university-of-the-coast"><img src="/u.png" alt="University of the Coast"></a>
<a href="/partners/institute-of-light"><img src="/i.png" alt="Institute of Light and Matter"></a></div>"""


def render(markup: Markup, listed: list[Item], before: str = "", after: str = "") -> str:
    """A complete page."""
    rows = "\n".join(
        markup.item(i).replace("HREF", markup.path.format(slug=i.slug, n=i.n + 4010)) for i in listed
    )
    return (
        f'<!DOCTYPE html><html lang="{markup.words}"><head><meta charset="utf-8"><title>News – Cluster</title></head><body>'
        f"{NAV}{CRUMBS}{before}{markup.around.format(items=rows)}{after}{PARTNERS}{FOOTER}</body></html>"
    )


def _pairs(i: Item) -> str:
    return "odd" if i.n % 2 else "even"


MARKUPS = [
    Markup(
        "article, h2, time",
        lambda i: (
            f'<article class="post-{i.n} post type-post category-{i.n % 3}"><h2 class="entry-title"><a href="HREF">{i.title}</a></h2><time class="entry-date published" datetime="2026-01-{i.n + 10}T10:00:00+01:00">{i.date}</time><p>{i.lead}</p><a class="more-link" href="HREF">Read more</a></article>'
        ),
    ),
    Markup(
        "article, image, category link",
        lambda i: (
            f'<article><a href="HREF"><img src="/{i.n}.jpg" alt=""></a><a class="cat" href="/category/life">Life of the network</a><h3><a href="HREF">{i.title}</a></h3><span class="meta">{i.date} by <a href="/author/ann">The editors</a></span><p>{i.lead}</p></article>'
        ),
    ),
    Markup(
        "plain list, link and date",
        lambda i: f'<li><a href="HREF">{i.title}</a> ({i.date})</li>',
        "<div id='content'><h1>News</h1><ul>{items}</ul></div>",
    ),
    Markup(
        "list, date before",
        lambda i: f'<li><span class="date">{i.date}</span> <a href="HREF">{i.title}</a></li>',
        "<div id='content'><h1>News</h1><ul class='news'>{items}</ul></div>",
    ),
    Markup(
        "list without dates",
        lambda i: f'<li><a href="HREF">{i.title}</a></li>',
        "<div class='page'><h1>News</h1><ul>{items}</ul></div>",
        dated=False,
    ),
    Markup(
        "table with dates",
        lambda i: f'<tr class="{_pairs(i)}"><td>{i.date}</td><td><a href="HREF">{i.title}</a></td></tr>',
        "<div><h2>News</h2><table><thead><tr><th>Date</th><th>Title</th></tr></thead><tbody>{items}</tbody></table></div>",
    ),
    Markup(
        "table with hits and author",
        lambda i: (
            f'<tr class="cat-list-row{i.n % 2}"><td class="list-title"><a href="HREF">{i.title}</a></td><td class="list-date small">{i.date}</td><td class="list-author">Written by the office</td><td><span class="badge">Hits: {i.n * 7}</span></td></tr>'
        ),
        "<div class='category-list'><table class='category table'><tbody>{items}</tbody></table></div>",
        path="/index.php/news/{n}-{slug}",
    ),
    Markup(
        "definition list",
        lambda i: f'<dt><a href="HREF">{i.title}</a></dt><dd><em>{i.date}</em> {i.lead}</dd>',
        "<div id='main'><h1>News</h1><dl>{items}</dl></div>",
    ),
    Markup(
        "definition list, date in dt",
        lambda i: f'<dt>{i.date}</dt><dd><a href="HREF">{i.title}</a></dd>',
        "<div id='main'><h1>News</h1><dl>{items}</dl></div>",
    ),
    Markup(
        "card is a link",
        lambda i: (
            f'<a class="card" href="HREF"><img src="/{i.n}.jpg" alt=""><span class="card-date">{i.date}</span><h3 class="card-title">{i.title}</h3><p>{i.lead}</p></a>'
        ),
        "<div class='grid'>{items}</div>",
    ),
    Markup(
        "card is a link, no heading",
        lambda i: (
            f'<a class="teaser" href="HREF"><span class="teaser__date">{i.date}</span><span class="teaser__title">{i.title}</span><span class="teaser__text">{i.lead}</span></a>'
        ),
        "<div class='teasers'>{items}</div>",
    ),
    Markup(
        "title apart, read more link",
        lambda i: (
            f'<div class="news-item"><h3>{i.title}</h3><p class="date">{i.date}</p><p>{i.lead}</p><a class="btn" href="HREF">Read more</a></div>'
        ),
    ),
    Markup(
        "title apart, fr",
        lambda i: (
            f'<div class="actu"><p class="titre"><strong>{i.title}</strong></p><p>{i.date}</p><p>{i.lead}</p><p><a href="HREF">Lire la suite</a></p></div>'
        ),
        "<div id='contenu'><h1>Actualités</h1>{items}</div>",
        "https://www.pole.example/fre/actualites",
        "/fre/les-articles/-{slug}-{n}",
        words="fr",
    ),
    Markup(
        "overlay link, image",
        lambda i: (
            f'<div class="tile"><a class="overlay" href="HREF" aria-label="{i.title}"></a><div class="pic"><img src="/{i.n}.jpg" alt=""></div><div class="txt"><div class="when">{i.date}</div><h4>{i.title}</h4></div></div>'
        ),
        "<section class='tiles'>{items}</section>",
    ),
    Markup(
        "bare headings and paragraphs",
        lambda i: f'<h3><a href="HREF">{i.title}</a></h3><p class="info">{i.date}</p><p>{i.lead}</p>',
        "<div class='content'><h1>News</h1>{items}</div>",
    ),
    Markup(
        "bare, date above the title",
        lambda i: f'<p class="d">{i.date}</p><h3><a href="HREF">{i.title}</a></h3><p>{i.lead}</p>',
        "<div class='content'><h1>News</h1>{items}</div>",
    ),
    Markup(
        "links and breaks",
        lambda i: f'{i.date} <a href="HREF">{i.title}</a><br>',
        "<td id='content'><h1>News</h1><p>{items}</p></td>",
    ),
    Markup(
        "links and breaks, dash",
        lambda i: f'<a href="HREF">{i.title}</a> – {i.date}<br><br>',
        "<div id='content'><h1>News</h1><p>{items}</p></div>",
    ),
    Markup(
        "paragraphs with bold dates",
        lambda i: f'<p><b>{i.date}</b><br><a href="HREF">{i.title}</a></p>',
        "<div id='content'><h1>News</h1>{items}</div>",
    ),
    Markup(
        "nested rows and columns",
        lambda i: (
            ('<div class="row">' if i.n % 2 == 0 else "")
            + f'<div class="col-md-6"><div class="box"><h4><a href="HREF">{i.title}</a></h4><small>{i.date}</small></div></div>'
            + ("</div>" if i.n % 2 else "")
        ),
        "<div class='container'><h1>News</h1>{items}</div>",
    ),
    Markup(
        "one row an item",
        lambda i: (
            f'<div class="row item"><div class="col-3"><a href="HREF"><img src="/{i.n}.jpg"></a></div><div class="col-9"><a href="HREF"><h2>{i.title}</h2></a><p>{i.date}</p><p>{i.lead} <a href="HREF">Learn more</a></p></div></div>'
        ),
    ),
    Markup(
        "views rows",
        lambda i: (
            f'<div class="views-row views-row-{i.n + 1} views-row-{_pairs(i)}"><div class="views-field views-field-title"><span class="field-content"><a href="HREF">{i.title}</a></span></div><div class="views-field views-field-created"><span class="field-content">{i.date}</span></div><div class="views-field-body"><p>{i.lead}</p></div></div>'
        ),
        "<div class='region-content'><div class='view view-news'><div class='view-content'>{items}</div></div></div>",
        path="/content/{slug}",
    ),
    Markup(
        "views table of fields",
        lambda i: (
            f'<li class="views-row"><article class="node node--type-news" about="HREF"><h2 class="node__title"><a href="HREF" rel="bookmark"><span>{i.title}</span></a></h2><footer class="node__meta"><span>Submitted by <a href="/user/7">office</a> on {i.date}</span></footer><div><p>{i.lead}</p><ul class="links"><li class="node-readmore"><a href="HREF" title="{i.title}">Read more<span> about {i.title}</span></a></li></ul></div></article></li>'
        ),
        "<main><ul>{items}</ul></main>",
        path="/community-news/{slug}",
    ),
    Markup(
        "typo3 news",
        lambda i: (
            f'<div class="article articletype-0" itemscope itemtype="http://schema.org/Article"><div class="header"><h3><a title="{i.title}" href="HREF"><span itemprop="headline">{i.title}</span></a></h3></div><div class="teaser-text"><div itemprop="description"><p>{i.lead}</p></div><a class="more" title="{i.title}" href="HREF">Weiterlesen</a></div><div class="footer"><p><span class="news-list-date"><time itemprop="datePublished" datetime="2026-02-{i.n + 10}">{i.date}</time></span></p></div></div>'
        ),
        "<div class='news'><div class='news-list-view'>{items}</div></div>",
        "https://www.netz.example/aktuelles",
        "/aktuelles/detail/{slug}",
        words="de",
    ),
    Markup(
        "spip",
        lambda i: (
            f'<li class="hentry clearfix"><h3 class="h3 entry-title"><a href="HREF" rel="bookmark">{i.title}</a></h3><p class="publication"><time pubdate datetime="2026-03-{i.n + 10}T09:00:00Z">{i.date}</time><span class="sep">, </span><span class="auteurs">par <a class="url" href="/spip.php?auteur1">La rédaction</a></span></p><div class="introduction entry-content"><p>{i.lead}</p></div></li>'
        ),
        "<div class='liste long articles'><h2>Articles</h2><ul>{items}</ul></div>",
        "https://www.pole.example/spip.php?rubrique3",
        "/spip.php?article{n}",
        words="fr",
    ),
    Markup(
        "joomla blog",
        lambda i: (
            f'<div class="items-row cols-1 row-{i.n}"><div class="item column-1" itemprop="blogPost"><div class="page-header"><h2 itemprop="name"><a href="HREF" itemprop="url">{i.title}</a></h2></div><dl class="article-info"><dt>Details</dt><dd class="published"><time datetime="2026-04-{i.n + 10}">Published: {i.date}</time></dd><dd class="category-name">Category: <a href="/en/announcements">Announcements</a></dd></dl><p>{i.lead}</p><p class="readmore"><a href="HREF">Read more ...</a></p></div></div>'
        ),
        "<div class='blog'>{items}</div>",
        "https://www.cluster.example/en/press/announcements",
        "/en/press/announcements/{n}-{slug}.html",
    ),
    Markup(
        "numbers for addresses",
        lambda i: (
            f'<div class="nx"><div class="nd">{i.date}</div><div class="nt"><a href="HREF">{i.title}</a></div></div>'
        ),
        "<div class='list'>{items}</div>",
        "https://www.cluster.example/en/jaunumi",
        "/en/{n}",
    ),
    Markup(
        "query addresses",
        lambda i: f'<div class="n"><a class="t" href="HREF">{i.title}</a><div>{i.date}</div></div>',
        "<div id='obsah'>{items}</div>",
        "https://www.cluster.example/index.php?page=aktuality",
        "/index.php?page=detail&amp;id={n}",
    ),
    Markup(
        "root slugs",
        lambda i: (
            f'<div class="post-box"><h5><a href="HREF">{i.title}</a></h5><div class="post-date">{i.date}</div></div>'
        ),
        "<div class='wrapper'>{items}</div>",
        path="/{slug}",
    ),
    Markup(
        "page builder",
        lambda i: (
            f'<article class="elementor-post elementor-grid-item post-{i.n} post category-x"><a class="elementor-post__thumbnail__link" href="HREF" tabindex="-1"><div><img src="/{i.n}.png"></div></a><div class="elementor-post__text"><h3 class="elementor-post__title"><a href="HREF">{i.title}</a></h3><div class="elementor-post__meta-data"><span class="elementor-post-date">{i.date}</span></div><a class="elementor-post__read-more" href="HREF" aria-label="Read more about {i.title}">Read More »</a></div></article>'
        ),
        "<div class='elementor elementor-widget-wrap'><div class='elementor-widget elementor-widget-posts'><div class='elementor-widget-container'><div class='elementor-posts-container'>{items}</div></div></div></div>",
        path="/{slug}/",
    ),
    Markup(
        "date in three elements",
        lambda i: (
            f'<div class="entry"><div class="date"><span class="day">{i.date.split()[0]}</span><span class="month">{i.date.split()[1]}</span><span class="year">{i.date.split()[2]}</span></div><h3><a href="HREF">{i.title}</a></h3></div>'
        ),
    ),
    Markup(
        "featured first",
        lambda i: (
            f'<div class="lead-story"><h2><a href="HREF">{i.title}</a></h2><p class="date">{i.date}</p><p>{i.lead}</p></div><div class="others">'
            if i.n == 0
            else f'<div class="story"><h3><a href="HREF">{i.title}</a></h3><p class="date">{i.date}</p></div>'
        ),
        "<main><h1>News</h1><div class='stories'>{items}</div></div></main>",
    ),
    Markup(
        "swiper of cards",
        lambda i: (
            f'<div class="swiper-slide"><div class="card h-100"><img src="/{i.n}.jpg" class="card-img-top"><div class="card-body"><p class="card-text"><small class="text-muted">{i.date}</small></p><h5 class="card-title">{i.title}</h5><a href="HREF" class="stretched-link">Discover</a></div></div></div>'
        ),
        "<section><h2>News</h2><div class='swiper-wrapper'>{items}</div></section>",
    ),
    Markup(
        "figure and figcaption",
        lambda i: (
            f'<figure><a href="HREF"><img src="/{i.n}.jpg" alt="{i.title}"></a><figcaption><span>{i.date}</span> {i.lead}</figcaption></figure>'
        ),
        "<div class='wall'>{items}</div>",
    ),
    Markup(
        "months as headlines",
        lambda i: (
            (f"</ul><h3>{2026 - i.n // 3}</h3><ul>" if i.n % 3 == 0 else "")
            + f'<li><a href="HREF">{i.title}</a> <i>{i.date}</i></li>'
        ),
        "<div class='archive'><ul>{items}</ul></div>",
    ),
    Markup(
        "greek",
        lambda i: (
            f'<div class="nea"><h4><a href="HREF">{i.title}</a></h4><span class="imerominia">{i.date}</span><p>{i.lead}</p><a href="HREF">Περισσότερα</a></div>'
        ),
        "<div><h1>Νέα</h1>{items}</div>",
        "https://www.diktyo.example/nea/",
        "/nea/{n}-{slug}.html",
        words="el",
    ),
    Markup(
        "lithuanian",
        lambda i: (
            f'<div class="naujiena"><div class="data">{i.date} d.</div><a class="pav" href="HREF">{i.title}</a><a class="pl" href="HREF">Plačiau</a></div>'
        ),
        "<div class='naujienos'>{items}</div>",
        "https://www.klasteris.example/naujienos",
        "/{slug}/",
        words="lt",
    ),
    Markup(
        "polish, articles in main",
        lambda i: (
            f'<article class="aktualnosc"><header class="entry-header"><h2><a href="HREF">{i.title}</a></h2><p class="data">Opublikowano: {i.date}</p></header><div class="entry-summary"><p>{i.lead}</p><a href="HREF">Czytaj więcej</a></div></article>'
        ),
        "<div class='glowna'><h1>Aktualności</h1>{items}</div>",
        "https://www.klaster.example/aktualnosci/",
        "/aktualnosci/{slug}/",
        words="pl",
    ),
    Markup(
        "german, date and title in the link",
        lambda i: (
            f'<li class="list__item"><a href="HREF"><span class="list__date">{i.date}</span> {i.title}</a></li>'
        ),
        "<main id='inhalt'><h1>Aktuelles</h1><ul class='list'>{items}</ul></main>",
        "https://www.netz.example/aktuelles/",
        "/aktuelles/meldungen/{slug}.html",
        words="de",
    ),
    Markup(
        "old tables",
        lambda i: (
            f'<tr><td width="90" valign="top"><font size="1">{i.date}</font></td><td><a href="HREF"><b>{i.title}</b></a><br><font>{i.lead}</font></td></tr><tr><td colspan="2"><hr></td></tr>'
        ),
        "<table width='700'><tr><td width='160'><a href='/a'>Start</a><br><a href='/b'>The association</a></td><td><table>{items}</table></td></tr></table>",
    ),
    Markup(
        "accordion headings",
        lambda i: (
            f'<div class="panel"><div class="panel-heading"><h4 class="panel-title"><a href="HREF">{i.title}</a></h4></div><div class="panel-body">{i.lead} <span>{i.date}</span></div></div>'
        ),
        "<div class='panel-group'>{items}</div>",
    ),
    Markup(
        "comments and shares within",
        lambda i: (
            f'<div class="entry"><h2><a href="HREF">{i.title}</a></h2><div class="meta">{i.date} | <a href="HREF#comments">3 comments</a> | <a href="/tag/lasers">lasers</a>, <a href="/tag/fibre-optics">fibre optics</a></div><p>{i.lead}</p><div class="share"><a href="https://social.test/share?u=x">Share</a> <a href="mailto:?subject=x">Mail</a></div></div>'
        ),
    ),
    Markup(
        "unknown category links",
        lambda i: (
            f'<div class="card"><a class="topic" href="/themes/{["energy", "mobility", "health"][i.n % 3]}">{["Energy", "Mobility", "Health"][i.n % 3]}</a><h3><a href="HREF">{i.title}</a></h3><time datetime="2026-05-{i.n + 10}">{i.date}</time></div>'
        ),
    ),
    Markup(
        "one headline each, div soup",
        lambda i: (
            f'<div><div><div><div><a href="HREF"><div><div>{i.title}</div></div></a></div><div><div>{i.date}</div></div></div></div></div>'
        ),
        "<div><div><div>{items}</div></div></div>",
    ),
    Markup(
        "links with title attributes",
        lambda i: (
            f'<div class="nw"><a href="HREF" title="{i.title}"><img src="/{i.n}.jpg" alt=""></a><span>{i.date}</span><a href="HREF">more...</a></div>'
        ),
        "<div class='nws'>{items}</div>",
    ),
    Markup(
        "ordered list, h4, em",
        lambda i: (
            f'<li><h4><a href="HREF">{i.title}</a></h4><em>{i.date}</em><blockquote>{i.lead}</blockquote></li>'
        ),
        "<section id='news'><ol>{items}</ol></section>",
    ),
    Markup(
        "by date in the address",
        lambda i: (
            f'<div class="blog-entry"><h2 class="t"><a href="HREF">{i.title}</a></h2><p>{i.lead}</p></div>'
        ),
        path="/2026/04/1{n}/{slug}/",
        dated=False,
    ),
    Markup(
        "pdf beside each",
        lambda i: (
            f'<li class="press"><span>{i.date}</span><a href="HREF">{i.title}</a><a href="/files/{i.slug}.pdf">Download the release as a PDF</a></li>'
        ),
        "<div><h1>Press releases</h1><ul>{items}</ul></div>",
        "https://www.cluster.example/press",
        "/press/{slug}",
    ),
    Markup(
        "everything below /events",
        lambda i: f'<div class="teaser"><h3><a href="HREF">{i.title}</a></h3><p>{i.date}</p></div>',
        path="/events/news/{slug}",
    ),
]
