"""Tests of proxies: which one is used, what it is sent, and that it is not asked for private addresses."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from clusterwatch.errors import Refused, Unreachable, UsageError
from clusterwatch.http import Settings, choose_proxies, choose_trust
from clusterwatch.models import FetchReason
from tests.http.certificates import HOST, bundle, server
from tests.http.fakeweb import Reply, Routes, World, in_loop, resolve, world
from tests.tables import each

PUBLIC = "93.184.216.34"


class Proxy:
    """A proxy that sends every request to one server on loopback. `seen` has the request lines without the version.

    It answers `status` instead, if that is set.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.server = self.status = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                line, *fields = head.strip().split("\r\n")
                self.seen.append(line.rpartition(" ")[0])
                self.headers.append(
                    {name.lower(): value.strip() for name, _, value in (f.partition(":") for f in fields)}
                )
                if self.status:
                    writer.write(f"HTTP/1.1 {self.status} No\r\nContent-Length: 0\r\n\r\n".encode())
                    continue
                target = await asyncio.open_connection("127.0.0.1", self.server)
                if line.startswith("CONNECT"):
                    writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
                    await asyncio.gather(_pipe(reader, target[1]), _pipe(target[0], writer))
                    break
                await self._forward(head, target, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _forward(
        self,
        head: str,
        target: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        writer: asyncio.StreamWriter,
    ) -> None:
        """Send a request with the path in place of the address, and return the answer."""
        method, address, rest = head.split(" ", 2)
        path = httpx.URL(address).raw_path.decode()
        target[1].write(f"{method} {path} {rest}".encode("latin-1"))
        answer = await target[0].readuntil(b"\r\n\r\n")
        length = int(answer.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        writer.write(answer + await target[0].readexactly(length))
        target[1].close()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
    writer.close()


@asynccontextmanager
async def behind(
    proxy: Proxy, routes: Routes, user: str = "", environ: dict[str, str] | None = None, **settings: Any
) -> AsyncIterator[World]:
    """Start a proxy, and a server and a client behind it. The addresses of both are private."""
    listening = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    try:
        proxies = choose_proxies(f"http://{user}127.0.0.1:{port}", environ or {})
        async with world(routes, **{"allow_private": False, "proxies": proxies, **settings}) as web:
            proxy.server = web.server.port
            yield web
    finally:
        listening.close()
        await listening.wait_closed()


@in_loop
async def test_a_proxy_gets_the_whole_address(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, PUBLIC)
    proxy = Proxy()
    async with behind(proxy, {"/a": Reply(body=b"x")}) as web:
        page = await web.get("/a", host="a.test")
        assert (page.body, page.url) == (b"x", web.url("/a", "a.test"))
        assert proxy.seen == [f"GET {web.url('/robots.txt', 'a.test')}", f"GET {page.url}"]
        assert [seen.host for seen in web.server.seen] == [web.host("a.test")] * 2


@in_loop
async def test_a_proxy_opens_a_tunnel_for_https_and_alone_gets_the_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    resolve(monkeypatch, PUBLIC)
    trust = choose_trust(str(bundle(tmp_path)), {})
    proxy = Proxy()
    caplog.set_level(logging.DEBUG)
    async with behind(proxy, {"/": Reply(body=b"x")}, "me:p%40ss@", tls=server(), trust=trust) as web:
        assert (await web.fetch(web.url(host=HOST, scheme="https"))).body == b"x"
        assert proxy.seen == [f"CONNECT {web.host(HOST)}"]
        assert proxy.headers[0]["proxy-authorization"] == "Basic " + base64.b64encode(b"me:p@ss").decode()
        assert not any("proxy-authorization" in seen.headers for seen in web.server.seen)
        proxy.status = 407
        with pytest.raises(Unreachable) as caught:
            await web.fetch(web.url("/b", "other.test", "https"))
    told = f"{caught.value} {caplog.text} {caplog.records} {Settings(proxies=choose_proxies('http://me:p%40ss@x', {}))}"
    assert "p%40ss" not in told
    assert "p@ss" not in told


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("10.0.0.1", "a.test"),
        ("127.0.0.1", "a.test"),
        (f"{PUBLIC},10.0.0.1", "a.test"),
        (PUBLIC, "127.0.0.1"),
        (PUBLIC, "169.254.169.254"),
        (PUBLIC, "[::1]"),
        (PUBLIC, "2130706433"),
        (PUBLIC, "localhost"),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
@in_loop
async def test_a_proxy_is_not_asked_for_private_addresses(
    address: str, host: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, address)
    proxy = Proxy()
    async with behind(proxy, {"/": Reply(body=b"x")}) as web:
        with pytest.raises(Refused, match="private-address"):
            await web.fetch(web.url("/", host, scheme))
        assert (proxy.seen, web.server.seen) == ([], [])


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("unknown.example", True),
        ("intranet", False),
        ("a.internal", False),
        ("a.local", False),
        ("a.home.arpa", False),
    ],
)
@in_loop
async def test_a_host_that_is_unknown_here_is_left_to_the_proxy(
    host: str, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if str(host).startswith("127."):
            return real(host, *args, **kwargs)
        raise socket.gaierror(socket.EAI_NONAME, "no address")

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    proxy = Proxy()
    async with behind(proxy, {"/": Reply(body=b"x")}) as web:
        if asked:
            assert (await web.get("/", host)).body == b"x"
        else:
            with pytest.raises(Refused):
                await web.get("/", host)
        assert bool(proxy.seen) is asked


@in_loop
async def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, PUBLIC)
    hop = Reply(302, headers={"Location": "http://127.0.0.1/secret"})
    proxy = Proxy()
    async with behind(proxy, {"/": hop}) as web:
        with pytest.raises(Refused):
            await web.get("/", "a.test")
        assert not any("127.0.0.1/" in line for line in proxy.seen)


