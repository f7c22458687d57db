"""Tests of bodies: the complete post, one paragraph per line, without the rest of the page."""

from __future__ import annotations

import pytest

from clusterwatch.extraction import extract_post
from clusterwatch.models import Reason
from tests.extraction.pages import P1, P2, P3, PROSE, page, post
from tests.tables import each

URL = "https://example.org/news/microscopes"
WHOLE = f"{P1}\n{P2}\n{P3}"


def body_of(html: str) -> str | None:
    return extract_post(html, URL).body


@pytest.mark.parametrize(
    "boilerplate",
    [
        '<nav><a href="/a">Home</a> <a href="/b">News</a></nav>',
        '<div class="share-buttons"><a href="#">Facebook</a><a href="#">LinkedIn</a></div>',
        '<div class="cookie-notice"><p>We use small files to remember what you chose, see our policy.</p></div>',
        '<div id="comments"><p>I have waited for this for years and am glad that it comes at last.</p></div>',
        '<div class="newsletter-box"><p>All news of the valley in your mailbox: write down your address.</p></div>',
        '<p class="byline">By the editors of the valley</p>',
        "<figure><figcaption>The oldest microscope of the coast, built by hand in a shed.</figcaption></figure>",
        "<p>Photo: Harbour Archive</p>",
        "<p>Read also: Ten towns share their telescopes</p>",
        "<p>Lesen Sie auch: Zehn Städte teilen ihre Fernrohre</p>",
        '<div class="tags"><a href="/t/1">microscopes</a> <a href="/t/2">towns</a></div>',
        "<aside><p>The valley has eighty members, among them twelve schools and two museums of the sea.</p></aside>",
        '<div style="display: none"><p>This text is for machines alone and no reader of the page sees it.</p></div>',
        '<script>document.write("<p>nothing of this is text of the post, however long it is</p>")</script>',
        '<form class="search-form"><label>Search the site for what you want to know</label><input name="q"></form>',
        '<div class="author-box"><p>The editors have written about instruments since the valley began.</p></div>',
    ],
)
@pytest.mark.parametrize("where", ["before", "inside", "after"])
def test_boilerplate_is_left_out(boilerplate: str, where: str) -> None:
    inner = f"<p>{P1}</p>{boilerplate}<p>{P2}</p><p>{P3}</p>" if where == "inside" else PROSE
    around = {where: boilerplate} if where != "inside" else {}
    assert body_of(page(post(inner, **around))) == WHOLE


def test_teasers_after_the_post_are_left_out() -> None:
    teasers = "".join(
        f'<div class="item"><h3><a href="/n/{n}">Another post of the valley, number {n}</a></h3>'
        f"<p>What the towns of the coast did next, told in a sentence that is long enough, number {n}.</p></div>"
        for n in range(1, 7)
    )
    assert body_of(page(post(after=f'<section class="more-news">{teasers}</section>'))) == WHOLE
    assert body_of(page(post(after=f"<section>{teasers}</section>"))) == WHOLE


def test_lists_headings_quotes_and_tables_of_the_post_become_lines() -> None:
    inner = (
        f"<p>{P1}</p><h2>Who takes part</h2><ul><li>Harbour School</li><li>Museum of the Sea</li></ul>"
        f"<blockquote>We share what we have.</blockquote>"
        f"<table><tr><th>Town</th><th>Instruments</th></tr><tr><td>Northport</td><td>41</td></tr></table><p>{P2}</p>"
    )
    assert body_of(page(post(inner))) == "\n".join(
        [
            P1,
            "Who takes part",
            "Harbour School",
            "Museum of the Sea",
            "We share what we have.",
            "Town | Instruments",
            "Northport | 41",
            P2,
        ]
    )


def test_sentences_with_links_are_kept() -> None:
    inner = f'<p>{P1} See <a href="/x">the charter</a> and <a href="/y">the list of towns</a>.</p><p>{P2}</p>'
    assert body_of(page(post(inner))) == f"{P1} See the charter and the list of towns.\n{P2}"


def test_line_breaks_separate_lines_without_paragraphs() -> None:
    assert body_of(page(post(f"{P1}<br><br>{P2}<br>{P3}"))) == WHOLE


def test_a_layout_of_tables() -> None:
    html = (
        '<table><tr><td width="150"><a href="/">Home</a><br><a href="/n">News</a></td>'
        f"<td><h1>Six towns share their microscopes</h1>{PROSE}</td></tr></table>"
    )
    assert body_of(page(html)) == WHOLE


def test_a_post_in_several_boxes() -> None:
    boxes = "".join(
        f'<div class="block block-text"><div class="inner"><p>{p}</p></div></div>' for p in (P1, P2, P3)
    )
    assert body_of(page(post(f'<div class="blocks">{boxes}</div>'))) == WHOLE


