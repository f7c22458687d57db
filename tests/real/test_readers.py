"""Feed readers of Debian subscribe to the feeds of serve: newsboat, sfeed, and SimplePie, which FreshRSS uses."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.cli.prepared import RESOURCE_WARNINGS
from tests.cli.workspace import AT_LAST, POSTS, PROMPTLY, Workspace, ended, listing, serving

pytestmark = pytest.mark.real
WARNINGS = f"{RESOURCE_WARNINGS},ignore:unclosed database:ResourceWarning"  # as in tests/cli/test_serve.py
TITLES = [title for _, title, *_ in POSTS]  # the newest first
FEEDS = ("search.atom", "source/vessel.atom", "watch/all.atom", "archive/announcements.atom")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an archive of six posts, and yield the address."""
    workspace = Workspace(tmp_path_factory.mktemp("readers"))
    with serving() as web:
        web.publish()
        head = "network: {allow_private: true}\ndefaults: {delay: 0}\nwatch: {all: {source: vessel}}\n"
        workspace.sources(listing(web), head=head)
        workspace.call("run", "-q")
    with workspace.start("serve", "--port", "0", warnings=WARNINGS) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split("served at ")[1].split()[0]
        process.send_signal(signal.SIGINT)
        ended(process, 0, PROMPTLY)


@pytest.mark.parametrize("feed", FEEDS)
def test_newsboat_subscribes_and_does_not_fetch_again(served: str, feed: str, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(f"{served}{feed}\n", "utf-8")
    call = ["newsboat", "-u", "urls", "-c", "cache.db", "-C", os.devnull, "-x", "reload", "print-unread"]
    env = {**os.environ, "HOME": str(tmp_path)}
    for _ in range(2):
        done = subprocess.run(
            call, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=AT_LAST, check=True
        )
        assert done.stdout == f"{len(POSTS)} unread articles\n"
    with closing(sqlite3.connect(tmp_path / "cache.db")) as cache:
        assert {row[0] for row in cache.execute("SELECT title FROM rss_item")} == set(TITLES)
        ((tag, modified),) = cache.execute("SELECT etag, lastmodified FROM rss_feed")
    assert tag
    assert modified
    assert httpx.get(f"{served}{feed}", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("feed", FEEDS)
def test_sfeed_reads_the_entries_in_their_order(served: str, feed: str) -> None:
    page = httpx.get(f"{served}{feed}").content
    done = subprocess.run(["sfeed"], input=page, capture_output=True, timeout=AT_LAST, check=True)
    rows = [line.split("\t") for line in done.stdout.decode("utf-8").splitlines()]
    assert [row[1] for row in rows] == TITLES
    assert all(row[2].startswith("http://127.0.0.1") and row[4] == "html" for row in rows)
    assert len({row[5] for row in rows}) == len(POSTS)


@pytest.mark.parametrize("feed", FEEDS)
def test_simplepie_reads_the_entries_and_the_next_page(served: str, feed: str) -> None:
    script = Path(__file__).with_name("simplepie.php")
    size = "_size" if feed.startswith("archive") else "limit"
    address, titles = f"{served}{feed}?{size}=4", []
    while address:
        page = httpx.get(address).content
        done = subprocess.run(["php", script], input=page, capture_output=True, timeout=AT_LAST, check=True)
        read = json.loads(done.stdout)
        assert read["error"] is None
        titles += [item["title"] for item in read["items"]]
        assert all(item["author"] and item["content"].startswith("<p>") for item in read["items"])
        address = read["next"]
    assert sorted(titles) == sorted(TITLES)
