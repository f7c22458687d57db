"""Tests of the heartbeat of a run: each end is reported with its exit code, and a failure is said once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clusterwatch.archive import hold
from clusterwatch.cli.heartbeat import heartbeat
from clusterwatch.config import load_sources
from tests.cli.workspace import Web, Workspace, listing, serving

ID = "3f1c9d"
HEAD = "network: {allow_private: true}\ndefaults: {delay: 0}\n"


@pytest.fixture
def monitor() -> Iterator[Web]:
    """A service that accepts the pings of one job."""
    with serving() as monitor:
        monitor.pages = {f"/{ID}{end}": "OK" for end in ("", "/1", "/2", "/4")}
        yield monitor


def watched(workspace: Workspace, web: Web, address: str) -> None:
    workspace.sources(listing(web), head=f"{HEAD}heartbeat: {address}\n")


def test_each_run_is_reported_with_its_exit_code(workspace: Workspace, web: Web, monitor: Web) -> None:
    watched(workspace, web, f"{monitor.base}/{ID}")
    workspace.call("run", "-q")
    workspace.call("run", "--dry-run")
    web.pages.pop("/news")
    workspace.call("run", "-q", code=1)
    workspace.call("run", "-q", code=1)
    workspace.archive.write_bytes(b"no database" * 1000)
    workspace.call("run", "-q", code=4)
    assert monitor.requested() == [f"/{ID}", f"/{ID}/1", f"/{ID}/1", f"/{ID}/4"]


def test_a_run_that_has_to_wait_for_another_is_not_reported(
    workspace: Workspace, web: Web, monitor: Web
) -> None:
    watched(workspace, web, f"{monitor.base}/{ID}")
    with hold(workspace.archive):
        workspace.call("run", code=3)
    workspace.call("run", "nobody", code=2)
    assert monitor.log == []


@pytest.mark.parametrize(("end", "asked"), [(SystemExit(143), []), (ValueError("odd"), [f"/{ID}/1"])])
def test_a_run_that_was_stopped_is_not_reported_and_one_that_broke_is(
    workspace: Workspace, web: Web, monitor: Web, end: BaseException, asked: list[str]
) -> None:
    watched(workspace, web, f"{monitor.base}/{ID}")
    sources = load_sources(workspace.folder / "sources.yaml")
    with pytest.raises(type(end)), heartbeat(sources, workspace.archive):
        raise end
    assert monitor.requested() == asked


def test_a_heartbeat_that_fails_is_said_once_and_changes_no_exit_code(
    workspace: Workspace, web: Web, monitor: Web
) -> None:
    watched(workspace, web, f"{monitor.base}/wrong-{ID}")
    said = (
        "heartbeat: The end of a run could not be reported: the answer was 404 Not Found. Check `heartbeat` "
    )
    assert said in workspace.call("run", "-q")[1]
    workspace.call("ack", "1")
    assert workspace.call("run", "-q", "--log", "log") == ("", "")
    assert "Acknowledged" in next(
        line for line in workspace.call("status")[0].splitlines() if line.startswith(said)
    )
    log = (workspace.folder / "log").read_text()
    assert "heartbeat failed exit=0 status=404" in log
    assert workspace.rows("SELECT source, target, count, closed FROM incidents") == [
        (None, "heartbeat", 2, None)
    ]
    watched(workspace, web, f"{monitor.base}/{ID}")
    assert (
        "heartbeat: over since this run: the end of a run is reported again."
        in workspace.call("run", "-q")[1]
    )
    assert workspace.column("SELECT count(*) FROM incidents WHERE closed IS NULL") == [0]
    watched(workspace, web, f"{monitor.base}/wrong-{ID}")
    workspace.call("run", "-q")
    workspace.sources(listing(web), head=HEAD)
    assert (
        "heartbeat: over since this run: the end of a run is reported again."
        in workspace.call("run", "-q")[1]
    )
    everything = "\n".join((said, log, *workspace.dump()))
    assert ID not in everything


def test_the_address_may_be_a_secret_of_the_environment(
    workspace: Workspace, web: Web, monitor: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(workspace, web, "${BEAT}")
    error = workspace.call("run", "-q")[1]
    assert error == (
        "heartbeat: The end of a run could not be reported: an environment variable is not set (BEAT). "
        "Set it where the program runs: sources.yaml:3 names it.\n"
    )
    monkeypatch.setenv("BEAT", f"{monitor.base}/{ID}?state={{state}}")
    monitor.pages[f"/{ID}?state=up"] = "OK"
    assert "heartbeat: over since this run: " in workspace.call("run", "-q")[1]
    assert monitor.requested() == [f"/{ID}?state=up"]


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("hc.example/secret", "expected an address such as https://hc-ping.com/${HEARTBEAT_ID}"),
        ('"https://hc.example/secret/{code}"', "expected {exit} or {state} in curly brackets"),
        ("[https://hc.example/secret]", "expected a string"),
    ],
)
def test_an_address_that_is_none_is_a_fault_of_the_file(
    workspace: Workspace, web: Web, address: str, fault: str
) -> None:
    watched(workspace, web, address)
    error = workspace.call("run", code=2)[1]
    assert error == f"sources.yaml:3: heartbeat: {fault}\n1 fault; nothing was done\n"
