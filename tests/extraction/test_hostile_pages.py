"""Tests of hostile pages: reading them raises no error and does not take long, however long or nested they are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from clusterwatch.extraction import extract_post
from clusterwatch.html_tree import parse
from clusterwatch.models import FIELDS
from tests.tables import each

URL = "https://example.org/news/x"
HOSTILE = {
    "nested": "<div>" * 100_000 + "deep",
    "nested and closed": "<div>" * 50_000 + "deep" + "</div>" * 50_000,
    "nested lists": "<ul><li>" * 50_000 + "deep",
    "attributes": "<div " + " ".join(f'a{n}="{n}"' for n in range(300_000)) + ">deep</div>",
    "attributes behind a bracket": '<div x=">" ' + " ".join(f"a{n}" for n in range(300_000)) + ">deep</div>",
    "one long attribute": '<p title="' + "x" * 5_000_000 + '">deep</p>',
    "no end of comments": "<!--" * 100_000,
    "no end of quotes": '<a "' * 100_000,
    "no end of scripts": "<script>" * 50_000,
    "nuls": "\0" * 1000 + "<p>de\0ep</p>",
    "lone surrogates": "<h1>\ud800</h1><p>deep \udfff</p>",
    "empty": "",
    "many metas": '<meta name="date" content="2024-05-06">' * 20_000,
    "many teasers": "<div><h3><a href=x>the same line again and again</a></h3></div>" * 5_000,
    "many scripts": '<script type="application/ld+json">{"@type": "Article", "headline": "a"}</script>'
    * 20_000,
    "many breaks": "deep<br>" * 200_000,
    "a long title": "<title>" + "many words " * 200_000 + "</title>",
    "a long text of another script": "<p>" + "한글 " * 300_000,
    "many side boxes": "<aside><p>deep</p></aside>" * 30_000,
    "many large boxes of boilerplate": ('<div class="sidebar">' + "<p>deep</p>" * 5 + "</div>") * 5_000,
    "hidden and nested": "<div hidden>" * 450 + "<p>deep</p>" * 2_000,
    "many credits": ("<p>" + "photo: " * 40 + "</p>") * 10_000,
    "many names": "".join(f'<div class="a{n} b{n} c{n}">deep</div>' for n in range(60_000)),
    "a state of days": '<script>{"datePublished"' + " " * 1_000_000 + ':"2020-01-01"}' + ":" * 1_000_000,
    "references without end": "<title>a ENDLESS</title><h1>a ENDLESS</h1><p>deep ENDLESS".replace(
        "ENDLESS", f"&#{'9' * 5_000}; &amp;#{'9' * 5_000};"
    ),
    "a long heading of nested parts": f"<h1>{'<span>' * 400}{'word ab ' * 20_000}</h1>"
    + "<p>The deep sea is what this post is about, and more follows.</p>" * 5,
    "headings within headings": f"<main>{'<h2><div>' * 300}deep {'word ab ' * 100_000}",
    "deep json": '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
}


@each("name", HOSTILE)
def test_hostile_pages_are_read_without_harm(name: str) -> None:
    html = HOSTILE[name]
    draft = extract_post(html, URL)
    assert ("deep" in (draft.body or "")) == ("deep" in html.replace("\0", ""))
    (draft.body or "").encode()


@each("name", ["nested", "nested lists", "attributes", "attributes behind a bracket"])
def test_trees_stay_shallow_and_elements_lean(name: str) -> None:
    document = parse(HOSTILE[name])
    nodes = [node for node in document.css("div, ul") if node.tag in ("div", "ul")]
    assert nodes
    assert len(nodes) <= 600
    assert max(len(node.attributes) for node in nodes) <= 501


def test_an_ordinary_page_is_left_as_it_is() -> None:
    html = (
        "<html><head></head><body>"
        + "<div><p>a<b>b</b></p></div>" * 3000
        + '<p title="'
        + "y " * 20_000
        + '">c</p></body></html>'
    )
    assert parse(html).html == html


@given(st.text(alphabet="<>/='\"abdhipv 1\n\0\ud800é&;-!", max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_text_raises(html: str) -> None:
    draft = extract_post(html, URL)
    assert set(draft.evidence) == {field.name for field in FIELDS}


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "text/html; charset=utf-16", "text/html; charset=nonsense"]),
)
@settings(max_examples=50, deadline=None)
def test_no_bytes_raise(body: bytes, content_type: str | None) -> None:
    draft = extract_post(body, URL, content_type=content_type)
    assert draft.url == URL
    assert set(draft.evidence) == {field.name for field in FIELDS}
