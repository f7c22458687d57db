"""Tests of the parts of a page that are left out, with pages that once lost their text or date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clusterwatch.config import Source
from clusterwatch.extraction import entry_draft, extract_post
from clusterwatch.models import Draft, Entry, Method, Problem, ProblemCode, SelectorReason
from tests.extraction.pages import P1, P2, P3, PROSE, page

NOW = datetime(2026, 11, 26, tzinfo=UTC)
URL = "https://example.org/news/six-towns"
H = "<h1>Six towns share their microscopes</h1>"
DIVS = PROSE.replace("<p>", "<div>").replace("</p>", "</div>")
WHOLE = f"{P1}\n{P2}\n{P3}"


def drafted(markup: str, *, url: str = URL, head: str = "", **select: object) -> Draft:
    source = Source.model_validate({"url": "https://example.org/", "languages": ["en"], "select": select})
    return extract_post(page(markup, head), url, source, NOW)


@pytest.mark.parametrize(
    "body",
    [
        f'<div id="wrapper" style="display:none">{H}{DIVS}</div>',
        f"<div hidden>{H}<ul><li>{P1}</li><li>{P2}</li><li>{P3}</li></ul></div>",
        f"{H}<aside>{DIVS}</aside>",
        f'{H}<div role="complementary">{DIVS}</div>',
        f'{H}<div itemprop="articleBody" style="display:none">{DIVS}</div>',
        f'<div id="app" class="cookie-bar-visible">{H}{PROSE}</div>',
        f'<div class="wrapper cookies-accepted">{H}{PROSE}</div>',
        f'<main>{H}<p>{P1}</p><div style="display:none"><p>{P2}</p><p>{P3}</p></div></main>',
        f"<main>{H}<p>{P1}</p><div hidden><div>{P2}</div><div>{P3}</div></div></main>",
    ],
)
def test_a_post_is_found_in_a_box_that_looks_like_boilerplate(body: str) -> None:
    assert drafted(body).body == WHOLE


@pytest.mark.parametrize(
    "body",
    [
        f"{H}{PROSE}<aside><p>{P1[::-1]}</p></aside>",
        f"{H}{PROSE}<footer><p>{P1[::-1]}</p></footer>",
        f'{H}{PROSE}<div hidden><p>{P1[::-1]}</p></div><div role="search"><p>{P2[::-1]}</p></div>',
        f'{H}{PROSE}<div class="comments"><p>{P1[::-1]}</p><p>{P2[::-1]}</p><p>{P3[::-1]}</p></div>',
    ],
)
def test_boxes_next_to_the_post_are_left_out(body: str) -> None:
    assert drafted(body).body == WHOLE


@pytest.mark.parametrize(
    "inner",
    [
        f"<p>{P1}</p><p>{P2}</p><aside><p>{P3}</p></aside>",
        f'<p>{P1}</p><div style="display:none"><p>{P2}</p><p>{P3}</p></div>',
        f'<p>{P1}</p><div role="complementary"><p>{P2}</p><p>{P3}</p></div>',
        f"<aside><p>{P1}</p><p>{P2}</p><p>{P3}</p></aside>",
    ],
)
def test_selected_elements_are_kept(inner: str) -> None:
    body = f'<div class="x">{inner}</div>'
    assert drafted(H + body, body=".x").body == WHOLE
    entry = Entry(url=URL, method=Method.FEED, index="https://example.org/feed", body=inner)
    assert entry_draft(entry, None, NOW).body == WHOLE


@pytest.mark.parametrize(
    ("body", "head", "url"),
    [
        (f"<main>{H}{PROSE}<div><p>Date: 12 May 2022</p></div></main>", "", "/2022/05/six-towns"),
        (f"<main>{H}{PROSE}<aside><p>Published: 12 May 2022</p></aside></main>", "", "/2022/05/six-towns"),
        (f"<main>{H}{PROSE}<footer><p>Published: 12 May 2022</p></footer></main>", "", "/2022/05/six-towns"),
        (
            f"{H}{PROSE}<aside><p>Published 12 May 2022</p></aside>",
            '<meta property="article:modified_time" content="2023-09-01">',
            "/six",
        ),
        (
            f"<main>{H}<aside>Published: 12 May 2022</aside>{PROSE}<p>Founded on 3 April 2019</p></main>",
            "",
            "/six",
        ),
        (f'<header role="banner">{H}<p>12 May 2022</p></header><main>{PROSE}</main>', "", "/six"),
    ],
)
def test_the_date_is_found_in_a_box_next_to_the_post(body: str, head: str, url: str) -> None:
    assert drafted(body, head=head, url=f"https://example.org{url}").published == "2022-05-12"


def test_the_title_may_be_in_the_banner() -> None:
    html = page(
        f'<header role="banner"><h2>Six towns share</h2></header><main>{PROSE}<h2>Contact</h2></main>', ""
    )
    assert extract_post(html, URL, None, NOW).title == "Six towns share"


def test_a_body_selector_that_finds_only_boilerplate_is_a_problem() -> None:
    draft = drafted(f'{H}<div class="x"><nav><p>{P1}</p></nav></div>{PROSE}', body=".x")
    detail = {"method": "selector", "reason": SelectorReason.ONLY_BOILERPLATE}
    assert draft.problems == (Problem(ProblemCode.SELECTOR_LOST, "body", ".x", detail=detail),)
    assert draft.body == WHOLE


def test_any_number_of_days_may_touch_each_other() -> None:
    body = drafted(f"{H}<p>{P1}</p><p>{'<i>2026</i>' * 1100}</p>").body
    assert body is not None
    assert body.split("\n")[1] == " ".join(["2026"] * 1100)


def test_a_link_that_leads_nowhere_is_text() -> None:
    parts = "".join(
        f"<div class=item><div role=button><a tabindex=0>{name}</a></div><div><p>{text}</p></div></div>"
        for name, text in (
            ("Who can apply?", "Firms of the valley that have fewer than ten people."),
            ("What is paid?", "Half of what the first year of work costs them."),
        )
    )
    kept = [
        *(P1, "Who can apply?", "Firms of the valley that have fewer than ten people."),
        *("What is paid?", "Half of what the first year of work costs them."),
    ]
    assert drafted(f"<main>{H}<div><p>{P1}</p>{parts}</div></main>").body == "\n".join(kept)
