"""A small news site that the test controls, and a folder in which the program is called."""

from __future__ import annotations

import hashlib
import os
import socketserver
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import chdir, closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from clusterwatch.cli import main
from tests.cli.prepared import RESOURCE_WARNINGS, run_prepared

PROMPTLY = 10  # seconds within which a process must stop after a signal, also on a busy machine
_COLOUR = (
    "FORCE_COLOR",
    "NO_COLOR",
    "CLICOLOR_FORCE",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
    "COLUMNS",
    "LINES",
)
AT_LAST = 60  # seconds after which a process or request is considered to hang

POSTS = (
    ("composites", "A new press for composite parts", "2026-11-19", "The press is open to all members."),
    ("hydrogen", "Appel « hydrogène vert »", "2026-11-12", "Le pôle ouvre un appel aux entreprises."),
    ("lodz", "Partners from Łódź join the test bench", "2026-10-30", "Three partners share one test bench."),
    ("results", "Results of the sensor project", "2026-10-02", "The sensors lasted twice as long as hoped."),
    ("board-elected", "A board for the next three years", "2026-08-21", "The members elected nine people."),
    ("harbour", "Harbour tests begin", "2026-06-05", "Two boats carry the instruments."),
)
SLUGS = tuple(slug for slug, *_ in POSTS)
MORE = (
    "It is the outcome of two years of work that workshops, laboratories and the regional council shared, and it will "
    "be open to small companies first.",
    "Whoever wants to take part writes to the office before the end of the quarter; the conditions are the same for "
    "members and for guests.",
)


@dataclass
class Gate:
    """Holds up the answer of a page: the request sets `reached`, and the test sets `opened` to let it continue."""

    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)


class Web:
    """A served site. `pages` maps paths to HTML; other paths are 404. `log` has a line "status path" per request."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.pages: dict[str, str] = {}
        self.gates: dict[str, Gate] = {}
        self.log: list[str] = []

    def gate(self, path: str) -> Gate:
        """Hold up requests for `path` from now on."""
        return self.gates.setdefault(path, Gate())

    def open_gates(self) -> None:
        for gate in self.gates.values():
            gate.opened.set()

    def publish(self, posts: tuple[tuple[str, str, str, str], ...] = POSTS, per_page: int = 10) -> None:
        """Publish the index pages /news, /news?page=2 and so on, and one page per post."""
        cards = [
            f'<article><h2><a href="/news/{slug}">{title}</a></h2><time datetime="{day}">{day}</time></article>'
            for slug, title, day, _ in posts
        ]
        parts = [cards[i : i + per_page] for i in range(0, len(cards), per_page)]
        for number, part in enumerate(parts, 1):
            next_link = (
                f'<a class="next" href="/news?page={number + 1}">Older</a>' if number < len(parts) else ""
            )
            path = "/news" if number == 1 else f"/news?page={number}"
            self.pages[path] = _page("News", f"<h1>News</h1>{''.join(part)}{next_link}")
        for slug, title, day, first in posts:
            text = "".join(f"<p>{p}</p>" for p in (first, *MORE))
            self.pages[f"/news/{slug}"] = _page(
                title,
                f'<article><h1>{title}</h1><time datetime="{day}">{day}</time><div>{text}</div></article>',
            )

    def requested(self) -> list[str]:
        """Return the requested paths in order, without robots.txt."""
        return [line.split(" ", 1)[1] for line in self.log if not line.endswith("/robots.txt")]


def _page(title: str, main: str) -> str:
    menu = '<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/contact">Contact</a></nav>'
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Cluster Vessel</title></head>'
        f"<body><header>{menu}</header><main>{main}</main><footer>Cluster Vessel, Quay 4</footer></body></html>"
    )


class LoopbackServer(ThreadingHTTPServer):
    """A server of a test."""

    def server_bind(self) -> None:  # without a DNS request for its own name
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore errors of clients that were killed."""


