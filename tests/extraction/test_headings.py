"""Tests of headings: what themes put into them, logos and the names of sections."""

from __future__ import annotations

from clusterwatch.extraction import extract_post
from clusterwatch.extraction.headings import is_date, read_heading
from clusterwatch.html_tree import parse
from clusterwatch.models import Entry, Location, Method, Reason
from tests.extraction.pages import P1, PROSE, page
from tests.tables import each

URL = "https://www.vallee-optique.example.org/news/microscopes"
TITLE = "Six towns share their microscopes"


@each(
    ("inner", "own"),
    [
        (TITLE, TITLE),
        (f'<span class="badge">News</span> {TITLE}', TITLE),
        (f'<span class="entry-category">Projekte</span><br>{TITLE}', TITLE),
        (f'<small class="dachzeile">Forschung</small>{TITLE}', TITLE),
        (f'<div class="kicker">Appel</div><div>{TITLE}</div>', TITLE),
        (f'{TITLE} <span class="date">5 March 2026</span>', TITLE),
        (f"{TITLE} <time>5. März 2026</time>", TITLE),
        (f"<em>12.03.2026</em> – {TITLE}", TITLE),
        (f"<span>(12 mars 2026)</span> {TITLE}", TITLE),
        (f'{TITLE} <a href="#six-towns">¶</a>', TITLE),
        (f'{TITLE}<a class="x" href="{URL}#six"><span>Link to heading</span></a>', TITLE),
        (f'{TITLE}<span class="sr-only">, aktuelle Seite</span>', TITLE),
        (f'{TITLE}<span class="screen-reader-text">Permalien</span>', TITLE),
        (f'{TITLE}<span class="element-invisible">Permalien</span>', TITLE),
        (f'{TITLE} <span aria-hidden="true">→</span>', TITLE),
        (f"{TITLE} <button>Copy</button>", TITLE),
        (f'<a href="#top">{TITLE}</a>', TITLE),
        (f'<span class="label">{TITLE}</span>', TITLE),
        ("H<sub>2</sub> for <em>all</em> 2026", "H2 for all 2026"),
        ("Annual call <span>2026</span>", "Annual call 2026"),
        ('Call <a href="/programme">Horizon</a> opens', "Call Horizon opens"),
        ("Six towns<br>share their microscopes", TITLE),
        ('Write to <a href="mailto:office@lumen.example#1">the office</a>', "Write to the office"),
        ('Call <a href="/programme#calls">Horizon</a> opens', "Call Horizon opens"),
        (f'<span class="label"><time>4 May 2026</time> {TITLE}</span>', TITLE),
        (f"<small>Research</small> {TITLE}", TITLE),
        (f"{TITLE} <small>and lenses</small>", f"{TITLE} and lenses"),
        (f"<small>{TITLE}</small>", TITLE),
        (f"<small><b>{TITLE}</b></small>", TITLE),
        (f'Call <a href="{URL}">Horizon</a> opens', "Call Horizon opens"),
        (f"<span>12.05.</span> {TITLE}", TITLE),
        (f"<b>Version</b> <span>1.2</span> {TITLE}", f"Version 1.2 {TITLE}"),
        (f'<span class="badge">News</span> {"x" * 395}', "x" * 395),
        (f'<span class="badge">News</span> {"x" * 396}', f"News {'x' * 396}"),
    ],
)
def test_the_words_of_a_heading(inner: str, own: str) -> None:
    node = parse(f"<h1>{inner}</h1>").css_first("h1")
    assert node is not None
    heading = read_heading(node, URL)
    assert (heading.own, heading.of_site) == (own, False)


@each(
    ("markup", "of_site"),
    [
        ('<h1><a href="/">Vallée</a></h1>', True),
        ('<h1><a href="https://vallee-optique.example.org/fr/">Vallée</a></h1>', True),
        ('<a href="/index.php"><h1>Vallée</h1></a>', True),
        ('<h1 class="site-title">Vallée</h1>', True),
        ('<div class="header__logo"><h1>Vallée</h1></div>', True),
        ('<a class="navbar-brand" href="/x"><h1>Vallée</h1></a>', True),
        ('<h1><a href="/"><span>Vallée</span></a></h1>', True),
        ('<h1><a href="/news/microscopes">Vallée</a></h1>', False),
        ('<h1>Vallée <a href="/">home</a></h1>', False),
        ('<h1><a href="https://other.example.org/">Vallée</a></h1>', False),
        ('<div class="brand-news"><h1>Vallée</h1></div>', False),
        ('<a href="/news/lenses"><h1>Vallée</h1></a>', False),
        ('<div class="logo"><div><div><h1>Vallée</h1></div></div></div>', True),
        ('<div class="logo"><div><div><div><h1>Vallée</h1></div></div></div></div>', False),
    ],
)
def test_a_logo(markup: str, of_site: bool) -> None:
    node = parse(markup).css_first("h1")
    assert node is not None
    assert read_heading(node, URL).of_site is of_site


