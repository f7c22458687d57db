"""Tests that pages in place of posts are recognised by their words in all languages, and that long texts are not."""

from __future__ import annotations

import tomllib
from pathlib import Path

from clusterwatch.extraction import extract_post
from clusterwatch.extraction.wall import wall_on
from clusterwatch.models import Reason
from tests.tables import each
from tests.vocab.test_vocab import OFFICIAL

TABLE: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("walls.toml").read_text("utf-8")
)
CASES = [(kind, language, *said) for kind, listed in TABLE.items() for language, said in listed.items()]
POST = "Das Netzwerk hat seine neue Werkstatt eröffnet, und alle Mitglieder sind zum Rundgang eingeladen. "


@each(("kind", "language", "heading", "text"), CASES, ids=lambda c: f"{c[0]}-{c[1]}")
def test_a_wall_is_recognised_in_each_language(kind: str, language: str, heading: str, text: str) -> None:
    assert wall_on([heading], text) == kind
    assert wall_on(["Netz", heading], f"{text} Seite 4711") == kind


def test_the_table_has_all_languages() -> None:
    kinds = {kind: set(listed) for kind, listed in TABLE.items() if kind != Reason.FOR_SALE}
    assert kinds == {kind: set(OFFICIAL) for kind in kinds}
    assert set(TABLE) == {
        Reason.NOT_FOUND,
        Reason.MAINTENANCE,
        Reason.COOKIES,
        Reason.LOGIN,
        Reason.SCRIPT,
        Reason.FOR_SALE,
    }


@each(("kind", "language", "heading", "text"), CASES, ids=lambda c: f"{c[0]}-{c[1]}")
def test_a_long_text_with_such_words_is_a_text(kind: str, language: str, heading: str, text: str) -> None:
    assert wall_on(["Netz"], f"{text}\n{POST * 8}") is None


@each(("size", "kind"), [(600, Reason.NOT_FOUND), (601, None)])
def test_a_wall_has_at_most_600_characters(size: int, kind: Reason | None) -> None:
    assert wall_on([], "Page not found. ".ljust(size, "x")) is kind


@each(("words", "kind"), [(9, Reason.NOT_FOUND), (10, None)])
def test_a_title_with_twelve_words_may_be_that_of_a_wall(words: int, kind: Reason | None) -> None:
    assert wall_on(["Page not found" + " word" * words], None) is kind


def test_a_page_without_such_words_is_no_wall() -> None:
    assert wall_on(["Neue Werkstatt eröffnet"], POST) is None
    assert wall_on([], None) is None
    assert wall_on(["Page", "not found"], "Not a page.") is None


def test_a_long_title_with_such_words_is_that_of_a_post() -> None:
    title = "Why a page not found costs the members of our network more visitors than a slow one"
    assert wall_on([title], POST) is None
    assert wall_on([title[: len("Why a page not found")]], POST) is Reason.NOT_FOUND


def test_a_draft_has_all_titles_of_its_page_and_what_it_says() -> None:
    page = (
        "<html><head><title>Netz</title><meta property=og:title content='Startseite'></head><body>"
        "<h1>Seite nicht gefunden</h1><p>Die gesuchte Seite gibt es nicht.</p></body></html>"
    )
    draft = extract_post(page, "https://netz.example/a")
    assert set(draft.titles) == {"Netz", "Startseite", "Seite nicht gefunden"}
    assert draft.wall is Reason.NOT_FOUND
