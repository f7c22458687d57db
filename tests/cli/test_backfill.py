"""backfill: WARC files in, posts out; the export comes back as it was."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from clusterwatch.cli import backfill as command
from clusterwatch.errors import WorkersGone
from tests.cli.calls import Archived
from tests.cli.workspace import AT_LAST, SLUGS, Web, Workspace, ended
from tests.warc.made import packed, record
from tests.warc.range_server import served

POSTS = "SELECT source, url, title, published, precision, body, language, revision, fingerprint FROM posts ORDER BY url"


@pytest.fixture
def exported(own_archive: Archived, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, str, Web]:
    """A new folder with the sources of an archive, and the export of its pages."""
    full, web = own_archive
    empty = Workspace(tmp_path_factory.mktemp("empty"))
    (empty.folder / "sources.yaml").write_bytes((full.folder / "sources.yaml").read_bytes())
    return empty, str(full.folder / "all.warc.gz"), web


def test_the_export_of_an_archive_comes_back_with_the_same_posts(
    exported: tuple[Workspace, str, Web], own_archive: Archived
) -> None:
    workspace, file, web = exported
    web.log.clear()
    out, err = workspace.call("backfill", "warc", file)
    assert err == ""
    assert out.splitlines()[0].split() == [
        "file", "records", "pages", "new", "changed", "same", "copies", "failed", "no", "posts", "problems",
    ]  # fmt: skip
    assert out.splitlines()[1].split() == ["all.warc.gz", "8", "7", "7", "0", "0", "0", "0", "0", "0"]
    assert workspace.rows(POSTS) == own_archive[0].rows(POSTS)
    shared = "SELECT count(*) FROM stories WHERE sources = 2"
    assert workspace.rows(shared) == own_archive[0].rows(shared) == [(1,)]
    assert web.log == []
    out, _ = workspace.call("backfill", "warc", file)
    assert out.splitlines()[-1] == "1 file was read before; use --again to read again."
    out, _ = own_archive[0].call("backfill", "warc", file, "--json")
    (result,) = json.loads(out)["files"]
    assert result["counts"] == {"records": 8, "pages": 7, "same": 7}


def test_a_dry_run_writes_nothing(exported: tuple[Workspace, str, Web]) -> None:
    workspace, file, _ = exported
    out, _ = workspace.call("backfill", "warc", file, "--dry-run", "--json")
    assert json.loads(out)["dry_run"] is True
    assert json.loads(out)["files"][0]["counts"]["new"] == 7
    assert not workspace.archive.exists()
    workspace.call("backfill", "warc", file, "-q")
    out, _ = workspace.call("backfill", "warc", file, "--again", "--dry-run")
    assert out.splitlines()[-1] == "Dry run: nothing was written."


def test_only_the_pages_of_some_sources_and_since_a_day(exported: tuple[Workspace, str, Web]) -> None:
    workspace, file, _ = exported
    workspace.call("backfill", "warc", file, "--source", "vessel", "--since", "2026-10-15", "-q")
    rows = workspace.rows("SELECT source, published FROM posts ORDER BY published")
    assert rows == [("vessel", "2026-10-30"), ("vessel", "2026-11-12"), ("vessel", "2026-11-19")]


def test_damage_is_reported_and_the_exit_code_is_1(workspace: Workspace, web: Web, tmp_path: Path) -> None:
    first = packed(record(f"{web.base}/news/a"), ".gz")
    bad = tmp_path / "bad.warc.gz"
    bad.write_bytes(first + b"\x1f\x8b\x08 damaged")
    out, err = workspace.call("backfill", "warc", str(bad), code=1)
    assert err == f"{bad}, byte 0: what comes after this record cannot be read and was left out.\n"
    assert out.splitlines()[1].split()[-1] == "1"
    out, _ = workspace.call("backfill", "warc", str(bad), "--again", "--json", code=1)
    (problem,) = json.loads(out)["files"][0]["problems"]
    assert (problem["code"], problem["detail"]) == ("record-damaged", {"offset": 0, "reason": "gap"})


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("missing.warc",), "missing.warc: no WARC file; expected a file, a folder or a pattern"),
        (("x", "--source", "nobody"), "no source named nobody"),
        (("x", "--since", "soon"), "--since: invalid date 'soon'"),
    ],
)
def test_errors_of_use(workspace: Workspace, args: tuple[str, ...], sentence: str) -> None:
    _, err = workspace.call("backfill", "warc", *args, code=2)
    assert sentence in err


def test_a_missing_library_is_reported_with_the_command_that_installs_it(workspace: Workspace) -> None:
    code = (
        "import sys; sys.modules['fastwarc'] = None; from clusterwatch.cli import main; "
        "main(['backfill', 'warc', 'x.warc.gz'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=workspace.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "Error: warc needs fastwarc: pip install 'clusterwatch[warc]'\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_a_backfill_and_the_next_call_continues(
    workspace: Workspace,
    web: Web,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    code: int,
) -> None:
    """The signal comes after the first of many files."""
    for name in SLUGS:
        page = web.pages[f"/news/{name}"].encode()
        (tmp_path / f"{name}.warc.gz").write_bytes(packed(record(f"{web.base}/news/{name}", page), ".gz"))
    with monkeypatch.context() as patch:
        patch.setattr(command._Bar, "__call__", lambda *_: os.kill(os.getpid(), number))
        out, err = workspace.call("backfill", "warc", str(tmp_path), code=code)
    assert (out, err) == ("", "Interrupted; what was read is kept; the next call continues there.\n")
    (first,) = workspace.column("SELECT count(*) FROM posts")
    assert 1 <= first < len(SLUGS)
    out, _ = workspace.call("backfill", "warc", str(tmp_path), "--json")
    assert sum(f["counts"].get("new", 0) for f in json.loads(out)["files"]) == len(SLUGS) - first
    assert workspace.column("SELECT count(*) FROM posts") == [len(SLUGS)]
    assert workspace.column("PRAGMA integrity_check") == ["ok"]


def test_lost_workers_end_a_backfill_and_the_next_call_continues(
    exported: tuple[Workspace, str, Web], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise WorkersGone("the scheduler is gone")

    workspace, file, _ = exported
    with monkeypatch.context() as patch:
        patch.setattr(command._Bar, "__call__", lost)
        _, err = workspace.call("backfill", "warc", file, code=1)
    assert err == "Error: the scheduler is gone; what was read is kept; the next call continues there.\n"
    workspace.call("backfill", "warc", file)
    assert workspace.column("SELECT count(*) FROM posts") == [7]


def test_a_file_on_a_web_server(exported: tuple[Workspace, str, Web], own_archive: Archived) -> None:
    """The process ends without complaints about open connections."""
    workspace, file, _ = exported
    with served(Path(file).read_bytes()) as site:
        with workspace.start("backfill", "warc", f"{site.base}/file", "--workers", "1") as process:
            out, err = ended(process, 0, AT_LAST)
        assert err == ""
        assert out.splitlines()[1].split()[:4] == ["file", "8", "7", "7"]
        assert workspace.rows(POSTS) == own_archive[0].rows(POSTS)
        site.requests.clear()
        out, _ = workspace.call("backfill", "warc", f"{site.base}/file")
        assert out.splitlines()[-1] == "1 file was read before; use --again to read again."
        assert site.requests == ["bytes=0-0"]
        _, err = workspace.call("backfill", "warc", f"{site.base}/whole", code=2)
        assert "cannot be read in parts" in err


def test_a_file_that_cannot_be_fetched_is_read_by_the_next_call(exported: tuple[Workspace, str, Web]) -> None:
    workspace, file, _ = exported
    with served(Path(file).read_bytes()) as site:
        site.answers = [206, 404]
        _, err = workspace.call("backfill", "warc", f"{site.base}/file", code=1)
        sentence = "the file cannot be opened or fetched; the next call tries again."
        assert err == f"{site.base}/file, byte 0: {sentence}\n"
        out, _ = workspace.call("backfill", "warc", f"{site.base}/file", "--json")
        assert json.loads(out)["files"][0]["counts"]["new"] == 7