@each(
    ("text", "expected"),
    [("5 March 2026", True), ("(12.03.2026)", True), ("– 3. 4. 2026, 10:30", True),
     ("5.3.2026 in Ulm", True), ("5.3.2026 in Genf", False),
     ("2026", False), ("March 2026", False), ("12 winners", False), ("", False), ("Rolling until 5 March 2026", False)],
)  # fmt: skip
def test_a_day_alone(text: str, expected: bool) -> None:
    assert is_date(text) is expected


MENU = '<header><nav><a href="/">Accueil</a> <a href="/news">{0}</a> <a href="/contact">Contact</a></nav></header>'
MAIN = f"<main><article>{{0}}{PROSE}</article></main>"


def title_of(head: str, main: str, menu: str = "Our news", url: str = URL) -> str | None:
    return extract_post(page(MENU.format(menu) + MAIN.format(main), head), url).title


@each(
    ("head", "main"),
    [
        # The name of the site in the first heading.
        (f"<title>{TITLE}</title>", f'<h1 class="logo"><a href="/">Vallée Optique</a></h1><h2>{TITLE}</h2>'),
        (f"<title>{TITLE} - Vallée Optique</title>", f"<h1>Vallée Optique</h1><h2>{TITLE}</h2>"),
        (f"<title>Vallée Optique – {TITLE}</title>", f"<h1>Vallée Optique</h1><h2>{TITLE}</h2>"),
        ("<title>Vallée Optique</title>", f"<h1>Vallée Optique</h1><h3>{TITLE}</h3>"),
        (
            f'<title>{TITLE} | Six Towns</title><meta property="og:site_name" content="Six Towns">',
            f"<h1>Six Towns</h1><h2>{TITLE}</h2>",
        ),
        # A title in a box that is named like a logo.
        (
            f'<title>{TITLE} | Six Towns</title><meta property="og:site_name" content="Six Towns">',
            f'<div class="brand"><h1>{TITLE}</h1></div><h2>Which towns</h2>',
        ),
        # The section in the first heading: by its word, or by the link of the menu.
        ("<title>Press releases - Vallée</title>", f"<h1>Press releases</h1><h2>{TITLE}</h2>"),
        ("<title>Aktuelles | Tal</title>", f"<h1>Aktuelles</h1><p>5. März 2026</p><h2>{TITLE}</h2>"),
        ("<title>Our news - Tal</title>", f"<h1>Our news</h1><h2>{TITLE}</h2>"),
        (f"<title>{TITLE}</title>", f"<h1>Our news</h1><h2>{TITLE}</h2>"),
        # What themes put into the heading.
        (f"<title>{TITLE}</title>", f'<h1><span class="badge">News</span> {TITLE}</h1>'),
        (f"<title>{TITLE}</title>", f"<h1>5 March 2026 {TITLE}</h1>"),
        (f"<title>{TITLE} ¶</title>", f'<h1>{TITLE} <a href="#x">#</a></h1>'),
        # Ends of `<title>` that are the name of the site, and how that is known.
        (f"<title>{TITLE} - Vallée Optique</title>", ""),
        (f"<title>{TITLE} ｜ Tal der Linsen</title>", ""),
        (f"<title>{TITLE} * Accueil</title>", ""),
        (f"<title>{TITLE} |</title>", ""),
        (f"<title>| {TITLE}</title>", ""),
        # A title cut by a quote that is not escaped, and a name of the application that is the title.
        (
            f'<title>{TITLE} "here"</title><meta property="og:title" content="{TITLE}" here"">',
            f'<h1>{TITLE} "here"</h1>',
        ),
        (f'<title>{TITLE}</title><meta name="application-name" content="{TITLE}">', f"<h1>{TITLE}</h1>"),
    ],
)  # fmt: skip
def test_the_title_of_a_post(head: str, main: str) -> None:
    expected = f'{TITLE} "here"' if '"here"' in main else TITLE
    assert title_of(head, main) == expected


