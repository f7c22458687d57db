"""The automatic choice of strategies for sites of many kinds, from the address that a person would open."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from clusterwatch.config import StrategySettings
from clusterwatch.discovery import Role, crawl
from clusterwatch.discovery.strategies.wordpress import read_types
from clusterwatch.errors import BadStatus, Deferred, NothingFound
from clusterwatch.models import Problem, ProblemCode, Request
from tests.discovery.fakeweb import NOW, Answer, page, run_crawl, source
from tests.tables import each

SITE = "https://www.cluster.example"
FIELDS = (
    "per_page=20&page=1&orderby=date&order=desc&_fields=id,date,modified,slug,link,guid,title,content,lang"
)
MENU = '<a href="/about">About us</a><a href="/members">Members</a><a href="/events">Events</a><a href="/contact">Contact</a>'


def html(main: str, head: str = "", menu: str = MENU) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><nav>{menu}</nav><main>{main}</main><footer><a href='/imprint'>Imprint</a></footer></body></html>"


def stories(paths: Sequence[str], heading: str = "") -> str:
    rows = "".join(
        f'<article><h3><a href="{p}">An announcement about {p.strip("/").replace("-", " ")}</a></h3><time>{20 - n}.03.2026</time></article>'
        for n, p in enumerate(paths)
    )
    return f"<h1>{heading}</h1>{rows}"


WHOLE = f"<content:encoded><![CDATA[<p>{'The members open their workshops to visitors. ' * 8}</p>]]></content:encoded>"


def feed(paths: Sequence[str], generator: str = "", body: str = WHOLE) -> str:
    rows = "".join(
        f"<item><title>T {p}</title><link>{SITE}{p}</link><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>{body}</item>"
        for p in paths
    )
    names = "version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return (
        f"<?xml version='1.0'?><rss {names}><channel><generator>{generator}</generator>{rows}</channel></rss>"
    )


def rest(paths: Sequence[str]) -> Answer:
    items = [
        {
            "id": n,
            "date": "2026-03-01T09:00:00",
            "link": SITE + p,
            "title": {"rendered": p},
            "content": {"rendered": "x"},
            "guid": {"rendered": ""},
        }
        for n, p in enumerate(paths)
    ]
    return json.dumps(items), {"x-wp-totalpages": "1"}


def link(href: str, title: str = "", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'


API = '<link rel="https://api.w.org/" href="/wp-json/">'
ALL = [f"/news/announcement-{n}" for n in range(1, 31)]
TEN = ALL[:10]
WP = "<script src='/wp-content/themes/x/a.js'></script>"
OTHERS = [f"/blog/hello-world-{n}" for n in range(1, 6)]


def kinds(strategies: Sequence[StrategySettings]) -> list[str]:
    return [s.kind for s in strategies]


LANGUAGES = [
    ("bg", "Новини", "/novini"), ("hr", "Novosti", "/novosti"), ("cs", "Aktuality", "/aktuality"), ("da", "Nyheder", "/nyheder"),
    ("nl", "Nieuws", "/nieuws"), ("en", "News", "/what-is-new"), ("et", "Uudised", "/uudised"), ("fi", "Ajankohtaista", "/ajankohtaista"),
    ("fr", "Nos actualités", "/x12"), ("de", "Aktuelles", "/aktuelles"), ("el", "Νέα", "/nea"), ("hu", "Hírek", "/hirek"),
    ("ga", "Nuacht", "/nuacht"), ("it", "Notizie", "/notizie"), ("lv", "Jaunumi", "/lv/zinas"), ("lt", "Naujienos", "/p7"),
    ("mt", "Aħbarijiet", "/ahbarijiet"), ("pl", "Aktualności", "/aktualnosci"), ("pt", "Notícias", "/noticias"), ("ro", "Știri", "/stiri"),
    ("sk", "Správy", "/spravy"), ("sl", "Novice", "/novice"), ("es", "Noticias", "/noticias"), ("sv", "Nyheter", "/nyheter"),
    ("nb", "Nyheter", "/aktuelt"), ("is", "Fréttir", "/frettir"), ("ca", "Notícies", "/noticies"), ("eu", "Albisteak", "/albisteak"),
    ("sr", "Вести", "/vesti"), ("uk", "Новини", "/novyny"), ("tr", "Haberler", "/haberler"), ("fr", "Espace presse", "/espace-presse"),
    ("de", "Alle Meldungen ansehen", "/m"), ("en", "Latest news »", "/latest"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "path"), LANGUAGES, ids=[f"{a}-{b}" for a, b, _ in LANGUAGES])
def test_news_page_of_a_home_page(language: str, words: str, path: str) -> None:
    mine = [f"{path}/announcement-{n}" for n in range(8)]
    web: dict[str, Answer] = {
        f"{SITE}/": html(
            "<h1>Welcome</h1><p>We are a network.</p>",
            menu=MENU + f'<a href="{path}"><span>{words}</span></a>',
        ),
        f"{SITE}{path}": html(stories(mine, words)),
    }
    result = run_crawl(web, f"{SITE}/")
    assert result.chosen is not None
    assert result.chosen.strategies == (StrategySettings(kind="listing", url=f"{SITE}{path}"),)
    assert result.urls == [SITE + p for p in mine]
    assert len(result.requested) <= 5


CATEGORIES = (
    '<a href="/category/news/" rel="category tag">News</a>',
    '<ul><li><a href="/category/news/">News</a></li><li><a href="/category/projects/">Projects</a></li></ul>',
    '<p class="meta"><a href="/category/news/">News</a></p><p class="meta"><a href="/category/events-of-members/">Members</a></p>',
    '<p class="meta"><a class="label" href="/category/news/">News</a></p>' * 3,
    '<article><footer><p>In <a href="/category/news/">News</a></p></footer></article>',
)


@pytest.mark.parametrize(
    "named",
    CATEGORIES,
    ids=["under a post", "in a list", "under other posts", "under all posts", "in a post"],
)
def test_a_category_called_news_is_not_the_page_of_all_news(named: str) -> None:
    front = html(stories(TEN) + named + '<a rel="next" href="/page/2/">Older posts</a>')
    web: dict[str, Answer] = {
        f"{SITE}/": front,
        f"{SITE}/page/2/": html(stories(ALL[10:20])),
        f"{SITE}/category/news/": html(stories(ALL[0:20:2], "News")),
    }
    assert run_crawl(web, f"{SITE}/").urls == [SITE + p for p in ALL[:20]]
    web[f"{SITE}/"] = front.replace(
        MENU, f'{MENU}<a href="/category/news/">News</a>'
    )  # the menu says that it is
    assert run_crawl(web, f"{SITE}/").urls == [SITE + p for p in ALL[0:20:2]]


def test_the_archive_of_a_site_with_categories_and_no_news_page() -> None:
    menu = MENU + '<a href="/archives.html">Archives</a><ul><li><a href="/category/news/">News</a></li>'
    menu += '<li><a href="/category/projects/">Projects</a></li></ul>'
    web: dict[str, Answer] = {
        f"{SITE}/": html(stories(ALL[:1]), menu=menu),
        f"{SITE}/archives.html": html(stories(ALL[:20])),
        f"{SITE}/category/news/": html(stories(ALL[0:20:2], "News")),
    }
    assert run_crawl(web, f"{SITE}/").urls == [SITE + p for p in ALL[:20]]


@pytest.mark.parametrize("link", ['<a href="/archives/">Archives</a>', '<a href="/all/">All posts</a>'])
@pytest.mark.parametrize("shown", [0, 2])
def test_a_site_without_a_news_page_may_have_an_archive(link: str, shown: int) -> None:
    path = "/archives/" if "archives" in link else "/all/"
    web: dict[str, Answer] = {
        f"{SITE}/": html(stories(TEN[:shown]) + "<p>We are a network.</p>", menu=link),
        f"{SITE}{path}": html(stories(TEN)),
    }
    assert run_crawl(web, f"{SITE}/").urls == [SITE + p for p in TEN]
    web[f"{SITE}{path}"] = html(stories(ALL[12:20]))  # older ones only
    assert (SITE + ALL[12] in run_crawl(web, f"{SITE}/").urls) is not bool(shown)


def test_the_address_is_a_feed() -> None:
    result = run_crawl({f"{SITE}/rss": feed(TEN)}, f"{SITE}/rss")
    assert result.chosen is not None
    assert kinds(result.chosen.strategies) == ["feed"]
    assert [(c.role, c.posts) for c in result.chosen.choices] == [(Role.GIVEN, 10)]
    assert result.requested == [f"{SITE}/rss"]
    assert len(result.urls) == 10


def test_the_address_is_a_sitemap() -> None:
    body = "<urlset>" + "".join(f"<url><loc>{SITE}{p}</loc></url>" for p in TEN) + "</urlset>"
    result = run_crawl({f"{SITE}/s.xml": body}, f"{SITE}/s.xml")
    assert result.chosen is not None
    assert kinds(result.chosen.strategies) == ["sitemap"]
    assert len(result.urls) == 10


def wordpress(extra: dict[str, Answer] | None = None, head: str = "") -> dict[str, Answer]:
    web: dict[str, Answer] = {
        f"{SITE}/": html(
            "<h1>Welcome</h1>",
            API + link("/feed/", "News") + link("/comments/feed/", "Comments") + head,
            MENU + "<a href='/news/'>News</a>",
        ),
        f"{SITE}/news/": html(
            stories(TEN, "News"), API + link("/feed/", "News") + link("/comments/feed/", "Comments")
        ),
        f"{SITE}/feed/": feed(TEN, "https://wordpress.org/?v=6.9"),
        f"{SITE}/comments/feed/": feed(TEN),
        f"{SITE}/wp-json/wp/v2/posts?{FIELDS}": rest(ALL[:20]),
    }
    return web | (extra or {})


@each("start", ["/", "/news/"])
def test_wordpress(start: str) -> None:
    result = run_crawl(wordpress(), SITE + start)
    assert result.chosen is not None
    assert result.chosen.strategies == (
        StrategySettings(kind="feed", url=f"{SITE}/feed/"),
        StrategySettings(kind="wordpress", url=f"{SITE}/wp-json/wp/v2/posts"),
    )
    assert [(c.role, c.posts) for c in result.chosen.choices] == [(Role.NEWEST, 10), (Role.OLDER, 20)]
    assert result.urls == [SITE + p for p in ALL[:20]]
    assert len([u for u in result.requested if "per_page=20" in u]) == 1
    assert len(result.requested) == len(set(result.requested))


def test_rest_with_full_posts_wins_over_a_feed_of_summaries() -> None:
    web = wordpress({f"{SITE}/feed/": feed(TEN, body="<description>The members open …</description>")})
    result = run_crawl(web, f"{SITE}/news/")
    assert result.chosen is not None
    assert result.chosen.strategies == (
        StrategySettings(kind="wordpress", url=f"{SITE}/wp-json/wp/v2/posts"),
    )
    assert result.urls == [SITE + p for p in ALL[:20]]


def test_rest_named_in_a_header() -> None:
    web = wordpress()
    named = {"link": f'<{SITE}/index.php?rest_route=/>; rel="https://api.w.org/", <{SITE}/x>; rel="y"'}
    web[f"{SITE}/news/"] = (html(stories(TEN, "News")), named)
    web[f"{SITE}/index.php?rest_route=/wp/v2/posts&{FIELDS}"] = rest(ALL[:20])
    del web[f"{SITE}/feed/"], web[f"{SITE}/wp-json/wp/v2/posts?{FIELDS}"]
    result = run_crawl(web, f"{SITE}/news/")
    assert result.chosen is not None
    assert result.chosen.strategies == (
        StrategySettings(kind="wordpress", url=f"{SITE}/index.php?rest_route=/wp/v2/posts"),
    )


def test_wordpress_without_links_is_requested_at_the_usual_addresses() -> None:
    web = wordpress({f"{SITE}/news/": html(stories(TEN, "News") + WP)})
    result = run_crawl(web, f"{SITE}/news/")
    assert result.chosen is not None
    assert kinds(result.chosen.strategies) == ["feed", "wordpress"]


def test_usual_addresses_of_wordpress_are_not_requested_elsewhere() -> None:
    result = run_crawl({f"{SITE}/news": html(stories(TEN, "News"))}, f"{SITE}/news")
    assert result.requested == [
        f"{SITE}/news",
        f"{SITE}/robots.txt",
        f"{SITE}/sitemap.xml",
        f"{SITE}/sitemap_index.xml",
    ]


def test_closed_rest_and_no_pager() -> None:
    result = run_crawl(wordpress({f"{SITE}/wp-json/wp/v2/posts?{FIELDS}": 401}), f"{SITE}/news/")
    assert result.chosen is not None
    assert kinds(result.chosen.strategies) == ["feed", "listing"]
    assert not [u for u in result.requested if "rest_route" in u]


def test_custom_post_type() -> None:
    types = {"post": {"rest_base": "posts"}, "page": {"rest_base": "pages"}, "attachment": {"rest_base": "media"},
             "member": {"rest_base": "members"}, "podujatie": {"rest_base": "podujatia"},
             "adherent": {"rest_base": "adherents"}, "agenda": {"rest_base": "agenda"},
             "actu": {"rest_base": "actus"}}  # fmt: skip
    mine = [f"/actus/annonce-{n}" for n in range(10)]
    web = wordpress(
        {
            f"{SITE}/actus/": html(stories(mine, "Actualités"), API + link("/feed/")),
            f"{SITE}/feed/": feed(OTHERS),
            f"{SITE}/wp-json/wp/v2/posts?{FIELDS}": rest(OTHERS),
            f"{SITE}/wp-json/wp/v2/types": json.dumps(types),
            f"{SITE}/wp-json/wp/v2/actus?{FIELDS}": rest(mine),
        }
    )
    result = run_crawl(web, f"{SITE}/actus/")
    assert result.chosen is not None
    assert result.chosen.strategies == (
        StrategySettings(kind="wordpress", url=f"{SITE}/wp-json/wp/v2/actus"),
    )
    assert result.urls == [SITE + p for p in mine]


def test_types_that_are_named_for_other_things_are_no_posts() -> None:
    names = ["members", "tribe_events", "evenements", "podujatia", "cluster_jasenet", "vacatures", "produkty"]
    news = ["company_news", "actus", "aktuality", "success-stories"]
    types = {name: {"rest_base": name} for name in [*names, *news]}
    assert read_types(page(json.dumps(types), f"{SITE}/wp-json/wp/v2/types")) == news


def test_the_address_of_a_section_gives_its_posts_only() -> None:
    section = [f"/news/energy-{n}" for n in range(10)]
    mixed = [p for pair in zip(section, TEN, strict=True) for p in pair][:10]
    head = (
        API
        + link("/feed/", "News")
        + link("/category/energy/feed/", "Energy")
        + link("/wp-json/wp/v2/categories/12", "JSON", "application/json")
    )
    web = wordpress(
        {
            f"{SITE}/category/energy/": html(stories(section, "Energy"), head),
            f"{SITE}/category/energy/feed/": feed(section),
            f"{SITE}/feed/": feed(["/news/other", *mixed[::3]]),
            f"{SITE}/wp-json/wp/v2/posts?categories=12&{FIELDS}": rest(section),
        }
    )
    result = run_crawl(web, f"{SITE}/category/energy/")
    assert result.chosen is not None
    assert result.chosen.strategies == (
        StrategySettings(kind="feed", url=f"{SITE}/category/energy/feed/"),
        StrategySettings(kind="wordpress", url=f"{SITE}/wp-json/wp/v2/posts?categories=12"),
    )
    assert result.urls == [SITE + p for p in section]


def test_feeds_that_are_not_the_news() -> None:
    head = (
        link("/events/feed/", "Events")
        + link("/comments/feed/", "Comments feed")
        + link("/jobs/rss", "Jobs")
        + link("/rss/1.xml", "Pasākumi")
        + link("/rss/2.xml", "Ippubblikati: il-kummenti")
        + link("/news.rss", "News")
    )
    web: dict[str, Answer] = {
        f"{SITE}/news": html(stories(TEN, "News"), head),
        f"{SITE}/events/feed/": feed(["/events/a", "/events/b"]),
        f"{SITE}/comments/feed/": feed(TEN),
        f"{SITE}/jobs/rss": feed(["/jobs/a-1"]),
        f"{SITE}/rss/1.xml": feed(TEN),
        f"{SITE}/rss/2.xml": feed(TEN),
        f"{SITE}/news.rss": feed(TEN[:5]),
    }
    result = run_crawl(web, f"{SITE}/news")
    assert result.chosen is not None
    assert result.chosen.strategies[0] == StrategySettings(kind="feed", url=f"{SITE}/news.rss")
    assert kinds(result.chosen.strategies) == ["feed", "listing"]


def test_a_stale_feed_is_not_taken() -> None:
    web: dict[str, Answer] = {
        f"{SITE}/news": html(stories(TEN, "News"), link("/rss")),
        f"{SITE}/rss": feed([f"/news/years-ago-{n}" for n in range(10)]),
    }
    result = run_crawl(web, f"{SITE}/news")
    assert result.chosen is not None
    assert kinds(result.chosen.strategies) == ["listing"]


def test_a_feed_linked_in_the_text() -> None:
    web: dict[str, Answer] = {
        f"{SITE}/news": html(stories(TEN, "News") + '<a href="/index.php?format=feed&amp;type=rss">RSS</a>'),
        f"{SITE}/index.php?format=feed&type=rss": feed(TEN),
    }
    result = run_crawl(web, f"{SITE}/news")
    assert result.chosen is not None
    assert result.chosen.strategies[0] == StrategySettings(
        kind="feed", url=f"{SITE}/index.php?format=feed&type=rss"
    )


def test_front_page_with_teasers_leads_to_the_news_page() -> None:
    teasers = (
        stories(TEN[:3], "News")
        + "<a href='/news'>All news</a>"
        + "<div class='events'>"
        + stories(["/events/a-forum", "/events/b-forum"], "Events")
        + "</div>"
    )
    web: dict[str, Answer] = {f"{SITE}/en/": html(teasers), f"{SITE}/news": html(stories(ALL, "News"))}
    result = run_crawl(web, f"{SITE}/en/")
    assert result.chosen is not None
    assert result.chosen.strategies[0] == StrategySettings(kind="listing", url=f"{SITE}/news")
    assert len(result.urls) == 30


def test_front_page_that_is_the_news_page() -> None:
    web: dict[str, Answer] = {
        f"{SITE}/": html(stories(TEN), link("/feed.xml"), MENU + "<a href='/press'>Press</a>"),
        f"{SITE}/feed.xml": feed(TEN),
    }
    result = run_crawl(web, f"{SITE}/")
    assert result.chosen is not None
    assert kinds(result.chosen.strategies) == ["feed", "listing"]
    assert f"{SITE}/press" not in result.requested


def test_front_page_in_the_language_asked_for() -> None:
    menu = "<a href='/fr/actualites'>Actualités</a><a href='/en/news'>News</a>"
    mine = [f"/en/news/announcement-{n}" for n in range(6)]
    web: dict[str, Answer] = {
        f"{SITE}/en/": html("<h1>Hi</h1>", menu=menu),
        f"{SITE}/en/news": html(stories(mine, "News")),
        f"{SITE}/fr/actualites": html(
            stories([f"/fr/actualites/annonce-{n}" for n in range(6)], "Actualités")
        ),
    }
    assert run_crawl(web, f"{SITE}/en/").urls == [SITE + p for p in mine]


def test_only_a_feed() -> None:
    web: dict[str, Answer] = {
        f"{SITE}/": html("<div id='app'></div>", link("/feed.xml", "All")),
        f"{SITE}/feed.xml": feed(TEN),
    }
    result = run_crawl(web, f"{SITE}/")
    assert result.chosen is not None
    assert result.chosen.strategies == (StrategySettings(kind="feed", url=f"{SITE}/feed.xml"),)


def test_only_a_sitemap() -> None:
    body = (
        "<urlset>"
        + "".join(f"<url><loc>{SITE}{p}</loc></url>" for p in [*TEN, "/about", "/team"])
        + "</urlset>"
    )
    web: dict[str, Answer] = {f"{SITE}/": html("<div id='app'></div>"), f"{SITE}/sitemap.xml": body}
    result = run_crawl(web, f"{SITE}/")
    assert result.chosen is not None
    assert kinds(result.chosen.strategies) == ["sitemap"]
    assert sorted(result.urls) == sorted(SITE + p for p in TEN)


@each(("posts", "is_chosen"), [(2, False), (3, True)])
def test_a_sitemap_of_few_posts(posts: int, is_chosen: bool) -> None:
    urls = "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in TEN[:posts])
    web: dict[str, Answer] = {
        f"{SITE}/": html("<div id='app'></div>"),
        f"{SITE}/sitemap.xml": f"<urlset>{urls}</urlset>",
    }
    chosen = run_crawl(web, f"{SITE}/").chosen
    assert (chosen is not None and kinds(chosen.strategies) == ["sitemap"]) is is_chosen


@each(("shared", "is_chosen"), [(4, False), (5, True)])
def test_a_sitemap_has_half_of_the_posts_of_the_list(shared: int, is_chosen: bool) -> None:
    listed = [*TEN[:shared], *(path for path in ALL if path not in TEN)]
    urls = "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in listed)
    web: dict[str, Answer] = {
        f"{SITE}/news": html(stories(TEN, "News"), link("/rss")),
        f"{SITE}/rss": feed(TEN[:8]),
        f"{SITE}/sitemap.xml": f"<urlset>{urls}</urlset>",
    }
    chosen = run_crawl(web, f"{SITE}/news", backfill=True).chosen
    assert chosen is not None
    assert ("sitemap" in kinds(chosen.strategies)) is is_chosen


def test_only_a_sitemap_of_sitemaps() -> None:
    urls = "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in TEN)
    web: dict[str, Answer] = {
        f"{SITE}/": html("<div id='app'></div>"),
        f"{SITE}/sitemap.xml": (
            f"<sitemapindex><sitemap><loc>{SITE}/one.xml</loc></sitemap>"
            f"<sitemap><loc>{SITE}/two.xml</loc></sitemap></sitemapindex>"
        ),
        f"{SITE}/one.xml": f"<urlset>{urls}</urlset>",
        f"{SITE}/two.xml": "<urlset></urlset>",
    }
    result = run_crawl(web, f"{SITE}/")
    assert result.chosen is not None
    assert kinds(result.chosen.strategies) == ["sitemap"]
    assert sorted(result.urls) == sorted(SITE + path for path in TEN)


def test_sitemap_for_what_a_list_without_a_pager_does_not_show() -> None:
    body = (
        "<urlset>"
        + "".join(f"<url><loc>{SITE}{p}</loc></url>" for p in [*ALL, "/about", "/blog/x-1"])
        + "</urlset>"
    )
    web: dict[str, Answer] = {
        f"{SITE}/news": html(stories(TEN, "News"), link("/rss")),
        f"{SITE}/rss": feed(TEN[:8]),
        f"{SITE}/sitemap.xml": body,
    }
    result = run_crawl(web, f"{SITE}/news", backfill=True)
    assert result.chosen is not None
    assert kinds(result.chosen.strategies) == ["feed", "listing", "sitemap"]
    assert sorted(result.urls) == sorted(SITE + p for p in ALL)


def test_a_site_without_posts() -> None:
    result = run_crawl({f"{SITE}/": html("<p>Under construction</p>")}, f"{SITE}/")
    assert isinstance(result.error, NothingFound)
    assert result.error.problem == Problem(
        ProblemCode.INDEX_EMPTY,
        url=f"{SITE}/",
        detail={"kind": "auto", "page": f"{SITE}/", "links": 5, "requests": 4},
    )
    assert isinstance(run_crawl({}, f"{SITE}/").error, BadStatus)


def test_a_front_page_that_lists_events_only_has_no_posts() -> None:
    with_events = html(stories([f"/dogodki/evening-number-{n}" for n in range(6)], "Dogodki"))
    assert isinstance(run_crawl({f"{SITE}/": with_events}, f"{SITE}/").error, NothingFound)
    with_posts = html(stories([f"/zapis/evening-number-{n}" for n in range(6)], "Novice"))
    assert len(run_crawl({f"{SITE}/": with_posts}, f"{SITE}/").urls) == 6


def test_a_choice_sends_at_most_twelve_requests() -> None:
    """The site answers every address with a page that has no posts."""
    head = API + "".join(link(f"/feed-{n}.xml") for n in range(9))
    menu = "".join(f"<a href='/news-{n}'>News</a>" for n in range(9))

    class Anything(dict[str, Answer]):
        def get(self, key: str, default: object = None) -> Answer:
            return html("<p>Nothing</p>", head, menu)

    result = run_crawl(Anything(), f"{SITE}/")
    assert len(result.requested) <= 12
    assert isinstance(result.error, NothingFound)


def test_deferred_ends_the_choice() -> None:
    result = run_crawl(wordpress({f"{SITE}/feed/": Deferred(f"{SITE}/feed/", NOW)}), f"{SITE}/news/")
    assert isinstance(result.error, Deferred)


def test_unchanged_page_needs_no_choice() -> None:
    result = run_crawl({f"{SITE}/news": 304}, f"{SITE}/news")
    assert (result.error, result.chosen, result.urls) == (None, None, [])


def test_a_choice_sends_no_validators() -> None:
    """A choice must read the body of a page, even where it has not changed since an earlier one."""
    first = next(crawl(source(f"{SITE}/news"), now=NOW))
    later = next(
        crawl(
            source(f"{SITE}/news"),
            remembered=(StrategySettings(kind="listing", url=f"{SITE}/news"),),
            now=NOW,
        )
    )
    assert isinstance(first, Request)
    assert isinstance(later, Request)
    assert (first.fresh, later.fresh) == (True, False)
