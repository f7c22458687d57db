"""robots.txt: the cases of Google's parser and of its specification test, in the forms of two Python projects.

Both call clusterwatch instead of their own parser. It takes the place of the crawler that a case asks about.
"""

from __future__ import annotations

import re
import runpy
import sys
import unittest
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pytest

from clusterwatch.http.robots import AGENT, read_robots, robots_text
from tests.suites.cases import Comparison, sdist

TESTS, SPECIFICATION = "gpyrobotstxt==1.0.0", "robotspy==0.13.0"
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_AGENT_LINE = re.compile(r"^\s*user[ -]?agent\b.*$", re.I | re.M)
_REASONS = (
    (r"/robots\.txt'$", "/robots.txt is always allowed (RFC 9309, section 2.2.2)"),
    (
        r"^ID_Encoding: ",
        "addresses are compared after both have been decoded and escaped alike (section 2.2.2)",
    ),
)


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield one comparison per address that a case asks about."""
    for name, text, agent, url, expected in (*_tests(folder), *_specification(folder)):
        if not re.fullmatch(r"[A-Za-z_-]+", agent):
            continue  # clusterwatch has the name of a crawler, which these cases do not ask about
        case = f"{name}: {text[:200]!r} {agent} {url!r}"
        reason = next((reason for pattern, reason in _REASONS if re.search(pattern, case)), "")
        yield Comparison(case, expected, _allowed(text, agent, url), reason)


def _allowed(text: str, agent: str, url: str) -> bool:
    """Return what clusterwatch reads in a robots.txt that names it where this one names `agent`."""

    def renamed(line: re.Match[str]) -> str:
        return re.sub(rf"(?<![\w-]){agent}(?![A-Za-z_-])", _as_written, line[0], flags=re.I)

    def _as_written(name: re.Match[str]) -> str:
        return AGENT.upper() if name[0].isupper() else AGENT if name[0].islower() else AGENT.title()

    body = _AGENT_LINE.sub(renamed, text).encode("utf-8", "surrogateescape")
    return read_robots(_NOW, 200, robots_text(body)).allows(url)


_Case = tuple[str, str, str, str, bool]  # its name, robots.txt, crawler, address, whether it is allowed


def _tests(folder: Path) -> Iterator[_Case]:
    """Run the translation of Google's tests with a parser and assertions that note what they are called with."""
    noted: list[_Case] = []
    asked: list[tuple[str, str, str]] = []

    class Matcher:
        def __getattr__(self, name: str) -> Any:
            return lambda *arguments: False

        def one_agent_allowed_by_robots(self, text: str | bytes, agent: str, url: str) -> bool:
            asked.append(
                (text if isinstance(text, str) else text.decode("utf-8", "surrogateescape"), agent, url)
            )
            return True

    def note(expected: bool) -> Any:
        def assertion(case: unittest.TestCase, value: object, message: object = None) -> None:
            if asked:
                noted.append((case.id().rpartition(".test_")[2], *asked.pop(), expected))
            asked.clear()

        return assertion

    package, parser = ModuleType("gpyrobotstxt"), ModuleType("gpyrobotstxt.robots_cc")
    parser.RobotsMatcher = Matcher  # type: ignore[attr-defined]
    file = sdist(TESTS, folder) / "test" / "test_google_only_system.py"
    with mock.patch.dict(sys.modules, {"gpyrobotstxt": package, "gpyrobotstxt.robots_cc": parser}):
        tests = runpy.run_path(str(file))["TestGoogleOnlySystem"]
    with (
        mock.patch.object(tests, "assertTrue", note(True), create=True),
        mock.patch.object(tests, "assertFalse", note(False), create=True),
    ):
        unittest.defaultTestLoader.loadTestsFromTestCase(tests).run(unittest.TestResult())
    return iter(noted)


def _specification(folder: Path) -> Iterator[_Case]:
    """Read the parameters of the tests that were made of Google's specification test."""
    tests = sdist(SPECIFICATION, folder) / "tests"
    core = ModuleType("tests_of_robots.core")
    core.ALLOWED, core.DISALLOWED, core.FOOBOT_AGENT = True, False, "FooBot"  # type: ignore[attr-defined]
    modules = {"robots": ModuleType("robots"), "tests_of_robots": ModuleType("p"), core.__name__: core}
    for file in sorted(tests.glob("test_google*.py")):
        source = file.read_text("utf-8").replace("from .core", f"from {core.__name__}")
        found: dict[str, Any] = {"pytest": pytest}
        with mock.patch.dict(sys.modules, modules):
            exec(compile(source, str(file), "exec"), found)
        for name, test in found.items():
            for mark in getattr(test, "pytestmark", ()):
                if mark.args[0] == "robots_txt,agent,path,allowed":
                    yield from ((name, *row) for row in mark.args[1])
