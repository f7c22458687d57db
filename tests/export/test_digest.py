"""Digests: groups, one line per story, and the escaping of texts from web pages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clusterwatch.archive import Announcement, Call, Event, Found, Moved, OlderPosts, Told
from clusterwatch.export.digest import NOTHING, Digest, as_object, html, json_text, markdown
from clusterwatch.export.origin import is_export
from clusterwatch.models import CallState, DayKind, Incident, Problem, ProblemCode
from tests.tables import each

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


def digest(*announcements: Announcement, incidents: tuple[Incident, ...] = (), **found: Any) -> Digest:
    return Digest(date(2026, 2, 23), date(2026, 3, 1), Found(announcements, **found), incidents)


def incident(source: str, problem: Problem) -> Incident:
    opened = "2026-02-27T02:00:00.000Z"
    return Incident(
        7, source, problem.code, None, None, 1, opened, opened, None, None, None, None, None, problem, 1
    )


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
        digest(ONE, *others, incidents=(incident("gamma", Problem(ProblemCode.INDEX_EMPTY)),))
    ).splitlines()
    link = "[Twelve chosen](<https://alpha.example.org/news/1?a=1\\&copy;=2>)"
    assert lines[0] == "# Announcements, 2026-02-23 to 2026-03-01"
    shown = [line for line in lines[1:] if line]
    assert shown[:4] == [
        "## Pôles",
        "### France",
        f"- 2026-02-24 {link}, Alpha, also Beta \\& Co",
        f"- seen 2026-02-23 {link}, Alpha",
    ]
    assert [line for line in shown if line.startswith("#")][2:] == [
        *(
            "## Clusters",
            "### Austria",
            "### Germany",
            "## Other sources",
            "## Sources with problems",
        )
    ]
    assert shown[-1].startswith("- gamma: ")
    assert shown[-1].endswith(" \\[incident 7, open since 2026-02-27, 2 days\\]")


def test_announcements_without_a_country_stand_first_under_no_sub_heading() -> None:
    lines = markdown(digest(ONE, replace(ONE, country=None, sources=("Beta",)))).splitlines()
    heads = [line.rpartition(", ")[2] for line in lines if line][1:]
    assert heads == ["## Pôles", "Beta", "### France", "also Beta \\& Co"]


@pytest.mark.parametrize(
    ("first", "by_finding", "heading"),
    [
        (date(2026, 2, 23), False, "Announcements, 2026-02-23 to 2026-03-01"),
        (date(2026, 3, 1), False, "Announcements, 2026-03-01"),
        (date(2026, 2, 23), True, "Announcements found from 2026-02-23 to 2026-03-01"),
        (date(2026, 3, 1), True, "Announcements found on 2026-03-01"),
    ],
)
def test_the_heading_says_what_the_days_are_and_marks_the_file(
    first: date, by_finding: bool, heading: str, tmp_path: Path
) -> None:
    made = replace(digest(ONE), since=first, by_finding=by_finding)
    assert made.heading == heading
    path = tmp_path / "digest.md"
    path.write_text(markdown(made), "utf-8")
    assert is_export(path)


def test_other_sources_are_named_so_only_beside_sources_of_a_kind() -> None:
    other = replace(ONE, kind=None, country=None)
    assert "## Announcements\n" in markdown(digest(other))
    assert "## Other sources\n" in markdown(digest(ONE, other))


def test_an_empty_digest_says_so() -> None:
    assert "Nothing new was found." in markdown(digest())
    assert "<p>Nothing new was found.</p>" in html(digest())


@each("text", HOSTILE)
def test_hostile_texts_are_escaped(text: str) -> None:
    problem = Problem(ProblemCode.SELECTOR_LOST, "title", text, detail={"of": 3})
    one = replace(ONE, title=text, sources=(text,), country=text)
    older = (OlderPosts(text, "javascript:alert(1)", 9, None, None),)
    relayed = (replace(ONE, url="", before=text),)
    made = digest(one, incidents=(incident("a", problem),), relayed=relayed, older=older)
    flat = " ".join(text.split())
    for parsed in (rendered(markdown(made)), Parsed(html(made))):
        assert set(parsed.tags) <= TAGS
        assert parsed.links == [URL]
        assert parsed.words.count(flat) == 6


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


def test_what_is_not_new_stands_below() -> None:
    relayed = (replace(ONE, sources=("Gamma", "Delta"), before="Alpha"),)
    late = (replace(ONE, day="2019-03-01", sources=("Alpha",)),)
    older = (OlderPosts("Omega", "https://omega.example/news", 1412, "2012-05-01", "2025-12"),)
    made = digest(relayed=relayed, late=late, older=older)
    link = "[Twelve chosen](<https://alpha.example.org/news/1?a=1\\&copy;=2>)"
    assert markdown(made).splitlines()[2:] == [
        "## Told by further sources",
        "",
        f"- 2026-02-24 {link}, Gamma, also Delta, after Alpha",
        "",
        "## Late finds",
        "",
        f"- 2019-03-01 {link}, Alpha",
        "",
        "## Older posts",
        "",
        "- 1,412 older posts from 2012-05-01 to 2025-12 of [Omega](<https://omega.example/news>)",
    ]
    assert "1,412 older posts from 2012-05-01 to 2025-12 of Omega" in Parsed(html(made)).words
    read = as_object(made)
    assert (read["relayed"][0]["before"], read["older"][0]["posts"], read["new"]) == ("Alpha", 1412, ())
    assert "Other sources" in markdown(replace(made, found=Found((ONE, replace(ONE, kind=None)))))


def test_what_saved_searches_find_has_sections_of_its_own() -> None:
    late = (replace(ONE, title="Late", watches=("calls",)),)
    made = digest(ONE, replace(ONE, title="Both", watches=("calls", "water")), late=late)
    headings = [line for line in markdown(made).splitlines() if line.startswith("#")]
    assert headings[1:] == ["## Saved search calls", "## Saved search water", "## Pôles", "### France"]
    assert [markdown(made).count(title) for title in ("Both", "Late", "Twelve chosen")] == [2, 1, 1]
    assert as_object(made)["late"][0]["watches"] == ("calls",)


def test_only_http_links_are_written() -> None:
    made = digest(replace(ONE, url="javascript:alert(1)"))
    assert (Parsed(html(made)).links, rendered(markdown(made)).links) == ([], [])
    made = digest(replace(ONE, url="https://a.example/<x> \\y"))
    assert rendered(markdown(made)).links == ["https://a.example/%3Cx%3E%20%5Cy"]


def test_the_html_page_is_self_contained() -> None:
    page = html(digest(ONE))
    assert page.startswith("<!DOCTYPE html>\n")
    assert not re.search(r"<(script|link|img|iframe)|@import|url\(", page)


def test_only_the_first_of_many_open_calls_are_listed() -> None:
    told = Told(9, "A call", URL, "alpha", "FR", "en", "2026-02-24", "2026-02-24", ("Alpha",))
    call = Call(told, CallState.OPEN, None, None, None, None, None, None, ())
    for count, heading, lines in (
        (20, "## Other open calls", 20),
        (21, "## Other open calls: the first 20 of 21", 20),
    ):
        text = markdown(replace(digest(), open_calls=(call,) * count))
        assert (heading in text.splitlines(), text.count("A call")) == (True, lines)
        assert NOTHING not in text


def test_an_announcement_says_when_its_event_is() -> None:
    told = Told(9, "A fair", URL, "alpha", "FR", "en", "2026-02-24", "2026-02-24", ("Alpha",))
    first = Event(told, "2026-03-05", "2026-03-05", "13:00", "17:00", None, None, None, None)
    later = replace(first, start="2026-03-09", until="2026-03-10", time=None)
    call = Call(told, CallState.OPEN, None, "2026-03-04", "2026-03-04", None, None, None, ("2026-03-04",))
    made = replace(digest(replace(ONE, posts=(8, 9))), events=(first, later))
    assert "; takes place 2026-03-05 13:00–17:00\n" in markdown(made)
    assert "; closes 2026-03-04\n" in markdown(replace(made, open_calls=(call,)))
    assert "takes place" not in markdown(replace(digest(replace(ONE, posts=(8,))), events=(first,)))


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
    assert "Nothing new was found." not in markdown(replace(digest(), moved=moves))
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
    read = json.loads(json_text(made))
    assert (read["closing"][0]["title"], read["moved"][1]["before"]) == ("A *call*", "2026-03-01")
    words = Parsed(html(made)).words
    assert (
        words.index("Closing soon")
        < words.index("17:00 instead of 2026-03-01 A *call*")
        < words.index("France")
    )