def test_the_lead_between_title_and_text_belongs_to_the_post() -> None:
    head = f'<header><h1>Microscopes</h1><p class="lead">{P1}</p></header>'
    html = page(f'<article>{head}<div class="body"><p>{P2}</p><p>{P3}</p></div></article>')
    assert body_of(html) == WHOLE


@each("day", ["12.03.2026", "2026-03-12", "3/12/26"])
def test_a_row_of_facts_below_the_title_is_left_out(day: str) -> None:
    parts = (
        "The editors of the valley",
        day,
        "Less than five minutes to read",
        "Of the network and its towns",
    )
    row = "".join(f"<span>{part}</span>" for part in parts)
    head = f"<div><h1>Ten towns share their microscopes</h1><div>{row}</div></div>"
    html = f"<main>{head}<div id=text>{PROSE}</div></main>"
    assert body_of(page(html)) == WHOLE


def test_the_title_is_not_in_the_body() -> None:
    body = body_of(
        page(
            post("<h2>Six towns share their microscopes</h2>" + PROSE),
            "<title>Six towns share their microscopes</title>",
        )
    )
    assert body == WHOLE


def test_a_box_with_a_class_of_boilerplate_is_read_if_it_contains_the_post() -> None:
    html = page(f'<div class="sidebar-layout"><h1>Six towns share their microscopes</h1>{PROSE}</div>')
    assert body_of(html) == WHOLE


def test_a_short_post() -> None:
    html = page(post("<p>The office is closed on Monday.</p>"))
    assert body_of(html) == "The office is closed on Monday."


def test_other_scripts() -> None:
    text = (
        "本州の六つの町は、顕微鏡を共同で利用するための登録簿を作成すると発表した。小さな会社でも予約できる。"
    )
    assert body_of(page(post(f"<p>{text}</p><p>{text[::-1]}</p>"), lang="ja")) == f"{text}\n{text[::-1]}"


def test_a_repeated_text_is_kept_once() -> None:
    assert body_of(page(post(f"<p>{P1}</p><p>{P2}</p><div>{P1}</div><p>{P3}</p>"))) == WHOLE


def test_the_reason_of_a_page_without_prose() -> None:
    evidence = extract_post(page("<nav><a href='/a'>Home</a></nav>"), URL).evidence["body"]
    assert evidence.value is None
    assert evidence.reason is Reason.NO_PROSE


def test_a_short_line_between_paragraphs_that_only_breaks_divide() -> None:
    lines = [P1, "Signed for the council by its chair,", P2]
    html = f"<html lang=en><body><h1>Statutes signed</h1><div class=t>{'<br><br>'.join(lines)}</div></body></html>"
    assert extract_post(html, "https://cluster.example.org/a").body == "\n".join(lines)


@each(
    "end",
    [
        "<h2>The winners</h2><ul><li>Alpha</li><li>Beta</li><li>Gamma</li></ul>",
        "<table><tr><th>Part</th><th>Budget</th></tr><tr><td>One</td><td>2.5 m</td></tr></table>",
    ],
)
def test_a_list_or_a_table_may_end_a_post(end: str) -> None:
    html = page(post(PROSE + end) + "<footer><ul><li>Imprint</li></ul></footer>")
    lines = (extract_post(html, URL, None, None).body or "").splitlines()
    assert lines[-1] in ("Gamma", "One | 2.5 m")
    assert len(lines) > 4


def test_a_text_that_was_escaped_twice_is_that_of_the_post() -> None:
    escaped = "L&amp;#39;adh&amp;eacute;rente &amp;laquo; Vall&amp;#233;e &amp;raquo; s&amp;#8217;engage."
    inner = f"<p>{P1}</p><p>{escaped}</p><p>{P3}</p>"
    draft = extract_post(page(post(inner, "L&amp;amp;eacute;t&amp;amp;eacute; des villes")), URL)
    assert draft.title == "Lété des villes"
    assert draft.titles[0] == "Lété des villes"
    assert draft.body == f"{P1}\nL'adhérente « Vallée » s’engage.\n{P3}"
    assert {name: draft.evidence[name].value for name in ("title", "body")} == {
        "title": draft.title,
        "body": draft.body,
    }


def test_a_day_in_a_box_of_its_own_below_a_list_is_kept() -> None:
    line = "Applications to send before 10 January 2025"
    items = "<ul><li>to help the towns share their instruments</li><li>to hold two meetings a year</li></ul>"
    body = body_of(page(post(f"<p>{P1[:98]}</p>{items}<div>{line}</div><p>Salary: 2,000 euros a month</p>")))
    assert line in (body or "").split("\n")
