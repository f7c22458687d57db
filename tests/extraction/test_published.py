"""Tests of the choice of the date of publication among the dates of a page."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.config import Source
from clusterwatch.extraction import extract_post
from clusterwatch.models import Draft, Entry, Method, Problem, ProblemCode, Reason
from tests.extraction.pages import PROSE, page, post
from tests.tables import each

NOW = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://example.org/news/microscopes"


def drafted(
    inner: str = PROSE, head: str = "", url: str = URL, source: Source | None = None, **around: str
) -> Draft:
    return extract_post(page(post(inner, **around), head), url, source, NOW)


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


PUBLISHED = meta("article:published_time", "2024-05-06T07:08:09+02:00")
MODIFIED = meta("article:modified_time", "2024-06-01T10:00:00+02:00")


def test_the_publication_wins_over_the_last_change() -> None:
    draft = drafted(head=MODIFIED + PUBLISHED)
    assert draft.published == "2024-05-06T07:08:09+02:00"
    assert draft.precision == "second"
    (lost,) = draft.evidence["published"].rejected
    assert lost.value == "2024-06-01T10:00:00+02:00"
    assert lost.reason is Reason.LAST_CHANGE


def test_the_last_change_is_used_and_flagged_without_another_date() -> None:
    draft = drafted(head=MODIFIED)
    assert draft.published == "2024-06-01T10:00:00+02:00"
    assert draft.evidence["published"].reason is Reason.ONLY_CHANGED
    detail = {"value": draft.published, "reason": Reason.ONLY_CHANGED}
    assert draft.problems == (Problem(ProblemCode.DATE_DOUBTFUL, "published", detail=detail),)


@each(
    ("line", "value"),
    [
        ("<p class='meta'>6 May 2024</p>", "2024-05-06"),
        ("<p>Publié le 6 mai 2024</p>", "2024-05-06"),
        ("<p>Veröffentlicht am 6. Mai 2024</p>", "2024-05-06"),
        ("<div>06.05.2024 | News</div>", "2024-05-06"),
        ("<span>Published: 2024-05-06 14:30</span>", "2024-05-06T14:30"),
        ("<time datetime='2024-05-06'>last week</time>", "2024-05-06"),
    ],
)
def test_the_line_under_the_title_is_the_date(line: str, value: str) -> None:
    draft = extract_post(page(post(line + PROSE)), URL, None, NOW)
    assert draft.published == value
    assert draft.body is not None
    assert "2024" not in draft.body


def test_the_line_above_the_title_is_the_date_without_another_date() -> None:
    assert drafted(before="<p>24.01.2013</p>").published == "2013-01-24"


def test_a_date_in_a_sentence_is_not_the_publication() -> None:
    first = "<p>On 9 September 2019 the towns of the coast met in the old customs house and agreed on what follows.</p>"
    draft = drafted(first + PROSE)
    assert draft.published is None
    assert draft.evidence["published"].reason is Reason.NO_DATE


def test_the_dates_of_teasers_and_comments_lose() -> None:
    teasers = "".join(
        f'<div class="teaser"><h3><a href="/n/{n}">A post of the valley, number {n}</a></h3><p>{n} June 2025</p></div>'
        for n in range(1, 5)
    )
    comments = (
        '<div class="comments"><p>Someone, 3 March 2021</p><p>Well done, all of you, and good luck.</p></div>'
    )
    assert drafted("<p>Posted on 6 May 2024</p>" + PROSE, after=teasers + comments).published == "2024-05-06"
    assert drafted(after=teasers + comments).published is None


def test_the_date_of_the_address_is_used_without_another_date() -> None:
    draft = drafted(url="https://example.org/2023/04/13/microscopes/")
    assert draft.published == "2023-04-13"
    assert draft.evidence["published"].method == "url"


@each("days", ["4-5-3-2021", "28-2-4-3-2021"])
def test_the_days_of_an_event_in_an_address_are_none_of_publication(days: str) -> None:
    assert drafted(url=f"https://example.org/news/{days}-fair/").published is None


def test_the_month_of_an_address_supports_the_day_of_a_line() -> None:
    draft = drafted("<p>6 May 2024</p>" + PROSE, url="https://example.org/2024/05/microscopes/")
    assert draft.published == "2024-05-06"


def test_the_day_is_in_the_time_zone_of_the_site() -> None:
    head = meta("article:published_time", "2024-05-05T22:30:00Z")
    paris = Source(url="https://example.org/", timezone="Europe/Paris")
    assert drafted(head=head, source=paris).published == "2024-05-06T00:30:00+02:00"


def test_a_time_in_utc_and_the_day_on_the_page_agree() -> None:
    head = meta("article:published_time", "2024-05-07T02:54:00Z")
    draft = extract_post(
        page(post("<p>May 6, 2024 9:54 pm</p>" + PROSE), head), "https://example.com/n", None, NOW
    )
    assert draft.published is not None
    assert draft.published.startswith("2024-05-06")


@each(("value", "flag"), [("2031-01-01", Reason.FUTURE), ("1983-05-01", Reason.BEFORE_1990)])
def test_an_implausible_date_is_kept_and_flagged(value: str, flag: Reason) -> None:
    draft = drafted(head=meta("article:published_time", value))
    assert draft.published == value
    assert draft.evidence["published"].reason == flag
    detail = {"value": value, "reason": flag}
    assert draft.problems == (Problem(ProblemCode.DATE_DOUBTFUL, "published", detail=detail),)


def test_a_post_without_another_date_than_the_zero_of_a_clock_has_none() -> None:
    draft = drafted("<p>1 January 1970</p>" + PROSE, meta("article:published_time", "1970-01-01T00:00:00Z"))
    assert (draft.published, draft.evidence["published"].reason) == (None, Reason.PLACEHOLDER)


def test_a_plausible_date_wins_over_an_implausible_one() -> None:
    draft = drafted("<p>6 May 2024</p>" + PROSE, meta("article:published_time", "1970-01-01T00:00:00Z"))
    assert draft.published == "2024-05-06"
    assert [r.reason for r in draft.evidence["published"].rejected] == [Reason.PLACEHOLDER]


def test_without_the_current_time_relative_dates_are_not_read() -> None:
    html = page(post("<p>3 hours ago</p>" + PROSE))
    assert extract_post(html, URL).published is None


def test_two_equal_dates_outvote_one() -> None:
    entry = Entry(URL, Method.FEED, "https://example.org/feed", published="Mon, 06 May 2024 07:00:00 +0200")
    html = page(post("<p class='date'>6 May 2024</p>" + PROSE), meta("dc.date", "2020-01-01"))
    draft = extract_post(html, URL, None, NOW, entry=entry)
    assert draft.published is not None
    assert draft.published[:10] == "2024-05-06"
    assert [(r.method, r.value) for r in draft.evidence["published"].rejected] == [("meta", "2020-01-01")]


def test_the_date_of_a_sitemap_is_the_last_change() -> None:
    entry = Entry(URL, Method.SITEMAP, "https://example.org/sitemap.xml", published="2025-01-01")
    draft = extract_post(page(post("<p>6 May 2024</p>" + PROSE)), URL, None, NOW, entry=entry)
    assert draft.published == "2024-05-06"


def test_an_update_next_to_the_title_is_not_the_publication() -> None:
    draft = drafted("<p>Last updated: 1 June 2024</p>" + PROSE, PUBLISHED)
    assert draft.published == "2024-05-06T07:08:09+02:00"


def test_the_time_of_a_web_archive_is_ignored() -> None:
    url = "https://web.archive.example.org/web/20130307194448/http://example.org/2008/05/26/quests.html"
    assert drafted(url=url).published == "2008-05-26"


@each(
    ("above", "below"),
    [
        ("<p>Published on 6 May 2024</p>", "<p>Source: The Daily, 5 May 2024</p>"),
        ("<p>6 May 2024</p>", "<p>The call has been open since 5 May 2024.</p>"),
        ('<p class="date">6 May 2024</p>', "<p>Decree of 5 January 2024 on grants.</p>"),
        ("<p><time>6 May 2024</time></p>", '<p><a href="/x">A new laboratory, 20 May 2024</a></p>'),
    ],
)
def test_a_date_alone_above_the_title_wins_over_one_in_a_line_below(above: str, below: str) -> None:
    draft = extract_post(page(post(PROSE + below, before=above)), URL, None, NOW)
    assert draft.published == "2024-05-06"


def test_a_labelled_date_at_the_end_wins_over_the_time_of_an_event() -> None:
    inner = f"<p>6 May 2024, 09:00 - 17:00, town hall of Ulm</p>{PROSE}<p>Published on 9 May 2024</p>"
    assert drafted(inner).published == "2024-05-09"
