"""Tests of all commands with outputs that are not UTF-8."""

from __future__ import annotations

import json
import os

import pytest

from tests.cli.calls import ASCII, CALLS, JSON, OWN_FORMAT, Archived, ended
from tests.cli.commands import COMMANDS


def test_every_command_is_in_the_table() -> None:
    assert set(CALLS) == set(COMMANDS)


@pytest.mark.parametrize("command", CALLS)
def test_an_output_that_is_not_utf_8(own_archive: Archived, command: str) -> None:
    code, out, err = ended(own_archive, CALLS[command], {"PYTHONIOENCODING": "latin-1"})
    assert code == 0, err
    text = out.decode("utf-8" if command in OWN_FORMAT else "latin-1")
    assert text
    if command in ("search", "why", "extract"):
        assert "Partners from \\u0141ód\\u017a join the test bench" in text


@pytest.mark.parametrize(
    ("command", "encoding"),
    [*((name, "latin-1") for name in JSON), ("extract", "ascii"), ("search", "ascii")],
)
def test_json_is_valid_in_every_encoding(own_archive: Archived, command: str, encoding: str) -> None:
    code, out, err = ended(own_archive, JSON[command], {"PYTHONIOENCODING": encoding})
    assert code == 0, err
    value = json.loads(out.decode("utf-8"))
    assert value
    if command in ("search", "why", "extract"):
        assert "Łódź" in json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("command", ["search", "extract"])
def test_the_c_locale(own_archive: Archived, command: str) -> None:
    for env in (ASCII, {"LC_ALL": "C"}):
        code, out, err = ended(own_archive, CALLS[command], env)
        assert (code, bool(out)) == (0, True), err


def test_a_file_name_that_is_not_valid_utf_8(own_archive: Archived) -> None:
    code, _, err = ended(own_archive, ("status", "--db", os.fsdecode(b"\xffno.db")))
    advice = "create it with: clusterwatch run --db '\\udcffno.db'"
    assert (code, err) == (2, f"Error: \\udcffno.db: no such archive; {advice}\n")
