"""Tests of the recorded cases, and of the command that records them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clusterwatch.maintain.record import MOST_BYTES, replay
from tests.cli.workspace import Workspace, listing, serving

CASES = sorted((Path(__file__).parents[1] / "recorded").glob("*.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_recorded_site_gives_the_expected_result(case: Path) -> None:
    expected, found = replay(case)
    assert found == expected
    assert case.with_suffix(".zip").stat().st_size <= MOST_BYTES


def test_there_are_cases() -> None:
    assert len(CASES) >= 2


def test_a_case_is_recorded_and_replayed_without_the_site(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with serving() as web:
        web.publish()
        workspace.sources(listing(web))
        out, _ = workspace.call("record", "vessel", "--to", "cases")
        assert "6 addresses listed" in out
        del web.pages["/news"]
        err = workspace.call("record", "vessel", "--to", "others", code=2)[1]
        assert "vessel: cannot be recorded" in err
    case = tmp_path / "cases" / "vessel.json"
    expected, found = replay(case)
    assert found == expected
    assert [p["title"] for p in found["posts"]] == [
        "A new press for composite parts",
        "Appel « hydrogène vert »",
    ]
    content = json.loads(case.read_text("utf-8"))
    content["source"]["vessel"]["select"]["title"] = "h6"
    case.write_text(json.dumps(content), "utf-8")
    expected, found = replay(case)
    assert found != expected
