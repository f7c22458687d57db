"""Tests of import, and of the way there and back by OPML."""

from __future__ import annotations

import json

import pytest

from clusterwatch.config import load_sources
from tests.cli.calls import Archived
from tests.cli.workspace import Web, Workspace


def test_sites_of_a_csv_are_added_once(workspace: Workspace, web: Web) -> None:
    rows = (
        "https://dock.example/news,Dock,FR,",
        f"{web.base}/news,Known,,",
        "https://www.dock.example/blog,Dock,,https://www.dock.example/blog/feed",
    )
    workspace.write("sites.csv", "\n".join(("url,name,country,feed", *rows)))
    before = (workspace.folder / "sources.yaml").read_text()
    out, err = workspace.call("import", "sites.csv")
    assert err == ""
    assert "+  dock:" in out
    assert out.endswith(
        "2 sources to add; 1 watched already. Nothing was written.\nUse --yes to write them.\n"
    )
    assert (workspace.folder / "sources.yaml").read_text() == before
    out, _ = workspace.call("import", "sites.csv", "--yes", "--json")
    assert json.loads(out)["known"] == [f"{web.base}/news"]
    sources = load_sources(workspace.folder / "sources.yaml")
    assert set(sources) == {"vessel", "dock", "dock-2"}
    assert sources["dock"].country == "FR"
    assert [d.url for d in sources["dock-2"].discover] == ["https://www.dock.example/blog/feed"]
    out, _ = workspace.call("import", "sites.csv", "--yes")
    assert out == "0 sources to add; 3 watched already. Nothing was written.\n"


def test_there_and_back_by_opml(own_archive: Archived) -> None:
    workspace, _ = own_archive
    workspace.call("export", "opml", "-o", "sites.opml")
    workspace.call("export", "opml", "-o", "sites.opml")  # its own file is replaced
    workspace.call("import", "sites.opml", "--yes", "--sources", "other.yaml")
    ours, theirs = (load_sources(workspace.folder / name) for name in ("sources.yaml", "other.yaml"))
    assert {s.id: (s.url, s.label) for s in theirs.values()} == {
        s.id: (s.url, s.label) for s in ours.values()
    }
    assert workspace.call("export", "opml", "--source", "relay")[0].count("<outline") == 1
    assert "cannot be used with opml" in workspace.call("export", "opml", "--since", "7d", code=2)[1]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("sites.doc", "", "must end in .csv, .opml, .tsv, .txt, .xml"),
        ("sites.csv", "url\nftp://a.example/\n", "sites.csv: ftp://a.example/: url: "),
        ("sites.csv", "url,country\nhttps://a.example/,France\n", "https://a.example/: country: "),
        ("sites.opml", "<opml", "sites.opml: is not valid XML"),
    ],
)
def test_wrong_files(workspace: Workspace, name: str, text: str, words: str) -> None:
    workspace.write(name, text)
    assert words in workspace.call("import", name, "--yes", code=2)[1]
    assert set(load_sources(workspace.folder / "sources.yaml")) == {"vessel"}


def test_a_missing_file(workspace: Workspace) -> None:
    assert "none.csv: cannot be read: No such file" in workspace.call("import", "none.csv", code=2)[1]
