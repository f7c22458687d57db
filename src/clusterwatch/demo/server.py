"""Serve one site on a local port."""

from __future__ import annotations

import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from clusterwatch.demo.routes import Routes

_HOST = "127.0.0.1"


class _Server(ThreadingHTTPServer):
    """A server that makes no DNS request for its own name and does not wait for idle connections on shutdown."""

    daemon_threads = True

    def __init__(self, make: Callable[[str], Routes]) -> None:
        super().__init__((_HOST, 0), _Handler)
        self.base = f"http://{_HOST}:{self.server_port}"
        self.routes = make(self.base)

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = _HOST, self.server_address[1]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "demo", ""
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body in one packet
    timeout = 30  # seconds until an idle connection is closed

    def do_GET(self) -> None:
        answer = self.server.routes(self.path)
        headers = answer.all_headers()
        unchanged = answer.still_holds(self.headers["If-None-Match"], self.headers["If-Modified-Since"])
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else answer.status)
        if not unchanged:
            headers["Content-Length"] = str(len(answer.body))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if not unchanged and self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815 - the name is that of http.server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is that of http.server
        """Log nothing, because requests would hide the output of the demo."""


@contextmanager
def serving(make: Callable[[str], Routes]) -> Iterator[str]:
    """Serve the routes that `make(base)` returns until the context ends.

    Yield `base`, such as http://127.0.0.1:40123.
    """
    with _Server(make) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.base
        finally:
            server.shutdown()
            thread.join()
