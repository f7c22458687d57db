"""Tests of parsing and of the validation of selectors."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clusterwatch import html_tree
from tests.tables import each


@each(
    "css",
    [
        "h1",
        ".article-body > p:first-of-type",
        "a[href^='/news/']:not(.more)",
        "div:has(> h2)",
        ":is(h1, h2)",
        'p:lexbor-contains("Posté le" i)',
        "main, article",
        "#été",
    ],
)
def test_a_valid_selector(css: str) -> None:
    assert html_tree.is_selector(css)


@each("css", ["", "  \n", "div[", "h1::attr(href)", "p::text", "a:nth-child(", "..a", ">", "a:nosuch", "{}"])
def test_an_invalid_selector_is_not_one(css: str) -> None:
    assert not html_tree.is_selector(css)


def test_css_selects_from_a_tree() -> None:
    tree = html_tree.parse("<article><h1>Appel à projets</h1><p>Un<p>Deux</article>")
    assert [n.text() for n in tree.css("article p")] == ["Un", "Deux"]
    found = tree.css_first("h1")
    assert isinstance(found, html_tree.Node)
    assert found.text() == "Appel à projets"


@each("html", ["", "   ", "<", "</p>", "<!--", "\x00", "just words", "<p" + " x=1" * 500, "<div>" * 2000])
def test_malformed_html_is_parsed(html: str) -> None:
    assert html_tree.parse(html).css("html")


@given(st.text(max_size=200))
def test_any_text_is_parsed(html: str) -> None:
    assert html_tree.parse(html).css("body, frameset")


@given(st.text(max_size=30) | st.text("ah1.#>+~ :[]()='\"*,-_\\", max_size=12))
def test_any_text_that_is_a_selector_can_be_used(css: str) -> None:
    assert not html_tree.is_selector(css) or len(html_tree.parse("<p>a</p>").css(css)) <= len(
        html_tree.parse("<p>a</p>").css("*")
    )


@each("option", ["<option>a</option>", "<OPTION value=b>a", "<optgroup><option>a</option></optgroup>"])
def test_options_after_the_3000th_lose_their_tags(option: str) -> None:
    document = html_tree.parse(f"<select>{option * 5_000}</select><h1>Title</h1>")
    assert len(document.css("option")) == 3_000
    assert [node.text() for node in document.css("h1")] == ["Title"]
