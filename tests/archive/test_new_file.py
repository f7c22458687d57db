"""A file that replaces an archive: nothing of the earlier one stays beside it."""

from __future__ import annotations

from pathlib import Path

from clusterwatch.archive.lock import lock_of
from clusterwatch.archive.new_file import new_archive
from clusterwatch.archive.own_files import own_files


def test_the_files_beside_an_earlier_archive_are_removed(tmp_path: Path) -> None:
    out = tmp_path / "archive.db"
    for path in own_files(out):
        path.write_text("earlier")
    with new_archive(out, [], force=True) as part:
        part.write_text("new")
    assert {path: path.read_text() for path in tmp_path.iterdir()} == {out: "new", lock_of(out): "earlier"}
