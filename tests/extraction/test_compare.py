"""Lines that begin with a title by their letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clusterwatch.extraction.compare import akin, may_begin, squeeze
from tests.tables import each

TEXTS = st.text("aAßİǅ_- 1", max_size=4) | st.text(max_size=4)


@given(TEXTS.filter(bool), TEXTS)
def test_a_line_that_begins_with_a_form_may_begin_with_it(line: str, rest: str) -> None:
    assert may_begin(line + rest, squeeze(line))
    assert may_begin(line, "")


def test_a_line_with_another_letter_does_not_begin_with_a_form() -> None:
    assert not may_begin("Beta", squeeze("Alpha"))
    assert may_begin("- Alpha", squeeze("Alpha"))


@each(
    ("one", "other", "are_akin"),
    [
        ("Call", "Call of it", True),
        ("Call of it", "Call", True),
        ("Towns with light", "Light in all towns", True),
        ("Towns with light", "Light in all", False),
        ("Towns share light again", "Again: light that towns share", True),
        ("All for one", "One for all", False),
    ],
)
def test_titles_that_are_akin(one: str, other: str, are_akin: bool) -> None:
    assert akin(one, other) is are_akin


def test_only_letters_and_digits_are_compared() -> None:
    assert squeeze("A\x7f b_1 · É") == "ab1é"
    assert squeeze("A\x7f b_1 -") == "ab1"
