"""The HTML of a body says the same as its text, line by line, and keeps headings, lists, tables, links and emphasis."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusterwatch.body_html import cleaned, text_of, without_lines
from clusterwatch.config import Source
from clusterwatch.extraction import blocks, entry_draft, extract_post
from clusterwatch.models import Draft, Entry, Link, LinkKind, Method
from tests.tables import each

URL = "https://alpha.example/news/call"
PROSE = (
    "The cluster opens a call for small companies that want to test hydrogen in their furnaces, and it pays for "
    "the tests of eight of them in the coming winter."
)
OWN = Source.model_validate({"url": "https://alpha.example/", "select": {"body": "#post", "remove": [".ad"]}})


def read(html: str, source: Source | None = OWN) -> Draft:
    return extract_post(f"<html><body><h1>Call</h1><div id=post>{html}</div></body></html>", URL, source)


def check(draft: Draft) -> str:
    """Assert that the HTML of a draft says the same as its text, and return it."""
    html, body = draft.body_html or "", draft.body or ""
    assert _flat(text_of(html)) == _flat(body)
    assert html.count("\n") == body.count("\n")
    assert cleaned(html) == html
    return html


def _flat(text: str) -> list[str]:
    return text.replace(" | ", " ").split()


@each(
    ("html", "expected"),
    [
        ("<h2>Who?</h2><p>Firms.</p>", "<h2>Who?</h2>\n<p>Firms.</p>"),
        ('<h3>Who <a href="#who">¶</a></h3><p>Firms.</p>', "<h3>Who</h3>\n<p>Firms.</p>"),
        ("<h3><button>Who</button></h3><p>a <button>b</button></p>", "<h3>Who</h3>\n<p>a</p>"),
        ("<button class=accordion>Who</button> <div class=panel>a</div>", "<p>Who</p>\n<p>a</p>"),
        ("<div><button class=accordion>Who</button></div><div class=panel>a</div>", "<p>Who</p>\n<p>a</p>"),
        ("<button class=accordion>Who</button><div>a</div>", "<p>a</p>"),
        ("<button>Who</button><div class=panel>a</div>", "<p>a</p>"),
        ("<button class=menu-toggle>Who</button><div class=panel>a</div>", "<p>a</p>"),
        ("<h2><span class=x>Who</span>?</h2><div>Firms.</div>", "<h2>Who?</h2>\n<p>Firms.</p>"),
        ("<p>a <b>b</b> <i>c</i>, <code>d</code></p>", "<p>a <strong>b</strong> <em>c</em>, <code>d</code></p>"),
        ("<p>a <b><b>b</b> <i>c</i></b>d</p>", "<p>a <strong>b</strong> <strong><em>c</em></strong>d</p>"),
        ("<p>a&nbsp;<br>  b<br><br>c</p>", "<p>a<br>\nb</p>\n<p>c</p>"),
        ("a<br>b<p>c</p>d", "<p>a<br>\nb</p>\n<p>c</p>\n<p>d</p>"),
        ("<ul><li>a<li>b<ul><li>c</ul>d</ul>", "<ul><li>a</li>\n<li>b\n<ul><li>c</li></ul>\nd</li></ul>"),
        ("<ol><li><p>a</p><p>b</p></li></ol>", "<ol><li><p>a</p>\n<p>b</p></li></ol>"),
        ("<li>a</li><li>b</li>", "<ul><li>a</li>\n<li>b</li></ul>"),
        ("<ul>a<li>b</li></ul>", "<ul><li>a</li>\n<li>b</li></ul>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt>\n<dd>b</dd></dl>"),
        ("<blockquote>a<p>b</p></blockquote>", "<blockquote><p>a</p>\n<p>b</p></blockquote>"),
        ("<pre>a\n  b\n</pre>", "<pre>a<br>  b</pre>"),
        (
            "<table><caption>Fees</caption><tr><th>a<td></td><td>b<br></table>",
            "<table><caption>Fees</caption>\n<tbody><tr><th>a</th><td></td><td>b</td></tr></tbody></table>",
        ),
        (
            '<table><tr><td colspan=2 style="x">a<td>b<tr><td><td>c<td>d</table>',
            '<table><tbody><tr><td colspan="2">a</td><td>b</td></tr>\n'
            "<tr><td></td><td>c</td><td>d</td></tr></tbody></table>",
        ),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "<p>a<br>b</p>"),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "<p>a</p>\n<p>b</p>"),
        (
            f"<table><tr><td>a<td>{PROSE} {PROSE}</table>",
            f"<table><tbody><tr><td>a</td>\n<td>{PROSE} {PROSE}</td></tr></tbody></table>",
        ),
        ("<p>a &amp; &lt;b&gt; &copy;</p>", "<p>a &amp; &lt;b&gt; ©</p>"),
        ("<p>ﬁne\u200b te\u0301st</p>", "<p>fine tést</p>"),
        ('<p>a <a href="../x?utm_source=y#z">b</a></p>', '<p>a <a href="https://alpha.example/x#z">b</a></p>'),
        ('<a href="/x"><h3>a</h3><p>b</p></a>', '<h3><a href="https://alpha.example/x">a</a></h3>\n<p><a href="https://alpha.example/x">b</a></p>'),
        ('<p><a href="javascript:a()">b</a> <a href="#c">d</a> <a>e</a></p>', "<p>b d e</p>"),
        ('<p>a <img src=x><svg><text>z</text></svg><button>c</button><i class="ad">d</i>b</p>', "<p>a b</p>"),
        ("<div><p>a</p><nav>b</nav><p>c</p></div>", "<p>a</p>\n<p>c</p>"),
        ("<details><summary>a</summary><div>b</div></details>", "<p>a</p>\n<p>b</p>"),
        ('<p>a "b" &amp; c</p>', '<p>a "b" &amp; c</p>'),
        ('<p>a "b" <b>c</b></p>', '<p>a "b" <strong>c</strong></p>'),
        ("a<br><br>b<br>c<br><br>d", "<p>a</p>\n<p>b<br>\nc</p>\n<p>d</p>"),
        ("<p><b><i><code>a</code></i></b> b</p>", "<p><strong><em><code>a</code></em></strong> b</p>"),
        (
            "<table><tr><td colspan=1 rowspan=1000>a<td colspan=1001>b<tr><td>c<td colspan=10000>d</table>",
            '<table><tbody><tr><td rowspan="1000">a</td><td>b</td></tr>\n<tr><td>c</td><td>d</td></tr></tbody></table>',
        ),
        (
            f"<table><tr><th></th> <td></td><td>a</td><td>{PROSE} {PROSE}</td></table>",
            "<table><tbody><tr><th></th><td></td><td>a</td>\n"
            f"<td>{PROSE} {PROSE}</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td>a<td>b<tr><td><td></table><p>c</p>",
            "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>\n<p>c</p>",
        ),
        (
            "<table><tr><td><table><tr><td>a<td>b</table></table>",
            "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
        ),
        (
            "<table><caption><table><tr><td>a<td>b</table></caption><tr><td>c<td>d</table>",
            "<table><caption><table><tbody><tr><td>a</td><td>b</td></tr></tbody></table></caption>\n"
            "<tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
        ),
        (
            "<ul><li><table><tr><template>x</template><td>a<td>b</table></ul>",
            "<ul><li><table><tbody><tr><td>a</td><td>b</td></tr></tbody></table></li></ul>",
        ),
        # What nh3 writes in another way.
        ("""<p><a href="https://b.example/'x'">b</a></p>""", """<p><a href="https://b.example/'x'">b</a></p>"""),
        ("<pre>a&nbsp;b</pre>", "<pre>a&nbsp;b</pre>"),
        # Lines of one box with others between them, and breaks between them.
        ("a<p>b</p>c<br><br>d<p>e</p>f", "<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>\n<p>e</p>\n<p>f</p>"),
        ("a<br><br>b<br><br>c", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        ("<div><b>a<p>b</p></b>c</div>", "<p><strong>a</strong></p>\n<p><strong>b</strong></p>\n<p>c</p>"),
        ("<h2>a<br>b</h2><pre>c<hr>d</pre>", "<h2>a<br>\nb</h2>\n<pre>c\nd</pre>"),
        ("<blockquote><p>a<br>b<br><br>c</p></blockquote>", "<blockquote><p>a<br>\nb</p>\n<p>c</p></blockquote>"),
        ("<p>a<a href=/x>b</a><a href=/x>c</a><b>d</b><i>e</i></p>",
         '<p>a<a href="https://alpha.example/x">b</a><a href="https://alpha.example/x">c</a>'
         "<strong>d</strong><em>e</em></p>"),
        ("<p> a<b> b</b> c <i> </i>d</p>", "<p>a <strong>b</strong> c d</p>"),
        ("<p><b>a</b><br><i>b</i></p>", "<p><strong>a</strong><br>\n<em>b</em></p>"),
        ("<ul><li>a<br><br>b</li></ul>", "<ul><li>a<br>\nb</li></ul>"),
        ("<table><tr><td>a<td>b<tr><th>c<td>d<td></table>",
         "<table><tbody><tr><td>a</td><td>b</td></tr>\n<tr><th>c</th><td>d</td><td></td></tr></tbody></table>"),
        ("<table><tr><td colspan=999 rowspan=2>a<td rowspan=1000>b<tr><td colspan=01000>c<td rowspan=x>d</table>",
         '<table><tbody><tr><td colspan="999" rowspan="2">a</td><td rowspan="1000">b</td></tr>\n'
         "<tr><td>c</td><td>d</td></tr></tbody></table>"),
        ("<table><tr><td><p>a</p><p>b</p><td>c</table>",
         "<table><tbody><tr><td>a<br>b</td><td>c</td></tr></tbody></table>"),
        # Lines without a visible character.
        ("<p>a <b>b</b></p><p>\u200b</p><p>c</p>", "<p>a <strong>b</strong></p>\n<p>c</p>"),
        ("<table><tr><td>a<td>b<tr><td>\u200b<td>\u200b</table><p>c</p>", "<p>a | b</p>\n<p>|</p>\n<p>c</p>"),
        ("<p>ﬁne <b>b</b></p>", "<p>fine <strong>b</strong></p>"),
        ("<blockquote><pre>a<hr>b</pre></blockquote>", "<blockquote><pre>a\nb</pre></blockquote>"),
        ("<div><p>a</p><b>b</b></div>", "<p>a</p>\n<p><strong>b</strong></p>"),
        ("<h3>Who <button>are <b>you</b></button></h3>", "<h3>Who are <strong>you</strong></h3>"),
        # What only screen readers read out of a link is no text, unless the link has no other.
        ('<p>a <a href="/x">b <span class="y sr-only">(new tab)</span></a></p>', '<p>a <a href="https://alpha.example/x">b</a></p>'),
        ('<p><a href="/x"><span class="sr-only">a</span></a> <a href="/y"><span class="z">b</span> c</a></p>',
         '<p><a href="https://alpha.example/x">a</a> <a href="https://alpha.example/y">b c</a></p>'),
        ('<p>a <span class="visually-hidden">b</span></p>', "<p>a b</p>"),
    ],
)  # fmt: skip
def test_markup_is_kept(html: str, expected: str) -> None:
    assert check(read(html)) == expected


def test_a_page_without_selectors_keeps_the_markup_of_its_prose() -> None:
    post = (
        f"<p>{PROSE}</p><h2>Who can apply</h2><p>{PROSE} <em>Small</em> firms.</p>"
        f'<ul><li>{PROSE} <a href="/x">x</a></li></ul><div class=share>Share this page with others</div>'
    )
    html = check(
        read(f"<nav><a href=/>Home</a></nav><article>{post}</article><footer>Imprint</footer>", None)
    )
    assert html.startswith(f"<p>{PROSE}</p>\n<h2>Who can apply</h2>\n<p>{PROSE} <em>Small</em> firms.</p>")
    assert "Share" not in html


@each(
    ("html", "body", "markup"),
    [
        (f"<p>{PROSE}</p><ul><li>a</li></ul>", f"{PROSE}\na", f"<p>{PROSE}</p>\n<ul><li>a</li></ul>"),
        ("adh&amp;#233;rente &amp;amp;<br>b", "adhérente &\nb", "<p>adhérente &amp;</p>\n<p>b</p>"),
    ],
)
def test_the_html_of_an_index_entry(html: str, body: str, markup: str) -> None:
    draft = entry_draft(Entry(URL, Method.REST, URL, title="Call", body=html, complete=True), None)
    assert (draft.body, check(draft)) == (body, markup)


def test_a_joined_text_or_an_attribute_gives_paragraphs() -> None:
    joined = Source.model_validate({"url": URL, "select": {"body": {"css": "p", "join": " – "}}})
    assert check(read("<p>a <b>b</b></p><p>c</p>", joined)) == "<p>a b – c</p>"
    assert check(read("<p>a</p><p>Read also: b</p><p>c</p>", joined)) == "<p>a – c</p>"
    attribute = Source.model_validate({"url": URL, "select": {"body": {"css": "p", "attr": "title"}}})
    assert check(read("<p title='a &lt;b&gt;'>x</p>", attribute)) == "<p>a &lt;b&gt;</p>"


def test_a_declared_body_gives_paragraphs() -> None:
    body = " ".join([PROSE] * 9)
    page = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script><p>Short.</p>'
    assert check(read(page, None)) == f"<p>{body}</p>"


def test_a_link_in_preformatted_text_is_listed() -> None:
    draft = read('<pre>a <a href="/x">b</a></pre>')
    assert (draft.body_html, [(link.text, link.url) for link in draft.links]) == (
        "<pre>a b</pre>",
        [("b", "https://alpha.example/x")],
    )


def test_links_are_listed_in_order_once() -> None:
    draft = read(
        '<p>See <a href="/call.pdf">the <b>call</b></a>, <a href="https://www.beta.example/">Beta</a> and '
        '<a href="/call.pdf">it again</a>, <a href="mailto:info@alpha.example?subject=x">write</a>, '
        '<a href="/photo"><img src=x></a> <a href="https://www.facebook.com/sharer/sharer.php?u=x">Share it</a></p>'
    )
    assert draft.links == (
        Link("https://alpha.example/call.pdf", "the call", LinkKind.ATTACHMENT, "alpha.example"),
        Link("https://www.beta.example/", "Beta", LinkKind.PAGE, "beta.example"),
        Link("mailto:info@alpha.example", "write", LinkKind.MAIL, "alpha.example"),
    )


def test_files_and_forms_beside_the_text_are_listed() -> None:
    post = (
        f"<div><p>{PROSE}</p><p>{PROSE}</p><ul><li><a href=/a.docx>Form</a></li><li><a href=/b>Page</a></li>"
        "<li><a href=https://forms.office.com/e/x>Register</a></li></ul></div>"
    )
    draft = read(f"{post}<aside><a href=/c.pdf>Report</a></aside>", None)
    assert "Form" not in (draft.body or "")
    assert [(link.text, link.kind) for link in draft.links] == [
        ("Form", "attachment"),
        ("Register", "portal"),
    ]


def test_files_in_a_table_and_files_that_a_link_is_around_are_listed() -> None:
    rows = "".join(
        f"<tr><td><a href=/{n}.docx>Form {n}</a></td><td><a href=/{n}.xlsx>Plan {n}</a></td></tr>"
        for n in (1, 2)
    )
    boxed = "<a href=/report.pdf><div>The whole report</div></a>"
    draft = read(f"<div><p>{PROSE}</p><p>{PROSE}</p><table>{rows}</table>{boxed}</div>", None)
    assert draft.body == PROSE
    assert [link.text for link in draft.links] == ["Form 1", "Plan 1", "Form 2", "Plan 2", "The whole report"]


def test_a_page_that_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_MOST_BLOCKS", 2)
    assert check(read("<p>a</p>b <i>c</i><p>d</p>e")) == "<p>a</p>\n<p>b <em>c</em></p>"


def test_the_element_that_is_chosen_is_a_part_of_the_markup() -> None:
    page = "<html><body><ol id=post><li>a<li><i>b</i></ol></body></html>"
    assert extract_post(page, URL, OWN).body_html == "<ol><li>a</li>\n<li><em>b</em></li></ol>"


def test_elements_around_the_one_that_is_chosen_say_nothing_of_its_text() -> None:
    page = "<html><body><b><div id=post><p>a</p>b</div></b></body></html>"
    assert extract_post(page, URL, OWN).body_html == "<p>a</p>\n<p>b</p>"


@each(
    ("head", "url"), [("", "https://alpha.example/news/x"), ("<base href=/b/>", "https://alpha.example/b/x")]
)
def test_links_are_relative_to_the_base_of_the_page(head: str, url: str) -> None:
    page = f"<html><head>{head}</head><body><div id=post><p>a <a href=x>b</a></p></div></body></html>"
    assert [link.url for link in extract_post(page, URL, OWN).links] == [url]


WORDS = st.text(st.sampled_from("ab<&>é\u0301\u200b ﬁ|\n\xa0"), min_size=1, max_size=8)
HREFS = [
    *("/x", "#x", "https://é.example/ü?q=%zz&a=b#c", "https://xn--a.example/", "https://1.2.3.400/", "https://a..b/"),
    *("https://[1]/", "https://a.example:99999/", "https://a_b.example/'x'|", "mailto:a%22b@c.example"),
]  # fmt: skip
INLINE = (*(f'a href="{href}"' for href in HREFS), "b", "i", "code", "span", "font", "button", "a")
BOXED = (
    *("div", "p", "h2", "ul", "li", "ol", "dl", "dt", "dd", "blockquote", "pre", "section", "nav", "summary"),
    *("table", "tr", "td", "th colspan=2", "caption", "tbody", "center", "figcaption"),
)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


TREES = st.recursive(
    WORDS.map(_escaped)
    | st.sampled_from(["<br>", "<hr>", "<br><br>", "<img>", "<script>x</script>", "&amp;eacute;"]),
    lambda inner: st.builds(
        lambda tag, parts, closed: f"<{tag}>{''.join(parts)}" + (f"</{tag.split()[0]}>" if closed else ""),
        st.sampled_from(INLINE + BOXED),
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(st.lists(TREES, min_size=1, max_size=4), st.booleans())
def test_html_and_text_of_any_tree_say_the_same(trees: list[str], selected: bool) -> None:
    draft = read("".join(trees), OWN if selected else None)
    if draft.body is None:
        assert draft.body_html is None
        return
    html = check(draft)
    assert not re.search(
        r"<(?!/?(?:h[1-6]|p|br|blockquote|pre|[uod]l|li|d[td]|table|caption|t(?:head|body|foot|r|[hd])|a|strong|em|code)\b)",
        html,
    )
    lines = draft.body.split("\n")
    gone = set(range(0, len(lines) - 1, 2))
    rest = [line for number, line in enumerate(lines) if number not in gone]
    assert _flat(text_of(without_lines(html, gone))) == _flat("\n".join(rest))
