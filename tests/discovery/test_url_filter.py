"""Which addresses can be posts."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

from clusterwatch.discovery.listing.url_filter import (
    AddressShape,
    filter_entries,
    folders,
    is_below,
    is_event_address,
    is_home,
    is_named,
    is_news_address,
    is_titled,
    last_name,
    left_out,
    likely,
    never,
    segments,
    site_index,
    unlikely,
    without_language,
)
from clusterwatch.models import Entry, LeftOutReason, Method
from tests.tables import each

SITE = "https://www.cluster.example"
INDEX = f"{SITE}/news"
REAL = f"{SITE}/news/a-real-post-of-the-site"

POSTS = [
    "/news/tagung-2020", "/blog/category-theory", "/news/contact-tracing-app", "/2023/04/13/sest-firiem", "/?p=7438",
    "/en/4021", "/actualites/agenda-2030-le-bilan", "/news/search-for-partners-in-japan", "/spip.php?article1209",
    "/index.php?option=com_content&view=article&id=12", "/news/2020-in-review", "/about/news/new-hall-opens",
    "/author-of-the-year-is-ours", "/news/events-of-the-week-in-review", "/les-articles/-green-light-37", "/novice/novi-clani-2024-07-08",
    "/aktuelles/neue-mitglieder", "/pl/2019/02/01/klastry", "/fr/news/consult/35/les-annees", "/node/49062", "/naujiena-2-2-2/",
    "/press/posts/pressreleases/ny-vision", "/Pressemitteilungen/2019/20190411-treffen.html", "/category/energy/twelve-firms-join-the-network",
    "/2026/10/09/news/", "/2026/10/aktuelles", "/fr/2026/10/9/actualites/", "/news/jobs/vacancies-at-two-members", "/node/12?p=4", "/news?p=12",
    "/en/partners/how-partners-of-ours-save-heat", "/n?article=7", "/news?id=3&lang=fr", "/#jobs", "/events/#forum-on-lasers",
    "/content/login-for-all-a-story-of-access", "/news/impressum-fuer-vereine-was-gilt-jetzt", "/news/our-team-grows-by-three",
]  # fmt: skip
OTHERS = [
    "/", "/en/", "/news", "/news/", "/tag/lasers", "/tags/lasers/", "/author/ann/", "/category/energy/", "/kategorie/presse",
    "/2024/", "/2024/05/", "/news/2024", "/2019/08/14/", "/agenda/forum", "/events/forum-on-lasers-and-light", "/veranstaltungen/forum",
    "/evenements/salon-2026", "/wydarzenie/forum", "/members/firm-one", "/annuaire/entreprise-x", "/login", "/wp-login.php", "/search",
    "/recherche?q=x", "/?s=laser", "/news/page/2", "/news?page=2", "/novice/stran/3", "/vijesti/stranica/2", "/naujienos/puslapis/4", "/news/pagna/2", "/news?start=10", "/contact", "/kontakt.html", "/impressum",
    "/mentions-legales", "/datenschutz", "/about-us", "/qui-sommes-nous", "/files/report.pdf", "/img/a.jpg", "/data.zip", "/feed/",
    "/rss.xml", "/sitemap.xml", "/wp-content/uploads/x", "/?cat=3", "/?tag=x", "/?author=1", "/news?lang=fr", "/cart", "/newsletter",
    "/2026/aktuelles/", "/x/10/aktuelles/", "/jobs/vacancies-at-two-members", "/members/how-members-of-ours-save-heat", "/tag/how-we-count", "/news?q=",
    "/page-2/", "/index.php?page=3", "/news?start=&lang=fr", "/2024/5/1", "/x/2024/",
    "/?feed=rss2", "/news/?print=pdf", "/archives/2020", "/plan-du-site", "/cookies", "/actualites/", "/user/7",
]  # fmt: skip


def kept(path: str, index: str = INDEX) -> bool:
    url = path if path.startswith("http") else SITE + path
    return url in likely([(url, url), (REAL, REAL)], index)


@each("path", POSTS)
def test_posts(path: str) -> None:
    assert kept(path)


@each("path", [*OTHERS, "https://elsewhere.test/a-post-of-theirs", "https://cluster.example.evil.test/x"])
def test_no_posts(path: str) -> None:
    assert not kept(path)


@each(
    ("index", "paths"),
    [
        (f"{SITE}/events", ["/events/forum-a", "/events/forum-b"]),
        (f"{SITE}/news", ["/agenda/forum-a", "/agenda/forum-b"]),
        (f"{SITE}/category/press", ["/category/press/one", "/category/press/two"]),
        (f"{SITE}/members", ["/members/one", "/members/two"]),
        (f"{SITE}/archive", ["/archive/one", "/archive/two"]),
        (f"{SITE}/tag/press", ["/tag/x", "/tag/y"]),
    ],
)
def test_a_list_outranks_the_rules(index: str, paths: list[str]) -> None:
    urls = [SITE + p for p in paths]
    assert likely([(u, u) for u in urls], index) == urls


TITLES = ("one-hall-opens-today", "how-we-count-carbon-now", "six-firms-at-the-fair", "a-lab-for-all-of-us")


@each(
    ("short", "kept"),
    [
        (["/archives/2024/training"], True),
        (["/archives/2024/07"], False),  # a month
        (
            ["/archives/2024/one", "/archives/2024/two", "/archives/2024/three"],
            False,
        ),  # most have it, so it counts
        (["/archives/tag/fairs"], False),
        (["/training"], True),
    ],
)
def test_a_word_that_the_addresses_of_most_posts_have_says_nothing_of_the_others(
    short: list[str], kept: bool
) -> None:
    posts = [f"{SITE}/archives/2024/{title}" for title in TITLES]
    urls = [*posts, *(SITE + path for path in short)]
    entries = [Entry(url, Method.LISTING, f"{SITE}/") for url in urls]
    assert [e.url for e in filter_entries(entries, f"{SITE}/")] == (urls if kept else posts)


def test_addresses_that_are_certainly_not_posts_are_always_dropped() -> None:
    urls = [f"{SITE}/a.pdf", INDEX, "https://elsewhere.test/x", f"{SITE}/"]
    assert likely([(u, u) for u in urls], INDEX) == []


def test_subdomains_are_the_site() -> None:
    assert kept("https://press.cluster.example/posts/pressreleases/ny-vision")


def test_each_post_once() -> None:
    urls = ["/news/a-1", "/news/a-1/", "/news/a-1?utm_source=x", "/news/b-1", "/news/a-1?amp=1"]
    entries = [Entry(SITE + u, Method.FEED, INDEX) for u in urls]
    assert [e.url for e in filter_entries(entries, INDEX)] == [f"{SITE}/news/a-1", f"{SITE}/news/b-1"]
    twins = [
        Entry(f"{SITE}/news/a-1", Method.FEED, INDEX, twins=(f"{SITE}/?p=1",)),
        Entry(f"{SITE}/?p=1", Method.FEED, INDEX),
    ]
    assert len(filter_entries(twins, INDEX)) == 1


@each(
    ("path", "home"),
    [("/", True), ("", True), ("/en/", True), ("/fr", True), ("/index.php", True), ("/?lang=fr", True), ("/en/index.html", True),
     ("/pt-br/", True), ("/news", False), ("/nea", False), ("/fre/", True), ("/?p=1", False), ("/index.php?page=news", False), ("/?page=", False), ("/en/news", False)],
)  # fmt: skip
def test_home(path: str, home: bool) -> None:
    assert is_home(SITE + path) is home


def test_habits_count_for_nothing_where_it_is_sure_that_they_are_posts() -> None:
    index = "https://cluster.example/news"
    entries = [Entry(f"{index}/{name}", Method.LISTING, index, "T") for name in ("pressroom", "composites")]
    assert [e.url for e in filter_entries(entries, index)] == [f"{index}/composites"]
    assert [e.url for e in filter_entries(entries, index, sure=True)] == [e.url for e in entries]


@each(
    ("path", "parts"),
    [
        ("/News/Ünser-Fest/", ("news", "unser-fest")),
        ("//a//b", ("a", "b")),
        (f"/{'a' * 399}", ("a" * 399,)),
        (f"/{'a' * 400}", ("a" * 199, "a" * 200)),
        (f"/start/{'a' * 500}/the-end", ("start", "a" * 193, "a" * 192, "the-end")),
    ],
)
def test_segments(path: str, parts: tuple[str, ...]) -> None:
    assert segments(SITE + path) == parts


@each(
    ("path", "name"),
    [("/", ""), ("/a/b.html", "b"), ("/a/b/", "b"), ("/Aktuelles.aspx", "aktuelles")],
)
def test_the_last_name_of_an_address(path: str, name: str) -> None:
    assert last_name(SITE + path) == name


@each(
    ("parameter", "named"),
    [("year", True), ("filter[jahr]", True), ("tx_news_rok2", True), ("year_of", False), ("", False), ("12", False), ("monat", False)],
)  # fmt: skip
def test_the_last_word_of_a_parameter_is_its_name(parameter: str, named: bool) -> None:
    assert is_named(parameter, "year_parameters") is named


@each(
    ("name", "stem", "codes"),
    [
        ("/files/call-2026-fr", "/files/call-2026", {"fr"}),
        ("/files/call-2026_FRA", "/files/call-2026", {"fr"}),
        ("/files/note-de-synthese", "/files/note-synthese", {"de"}),
        ("/files/report cz dk", "/files/report", {"cz", "dk"}),
        ("/files/report-xy-usa", "/files/report-xy-usa", set()),
        ("/files/en", "/files/en", set()),
        ("report.en", "report", {"en"}),
    ],
)
def test_codes_of_languages_in_names_of_files(name: str, stem: str, codes: set[str]) -> None:
    assert without_language(name) == (stem, frozenset(codes))


SHAPES = [
    ("/de/news/one /de/news/two", "/de/news/three", True),
    ("/de/news/one /de/news/two", "/de/aktuelles/three", False),
    ("/de/news/one /de/news/two", "/de/news/2026/three", False),
    ("/de/news/one /de/news/two", "/de/news/three?page=2", False),
    ("/de/news/one /de/news/two /about", "/de/news/three", True),
    ("/about /de/news/one /de/news/two", "/three", False),
    ("/news/2025/one /news/2025/two", "/news/2026/three", True),
    ("/n?id=1 /n?id=2", "/n?id=3", True),
    ("/n?id=1 /n?id=2", "/n", False),
    ("/n?id=1 /n?id=2", "/n?id=3&page=1", False),
    ("/news/one", "/news/one", True),
    ("/news/one", "/news/two", False),
    ("", "/", True),
    ("", "/news", False),
]


@each(("posts", "other", "fits"), SHAPES)
def test_what_addresses_have_in_common(posts: str, other: str, fits: bool) -> None:
    assert AddressShape([SITE + path for path in posts.split()]).fits(SITE + other) is fits


def test_folders_of_posts() -> None:
    posts = ("/a/one", "/b/one/", "/b/two/", "/b/three", "/top", "/a/x?id=2", "/c?id=3")
    assert folders([SITE + path for path in posts]) == [f"{SITE}/b/", f"{SITE}/a", f"{SITE}/b"]


@each(
    ("url", "folder", "below"),
    [
        (f"{SITE}/news/a", f"{SITE}/news", True),
        (f"{SITE}/news/a", f"{SITE}/news/", True),
        (f"{SITE}/newsletter", f"{SITE}/news", False),
        (f"{SITE}/news", f"{SITE}/news", False),
        ("https://other.example/news/a", f"{SITE}/news", False),
    ],
)
def test_below_a_folder(url: str, folder: str, below: bool) -> None:
    assert is_below(url, folder) is below


@each(
    ("url", "index", "files", "expected"),
    [
        (f"{SITE}/report.pdf", INDEX, False, LeftOutReason.FILE),
        (f"{SITE}/report.pdf", INDEX, True, None),
        (f"{SITE}/photo.jpg", INDEX, True, LeftOutReason.FILE),
        ("https://other.example/a", INDEX, True, LeftOutReason.OTHER_SITE),
        (f"{SITE}/a", INDEX, False, None),
    ],
)
def test_why_an_address_is_left_out(
    url: str, index: str, files: bool, expected: LeftOutReason | None
) -> None:
    assert left_out(url, index, files=files) == expected
    assert never(url, index, files=files) is (expected is not None)
    if not files:
        assert left_out(url, index) == expected


NEVER = [
    ("/news#board", "/news", False),
    ("/#board", "/news", False),
    ("/", "/news", True),
    ("/news", "/news", True),
    ("/other/page-3/", "/news", True),
    ("/stories/seite/3/", "/news", True),
    ("/index-3.html", "/", True),
    ("/index-3.html", "/index2.html", True),
    ("/index-3.html", "/news", False),
    ("/news/p4", "/news/p3", True),
    ("/news/p4", "/news", True),
    ("/news", "/news/p3", True),
    ("/blog/p4", "/news", False),
    ("/p4", "/", False),
    ("/news?seite=2", "/news", True),
    ("/news/?seite=2", "/news", True),
    ("/other?seite=2", "/news", False),
    ("/news?p=2", "/news", False),
    ("/news?pg=2", "/news", True),
    ("/news?p=2&pg=2", "/news", False),
    ("/news?sort=", "/news", True),
    ("/news?lang=fr&sort=a", "/news", True),
    ("/news?sort=a&id=3", "/news", False),
    ("/news?&", "/news", True),
]


@each(("path", "index", "expected"), NEVER)
def test_what_is_certainly_no_post(path: str, index: str, expected: bool) -> None:
    assert never(SITE + path, SITE + index) is expected


UNLIKELY = [
    ("/ajankohtaista/haku/", "/ajankohtaista/", False, False),  # Finnish for a search, and for a call
    ("/en", "/en/news", False, True),
    ("/en", "/fr/news", False, False),
    ("/en?p=3", "/en/news", False, False),
    ("/en?q=", "/en/news", False, True),
    ("/en#top", "/en/news", False, False),
    ("/events/forum-x", "/news", False, True),
    ("/events/forum-x", "/news", True, False),
    ("/2026/10/09/events/forum-x", "/news", False, True),
    ("/events/2026/10/09/forum-x", "/news", False, False),
    ("/login/forum-x", "/news", True, True),
]


@each(("path", "index", "dated", "expected"), UNLIKELY)
def test_what_is_no_post_by_convention(path: str, index: str, dated: bool, expected: bool) -> None:
    assert unlikely(SITE + path, SITE + index, dated=dated) is expected


@each(
    ("segment", "titled"),
    [("three-new-members", False), ("three-very-new-members", True), ("a_b_c_d.html", True), ("a-b-c.html", False)],
)  # fmt: skip
def test_a_segment_made_from_a_title(segment: str, titled: bool) -> None:
    assert is_titled(segment) is titled


ADDRESSES = [
    ("/news/a", True, False),
    ("/news", False, False),
    ("/x/news/a", True, False),
    ("/x/news/y/a", True, False),
    ("/x/2026/5/a", True, False),
    ("/x/2026/a", False, False),
    ("/events/a", False, True),
    ("/events", False, False),
    ("/events/x/a", False, True),
    ("/news/events/a", True, False),
    ("/", False, False),
]


@each(("path", "news", "event"), ADDRESSES)
def test_words_for_news_and_events_above_the_last_segment(path: str, news: bool, event: bool) -> None:
    assert (is_news_address(SITE + path), is_event_address(SITE + path)) == (news, event)


@each(
    ("posts", "short", "expected"),
    [(2, 1, False), (3, 1, True), (4, 2, True), (4, 3, False), (5, 2, True)],
)
def test_how_many_posts_show_that_a_word_says_nothing(posts: int, short: int, expected: bool) -> None:
    titled = [f"{SITE}/archives/2024/{title}" for title in (*TITLES, "the-end-of-a-year")[:posts]]
    others = [f"{SITE}/archives/2024/{name}" for name in ("one", "two", "three")[:short]]
    entries = [Entry(url, Method.LISTING, f"{SITE}/") for url in (*titled, *others)]
    found = [e.url for e in filter_entries(entries, f"{SITE}/")]
    assert found == [*titled, *(others if expected else ())]


def test_a_feed_with_days_may_have_a_category_of_events() -> None:
    urls = [f"{SITE}/events/forum-x", f"{SITE}/news/three-new-members-of-ours"]
    for method, published, expected in (
        (Method.FEED, "2026-10-09", urls),
        (Method.FEED, None, urls[1:]),
        (Method.LISTING, "2026-10-09", urls[1:]),
    ):
        entries = [Entry(url, method, INDEX, published=published) for url in urls]
        assert [e.url for e in filter_entries(entries, INDEX)] == expected


def test_files_are_posts_on_request_only() -> None:
    entries = [
        Entry(f"{SITE}/a/{name}", Method.LISTING, INDEX)
        for name in ("report.pdf", "photo.jpg", "three-new-firms-join")
    ]
    assert [e.url for e in filter_entries(entries, INDEX)] == [entries[2].url]
    assert [e.url for e in filter_entries(entries, INDEX, files=True)] == [entries[0].url, entries[2].url]


def test_only_what_is_certainly_no_post_is_dropped_where_it_is_sure() -> None:
    entries = [Entry(f"{SITE}{path}", Method.LISTING, INDEX) for path in ("/news", "/events/forum-x")]
    assert filter_entries(entries, INDEX, sure=True) == (entries[1],)


@each(
    ("hosts", "expected"),
    [
        ("", INDEX),
        ("https://a.example https://www.cluster.example", INDEX),
        ("https://a.example http://b.example http://b.example", "http://b.example/"),
        ("http://b.example http://b.example https://a.example", "http://b.example/"),
    ],
)
def test_the_site_of_a_feed_that_lies_elsewhere(hosts: str, expected: str) -> None:
    entries = [Entry(f"{host}/{n}", Method.FEED, INDEX) for n, host in enumerate(hosts.split())]
    assert site_index(entries, INDEX) == expected
