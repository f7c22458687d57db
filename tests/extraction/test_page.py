"""Tests of what a parsed page gives the steps: votes for titles, names of the site, the body."""

from __future__ import annotations

from clusterwatch.extraction import extract_post
from clusterwatch.extraction.page import PageView
from tests.extraction.pages import P1, P2, PROSE, page
from tests.tables import each

URL = "https://www.vallee-optique.example.org/news/microscopes"
TITLE = "Six towns share their microscopes"
MENU = '<nav><a href="/news">Lens makers</a> <a href="/contact">Contact</a></nav>'
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


def test_links_to_the_front_page_and_lines_of_copyright_show_the_name_of_the_site() -> None:
    short, long = "© Tal ".ljust(120, "x"), "© Tal ".ljust(121, "y")
    home = '<a href="/" title="Tal der Linsen">Tal<img src="/l.png" alt="Logo"><img src="/m.png"></a>'
    names = PageView(page(f"{home}<main>{PROSE}<p>{short}</p><p>{long}</p></main>"), URL).names_shown()
    assert list(names) == ["Tal", "Tal der Linsen", "Logo", "", short]


@each(("size", "is_read"), [(299, True), (300, False)])
def test_a_box_of_boilerplate_is_read_if_the_text_elsewhere_is_short(size: int, is_read: bool) -> None:
    box = f'<div class="menu"><p>{P1}</p><p>{P2}</p></div>'
    text = "word " * 59 + "x" * (size - 295)
    body = extract_post(page(f"<h1>{TITLE}</h1><p>{text}</p>{box}"), URL).body
    assert (P2 in (body or "")) is is_read