@each(
    "title",
    [
        "Annual call for hydrogen projects - 2026",
        "12 winners - a first look",
        "Journée optique – Brest",
        "Photonics call - second deadline - what to know",
        "Rückblick: Linsen - Teil 2",
        "Ready / set / measure",
        "Instruments | 3 questions",
    ],
)
def test_ends_that_are_not_the_name_of_the_site_stay(title: str) -> None:
    assert title_of(f"<title>{title}</title>", "") == title
    assert title_of(f"<title>{title} - Vallée Optique</title>", f"<h1>{title}</h1>") == title


@each(
    ("head", "main", "expected"),
    [
        # A title in no heading: the line that `<title>` begins with, or that of a microformat.
        (f"<title>{TITLE} - Tal.example - City of Tal</title>", f"<div>{TITLE}</div>", TITLE),
        (f"<title>{TITLE} - Tal.example - City of Tal</title>", f"<a href=/b>{TITLE}</a>", None),
        ("<title>Lens day - Tal.example - City of Tal</title>", "<div>Lens day</div>", None),
        ("<title>News from Tal</title>", f"<div class=hentry><b class=entry-title>{TITLE}</b></div>", TITLE),
        ("<title>News from Tal</title>", f"<div><b class=entry-title>{TITLE}</b></div>", None),
        (
            "<title>News from Tal</title>",
            2 * f"<div class=hentry><b class=entry-title>{TITLE}</b></div>",
            None,
        ),
    ],
)
def test_a_title_that_is_no_heading(head: str, main: str, expected: str | None) -> None:
    assert title_of(head, main) == (expected or head[len("<title>") : -len("</title>")])


OTHER = "Vallée Optique buys six microscopes"
BOTH = f"<title>{OTHER} - Vallée</title>"


@each(
    ("head", "main", "expected"),
    [
        # What stands first in an element or line of its own, if another place begins with the rest.
        (BOTH, f"<h1>Pressemitteilung<br>{OTHER}</h1>", OTHER),
        (BOTH, f"<h1><a href=/news>Back to all</a> {OTHER}</h1>", OTHER),
        (BOTH, f"<h1><a href=/news><b>Back to</b> all</a> {OTHER}</h1>", OTHER),
        ("<title>Light for all - Tal</title>", "<h1>Pressemitteilung<br>Light for all</h1>", "Light for all"),
        (
            "<title>Optique buys six microscopes - Tal</title>",
            f"<h1><b class=badge>Report</b> <b>Vallée</b> {OTHER[7:]}</h1>",
            OTHER,
        ),
        (BOTH, f"<h1><div>Press</div><div>Optics</div><div>{OTHER}</div></h1>", OTHER),
        ("<title>Tal</title>", f"<h1>Pressemitteilung<br>{OTHER}</h1>", f"Pressemitteilung {OTHER}"),
        (BOTH, f"<h1>How <em>Tal</em> {OTHER}</h1>", f"How Tal {OTHER}"),
        ("<title>six microscopes - Tal</title>", "<h1>Six towns<br>six microscopes</h1>", "Six towns six microscopes"),
        # A heading for screen readers alone, and one with the name of the site.
        (BOTH, f"<h1 class=visually-hidden>Main content</h1><h2>{OTHER}</h2>", OTHER),
        (BOTH, f"<h1 class=sr-only>{OTHER}</h1><h2>Main content</h2>", OTHER),
        (
            f"<title>{TITLE} - News - Optique</title>",
            f'<a href="/">Optique</a><h1>{TITLE} - Optique</h1><h2>Publisher</h2>',
            TITLE,
        ),
        # A section with a day.
        (f"<title>News 12.05.2026: {TITLE}</title>", f"<h1>News 12.05.2026</h1><h2>{TITLE}</h2>", TITLE),
        # The title between the section and the site, or behind the name of the site and a colon.
        (f"<title>News - {TITLE} - Friends of lenses</title>", f"<h2>News</h2><h3>{TITLE}</h3>", TITLE),
        (f"<title>Friends: {TITLE}</title>", f"<div><b>{TITLE}</b></div>", TITLE),
        # The kind of a file.
        (f"<title>{TITLE} (PDF)</title>", f"<h1>{TITLE} (PDF)</h1>", TITLE),
        (f"<title>{TITLE}</title>", f"<h1>{TITLE} <span>[PDF, 2 MB]</span></h1>", TITLE),
        (f"<title>{TITLE}</title>", f"<h1>{TITLE} [ODS, 40 kB]</h1>", TITLE),
        ("<title>Seis pueblos y los objetivos (ODS)</title>", "", "Seis pueblos y los objetivos (ODS)"),
        ("<title>A (pdf or paper, as you like it best)</title>", "", "A (pdf or paper, as you like it best)"),
        # An `<h1>` that greets, or that of a dialog, beside a heading that `<title>` has; a title that says nothing.
        (f"<title>{TITLE} | Tal</title>", f"<h1>Welcome to the valley</h1><h2>{TITLE}</h2>", TITLE),
        (f"<title>{TITLE} | Tal</title>", f"<h1>Towns share more</h1><h2>{TITLE}</h2>", "Towns share more"),
        (f"<title>{TITLE} | Tal</title>", "<h1>Welcome to the valley</h1><h2>Lens day</h2>", "Welcome to the valley"),
        ("<title>Lens day | Tal</title>", "<h1>Welcome to the valley</h1><h2>Lens day</h2>", "Welcome to the valley"),
        (
            f"<title>{TITLE} | Tal</title>",
            f"<h1>Welcome to the valley</h1><h2><a href=/x>{TITLE}</a></h2>",
            "Welcome to the valley",
        ),
        ("<title>Loading…</title>", f"<h2>{TITLE}</h2>", TITLE),
        ("<title>Untitled Document</title>", f"<h3>{TITLE}</h3>", TITLE),
        # A role makes a heading.
        ("<title>Tal</title>", f'<div role="heading" aria-level="1">{TITLE}</div>', TITLE),
        ("<title>Tal</title>", f'<div role="heading" aria-level="2">{TITLE}</div>', "Tal"),
        # An `og:title` of the whole site shares its name only.
        (f'{BOTH}<meta property="og:title" content="Vallée Optique: light for all">', f"<h1>{OTHER}</h1>", OTHER),
        (
            f'{BOTH}<meta property="og:title" content="Vallée Optique gets microscopes">',
            f"<h1>{OTHER}</h1>",
            "Vallée Optique gets microscopes",
        ),
    ],
)  # fmt: skip
def test_parts_of_headings_that_other_places_leave_out(head: str, main: str, expected: str) -> None:
    assert title_of(head, main) == expected


