"""A webhook on loopback, which receives what Apprise sends to `json://`."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.cli.workspace import LoopbackServer


@dataclass
class Webhook:
    """What was sent to the server: (path, headers, JSON). It answers with `status`; if `gate` is set, when it opens."""

    port: int
    status: int = 200
    gate: threading.Event | None = None
    received: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def read(self) -> list[tuple[str, str]]:
        """Return the subjects and the texts that were accepted, and forget them."""
        found = [(sent["title"], sent["message"]) for _, _, sent in self.received]
        self.received.clear()
        return found


class _Server(LoopbackServer):
    hook: Webhook


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        hook = self.server.hook
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if hook.gate is not None:
            hook.gate.wait(60)
        elif hook.status == 200:
            hook.received.append((self.path, dict(self.headers), content))
        self.send_response(hook.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass


@contextmanager
def webhook() -> Iterator[Webhook]:
    """Serve a webhook on a free port of 127.0.0.1."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.hook = Webhook(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.hook
        finally:
            if server.hook.gate is not None:
                server.hook.gate.set()
            server.shutdown()
            thread.join()
