"""The files that the arguments of a command name."""

from __future__ import annotations

from pathlib import Path

import pytest

from clusterwatch.errors import UsageError
from clusterwatch.warc import files_of


def test_files_folders_and_patterns_name_each_file_once(tmp_path: Path) -> None:
    for name in ("b/2.warc.gz", "b/1.warc", "b/c/3.warc.zst", "b/notes.txt", "other.dat"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * len(name))
    names = (tmp_path / "other.dat", tmp_path / "b", tmp_path / "b/*.warc", tmp_path / "b/../other.dat")
    found = files_of([str(name) for name in names])
    relative = [Path(file.location).relative_to(tmp_path.resolve()).as_posix() for file in found]
    assert relative == ["other.dat", "b/1.warc", "b/2.warc.gz", "b/c/3.warc.zst"]
    assert [file.size for file in found] == [len(name) for name in relative]


@pytest.mark.parametrize("name", ["missing.warc", "*.warc", "empty"])
def test_a_name_without_a_file_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no WARC file"):
        files_of([str(tmp_path / name)])
