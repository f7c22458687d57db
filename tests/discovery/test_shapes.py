"""Sites in the shapes of the systems they are built with: their posts are found, and nothing beside them."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

import pytest

from clusterwatch.config import StrategySettings
from tests.discovery.fakeweb import Answer, run_crawl
from tests.discovery.shapes import DATES, LEAD, PAGES, SHAPES, SITE, SLUGS, TITLES, Shape, rows
from tests.tables import each

MENU = '<li><a href="/about">About us</a></li><li><a href="/members">Our members</a></li><li><a href="/events">Events</a></li><li><a href="/contact">Contact</a></li>'
FOOT = '<footer><a href="/imprint">Imprint</a> <a href="/privacy-policy">Privacy policy</a> <a href="https://social.example/cluster">Follow us</a></footer>'


def page(body: str, menu: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en-GB'><head><title>Cluster</title></head><body><header><ul class='menu'>{MENU}{menu}</ul></header><main>{body}</main>{FOOT}</body></html>"


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize("start", ["home", "news"])
def test_shape(shape: Shape, start: str) -> None:
    address = SITE + shape.news
    entry = f"<li><a href='{shape.news.replace('&', '&amp;')}'>{shape.menu}</a></li>"
    web: dict[str, Answer] = {
        f"{SITE}/": page(f"<h1>Welcome</h1><p>{LEAD}</p>", entry),
        address: page(shape.body, entry),
    }
    result = run_crawl(web, f"{SITE}/" if start == "home" else address, max_pages=1)
    assert result.chosen is not None, result.error
    assert result.chosen.strategies[0] == StrategySettings(kind="listing", url=address)
    assert result.urls == [SITE + p for p in shape.posts]
    assert tuple(e.title for e in result.entries) == shape.titles


@pytest.mark.parametrize("shape", PAGES, ids=lambda shape: shape.name)
def test_page(shape: Shape) -> None:
    result = run_crawl({SITE + shape.news: page(shape.body)}, SITE + shape.news, max_pages=1)
    assert result.urls == [SITE + p for p in shape.posts]
    assert tuple(e.title for e in result.entries) == shape.titles
    assert result.entries[0].published == DATES[shape.name]


def listed(make: str = "", *, base: str = SITE, prefix: str = "/news/", heading: str = "News") -> str:
    """A list under a heading; `make` stands behind each title."""
    return f"<h2>{heading}</h2>" + rows(
        lambda n: (
            f'<article><h3><a href="{base}{prefix}{SLUGS[n]}">{TITLES[n]}</a></h3><time>{20 - n}.03.2026</time><p>{LEAD}</p>{make.replace("@", str(90 - n))}</article>'
        )
    )


POSTS = [f"{SITE}/news/{slug}" for slug in SLUGS]
MORE = ("Read more", "Mehr erfahren", "tovább", "Læs mere ›", "läs mer", "Lire la suite", "Więcej »")


@each("more", MORE)
def test_titles_beside_links_that_say_read_more(more: str) -> None:
    body = rows(
        lambda n: (
            f'<div class="teaser"><img src="/{n}.jpg" alt=""><div class="text"><div class="when">{20 - n}.03.2026</div><h3>{TITLES[n]}</h3><p>{LEAD}</p><a href="/news/{SLUGS[n]}">{more}</a></div></div>'
        )
    )
    result = run_crawl({f"{SITE}/news": page(body)}, f"{SITE}/news", max_pages=1)
    assert result.urls == POSTS
    assert [e.title for e in result.entries] == list(TITLES)


# What stands in a list beside the posts: (name, the site's own address as links write it, behind each title)
BESIDE = [
    ("four slashes", "https:////www.cluster.example", ""),
    ("no scheme", "//www.cluster.example", ""),
    ("a port that is the usual one", "https://www.cluster.example:443", ""),
    ("short addresses of the same posts", SITE, f'<a href="{SITE}/?p=@">Read more</a>'),
    ("a print view", SITE, '<a href="?tmpl=component&amp;print=1&amp;id=@">Print</a>'),
    ("the same page on a mirror", SITE, '<a href="https://news-@.hosting.example/news/a-page-of-the-mirror-@">The same page on a mirror</a>'),
    ("the same page in the address that others share", SITE, '<a href="https://social.example/share?u=https://www.cluster.example/news/@">Share</a>'),
    ("tags and authors", SITE, '<a href="/tags/a-long-name-of-a-theme-@">a long name of a theme</a> <a href="/author/anna-@">Anna</a>'),
]  # fmt: skip


@pytest.mark.parametrize(("base", "make"), [b[1:] for b in BESIDE], ids=[b[0] for b in BESIDE])
def test_addresses_beside_the_posts(base: str, make: str) -> None:
    result = run_crawl({f"{SITE}/news": page(listed(make, base=base))}, f"{SITE}/news", max_pages=1)
    assert result.urls == POSTS
    assert [e.title for e in result.entries] == list(TITLES)


def test_mirrors_of_the_list_are_other_sites() -> None:
    """Half of the links lead to a mirror of the site: these are posts of another host."""
    mirror = listed(base="https://stage.hosting.example", prefix="/news/old-")
    result = run_crawl({f"{SITE}/news": page(listed() + mirror)}, f"{SITE}/news", max_pages=1)
    assert result.urls == POSTS


def events(markup: str) -> str:
    return "<h2>Events</h2>" + "".join(
        markup.format(path=f"/events/forum-of-clusters-number-{n}", title=f"Forum of clusters, the {n}th of them", day=f"{20 + n}.12.2026")
        for n in range(9)
    )  # fmt: skip


EVENT_MARKUPS = {
    "same": '<article><h3><a href="{path}">{title}</a></h3><time>{day}</time><p>Join us.</p></article>',
    "table": '<div class="row"><span>{day}</span> <a href="{path}">{title}</a></div>',
}


@pytest.mark.parametrize("markup", EVENT_MARKUPS.values(), ids=EVENT_MARKUPS)
@pytest.mark.parametrize("flat", [True, False], ids=["flat", "boxes"])
def test_events_above_the_news_of_a_front_page(markup: str, flat: bool) -> None:
    above, below = events(markup), listed(prefix="/")
    body = above + below if flat else f"<div>{above}</div><div>{below}</div>"
    result = run_crawl({f"{SITE}/en/": page(body)}, f"{SITE}/en/", max_pages=1)
    assert result.urls == [f"{SITE}/{slug}" for slug in SLUGS]


def test_events_among_the_news_are_recognized_by_their_addresses() -> None:
    mixed = listed() + EVENT_MARKUPS["same"].format(
        path="/events/forum", title="The forum of all clusters", day="20.12.2026"
    )
    assert run_crawl({f"{SITE}/news": page(mixed)}, f"{SITE}/news", max_pages=1).urls == POSTS


def cards(path: str) -> str:
    """A list whose addresses are `path` with a number for `#` and words of the title for `*`."""
    return rows(
        lambda n: (
            f'<div class="item"><h3><a href="{path.replace("#", str(90 - n)).replace("*", SLUGS[n])}">{TITLES[n]}</a></h3><p>{20 - n}.3.2026</p></div>'
        )
    )


OLD = "".join(
    f'<li><h4><a href="/news/old-story-number-{n}">An old story of ours, number {n}</a></h4></li>'
    for n in range(12)
)
# (name, the list's own address, what its links look like, what stands above the list, and below)
AROUND = [
    ("numbers in a parameter", "/news", "/?p=#", "", ""),
    ("language in a parameter", "/noticias/?lang=es", "/*/?lang=es", '<a href="/noticias/?lang=en">The same page in English</a>', ""),
    ("old posts in the menu", "/news", "/news/*", f"<nav><ul>{OLD}</ul></nav>", ""),
    ("old posts in the footer", "/news", "/news/*", "", f"<footer><h3>Latest news</h3><ul>{OLD}</ul></footer>"),
    ("one menu for each language", "/en/news", "/en/news/*", "".join(f'<a href="/{c}{d}/news">This site in the language {c}{d}</a>' for c in "bdeflm" for d in "aeit"), ""),
    ("files made like posts", "/news", "/news/*", "", "".join(f'<div class="item"><h3><a href="/files/letter-{n}.pdf">Letter to the members, number {n}</a></h3><p>{n + 1}.1.2026</p></div>' for n in range(20))),
    ("members made like posts", "/news", "/news/*", "", "<h2>Our members</h2>" + "".join(f'<div class="item"><h3><a href="/members/member-{n}">A member company, number {n}</a></h3><p>since 1.1.2020</p></div>' for n in range(20))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("index", "path", "above", "below"), [a[1:] for a in AROUND], ids=[a[0] for a in AROUND]
)
def test_lists_around_the_posts_are_ignored(index: str, path: str, above: str, below: str) -> None:
    result = run_crawl({SITE + index: page(above + cards(path) + below)}, SITE + index, max_pages=1)
    assert result.urls == [
        SITE + path.replace("#", str(90 - n)).replace("*", slug) for n, slug in enumerate(SLUGS)
    ]
    assert [e.title for e in result.entries] == list(TITLES)


@each("jobs", ["/jobs/", "/de/stellenangebote/", "/offres-d-emploi/2026/"])
def test_job_offers_are_not_news(jobs: str) -> None:
    offers = "".join(
        f'<div><h3><a href="{jobs}engineer-for-optics-{n}">An engineer for optics, place {n}</a></h3><time>{n + 1}.1.2026</time></div>'
        for n in range(20)
    )
    body = listed() + f'<div class="box">{offers}</div>'
    assert run_crawl({f"{SITE}/news": page(body)}, f"{SITE}/news", max_pages=1).urls == POSTS
    told = page(listed(prefix="/news/jobs/"))
    assert len(run_crawl({f"{SITE}/news": told}, f"{SITE}/news", max_pages=1).urls) == len(POSTS)


@pytest.mark.parametrize(
    ("start", "prefix"), [("/nyheder/", "/"), ("/en/news/", "/en/")], ids=["danish", "english"]
)
def test_translations_under_one_slug(start: str, prefix: str) -> None:
    """The list of one language, with a switch that leads from each post to its translation."""
    other = {"/": "/en/", "/en/": "/"}[prefix]
    body = "<h2>Nyheder</h2>" + rows(
        lambda n: (
            f'<article><h3><a href="{prefix}{SLUGS[n]}/">{TITLES[n]}</a></h3><time>{20 - n}. oktober 2026</time><p>{LEAD}</p><a hreflang="x" href="{other}{SLUGS[n]}/"><img src="/flag.png" alt="flag"></a></article>'
        )
    )
    result = run_crawl({SITE + start: page(body)}, SITE + start, max_pages=1)
    assert result.urls == [f"{SITE}{prefix}{slug}/" for slug in SLUGS]


@each(
    ("start", "lang", "menu", "chosen"),
    [
        ("/", "", ("/fr/actualites", "/fr/le-pole", "/fr/projets-et-appels", "/en/news"), "/fr/actualites"),
        ("/", "fr-FR", ("/fr/actualites", "/en/news"), "/fr/actualites"),
        ("/", "en", ("/fr/actualites", "/en/news"), "/en/news"),
        ("/", "", ("/en/news",) * 1 + ("/en/a", "/en/b", "/en/c", "/en/d", "/en/e"), "/en/news"),
        ("/", "", ("/actualites", "/en/news"), "/actualites"),
        ("/en", "fr", ("/fr/actualites", "/en/news"), "/en/news"),
        ("/fr/", "", ("/fr/actualites", "/en/news"), "/fr/actualites"),
    ],
)
def test_the_news_page_is_of_the_language_of_the_page_that_leads_there(
    start: str, lang: str, menu: tuple[str, ...], chosen: str
) -> None:
    names = {"news": "News", "actualites": "Actualités"}
    links = "".join(f"<a href='{p}'>{names.get(p.rsplit('/', 1)[-1], 'Our work')}</a>" for p in menu)
    front = f"<html lang='{lang}'><body><nav>{links}</nav><p>{LEAD}</p></body></html>"
    web: dict[str, Answer] = {SITE + start: front}
    web |= {SITE + p: page(listed(prefix=f"{p}/")) for p in menu if "news" in p or "actu" in p}
    result = run_crawl(web, SITE + start, max_pages=1)
    assert result.chosen is not None, result.error
    assert result.chosen.strategies[0].url == SITE + chosen


def test_articles_named_by_a_selector_of_their_addresses() -> None:
    """The selector of sources.yaml for slugs that begin with a hyphen: the picture, the title, the link that says more."""
    shape = next(s for s in SHAPES if s.name == "slug-that-begins-with-a-hyphen")
    way = {"kind": "listing", "link": "a[href*='les-articles/-']"}
    result = run_crawl({SITE + shape.news: page(shape.body)}, SITE + shape.news, discover=way, max_pages=1)
    assert result.urls == [SITE + p for p in shape.posts]
    assert [e.title for e in result.entries] == list(TITLES)
    assert result.entries[0].published == "Posté le 20 septembre 2026"


@each(
    ("address", "written", "kept"),
    [
        ("/2026/04/20/a-post/", "14 May 2025", False),
        ("/2026/04/20/a-post/", "20 April 2026", True),
        ("/2026/04/20/a-post/", "21.4.26", True),
        ("/2026/04/30/a-post/", "1. 5. 2026", True),
        ("/2026/04/20/a-post/", "20 April 2025", False),
        ("/2026/04/a-post/", "14 May 2025", True),
        ("/20-04-2026-a-post/", "22.04.2026", True),
    ],
)
def test_a_date_that_the_folders_of_the_address_deny(address: str, written: str, kept: bool) -> None:
    body = "".join(
        f"<div class='n'><h3><a href='{address}{n}'>An announcement, the {n}th</a></h3><p>{written}</p></div>"
        for n in range(3)
    )
    entries = run_crawl({f"{SITE}/news": page(body)}, f"{SITE}/news", max_pages=1).entries
    assert [e.published for e in entries] == [written if kept else None] * 3


@each(("host", "found"), [("press.cluster.example", 8), ("www.another.example", 0)])
def test_a_newsroom_on_a_host_of_its_own(host: str, found: int) -> None:
    """A host below the site's is the site's; a link to another site may lead anywhere."""
    web: dict[str, Answer] = {
        f"{SITE}/": page(f"<p>{LEAD}</p>", f"<li><a href='https://{host}/'>Newsroom</a></li>"),
        f"https://{host}/": page(listed(base=f"https://{host}")),
    }
    assert len(run_crawl(web, f"{SITE}/", max_pages=1).urls) == found
