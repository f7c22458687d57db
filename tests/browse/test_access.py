"""Tests of what the site answers, and of the bounds on the memory of an answer."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from clusterwatch.archive import bounded
from clusterwatch.browse.access import is_known, known_names
from clusterwatch.browse.site import site
from tests.browse.conftest import clock
from tests.tables import each

NAMES = known_names("127.0.0.1", ["Archive.example.org"])


def answered(path: Path, address: str, method: str = "GET", host: str = "localhost", **options: Any) -> Any:
    with closing(site(path, clock, NAMES, **options)) as shown:
        call = shown.client._request(method.lower(), address, headers={"host": host})
        return asyncio.run(call)


@each(
    ("header", "known"),
    [
        ("127.0.0.1:8001", True), ("localhost", True), ("LOCALHOST:80", True), ("[::1]:8001", True),
        ("archive.example.org", True), ("archive.example.org.:443", True), ("192.0.2.7", True), ("[2001:db8::1]", True),
        ("evil.example", False), ("archive.example.org.evil.example", False), ("", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example:8001", False), ("[evil]", False),
    ],
)  # fmt: skip
def test_host_headers(header: str, known: bool) -> None:
    assert is_known(header, NAMES) is known


def test_all_names_can_be_allowed() -> None:
    assert is_known("any.example", known_names("0.0.0.0", ["*"]))
    assert not is_known("any.example", known_names("0.0.0.0", []))


def test_a_request_for_another_host_name_is_refused(served: Path) -> None:
    answer = answered(served, "/", host="evil.example")
    assert (answer.status_code, "--allow-host" in answer.text) == (421, True)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answered(served, "/", host="archive.example.org").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_only_reading_requests_are_answered(served: Path, method: str) -> None:
    assert answered(served, "/archive/posts", method).status_code == 405


@pytest.mark.parametrize(
    "page",
    ["threads", "threads.json", "messages", "allow-debug", "patterns", "versions", "versions.json", "settings",
     "config", "metadata", "databases", "plugins", "actor", "permissions", "auth-token", "logout"],
)  # fmt: skip
def test_debug_pages_are_closed(served: Path, page: str) -> None:
    assert answered(served, f"/-/{page}").status_code == 404


def test_static_files_are_open(served: Path) -> None:
    assert answered(served, "/-/static/app.css").status_code == 200


@pytest.mark.parametrize(
    "sql",
    [
        "select zeroblob(200000000)",
        "select " + ", ".join(["zeroblob(16000000)"] * 90),
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 900) select zeroblob(1000000) from n",
        "select group_concat(hex(zeroblob(1000000)), '') from (values (1),(2),(3),(4),(5),(6),(7),(8),(9),(10))",
    ],
)  # fmt: skip
def test_a_large_result_is_an_error(served: Path, sql: str) -> None:
    answer = answered(served, f"/archive.json?sql={quote(sql)}")
    assert answer.status_code == 400
    assert any(words in answer.json()["error"] for words in ("is larger than 32 MB", "too big"))
    assert len(answered(served, f"/archive.csv?sql={quote(sql)}").content) < 100


def test_results_below_the_bound_are_complete(served: Path) -> None:
    answer = answered(
        served, "/archive.json?sql=select+length(zeroblob(9000000)),+hex(zeroblob(1000000))+as+h"
    )
    assert [len(str(value)) for value in answer.json()["rows"][0]] == [7, 2_000_000]


def test_rows_are_counted_by_every_way_to_fetch(served: Path) -> None:
    with closing(bounded.connection(served)) as conn:
        rows = conn.execute("VALUES (1), (2), (3)")
        assert (rows.fetchone(), rows.fetchmany(), rows.fetchall(), rows.fetchone()) == (
            (1,),
            [(2,)],
            [(3,)],
            None,
        )


def test_own_sql_can_be_turned_off(served: Path) -> None:
    assert answered(served, "/archive.json?sql=select+1", sql=False).status_code == 403
    assert answered(served, "/archive/posts.json?_where=1", sql=False).status_code == 403
    assert answered(served, "/archive/night_by_night.json", sql=False).status_code == 200
    assert 'name="sql"' not in answered(served, "/archive", sql=False).text
