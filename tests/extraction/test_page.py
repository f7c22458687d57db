"""Tests of what a parsed page gives the steps: votes for titles, names of the site, the body."""

from __future__ import annotations

from clusterwatch.extraction import extract_post
from clusterwatch.extraction.page import PageView
from tests.extraction.pages import P1, P2, PROSE, page
from tests.tables import each

URL = "https://www.vallee-optique.example.org/news/microscopes"
TITLE = "Six towns share their microscopes"
MENU = '<nav><a href="/news"><b>Lens</b> makers</a> <a href="/contact">Contact</a></nav>'
NAME = '<meta property="og:site_name" content="Lens makers">'


def title_of(head: str, main: str, url: str = URL) -> str | None:
    return extract_post(page(f"{MENU}<main><article>{main}{PROSE}</article></main>", head), url).title


@each(
    ("head", "main", "url", "title"),
    [
        ("", f"<h1>Lens makers</h1><h2>{TITLE}</h2>", URL, TITLE),
        ("", f"<h1>Lens users</h1><h2>{TITLE}</h2>", URL, "Lens users"),  # the menu does not have it
        ("", f"<h1>Lens makers</h1><p>{'x' * 60}</p><h2>{TITLE}</h2>", URL, TITLE),
        ("", f"<h1>Lens makers</h1><p>{'x' * 61}</p><h2>{TITLE}</h2>", URL, "Lens makers"),
        ("", "<h1>Lens makers</h1>", URL, "Lens makers"),
        ("", f"<p>Lens makers</p><p>{P1}</p><h1>Lens makers</h1><h2>{TITLE}</h2>", URL, TITLE),
        ("", f"<h1>Lens makers</h1><h2>{TITLE}</h2>", "https://vallee.example/news", "Lens makers"),
        (
            '<meta property="og:title" content="Lens makers">',
            f"<h1>Lens makers</h1><h2>{TITLE}</h2>",
            URL,
            "Lens makers",
        ),
    ],
)
def test_a_heading_that_the_menu_has_is_a_section(head: str, main: str, url: str, title: str) -> None:
    assert title_of(head, main, url) == title


@each(
    ("head", "is_title"),
    [
        (f"<title>{TITLE} – Lens makers</title>{NAME}", True),
        (f"<title>Lens makers – {TITLE}</title>{NAME}", True),
        (f'<meta property="og:title" content="{TITLE}">', True),
        (f"<title>{TITLE} – Lens</title>{NAME}", False),
        (NAME, False),
    ],
)
def test_a_heading_that_leads_home_is_a_title_if_another_place_gives_it(head: str, is_title: bool) -> None:
    main = f'<h1><a href="/">{TITLE}</a></h1><p>{P1}</p><h2>Which towns</h2>'
    assert (title_of(head, main) == TITLE) is is_title


@each(
    ("head", "main", "title"),
    [
        (f"<title>{TITLE}</title>", f"<h1>Which towns</h1><h1>{TITLE}</h1>", TITLE),
        ("<title>Which towns</title>", f'<h1 class="site-title">Tal</h1><h1>{TITLE}</h1>', TITLE),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Which towns"}</script>',
            f"<h1>{TITLE}</h1>",
            "Which towns",
        ),
        ("<title>Which towns</title>", f"<h2>{TITLE}</h2>", "Which towns"),
        ("<title>Lens makers</title>" + NAME, f"<h1>Lens makers</h1><h2>{TITLE}</h2>", TITLE),
    ],
)
def test_which_place_of_a_title_counts_for_more(head: str, main: str, title: str) -> None:
    assert title_of(head, main) == title


def test_links_to_the_front_page_show_the_name_of_the_site() -> None:
    home = '<a href="/" title="Tal der Linsen"><b>Tal</b><img src="/l.png" alt="Logo"><img src="/m.png"></a>'
    names = PageView(page(f"{home}<main>{PROSE}</main>"), URL).names_shown()
    assert list(names) == ["Tal", "Logo", ""]


