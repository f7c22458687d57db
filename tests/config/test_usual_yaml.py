"""Tests of the fast parser: what it reads is what the thorough parser reads, and it leaves the rest to that."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusterwatch.config import positions, usual_yaml

CATALOGUE = Path(__file__).parents[2] / "sources.yaml"
USUAL = {
    "nothing": "",
    "only a comment": "# sources\n",
    "flow and block": "a:\n  b: {url: https://a.example/, c: [x, y]}\n  d:\n    e:\n      - x\n      - y\n",
    "strings in YAML 1.2": "country: NO\nanswers: [yes, off, y, n, On]\n",
    "booleans": "[true, True, TRUE, false, False, FALSE]",
    "nothing as a value": "a:\nb: ~\nc: null\nd: ''\n",
    "numbers": "[0, -7, 1200, 0.5, -3.25, 12.0]",
    "no numbers": "[3d-printing, 2026-01-31, 10th, 1st, +a z, .hidden, '12', \"0.5\"]",
    "blocks of text": "a: |\n  two\n  lines\nb: >-\n  one\n  line\n",
    "a long line that goes on": "name: A cluster\n  of clusters\nurl: 'https://a.example/\n  b'\n",
    "escapes": 'name: "\\u0141\\xF3d\\x17A \\/ \\t"\n',
    "letters": "name: Łódź – photonique ☀\n",
    "the start and end of a document": "---\na: 1\n...\n",
}
UNUSUAL = {
    "anchor": "a: &x [1]\nb: *x\n",
    "merge key": "a: {b: 1}\nc: {<<: {b: 2}}\n",
    "tag": "a: !!str 1\n",
    "version": "%YAML 1.1\n---\na: 1\n",
    "two documents": "a: 1\n---\nb: 2\n",
    "duplicate key": "a: 1\na: 2\n",
    "key that is a list": "? [a, b]\n: 1\n",
    "syntax error": "a: [1\n",
    "line end of YAML 1.1": "a: b\x85c\n",
    "octal": "a: 0o17\n",
    "leading zero": "a: 017\n",
    "underscore": "a: 1_000\n",
    "exponent": "a: 1e3\n",
    "hexadecimal": "a: 0x1F\n",
    "infinity": "a: .inf\n",
    "sexagesimal": "a: 1:30\n",
    "a value": "a: =\n",
    "too deep": "[" * 40 + "]" * 40,
}


def check(text: str) -> None:
    """Check that the fast parser has the result of the thorough one, which reports no fault."""
    usual, thorough = usual_yaml.locate(text), positions.locate(text)
    assert usual is not None
    assert usual.faults == thorough.faults == []
    assert (usual.data, usual.lines) == (thorough.data, thorough.lines)
    assert repr(usual.data) == repr(thorough.data)  # 1, 1.0 and True are equal


@pytest.mark.parametrize("text", USUAL.values(), ids=USUAL)
def test_usual_files_are_read_alike(text: str) -> None:
    check(text)


def test_the_catalogue_is_usual() -> None:
    check(CATALOGUE.read_text("utf-8"))


@pytest.mark.parametrize("text", UNUSUAL.values(), ids=UNUSUAL)
def test_other_files_are_left_to_the_thorough_parser(text: str) -> None:
    assert usual_yaml.locate(text) is None


def test_without_libyaml_every_file_is_left_to_the_thorough_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yaml.__with_libyaml__", False)
    assert usual_yaml.locate("a: 1\n") is None


SIGNS = st.text("abfnoxEY0179+-._:~=<>{}[]'\"#&*!|%@ ,\n", max_size=12)


@settings(max_examples=300, deadline=None)
@given(SIGNS, SIGNS)
def test_any_value_is_read_alike_or_left(key: str, value: str) -> None:
    text = f"sources:\n  a{key}: {value}\n  b: [{value}]\n"
    if usual_yaml.locate(text) is not None:
        check(text)
