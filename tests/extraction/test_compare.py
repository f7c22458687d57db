"""Lines that begin with a title by their letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clusterwatch.extraction.compare import may_begin, squeeze

TEXTS = st.text("aAßİǅ_- 1", max_size=4) | st.text(max_size=4)


@given(TEXTS.filter(bool), TEXTS)
def test_a_line_that_begins_with_a_form_may_begin_with_it(line: str, rest: str) -> None:
    assert may_begin(line + rest, squeeze(line))
    assert may_begin(line, "")


def test_a_line_with_another_letter_does_not_begin_with_a_form() -> None:
    assert not may_begin("Beta", squeeze("Alpha"))
    assert may_begin("- Alpha", squeeze("Alpha"))