class _Server(LoopbackServer):
    web: Web


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        web = self.server.web
        if gate := web.gates.get(self.path):
            gate.reached.set()
            gate.opened.wait(AT_LAST)
        page = web.pages.get(self.path)
        body = (page or "<h1>Not found</h1>").encode()
        tag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        same = page is not None and self.headers["If-None-Match"] == tag
        status = 304 if same else 404 if page is None else 200
        web.log.append(f"{status} {self.path}")
        self.send_response(status)
        if page is not None:
            self.send_header("ETag", tag)
        if not same:
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not same:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass


@contextmanager
def serving() -> Iterator[Web]:
    """Serve an empty site on a free port of 127.0.0.1."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.web = Web(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.web
        finally:
            server.web.open_gates()
            server.shutdown()
            thread.join()


class Workspace:
    """A folder in which the program is called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.archive = folder / "archive.db"

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def sources(
        self, *sources: str, head: str = "network: {allow_private: true}\ndefaults: {delay: 0}\n"
    ) -> None:
        """Write a sources.yaml with these sources."""
        self.write("sources.yaml", f"{head}sources:\n{''.join(sources)}")

    def start(self, *args: str, warnings: str = RESOURCE_WARNINGS, **how: Any) -> subprocess.Popen[str]:
        """Start the program in the folder. The caller waits for it. `warnings` is the value of PYTHONWARNINGS."""
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | how
        return subprocess.Popen(
            [sys.executable, "-m", "clusterwatch", *args],
            cwd=self.folder,
            env={**environment(), "PYTHONWARNINGS": warnings},
            text=True,
            encoding="utf-8",
            **streams,
        )

    def shell(self, *args: str, code: int = 0) -> tuple[str, str]:
        """Run the program in a prepared process and return its stdout and stderr. Check the exit code."""
        env = {**environment(), "PYTHONWARNINGS": RESOURCE_WARNINGS}
        returned, *streams = run_prepared(args, self.folder, env)
        out, err = (stream.decode("utf-8") for stream in streams)
        assert returned == code, (returned, out, err)
        check_output(out + err)
        return out, err

    def call(self, *args: str, code: int = 0, fault: bool = False) -> tuple[str, str]:
        """Run the program in this process, which is much faster than `shell`, and return its stdout and stderr.

        With `fault`, it must speak of a fault of its own.
        """
        with chdir(self.folder):
            result = CliRunner(env=dict.fromkeys(_COLOUR)).invoke(main, args, catch_exceptions=False)
        assert result.exit_code == code, (result.exit_code, result.stdout, result.stderr)
        check_output(result.stdout + result.stderr, fault=fault)
        return result.stdout, result.stderr

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.archive}?mode=ro", uri=True)) as conn:
            return conn.execute(sql).fetchall()

    def column(self, sql: str) -> list[Any]:
        return [row[0] for row in self.rows(sql)]

    def dump(self) -> list[str]:
        """Return all tables and rows as SQL."""
        with closing(sqlite3.connect(f"file:{self.archive}?mode=ro", uri=True)) as conn:
            return list(conn.iterdump())


def ended(process: subprocess.Popen[str], code: int, seconds: float) -> tuple[str, str]:
    """Wait for a process and return its stdout and stderr. Check the exit code, the time and the output."""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    assert process.returncode == code, (process.returncode, out, err)
    check_output(out + err)
    return out, err


def check_output(text: str, *, fault: bool = False) -> None:
    """Check that the output has no tracebacks, warnings or escape codes, and speaks of a fault only if told to."""
    assert "Traceback" not in text, text
    assert ("fault in clusterwatch itself" in text) is fault, text
    assert "Warning:" not in text, text
    assert "\x1b" not in text, text


def environment() -> dict[str, str]:
    """Return the environment of a process without what changes its output."""
    kept = {k: v for k, v in os.environ.items() if k not in (*_COLOUR, "PYTHONUNBUFFERED")}
    return {**kept, "TERM": "xterm-256color"}


def listing(web: Web, name: str = "vessel", more: str = "") -> str:
    """Return the YAML of a source that reads `web` with selectors."""
    return (
        f"  {name}:\n    url: {web.base}/news\n    languages: [en, fr]\n    timezone: Europe/Paris\n"
        f'    discover: {{kind: listing, link: "article h2 a", date: time, next: "a.next"}}\n'
        f"    select: {{title: h1, date: time, body: article div}}\n{more}"
    )
