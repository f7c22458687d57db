"""The country of a site, by its address and by what its pages say of their owner."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.maintain.country import country_of, page_of_owner
from clusterwatch.models import Page
from tests.tables import each

URL = "https://cluster.example/"


def page(html: str) -> Page:
    headers = {"content-type": "text/html; charset=utf-8"}
    return Page(URL, URL, 200, headers, html.encode(), datetime(2026, 3, 1, tzinfo=UTC))


@each(
    ("url", "html", "country"),
    [
        ("https://cluster.fr/", "<p>Call +49 30 1234567", "FR"),
        ("https://cluster.org.uk/", "", "GB"),
        ("https://cluster.eu/", "", None),
        ("https://cluster.me/", "<p>Call +371 67 123 456", "LV"),
        ("https://cluster.me/", "", None),
        (URL, "<a href='tel:+33557123456'>Call us</a>", "FR"),
        (URL, "<a href='tel:0033%205%2057%2012%2034'>Call us</a>", "FR"),
        (URL, "<p>T +48 (0) 22 123 45 67 · F +48 22 123 45 68", "PL"),
        (URL, "<p>+420 123 456 789", "CZ"),
        (URL, "<p>+4 20 123", None),
        (URL, "<p>Office +33 5 57 12 34 56, branch +34 912 345 678", None),  # one each
        (URL, "<p>Office +33 5 57 12 34 56, or +33 5 57 12 34 57, branch +34 912 345 678", "FR"),
        (URL, "<p>Office +33 5 57 12 34 56</p><footer>+33 5 57 12 34 56 +34 912 345 678 ", None),  # the same again
        (URL, "<p>12 rue du Port<br>33400 Talence<br>France", "FR"),
        (URL, f"<p>Order 33400: {'_' * 200}<br>12 rue du Port, 33400 Talence, France", "FR"),  # a form to fill in
        (URL, "<p>Calea Victoriei 1, 010061 București, România", "RO"),
        (URL, "<p>In 2024 our members exported to Germany.", None),
        (URL, '<script type="application/ld+json">{"address": {"addressCountry": "IT"}}</script>', "IT"),
        (URL, '<script>{"addressCountry": {"@type": "Country", "name": "Österreich"}}</script>', "AT"),
        (URL, '<script type="application/ld+json">{"addressCountry": "Atlantis"}</script>', None),
    ],
)  # fmt: skip
def test_country_of(url: str, html: str, country: str | None) -> None:
    assert country_of(url, [page(html)]) == country


def test_the_pages_count_together() -> None:
    assert country_of(URL, [page("+33 5 57 12 34 56 +34 912 345 678"), page("+34 912 345 679")]) == "ES"
    assert country_of(URL, []) is None


@each(
    ("href", "found"),
    [
        ("/impressum", "https://cluster.example/impressum"),
        ("/fr/mentions-legales.html", "https://cluster.example/fr/mentions-legales.html"),
        ("contact/", "https://cluster.example/contact/"),
        ("https://other.example/contact", None),
        ("/contact/our-team-in-lyon", None),
        ("/news", None),
    ],
)
def test_page_of_owner(href: str, found: str | None) -> None:
    assert page_of_owner(page(f"<nav><a href='/'>Home</a> <a href='{href}'>x</a></nav>")) == found