@each(("size", "is_read"), [(299, True), (300, False)])
def test_a_box_of_boilerplate_is_read_if_the_text_elsewhere_is_short(size: int, is_read: bool) -> None:
    box = f'<div class="menu"><p>{P1}</p><p>{P2}</p></div>'
    text = "word " * 59 + "x" * (size - 295)
    body = extract_post(page(f"<h1>{TITLE}</h1><p>{text}</p>{box}"), URL).body
    assert (P2 in (body or "")) is is_read


@each(("more", "is_read"), [("", False), ("s", True)])
def test_a_box_of_boilerplate_is_read_if_it_has_more_text(more: str, is_read: bool) -> None:
    box = f'<div class="menu"><p>{P1[::-1]}{more}</p></div>'
    body = extract_post(page(f"<h1>{TITLE}</h1><p>{P1}</p>{box}"), URL).body
    assert (P1[::-1] in (body or "")) is is_read


@each(
    ("head", "main", "votes"),
    [
        ("<title>A</title>", "<h1>B</h1><h1>C</h1><h1>D</h1>", ["h1 0.9", "h1 0.9", "h1 0.9", "title 0.5"]),
        ('<meta property="og:title" content="A">', "<h1>B</h1><h2>C</h2>", ["og:title 1.0", "h1 0.9"]),
        ("<title>A</title>", "<p>B</p>", ["title 0.5"]),
        (
            "<title>a b c | Tal</title>",
            "<h1>D</h1><h2>a b c</h2>",
            ["h1 0.9 other-heading", "title 0.5", "h2 0.3 reserve"],
        ),
        ("<title>a b | Tal</title>", "<h1>D</h1><h2>a b</h2>", ["h1 0.9", "title 0.5"]),
        (
            '<meta property="og:title" content="a b c">',
            "<h1>D</h1><h2>a b c</h2>",
            ["og:title 1.0", "h1 0.9 other-heading", "h2 0.3 reserve"],
        ),
        ("<title>a b c - d e f</title>", "<h1>a b c</h1><h2>d e f</h2>", ["h1 0.9", "title 0.5"]),
        (
            "",
            f"<nav><a href=/d>D</a><h1>D</h1></nav><h2>C</h2><p>{P1}</p>",
            ["h1 0.9 section-name", "h2 0.3 reserve"],
        ),
        ("<title>A</title>", "<h1 class=sr-only>B</h1>", ["h1 0.9 other-heading", "title 0.5"]),
        ("<title>B - A</title>", "<h1 class=sr-only>B</h1>", ["h1 0.9", "title 0.5"]),
        # Without a heading of the post: what a class or a role marks, the lesser headings, a line that `<title>` has.
        (
            NAME,
            "<h1>Lens makers</h1><h2>B</h2><h3>C</h3>",
            ["h1 0.9 site-name", "h2 0.3 reserve", "h2 0.3 reserve"],
        ),
        ("", '<h2><a href="/">B</a></h2><h2>B</h2>', []),
        ("", "<h2>B<p>C</p></h2>", []),  # a line that is not the whole heading
        ("", '<b class="p-name">B</b>', []),
        ("", '<div class="h-entry"><b class="p-name">B</b></div>', ["marked 0.6"]),
        ("", '<div class="h-entry"><h3 class="p-name">B</h3></div>', ["h2 0.3 reserve"]),
        ("", '<p role="heading" aria-level="1">B</p><h2>C</h2>', ["marked 0.6", "h2 0.3 reserve"]),
        ("<title>a b c d e | Tal</title>", "<p>a b c d e</p><p>a b c d e</p>", ["title 0.5", "line 0.6"]),
        ("<title>a b c d e | Tal</title>", "<p>–</p><p>a b c d – e!</p>", ["title 0.5", "line 0.6"]),
        ("<title>a b c d | Tal</title>", "<p>a b c d</p>", ["title 0.5"]),
        ("<title>a b c d e | Tal</title>", "<p><a href=/b>a b c d e</a></p>", ["title 0.5"]),
        ("<title>a b c d e</title>", "<p>a b c d e</p>", ["title 0.5"]),
    ],
)
def test_the_places_of_a_title_and_their_weights(head: str, main: str, votes: list[str]) -> None:
    found = PageView(page(main, head), URL).title_votes(["Lens makers"])
    said = [(v.where, v.weight, v.reason, "reserve" if v.reserve else None) for v in found]
    assert [" ".join(map(str, filter(None, one))) for one in said] == votes


