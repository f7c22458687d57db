"""Tests of the meaning of words in classes and ids."""

from __future__ import annotations

from clusterwatch.extraction import class_signals
from clusterwatch.extraction.boilerplate.phrases import is_byline, is_caption, is_stock_phrase
from clusterwatch.extraction.class_signals import (
    ASIDE,
    BOILERPLATE,
    CONTENT,
    DATE,
    DECLARED_BODY,
    FACT,
    FOOT,
    HEAD,
    HIDDEN,
    LEAD,
    MENU,
    NEVER,
    OTHER_POSTS,
    PANEL,
    SIDE,
    read_attributes,
    read_names,
)
from tests.tables import each


def test_each_signal_is_a_bit_of_its_own() -> None:
    numbers = {name: value for name, value in vars(class_signals).items() if isinstance(value, int)}
    bits = [value for name, value in numbers.items() if name != "_FIRST"]
    assert sorted(bits) == [1 << n for n in range(len(bits))]


@each(
    ("names", "bits"),
    [
        ("entry-content", CONTENT),
        ("articleBody", CONTENT),
        ("field--name-body", 0),
        ("share-buttons", BOILERPLATE),
        ("shareButtons", BOILERPLATE),
        ("jp-relatedposts", BOILERPLATE),
        ("related_articles", BOILERPLATE),
        ("main-menu", MENU | BOILERPLATE),
        ("comment-list", NEVER | BOILERPLATE),
        ("cookie-banner", NEVER | BOILERPLATE),
        ("comments-enabled", 0),
        ("post-17 tag-events category-share no-sidebar has-comments", 0),
        ("post-date", DATE),
        ("article-lead", LEAD),
        ("clearfix u-mt-4", 0),
        ("", 0),
    ],
)
def test_words_of_names(names: str, bits: int) -> None:
    found = read_names(names)
    assert found & bits == bits
    if not bits:
        assert not found & (BOILERPLATE | NEVER | MENU)


OF_OTHERS = BOILERPLATE | OTHER_POSTS


@each(
    ("names", "bits"),
    [
        ("twitter-tweet", 0),
        ("twitter-tweet-list", BOILERPLATE),
        ("myentrymeta", BOILERPLATE | DATE),
        ("comments", NEVER | OF_OTHERS),
        ("comments-count", 0),
        ("hasComments", 0),
        ("has_comments", 0),
        ("has:comments", 0),
        ("HIDE-date", 0),
        ("date", DATE),
        ("date-17", DATE),
        ("post", 0),
        ("post-content", CONTENT),
        ("post-info", BOILERPLATE | DATE),
        ("post-share", BOILERPLATE),
        ("socialmediabar", BOILERPLATE),
        ("relatedpostsbar", NEVER | OF_OTHERS),
        ("articletextwide", CONTENT),
        ("other-posts", OF_OTHERS),
        ("other-things", 0),
        ("my-posts", 0),
        ("side-menu related", MENU | OF_OTHERS),
        ("site-footer", BOILERPLATE | FOOT),
        ("key-facts", FACT),
        ("sidebar", BOILERPLATE | SIDE),
        ("x--y _", 0),
        ("other--posts", OF_OTHERS),
        ("post-info-2", BOILERPLATE | DATE),
        ("tag", 0),
    ],
)
def test_all_that_names_say(names: str, bits: int) -> None:
    assert read_names(names) == bits


@each(
    ("attributes", "bits"),
    [
        ({"role": "navigation"}, ASIDE | HEAD),
        ({"role": "banner"}, HEAD),
        ({"role": "search"}, ASIDE),
        ({"role": "tabpanel"}, PANEL),
        ({"role": None, "itemprop": None, "style": None}, 0),
        ({"itemprop": "name articleBody"}, DECLARED_BODY),
        ({"style": "display: none"}, HIDDEN),
        ({"style": "display: block; list-style: none"}, 0),
        ({"hidden": None}, HIDDEN),
    ],
)
def test_what_other_attributes_say(attributes: dict[str, str | None], bits: int) -> None:
    assert read_attributes(attributes) == bits


@each(
    "line",
    ["Read also: more light", "À lire aussi : la suite", "Lesen Sie auch: mehr", "Share", "Teilen:", "© Lumen 2024",
     "Čtěte také: světlo", "Czytaj też: światło", "Διαβάστε επίσης: φως", "» Lees ook: licht", "Photo: Lumen"],
)  # fmt: skip
def test_stock_phrases(line: str) -> None:
    assert is_stock_phrase(line)


@each(
    "line",
    ["Share prices of lens makers rose on Monday.", "Related work is done in three towns, each with its own machine.",
     "The photo: a story of light and glass in the valley.", "Print and paper have a future in the north."],
)  # fmt: skip
def test_sentences_that_are_not_stock_phrases(line: str) -> None:
    assert not is_stock_phrase(line)


def test_captions_and_bylines() -> None:
    assert is_caption("The new hall in the harbour. Photo: Lumen Archive")
    assert is_caption("Die neue Halle im Hafen /Keystone")
    assert is_stock_phrase("Foto door Anna de Vries")
    assert not is_stock_phrase("Crédit de trois millions pour la halle du port")
    assert not is_caption("The new hall in the harbour is open: come and see it.")
    assert is_byline("By the editors")
    assert is_byline("6 May 2024, 14:30")
    assert is_byline("Warszawa, 6 maja 2024 r.")
    assert is_byline("Heard on this: the morning news of 6 May 2024.")
    assert not is_byline("The agreement had been signed on 3 October 2018 in the town hall.")
    assert not is_byline(
        "Firms pay for the hours they use and nothing else, and what they measure remains theirs alone, as before."
    )
