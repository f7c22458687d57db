"""Tests of the log: loggers, run and source of each record, and formats."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.logs import log_context, open_logs
from clusterwatch.pipeline import post_fetcher
from tests.cli.workspace import Web, Workspace, listing

LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (DEBUG|INFO|WARNING|ERROR) "
    r"clusterwatch\.[a-z]+( run=\d+)?( source=\S+)?: .+"
)


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_request_is_logged_with_its_run_and_source(
    workspace: Workspace, web: Web, tmp_path: Path
) -> None:
    workspace.sources(listing(web))
    log = tmp_path / "night.log"
    workspace.call("run", "-q", "--log", str(log), "--log-format", "json")
    found = records(log)
    sent = [r["url"].removeprefix(web.base) for r in found if r["message"] == "request"]
    answered = [r["url"].removeprefix(web.base) for r in found if r["message"] == "answer"]
    assert [path for path in sent if path != "/robots.txt"] == web.requested()
    assert answered == sent
    requests = [r for r in found if r["logger"] == "clusterwatch.http"]
    assert {(r["level"], r["run"], r["source"]) for r in requests} == {("DEBUG", 1, "vessel")}
    ended = next(r for r in found if r["message"] == "source ended")
    assert (ended["logger"], ended["state"], ended["new"]) == ("clusterwatch.pipeline", "ok", 6)
    assert [r["message"] for r in found if r["source"] is None] == ["run started", "run ended"]


def test_the_log_is_appended_to_and_is_text_by_default(
    workspace: Workspace, web: Web, tmp_path: Path
) -> None:
    workspace.sources(listing(web))
    log = tmp_path / "night.log"
    for _ in range(2):
        workspace.call("run", "-q", "--log", str(log))
    lines = log.read_text("utf-8").splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert sum("run started" in line for line in lines) == 2
    assert any("run=2 source=vessel" in line for line in lines)


def test_vv_prints_the_log_and_v_does_not(workspace: Workspace, web: Web) -> None:
    workspace.sources(listing(web))
    _, err = workspace.call("run", "-v")
    assert "clusterwatch.http" not in err
    _, err = workspace.call("run", "-vv")
    assert "DEBUG clusterwatch.http run=2 source=vessel: request" in err


def test_a_log_that_cannot_be_written_is_an_error(workspace: Workspace, web: Web, tmp_path: Path) -> None:
    workspace.sources(listing(web))
    _, err = workspace.call("run", "--log", str(tmp_path / "missing" / "night.log"), code=2)
    assert "night.log: the log cannot be written: No such file or directory" in err
    assert web.log == []


def test_an_internal_error_is_logged_with_its_traceback(
    workspace: Workspace, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(post_fetcher.PostFetcher, "_read_for_archive", fails)
    workspace.sources(listing(web))
    log = tmp_path / "night.log"
    workspace.call("run", "-q", "--log", str(log), "--log-format", "json", code=1, fault=True)
    errors = [r for r in records(log) if r["level"] == "ERROR"]
    assert errors
    assert all("ZeroDivisionError: planted" in r["exception"] for r in errors)
    assert {r["source"] for r in errors} == {"vessel"}


def test_control_characters_of_a_site_are_replaced(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with open_logs(log, "text", 0), log_context(run=1, source="a"):
        logging.getLogger("clusterwatch.http").debug("answer", extra={"url": "http://a.test/\x1b[2J\x9b"})
    text = log.read_text("utf-8")
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "http://a.test/\N{REPLACEMENT CHARACTER}[2J" in text


def test_the_loggers_are_restored(tmp_path: Path) -> None:
    root = logging.getLogger("clusterwatch")
    before = (root.level, root.propagate, list(root.handlers))
    with open_logs(tmp_path / "log", "json", 2):
        assert len(root.handlers) == len(before[2]) + 2
    assert (root.level, root.propagate, list(root.handlers)) == before
