"""The languages of tags."""

from __future__ import annotations

from clusterwatch.vocab.languages import base_language
from tests.tables import each


@each(
    ("tag", "code"),
    [
        ("fr", "fr"),
        ("fr-BE", "fr"),
        ("PT_br", "pt"),
        ("sr-Latn-RS", "sr"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("", ""),
    ],
)
def test_the_language_of_a_tag(tag: str, code: str) -> None:
    assert base_language(tag) == code
