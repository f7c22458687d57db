"""Tests of embed, and of search --any-language."""

from __future__ import annotations

import json

import pytest

from clusterwatch.archive import nearest
from clusterwatch.stories.engine import Missing
from tests.cli.calls import Archived
from tests.stories.fake_engine import FakeEngine, used


def test_a_search_in_any_language_needs_vectors_and_an_engine(
    own_archive: Archived, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, _ = own_archive
    used(monkeypatch, FakeEngine())
    search = ("search", "zeppelin", "--any-language")
    assert "call `clusterwatch embed` first" in workspace.call(*search, code=2)[1]
    done = json.loads(workspace.call("embed", "--limit", "0", "--workers", "1", "--json")[0])
    assert (done["posts"], done["new"]) == (0, 0)
    assert nearest.path_of(workspace.folder / "archive.db").exists()
    monkeypatch.setattr("clusterwatch.stories.engine.usable", lambda: None)
    for command in ("embed", "search"):
        monkeypatch.setattr(f"clusterwatch.cli.{command}.missing", lambda: Missing.EXTRA)
        wrong = workspace.call(*(search if command == "search" else [command]), code=2)[1]
        assert (
            "The engine that compares meanings is missing: pip install 'clusterwatch[multilingual]'" in wrong
        )
