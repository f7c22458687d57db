"""A test web on loopback: a real HTTP server, a fake clock that only `sleep` advances, and hosts under `.test`."""

from __future__ import annotations

import asyncio
import functools
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clusterwatch.http import Client, ForgetfulMemory, Settings
from clusterwatch.models import Page, Request

START = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


class FakeTime:
    """A clock that only `sleep` advances, without waiting. `slept` records the seconds."""

    def __init__(self) -> None:
        self.now = START
        self.slept: list[float] = []

    def clock(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@dataclass(frozen=True)
class Reply:
    """The response to one GET.

    `length` is a wrong Content-Length. `cut` closes the connection after the body, and `hang` keeps it open without
    sending more. `raw` replaces the entire response.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] | tuple[tuple[str, str], ...] = field(default_factory=dict)
    length: int | None = None
    cut: bool = False
    hang: bool = False
    raw: bytes | None = None


@dataclass(frozen=True)
class Seen:
    """A GET that the server received. `at` is the time of the fake clock."""

    path: str
    host: str
    headers: Mapping[str, str]
    at: datetime


Routes = Mapping[str, "Reply | list[Reply] | Callable[[Seen], Reply]"]
NO_ROBOTS: Routes = {"/robots.txt": Reply(404)}


class Server:
    """A server that answers with `routes` and records requests.

    The replies of a list are sent one after the other, and the last of them repeatedly.
    """

    def __init__(self, routes: Routes, time: FakeTime) -> None:
        self.routes = dict(routes)
        self.time = time
        self.seen: list[Seen] = []
        self.open = 0
        self.most_open = 0
        self.port = 0
        self._writers: set[asyncio.StreamWriter] = set()

    @property
    def paths(self) -> list[str]:
        return [seen.path for seen in self.seen]

    def pages(self, path: str | None = None) -> list[Seen]:
        """Return the requests for `path`, or all requests except those for robots.txt."""
        return [s for s in self.seen if (s.path != "/robots.txt" if path is None else s.path == path)]

    async def start(self, tls: ssl.SSLContext | None) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=tls)
        self.port = server.sockets[0].getsockname()[1]
        return server

    def hang_up(self) -> None:
        for writer in list(self._writers):
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                self.open += 1
                self.most_open = max(self.most_open, self.open)
                reply = self._reply(head)
                writer.write(reply.raw if reply.raw is not None else _bytes(reply))
                await asyncio.sleep(0)
                await writer.drain()
                if reply.hang:
                    await reader.read()
                self.open -= 1
                if reply.cut or reply.raw is not None:
                    break
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    def _reply(self, head: str) -> Reply:
        line, *fields = head.strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (f.partition(":") for f in fields)}
        seen = Seen(line.split(" ")[1], headers["host"], headers, self.time.now)
        self.seen.append(seen)
        route = self.routes.get(seen.path, Reply(404, b"nothing here"))
        if isinstance(route, list):
            return route.pop(0) if len(route) > 1 else route[0]
        return route if isinstance(route, Reply) else route(seen)


def _bytes(reply: Reply) -> bytes:
    fields = reply.headers.items() if isinstance(reply.headers, Mapping) else reply.headers
    lines = [f"HTTP/1.1 {reply.status} Whatever", *(f"{name}: {value}" for name, value in fields)]
    if reply.length is not None or not reply.cut:
        lines.append(f"Content-Length: {len(reply.body) if reply.length is None else reply.length}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (b"" if reply.status == 304 else reply.body)


@dataclass
class World:
    """A server and a client for it."""

    server: Server
    client: Client
    time: FakeTime
    memory: ForgetfulMemory

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.server.port}{path}"

    def origin(self, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server.port}"

    def host(self, name: str = "127.0.0.1") -> str:
        return f"{name}:{self.server.port}"

    async def fetch(self, url: str, delay: float | None = None) -> Page:
        return await self.client.get(Request(url), delay=delay)

    async def get(
        self, path: str = "/", host: str = "127.0.0.1", delay: float | None = None, **more: str
    ) -> Page:
        return await self.client.get(Request(self.url(path, host), **more), delay=delay)  # type: ignore[arg-type]


@asynccontextmanager
async def world(
    routes: Routes,
    memory: ForgetfulMemory | None = None,
    time: FakeTime | None = None,
    tls: ssl.SSLContext | None = None,
    **settings: Any,
) -> AsyncIterator[World]:
    """Start a server with `routes` and a client that may use the loopback interface.

    There is no robots.txt unless `routes` has one.
    """
    time, memory = time or FakeTime(), memory or ForgetfulMemory()
    server = Server({**NO_ROBOTS, **routes}, time)
    listening = await server.start(tls)
    settings = {"allow_private": True, "delay": 0.0, **settings}
    try:
        async with Client(Settings(**settings), memory, clock=time.clock, sleep=time.sleep) as client:
            yield World(server, client, time, memory)
    finally:
        server.hang_up()
        listening.close()
        await listening.wait_closed()
        await asyncio.sleep(0)


async def until(condition: Callable[[], object]) -> None:
    """Let the event loop run until `condition` is true."""
    while not condition():  # noqa: ASYNC110 - there is no event to wait for
        await asyncio.sleep(0)


def in_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Decorate an async test so that it runs in its own event loop."""

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


def resolve(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Resolve names under `.test` to `addresses`, one after the other, and to the last of them repeatedly.

    An entry may have several addresses, separated by commas. Return the list of the names that are looked up.
    """
    real, names, left = socket.getaddrinfo, [], list(addresses)

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not str(host).endswith(".test"):
            return real(host, *args, **kwargs)
        names.append(str(host))
        now = left.pop(0) if len(left) > 1 else left[0]
        return [info for address in now.split(",") for info in real(address, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return names
