"""The text of HTML that is known to be a post: what is left out of it, each limit at its edge."""

from __future__ import annotations

from clusterwatch.extraction.body.plain_text import kept_of_html, kept_of_nodes
from clusterwatch.html_tree import parse
from tests.tables import each


@each(
    ("html", "text"),
    [
        ("<h1>Call</h1><p>a</p>", "a"),
        ("<p>call!</p><p>a</p>", "a"),
        ("<p>a</p><p>Call</p><p>Call</p>", "a\nCall\nCall"),
        ("<p>Call</p>", ""),
        (f"<p>Call{'!' * 52}</p><p>a</p>", "a"),
        (f"<p>Call{'!' * 53}</p><p>a</p>", f"Call{'!' * 53}\na"),
        ("<p>a</p><p>Read also: b</p>", "a"),
        ("<p>aaa</p><footer>b</footer>", "aaa"),
        ("<p>aaa</p><footer>bb</footer>", "aaa\nbb"),
        ("<p>aaa</p><footer>bb</footer><p>cccc</p>", "aaa\ncccc"),
        ("<p>aaa</p><menu>b</menu>", "aaa"),
        ("<figure>aaa<figcaption>b</figcaption></figure>", "aaa"),
        ("<p>aaa</p><div hidden>b</div><p>c</p>", "aaa\nc"),
        ("<p>aaa</p><div class='share date'>b</div><p>c</p>", "aaa\nc"),
        ("<p>aaa</p><h3 class='share date'>b</h3><p>c</p>", "aaa\nb\nc"),
        ("<p>aaa</p><div class=share>bbb</div><p>c</p>", "aaa\nc"),
        ("", ""),
        ("<frameset></frameset>", ""),
    ],
)
def test_the_text_of_a_fragment(html: str, text: str) -> None:
    assert kept_of_html(html, "Call").text == text


@each(
    ("html", "css", "text"),
    [
        ("<div>a</div><div>b</div>", "div", "a\nb"),
        ("<div>a<div>b</div></div><div>c</div>", "div", "a\nb\nc"),
        ("<div>a<div>b</div></div>", "div", "a\nb"),
        ("<div>a<p><div>b</div></p></div><p>c</p>", "div,p", "a\nb\nc"),
        ("<div><nav>x</nav></div><div>Call</div><div>a</div>", "div", "a"),
        ("<div>Call</div><div>Call</div><div>a</div>", "div", "a"),
        ("<div>a</div><div>Call</div>", "div", "a\nCall"),
    ],
)
def test_the_text_of_several_elements(html: str, css: str, text: str) -> None:
    assert kept_of_nodes(parse(html).css(css), "Call").text == text
