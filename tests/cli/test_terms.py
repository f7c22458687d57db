"""Tests of terms: what is printed of the words that rise."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.archive.planted_terms import plant
from tests.cli.workspace import Workspace


def test_terms_are_printed_with_their_numbers(tmp_path: Path) -> None:
    plant(tmp_path / "archive.db")
    workspace = Workspace(tmp_path)
    period = ("--since", "2026-03-01", "--until", "2026-03-30")
    out, err = workspace.call("terms", *period)
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines[0] == "de: 39 announcements from 2026-03-01 to 2026-03-30, 480 from 2025-03-01 to 2026-02-28"
    assert lines[1] == "term now before sources z newest post"
    numbers = ["fotonik 10 0 3", "wasserstoff 9 0 3", "grüne allianz 8 0 3", "hallenplan 6 0 3"]
    assert [re.split(r" \d\.\d ", line)[0] for line in lines[2:6]] == numbers
    assert lines[-1] == "Left out, since they have no posts in the past: new."
    assert err == ""
    found = json.loads(workspace.call("terms", *period, "--json")[0])
    assert [one["term"] for one in found["groups"][0]["terms"]] == [
        "fotonik",
        "wasserstoff",
        "grüne allianz",
        "hallenplan",
    ]
    assert workspace.call("terms", *period, "--country", "FR")[1] == "No term rises in de.\n"
    none = "fr: there are not ten announcements in this language in the period and ten before it.\n"
    assert workspace.call("terms", *period, "--lang", "fr")[1] == none
    assert workspace.call("terms", *period, "--lang", "DE")[0] == out
    for option, value in (("--country", "ZZ"), ("--sector", "none")):
        assert f"{value}; there are " in workspace.call("terms", option, value, code=2)[1]
    assert "is after" in workspace.call("terms", "--since", "2026-04-01", "--until", "2026-03-30", code=2)[1]
