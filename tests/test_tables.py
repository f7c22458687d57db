"""Tests of the tables that one test reads."""

from __future__ import annotations

import inspect

import pytest

from tests.tables import each


def test_every_case_is_read_and_all_that_fail_are_named() -> None:
    seen = []

    @each(("one", "two"), [(1, 1), (1, 2), (3, 3), (4, 5)])
    def same(one: int, two: int, text: str) -> None:
        seen.append((one, text))
        assert one == two

    assert list(inspect.signature(same).parameters) == ["text"]
    with pytest.raises(AssertionError) as failed:
        same(text="a")
    assert seen == [(1, "a"), (1, "a"), (3, "a"), (4, "a")]
    lines = str(failed.value).splitlines()
    assert lines[0] == "2 of 4 cases fail:"
    assert "[(1, 2)]" in lines[1]
    assert "[(4, 5)]" in str(failed.value)


def test_tables_can_be_crossed() -> None:
    @each("one", "ab")
    @each("two", "cd", ids=str.upper)
    def never(one: str, two: str) -> None:
        assert (one, two) == ("b", "c")

    with pytest.raises(AssertionError, match=r"2 of 2 cases fail:\n\[a\][^[]*2 of 2[^[]*\[C\]"):
        never()


def test_a_table_without_cases_is_an_error() -> None:
    with pytest.raises(AssertionError, match="never has no cases"):

        @each("one", [])
        def never(one: str) -> None: ...


def test_a_case_that_raises_nothing_is_named_and_the_others_are_read() -> None:
    @each("text", ["a", "1", "2", "b"])
    def refused(text: str) -> None:
        with pytest.raises(ValueError, match="invalid literal"):
            int(text)

    with pytest.raises(AssertionError, match=r"2 of 4 cases fail:\n\[1\][^[]*\n\[2\]"):
        refused()
