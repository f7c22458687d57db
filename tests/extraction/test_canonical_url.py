"""Tests of the canonical address of a page, and when it is ignored."""

from __future__ import annotations

from clusterwatch.extraction.declared.canonical_url import canonical_address
from tests.tables import each

URL = "https://example.org/news/microscopes"


@each(
    ("claimed", "url", "canonical"),
    [
        (URL, URL, URL),
        ("/news/microscopes", URL + "?utm_source=x", URL),
        (URL, "https://www.example.org/news/microscopes/amp", URL),
        (URL, "https://example.org/?p=12", URL),
        ("https://example.org/", URL, None),
        ("https://example.org/?p=12", URL, "https://example.org/?p=12"),
        ("https://example.org/", "https://example.org/?p=12", None),
        ("https://example.org/", "https://example.org", "https://example.org/"),
        ("/blog/microscopes", URL, "https://example.org/blog/microscopes"),
        ("https://example.org/en/", URL, None),
        ("https://example.org/news", URL, None),
        ("https://elsewhere.example/news/microscopes", URL, None),
        ("https://example.org/other-post", URL, "https://example.org/other-post"),
        ("/fr/nouvelles/microscopes", "https://example.org/en/news/microscopes", None),  # another language
        ("/de-AT/neues", "https://example.org/de-CH/neues", None),
        ("/news/fr/microscopes", "https://example.org/news/en/microscopes?x=1", None),
        ("/fr/microscopes", "https://example.org/microscopes", "https://example.org/fr/microscopes"),
        ("/en/microscopes", "https://example.org/eu/microscopes/amp", None),
        ("mailto:x@example.org", URL, None),
        ("http://[broken", URL, None),
    ],
)
def test_canonical_address(claimed: str, url: str, canonical: str | None) -> None:
    assert canonical_address([claimed], url) == canonical
