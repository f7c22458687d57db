"""The vocabularies: every file is complete and clean, and no set contradicts another."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterwatch import vocab
from clusterwatch.facts.days.cues import CueKind
from clusterwatch.vocab import (
    Phrases,
    by_language,
    class_names,
    class_pattern,
    folded,
    only_words,
    pattern_of,
    phrases,
    slugs,
)
from clusterwatch.vocab.word_forms import COMPOUNDING
from tests.tables import each

OFFICIAL = frozenset(
    (
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fi",
        "fr",
        "ga",
        "hr",
        "hu",
        "it",
        "lt",
        "lv",
        "mt",
        "nl",
        "pl",
        "pt",
        "ro",
        "sk",
        "sl",
        "sv",
    )
)
FILES = sorted(p.name.removesuffix(".toml") for p in files(vocab).iterdir() if p.name.endswith(".toml"))
SETS = [name for name in FILES if name not in ("currencies", "glossary")]  # they have tests of their own
LANGUAGE_SETS = [name for name in SETS if name not in ("class_names", "link_hosts")]
# Sentences of a few systems, which exist in some languages only.
SYSTEMS = frozenset({"agencies", "challenges", "default_pages", "feed_endings", "states"})
# Words with a second meaning, which only some languages have.
AMBIGUOUS = frozenset({"day_genitives", "day_spans", "day_to"})
INCOMPLETE = SYSTEMS | AMBIGUOUS | {"language_traits"}
VERBATIM = frozenset({"challenges"})  # sentences with their punctuation
# Within a group no phrase may mean two things.
GROUPS = (
    ("published", "updated", "deadlines", "event_labels"),
    ("news_pages", "press_pages", "event_lists", "seminars", "archive_lists", "asides"),
    (
        "news_paths",
        "index_paths",
        "form_paths",
        "page_paths",
        "owner_paths",
        "member_paths",
        "event_paths",
        "job_paths",
        "product_paths",
    ),
    ("read_more", "placeholder_titles"),
    ("stock_openings", "stock_labels"),
)
PAIRS = [pair for group in GROUPS for pair in combinations(group, 2)]


@each("name", [name for name in LANGUAGE_SETS if name not in INCOMPLETE])
def test_every_official_language_has_the_set(name: str) -> None:
    assert OFFICIAL - by_language(name).keys() == set()


@each("name", SETS)
def test_phrases_are_whole(name: str) -> None:
    """A phrase has no separators, no blanks at its ends and none doubled."""
    for language, listed in by_language(name).items():
        assert listed, language
        for phrase in listed:
            assert name in VERBATIM or re.search(r"[,;\n]", phrase) is None, (language, phrase)
            assert phrase == " ".join(phrase.split()) != "", (language, phrase)


@each("name", LANGUAGE_SETS)
def test_phrases_are_written_in_small_letters(name: str) -> None:
    for language, listed in by_language(name).items():
        for phrase in listed:
            assert phrase == phrase.lower(), (language, phrase)


@each("name", SETS)
def test_a_language_lists_no_phrase_twice(name: str) -> None:
    compared = str.lower if name == "common_words" else folded  # there accents tell the languages apart
    for language, listed in by_language(name).items():
        once = {compared(phrase) for phrase in listed}
        assert len(once) == len(listed), (language, sorted(listed))


@each("name", [kind.value for kind in CueKind])
def test_no_word_beside_a_day_is_listed_that_a_stem_covers(name: str) -> None:
    sets = by_language(name)
    for language, listed in sets.items():
        words = [folded(phrase) for phrase in listed if " " not in phrase]
        usual = [folded(phrase) for phrase in sets.get("any", ()) if language != "any"]
        stems = [word.removesuffix("*") for word in (*words, *usual) if word.endswith("*")]
        if language in COMPOUNDING:  # there the last part of a word is compared with long stems only
            stems = [stem for stem in stems if len(stem) >= 6]
        covered = [word for word in words if any(word.startswith(s) and word != f"{s}*" for s in stems)]
        assert [*covered, *({*words} & {*usual})] == [], language


@each(("one", "other"), PAIRS)
def test_no_phrase_means_two_things(one: str, other: str) -> None:
    """Not even in two languages: texts are compared with the phrases of all languages at once."""
    assert phrases(one).all & phrases(other).all == set()


@each("name", LANGUAGE_SETS)
def test_every_file_says_what_its_phrases_mean(name: str) -> None:
    first = files(vocab).joinpath(f"{name}.toml").read_text("utf-8").splitlines()[0]
    assert re.match(r"# [A-Z].*[.:]", first)


@each(
    ("name", "phrase", "cut"),
    [
        ("next_page", "nästa sida", "sida"),
        ("next_page", "következő oldal", "oldal"),
        ("read_more", "pročitaj više", "pročitaj"),
        ("press_pages", "pranešimai spaudai", "spaudai"),
        ("event_lists", "kommende arrangementer", "kommende"),
    ],
)
def test_a_phrase_is_matched_as_a_whole(name: str, phrase: str, cut: str) -> None:
    assert folded(phrase) in phrases(name)
    assert folded(cut) not in phrases(name)


@each(
    ("text", "result"),
    [
        ("LÄS  mer", "las mer"),
        ("L’actualité", "l'actualite"),
        ("Περισσότερα", "περισσοτερα"),
        ("Więcej", "wiecej"),
    ],
)
def test_texts_are_compared_folded(text: str, result: str) -> None:
    assert folded(text) == result


def test_marks_are_no_words() -> None:
    assert only_words(" Next\tpage → (2)…") == "next page 2"
    assert only_words("L’actualité – e-news") == "l'actualite e-news"


WORDS = Phrases(["Läs mer", "autor*", "der Beitrag * erschien", "Tags:", "l'agenda"])


@each(
    ("text", "expected"),
    [
        ("Läs mer om oss", True),
        ("Läs merparten", False),
        ("läser mer", False),
        ("Tags: a, b", True),
        ("Tags", False),
        ("L’agenda", True),
        ("", False),
    ],
)
def test_starts(text: str, expected: bool) -> None:
    assert WORDS.starts(text) is expected


@each(
    ("text", "expected"),
    [("hela texten las mer", True), ("las mer", False), ("blas mer", False), ("x tags:", False)],
)
def test_ends(text: str, expected: bool) -> None:
    assert WORDS.ends(text) is expected


@each(
    ("text", "expected"),
    [
        ("las mer", True),
        ("har kan du las mer!", True),
        ("las inte mer", False),
        ("one two three four five six las mer", False),  # too long for a heading
        ("", False),
    ],
)
def test_within(text: str, expected: bool) -> None:
    assert WORDS.within(text) is expected


@each(
    ("text", "expected"),
    [
        ("autoren", True),
        ("autor", True),
        ("der beitrag a b erschien", True),
        ("der beitrag  erschien", False),
        ("las", False),
    ],
)
def test_pattern(text: str, expected: bool) -> None:
    assert (re.fullmatch(WORDS.pattern, text) is not None) is expected


@given(st.sets(st.text("ab.", min_size=1, max_size=4)), st.text("ab.", max_size=6))
def test_a_pattern_matches_the_longest_text(texts: set[str], text: str) -> None:
    found = re.match(pattern_of(texts), text)
    longest = max((one for one in texts if text.startswith(one)), key=len, default="")
    assert (found[0] if found else "") == longest


def test_sets_are_joined_and_become_segments_of_addresses() -> None:
    assert {"latest-news", "l-actu", "press-releases"} <= slugs("news_pages", "press_pages")
    assert phrases("news_pages", "press_pages").all == phrases("news_pages").all | phrases("press_pages").all


def test_a_set_is_read_once_and_on_first_use() -> None:
    assert phrases("protected") is phrases("protected")
    with pytest.raises(FileNotFoundError):
        phrases("no_such_set")


@each("kind", sorted(by_language("class_names")))
def test_class_names_are_plain_words(kind: str) -> None:
    assert all(re.fullmatch(r"\*?[a-złó_-]+\*?", name) for name in class_names(kind))


@each(
    ("kind", "names", "found"),
    [
        ("side_box", "left-sidebar", True),
        ("side_box", "mySide-BarLeft", True),
        ("side_box", "widget_search", True),
        ("side_box", "mostread box", True),
        ("side_box", "remembers", False),
        ("events", "tribe-list", True),
        ("events", "list_veranstaltungen", True),
        ("events", "prevention", False),
        ("news", "aktuelles", True),
        ("news", "newsletter", False),
        ("pager", "wp-pagenavi", True),
        ("pager", "pageNumbers", True),
        ("pager", "homepages", False),
        ("other_link", "item disabled", True),
    ],
)
def test_class_names_are_found_as_words(kind: str, names: str, found: bool) -> None:
    assert bool(re.search(class_pattern(kind), names, re.I)) is found
