"""Tests of what counts for more when the places of a page and its index disagree."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.config import Source
from clusterwatch.extraction import extract_post
from clusterwatch.models import Entry, LearnedSelector, Method
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


def test_the_titles_by_which_a_post_is_recognised() -> None:
    names = ("og:title", "twitter:title", "dc.title", "headline", "citation_title", "parsely-title", "title")
    head = "".join(f'<meta name="{name}" content="{name}">' for name in names)
    titles = extract_post(page(f"<h1>{'x' * 301}</h1><h1>Light</h1>{PROSE}", head), URL).titles
    assert (len(titles), max(map(len, titles))) == (8, 300)
