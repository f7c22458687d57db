"""Tests of output files: the files of clusterwatch are never replaced, those of other programs only with --force."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from tests.cli.workspace import Web, Workspace, listing

Archived = tuple[Workspace, Web]
FORMATS = ("csv", "jsonl", "parquet", "atom", "warc", "wacz")
DAYS = ("--since", "2026-01-01", "--until", "2026-12-31")
WRITERS = {
    "csv": ("export", "csv", "-o"),
    "warc": ("export", "warc", "-o"),
    "digest": ("digest", *DAYS, "-o"),
    "slim": ("slim",),
    "snapshot": ("snapshot",),
}


@pytest.fixture
def own(archived: Archived, tmp_path: Path) -> Iterator[Workspace]:
    """A folder with an archive that is open elsewhere, so that its -wal file exists."""
    workspace = Workspace(tmp_path / "own")
    workspace.folder.mkdir()
    shutil.copy(archived[0].archive, workspace.archive)
    shutil.copy(archived[0].folder / "sources.yaml", workspace.folder)
    workspace.write("archive.db.lock", "4711")
    with closing(sqlite3.connect(workspace.archive, isolation_level=None)) as db:
        db.execute("UPDATE posts SET flags = flags")
        assert (workspace.folder / "archive.db-wal").exists()
        yield workspace


def state(folder: Path) -> dict[str, str]:
    """Return the hash of each file. Files with the suffix -shm are left out, because reading changes them."""
    files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
    digest = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    return {name: "" if name.endswith("-shm") else found for name, found in digest.items()}


# The files that no command replaces, and how a call names them. There is no journal in WAL mode to make a hard link of.
OWN_FILES = [
    (name, by)
    for name in ("", "-wal", "-shm", "-journal", ".lock", "sources.yaml")
    for by in ("name", "absolute", "dots", "symlink", "folder", "hardlink")
    if (name, by) != ("-journal", "hardlink")
]


@pytest.mark.parametrize("writer", WRITERS)
def test_the_files_of_clusterwatch_are_never_replaced(own: Workspace, writer: str) -> None:
    (own.folder / "here").symlink_to(".")
    for name, by in OWN_FILES:
        name = name if name == "sources.yaml" else f"archive.db{name}"
        target, link = own.folder / name, own.folder / f"{name} by {by}"
        paths = {
            "name": name,
            "absolute": str(target),
            "dots": f"here/../own/{name}",
            "folder": f"here/{name}",
        }
        if by == "symlink":
            link.symlink_to(name)
        elif by == "hardlink":
            link.hardlink_to(target)
        before = state(own.folder)
        for force in ([], ["--force"]):
            args = (*WRITERS[writer], paths.get(by, link.name), *force)
            out, err = own.call(*args, code=2)
            assert out == "", args
            assert err.startswith("Error: "), args
            assert "use another file" in err, args
            assert state(own.folder) == before, args


@pytest.mark.parametrize("writer", WRITERS)
def test_the_target_of_a_linked_archive_is_not_replaced(own: Workspace, writer: str) -> None:
    (own.folder / "named.db").symlink_to("archive.db")
    before = state(own.folder)
    for name in ("archive.db", "archive.db-wal", "named.db", "archive.db.lock"):
        args = (*WRITERS[writer], name, "--db", "named.db", "--force")
        assert "use another file" in own.call(*args, code=2)[1]
    assert state(own.folder) == before


@pytest.mark.parametrize("writer", WRITERS)
def test_the_archive_of_other_sources_is_not_replaced(own: Workspace, tmp_path: Path, writer: str) -> None:
    other = tmp_path / "other.db"
    with Archive(other):
        pass
    before = other.read_bytes()
    out, err = own.call(*WRITERS[writer], str(other), "--force", code=2)
    assert (out, err) == ("", f"Error: {other} is an archive of clusterwatch; use another file\n")
    assert other.read_bytes() == before


@pytest.mark.parametrize("again", FORMATS)
@pytest.mark.parametrize("first", FORMATS)
def test_an_export_replaces_an_earlier_export(
    archived: Archived, tmp_path: Path, first: str, again: str
) -> None:
    workspace, _ = archived
    target = tmp_path / "posts.out"
    workspace.call("export", first, "-o", str(target))
    workspace.call("export", again, "-o", str(target))
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("form", [*FORMATS, "markdown", "html"])
def test_an_empty_export_can_be_replaced(archived: Archived, tmp_path: Path, form: str) -> None:
    workspace, _ = archived
    target = tmp_path / "posts.out"
    past = ("--since", "1990-01-01", "--until", "1990-01-02", "-o", str(target))
    args = ("export", form, *past) if form in FORMATS else ("digest", "--format", form, *past)
    for _ in range(2):
        workspace.call(*args)
        assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_digest_replaces_an_earlier_digest(archived: Archived, tmp_path: Path, form: str) -> None:
    workspace, _ = archived
    target = tmp_path / "digest"
    for _ in range(2):
        workspace.call("digest", *DAYS, "--format", form, "-o", str(target))
    assert list(tmp_path.iterdir()) == [target]


OTHERS = {
    "text": b"The minutes of the last meeting.\n",
    "csv": b'"id","source","amount"\r\n1,"vessel",12\r\n',
    "csv-bare": b"id,source,source_name,kind\n",
    "jsonl": b'{"id": 1, "name": "vessel"}\n',
    "atom": b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>clusterwatch</title></feed>',
    "markdown": b"# Announcements\n\nclusterwatch found these.\n",
    "html": b"<!DOCTYPE html><title>clusterwatch</title>",
    "parquet": b"PAR1 of others PAR1",
    "gzip": b"\x1f\x8b\x08\x00 broken",
    "space": b" ",
    "zero": b"\0",
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("other", OTHERS)
def test_the_files_of_other_programs_are_replaced_only_with_force(
    archived: Archived, tmp_path: Path, other: str, writer: str
) -> None:
    workspace, _ = archived
    target = tmp_path / "mine"
    target.write_bytes(OTHERS[other])
    out, err = workspace.call(*WRITERS[writer], str(target), code=2)
    assert out == ""
    assert err.startswith(f"Error: {target} already exists")
    assert err.endswith("use --force to replace it, or use another file\n")
    assert target.read_bytes() == OTHERS[other]
    workspace.call(*WRITERS[writer], str(target), "--force")
    assert target.read_bytes() != OTHERS[other]


def test_a_parquet_file_of_another_program_is_not_replaced(archived: Archived, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    target = tmp_path / "mine.parquet"
    duckdb.sql(f"COPY (SELECT 1 AS id) TO '{target}' (FORMAT parquet)")
    assert "already exists" in archived[0].call("export", "parquet", "-o", str(target), code=2)[1]


@pytest.mark.parametrize("writer", ["csv", "warc", "digest"])
def test_a_device_is_written_to(archived: Archived, writer: str) -> None:
    archived[0].call(*WRITERS[writer], os.devnull)
    assert Path(os.devnull).is_char_device()


def test_slim_does_not_replace_a_device(archived: Archived) -> None:
    err = archived[0].call("slim", os.devnull, "--force", code=2)[1]
    assert err == f"Error: {os.devnull} is not a regular file; use another file\n"
    assert Path(os.devnull).is_char_device()


def test_slim_replaces_a_copy_with_force(archived: Archived, tmp_path: Path) -> None:
    target = tmp_path / "slim.db"
    archived[0].call("slim", str(target))
    archived[0].call("slim", str(target), "--force")
    assert "already exists" in archived[0].call("export", "csv", "-o", str(target), code=2)[1]


@pytest.mark.parametrize("suffix", [".json", ".zip"])
def test_record_replaces_a_test_case_but_no_other_file(
    archived: Archived, tmp_path: Path, suffix: str
) -> None:
    _, web = archived
    workspace = Workspace(tmp_path)
    workspace.sources(listing(web))
    for _ in range(2):  # a test case can be recorded again
        workspace.call("record", "vessel", "--to", "cases")
    target = tmp_path / "cases" / f"vessel{suffix}"
    target.write_bytes(b"notes of a person")
    assert "already exists" in workspace.call("record", "vessel", "--to", "cases", code=2)[1]
    assert target.read_bytes() == b"notes of a person"
    workspace.call("record", "vessel", "--to", "cases", "--force")
    assert target.read_bytes() != b"notes of a person"
    target.unlink()
    target.symlink_to("../sources.yaml")
    before = (tmp_path / "sources.yaml").read_bytes()
    assert (
        "is the file of sources" in workspace.call("record", "vessel", "--to", "cases", "--force", code=2)[1]
    )
    assert (tmp_path / "sources.yaml").read_bytes() == before


def test_demo_does_not_replace_other_files(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "sources.schema.json").write_text("mine")
    err = Workspace(tmp_path).call("demo", "demo", code=2)[1]
    assert "has files that are not from an earlier demo" in err
    assert (folder / "sources.schema.json").read_text() == "mine"


@pytest.mark.parametrize("link", [False, True], ids=["file", "link"])
def test_the_sources_are_replaced_as_a_whole(archived: Archived, tmp_path: Path, link: bool) -> None:
    _, web = archived
    workspace = Workspace(tmp_path)
    workspace.sources(listing(web))
    real = tmp_path / "sources.yaml"
    if link:
        (tmp_path / "kept").mkdir()
        real = real.rename(tmp_path / "kept" / "watched.yaml")
        (tmp_path / "sources.yaml").symlink_to("kept/watched.yaml")
    real.chmod(0o640)
    before = real.stat()
    workspace.call("add", f"{web.base}/news", "--id", "again", "--yes")
    after = real.stat()
    assert "again:" in real.read_text()
    assert (tmp_path / "sources.yaml").is_symlink() is link
    assert after.st_mode == before.st_mode
    assert after.st_ino != before.st_ino  # the file was replaced


def test_a_full_disk_leaves_the_sources_unchanged(
    archived: Archived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, web = archived
    workspace = Workspace(tmp_path)
    workspace.sources(listing(web))
    before = (tmp_path / "sources.yaml").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    err = workspace.call("add", f"{web.base}/news", "--id", "again", "--yes", code=2)[1]
    assert err == "Error: sources.yaml: cannot be written: No space left on device\n"
    assert (tmp_path / "sources.yaml").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["sources.yaml"]
