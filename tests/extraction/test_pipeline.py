"""Tests of what counts for more when the places of a page and its index disagree."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from clusterwatch.config import Source
from clusterwatch.extraction import extract_post
from clusterwatch.extraction.pipeline import expected_languages
from clusterwatch.models import Entry, LearnedSelector, Method, Reason
from tests.extraction.pages import PROSE, page
from tests.tables import each

NOW = datetime(2026, 11, 29, tzinfo=UTC)
URL, DATED = "https://lumen.example/news/light", "https://lumen.example/2026/03/05/light"
META = '<meta property="article:published_time" content="2026-03-04">'
OF_PAGE = '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2026-03-04"}</script>'
LINE, LABELLED = "<p class=d>4 March 2026</p>", "<p class=d>Published 4 March 2026</p>"
LEARNED = {"date": LearnedSelector((".d",), None, 5, 5)}


def entry(method: Method, day: str) -> Entry:
    return Entry(URL, method, "https://lumen.example/", title="Six towns", published=day)


@each(
    ("head", "line", "url", "indexed", "expected"),
    [
        ("", LINE, URL, entry(Method.LISTING, "5 March 2026"), Method.LISTING),
        ("", LABELLED, URL, entry(Method.LISTING, "5 March 2026"), Method.TEXT),
        (META, "", URL, entry(Method.FEED, "2026-03-05"), Method.FEED),
        ("", LABELLED, URL, entry(Method.FEED, "2026-03-05"), Method.FEED),
        (META + OF_PAGE, "", URL, entry(Method.FEED, "2026-03-05"), Method.META),
        (OF_PAGE, "", DATED, None, Method.URL),
        ("", LINE, DATED, None, Method.TEXT),
        (META, "", DATED, None, Method.META),
    ],
)
def test_which_day_counts_for_more(
    head: str, line: str, url: str, indexed: Entry | None, expected: Method
) -> None:
    html = page(f"<main><h1>Six towns</h1>{line}{PROSE}</main>", head)
    evidence = extract_post(html, url, None, NOW, entry=indexed).evidence["published"]
    assert evidence.method is expected
    assert (evidence.value or "")[-2:] == (
        "05" if expected in (Method.LISTING, Method.FEED, Method.URL) else "04"
    )


@each(
    ("head", "url", "written", "expected"),
    [
        (META.replace("04", "05"), URL, False, Method.LEARNED),
        (META.replace("04", "05"), DATED, False, Method.FEED),
        (META.replace("04", "05"), DATED, True, Method.SELECTOR),
    ],
)
def test_a_learned_selector_may_be_outvoted(head: str, url: str, written: bool, expected: Method) -> None:
    html = page(f"<main><h1>Six towns</h1>{LINE}{PROSE}</main>", head)
    source = Source.model_validate({"url": URL, "select": {"date": ".d"}}) if written else None
    draft = extract_post(html, url, source, NOW, entry=entry(Method.FEED, "2026-03-05"), learned=LEARNED)
    assert draft.evidence["published"].method is expected


@each(
    ("head", "line", "expected", "rejected"),
    [
        ("", "", "2026-03-04", []),
        ("", "<p class=d>March 2026</p>", "2026-03-04", []),
        ("", "<p class=d>5 March 2026</p>", "2026-03-05", []),
        (META.replace("published", "modified").replace("04", "05"), "", "2026-03-04", ["2026-03-05"]),
    ],
)
def test_a_day_in_boilerplate_is_read_if_there_is_none_elsewhere(
    head: str, line: str, expected: str, rejected: list[str]
) -> None:
    html = page(f"<main><h1>Six towns</h1>{line}{PROSE}</main><div class=menu>{LABELLED}</div>", head)
    found = extract_post(html, URL, None, NOW).evidence["published"]
    assert (found.value, [one.value for one in found.rejected]) == (expected, rejected)


def test_the_order_of_a_source_is_not_learned_again() -> None:
    html = page(f"<main><h1>Six towns</h1><p class=d>05/04/2026</p>{PROSE}</main><p>05/13/2026</p>")
    assert extract_post(html, URL, None, NOW).published == "2026-05-04"
    assert extract_post(html, URL, None, NOW, order="DMY").published == "2026-04-05"


def test_the_day_that_an_index_gives_stays_in_a_line_with_another_one() -> None:
    html = page(f"<main><h1>Six towns</h1><p class=d>4 March 2026, 5 March 2026</p>{PROSE}</main>")
    found = extract_post(html, URL, None, NOW, entry=entry(Method.LISTING, "4 March 2026"))
    assert (found.published, found.evidence["published"].rejected) == ("2026-03-04", ())


UPDATED = "<p class=hentry><b class=updated>2026-03-05</b></p>"


@each(
    ("line", "updated", "published", "expected"),
    [
        ("", "2026-03-04", None, "2026-03-04"),
        (UPDATED, "2026-03-06", None, "2026-03-05"),  # the page knows more of its own last change
        ("", "2026-03-04", "2026-03-01", "2026-03-01"),
    ],
)
def test_the_last_change_in_an_index(line: str, updated: str, published: str | None, expected: str) -> None:
    changed = replace(entry(Method.FEED, "x"), published=published, updated=updated)
    found = extract_post(page(f"<main>{PROSE}</main>{line}"), URL, None, NOW, entry=changed)
    assert found.published == expected
    assert found.evidence["published"].reason == (None if published else Reason.ONLY_CHANGED)


@each("tag", ["12", ""])
def test_what_is_no_language_is_not_expected(tag: str) -> None:
    assert expected_languages(None, replace(entry(Method.FEED, "x"), language=tag)) == []


@each(
    ("head", "title"),
    [
        ("<title>Towns</title>", "Six towns"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Towns"}</script>',
            "Towns",
        ),
    ],
)
def test_the_title_of_an_index_counts_for_more_than_that_of_the_window(head: str, title: str) -> None:
    assert extract_post(page(PROSE, head), URL, entry=entry(Method.FEED, "x")).title == title


def test_headings_are_not_compared_with_a_title_that_a_selector_gives() -> None:
    source = Source.model_validate({"url": URL, "name": "Lumen", "select": {"title": ".t"}})
    html = page(f"<h1>Lumen</h1><p class=t>Six towns</p><h2>Light</h2>{PROSE}")
    found = extract_post(html, URL, source)
    assert found.titles == ("Six towns", "Lumen")
    assert (
        extract_post(page(f"<p class=t>Six towns</p>{PROSE}"), URL, source).evidence["title"].rejected == ()
    )


@each(
    ("select", "main", "body", "reason"),
    [
        ({"css": "#b", "attr": "content"}, "<p id=b content='Six towns share'>", "Six towns share", None),
        ({"css": "#b", "attr": "content"}, "<p id=b>", None, Reason.SELECTOR_FAILED),
        (None, "<p id=b>", None, Reason.NO_PROSE),
    ],
)
def test_a_page_with_little_text(
    select: dict[str, str] | None, main: str, body: str | None, reason: Reason | None
) -> None:
    source = Source.model_validate({"url": URL, "select": {"body": select}}) if select else None
    found = extract_post(page(main), URL, source).evidence["body"]
    assert (found.value, found.reason) == (body, reason)


def test_a_page_that_asks_for_a_password_is_no_post() -> None:
    found = extract_post(page("<h1>Six towns</h1><form><input type=password></form>"), URL)
    assert (found.interstitial, found.evidence["body"].reason) == (Reason.LOGIN, Reason.LOGIN)


def test_the_titles_by_which_a_post_is_recognised() -> None:
    names = ("og:title", "twitter:title", "dc.title", "headline", "citation_title", "parsely-title", "title")
    head = "".join(f'<meta name="{name}" content="{name}">' for name in names)
    titles = extract_post(page(f"<h1>{'x' * 301}</h1><h1>Light</h1>{PROSE}", head), URL).titles
    assert (len(titles), max(map(len, titles))) == (8, 300)
