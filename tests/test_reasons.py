"""Reasons are codes in the archive and sentences for people."""

from __future__ import annotations

import pytest

from clusterwatch.models import Reason
from clusterwatch.reasons import SENTENCES, reason_sentence


def test_every_reason_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(Reason)
    assert len(set(SENTENCES.values())) == len(Reason)


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        ("site-name", "it is the name of the site"),
        (Reason.FUTURE, "it lies in the future"),
        ("it stands in a teaser", "it stands in a teaser"),  # a row of an old archive
        (None, ""),
    ],
)
def test_what_the_archive_holds_is_shown_as_a_sentence(stored: str | None, sentence: str) -> None:
    assert reason_sentence(stored) == sentence
