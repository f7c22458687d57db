"""Stories over labelled pairs: no two announcements in one story, and hardly a relay left out."""

from __future__ import annotations

from collections import Counter

import pytest

from clusterwatch.archive.similarity import SHARED, StoryText, similarity, sketch
from tests.archive.story_pairs import Pair, pairs

PAIRS = list(pairs())


def same(pair: Pair) -> bool:
    """As the archive decides: candidates by their sketches, then a close look."""
    shared = set(sketch(pair.one.body)) & set(sketch(pair.other.body))
    return len(shared) >= SHARED and similarity(pair.one, pair.other) > 0


def test_there_are_enough_pairs_of_every_kind() -> None:
    kinds = Counter(pair.kind for pair in PAIRS)
    assert len(PAIRS) >= 300
    assert min(kinds.values()) >= 8, kinds
    assert len({pair.language for pair in PAIRS if "-" not in pair.language}) == 13


@pytest.mark.parametrize("half", [0, 1], ids=["tuned on", "held out"])
def test_precision_and_recall(half: int) -> None:
    counted = Counter((pair.same, same(pair)) for pair in PAIRS if pair.half == half)
    assert counted[True, True] / (counted[True, True] + counted[False, True]) >= 0.99
    assert counted[True, True] / (counted[True, True] + counted[True, False]) >= 0.95


def test_templates_filled_in_anew_are_other_stories() -> None:
    wrong = [pair for pair in PAIRS if not pair.same and same(pair)]
    assert wrong == []


def test_a_text_that_was_edited_thrice_is_still_its_story() -> None:
    """Another lead, a cut ending and a tenth of the words changed, all at once."""
    missed = 0
    edited = [pair for pair in PAIRS if pair.kind == "lead and cut ending"]
    for pair in edited:
        words = pair.other.body.split()
        vocabulary = [w for w in pair.one.body.split() if w.isalpha()]
        for place in range(4, len(words), 10):
            if words[place].isalpha():
                words[place] = vocabulary[place % len(vocabulary)]
        missed += not same(Pair("", "", 0, pair.one, StoryText(" ".join(words), pair.other.day), same=True))
    assert missed <= len(edited) / 20
