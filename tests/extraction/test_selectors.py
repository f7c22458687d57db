"""Tests of selectors: their values are used, and selectors without a value are problems."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from clusterwatch.config import Source
from clusterwatch.extraction import extract_post
from clusterwatch.extraction.selectors.apply import is_beside_post, pick
from clusterwatch.html_tree import parse
from clusterwatch.models import Draft, LearnedSelector, Method, Problem, ProblemCode, Reason, SelectorReason
from tests.extraction.pages import P1, P2, P3, PROSE, page, post
from tests.tables import each

NOW = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://example.org/news/microscopes"
HTML = page(
    f'<h1>Six towns share their microscopes</h1><h2 class="t">The true title</h2>'
    f'<span class="d" data-day="2024-05-07">06/05/2024</span><div class="x"><p class="ad">Lenses</p>{PROSE}</div>'
    '<ul class="two"><li>one</li><li>two</li></ul>',
    '<meta property="article:published_time" content="2020-01-01"><title>Six towns share their microscopes</title>',
)


def drafted(select: dict[str, Any], **more: Any) -> Draft:
    source = Source.model_validate(
        {"url": "https://example.org/", "languages": ["en"], "select": select, **more}
    )
    return extract_post(HTML, URL, source, NOW)


def test_selectors_win_and_other_values_are_kept_as_evidence() -> None:
    draft = drafted({"title": ".t", "date": ".d", "body": ".x", "remove": [".ad"]}, date={"order": "DMY"})
    assert (draft.title, draft.published, draft.body) == ("The true title", "2024-05-06", f"{P1}\n{P2}\n{P3}")
    assert {name: draft.evidence[name].method for name in ("title", "published", "body")} == dict.fromkeys(
        ("title", "published", "body"), "selector"
    )
    assert draft.evidence["published"].where == ".d"
    assert [(r.value, r.reason) for r in draft.evidence["published"].rejected] == [
        ("2020-01-01", Reason.SELECTOR_DECIDES)
    ]
    assert "Six towns share their microscopes" in {r.value for r in draft.evidence["title"].rejected}
    assert draft.problems == ()


def test_alternatives_are_tried_in_order() -> None:
    assert drafted({"title": [".no", ".t"]}).evidence["title"].where == ".t"


def test_an_attribute_instead_of_the_text() -> None:
    draft = drafted({"date": {"css": ".d", "attr": "data-day"}})
    assert draft.published == "2024-05-07"


def test_several_nodes_are_joined() -> None:
    assert drafted({"title": {"css": ".two li", "join": " and "}}).title == "one and two"


def test_the_first_element_with_text_is_the_value() -> None:
    assert pick(parse("<p></p><p>One</p><p>Two</p>"), LearnedSelector(("p",), None, 5, 5)).text == "One"


@each(
    ("start", "is_beside"),
    [
        ("<main><div class=sidebar id=x>", True),
        ("<main><div class=x id=sidebar>", True),
        ("<main><div class='sidebar entry-content'>", False),
        ("<main><div class=x id=x>", False),
        ("<aside><main><div class=x id=x>", False),
        ("<aside><div class=x id=x>", True),
    ],
)
def test_an_element_beside_the_post(start: str, is_beside: bool) -> None:
    node = parse(f"{start}Text").css_first("div")
    assert node is not None
    assert is_beside_post(node) is is_beside


def lost(css: str, reason: SelectorReason, field: str) -> Problem:
    detail = {"method": Method.SELECTOR, "reason": reason}
    return Problem(ProblemCode.SELECTOR_LOST, field, css, detail=detail)


def test_a_selector_that_finds_nothing_is_a_problem_and_general_rules_are_used() -> None:
    draft = drafted({"title": ".no", "date": ".none", "body": ".nothing"})
    assert draft.title == "Six towns share their microscopes"
    assert draft.published == "2020-01-01"
    assert draft.body is not None
    assert P1 in draft.body
    assert draft.problems == tuple(
        lost(css, SelectorReason.NOTHING, field)
        for field, css in (("title", ".no"), ("published", ".none"), ("body", ".nothing"))
    )
    assert draft.evidence["body"].reason is Reason.SELECTOR_FAILED


def test_the_order_of_numeric_dates_can_be_set() -> None:
    assert drafted({"date": ".d"}, date={"order": "MDY"}).published == "2024-06-05"
    assert (
        extract_post(page(post("<p>05/06/2024</p>" + PROSE)), URL, None, NOW, order="MDY").published
        == "2024-05-06"
    )


def test_a_body_of_several_nodes_has_each_once() -> None:
    html = page(
        f'<h1>Microscopes</h1><div class="part"><p>{P1}</p><div class="part"><p>{P2}</p></div></div>'
        f'<div class="part"><p>{P3}</p></div>'
    )
    source = Source.model_validate({"url": "https://example.org/", "select": {"body": ".part"}})
    assert extract_post(html, URL, source, NOW).body == f"{P1}\n{P2}\n{P3}"


def test_an_empty_node_is_ignored() -> None:
    html = page(f'<h1>Microscopes</h1><p class="d"></p><p class="d">6 May 2024</p>{PROSE}')
    source = Source.model_validate({"url": "https://example.org/", "select": {"date": ".d"}})
    assert extract_post(html, URL, source, NOW).published == "2024-05-06"


def test_parts_of_a_node_can_be_removed() -> None:
    html = page(f'<h1><small>News</small> Microscopes</h1><p class="d">6 May 2024</p>{PROSE}')
    pick = {"css": "h1", "remove": ["small"]}
    source = Source.model_validate({"url": "https://example.org/", "select": {"title": pick}})
    assert extract_post(html, URL, source, NOW).title == "Microscopes"


def test_removed_elements_may_be_nested() -> None:
    inner = f'<div class="ad"><div class="ad"><p>Lenses, lenses and lenses again.</p></div></div>{PROSE}'
    html = page(f'<h1>Microscopes</h1><div class="x">{inner}</div>' * 50)
    for select in (
        {"body": ".x", "remove": [".ad"]},
        {"body": {"css": ".x", "remove": [".ad", "div"], "join": "\n"}},
    ):
        source = Source.model_validate({"url": "https://example.org/", "select": select})
        body = extract_post(html, URL, source, NOW).body
        assert body is not None
        assert "lenses" not in body
        assert body.startswith(P1)


def test_the_date_is_found_near_the_title_if_the_body_has_a_selector() -> None:
    html = page(
        "<p>Founded on 3 April 2019</p><h1>Six towns share their microscopes</h1><p>12 May 2022</p>"
        f'<div class="x">{PROSE}</div>'
    )
    source = Source.model_validate(
        {"url": "https://example.org/", "languages": ["en"], "select": {"body": ".x"}}
    )
    draft = extract_post(html, URL, source, NOW)
    assert (draft.published, draft.evidence["published"].where) == ("2022-05-12", "after-title")


def test_an_empty_first_element_does_not_hide_the_second() -> None:
    html = page(f'<h1 class="t"> </h1><h1 class="t">Six towns share their microscopes</h1>{PROSE}')
    source = Source.model_validate({"url": "https://example.org/", "select": {"title": ".t"}})
    assert extract_post(html, URL, source, NOW).title == "Six towns share their microscopes"


def test_a_date_selector_that_finds_no_date_is_a_problem() -> None:
    draft = drafted({"date": ".ad"})
    assert draft.published == "2020-01-01"
    assert draft.problems == (lost(".ad", SelectorReason.NO_DATE, "published"),)


def test_lines_of_a_selected_element_are_separated() -> None:
    html = page(f'<div class="d">12<br>May<br>2022</div><h1 class="t">Six towns<br>share</h1>{PROSE}')
    source = Source.model_validate({"url": "https://example.org/", "select": {"title": ".t", "date": ".d"}})
    draft = extract_post(html, URL, source, NOW)
    assert (draft.title, draft.published) == ("Six towns share", "2022-05-12")


def test_the_parts_of_a_body_are_joined() -> None:
    draft = drafted({"body": {"css": ".x p", "join": " / ", "remove": [".ad"]}})
    assert draft.body == f"Lenses / {P1} / {P2} / {P3}"


def test_a_body_is_read_from_a_hidden_element() -> None:
    source = Source.model_validate({"url": "https://example.org/", "select": {"body": "#text"}})
    draft = extract_post(page(f'<h1>Six towns</h1><div id="text" hidden>{PROSE}</div>'), URL, source, NOW)
    assert draft.body == f"{P1}\n{P2}\n{P3}"
