"""The HTML of a body: what it may contain, its text, and what is left of it without some lines."""

from __future__ import annotations

from clusterwatch.body_html import cleaned, from_text, text_of, without_lines
from tests.tables import each

TABLE = "<table><tbody><tr><th>Fee</th><td>none</td></tr>\n<tr><td></td><td>free</td></tr></tbody></table>"


@each(
    ("html", "expected"),
    [
        ('<p class="x" style="y" onclick="z">a<!-- b --></p>', "<p>a</p>"),
        ('<h2 id="x">a</h2><div><span>b</span></div>', "<h2>a</h2>b"),
        (
            'a<script>b</script><style>c</style><img src="x" onerror="d"><svg><a href="x">e</a></svg>',
            "a",
        ),
        ('<a href="javascript:a()">b</a><a href="data:text/html,c">d</a>', "<a>b</a><a>d</a>"),
        (
            '<a href="https://a.example/?b&amp;c" target="_blank">d</a>',
            '<a href="https://a.example/?b&amp;c">d</a>',
        ),
        ('<a href="mailto:a@b.example">c</a>', '<a href="mailto:a@b.example">c</a>'),
        ('<td colspan="2" class="x">', ""),
        (
            '<table><tr><td colspan="2" bgcolor="x">a</table>',
            '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
        ),
        ("<iframe src=x></iframe><form><input><button>a</button></form>", "a"),
        ("<p>a<br>\nb</p>\n<pre>c</pre>", "<p>a<br>\nb</p>\n<pre>c</pre>"),
    ],
)
def test_only_what_is_safe_is_left(html: str, expected: str) -> None:
    assert cleaned(html) == expected
    assert cleaned(expected) == expected


def test_a_text_becomes_paragraphs() -> None:
    text = "A <b> & c\nd | e"
    assert from_text(text) == "<p>A &lt;b&gt; &amp; c</p>\n<p>d | e</p>"
    assert text_of(from_text(text)) == text
    assert cleaned(from_text(text)) == from_text(text)


def test_the_text_of_html() -> None:
    assert text_of(TABLE) == "Fee | none\nfree"
    assert text_of("<p>a <em>b</em>c &amp;lt;<br>\nd</p>\n<pre>e<br>  f</pre>") == "a bc &lt;\nd\ne f"


@each(
    ("html", "gone", "expected"),
    [
        ("<p>a</p>\n<p>b</p>", {0}, "<p>b</p>"),
        ("<p>a</p>\n<p>b</p>", {1}, "<p>a</p>"),
        ("<p>a<br>\nb<br>\nc</p>", {0}, "<p>b<br>\nc</p>"),
        ("<p>a<br>\nb<br>\nc</p>", {1}, "<p>a<br>\nc</p>"),
        ("<p>a<br>\nb<br>\nc</p>", {2}, "<p>a<br>\nb</p>"),
        ("<p>a<br>\nb<br>\nc</p>", {1, 2}, "<p>a</p>"),
        ("<ul><li>a</li>\n<li>b</li>\n<li>c</li></ul>", {0}, "<ul><li>b</li>\n<li>c</li></ul>"),
        ("<ul><li>a</li>\n<li>b</li>\n<li>c</li></ul>", {2}, "<ul><li>a</li>\n<li>b</li></ul>"),
        (
            "<ul><li>a\n<ul><li>b</li></ul></li></ul>\n<p>c</p>",
            {0},
            "<ul><li><ul><li>b</li></ul></li></ul>\n<p>c</p>",
        ),
        ("<ul><li>a\n<ul><li>b</li></ul></li></ul>\n<p>c</p>", {1}, "<ul><li>a</li></ul>\n<p>c</p>"),
        ("<ul><li>a\n<ul><li>b</li></ul></li></ul>\n<p>c</p>", {0, 1}, "<p>c</p>"),
        (TABLE, {0}, "<table><tbody><tr><td></td><td>free</td></tr></tbody></table>"),
        (TABLE, {1}, "<table><tbody><tr><th>Fee</th><td>none</td></tr></tbody></table>"),
        (
            "<blockquote><p><strong>a</strong> <em>b</em></p>\n<p>c</p></blockquote>",
            {0},
            "<blockquote><p>c</p></blockquote>",
        ),
        ("<p>a</p>", (), "<p>a</p>"),
    ],
)
def test_lines_are_removed_with_what_they_leave_empty(html: str, gone: set[int], expected: str) -> None:
    assert without_lines(html, gone) == expected
