"""Tests of word diffs: the pieces reproduce both texts, and a cut diff shows each change with its context."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clusterwatch.worddiff import Piece, align, word_diff

WORDS = st.lists(
    st.sampled_from(["call", "closes", "on", "15", "20", "March", "the", "hall", "\n"]), max_size=30
)


def test_a_deadline_changes() -> None:
    assert word_diff(
        "The call closes on 15 March at noon sharp.", "The call closes on 20 March at noon sharp.", 2
    ) == [
        Piece("cut", " …"),
        Piece("same", " closes on"),
        Piece("gone", " 15"),
        Piece("new", " 20"),
        Piece("same", " March at"),
        Piece("cut", " …"),
    ]


def test_an_empty_text() -> None:
    assert word_diff(None, "A title") == [Piece("new", "A title")]
    assert word_diff("A title", None) == [Piece("gone", "A title")]
    assert word_diff("", "") == []


def test_long_texts_are_compared_by_words() -> None:
    lines = [f"line {n} of a long report\n" for n in range(3000)]
    changed = [*lines[:1000], "line 1000 of a short report\n", *lines[1001:]]
    pieces = word_diff("".join(lines), "".join(changed))
    assert [p.text.strip() for p in pieces if p.kind in ("gone", "new")] == ["long", "short"]


def test_longer_texts_are_compared_by_lines() -> None:
    lines = [f"line {n} of a long report\n" for n in range(4000)]
    changed = [*lines[:1000], "line 1000 of a short report\n", *lines[1001:]]
    pieces = word_diff("".join(lines), "".join(changed))
    assert [p.text.strip() for p in pieces if p.kind in ("gone", "new")] == [
        "line 1000 of a long report",
        "line 1000 of a short report",
    ]


def test_texts_with_too_many_lines_are_one_change() -> None:
    was, now = "word\n" * 30_000, "word\n" * 30_001
    assert word_diff(was, was) == [Piece("cut", " …")]
    assert [p.kind for p in word_diff(was, now)] == ["gone", "new"]


def test_equal_and_different_runs_alternate() -> None:
    assert align(["a", "b", "c", "d", "e", "f"], ["a", "x", "y", "c", "d", "f", "g"]) == [
        (True, 0, 1, 0, 1),
        (False, 1, 2, 1, 3),
        (True, 2, 4, 3, 5),
        (False, 4, 5, 5, 5),
        (True, 5, 6, 5, 6),
        (False, 6, 6, 6, 7),
    ]
    assert align([], []) == []


@given(WORDS, WORDS)
def test_the_pieces_reproduce_both_texts(a: list[str], b: list[str]) -> None:
    was, now = " ".join(a), " ".join(b)
    pieces = word_diff(was, now, None)
    assert " ".join(p.text for p in pieces if p.kind in ("same", "gone")).split() == was.split()
    assert " ".join(p.text for p in pieces if p.kind in ("same", "new")).split() == now.split()


@given(WORDS, WORDS)
def test_aligned_runs_cover_both_texts(a: list[str], b: list[str]) -> None:
    runs = align(a, b)
    assert all(a[i:j] == b[k:m] for equal, i, j, k, m in runs if equal)
    assert [one[0] != other[0] for one, other in pairwise(runs)] == [True] * (len(runs) - 1 if runs else 0)
    for start, end, text in ((1, 2, a), (3, 4, b)):
        assert [n for run in runs for n in range(run[start], run[end])] == list(range(len(text)))