@in_loop
async def test_a_host_of_no_proxy_is_asked_directly_and_guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "127.0.0.1")
    for allowed in (True, False):
        proxy = Proxy()
        environ = {"NO_PROXY": "b.test, a.test"}
        async with behind(proxy, {"/": Reply(body=b"x")}, environ=environ, allow_private=allowed) as web:
            if allowed:
                assert (await web.get("/", "www.a.test")).body == b"x"
            else:
                with pytest.raises(Refused):
                    await web.get("/", "www.a.test")
            assert proxy.seen == []


@pytest.mark.parametrize(
    ("scheme", "status", "times"), [("https", 407, 1), ("https", 403, 1), ("https", 502, 4), ("http", 407, 1)]
)
@in_loop
async def test_a_proxy_that_refuses(
    scheme: str, status: int, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, PUBLIC)
    proxy = Proxy()
    async with behind(proxy, {}) as web:
        proxy.status = status
        with pytest.raises(Unreachable) as caught:
            await web.fetch(web.url("/", "a.test", scheme))
        assert caught.value.reason is FetchReason.PROXY_REFUSES
        assert caught.value.problem.detail["proxy_status"] == status
        assert len(proxy.seen) == times


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:{port}", "http://nowhere.invalid:3128"])
@in_loop
async def test_a_proxy_that_cannot_be_reached(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, PUBLIC)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        proxies = choose_proxies(proxy.format(port=closed.getsockname()[1]), {})
        async with world({}, proxies=proxies, allow_private=False) as web:
            with pytest.raises(Unreachable) as caught:
                await web.get("/", "a.test")
            assert caught.value.reason is FetchReason.PROXY_UNREACHABLE


P = "http://p.example:3128"
# proxy of sources.yaml, environment, address, proxy that is used
CHOICES: list[tuple[str | None, dict[str, str], str, str | None]] = [
    (None, {}, "http://a.test/", None),
    (P, {}, "http://a.test/", P),
    (P, {}, "http://localhost:8080/", None),
    (P, {}, "http://127.0.0.2/", None),
    (P, {}, "http://[::1]/", None),
    (P, {"HTTPS_PROXY": "http://q.example"}, "https://a.test/", P),
    ("p.example:3128", {}, "https://a.test/", P),
    (None, {"HTTPS_PROXY": P}, "https://a.test/", P),
    (None, {"HTTPS_PROXY": P}, "http://a.test/", None),
    (None, {"HTTP_PROXY": P}, "http://a.test/", P),
    (None, {"http_proxy": P, "HTTP_PROXY": "http://q.example"}, "http://a.test/", P),
    (None, {"ALL_PROXY": P}, "https://a.test/", P),
    (None, {"ALL_PROXY": "http://q.example", "HTTPS_PROXY": P}, "https://a.test/", P),
    (None, {"HTTPS_PROXY": " "}, "https://a.test/", None),
    (P, {"NO_PROXY": "*"}, "http://a.test/", None),
    (P, {"no_proxy": "a.test"}, "http://a.test/", None),
    (P, {"no_proxy": "A.test"}, "http://www.a.test/", None),
    (P, {"no_proxy": ".a.test"}, "http://www.a.test/", None),
    (P, {"no_proxy": "*.a.test"}, "http://www.a.test/", None),
    (P, {"no_proxy": "a.test"}, "http://aa.test/", P),
    (P, {"no_proxy": "a.test:8080"}, "http://a.test/", P),
    (P, {"no_proxy": "a.test:80"}, "http://a.test/", None),
    (P, {"no_proxy": "x.test,,10.0.0.0/8"}, "http://10.1.2.3/", None),
    (P, {"no_proxy": "10.1.2.3"}, "http://10.1.2.3/", None),
    (P, {"no_proxy": "::1,[fd00::1]:80"}, "http://[fd00::1]/", None),
    (P, {"no_proxy": "10.0.0.0/8"}, "http://a.test/", P),
    (P, {"no_proxy": ". ,"}, "http://a.test/", P),
]


@each(("configured", "environ", "address", "used"), CHOICES)
def test_choices(configured: str | None, environ: dict[str, str], address: str, used: str | None) -> None:
    proxies = choose_proxies(configured, environ)
    proxy = proxies.of(httpx.URL(address)) if proxies else None
    assert (str(proxy.url) if proxy else None) == used


@each(
    ("configured", "environ", "name"),
    [
        ("socks5://me:secret@p.example", {}, "network.proxy"),
        ("http://", {}, "network.proxy"),
        ("http://me:secret@", {}, "network.proxy"),
        (None, {"ALL_PROXY": "socks5h://me:secret@p.example"}, "ALL_PROXY"),
        (None, {"https_proxy": "ftp://me:secret@p.example"}, "https_proxy"),
    ],
)
def test_a_proxy_that_is_not_supported_is_named_without_its_password(
    configured: str | None, environ: dict[str, str], name: str
) -> None:
    with pytest.raises(UsageError, match=name) as caught:
        choose_proxies(configured, environ)
    assert "secret" not in str(caught.value)
