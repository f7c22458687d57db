"""Tests of the dates of lists: a list of calls shows deadlines, and a list of events shows the days of the events."""

from __future__ import annotations

from clusterwatch.extraction import extract_post
from clusterwatch.models import Entry, Method, Reason
from tests.extraction.pages import page, post
from tests.tables import each

URL = "https://lumen.example.org/calls/microscopes"


@each(
    ("listed", "published"),
    [
        ("15 January 2024", "2024-01-15"),
        ("Published 2 November 2023. Deadline: 15 January 2024", "2023-11-02"),
        ("15.01.2024 | News", "2024-01-15"),
        ("Deadline: 15 January 2024", None),
        ("Deadline: 31 March 2024, 17:00 CET", None),
        ("Closes on 31 March 2024", None),
        ("Date limite : 15 janvier 2024", None),
        ("Clôture le 15 janvier 2024", None),
        ("Candidatures jusqu'au 15 janvier 2024", None),
        ("Einreichfrist: 15. Januar 2024", None),
        ("Termin składania wniosków: 15 stycznia 2024", None),
        ("Plazo: 15 de enero de 2024", None),
        ("Scadenza: 15 gennaio 2024", None),
        ("12–14 June 2024", None),
        ("Du 12 au 14 juin 2024", None),
    ],
)
def test_a_deadline_in_a_list_is_no_day_of_publication(listed: str, published: str | None) -> None:
    entry = Entry(URL, Method.LISTING, "https://lumen.example.org/calls", title="Six towns", published=listed)
    evidence = extract_post(page(post(), lang=""), URL, entry=entry).evidence["published"]
    assert evidence.value == published
    if published is None:
        assert [(one.method, one.reason) for one in evidence.rejected] == [(Method.LISTING, Reason.EVENT)]


def test_a_last_change_in_a_list_is_doubtful() -> None:
    entry = Entry(URL, Method.LISTING, "https://lumen.example.org/", published="Updated 15 January 2024")
    evidence = extract_post(page(post()), URL, entry=entry).evidence["published"]
    assert (evidence.value, evidence.reason) == ("2024-01-15", Reason.ONLY_CHANGED)


def test_a_list_that_shows_the_last_change() -> None:
    data = '{"@type": "WebPage", "datePublished": "2026-11-20T09:30:00Z", "dateModified": "2026-11-22T08:00:00Z"}'
    html = page(post(), f'<script type="application/ld+json">{data}</script>')
    listed = Entry(
        URL, Method.LISTING, "https://lumen.example.org/", title="Six towns", published="2026-11-22T08:00Z"
    )
    published = extract_post(html, URL, entry=listed).published
    assert published is not None
    assert published.startswith("2026-11-20")
