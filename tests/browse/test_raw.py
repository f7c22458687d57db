"""Raw captures: what a post was read from, shown in a sandbox that runs nothing and fetches nothing."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.models import Entry, Evidence, Method, Observation, Page
from tests.archive.made import draft
from tests.browse.conftest import NOW
from tests.browse.test_pages import get

URL = "https://alpha.example.org/{}"
PAGE, LATIN, FEED, FILE, NONE = range(1, 6)  # the numbers of posts


def page(name: str, content_type: str, body: bytes) -> Page:
    return Page(URL.format(name), URL.format(name), 200, {"content-type": content_type}, body, NOW)


@pytest.fixture(scope="module")
def trap() -> Iterator[tuple[int, list[Any]]]:
    """A port that nobody must connect to, and the connections that it got."""
    connections: list[Any] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            try:
                while True:
                    connection, address = server.accept()
                    connection.close()
                    connections.append(address)
            except OSError:
                return

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1], connections
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.fixture(scope="module")
def captured(trap: tuple[int, list[Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a page that tries everything, one in Latin-1, an entry of a feed, a file, and a post without."""
    path = tmp_path_factory.mktemp("raw") / "archive.db"
    host = f"http://127.0.0.1:{trap[0]}"
    hostile = f"""<!DOCTYPE html><html><head><title>seen</title>
<link rel="preconnect" href="{host}"><LINK
href="{host}/a.css" rel=stylesheet><meta http-equiv="refresh" content="0; url={host}/refresh">
<style>@import url({host}/b.css); body {{ background: url({host}/c.png) }} h1 {{ color: rgb(1, 2, 3) }}</style>
<script>document.title = "changed"</script><script src="{host}/d.js"></script></head>
<body onload="document.title = 'changed'"><h1>Raw</h1><img src="{host}/e.png"><iframe src="{host}/f"></iframe>
<li<link>nk rel="preconnect" href="{host}"><<iframe>iframe src="{host}/f">
<form action="{host}/g"><button>Send</button></form></body></html>"""
    pages = {
        PAGE: page("page", "text/html", hostile.encode()),
        LATIN: page("latin", "text/html; charset=iso-8859-1", "<p>é</p>".encode("latin-1")),
        FILE: page("file", "application/pdf", b"%PDF-1.7 \xff"),
    }
    with Archive(path) as archive, archive.transaction():
        archive.sources.register([Source(id="alpha", url=URL.format(""))], NOW)
        for number, name in enumerate(("page", "latin", "feed", "file", "none"), 1):
            url = URL.format(name)
            method = Method.FEED if number == FEED else Method.GENERIC
            read = draft(
                url, title=name, body=f"{name} {'text ' * 30}", evidence={"body": Evidence(method, "")}
            )
            archive.posts.record(Observation("alpha", url, read), NOW)
            if number in pages:
                archive.pages.keep("alpha", url, pages[number])
        archive.pages.keep_entry(
            "alpha",
            URL.format("feed"),
            Entry(URL.format("feed"), Method.FEED, URL.format("feed.xml"), title="é"),
            NOW,
        )
    return path


@pytest.fixture(scope="module")
def answer(captured: Path) -> Any:
    """The answer with the hostile page. Playwright must not have started before: it has an event loop of its own."""
    return get(captured, f"/post/{PAGE}/raw")


@pytest.mark.parametrize(
    ("number", "content_type", "body"),
    [
        (LATIN, "text/html; charset=utf-8", "<p>é</p>".encode()),
        (FILE, "application/octet-stream", b"%PDF-1.7 \xff"),
    ],
)
def test_a_page_is_shown_and_a_file_is_saved(
    captured: Path, number: int, content_type: str, body: bytes
) -> None:
    answer = get(captured, f"/post/{number}/raw")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, content_type, body)
    assert answer.headers.get("content-disposition") == ("attachment" if number == FILE else None)
    assert answer.headers["last-modified"] == "Sun, 01 Mar 2026 02:00:00 GMT"
    (policy,) = answer.headers.get_list("content-security-policy")
    assert policy.startswith("sandbox; default-src 'none';")
    assert "allow-" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_entry_of_a_feed_is_json(captured: Path) -> None:
    answer = get(captured, f"/post/{FEED}/raw")
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert json.loads(answer.text)["title"] == "é"


@pytest.mark.parametrize("address", [f"/post/{NONE}/raw", "/post/99/raw"])
def test_there_may_be_no_capture(captured: Path, address: str) -> None:
    answer = get(captured, address)
    assert answer.status_code == 404
    assert f"The archive has no raw page of post {address.split('/')[2]}." in answer.text


def test_a_page_has_no_element_that_makes_a_browser_connect(answer: Any) -> None:
    assert b"<h1>Raw</h1>" in answer.content
    assert not [tag for tag in (b"<link", b"<LINK", b"<iframe") if tag in answer.content]


def test_a_post_leads_to_its_capture(captured: Path) -> None:
    assert '<a href="/post/1/raw">' in get(captured, "/post/1").text
    assert "/raw" not in get(captured, f"/post/{NONE}").text


@pytest.mark.browser
def test_a_browser_runs_and_fetches_nothing(
    answer: Any, trap: tuple[int, list[Any]], browser: Browser
) -> None:
    with closing(browser.new_context()) as context:
        shown = context.new_page()
        headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
        shown.route("**/raw", lambda route: route.fulfill(status=200, headers=headers, body=answer.content))
        shown.goto("http://archive.example/post/1/raw")
        assert shown.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"
        shown.get_by_role("button").click()
        shown.wait_for_load_state("networkidle")
        assert (shown.title(), shown.url) == ("seen", "http://archive.example/post/1/raw")
    assert trap[1] == []
