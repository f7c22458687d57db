"""Tests of failed transfers: each raises a clear error, and is retried only if a retry can help."""

from __future__ import annotations

import asyncio
import errno
import gzip
import socket
import ssl
from pathlib import Path
from typing import NoReturn

import pytest

from clusterwatch.errors import Exhausted, FetchError, Unreachable
from clusterwatch.http import ForgetfulMemory
from tests.http.fakeweb import Reply, in_loop, resolve, until, world

GZIP = {"Content-Encoding": "gzip"}
PAGE = gzip.compress(b"a page of some length " * 50)

# name of the case, response of the server, part of the message, number of requests
FAULTS: list[tuple[str, Reply, str, int]] = [
    ("less than announced", Reply(body=b"half", length=99, cut=True), "broken-off", 4),
    ("closed without an answer", Reply(raw=b""), "broken-off", 4),
    ("closed in the head", Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Ty"), "broken-off", 4),
    (
        "half a chunk",
        Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nx"),
        "broken-off",
        4,
    ),
    ("no HTTP", Reply(raw=b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), "not-http", 4),
    ("half of the gzip", Reply(body=PAGE[:-20], headers=GZIP), "broken-off", 4),
    ("plain text for gzip", Reply(body=b"<p>plain</p>", headers=GZIP), "coding-damaged", 1),
    ("damaged gzip", Reply(body=PAGE[:-8] + bytes(8), headers=GZIP), "coding-damaged", 1),
    (
        "a coding that was not accepted",
        Reply(body=b"x", headers={"Content-Encoding": "zstd"}),
        "coding-not-accepted",
        1,
    ),
]


@pytest.mark.parametrize(("reply", "message", "times"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
@in_loop
async def test_broken_transfers(reply: Reply, message: str, times: int) -> None:
    async with world({"/": reply, "/b": Reply(body=b"b")}) as web:
        with pytest.raises(Unreachable, match=message) as caught:
            await web.get()
        assert caught.value.url == web.url()
        assert web.url() in str(caught.value)
        assert len(web.server.pages("/")) == times
        assert len(web.time.slept) == times - 1
        assert (await web.get("/b")).body == b"b"


@in_loop
async def test_a_broken_transfer_succeeds_on_the_second_try() -> None:
    async with world({"/": [Reply(body=b"half", length=99, cut=True), Reply(body=b"whole")]}) as web:
        assert (await web.get()).body == b"whole"


@in_loop
async def test_a_server_that_stops_sending() -> None:
    async with world({"/": Reply(body=b"x", length=9, hang=True)}, read_timeout=0.05, tries=2) as web:
        with pytest.raises(Unreachable, match="silent"):
            await web.get()
        assert len(web.server.pages()) == 2


@in_loop
async def test_an_endless_response_is_aborted_after_the_total_time() -> None:
    async with world({"/": Reply(body=b"x", length=9, hang=True)}, total_timeout=0.05) as web:
        with pytest.raises(Unreachable, match=r"too-slow seconds=0\.05"):
            await web.get()
        assert len(web.server.pages()) == 1


@in_loop
async def test_a_server_that_does_not_accept_the_connection() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]  # bound but not listening
        async with world({}) as web:
            with pytest.raises(Unreachable, match="connection-refused"):
                await web.fetch(f"http://127.0.0.1:{port}/")
            assert web.client.requests == 4
            assert len(web.time.slept) == 3


@in_loop
async def test_a_connection_that_hangs_times_out() -> None:
    """The TLS handshake counts as part of the connection, so its timeout applies."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        async with world({}, connect_timeout=0.05, tries=1) as web:
            with pytest.raises(Unreachable, match="not-in-time"):
                await web.fetch(f"https://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    ("code", "message", "times"),
    [
        (socket.EAI_NONAME, "no-host", 1),
        (socket.EAI_AGAIN, "no-name-server", 4),
        (socket.EAI_SYSTEM, "no-name-server", 4),
    ],
)
@in_loop
async def test_names_that_cannot_be_resolved(
    code: int, message: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def getaddrinfo(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(code, "no address")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    async with world({}) as web:
        with pytest.raises(Unreachable, match=message) as caught:
            await web.fetch("http://nowhere.test/x")
        assert "http://nowhere.test/robots.txt" in str(caught.value)
        assert caught.value.url == "http://nowhere.test/x"
        assert web.client.requests == times


@in_loop
async def test_a_name_that_is_too_long() -> None:
    async with world({}) as web:
        with pytest.raises(FetchError):
            await web.fetch(f"http://{'a' * 70}.test/")


@in_loop
async def test_an_untrusted_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "127.0.0.1")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
    async with world({"/": Reply(body=b"x")}, tls=tls) as web:
        with pytest.raises(Unreachable, match="reason=self-signed") as caught:
            await web.fetch(f"https://secure.test:{web.server.port}/")
        assert "secure.test" in str(caught.value)
        assert (web.client.requests, web.server.seen) == (1, [])


@in_loop
async def test_too_many_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_socket(_: object) -> NoReturn:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("clusterwatch.http.transport.socket_factory", lambda _: no_socket)
    async with world({"/": Reply(body=b"x")}) as web:
        with pytest.raises(Exhausted, match="too-many-files"):
            await web.get()
        assert web.client.requests == 4  # files of other connections may be closed in the meantime


@in_loop
async def test_a_transfer_can_be_cancelled() -> None:
    memory = ForgetfulMemory()
    async with world({"/": Reply(body=b"x", length=9, hang=True), "/b": Reply(body=b"b")}, memory) as web:
        task = asyncio.create_task(web.get())
        await until(web.server.pages)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 5)
        assert web.time.slept == []
        assert (await web.get("/b")).body == b"b"  # the host is free again


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy"])
@in_loop
async def test_proxies_of_the_environment_are_not_used(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "")
    async with world({"/": Reply(body=b"straight")}) as web:
        assert (await web.get()).body == b"straight"
