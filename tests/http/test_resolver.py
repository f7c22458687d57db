"""Tests of the resolver: a name server that does not answer blocks nothing, and the number of lookups is limited."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from clusterwatch.http.resolver import Resolver
from tests.http.fakeweb import in_loop, resolve, until, world

Infos = list[tuple[Any, ...]]
V4: Infos = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]


class SilentNameServer:
    """A replacement for getaddrinfo that blocks until `release` is set. It records the names before and after."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answered: list[str] = []
        self.release = threading.Event()

    def __call__(self, host: str, *args: Any, **kwargs: Any) -> Infos:
        self.asked.append(host)
        self.release.wait(20)
        self.answered.append(host)
        return V4


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[SilentNameServer]:
    before = set(threading.enumerate())
    server = SilentNameServer()
    monkeypatch.setattr(socket, "getaddrinfo", server)
    yield server
    server.release.set()
    for thread in set(threading.enumerate()) - before:
        thread.join()


def test_a_cancelled_run_does_not_wait_for_a_lookup(silent: SilentNameServer) -> None:
    async def main() -> None:
        async with world({}) as web:
            task = asyncio.create_task(web.fetch("http://slow.test/"))
            await until(lambda: silent.asked)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())  # this joins the threads of the executor at the end
    assert (silent.asked, silent.answered) == (["slow.test"], [])


@in_loop
async def test_the_number_of_simultaneous_lookups_is_limited(silent: SilentNameServer) -> None:
    resolver = Resolver(2)
    tasks = [asyncio.create_task(resolver.resolve(f"h{n}.test")) for n in range(3)]
    await until(lambda: len(silent.asked) >= 2)
    tasks[0].cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await tasks[0]
    for _ in range(50):
        await asyncio.sleep(0)
    assert silent.asked == ["h0.test", "h1.test"]  # an abandoned lookup still counts
    silent.release.set()
    assert [found["hostname"] for task in tasks[1:] for found in await asyncio.wait_for(task, 5)] == [
        "h1.test",
        "h2.test",
    ]


@pytest.mark.parametrize(
    ("info", "host"),
    [
        (V4[0], "127.0.0.1"),
        ((socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2001:db8::1", 81, 0, 0)), "2001:db8::1"),
        ((socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1", 81, 0, 2)), "fe80::1%2"),
    ],
)
@in_loop
async def test_the_result_of_a_lookup(info: Any, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unreadable = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (10, b"a Python without IPv6"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [unreadable, info])
    (found,) = await Resolver(1).resolve("a.test", 8080, socket.AF_UNSPEC)
    assert (found["hostname"], found["host"], found["family"]) == ("a.test", host, info[0])
    assert found["port"] == info[4][1]
    assert found["flags"] == socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


@pytest.mark.parametrize("error", [socket.gaierror(socket.EAI_NONAME, "none"), UnicodeError("too long")])
@in_loop
async def test_an_error_is_raised_to_the_caller(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*args: object, **kwargs: object) -> None:
        raise error

    resolver = Resolver(1)
    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        with pytest.raises(type(error)):
            await resolver.resolve("a.test")
    resolve(monkeypatch, "127.0.0.1")
    (found,) = await asyncio.wait_for(resolver.resolve("a.test"), 5)
    assert found["host"] == "127.0.0.1"  # the limit has room again
