"""Tests of the address of a heartbeat."""

from __future__ import annotations

from clusterwatch.notify.heartbeat import address
from tests.tables import each


@each(
    ("heartbeat", "code", "asked"),
    [
        ("https://hc.example/abc", 0, "https://hc.example/abc"),
        ("https://hc.example/abc", 1, "https://hc.example/abc/1"),
        ("https://hc.example/abc/", 4, "https://hc.example/abc/4"),
        ("https://hc.example/abc?create=1", 4, "https://hc.example/abc/4?create=1"),
        ("https://hc.example/abc/{exit}", 0, "https://hc.example/abc/0"),
        ("https://snitch.example/abc?s={exit}", 1, "https://snitch.example/abc?s=1"),
        ("https://kuma.example/abc?status={state}&msg={exit}", 0, "https://kuma.example/abc?status=up&msg=0"),
        (
            "https://kuma.example/abc?status={state}&msg={exit}",
            4,
            "https://kuma.example/abc?status=down&msg=4",
        ),
    ],
)
def test_the_address_says_how_the_run_ended(heartbeat: str, code: int, asked: str) -> None:
    assert address(heartbeat, code) == asked
