"""Serve a folder on loopback with a log of its requests, and run the pipeline against it."""

from __future__ import annotations

import asyncio
import itertools
import os
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from clusterwatch.archive import Archive
from clusterwatch.config import load_sources
from clusterwatch.http import Client, Settings
from clusterwatch.models import Outcome
from clusterwatch.pipeline.run import run
from clusterwatch.pipeline.source_run import Options
from clusterwatch.pipeline.workers import InlineWorkers, Workers

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A served site. `log` holds "status path" for every request since it was last cleared.

    `answers` maps a path to an answer that replaces the file: (status, headers, body), or a function that returns them.
    A header without a value is not sent, so that the length of an answer can be left open.
    """

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.log: list[str] = []
        self.answers: dict[str, Answer | Callable[[], Answer]] = {}

    def pages(self) -> list[str]:
        """Return the requested paths, without robots.txt."""
        return [line.split(" ", 1)[1] for line in self.log if not line.endswith("/robots.txt")]


@contextmanager
def served(folder: Path, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve a folder like a simple web server, with Last-Modified, 304, index.html and 404."""

    class Handler(SimpleHTTPRequestHandler):
        def log_request(self, code: Any = "-", size: Any = "-") -> None:
            site.log.append(f"{int(code)} {self.path}")

        def do_GET(self) -> None:
            if self.path not in site.answers:
                return super().do_GET()
            answer = site.answers[self.path]
            status, headers, body = answer() if callable(answer) else answer
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            return None

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    site = Site(server.server_address[1])
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        site.base = site.base.replace("http:", "https:")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_WRITTEN = itertools.count(1_790_000_000)


def written_later(*files: Path) -> None:
    """Give files a new modification time. Last-Modified has a resolution of seconds, and a test takes less than one."""
    moment = next(_WRITTEN)
    for file in files:
        os.utime(file, (moment, moment))


class Clock:
    """A clock that only moves by `forward` and `sleep`."""

    def __init__(self, start: datetime = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    def forward(self, **span: float) -> None:
        self.time += timedelta(**span)


def watch(
    folder: Path,
    yaml: str,
    clock: Clock,
    options: Options | None = None,
    workers: Workers | None = None,
    defaults: str = "delay: 0",
) -> dict[str, Outcome]:
    """Run the pipeline as `watching` does."""
    return asyncio.run(watching(folder, yaml, clock, options, workers, defaults))


async def watching(
    folder: Path,
    yaml: str,
    clock: Clock,
    options: Options | None = None,
    workers: Workers | None = None,
    defaults: str = "delay: 0",
) -> dict[str, Outcome]:
    """Run the pipeline with `yaml` as sources.yaml and archive.db in `folder`. Return the outcomes by source."""
    path = folder / "sources.yaml"
    path.write_text(f"network: {{allow_private: true}}\ndefaults: {{{defaults}}}\n{yaml}", "utf-8")
    sources = load_sources(path)
    settings = Settings(allow_private=True, delay=0)
    with Archive(folder / "archive.db") as archive:
        async with Client(settings, archive.hosts, clock=clock, sleep=clock.sleep) as client:
            outcomes = await run(
                sources, archive, client, clock, options or Options(), silent, workers or InlineWorkers()
            )
    return {o.source: o for o in outcomes}


def silent(source: str, counts: Counter[str], *, done: Outcome | None = None) -> None:
    """Show no progress."""


def posts(folder: Path, source: str | None = None) -> list[dict[str, Any]]:
    """Return the posts of the archive in `folder`, sorted by URL."""
    with Archive(folder / "archive.db", readonly=True) as archive:
        where = "source = ?" if source else "1 OR ?"
        return list(archive.db["posts"].rows_where(where, [source], order_by="url"))
