"""Tests of the name and the languages of a site, as its front page and its posts give them."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.extraction.declared.site import site_of
from clusterwatch.models import Page
from tests.extraction.pages import page
from tests.tables import each

NOW = datetime(2026, 11, 30, tzinfo=UTC)
FRONT = "https://www.quay.example.org/"
LONG = "N" * 80


def page_with(title: str, head: str = "", lang: str = "en") -> Page:
    html = page("<p>Ten yards build one ferry.</p>", f"<title>{title}</title>{head}", lang)
    return Page(FRONT, FRONT, 200, {"content-type": "text/html"}, html.encode(), NOW)


def named(name: str) -> str:
    return f'<meta property="og:site_name" content="{name}">'


@each(
    ("front", "others", "name"),
    [
        (("News | Quay Yards", named("Quay")), [], "Quay"),
        (("News | Quay Yards", named(LONG)), [], LONG),
        (("News | Quay Yards", named(LONG + "N")), [], "News"),
        (("News | Quay Yards", named(" ")), [], "News"),
        (("", ""), [], None),
        # What the titles of two other pages share is the name, what only one of them has is not.
        (("News | Quay Yards", ""), ["Ferry | Quay Yards", "Crane | Quay Yards"], "Quay Yards"),
        (("News | Quay Yards", ""), ["Ferry | Quay Yards"], "News"),
        (("News", ""), ["Quay | Ferry | Quay", "Crane » Dock"], "News"),  # twice in one title is once
        (("News", ""), ["A | Quay | Port", "B | Port | Quay", "C | Port"], "Port"),
        (("News", ""), ["|", "| |"], "News"),
        (("Quay-Yards – News", ""), [], "Quay-Yards"),
    ],
)
def test_the_name_of_a_site(front: tuple[str, str], others: list[str], name: str | None) -> None:
    assert site_of(page_with(*front), [page_with(title) for title in others]).name == name


@each(
    ("lang", "head", "languages"),
    [
        ("fr-FR", "", ("fr",)),
        ("fr", '<meta property="og:locale" content="en_GB">', ("en", "fr")),
        ("fr", '<meta property="og:locale" content="fr_BE">', ("fr",)),
        ("?", "", ()),
    ],
)
def test_the_languages_of_a_site(lang: str, head: str, languages: tuple[str, ...]) -> None:
    assert site_of(page_with("News", head, lang)).languages == languages
