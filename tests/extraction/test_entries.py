"""Tests of drafts from feed and REST entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from clusterwatch.config import Source
from clusterwatch.extraction import entry_draft, extract_post
from clusterwatch.extraction.body.plain_text import kept_of_html
from clusterwatch.models import Entry, Method, Reason
from tests.extraction.pages import P1, P2
from tests.tables import each

NOW = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://example.org/news/microscopes"
ENTRY = Entry(
    URL,
    Method.FEED,
    "https://example.org/feed",
    title="R&#038;D: six towns | Lumen",
    published="Mon, 06 May 2024 23:30:00 +0000",
    updated="2024-06-01T00:00:00Z",
    body=f"<p>{P1}</p>\n<ul><li>Northport</li></ul><p>{P2}</p><div class='sharedaddy'><a href='x'>Share</a></div>",
    complete=True,
)


def test_an_entry_that_was_escaped_twice_is_read_again() -> None:
    entry = replace(ENTRY, body=f"<p>Les adh&amp;eacute;rents r&amp;#233;unis.</p><p>{P1}</p>")
    assert entry_draft(entry, None, NOW).body == f"Les adhérents réunis.\n{P1}"


def test_a_complete_entry_is_a_draft() -> None:
    source = Source(url="https://example.org/", name="Lumen", timezone="Europe/Paris")
    draft = entry_draft(ENTRY, source, NOW)
    assert draft.url == URL
    assert draft.title == "R&D: six towns"
    assert draft.published == "2024-05-07T01:30:00+02:00"
    assert draft.body == f"{P1}\nNorthport\n{P2}"
    assert draft.language == "en"
    assert {draft.evidence[name].method for name in ("title", "published", "body")} == {"feed"}
    assert draft.problems == ()


def test_an_empty_entry_has_reasons() -> None:
    draft = entry_draft(Entry(URL, Method.FEED, "https://example.org/feed"), None, NOW)
    assert (draft.title, draft.published, draft.body) == (None, None, None)
    assert draft.evidence["body"].reason is Reason.NO_TEXT_IN_ENTRY
    assert len(draft.problems) == 2


@each(
    ("html", "text"),
    [
        ("one<br>two", "one\ntwo"),
        ("<h2>Head</h2><p>Text</p>", "Head\nText"),
        ("<p>a&nbsp;b  c</p>", "a b c"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a | b"),
        ("plain words", "plain words"),
        ("&lt;p&gt;", "<p>"),
        ("", ""),
        ("<p>soft\u00adhyphen</p>", "softhyphen"),
        ("<pre>a\n  b</pre>", "a b"),
    ],
)
def test_html_to_lines(html: str, text: str) -> None:
    assert kept_of_html(html).text == text


def test_the_title_is_removed_from_the_text_of_an_entry() -> None:
    assert kept_of_html("<h2>Six Towns</h2><p>Text of it.</p>", "Six towns").text == "Text of it."


@each(
    ("url", "language", "written", "day"),
    [
        ("https://pole.example.org/a", "fr", "Fri, 20 Nov 2026 23:07:00 +0000", "2026-11-21"),
        ("https://klaster.example.pl/a", None, "2026-08-31T22:30:00Z", "2026-09-01"),
        (
            "https://cluster.example.org/a",
            "en",
            "2026-08-31T22:30:00Z",
            "2026-08-31",
        ),  # the time zone is unknown
        ("https://pole.example.org/a", "fr", "2026-11-20T23:30:00-05:00", "2026-11-20"),  # its own offset
        ("https://pole.example.org/a", "fr", "2026-11-20", "2026-11-20"),
    ],
)
def test_a_time_in_utc_is_converted_to_the_day_of_the_site(
    url: str, language: str | None, written: str, day: str
) -> None:
    entry = Entry(
        url,
        Method.FEED,
        "https://x.example.org/feed",
        "T",
        written,
        body="<p>Text</p>",
        complete=True,
        language=language,
    )
    published = entry_draft(entry, None).published
    assert published is not None
    assert published[:10] == day


@each(
    ("listed", "head", "body", "expected"),
    [
        (
            "21/11/22",
            "<meta property='article:published_time' content='2021-11-22T09:00:00+01:00'>",
            "",
            "2021-11-22",
        ),
        ("3 March 2023", "", "<p>Published on 22 November 2021</p>", "2021-11-22"),
        (
            "3 March 2023",
            "",
            "<p>The members met on 22 November 2021 in the old town hall.</p>",
            "2023-03-03",
        ),
        ("12/03/2022", "", "<p>3 December 2022</p>", "2022-12-03"),
        ("12/03/2022", "", "<p>12 March 2022</p>", "2022-03-12"),
        ("12/03/2022", "", "<figure><figcaption>Photo: 3.6.2021</figcaption></figure>", "2022-03-12"),
        ("2021", "", "<p>22 November 2021</p>", "2021-11-22"),
        ("2021-11", "", "", "2021-11"),
    ],
)
def test_a_date_in_a_list_yields_to_that_of_the_page(
    listed: str, head: str, body: str, expected: str
) -> None:
    entry = Entry(URL, Method.LISTING, "https://example.org/news", title="Six towns", published=listed)
    main = f"<h1>Six towns</h1>{body}<p>{P1}</p><p>{P2}</p>"
    html = f"<html lang=en><head>{head}</head><body><main>{main}</main></body></html>"
    draft = extract_post(html, URL, now=NOW, entry=entry)
    assert (draft.published or "")[: len(expected)] == expected
