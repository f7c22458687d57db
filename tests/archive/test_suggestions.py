"""What is suggested in place of a search that finds nothing: each suggestion finds something."""

from __future__ import annotations

from datetime import datetime

import pytest

from clusterwatch.archive import Archive, Selection
from tests.archive.made import record_texts

POSTS = {
    "en": ("Hydrogen valley", "The hydrogen cluster opens its kiln."),
    "fr": ("Appel", "Un pôle d’hydrogène ouvre."),
    "pl": ("Wodór", "Dolina wodoru."),
}


@pytest.fixture
def filled(archive: Archive, now: datetime) -> Archive:
    record_texts(archive, POSTS, now)
    return archive


@pytest.mark.parametrize(
    ("words", "selection", "exact", "suggested"),
    [
        ("hydrogne", Selection(), False, ["spelling: hydrogen 2"]),
        ("ydrogen", Selection(), False, []),  # a misspelt word has the right first letter
        ("klin", Selection(), False, ["spelling: kiln 1"]),
        ("kilm cluster", Selection(), False, ["spelling: kiln cluster 1", "fewer-words: cluster 1"]),
        ("wodoru valley", Selection(), False, ["fewer-words: valley 1", "fewer-words: wodoru 1"]),
        ("kilns", Selection(), True, ["forms: kilns 1"]),
        ("kiln", Selection(since="2026-02-02"), False, ["all-days: kiln 1"]),
        ("kiln", Selection(languages=("pl",)), False, ["no-filters: kiln 1"]),
        ("kiln", Selection(languages=("pl",), until="2026-02-02"), False, ["no-filters: kiln 1"]),
        ("zeppelin", Selection(languages=("pl",), until="2026-02-02"), False, []),
        ('"no such phrase"', Selection(), False, []),
        ("kiln -kiln", Selection(), False, []),
    ],
)
def test_suggestions(
    filled: Archive, words: str, selection: Selection, exact: bool, suggested: list[str]
) -> None:
    found = filled.suggestions(words, selection, exact=exact)
    assert [f"{one.code}: {one.words} {one.posts}" for one in found] == suggested
    for one in found:
        assert len(filled.find(one.words, one.selection, exact=one.exact, best=False, limit=9)) == one.posts
