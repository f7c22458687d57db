"""Tests of rename: the file and the archive change together, or not at all."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import NoReturn

import pytest

from tests.cli.calls import Archived
from tests.cli.workspace import Workspace


def ids(workspace: Workspace) -> tuple[list[str], set[str]]:
    """Return the ids of the sources in the file, and those in the archive that have posts."""
    text = (workspace.folder / "sources.yaml").read_text()
    in_file = [line.strip(" :\n") for line in text.splitlines() if line.startswith("  ") and line[2] != " "]
    return in_file, set(workspace.column("SELECT DISTINCT source FROM posts"))


def test_a_source_is_renamed_in_both(own_archive: Archived) -> None:
    workspace, _ = own_archive
    posts = workspace.column("SELECT url FROM posts ORDER BY id")
    out, err = workspace.call("rename", "vessel", "ship")
    assert (out, err) == ("Renamed vessel to ship in sources.yaml and archive.db.\n", "")
    assert ids(workspace) == (["ship", "relay"], {"ship", "relay"})
    workspace.call("run", "-q")
    assert workspace.column("SELECT url FROM posts ORDER BY id") == posts


def test_an_id_that_was_changed_by_hand_is_changed_in_the_archive(own_archive: Archived) -> None:
    workspace, _ = own_archive
    path = workspace.folder / "sources.yaml"
    path.write_text(path.read_text().replace("  vessel:", "  ship:"))
    out, _ = workspace.call("rename", "vessel", "ship", "--json")
    assert json.loads(out) == {"old": "vessel", "new": "ship", "changed": ["archive.db"]}
    assert ids(workspace) == (["ship", "relay"], {"ship", "relay"})


def test_a_source_that_was_never_run_is_renamed_in_the_file(workspace: Workspace) -> None:
    assert workspace.call("rename", "vessel", "ship")[0] == "Renamed vessel to ship in sources.yaml.\n"
    assert not workspace.archive.exists()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("vessel", "relay", "sources.yaml:10: relay: the file has a source with this id already"),
        ("vessel", "Ship", "lowercase letters"),
        ("nobody", "ship", "no source named nobody or ship"),
        ("nobody", "relay", "archive.db: no source named nobody"),
    ],
)
def test_wrong_ids(own_archive: Archived, old: str, new: str, words: str) -> None:
    workspace, _ = own_archive
    before = ids(workspace)
    assert words in workspace.call("rename", old, new, code=2)[1]
    assert ids(workspace) == before


def test_if_the_file_cannot_be_written_the_archive_is_unchanged(
    own_archive: Archived, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    workspace, _ = own_archive
    before = ids(workspace)
    monkeypatch.setattr("clusterwatch.cli.options.replaced", full)
    for command in (("rename", "vessel", "ship"), ("forget", "vessel", "--posts", "delete")):
        error = "Error: sources.yaml: cannot be written: No space left on device\n"
        assert workspace.call(*command, code=2) == ("", error)
        assert ids(workspace) == before
