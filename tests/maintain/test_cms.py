"""Tests of how the system behind a site is recognised."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.maintain.cms import CUSTOM, cms_of
from clusterwatch.models import Page
from tests.tables import each

URL = "https://netz.example/"


def named(html: str) -> str:
    """Return the system behind a page."""
    return cms_of(Page(URL, URL, 200, {}, html.encode(), datetime(2026, 11, 1, tzinfo=UTC)))


@each(
    ("html", "cms"),
    [
        ('<meta name="generator" content="TYPO3 CMS">', "TYPO3"),
        ("<META content='Drupal 10' name=generator>", "Drupal"),
        ('<meta name="description" content="WordPress"><meta name="generator" content="Hugo 0.1">', "Hugo"),
        ('<meta name="generators" content="Hugo 0.1">', CUSTOM),
        ("<link href=/wp-content/style.css>", "WordPress"),
        ("<p>WordPress</p>", CUSTOM),
    ],
)
def test_the_system_is_named_by_its_generator_or_its_paths(html: str, cms: str) -> None:
    assert named(html) == cms


@each("piece", ["<meta ", "<meta name=generator ", "name=generator "])
def test_a_hostile_page_is_searched_once(piece: str) -> None:
    # Reading the rest of the page for each of them would take minutes.
    assert named("<meta " + piece * (400_000 // len(piece))) == CUSTOM
