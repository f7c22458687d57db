"""Stories over labelled pairs: no story joins two announcements, and nearly all relays are found."""

from __future__ import annotations

from collections import Counter

import pytest

from clusterwatch.features import sketch
from clusterwatch.stories.similarity import SHARED, StoryText, similarity
from tests.archive.story_pairs import Pair, pairs

PAIRS = list(pairs())


def same(pair: Pair) -> bool:
    """Return whether the archive would join a pair: its sketches make it a candidate, and the texts are similar."""
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


def test_different_announcements_are_never_joined() -> None:
    wrong = [pair for pair in PAIRS if not pair.same and same(pair)]
    assert wrong == []


def test_a_text_with_three_edits_stays_in_its_story() -> None:
    """Combine another lead, a cut ending and a change of a tenth of the words."""
    missed = 0
    edited = [pair for pair in PAIRS if pair.kind == "lead and cut ending"]
    for pair in edited:
        words = pair.other.body.split()
        vocabulary = [w for w in pair.one.body.split() if w.isalpha()]
        for index in range(4, len(words), 10):
            if words[index].isalpha():
                words[index] = vocabulary[index % len(vocabulary)]
        missed += not same(Pair("", "", 0, pair.one, StoryText(" ".join(words), pair.other.day), same=True))
    assert missed <= len(edited) / 20
