"""Tests of a ping: an address is asked until it accepts, and the answer says why it did not."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from clusterwatch.http import Settings, ping
from clusterwatch.http.ping import TRIES
from clusterwatch.http.transport import Answer, Transport
from clusterwatch.models import FetchReason
from tests.cli.workspace import Web


def test_an_answer_of_success_accepts_it(web: Web) -> None:
    web.pages["/beat/abc?x=1"] = "OK"
    assert asyncio.run(ping(f"{web.base}/beat/abc?x=1", Settings())) == {}
    assert web.log == ["200 /beat/abc?x=1"]


def test_another_answer_is_not_asked_for_again(web: Web) -> None:
    assert asyncio.run(ping(f"{web.base}/beat", Settings())) == {"status": 404}
    assert web.log == ["404 /beat"]


def test_a_server_that_fails_is_asked_again(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    asked: list[object] = []
    get = Transport.get

    async def counted(self: Transport, *args: Any, **how: Any) -> Answer:
        asked.append(args[0])
        return await get(self, *args, **how)

    monkeypatch.setattr(Transport, "get", counted)
    failed = asyncio.run(ping(f"http://127.0.0.1:{port}/beat", Settings()))
    assert failed == {"reason": FetchReason.CONNECTION_REFUSED}
    assert len(asked) == TRIES


def test_what_is_no_address() -> None:
    assert asyncio.run(ping("http://[::1/x", Settings())) == {"reason": FetchReason.NOT_AN_ADDRESS}