@each(
    ("main", "method", "where"),
    [
        (f"<div class=hentry><b class=entry-title>{TITLE}</b></div>", Method.MICROFORMAT, Location.MARKED),
        (f'<div role="heading" aria-level="1">{TITLE}</div>', Method.HEADING, Location.MARKED),
        (f"<div>{TITLE}</div>", Method.TEXT, Location.LINE),
    ],
)
def test_the_evidence_says_how_a_title_without_a_heading_was_found(
    main: str, method: Method, where: Location
) -> None:
    html = page(MAIN.format(main), f"<title>{TITLE} - Tal.example - City of Tal</title>")
    found = extract_post(html, URL).evidence["title"]
    assert (found.method, found.where, found.value) == (method, where, TITLE)


@each(
    ("h1", "reason"),
    [
        ("<h1>News</h1>", Reason.SECTION),
        ("<h1>Welcome to the valley</h1>", Reason.OTHER_HEADING),
        ("<h1 class=sr-only>Main content</h1>", Reason.OTHER_HEADING),
    ],
)
def test_a_rejected_heading_has_the_reason_why_it_is_not_the_title(h1: str, reason: Reason) -> None:
    html = page(MAIN.format(f"{h1}<h2>{TITLE}</h2>"), f"<title>{TITLE} | Tal</title>")
    found = extract_post(html, URL).evidence["title"]
    assert [one.reason for one in found.rejected if one.method is Method.HEADING] == [reason]


def test_a_lead_in_a_heading_is_no_title() -> None:
    lead = f"<h2>{P1}</h2>"
    main = f"<h1>{TITLE}</h1>{lead}"
    assert title_of(f"<title>{TITLE} | Tal</title>", main, menu=TITLE) == TITLE


def test_a_label_stays_if_the_site_has_it_in_the_title() -> None:
    main = f'<h1><span class="label">Interview:</span> {TITLE}</h1>'
    assert title_of(f"<title>Interview: {TITLE} | Tal</title>", main) == f"Interview: {TITLE}"


def test_a_section_that_an_index_gives_as_the_title_is_one() -> None:
    entry = Entry(URL, Method.FEED, "https://www.vallee-optique.example.org/feed", title="Aktuelles")
    html = page(MAIN.format("<h1>Aktuelles</h1>"), "<title>Aktuelles</title>")
    assert extract_post(html, URL, entry=entry).title == "Aktuelles"


def test_a_page_of_a_section_alone_has_no_title() -> None:
    assert title_of("<title>Press releases</title>", "<h1>Press releases</h1>") is None
