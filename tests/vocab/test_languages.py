"""The languages of tags."""

from __future__ import annotations

import pytest

from clusterwatch.vocab.languages import base_language


@pytest.mark.parametrize(
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
