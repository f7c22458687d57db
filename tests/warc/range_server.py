"""A web server for one file that sends parts of it, and can fail in many ways."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Served:
    """A served file. `requests` are the Range fields, `answers` the statuses of the next answers, in place of 206.

    A status of 0 breaks the transfer off in the middle.
    """

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.data = b""
        self.etag = '"1"'
        self.requests: list[str] = []
        self.answers: list[int] = []


@contextmanager
def served(data: bytes) -> Iterator[Served]:
    """Serve bytes at /file. /moved redirects to it, /whole does not send parts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            site.requests.append(wanted)
            status = site.answers.pop(0) if site.answers else 206
            found = re.fullmatch(r"bytes=(\d+)-(\d+)", wanted)
            if self.path == "/moved":
                self.send_response(302)
                self.send_header("Location", "/file")
                self.end_headers()
                return
            if status not in (0, 206):
                self.send_response(status)
                self.send_header("Retry-After", "7")
                self.end_headers()
                return
            first, last = (int(found[1]), int(found[2])) if found else (0, 0)
            body = site.data if self.path == "/whole" else site.data[first : last + 1]
            self.send_response(200 if self.path == "/whole" else 206)
            self.send_header("Content-Range", f"bytes {first}-{first + len(body) - 1}/{len(site.data)}")
            self.send_header("ETag", site.etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body if status else body[: len(body) // 2])

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Served(server.server_address[1])
    site.data = data
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
