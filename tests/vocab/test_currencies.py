"""The table of currencies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clusterwatch.vocab import folded
from clusterwatch.vocab.currencies import Currency, currencies
from tests.tables import each

LISTS = [
    (code, kind, written)
    for code, one in currencies().items()
    for kind, written in (
        ("signs", one.signs),
        ("in_lines", one.in_lines),
        ("names", one.names),
        *one.national.items(),
    )
]


@each(("code", "kind", "written"), LISTS)
def test_what_is_written_is_whole_and_listed_once(code: str, kind: str, written: Sequence[str]) -> None:
    assert re.fullmatch("[A-Z]{3}", code)
    assert len(set(written)) == len(written)
    for one in written:
        assert re.search(r"[,;\n]", one) is None
        assert one == " ".join(one.split()) != ""


def test_no_name_is_that_of_two_currencies() -> None:
    """In no language, as the first of them would be taken."""
    languages = {language for one in currencies().values() for language in one.national}
    for language in ("", *sorted(languages)):
        named = [
            name
            for one in currencies().values()
            if one.has_amounts
            for name in set(map(folded, one.of_amounts(language)))
        ]
        assert len(set(named)) == len(named), language


def test_a_sign_may_stand_for_several_currencies_in_lines_only() -> None:
    crown = [code for code, one in currencies().items() if "kr" in one.of_lines()]
    assert crown == ["SEK", "DKK", "NOK", "ISK"]
    assert not any("kr" in currencies()[code].of_amounts("de") for code in crown)
    assert [code for code in crown if "kr" in currencies()[code].of_amounts("sv")] == ["SEK"]


def test_amounts_are_not_read_by_signs_of_lines() -> None:
    lines = Currency(in_lines=("TL",))
    assert lines.of_lines() == ("TL",)
    assert lines.of_amounts("tr") == ()
    assert not lines.has_amounts
