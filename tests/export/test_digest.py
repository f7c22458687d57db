"""Digests: groups, one line per story, and the escaping of texts from web pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clusterwatch.archive import Announcement, Call, Moved, Told
from clusterwatch.export.digest import Digest, html, markdown
from clusterwatch.models import CallState, DayKind

URL = "https://alpha.example.org/news/1?a=1&copy;=2"
ONE = Announcement("2026-02-24", True, "Twelve chosen", URL, "en", "pole", "FR", ("Alpha", "Beta & Co"))
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "](javascript:alert(1)) [x",
    "![x](https://evil.example/x.png)",
    "a\n\n# heading\n- item\n<b>",
    "`code` *b* _i_ ~~s~~ &lt; | \\",
    "https://evil.example www.evil.example a@evil.example",
)
TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "ul", "li", "a", "p"}


def digest(*announcements: Announcement, troubles: tuple[tuple[str, str, str], ...] = ()) -> Digest:
    return Digest(date(2026, 2, 23), date(2026, 3, 1), announcements, troubles)


class Parsed(HTMLParser):
    """The tags, the attributes and the text of an HTML page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def links(self) -> list[str | None]:
        return [v for k, v in self.attributes if k in ("href", "src")]


def rendered(source: str) -> Parsed:
    return Parsed(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(source))


def test_markdown_is_grouped_by_kind_and_country() -> None:
    others = (
        replace(ONE, day="2026-02-23", dated=False, sources=("Alpha",)),
        replace(ONE, kind="cluster", country="DE"),
        replace(ONE, kind=None, country=None, title=None),
        replace(ONE, kind="cluster", country="AT"),
    )
    lines = markdown(
        digest(ONE, *others, troubles=(("gamma", "degraded", "no dates any more"),))
    ).splitlines()
    link = "[Twelve chosen](<https://alpha.example.org/news/1?a=1\\&copy;=2>)"
    assert lines[0] == "# Announcements, 2026-02-23 to 2026-03-01"
    shown = [line for line in lines[1:] if line]
    assert shown[:4] == [
        "## Pôles",
        "### FR",
        f"- 2026-02-24 {link}, Alpha, also Beta \\& Co",
        f"- seen 2026-02-23 {link}, Alpha",
    ]
    assert [line for line in shown if line.startswith("#")][2:] == [
        *("## Clusters", "### AT", "### DE", "## Other sources", "### —", "## Sources with problems")
    ]
    assert shown[-1] == "- gamma: degraded: no dates any more"


def test_other_sources_are_named_so_only_beside_sources_of_a_kind() -> None:
    other = replace(ONE, kind=None, country=None)
    assert "## Announcements\n" in markdown(digest(other))
    assert "## Other sources\n" in markdown(digest(ONE, other))


def test_an_empty_digest_says_so() -> None:
    assert "Nothing new was announced." in markdown(digest())
    assert "<p>Nothing new was announced.</p>" in html(digest())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_escaped(text: str) -> None:
    made = digest(replace(ONE, title=text, sources=(text,), country=text), troubles=(("a", "failed", text),))
    flat = " ".join(text.split())
    for parsed in (rendered(markdown(made)), Parsed(html(made))):
        assert set(parsed.tags) <= TAGS
        assert parsed.links == [URL]
        assert parsed.words.count(flat) == 4


@given(st.text(max_size=40) | st.text(st.sampled_from("[]()<>!*_`\\&#;~|\n \"'x:/"), max_size=20))
def test_no_text_creates_a_tag_or_a_link(text: str) -> None:
    made = digest(replace(ONE, title=text or None, sources=(text,)))
    for parsed in (rendered(markdown(made)), Parsed(html(made))):
        assert set(parsed.tags) <= TAGS
        assert parsed.links == [URL]
        assert {k for k, _ in parsed.attributes} <= {
            "href",
            "rel",
            "dir",
            "lang",
            "charset",
            "name",
            "content",
        }


def test_only_http_links_are_written() -> None:
    made = digest(replace(ONE, url="javascript:alert(1)"))
    assert (Parsed(html(made)).links, rendered(markdown(made)).links) == ([], [])
    made = digest(replace(ONE, url="https://a.example/<x> \\y"))
    assert rendered(markdown(made)).links == ["https://a.example/%3Cx%3E%20%5Cy"]


def test_the_html_page_is_self_contained() -> None:
    page = html(digest(ONE))
    assert page.startswith("<!DOCTYPE html>\n")
    assert not re.search(r"<(script|link|img|iframe)|@import|url\(", page)


def test_it_begins_with_what_closes_soon_and_what_moved() -> None:
    told = Told(1, "A *call*", URL, "alpha", "FR", "en", "2026-02-24", "2026-02-24", ("Alpha", "Beta"))
    call = Call(
        told, CallState.OPEN, None, "2026-03-05", "2026-03-05", "17:00", None, "year", ("2026-03-05",)
    )
    moves = (
        Moved(told, DayKind.EVENT, "2026-03-02", "2026-03-09", "2026-02-25", stated=False),
        Moved(told, DayKind.DEADLINE, "2026-03-01", "2026-03-05T17:00", "2026-02-25", stated=True),
    )
    made = replace(digest(ONE), closing=(call,), moved=moves)
    link = "[A \\*call\\*](<https://alpha.example.org/news/1?a=1\\&copy;=2>), Alpha, also Beta"
    assert markdown(made).splitlines()[2:15] == [
        "## Closing soon",
        "",
        f"- 2026-03-05 17:00 (the year is not written) {link}",
        "",
        "## Deadlines that moved",
        "",
        f"- 2026-03-05 17:00 instead of 2026-03-01 {link}",
        "",
        "## Other days that moved",
        "",
        f"- event 2026-03-09 instead of 2026-03-02 {link}",
        "",
        "## Pôles",
    ]
    words = Parsed(html(made)).words
    assert (
        words.index("Closing soon") < words.index("17:00 instead of 2026-03-01 A *call*") < words.index("FR")
    )
