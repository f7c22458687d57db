"""One HTTP server for all sites: each has loopback addresses of its own, so that each is a host."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

Framing = Literal["length", "close", "drop"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answers. `role` says what the page is: robots, index, feed, rest, sitemap, post or other.

    `tagged` answers have an ETag and become 304. It is a hash of the body, or `tag`. `framing` says how the body ends:
    by its length, or by the end of the connection; with `drop` the connection is closed before the answer.
    """

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    role: str = "other"
    tagged: bool = True
    tag: str | None = None
    framing: Framing = "length"

    @property
    def etag(self) -> str:
        return self.tag or f'"{hashlib.blake2b(self.body, digest_size=8).hexdigest()}"'


Answers = Callable[[str, str], Answer]  # host, and path with query


@contextmanager
def serving(hosts: Sequence[str], answers: Answers) -> Iterator[int]:
    """Serve `answers` on the given loopback addresses until the context ends. Yield the port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    talk = _talk(answers)

    async def start() -> tuple[asyncio.Server, int]:
        first = await asyncio.start_server(talk, "127.0.0.1", 0)
        port = int(first.sockets[0].getsockname()[1])
        first.close()
        return await asyncio.start_server(talk, list(hosts), port, backlog=1024), port

    async def stop() -> None:
        server.close()
        open_ones = asyncio.all_tasks() - {asyncio.current_task()}
        for task in open_ones:
            task.cancel()
        await asyncio.gather(*open_ones, return_exceptions=True)

    server, port = asyncio.run_coroutine_threadsafe(start(), loop).result()
    try:
        yield port
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _talk(answers: Answers) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                fields = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
                answer = answers(fields["host"].partition(":")[0], first.split(" ")[1])
                if answer.framing == "drop":
                    return
                writer.write(_written(answer, fields.get("if-none-match")))
                await writer.drain()
                if answer.framing == "close":
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    return talk


def _written(answer: Answer, known: str | None) -> bytes:
    """Return an answer as it is sent. `known` is the ETag that the client has."""
    headers = {"Content-Type": answer.kind, **answer.headers}
    status, body = answer.status, answer.body
    if answer.tagged and status == 200:
        headers["ETag"] = answer.etag
        if known == answer.etag:
            status, body = 304, b""
    if answer.framing == "close":
        headers["Connection"] = "close"
    else:
        headers.setdefault("Content-Length", str(len(body)))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode("latin-1") + body
