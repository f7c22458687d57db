"""Tests that the archive stores reasons as codes, and that people see sentences."""

from __future__ import annotations

import pytest

from clusterwatch.models import Reason
from clusterwatch.reasons import SENTENCES, reason_sentence


def test_every_reason_has_its_own_sentence() -> None:
    assert set(SENTENCES) == set(Reason)
    assert len(set(SENTENCES.values())) == len(Reason)


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        ("site-name", "it is the name of the site"),
        (Reason.FUTURE, "it lies in the future"),
        ("it stands in a teaser", "it stands in a teaser"),  # stored by an old version
        (None, ""),
    ],
)
def test_a_stored_reason_is_shown_as_a_sentence(stored: str | None, sentence: str) -> None:
    assert reason_sentence(stored) == sentence
