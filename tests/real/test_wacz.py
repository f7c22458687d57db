"""The WACZ export in the tools of others: py-wacz validates it, and pywb replays its pages."""

from __future__ import annotations

import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.cli.workspace import Workspace, listing, serving
from tests.real.pypi import installed
from tests.real.servers import free_port, running, serves, until

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str]]]:
    """Return a WACZ file, and the address and title of each of its posts, whose site is gone."""
    with serving() as web:
        web.publish()
        workspace = Workspace(tmp_path_factory.mktemp("exported"))
        workspace.sources(listing(web))
        workspace.call("run", "-q")
    file = workspace.folder / "all.wacz"
    workspace.call("export", "wacz", "-o", str(file))
    return file, workspace.rows("SELECT url, title FROM posts")


def test_py_wacz_finds_no_fault(exported: tuple[Path, list[tuple[str, str]]]) -> None:
    wacz = installed("pywb") / "wacz"
    done = subprocess.run([wacz, "validate", "-f", exported[0]], capture_output=True, text=True, check=False)
    assert (done.returncode, "Validation succeeded" in done.stdout) == (0, True), done.stdout + done.stderr


def test_pywb_replays_each_post(exported: tuple[Path, list[tuple[str, str]]], tmp_path: Path) -> None:
    file, posts = exported
    commands = installed("pywb")
    for args in (["init", "watch"], ["add", "--unpack-wacz", "watch", str(file)]):
        subprocess.run([commands / "wb-manager", *args], cwd=tmp_path, check=True, capture_output=True)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with running(commands / "wayback", "-b", "127.0.0.1", "-p", str(port), cwd=tmp_path) as server:
        until(server, lambda: serves(f"{base}/watch/"))
        for url, title in posts:
            with urllib.request.urlopen(f"{base}/watch/mp_/{url}", timeout=60) as answer:
                assert title in answer.read().decode(), url
    assert len(posts) > 2
