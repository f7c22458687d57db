"""Word diffs: joined, the pieces give both texts back; cut, they show each change with its surroundings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clusterwatch.worddiff import Piece, word_diff

WORDS = st.lists(
    st.sampled_from(["call", "closes", "on", "15", "20", "March", "the", "hall", "\n"]), max_size=30
)


def test_a_deadline_that_moved() -> None:
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


def test_nothing_before_and_nothing_after() -> None:
    assert word_diff(None, "A title") == [Piece("new", "A title")]
    assert word_diff("A title", None) == [Piece("gone", "A title")]
    assert word_diff("", "") == []


def test_long_texts_are_compared_by_lines() -> None:
    lines = [f"line {n} of a long report\n" for n in range(2000)]
    changed = [*lines[:1000], "line one thousand was rewritten\n", *lines[1001:]]
    pieces = word_diff("".join(lines), "".join(changed))
    assert [p.text.strip() for p in pieces if p.kind in ("gone", "new")] == [
        "line 1000 of a long report",
        "line one thousand was rewritten",
    ]


@given(WORDS, WORDS)
def test_the_pieces_are_both_texts(a: list[str], b: list[str]) -> None:
    was, now = " ".join(a), " ".join(b)
    pieces = word_diff(was, now, None)
    assert " ".join(p.text for p in pieces if p.kind in ("same", "gone")).split() == was.split()
    assert " ".join(p.text for p in pieces if p.kind in ("same", "new")).split() == now.split()
