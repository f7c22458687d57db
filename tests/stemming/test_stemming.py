"""Stems: the forms of a word in 24 languages have the same one, and other words have another."""

from __future__ import annotations

import tomllib
from pathlib import Path

from clusterwatch.stemming import LANGUAGES, stem
from tests.tables import each

FORMS = tomllib.loads(Path(__file__).with_name("forms.toml").read_text("utf-8"))


def test_all_official_languages_have_stems() -> None:
    assert len(FORMS) == 24
    assert FORMS.keys() <= set(LANGUAGES)


@each("language", FORMS)
def test_forms_have_one_stem_and_other_words_another(language: str) -> None:
    stems = [{stem(form.lower(), language) for form in word.split()} for word in FORMS[language]]
    assert [found for found in stems if len(found) > 1] == []
    assert len(set().union(*stems)) == len(stems)


@each(
    ("word", "language", "expected"),
    [
        ("ξύλα", "el", "ξυλ"),
        ("łódź", "pl", "lodz"),
        ("klastrach", "xx", "klastrach"),
        ("et", "hu", "et"),
        ("", "de", ""),
    ],
)
def test_a_stem_is_folded_and_an_unknown_language_has_none(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == expected
