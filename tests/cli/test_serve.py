"""Tests of serve as a process: pages, a port in use, and signals."""

from __future__ import annotations

import signal
import socket

import httpx
import pytest

from tests.cli.prepared import RESOURCE_WARNINGS
from tests.cli.workspace import AT_LAST, PROMPTLY, Web, Workspace, ended

# Importing Datasette leaves a connection open, and Python 3.13 warns about it.
WARNINGS = f"{RESOURCE_WARNINGS},ignore:unclosed database:ResourceWarning"


@pytest.fixture
def archived(workspace: Workspace, web: Web) -> Workspace:
    workspace.call("run", "-q")
    return workspace


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
def test_it_serves_until_a_signal(archived: Workspace, number: signal.Signals, code: int) -> None:
    with archived.start("serve", "--port", "0", warnings=WARNINGS) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        url = line.split("served at ")[1].split()[0]
        page = httpx.get(url, timeout=AT_LAST)
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        process.send_signal(number)
        out, err = ended(process, code, PROMPTLY)
    assert (out, err) == ("", "")


def test_a_port_in_use_is_an_error(archived: Workspace) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        out, err = archived.call("serve", "--port", str(port), code=2)
    assert out == ""
    assert f"127.0.0.1 port {port}: " in err
    assert "use another --port or --host" in err