@each(("place", "is_section"), [(2000, True), (2001, False)])
def test_the_links_of_a_page_that_name_a_section(place: int, is_section: bool) -> None:
    others = "".join(f"<a href=/{n}>{n}</a>" for n in range(place - 1))
    html = page(f"{others}<a href=/lenses>Lenses</a><main><h1>Lenses</h1><h2>{TITLE}</h2>{PROSE}</main>")
    assert (extract_post(html, URL).title == TITLE) is is_section


@each(("place", "is_shown"), [(2000, True), (2001, False)])
def test_the_links_of_a_page_that_show_the_name_of_the_site(place: int, is_shown: bool) -> None:
    others = "".join(f"<a href=/{n}>{n}</a>" for n in range(place - 1))
    assert list(PageView(page(f"{others}<a href=/>Tal</a>"), URL).names_shown()) == ["Tal"] * is_shown


@each(
    ("page_as_bytes", "content_type", "text"),
    [
        ("<p>Vallée".encode(), None, "<p>Vallée"),
        ("<p>Vallée".encode(), "text/html; charset=utf-8", "<p>Vallée"),
        ("<p>Vallée".encode("latin-1"), "text/html; charset=iso-8859-1", "<p>Vallée"),
    ],
)
def test_the_bytes_of_a_page_are_decoded(page_as_bytes: bytes, content_type: str | None, text: str) -> None:
    assert PageView(page_as_bytes, URL, content_type).markup == text


def test_a_canonical_link_stands_before_the_address_in_other_metadata() -> None:
    head = '<meta property="og:url" content="/a"><link rel="canonical" href="/b">'
    assert PageView(page(PROSE, head), URL).claimed_addresses == ["/b", "/a"]


@each(("headings", "votes"), [(1, 1), (12, 12), (13, 12)])
def test_the_first_headings_below_the_main_one_have_votes(headings: int, votes: int) -> None:
    view = PageView("".join(f"<h2>Town {n}</h2>" for n in range(headings)), URL)
    assert [vote.where for vote in view.title_votes(())].count("h2") == votes


@each(
    ("name", "is_name"),
    [
        ('<meta name="application-name" content="Tal">', True),
        (f'<meta name="application-name" content="{TITLE}">', False),  # as some generators write it
        (f'<meta property="og:site_name" content="{TITLE}">', True),
        ('<meta name="application-name" content="Lens makers">', True),  # its heading is the logo
    ],
)
def test_the_names_of_a_site(name: str, is_name: bool) -> None:
    main = f'<h1><a href="/">Lens makers</a></h1><h1>{TITLE}</h1>'
    head = f'<title>{TITLE}</title><meta property="og:title" content="Lens makers">{name}'
    view = PageView(page(main, head), "https://linsental.example/news/microscopes")
    given = [name.partition('content="')[2][:-2]] if is_name else []
    assert view.names_of_site(["Known"]) == ["Known", *given, "linsental"]


def test_a_set_of_frames_has_no_text() -> None:
    frames = (
        "<html><head><title>Tal</title></head><frameset cols=2><frame src=a><frame src=b></frameset></html>"
    )
    draft = extract_post(frames, URL)
    assert (draft.title, draft.body) == ("Tal", None)
