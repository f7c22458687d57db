"""Lists of many makes: their titles, their dates, all their rows, and what is no list of posts."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from collections.abc import Callable

import pytest

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing.listing_page import ListingPage, read_listing
from tests.discovery.fakeweb import page
from tests.tables import each

URL = "https://www.cluster.example/news"
TITLES = (
    "The foundry opens its doors to pupils", "Second call for small projects", "Wind days: what was said", "Gala 2024",
    "Thank you, Maria", "Our statutes have changed",
)  # fmt: skip
LEAD = "Several people met in the old town hall and spoke about what they had done."


def read(body: str) -> ListingPage:
    return read_listing(page(f"<h1>News</h1>{body}", URL), StrategySettings(kind="listing", url=URL))


def rows(make: Callable[[int, str], str], titles: tuple[str, ...] = TITLES) -> str:
    return "".join(make(n, title) for n, title in enumerate(titles))


BUTTONS = [
    "Zum Beitrag", "Voir le détail", "Ver noticia", "Weiter zum Bericht", "Apri la scheda", "Μάθετε τα νέα", "Tam metin", "Pogledaj objavu",
    "Celá správa", "Les hele saken her",
]  # fmt: skip


@each("button", BUTTONS)
def test_a_text_that_repeats_is_a_button(button: str) -> None:
    found = read(
        rows(
            lambda n, t: (
                f"<div class=c><h3>{t}</h3><p>{LEAD}</p><a class=btn href='/news/{n}-x'>{button}</a></div>"
            )
        )
    )
    assert [e.title for e in found.entries] == list(TITLES)


def test_a_title_that_repeats_in_headings_is_a_title() -> None:
    letters = rows(
        lambda n, _: (
            f"<article><h3><a href='/news/{n}-x'>Weekly letter</a></h3><p>{n + 1}.3.2024</p></article>"
        ),
        TITLES[:3],
    )
    other = rows(
        lambda n, t: f"<article><h3><a href='/news/{n}-y'>{t}</a></h3><p>{n + 1}.2.2024</p></article>"
    )
    assert [e.title for e in read(letters + other).entries] == ["Weekly letter"] * 3 + list(TITLES)


@each("number", ["PR No. 2024-0{n}", "2024/{n}", "Nr. {n}", "#{n}"])
def test_a_number_has_its_title_in_another_cell(number: str) -> None:
    table = rows(
        lambda n, t: (
            f"<tr><td><a href='/n/{n}'>{number.format(n=n)}</a></td><td>{n + 1}.3.2024</td><td>{t}</td></tr>"
        )
    )
    assert [e.title for e in read(f"<table>{table}</table>").entries] == list(TITLES)


def test_a_numbered_letter_keeps_its_name() -> None:
    table = rows(
        lambda n, _: f"<tr><td><a href='/n/{n}'>Newsletter {n + 1}</a></td><td>March 202{n}</td></tr>"
    )
    assert [e.title for e in read(f"<table>{table}</table>").entries] == [
        f"Newsletter {n + 1}" for n in range(6)
    ]


def test_rows_of_one_make_in_folders_of_their_own() -> None:
    titles = tuple(
        t
        for pair in zip(TITLES, ("Gala", "Merci", "Danke", "Bilan", "Prizes", "Thanks"), strict=True)
        for t in pair
    )
    body = rows(
        lambda n, t: (
            f"<li><a href='/r/{n * 7919:x}{n * 104729:x}/doc'>{t}</a> <span>{n + 1:02}/03/2024</span></li>"
        ),
        titles,
    )
    assert [e.title for e in read(f"<ul>{body}</ul>").entries] == list(titles)
    undated = body.replace("/03/2024", "")
    assert len(read(f"<ul>{undated}</ul>").entries) == len(titles)


def test_short_titles_in_a_folder_that_is_named_like_an_archive() -> None:
    paths = [f"/archives/2024/{title.lower().replace(' ', '-')}" for title in TITLES]
    body = "".join(
        f'<div><h2><a href="{p}">{t}</a></h2><p>{LEAD}</p></div>' for p, t in zip(paths, TITLES, strict=True)
    )
    found = read(f'<main>{body}</main><a href="/archives/2024/05">May</a><a href="/archives/2024">2024</a>')
    assert [e.url for e in found.entries] == [f"https://www.cluster.example{p}" for p in paths]


DATES = [
    ("headings", "<h3>{m} 2024</h3><ul>{rows}</ul>", "<li>{d} <a href='{u}'>{t}</a></li>", "2024-03-0{n}"),
    ("years in boxes", "<section><div class=y>2024</div>{rows}</section>", "<p><i>0{n}/03</i> <a href='{u}'>{t}</a></p>", "0{n}/03/2024"),
    ("years, month and day", "<h2>2024</h2><ul>{rows}</ul>", "<li><span>03-0{n}</span><a href='{u}'>{t}</a></li>", "2024-03-0{n}"),
    ("years, month in words", "<h2>2024 (6)</h2><ul>{rows}</ul>", "<li><time>{n} mars</time><a href='{u}'>{t}</a></li>", "{n} mars 2024"),
    ("months below a year", "<h2>2024</h2><h3>{m} (3)</h3><ul>{rows}</ul>", "<li>{d} <a href='{u}'>{t}</a></li>", "2024-03-0{n}"),
    ("months in a year", "<details><summary>2024</summary><details><summary>{m}</summary>{rows}</details></details>", "<p><a href='{u}'>{t}</a></p>", "March 2024"),
    ("days", "<h3>{n}. März 2024</h3><div>{rows}</div>", "<p><a href='{u}'>{t}</a></p>", "{n}. März 2024"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "group", "row", "expected"), DATES, ids=[d[0] for d in DATES])
def test_dates_of_groups(name: str, group: str, row: str, expected: str) -> None:
    parts = []
    for half, titles in enumerate((TITLES[:3], TITLES[3:])):
        made = "".join(
            row.format(n=5 - half, d=f"{5 - half}.", u=f"/n/{half}{k}-x-y", t=t) for k, t in enumerate(titles)
        )
        parts.append(group.format(m="March", n=5 - half, rows=made))
    found = read(f"<main>{''.join(parts)}</main>")
    assert [e.title for e in found.entries] == list(TITLES)
    assert [e.published for e in found.entries] == [
        expected.format(n=5 - half) for half in (0, 0, 0, 1, 1, 1)
    ]


SHOWN = [
    ("<small>26. lis 2026.</small>", "26. lis 2026."),
    ("<small>17. srp 2026.</small>", "17. srp 2026."),
    ("<small>4 Gala 2024</small>", None),
    ("<time title='2026-03-04T10:00:00+01:00'>8 mies. temu</time>", "2026-03-04T10:00:00+01:00"),
]


@each(("shown", "expected"), SHOWN)
def test_dates_of_items(shown: str, expected: str | None) -> None:
    found = read(rows(lambda n, t: f"<div>{shown}<h4><a href='/news/{n}'>{t}</a></h4></div>"))
    assert [e.published for e in found.entries] == [expected] * 6


def test_the_day_of_the_visit_dates_nothing() -> None:
    found = read(
        f"<main><p>23 November 2026</p><ul>{rows(lambda n, t: f'<li><a href=/n/{n}-a-b>{t}</a></li>')}</ul></main>"
    )
    assert [e.published for e in found.entries] == [None] * 6


def test_flat_headings_and_accordions() -> None:
    flat = rows(lambda n, t: f"<h2><a href='/n/{n}'>{t}</a></h2><p>{n + 1}.3.2024</p><p>{LEAD}</p>")
    folds = rows(
        lambda n, t: (
            f"<details><summary>{t}</summary><p>{n + 1}.3.2024</p><p>{LEAD}</p><a href='/n/{n}'>Otevřít</a></details>"
        )
    )
    for body in (flat, folds):
        found = read(f"<main>{body}</main>")
        assert [(e.title, e.published) for e in found.entries] == [
            (t, f"{n + 1}.3.2024") for n, t in enumerate(TITLES)
        ]


MENU = "<div class='flyout'><ul>" + "".join(f"<li class=entry><a href='/help/{s}'>{t}</a></li>" for s, t in (
    ("how-to-join-us", "How to become a member"), ("what-we-offer-you", "What we offer to our members"), ("all-the-rules", "All the rules of the house"),
    ("words-we-use", "The words that we use"),
)) + "</ul></div>"  # fmt: skip


def test_posts_that_are_files() -> None:
    files = rows(lambda n, t: f"<li>{n + 1}.3.2024 <a href='/media/cp{n}.pdf'>{t}</a></li>")
    found = read(f"{MENU}<main><ul>{files}</ul></main>")
    assert not found.entries
    assert found.empty.problem.detail["files"] == 6


def test_posts_with_files_beside_them() -> None:
    posts = rows(
        lambda n, t: f"<li>{n + 1}.3.2024 <a href='/news/{n}-x'>{t}</a> <a href='/media/{n}.pdf'>PDF</a></li>"
    )
    assert len(read(f"{MENU}<main><ul>{posts}</ul></main>").entries) == 6


def test_posts_on_another_site() -> None:
    posts = rows(
        lambda n, t: (
            f"<article><h3><a href='https://medium.test/n/{n}'>{t}</a></h3><p>{n + 1}.3.2024</p></article>"
        )
    )
    found = read(f"<main>{posts}</main>")
    assert not found.entries
    assert (found.empty.problem.detail["elsewhere"], found.empty.problem.detail["host"]) == (6, "medium.test")


MENUS = [
    ("after the posts", "<ul>{posts}{menu}</ul>", "<li><a href='{u}'>{t}</a></li>"),
    ("before the posts", "<ul>{menu}{posts}</ul>", "<li><a href='{u}'>{t}</a></li>"),
    ("cards", "<div>{posts}{menu}</div>", "<div class=card><h3><a href='{u}'>{t}</a></h3><p>Ein Satz dazu, der länger ist.</p></div>"),
]  # fmt: skip
OF_MENU = (("/services/funding", "Advice on funding for members"), ("/ueber/wir", "Wer wir sind und wollen"))


@pytest.mark.parametrize(("name", "frame", "row"), MENUS, ids=[m[0] for m in MENUS])
@pytest.mark.parametrize(
    "address", ["/news/{n}", "/news/energy/{n}-a-b", "/the-cluster-opened-hall-{n}", "/topic-{n}/post-{n}"]
)
def test_rows_of_a_menu_in_an_undated_list(name: str, frame: str, row: str, address: str) -> None:
    posts = "".join(row.format(u=address.format(n=n), t=t) for n, t in enumerate(TITLES, 10))
    menu = "".join(row.format(u=u, t=t) for u, t in OF_MENU)
    found = read(f"<main>{frame.format(posts=posts, menu=menu)}</main>")
    assert [e.title for e in found.entries] == list(TITLES)


def test_posts_in_the_folders_of_their_categories() -> None:
    folders = ("energy", "mobility", "food", "energy", "news", "news")
    posts = "".join(
        f"<li><a href='/{folder}/what-they-did-there-{n}'>{t}</a></li>"
        for n, (folder, t) in enumerate(zip(folders, TITLES, strict=True))
    )
    assert len(read(f"<main><ul>{posts}</ul></main>").entries) == len(TITLES)


TABS = [
    "<ul class='nav nav-tabs'><li><a data-toggle='tab' href='#{id}'>{text}</a></li></ul>",
    "<div role='tablist'><button role='tab' aria-controls='{id}'>{text}</button></div>",
    "<div class='tabs'><a href='#{id}'>{text}</a></div>",
    "<ul><li data-bs-toggle='pill' data-bs-target='#{id}'><span>{text}</span></li></ul>",
]
PANES = [("a", "Novice"), ("b", "Za medije"), ("c", "Zgodbe naših članov"), ("d", "Dogodki"), ("e", "Člani")]


@each("tab", TABS)
def test_lists_in_the_panes_of_tabs(tab: str) -> None:
    """They are one list, though each has a folder of its own; without the events, and without what has no date."""

    def card(folder: str, n: int, title: str) -> str:
        day = "" if folder == "e" else f"<h6>{n + 1}.3.2024</h6>"
        return f"<div class=card><h5><a href='/{folder}/{n}-x'>{title}, {folder}</a></h5>{day}<p>{LEAD}</p></div>"

    tabs = "".join(tab.format(id=name, text=text) for name, text in PANES)
    panes = "".join(
        f"<div class=tab-pane id={name}>{''.join(card(name, n, t) for n, t in enumerate(TITLES))}</div>"
        for name, _ in PANES
    )
    for above in ("<h1>News</h1>", "<h1>What is new</h1>"):
        found = read_listing(page(above + tabs + panes, URL), StrategySettings(kind="listing", url=URL))
        assert {e.url.split("/")[3] for e in found.entries} == {"a", "b", "c"}
        assert len(found.entries) == 3 * len(TITLES)
